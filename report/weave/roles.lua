-- SPDX-License-Identifier: GPL-3.0-or-later
-- Names in prose are roles. The chapters are written with the names of the shape 2-2-2: w5 is the
-- first weight into o1. In a network of 3-4-2 that is w13, and so the weave writes; which name
-- plays which role, the program says (src/book/roles.h). This goes for keys of numbers, symbols
-- in formulas, names in code, and the words of a text alternative.
--
--   roles: last                    in a chapter's front matter: h are the neurons of the last
--                                  hidden layer; first, of the first layer; without it, the
--                                  names are no roles
--   ::: {.view of=first}           the same for some blocks
--   ::: {.each of=back}            once for each hidden layer before the last, from the end;
--                                  there o are the neurons of the layer after it
--   []{.names of=h}                $h_1$ and $h_2$: all of a layer (i, h, o), the weights into a
--                                  layer (into-h, into-o) or a neuron (into-h1), or out of h1
--                                  (from-h1)
--   [two outputs]{.count of=o}     how many there are, and what: one output, 16 outputs; or of
--                                  weights, or layers, which are the hidden ones
local decimals = require 'weave.decimals'
local only = require 'weave.only'
local places = require 'weave.places'
local problems = require 'weave.problems'
local symbols = require 'weave.symbols'
local values = require 'weave.values'

local roles = {}

-- A view of the network: which name plays each role, and what the chapter's file is.
local function view_of(name, all, file)
  return { name = name, plays = all.roles[name], all = all, file = file }
end

local function no_role(view, role, place)
  problems.at(place or places.line(view.file, 1),
    'nothing in this network is %s, seen from %s, expected it where only if= holds', role, view.name)
end

-- ------------------------------------------------------------------------ names

-- A role's letter and number, as a name; nil, and a problem, where there is none.
local function name_of(role, view, place)
  local name = view.plays[role]
  if not name then
    no_role(view, role, place)
  end
  return name
end

-- A key: w5+ becomes w13+. What comes out of an input is the input itself; what feeds a neuron is
-- an output, where it is no input.
function roles.key(key, view, place)
  if not view then
    return key
  end
  local here = (' ' .. key):gsub('([^%w]d?)([ihotwb]%d+)%f[^%d]', function(before, role)
    return before .. (name_of(role, view, place) or role)
  end):sub(2)
  return (here:gsub('out_i(%d)', 'i%1'):gsub('^([hkmnpq]%d+)$', 'out_%1'))
end

-- A name as a symbol: w13 is w_{13}, b_h1 is b_{h1}.
local as_symbol = symbols.of

-- What feeds a neuron, as a quantity, not as a name.
local function as_quantity(name)
  return name:match('^[hkmnpq]') and string.format('\\text{out}_{%s}', name) or as_symbol(name)
end

-- A formula without the keys in it.
local function with_names(tex, view, place)
  local is_name = tex:match('^%a_%d$')
  tex = tex:gsub('%f[%a]([ihotwb])_(%d)%f[%D]', function(letter, number)
    local name = name_of(letter .. number, view, place)
    if not name then
      return nil
    end
    return letter == 'i' and not is_name and as_quantity(name) or as_symbol(name)
  end)
  tex = tex:gsub('_{([ho]%d)}', function(role)
    local name = name_of(role, view, place)
    return name and '_{' .. name .. '}'
  end)
  return (tex:gsub('\\text{out}_{i(%d+)}', function(number) return as_symbol('i' .. number) end))
end

local with_key = { val = true, terms = true, numbers = true, column = true, matrix = true,
  transpose = true, symbols = true }

local function formula(tex, view, place)
  return (with_names(tex, view, place):gsub('(\\(%a+)%s*{)([^{}]*)}', function(before, command, key)
    return with_key[command] and before .. roles.key(key, view, place) .. '}' or nil
  end))
end

-- Words of a text alternative, where names stand without signs.
local function words(text, view)
  return (text:gsub('%f[%w]([ihow]%d)%f[%W]', function(role) return name_of(role, view) end))
end

-- ----------------------------------------------------------------- lists and counts

-- The layer of a name, as a list of names.
local function layer_of(name, all)
  for _, layer in ipairs(all.layers) do
    for _, neuron in ipairs(layer) do
      if neuron == name then
        return layer
      end
    end
  end
end

local function weights_into(neurons, all)
  local names = {}
  for _, neuron in ipairs(neurons or {}) do
    for _, weight in ipairs(all.into[neuron] or {}) do
      table.insert(names, weight)
    end
  end
  return names
end

-- The weights that lead out of h1, to each neuron of the layer after it.
local function weights_from_first(view)
  local names = {}
  for _, neuron in ipairs(layer_of(view.plays.o1, view.all)) do
    table.insert(names, view.all.into[neuron][1])
  end
  return names
end

-- The names that of= asks for; nil where it is none of those above.
local function names_of(of, view)
  local all, plays = view.all, view.plays
  if of:match('^[iho]$') then
    return layer_of(plays[of .. '1'], all)
  elseif of == 'into-h' or of == 'into-o' then
    return weights_into(layer_of(plays[of:sub(-1) .. '1'], all), all)
  elseif of:match('^into%-[ho]%d$') then
    return weights_into({ plays[of:sub(6)] }, all)
  elseif of == 'from-h1' then
    return weights_from_first(view)
  end
end

-- Whether the numbers of the names follow on each other.
local function is_range(names)
  for n = 2, #names do
    if tonumber(names[n]:match('%d+')) ~= tonumber(names[n - 1]:match('%d+')) + 1 then
      return false
    end
  end
  return true
end

-- "a", "a and b", "a, b and c", "a to z".
local function listed(names, set)
  local last = #names
  local inlines = pandoc.Inlines { set(names[1]) }
  local function add(text, name)
    if text ~= ', ' then
      inlines:extend { pandoc.Space(), pandoc.Str(text), pandoc.Space(), set(name) }
    else
      inlines:extend { pandoc.Str(','), pandoc.Space(), set(name) }
    end
  end
  if last > 3 and is_range(names) then
    add('to', names[last])
  elseif last > 3 then
    add(', ', names[2])
    inlines:extend { pandoc.Space(), pandoc.Str('and'), pandoc.Space(), pandoc.Str('so'),
      pandoc.Space(), pandoc.Str('on') }
    add('to', names[last])
  else
    for n = 2, last do
      add(n == last and 'and' or ', ', names[n])
    end
  end
  return inlines
end

local in_words = { 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
  'eleven', 'twelve' }

local function number_in_words(n)
  return in_words[n] or tostring(n)
end

-- How many of= asks for, nil where nobody can tell.
local function number_of(of, view)
  if of == 'weights' then
    return tonumber(view.all.by_key.weights.number)
  elseif of == 'layers' then
    return #view.all.layers - 2
  end
  local names = names_of(of, view)
  return names and #names
end

-- "two outputs" for another number of them.
local function counted(span, n)
  local text = pandoc.utils.stringify(span.content)
  local word, rest = text:match('^(%S+)(.*)$')
  local right = number_in_words(n)
  if word:match('^%u') then
    right = right:sub(1, 1):upper() .. right:sub(2)
  end
  if n == 1 then
    rest = rest:gsub('s$', '')
  end
  return word, right, pandoc.Inlines(right .. rest)
end

-- --------------------------------------------------------------------- all of it

local handlers

-- Blocks as they are in the view.
local function resolve(blocks, view)
  return blocks:walk(handlers(view))
end

local function each_layer(div, view)
  local woven = pandoc.Blocks {}
  for back = #view.all.layers - 3, 1, -1 do
    local layer = view_of('back-' .. back, view.all, view.file)
    woven:extend(resolve(div.content:clone(), layer))
  end
  return woven
end

local function list(span, view)
  local names = names_of(span.attributes.of or '', view)
  if not names then
    problems.add(view.file, 1, "names of='%s', expected i, h, o, into-h, into-o1, from-h1",
      tostring(span.attributes.of))
    return {}
  end
  return listed(names, function(name)
    if view.is_alt then
      return pandoc.Str(name)
    end
    return pandoc.Math('InlineMath', as_symbol(name))
  end)
end

local function count(span, view)
  local n = number_of(span.attributes.of or '', view)
  if not n then
    return nil -- the book's own counts, see weave/printed.lua
  end
  local said, right, inlines = counted(span, n)
  if view.all.is_post and said ~= right then
    problems.add(view.file, 1, "the page counts %s of '%s', the program %s", said,
      span.attributes.of, right)
  end
  return inlines
end

-- True for a link that is a literal, or stands in a table's pattern, and leads nowhere else.
local function is_number(link, key, all)
  local text = pandoc.utils.stringify(link.content)
  return text == '' or decimals.parse(text) or values.find(all, key)
end

-- What a walk does with each element.
function handlers(view)
  local is_other = view.plays and not view.all.is_identity
  local here = {
    traverse = 'topdown',
    Div = function(div)
      if div.classes:includes('view') then
        return resolve(div.content, view_of(div.attributes.of, view.all, view.file)), false
      elseif div.classes:includes('each') then
        return each_layer(div, view), false
      elseif div.classes:includes('alt') and not view.is_alt then
        local alt = view_of(view.name, view.all, view.file)
        alt.is_alt = true
        div.content = resolve(div.content, alt)
        return div, false
      end
      only.mark(div, view.all, view.plays)
      return div, not only.is_marked_out(div)
    end,
    Span = function(span)
      if view.plays and span.classes:includes('names') then
        return list(span, view), false
      elseif view.plays and span.classes:includes('count') then
        return count(span, view), false
      end
      only.mark(span, view.all, view.plays)
      if is_other and span.classes:includes('formula') then
        local math = span.content[1]
        math.text = formula(math.text, view, places.of(span))
        span.content = { math }
        return span, false
      end
      return span, not only.is_marked_out(span)
    end,
  }
  if not is_other then
    return here
  end
  function here.Link(link)
    local key = link.target:match('^#(.+)$')
    if key and is_number(link, key, view.all) then
      link.target = '#' .. roles.key(key, view, places.of(link))
    end
    return link
  end
  function here.Code(code)
    if code.text:match('^[%w_/+@%-]+$') then
      code.text = roles.key(code.text, view)
    end
    return code
  end
  if view.is_alt then
    function here.Str(str)
      str.text = words(str.text, view)
      return str
    end
  end
  return here
end

-- A chapter's blocks for this network.
function roles.resolve(blocks, name, all, file)
  return resolve(blocks, view_of(name, all, file))
end

return roles

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Names in prose are roles. The chapters are written with the names of the shape 2-2-2: w5 is the
-- first weight into o1. In a network of 3-4-2 that is w13, and so the weave writes; which name
-- plays which role, the program says (src/book/roles.h). This goes for keys of numbers, symbols
-- in formulas, names in code, and the words of a text alternative.
--
--   roles: last                    in a chapter's front matter: h are the neurons of the last
--                                  hidden layer; first, of the first layer; without it, the
--                                  names are no roles
--   ::: {.view of=first}           the same for some blocks, or [within a line]{.view of=first}
--   ::: {.each of=back}            once for each hidden layer before the last, from the end;
--                                  there o are the neurons of the layer after it
--   \layer{o1}, \before{o1}        in formulas: which layer that is, and which is before it; the
--                                  inputs are layer 1
--
-- A role that nobody plays is a problem, but in a table with class known: there its row is left
-- out. Lists and counts are in weave/lists.lua, conditions in weave/only.lua.
local answers = require 'weave.answers'
local decimals = require 'weave.decimals'
local layers = require 'weave.layers'
local lists = require 'weave.lists'
local only = require 'weave.only'
local places = require 'weave.places'
local problems = require 'weave.problems'
local symbols = require 'weave.symbols'
local values = require 'weave.values'

local roles = {}

-- What stands in the place of a name that is not there.
roles.MISSING = 'missing'

-- A view of the network: the name that plays each role; and the chapter's file.
local function view_of(name, all, file)
  return { name = name, plays = all.roles[name], all = all, file = file }
end

-- The same view with something more.
local function with(view, what)
  local other = { [what] = true }
  for name, value in pairs(view) do
    other[name] = value
  end
  return other
end

-- ------------------------------------------------------------------------- names

local function name_of(role, view, place)
  local name = view.plays[role]
  if not name and not view.is_lenient then
    problems.at(place or places.line(view.file, 1), 'nothing in this network is %s, seen from %s, ' ..
      'expected it where only if= holds', role, view.name)
  end
  return name or roles.MISSING
end

-- A key: w5+ becomes w13+. What comes out of an input is the input itself; what feeds a neuron is
-- an output, where it is no input.
local function key_of(key, view, place)
  local here = (' ' .. key):gsub('([^%w]d?)([ihotwb]%d+)%f[^%d]', function(before, role)
    return before .. name_of(role, view, place)
  end):sub(2)
  return (here:gsub('out_i(%d)', 'i%1'):gsub('^([hkmnpq]%d+)$', 'out_%1'))
end

-- What feeds a neuron, as a quantity, not as a name.
local function quantity(name)
  return symbols.of(name:match('^[hkmnpq]%d') and 'out_' .. name or name)
end

-- A formula's symbols. Each is looked at once: what has become of one is no role.
local function with_symbols(tex, view, place)
  local is_name = tex:match('^%a_%d$')
  tex = tex:gsub('_{([bho]%d)}', function(role) return '_{' .. name_of(role, view, place) .. '}' end)
  tex = tex:gsub('%f[%a]([ihotwb])_(%d)%f[%D]', function(letter, number)
    local name = name_of(letter .. number, view, place)
    return letter == 'i' and not is_name and quantity(name) or symbols.of(name)
  end)
  return (tex:gsub('\\text{out}_{i(%d+)}', function(number) return symbols.of('i' .. number) end))
end

local function with_layers(tex, view, place)
  return (tex:gsub('\\(%a+){([iho]%d)}', function(command, role)
    if command == 'layer' or command == 'before' then
      local _, number = layers.of(name_of(role, view, place), view.all)
      return number and tostring(command == 'layer' and number or number - 1)
    end
  end))
end

-- What is given for the post, and so has few digits there, may be computed here: then it has nine.
local function with_digits(command, key, digits)
  return key:match('^out_') and #digits <= 4 and command .. '{' .. key .. '}{1.00000000}' or nil
end

-- The commands with a key in their braces.
local has_key = { val = true, terms = true, numbers = true, column = true, columnone = true,
  matrix = true, transpose = true, symbols = true }

local function with_keys(tex, view, place)
  tex = tex:gsub('(\\(%a+)%s*{)([^{}]*)}', function(before, command, key)
    return has_key[command] and before .. key_of(key, view, place) .. '}' or nil
  end)
  return (tex:gsub('(\\val){([^{}]*)}{([^{}]*)}', with_digits))
end

-- Words of a text alternative, where names stand without signs.
local function with_words(text, view)
  return (text:gsub('%f[%w]([ihotw]%d)%f[%W]', function(role) return name_of(role, view) end))
end

-- --------------------------------------------------------------------- all of it

local handlers

-- Blocks as they are in the view.
local function resolve(blocks, view)
  return blocks:walk(handlers(view))
end

local function each_layer_back(div, view)
  local woven = pandoc.Blocks {}
  for back = #view.all.layers - 3, 1, -1 do
    woven:extend(resolve(div.content:clone(), view_of('back-' .. back, view.all, view.file)))
  end
  return woven
end

-- A div whose content is in another view, or there several times; nil for others.
local function other_view(div, view)
  if div.classes:includes('view') then
    return resolve(div.content, view_of(div.attributes.of, view.all, view.file))
  elseif div.classes:includes('each') then
    return each_layer_back(div, view)
  elseif div.classes:includes('alt') and not view.is_alt then
    div.content = resolve(div.content, with(view, 'is_alt'))
    return div
  elseif div.classes:includes('known') and not view.is_lenient and not view.all.is_post then
    div.content = resolve(div.content, with(view, 'is_lenient'))
    return div
  end
end

-- The rows of a table that are of one layer alone: layer=h, or into-h for weights.
local function note_layer(div, view)
  if div.attributes.layer then
    div.attributes.names = table.concat(lists.names(div.attributes.layer, view) or {}, ' ')
  end
end

-- True for a link that is a literal, or stands in a table's pattern, and leads nowhere else.
local function is_number(link, key, all)
  local text = pandoc.utils.stringify(link.content)
  return text == '' or decimals.parse(text) or values.find(all, key)
end

-- What a walk does with links, code and words where the names are others.
local function add_names(walk, view)
  function walk.Link(link)
    local key = link.target:match('^#(.+)$')
    if key and is_number(link, key, view.all) then
      link.target = '#' .. key_of(key, view, places.of(link))
    end
    return link
  end
  function walk.Code(code)
    if code.text:match('^[%w_/+@%-]+ ?=?$') then
      code.text = key_of(code.text, view)
    end
    return code
  end
  if view.is_alt then
    function walk.Str(str)
      str.text = with_words(str.text, view)
      return str
    end
  end
end

function handlers(view)
  local walk = { traverse = 'topdown' }
  function walk.Div(div)
    local other = view.plays and other_view(div, view)
    if other then
      return other, false
    end
    only.mark(div, view)
    if view.plays then
      note_layer(div, view)
    end
    return div, not only.is_marked_out(div)
  end
  function walk.Span(span)
    if view.plays and span.classes:includes('names') then
      return lists.named(span, view), false
    elseif span.classes:includes('overshoots') then
      return answers.overshoots(view.all), false
    elseif view.plays and span.classes:includes('foretold') then
      return answers.foretold(view), false
    elseif view.plays and span.classes:includes('view') then
      return resolve(span.content, view_of(span.attributes.of, view.all, view.file)), false
    elseif view.plays and span.classes:includes('given') then
      return lists.given(span, view), false
    elseif view.plays and span.classes:includes('count') then
      return lists.counted(span, view), false
    elseif view.plays and span.classes:includes('formula') then
      local math, place = span.content[1], places.of(span)
      math.text = with_layers(math.text, view, place)
      if view.has_other_names then
        math.text = with_keys(with_symbols(math.text, view, place), view, place)
      end
      span.content = { math }
      return span, false
    end
    only.mark(span, view)
    return span, not only.is_marked_out(span)
  end
  view.has_other_names = view.plays and not view.all.is_post
  if view.has_other_names then
    add_names(walk, view)
  end
  return walk
end

-- A chapter's blocks for this network, seen from first or last; nil: its names are no roles.
function roles.resolve(blocks, from, all, file)
  return resolve(blocks, view_of(from and pandoc.utils.stringify(from), all, file))
end

return roles

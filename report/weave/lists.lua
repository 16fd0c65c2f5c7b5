-- SPDX-License-Identifier: GPL-3.0-or-later
-- Lists and counts of what the network has, in words:
--
--   []{.names of=h}                $h_1$ and $h_2$: all of a layer (i, h, o), the weights into a
--                                  layer (into-h, into-o) or a neuron (into-h1), or out of one
--                                  (from-h1)
--   []{.given of=i}                $i_1 = 0.05$ and $i_2 = 0.10$: the inputs, or the targets (t)
--   [two outputs]{.count of=o}     how many of these there are, and what: one output, 16 outputs;
--                                  or of all weights, or of layers, which are the hidden ones
--
-- Each goes by a view of the network, see weave/roles.lua.
local decimals = require 'weave.decimals'
local layers = require 'weave.layers'
local places = require 'weave.places'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local symbols = require 'weave.symbols'
local values = require 'weave.values'

local lists = {}

-- ------------------------------------------------------------------------- names

local function weights_into(neurons, all)
  local names = {}
  for _, neuron in ipairs(neurons) do
    for _, weight in ipairs(all.into[neuron] or {}) do
      table.insert(names, weight)
    end
  end
  return names
end

-- The weights that lead out of a neuron, to each of the layer after it.
local function weights_from(source, view)
  local names = {}
  local _, place = pandoc.List(layers.of(source, view.all)):find(source)
  for _, neuron in ipairs(layers.of(view.plays.o1, view.all)) do
    table.insert(names, view.all.into[neuron][place])
  end
  return names
end

local function targets(all)
  local names = {}
  for n = 1, #all.layers[#all.layers] do
    names[n] = 't' .. n
  end
  return names
end

-- The names that of= asks for; nil where it is none of those above.
function lists.names(of, view)
  local all, plays = view.all, view.plays
  local layer, neuron = of:match('^into%-([ho])$'), of:match('^into%-([ho]%d)$')
  if of:match('^[iho]$') then
    return layers.of(plays[of .. '1'], all)
  elseif of == 't' then
    return targets(all)
  elseif layer then
    return weights_into(layers.of(plays[layer .. '1'], all), all)
  elseif neuron then
    return weights_into({ plays[neuron] }, all)
  elseif of:match('^from%-h%d$') then
    return weights_from(plays[of:sub(6)], view)
  end
end

-- Whether the names go on from one number to the next.
local function is_range(names)
  for n = 2, #names do
    if tonumber(names[n]:match('%d+')) ~= tonumber(names[n - 1]:match('%d+')) + 1 then
      return false
    end
  end
  return true
end

local function words(text)
  return pandoc.Inlines(text)
end

-- "a", "a and b", "a, b and c", "a to z", "a, b and so on to z"; set makes an inline of a name.
local function listed(names, set, may_be_range)
  local inlines, last = pandoc.Inlines { set(names[1]) }, #names
  local function add(text, name)
    inlines:extend(words(text))
    inlines:insert(set(name))
  end
  if last > 3 and may_be_range and is_range(names) then
    add(' to ', names[last])
  elseif last > 4 then
    add(', ', names[2])
    add(' and so on to ', names[last])
  else
    for n = 2, last do
      add(n == last and ' and ' or ', ', names[n])
    end
  end
  return inlines
end

local function asked(span, view)
  local names = lists.names(span.attributes.of or '', view)
  if not names or #names == 0 then
    problems.add(view.file, 1, "of='%s', expected i, h, o, t, into-h, into-o1, from-h1",
      tostring(span.attributes.of))
  end
  return names and #names > 0 and names
end

function lists.named(span, view)
  local names = asked(span, view)
  return names and listed(names, function(name)
    return view.is_alt and pandoc.Str(name) or pandoc.Math('InlineMath', symbols.of(name))
  end, true) or {}
end

function lists.given(span, view)
  local names = asked(span, view)
  return names and listed(names, function(name)
    local text = values.usual(view.all.by_key[name])
    printed.note(name, text, places.line(view.file, 1))
    return pandoc.Math('InlineMath', symbols.of(name) .. ' = ' .. decimals.tex(text))
  end) or {}
end

-- ------------------------------------------------------------------------ counts

local in_words = { 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten',
  'eleven', 'twelve' }

-- How many of= asks for, nil where nobody can tell.
local function number_of(of, view)
  if of == 'weights' then
    return tonumber(view.all.by_key.weights.number)
  elseif of == 'layers' then
    return #view.all.layers - 2
  end
  local names = lists.names(of, view)
  return names and #names
end

-- "two outputs", for as many as there are; nil for the book's own counts (weave/printed.lua).
function lists.counted(span, view)
  local n = number_of(span.attributes.of or '', view)
  if not n then
    return nil
  end
  local word, what = pandoc.utils.stringify(span.content):match('^(%S+)(.*)$')
  local right = in_words[n] or tostring(n)
  if word:match('^%u') then
    right = right:gsub('^%l', string.upper)
  end
  if view.all.is_post and word ~= right then
    problems.add(view.file, 1, "the page counts %s of '%s', the program %s", word,
      span.attributes.of, right)
  end
  return words(right .. (n == 1 and what:gsub('s$', '') or what))
end

return lists

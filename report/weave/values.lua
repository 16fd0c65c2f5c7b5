-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the program computed for the book: numbers by their keys, facts about the example, and
-- the terms of which sums are made.
local decimals = require 'weave.decimals'
local problems = require 'weave.problems'
local Source = require 'weave.source'

local values = {}

local function fields_of(line)
  local fields = {}
  for field in (line .. '\t'):gmatch('([^\t]*)\t') do
    table.insert(fields, field)
  end
  return fields
end

-- Reads what `backprop book` prints and, where there is such a file, `backprop many`: lines with
-- tabs.
--   chapter, key, number, text   a number; text has the digits that can be trusted
--   chapter, key, number, text, given
--                                a given number; text is how the example's file has it
--   chapter, key, bound, text    no more than a bound, in words: below 1e-25
--   fact, name, value            such as example, post
--   terms, key, term, ...        a sum; a term is the keys of its factors
--   layer, name, ...             the neurons of each layer, the inputs first
--   into, name, weight, ...      the weights that lead into a neuron
--   role, view, role, name       what a name in prose stands for, see weave/roles.lua
local function read_lines(file, all, for_all)
  local text, reason = Source.read(file)
  if not text then
    problems.add(file, 1, 'cannot be read: %s', reason)
    return
  end
  for number, line in ipairs(Source.lines_of(text)) do
    local fields = fields_of(line)
    if fields[1] == 'fact' and #fields == 3 then
      all.facts[fields[2]] = fields[3]
    elseif fields[1] == 'terms' and #fields > 2 then
      all.terms[fields[2]] = table.move(fields, 3, #fields, 1, {})
    elseif fields[1] == 'layer' and #fields > 1 then
      table.insert(all.layers, table.move(fields, 2, #fields, 1, {}))
    elseif fields[1] == 'into' and #fields > 2 then
      all.into[fields[2]] = table.move(fields, 3, #fields, 1, {})
    elseif fields[1] == 'role' and #fields == 4 then
      all.roles[fields[2]] = all.roles[fields[2]] or {}
      all.roles[fields[2]][fields[3]] = fields[4]
    elseif tonumber(fields[1]) and (#fields == 4 or fields[5] == 'given') and
      (tonumber(fields[3]) or fields[3] == 'bound') then
      local key = fields[2]
      local entry = { key = key, number = fields[3], text = fields[4],
        is_bound = fields[3] == 'bound', for_all = for_all,
        chapter = tonumber(fields[1]), given = fields[5] == 'given' or key == 'rounds' }
      table.insert(all.list, entry)
      all.by_key[key] = entry
      local x = tonumber(entry.number)
      if x and not all.by_number[x] then
        all.by_number[x] = entry
      end
      all.key_of_id[values.id(key)] = key
    else
      problems.add(file, number,
        'expected a chapter, a key, a number and its text, or a fact, terms, layer, into or role, ' ..
        'with tabs between')
    end
  end
end

-- Whether a layer has more neurons than a diagram shows.
local function has_large_layer(layers)
  local MOST = 6
  for _, layer in ipairs(layers) do
    if #layer > MOST then
      return true
    end
  end
  return false
end

-- Into numbers {key, number, text, is_bound, chapter, given, for_all} as a list, by key, and by number
-- (the first where several are the same); for_all are those from many, which are the same for every
-- example; the key of each row's id, facts and terms.
function values.read(file, many)
  local all = { list = {}, by_key = {}, by_number = {}, key_of_id = {}, facts = {}, terms = {},
    shown = {}, layers = {}, into = {}, roles = {}, mentioned = {} }
  read_lines(file, all)
  if many then
    read_lines(many, all, true)
  end
  all.is_post = all.facts.example == 'post'
  all.facts.hidden_layers = tostring(math.max(#all.layers - 2, 0))
  all.facts.many_outputs = tostring(#(all.layers[#all.layers] or {}) > 3)
  all.facts.large = tostring(has_large_layer(all.layers))
  return all
end

-- A key as an id: n-dE.dw5, n-w5-new, n-E_total-after-10000.
function values.id(key)
  return 'n-' .. key:gsub('/', '.'):gsub('%+', '-new'):gsub('@', '-after-')
end

-- The number of that key, or nil. In a key @n stands for the example's last round.
function values.find(all, key)
  local last = '@' .. (all.facts.rounds or '')
  return all.by_key[key] or all.by_key[(key:gsub('@n%f[^%w]', last))]
end

-- How many of the mistakes end with a smaller error than the right method, and how many with
-- less than a millionth of it.
function values.endings(all)
  local right = values.find(all, 'E_total@n')
  local limit = right and (tonumber(right.number) or tonumber(right.text:match('^below (.*)$')))
  local smaller, far_smaller = 0, 0
  for _, entry in ipairs(all.list) do
    if right and entry.key:match('^[%l%-]+_' .. right.key .. '$') then
      local most = tonumber(entry.number) or tonumber(entry.text:match('^below (.*)$'))
      smaller = smaller + (most and most < limit and 1 or 0)
      far_smaller = far_smaller + (most and most < 1e-6 * limit and 1 or 0)
    end
  end
  return smaller, far_smaller
end

-- The number as a generated formula or table shows it.
function values.usual(entry)
  if entry.given or entry.is_bound or decimals.is_middle(entry.text, entry.number) then
    return entry.text
  end
  return decimals.usual(entry.number, decimals.significant(entry.text))
end

-- The number with all its digits that can be trusted, twelve at most.
function values.whole(entry)
  if entry.is_bound or decimals.significant(entry.text) < 12 and entry.text ~= entry.number then
    return entry.text
  end
  return (decimals.twelve(entry.number))
end

-- The number as the table of all numbers shows it: as it is given, or with all those digits.
function values.in_full(entry)
  return entry.given and entry.text or values.whole(entry)
end

-- What stands in the place of a literal for another example than the post's: given numbers as
-- typed there; nine decimals as tables have them; others with as many significant digits as the
-- literal has, or whole where the literal has few and the number is as short.
function values.in_place_of(literal, entry)
  if entry.given or entry.is_bound then
    return entry.text
  elseif not decimals.parse(literal) then -- a bound in the post's, and a number here
    return values.usual(entry)
  end
  if literal:match('%.%d%d%d%d%d%d%d%d%d$') then
    return values.usual(entry)
  end
  local digits = math.min(decimals.significant(literal), decimals.significant(entry.text))
  local short, is_short = decimals.twelve(entry.number)
  if digits < 9 and is_short and not short:find('e') then
    return short
  end
  return decimals.with_significant(entry.number, digits)
end

return values

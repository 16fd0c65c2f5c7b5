-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sums, written out: in symbols or in numbers, in rows that are not too long. Of a long one only the
-- first terms and the last ones are written, with dots between.
local decimals = require 'weave.decimals'
local printed = require 'weave.printed'
local symbols = require 'weave.symbols'
local values = require 'weave.values'

local sums = {}

-- A sum of more terms is long; then so many of its first and of its last terms are written.
local MOST, FIRST, LAST = 8, 3, 2

-- How many factors, and how many characters of numbers, go on one row.
local FACTORS, CHARACTERS = 8, 36

-- The terms that are written, and after how many of them the dots come.
local function written(terms)
  if #terms <= MOST then
    return terms, nil
  end
  local some = table.move(terms, 1, FIRST, 1, {})
  return table.move(terms, #terms - LAST + 1, #terms, FIRST + 1, some), FIRST
end

-- The terms in rows, joined by plus signs.
local function in_rows(terms, lengths, limit, dots_after)
  local text, used = terms[1], lengths[1]
  for t = 2, #terms do
    local plus = t - 1 == dots_after and ' + \\dots + ' or ' + '
    if used + lengths[t] > limit then
      text, used = text .. ' \\\\ &\\quad {}' .. plus .. terms[t], lengths[t]
    else
      text, used = text .. plus .. terms[t], used + lengths[t]
    end
  end
  return text
end

function sums.in_symbols(terms)
  local set, lengths = {}, {}
  local some, dots_after = written(terms)
  for t, term in ipairs(some) do
    local factors = {}
    for key in term:gmatch('%S+') do
      table.insert(factors, symbols.of(key))
    end
    set[t], lengths[t] = table.concat(factors, ' \\, '), #factors
  end
  return in_rows(set, lengths, FACTORS, dots_after)
end

-- A number with a sign stands in parentheses, but at the beginning.
function sums.in_numbers(terms, place, all)
  local set, lengths = {}, {}
  local some, dots_after = written(terms)
  for t, term in ipairs(some) do
    local factors = {}
    lengths[t] = 0
    for key in term:gmatch('%S+') do
      local text = values.usual(all.by_key[key])
      printed.note(key, text, place)
      lengths[t] = lengths[t] + #text + 2
      local has_sign = text:match('^[-+]') and (t > 1 or #factors > 0)
      table.insert(factors, has_sign and '(' .. decimals.tex(text) .. ')' or decimals.tex(text))
    end
    set[t] = table.concat(factors, ' \\times ')
  end
  return in_rows(set, lengths, CHARACTERS, dots_after)
end

return sums

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Answers that another example's numbers decide:
--
--   []{.overshoots}    with which of the learning rates of table "eta" o1 comes out beyond its target
local decimals = require 'weave.decimals'
local values = require 'weave.values'

local answers = {}

-- The rates that the table has, each as what ends a key: nothing, _x10 and so on.
local RATES = { '', '_x10', '_x100', '_x200', '_x1000' }

local function number(key, all)
  local value = values.find(all, key)
  return value and tonumber(value.number)
end

-- The first rate with which o1 is on the other side of its target after the round.
local function first_that_overshoots(all)
  local t, before = number('t1', all), number('out_o1', all)
  for _, rate in ipairs(RATES) do
    local after = number('out_o1+' .. rate, all)
    if after and (t - before) * (t - after) < 0 then
      return 'eta' .. rate
    end
  end
end

-- As inlines, for the span's place.
function answers.overshoots(all)
  local key = first_that_overshoots(all)
  if not key then
    return pandoc.Inlines 'None of these rates does so.'
  end
  local inlines = pandoc.Inlines 'The first of these rates that does so is'
  inlines:insert(pandoc.Space())
  inlines:insert(pandoc.Span(decimals.inlines(values.usual(values.find(all, key))),
    pandoc.Attr('', { 'number' })))
  inlines:insert(pandoc.Str '.')
  return inlines
end

return answers

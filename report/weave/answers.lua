-- SPDX-License-Identifier: GPL-3.0-or-later
-- Sentences that another example's numbers decide:
--
--   []{.overshoots}    with which of the learning rates of table "eta" an output comes out beyond its target
--   []{.foretold}      whether the derivative after training foretells what a nudge does
local decimals = require 'weave.decimals'
local symbols = require 'weave.symbols'
local values = require 'weave.values'

local answers = {}

-- The rates that the table has, each as what ends a key: nothing, _x10 and so on.
local RATES = { '', '_x10', '_x100', '_x200', '_x1000' }

-- The most, as a part of it, that a change may be off which was foretold well.
local WELL = 0.1

local function number(key, all)
  local value = values.find(all, key)
  return value and tonumber(value.number)
end

-- Whether the n-th output is on the other side of its target after a round with the rate.
local function is_beyond(n, rate, all)
  local t, before = number('t' .. n, all), number('out_o' .. n, all)
  local after = number('out_o' .. n .. '+' .. rate, all)
  return after and (t - before) * (t - after) < 0
end

-- The first rate with which an output overshoots, and the first output that does.
local function first_that_overshoots(all)
  for _, rate in ipairs(RATES) do
    for n = 1, #all.layers[#all.layers] do
      if is_beyond(n, rate, all) then
        return 'eta' .. rate, 'o' .. n
      end
    end
  end
end

-- As inlines, for the span's place.
function answers.overshoots(all)
  local key, output = first_that_overshoots(all)
  if not key then
    return pandoc.Inlines 'None of these rates does so.'
  end
  local inlines = pandoc.Inlines 'The first of these rates that does so is'
  inlines:insert(pandoc.Space())
  inlines:insert(pandoc.Span(decimals.inlines(values.usual(values.find(all, key))),
    pandoc.Attr('', { 'number' })))
  inlines:extend(pandoc.Inlines ': it leads')
  inlines:insert(pandoc.Space())
  inlines:insert(pandoc.Math('InlineMath', symbols.of(output)))
  inlines:insert(pandoc.Space())
  inlines:extend(pandoc.Inlines 'past its target.')
  return inlines
end

-- As inlines too. A change that is foretold badly comes of a bend, so a place where the derivative is 0 is
-- near.
function answers.foretold(view)
  local weight = view.plays.w5
  local rise = number('rise_' .. weight .. '@n', view.all)
  local foretold = number('rise_predicted_' .. weight .. '@n', view.all)
  if rise and foretold and math.abs(rise - foretold) < WELL * math.abs(foretold) then
    return pandoc.Inlines 'Here it still foretells what the nudge does.'
  end
  return pandoc.Inlines('So near to where the error is smallest, a hundredth is too large a step for the ' ..
    'derivative to foretell what it does.')
end

return answers

-- SPDX-License-Identifier: GPL-3.0-or-later
-- One round of an example: the given numbers, and the steps that make the others, in stages.
local decimals = require 'weave.decimals'
local Source = require 'weave.source'

local Round = {}

local DIGITS = 6 -- significant ones, of numbers that were worked out

-- The number as a sheet shows it: whole where it is short.
local function shown(number)
  local short, is_short = decimals.twelve(number)
  if is_short and not short:find 'e' and decimals.significant(short) <= DIGITS then
    return short
  end
  return decimals.with_significant(number, DIGITS)
end

-- What a chapter does, and its second part where the new weights are tried.
local stages = { 'The forward pass', 'The output deltas', 'The hidden deltas', 'The updates',
  'The forward pass with the new weights' }

local function stage_of(key, chapter)
  return key:match '^%a+_.*%+$' and not key:match '^b_' and #stages or chapter
end

-- Into {given, stages, by_key, n_weights}: given is a list of numbers, stages are {title, steps}
-- and have lists of them. A number is {key, text, is_exact}; a step has besides its symbols and its
-- place, counted from 1.
function Round.read(file)
  local text = assert(Source.read(file))
  local round = { given = {}, stages = {}, by_key = {}, n_weights = 0 }
  local n_steps, last = 0, nil
  for line in text:gmatch '[^\n]+' do
    local key, number, symbols, _, chapter = line:match '^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t(%d+)$'
    chapter = tonumber(chapter)
    if chapter == 0 then
      local entry = { key = key, text = number, is_given = true }
      table.insert(round.given, entry)
      round.by_key[key] = entry
      round.n_weights = round.n_weights + (key:match '^w%d+$' and 1 or 0)
    elseif chapter and chapter <= 4 then
      local stage = stage_of(key, chapter)
      if stage ~= last then
        table.insert(round.stages, { title = stages[stage], steps = {} })
        last = stage
      end
      n_steps = n_steps + 1
      local digits = shown(number)
      local entry = { key = key, text = digits, symbols = symbols, place = n_steps,
        is_exact = decimals.is_exact(digits, number) }
      table.insert(round.stages[#round.stages].steps, entry)
      round.by_key[key] = entry
    end
  end
  return round
end

return Round

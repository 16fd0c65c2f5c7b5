-- SPDX-License-Identifier: GPL-3.0-or-later
-- The file into which a learner types numbers, for `backprop check`.
local words = require 'worksheet.words'

local numbers = {}

local HEAD = [[
# exercise: %s
# %s. Type your numbers, each behind its = sign. What you leave out is not judged.
# Then, in this folder: backprop check -e example.yaml numbers.txt
# Leave the first line as it is: it says which exercise these numbers are for.

# Given
]]

function numbers.file(name, round)
  local lines = { string.format(HEAD, name, words.exercise(name)) }
  local function add(...)
    table.insert(lines, string.format(...) .. '\n')
  end
  for _, number in ipairs(round.given) do
    add('%s = %s', number.key, number.text)
  end
  for _, stage in ipairs(round.stages) do
    add('\n# %s', stage.title)
    for _, step in ipairs(stage.steps) do
      add('%s = ', step.key)
    end
  end
  return table.concat(lines)
end

return numbers

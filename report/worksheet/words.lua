-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the worksheets say, in pandoc's Markdown.
local words = {}

words.title = 'One round of backpropagation'
words.given = 'Given'

-- Under the title of each part but the answers.
words.how = [[
Work the steps out in their order: each needs numbers from before it. Give six decimals; where a
number begins with zeros behind its point, give six digits from the first that is not 0. Compute on with what you
have written, or with all digits: your rounding is taken into account. Then type your numbers into `numbers.txt`, each behind its
name, and `backprop check -e example.yaml numbers.txt` says which are right, and what may have gone wrong with the
others.
]]

words.names = [[
A name as `dE/dw5` stands for $\partial E_{\text{total}} / \partial w_5$, and `w5+` for $w_5^{+}$, the weight after the round.
]]

local levels = {
  { title = 'fully worked', words = [[
Each step is shown as a formula, with numbers in it, and with its result. Read it with pencil and calculator, and say to
yourself why each step is as it is. The other levels leave more and more of the same steps to you.
]] },
  { title = 'the results are yours', words = [[
The formulas are shown, with the given numbers put in. What must be worked out is left to you: it goes into the blanks, there where it
is found and wherever it is used.
]] },
  { title = 'the numbers are yours', words = [[
The formulas are shown. Put the numbers in, on the first line, and work out the result.
]] },
  { title = 'all of it is yours', words = [[
Only the given numbers are shown. Find every other number of the round.
]] },
}

words.sources = [[
**Why four levels?** Who begins learns more from studying a worked example than from solving the same
problem unaided: the *worked-example effect* (Sweller and Cooper 1985). Leaving out one part of the example
after the other leads from studying to solving (Renkl and Atkinson 2003).

John Sweller and Graham A. Cooper (1985). The Use of Worked Examples as a Substitute for Problem Solving in Learning
Algebra. *Cognition and Instruction* 2(1), 59–89.

Alexander Renkl and Robert K. Atkinson (2003). Structuring the Transition From Example Study to Problem Solving in
Cognitive Skill Acquisition: A Cognitive Load Perspective. *Educational Psychologist* 38(1), 15–22.
]]

words.network = [[
The whole round on one page. Each neuron and each weight has a box for every number that belongs to it.
]]

words.drawing = 'The network: from left to right the inputs, and layer by layer the weights and the neurons, ' ..
  'each a card with its given number and an empty box for every other number that it has.'

words.key = [[
Every number of the round, short ones whole, others to six significant digits.
]]

words.licence = 'From *Backpropagation, every number shown*. CC BY 4.0, <https://creativecommons.org/licenses/by/4.0/>'

-- The parts of a worksheet: {id, title, words, level}. The levels have a level, the others none.
function words.parts(has_network)
  local parts = {}
  for l, level in ipairs(levels) do
    table.insert(parts, { id = 'level-' .. l, level = l, title = string.format('Level %d of %d: %s', l, #levels,
      level.title), words = level.words })
  end
  table.insert(parts, { id = 'network', title = 'The network', words = has_network and words.network or
    'This network is too large for a page with a box for every number.' })
  table.insert(parts, { id = 'key', title = 'Answer key', words = words.key })
  return parts
end

-- The sheet's name as its readers know it.
function words.exercise(name)
  local seed, shape = name:match '^seed%-(%d+)%-?([%d-]*)$'
  if name == 'post' then
    return "The book's example"
  elseif not seed then
    return 'Example ' .. name
  end
  return 'Exercise ' .. seed .. (shape ~= '' and ', a network of ' .. shape or '')
end

return words

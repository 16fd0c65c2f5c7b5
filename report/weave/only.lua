-- SPDX-License-Identifier: GPL-3.0-or-later
-- What holds for some examples only:
--
--   ::: {.only if=post}           blocks for the post's example alone
--   [text]{.only if=other}        the same within a line
local problems = require 'weave.problems'
local regions = require 'weave.regions'

local only = {}

local conditions = {
  post = function(facts) return facts.example == 'post' end,
  other = function(facts) return facts.example ~= 'post' end,
  ['shared-bias'] = function(facts) return facts.bias_1 == 'shared' end,
  ['own-bias'] = function(facts) return facts.bias_1 == 'own' end,
  ['fixed-biases'] = function(facts) return facts.train_biases ~= 'true' end,
  ['trained-biases'] = function(facts) return facts.train_biases == 'true' end,
  ['one-pair'] = function(facts) return facts.pairs == '1' end,
  ['several-pairs'] = function(facts) return facts.pairs ~= '1' end,
}

local function names_of_conditions()
  local names = {}
  for name in pairs(conditions) do
    table.insert(names, name)
  end
  table.sort(names)
  return table.concat(names, ', ')
end

-- Blocks with what holds for this example, and without the rest.
function only.weave(blocks, source, all)
  local function choose(element)
    if not element.classes:includes('only') then
      return nil
    end
    local name = element.attributes['if'] or ''
    if not conditions[name] then
      problems.add(source.name, source:line_of_text('.only'), "only if='%s', expected one of %s",
        name, names_of_conditions())
      return {}, false
    elseif conditions[name](all.facts) then
      return element.content
    end
    -- A region that is shown to some readers only has its home there all the same.
    if element.t == 'Div' then
      element:walk { CodeBlock = function(block) regions.listing(block, source) end }
    end
    return {}, false
  end
  return blocks:walk { traverse = 'topdown', Div = choose, Span = choose }
end

return only

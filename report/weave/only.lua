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

local post = { example = 'post', bias_1 = 'shared', train_biases = 'false', pairs = '1' }

-- Marks what holds for this example and what does not. It all stays in its place until every
-- literal has been looked for there.
function only.mark(blocks, source, all)
  local function mark(element)
    if not element.classes:includes('only') then
      return nil
    end
    local name = element.attributes['if'] or ''
    if not conditions[name] then
      local raw = name == '' and '{.only}' or 'if=' .. name
      problems.add(source.name, source:line_of_text(raw), "only if='%s', expected one of %s", name,
        names_of_conditions())
    end
    local holds = conditions[name] and conditions[name](all.facts)
    element.attributes.holds = holds and 'yes' or 'no'
    return element
  end
  return blocks:walk { Div = mark, Span = mark }
end

function only.is_marked_out(element)
  return element.attributes.holds == 'no'
end

-- A region that is shown to the post's readers has its home there for all.
local function pass_regions(div, source)
  local condition = conditions[div.attributes['if']]
  div:walk {
    CodeBlock = function(block)
      regions.pass(block, source, condition and condition(post))
    end,
  }
end

-- Blocks without what is marked out.
function only.remove(blocks, source)
  local function remove(element)
    if only.is_marked_out(element) then
      if element.t == 'Div' then
        pass_regions(element, source)
      end
      return {}
    elseif element.attributes.holds then
      return element.content
    end
  end
  return blocks:walk { Div = remove, Span = remove }
end

return only

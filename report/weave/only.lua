-- SPDX-License-Identifier: GPL-3.0-or-later
-- What holds for some examples only, or where something was measured:
--
--   ::: {.only if=post}           blocks for the post's example alone
--   [text]{.only if=other}        the same within a line
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
  ['targets-as-shares'] = function(facts) return facts.targets == 'shares' end,
  ['other-targets'] = function(facts) return facts.targets ~= 'shares' end,
  measured = function(facts) return facts.measured ~= nil end,
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

local post = { example = 'post', bias_1 = 'shared', train_biases = 'false', pairs = '1',
  targets = 'shares' }

-- What is wrong with the condition of an element, or nil.
function only.complaint(element)
  local name = element.attributes['if'] or ''
  if element.classes:includes('only') and not conditions[name] then
    return string.format("only if='%s', expected one of %s", name, names_of_conditions())
  end
end

-- Marks what holds for this example and what does not. It all stays in its place until the
-- book's regions have been looked for there.
function only.mark(blocks, all)
  local function mark(element)
    if not element.classes:includes('only') then
      return nil
    end
    local holds = conditions[element.attributes['if'] or '']
    element.attributes.holds = holds and holds(all.facts) and 'yes' or 'no'
    return element
  end
  return blocks:walk { Div = mark, Span = mark }
end

function only.is_marked_out(element)
  return element.attributes.holds == 'no'
end

-- A region that is shown to the post's readers has its home there for all.
local function note_homes(div)
  local condition = conditions[div.attributes['if'] or '']
  if condition and condition(post) then
    div:walk { CodeBlock = regions.listing }
  end
end

-- Blocks without what is marked out.
function only.remove(blocks)
  local function remove(element)
    if only.is_marked_out(element) then
      if element.t == 'Div' then
        note_homes(element)
      end
      return {}
    elseif element.attributes.holds then
      return element.content
    end
  end
  return blocks:walk { Div = remove, Span = remove }
end

return only

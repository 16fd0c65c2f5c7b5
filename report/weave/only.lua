-- SPDX-License-Identifier: GPL-3.0-or-later
-- What holds for some examples only, or where something was measured:
--
--   ::: {.only if=post}           blocks for the post's example alone
--   [text]{.only if="no-h2 deep"} the same within a line, where two conditions hold
local layers = require 'weave.layers'
local regions = require 'weave.regions'

local only = {}

local conditions = {
  post = function(facts) return facts.example == 'post' end,
  other = function(facts) return facts.example ~= 'post' end,
  hidden = function(facts) return facts.hidden_layers ~= '0' end,
  deep = function(facts) return tonumber(facts.hidden_layers) > 1 end,
  ['very-deep'] = function(facts) return tonumber(facts.hidden_layers) > 2 end,
  ['one-hidden'] = function(facts) return facts.hidden_layers == '1' end,
  ['one-round'] = function(facts) return facts.rounds == '1' end,
  ['trained-biases'] = function(facts) return facts.train_biases == 'true' end,
  ['several-pairs'] = function(facts) return facts.pairs ~= '1' end,
  batches = function(facts) return facts.batch ~= nil and facts.batch ~= '1' end,
  ['targets-as-shares'] = function(facts) return facts.targets == 'shares' end,
  ['1-1'] = function(facts) return facts.shape == '1-1' end,
  ['2-1'] = function(facts) return facts.shape == '2-1' end,
  ['2-2-2'] = function(facts) return facts.shape == '2-2-2' end,
  ['many-outputs'] = function(facts) return facts.many_outputs == 'true' end,
  large = function(facts) return facts.large == 'true' end,
  ['own-program'] = function(facts) return facts.program == 'true' end,
  compared = function(facts) return facts.compared == 'true' end,
  measured = function(facts) return facts.measured ~= nil end,
}

-- A condition: a name, or no- and a name.
local function split(condition)
  local name = condition:match('^no%-(.+)$')
  return name or condition, name ~= nil
end

local function is_role(name)
  return name:match('^[ihotwb]%d$') ~= nil
end

-- Whether the view has a neuron that plays the role, or a third one (h3). There is an o2 where it is
-- another neuron than o1.
local function is_played(role, view)
  local plays = view.plays or {}
  if role:match('3$') then
    return #(layers.of(plays[role:sub(1, 1) .. '1'], view.all) or {}) > 2
  end
  return plays[role] and (role ~= 'o2' or plays.o1 ~= plays.o2)
end

-- Whether it holds in a view of the network, see weave/roles.lua.
local function holds(condition, view)
  local name, is_not = split(condition)
  local is_so
  if is_role(name) then
    is_so = is_played(name, view)
  elseif name:match('^has%-') then
    is_so = view.all.by_key[name:sub(5)] or
      view.all.by_key[name:sub(5) .. '@' .. (view.all.facts.rounds or '')]
  elseif name == 'shared-bias' then
    local bias = view.plays and (view.plays.b1 or view.plays.b2)
    is_so = bias and bias:match('^b%d') or not bias and view.all.facts.bias_1 == 'shared'
  else
    is_so = conditions[name](view.all.facts)
  end
  return not is_so == is_not
end

local function names_of_conditions()
  local names = {}
  for name in pairs(conditions) do
    table.insert(names, name)
  end
  table.insert(names, 'shared-bias')
  table.sort(names)
  return table.concat(names, ', ')
end

-- What is wrong with the conditions of an element, or nil. They stand in if=, with blanks between,
-- and all must hold.
function only.complaint(element)
  if not element.classes:includes('only') then
    return nil
  end
  local all_of_them = element.attributes['if'] or ''
  for condition in (all_of_them == '' and '-' or all_of_them):gmatch('%S+') do
    local name = split(condition)
    if not conditions[name] and not is_role(name) and not name:match('^has%-') and
      name ~= 'shared-bias' then
      return string.format("only if='%s', expected some of %s, or a role such as h2, or has- and a " ..
        'key, or no- and one of these', all_of_them, names_of_conditions())
    end
  end
end

local function all_hold(element, view)
  for condition in (element.attributes['if'] or ''):gmatch('%S+') do
    if not holds(condition, view) then
      return false
    end
  end
  return true
end

-- Marks what holds in this view of the example and what does not. It all stays in its place until
-- the book's regions have been looked for there.
function only.mark(element, view)
  if element.classes:includes('only') then
    local is_well = not only.complaint(element)
    element.attributes.holds = is_well and all_hold(element, view) and 'yes' or 'no'
  end
end

function only.is_marked_out(element)
  return element.attributes.holds == 'no'
end

-- The post's example, as far as conditions ask for it.
local post = { plays = {}, all = { by_key = {}, layers = { { 'i1', 'i2' }, { 'h1', 'h2' }, { 'o1', 'o2' } },
  facts = { example = 'post', shape = '2-2-2', hidden_layers = '1', train_biases = 'false',
    pairs = '1', targets = 'shares' } } }
for role in ('i1 i2 h1 h2 o1 o2 t1 t2 w1 w2 w3 w4 w5 w6 w7 w8 b1 b2'):gmatch('%S+') do
  post.plays[role] = role
end

-- A region that is shown to the post's readers has its home there for all.
local function note_homes(div)
  if not only.complaint(div) and all_hold(div, post) then
    div:walk { CodeBlock = regions.listing }
  end
end

local function is_space(inline)
  return inline and (inline.t == 'Space' or inline.t == 'SoftBreak')
end

-- A line without what is marked out, and without the space that it leaves before another space or
-- before a stop.
local function remove_from_line(inlines)
  local kept = pandoc.Inlines {}
  local is_cut = false
  local function add(inline)
    local last = kept[#kept]
    local is_stop = inline.t == 'Str' and inline.text:match('^[,.;:)]')
    if is_cut and is_space(last) and (is_space(inline) or is_stop) then
      kept:remove()
    end
    if not (is_cut and #kept == 0 and is_space(inline)) then
      kept:insert(inline)
    end
  end
  for _, inline in ipairs(inlines) do
    local holds = inline.t == 'Span' and inline.attributes.holds
    is_cut = is_cut or holds == 'no'
    for _, part in ipairs(holds and (holds == 'yes' and inline.content or {}) or { inline }) do
      add(part)
    end
  end
  return kept
end

-- Blocks without what is marked out.
function only.remove(blocks)
  return blocks:walk {
    Inlines = remove_from_line,
    Div = function(div)
      if only.is_marked_out(div) then
        note_homes(div)
        return {}
      end
      return div.attributes.holds and div.content or nil
    end,
  }
end

return only

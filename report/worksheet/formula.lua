-- SPDX-License-Identifier: GPL-3.0-or-later
-- A step as a formula in TeX, made of what `backprop export tsv` calls its symbols. What is to be filled in is \blank{}, and
-- \longblank{} where it is more than one number.
local decimals = require 'weave.decimals'

local formula = {}

local BLANK, LONG_BLANK = '\\blank{}', '\\longblank{}'
local ROW = 33 -- characters of a sum that go on one row

-- ------------------------------------------------------------------------ symbols

local function with_index(letters, index)
  if letters == 'delta' then
    return string.format('\\delta_{%s}', index)
  elseif #letters > 1 then
    return string.format('\\text{%s}_{%s}', letters, index)
  end
  return string.format('%s_{%s}', letters, index)
end

-- A key without d and /, such as w5, out_h1, E_total+.
local function plain_symbol(key)
  local stem, plus = key:match '^(.-)(%+?)$'
  local letters, index = stem:match '^(%a+)_(%w+)$'
  if not letters then
    letters, index = stem:match '^(%a)(%d+)$'
  end
  local symbol
  if stem == 'eta' then
    symbol = '\\eta'
  elseif index == 'total' then
    symbol = 'E_{\\text{total}}'
  elseif letters then
    symbol = with_index(letters, index)
  else
    symbol = '\\text{' .. stem .. '}'
  end
  return symbol .. (plus == '+' and '^{+}' or '')
end

-- The key as a symbol; E alone, in a derivative, is E_total.
function formula.symbol(key)
  local above, below = key:match '^d([^/]+)/d(.+)$'
  if not above then
    return plain_symbol(key)
  end
  above = above == 'E' and 'E_total' or above
  return string.format('\\frac{\\partial %s}{\\partial %s}', plain_symbol(above), plain_symbol(below))
end

-- ------------------------------------------------------------------------- tokens

local patterns = {
  { 'half', '^1/2' }, { 'key', '^d%a[%w_]*/d[%w_]+%+?' }, { 'function', '^%a+%f[(]' },
  { 'word', '^if%f[ ]' }, { 'word', '^else%f[ ]' }, { 'key', '^%a[%w_]*%+?' },
  { 'number', '^%d+' }, { 'sign', '^%^2' }, { 'sign', '^.' },
}

-- The symbols, taken apart: a list of {kind, text}.
local function tokens_of(symbols)
  local tokens, place = {}, 1
  while place <= #symbols do
    place = symbols:find('%S', place) or #symbols + 1
    for _, pattern in ipairs(patterns) do
      local text = symbols:match(pattern[2], place)
      if text then
        table.insert(tokens, { kind = pattern[1], text = text })
        place = place + #text
        break
      end
    end
  end
  return tokens
end

local function ends_operand(token)
  return token and (token.kind == 'key' or token.kind == 'number' or token.kind == 'half' or
    token.text == ')')
end

local function begins_operand(token)
  return token.kind == 'key' or token.kind == 'function' or token.text == '('
end

local functions = { max = '\\max', ln = '\\ln', tanh = '\\tanh', exp = '\\exp' }

-- Tokens as TeX: set makes it of a key, and times stands between factors. Where they begin the whole, a
-- number needs no parentheses for its sign.
local function join(tokens, set, times, begins)
  local text = {}
  for k, token in ipairs(tokens) do
    if k > 1 and ends_operand(tokens[k - 1]) and begins_operand(token) then
      table.insert(text, times(tokens[k - 1], token))
    end
    table.insert(text, token.kind == 'key' and set(token.text, begins and k == 1) or
      token.kind == 'half' and '\\tfrac{1}{2}' or
      token.kind == 'function' and functions[token.text] or
      token.kind == 'word' and '\\text{ ' .. token.text .. ' }' or token.text)
  end
  return table.concat(text, ' ')
end

-- The terms of a sum, which may be in parentheses: tokens between its plus signs.
local function terms_of(tokens)
  local terms, depth = { {} }, 0
  for _, token in ipairs(tokens) do
    depth = depth + (token.text == '(' and 1 or token.text == ')' and -1 or 0)
    if token.text == '+' and depth <= 1 then
      table.insert(terms, {})
    else
      table.insert(terms[#terms], token)
    end
  end
  return terms
end

-- A right side in TeX. notation is {set, times, width}: how a key is set, what stands between
-- factors, and how wide a term is.
local function right_side(symbols, notation)
  local net = symbols:match '^1 / %(1 %+ exp%(%-([^()]*)%)%)$'
  if net then
    local set = notation.set(net, false)
    -- A blank needs room above it.
    return string.format(set == BLANK and '1 / (1 + e^{-%s})' or '\\frac{1}{1 + e^{-%s}}', set)
  end
  local text, used = '', 0
  for t, term in ipairs(terms_of(tokens_of(symbols))) do
    local set, width = join(term, notation.set, notation.times, t == 1), notation.width(term)
    if t > 1 and used + width > ROW then
      text, used = text .. ' \\\\ &\\quad {} + ', 0
    elseif t > 1 then
      text = text .. ' + '
    end
    text, used = text .. set, used + width
  end
  return text
end

-- -------------------------------------------------------------------------- steps

local function times_in_symbols(left, right)
  local is_quotient = left.text:find '/' or right.text:find '/'
  return is_quotient and left.kind == 'key' and right.kind == 'key' and '\\cdot' or '\\,'
end

local function width_in_symbols(term)
  local width = 3
  for _, token in ipairs(term) do
    width = width + (token.text:find '/' and 3 or #token.text)
  end
  return width
end

local in_symbols = { set = formula.symbol, times = times_in_symbols, width = width_in_symbols }

-- Numbers in the place of keys, with blanks for those that are not given where only these are shown.
local function in_numbers(round, given_alone)
  local function text_of(key)
    local number = round.by_key[key]
    return (number.is_given or not given_alone) and number.text
  end
  return {
    set = function(key, is_first)
      local text = text_of(key)
      if not text then
        return BLANK
      end
      local set = decimals.tex(text)
      return text:find '^-' and not is_first and '(' .. set .. ')' or set
    end,
    times = function()
      return '\\times'
    end,
    width = function(term)
      local width = 0
      for _, token in ipairs(term) do
        width = width + (token.kind == 'key' and #(text_of(token.text) or '12345678') + 3 or #token.text)
      end
      return width
    end,
  }
end

-- Whether numbers in the place of its symbols are another line than its result.
local function has_numbers(step)
  return not step.symbols:match '^[%w_/]+%+?$' and step.symbols:find '%a'
end

local function result(step)
  return (step.is_exact and '= ' or '\\approx ') .. decimals.tex(step.text)
end

-- The step in rows, by how much of it is shown: at level 1 all; at 2 without what must be worked
-- out; at 3 its symbols alone.
function formula.step(step, round, level)
  local rows = { formula.symbol(step.key) .. ' &= ' .. right_side(step.symbols, in_symbols) }
  if has_numbers(step) then
    table.insert(rows, '&= ' .. (level == 3 and LONG_BLANK or
      right_side(step.symbols, in_numbers(round, level == 2))))
  end
  table.insert(rows, '&' .. (level == 1 and result(step) or '= ' .. BLANK))
  return '\\begin{aligned}' .. table.concat(rows, ' \\\\ ') .. '\\end{aligned}'
end

return formula

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Numbers in formulas:
--
--   \val{out_h1}{0.593269992}     a literal and the key of its number, checked as in prose
--   \terms{net_h1}                the sum that makes this number, in symbols
--   \numbers{net_h1}              the same with the numbers plugged in
--
-- A number with a sign gets parentheses where something stands before it. Where a number is all
-- that stands to the right of = or \approx, that sign must say whether it is exact; for
-- another example than the post's, the weave sees to it.
local decimals = require 'weave.decimals'
local literals = require 'weave.literals'
local only = require 'weave.only'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local values = require 'weave.values'

local formulas = {}

-- How many characters of numbers go on one row of a sum.
local ROW = 36

-- True where a number after this text is the first of its expression.
local function begins_expression(before)
  before = before:gsub('%s+$', ''):gsub('\\quad$', ''):gsub('%s+$', '')
  return before == '' or before:match('[=(%[{&,]$') or before:match('\\approx$') or
    before:match('\\\\$')
end

local function in_parentheses(text, before, after)
  local has_sign = text:match('^[-+]') or text:match('^−')
  if has_sign and (not begins_expression(before) or after:match('^%s*^')) then
    return '(' .. decimals.tex(text) .. ')'
  end
  return decimals.tex(text)
end

-- The key as a symbol: w5 is w_5, out_h1 is \text{out}_{h1}.
local function symbol(key)
  local letter, number = key:match('^([itwb])(%d+)$')
  local name, index = key:match('^(%a+)_(%l+%d+)$')
  if letter then
    return string.format(#number > 1 and '%s_{%s}' or '%s_%s', letter, number)
  elseif name == 'delta' then
    return string.format('\\delta_{%s}', index)
  elseif name == 'net' or name == 'out' then
    return string.format('\\text{%s}_{%s}', name, index)
  elseif name then
    return string.format('%s_{%s}', name, index)
  end
  return '\\text{' .. key:gsub('_', '\\_') .. '}'
end

-- The terms of a sum, in rows that are not too long, joined by plus signs.
local function in_rows(terms, lengths, limit)
  local text, used = terms[1], lengths[1]
  for t = 2, #terms do
    if used + lengths[t] > limit then
      text, used = text .. ' \\\\ &\\quad {} + ' .. terms[t], lengths[t]
    else
      text, used = text .. ' + ' .. terms[t], used + lengths[t]
    end
  end
  return text
end

local function sum_in_symbols(terms)
  local set, lengths = {}, {}
  for t, term in ipairs(terms) do
    local factors = {}
    for key in term:gmatch('%S+') do
      table.insert(factors, symbol(key))
    end
    set[t], lengths[t] = table.concat(factors, ' \\, '), #factors
  end
  return in_rows(set, lengths, 8)
end

local function sum_in_numbers(terms, source, all)
  local set, lengths = {}, {}
  for t, term in ipairs(terms) do
    local factors = {}
    lengths[t] = 0
    for key in term:gmatch('%S+') do
      local text = values.usual(all.by_key[key])
      printed.note(key, text, source, 1)
      lengths[t] = lengths[t] + #text + 2
      local is_first = t == 1 and #factors == 0
      table.insert(factors, in_parentheses(text, is_first and '' or '+', ''))
    end
    set[t] = table.concat(factors, ' \\times ')
  end
  return in_rows(set, lengths, ROW)
end

-- \terms and \numbers, filled in.
local function expand(text, source, all)
  return text:gsub('(\\(%a+){([^{}]*)})', function(raw, command, key)
    if command ~= 'terms' and command ~= 'numbers' then
      return nil
    end
    local terms = all.terms[key]
    if not terms then
      problems.add(source.name, source:line_of_text(raw), "there is no sum called '%s'", key)
      return ''
    end
    local sum = command == 'terms' and sum_in_symbols(terms) or sum_in_numbers(terms, source, all)
    if sum:find('\\\\', 1, true) and not text:find('\\begin{aligned}', 1, true) then
      problems.add(source.name, source:line_of_text(raw),
        '%s takes more than one row, expected it in \\begin{aligned}', raw)
    end
    return sum
  end)
end

-- What comes before a number, with = or \approx at its end as the number needs it, where the
-- number is all that stands to the right of it.
local function with_relation(before, after, text, value, line, source, all)
  local head, sign, space = before:match('^(.*)(=)(%s*)$')
  if not sign then
    head, sign, space = before:match('^(.*)(\\approx)(%s*)$')
  end
  local is_whole = after:match('^%s*$') or after:match('^%s*[.,;&=]') or
    after:match('^%s*\\\\') or after:match('^%s*\\approx') or after:match('^%s*\\end') or
    after:match('^%s*\\q?quad')
  if not sign or not is_whole or not value then
    return before
  end
  local right = decimals.is_exact(text, value.number) and '=' or '\\approx'
  if all.is_post and sign ~= right then
    problems.add(source.name, line, '%s stands before %s, which is %s: expected %s', sign, text,
      right == '=' and 'exact' or 'rounded', right)
  end
  return head .. right .. (right == sign and space or ' ')
end

-- A formula with its numbers in the place of \val, \terms and \numbers.
local function weave_formula(math, source, all)
  local rest = math.text:gsub('\\val%s*%b{}%s*%b{}', '')
  if rest:find('\\val') then
    local raw = rest:match('\\val[^\n]*')
    problems.add(source.name, source:place_of_text(raw .. '$') or source:line_of_text(raw),
      '\\val needs a key and a number, each in braces')
    return math
  elseif literals.decimal_in(rest) then
    literals.complain_of_untied(literals.decimal_in(rest), source)
  end
  local left, woven = expand(math.text, source, all), ''
  while true do
    local before, raw, key, literal, after =
      left:match('^(.-)(\\val%s*(%b{})%s*(%b{}))(.*)$')
    if not before then
      break
    end
    key, literal = key:sub(2, -2), literal:sub(2, -2)
    local raw_format = raw:sub(1, -#literal - 2):gsub('%%', '%%%%') .. '%s}'
    local text, value, line = literals.shown(literal, key, raw_format, source, all)
    woven = woven .. before
    if text then
      woven = with_relation(woven, after, text, value, line, source, all)
      woven = woven .. in_parentheses(text, woven, after)
    end
    left = after
  end
  math.text = woven .. left
  return math
end

-- A browser may break a line between a formula and the full stop behind it; in one span it
-- does not.
local function with_punctuation(inlines)
  local kept = pandoc.Inlines {}
  for _, inline in ipairs(inlines) do
    local last = kept[#kept]
    if last and last.t == 'Math' and last.mathtype == 'InlineMath' and inline.t == 'Str' then
      kept[#kept] = pandoc.Span({ last, inline }, pandoc.Attr('', { 'together' }))
    else
      kept:insert(inline)
    end
  end
  return kept
end

-- Passes over literals that this example does not show.
local function pass(element, source)
  if only.is_marked_out(element) then
    element:walk {
      Math = function(math)
        for raw in math.text:gmatch('\\val%s*%b{}%s*%b{}') do
          source:place_of_text(raw)
        end
      end,
    }
    return element, false
  end
end

-- Blocks with their formulas woven.
function formulas.weave(blocks, source, all)
  local woven = blocks:walk {
    traverse = 'topdown',
    Div = function(div) return pass(div, source) end,
    Span = function(span) return pass(span, source) end,
    Math = function(math) return weave_formula(math, source, all) end,
  }
  return woven:walk { Inlines = with_punctuation }
end

return formulas

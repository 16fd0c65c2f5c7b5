-- SPDX-License-Identifier: GPL-3.0-or-later
-- Numbers in formulas:
--
--   \val{out_h1}{0.593269992}     a literal and the key of its number, checked as in prose
--   \terms{net_h1}                the sum that makes this number, in symbols
--   \numbers{net_h1}              the same with the numbers plugged in
--   \column{net_h1} ..            vectors and matrices, see weave/matrices.lua
--
-- A number with a sign gets parentheses where something stands before it. Where a number is all
-- that stands to the right of = or \approx, that sign must say whether it is exact; for
-- another example than the post's, the weave sees to it.
local decimals = require 'weave.decimals'
local literals = require 'weave.literals'
local matrices = require 'weave.matrices'
local only = require 'weave.only'
local places = require 'weave.places'
local problems = require 'weave.problems'
local sums = require 'weave.sums'

local formulas = {}

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

local COMMAND = '(\\(%a+){([^{}]*)})'

-- Where a matrix of numbers is all that stands between = or \approx and the end, that sign as it
-- must be.
local function with_sign(before, after, is_exact, place, all)
  local head, sign, space = before:match('^(.*)(=)(%s*)$')
  if not sign then
    head, sign, space = before:match('^(.*)(\\approx)(%s*)$')
  end
  local ends = after:match('^%s*$') or after:match('^%s*[.,]') or after:match('^%s*\\\\') or
    after:match('^%s*\\end')
  if not sign or not ends then
    return before
  end
  local right = is_exact and '=' or '\\approx'
  if all.is_post and sign ~= right then
    problems.at(place, '%s stands before numbers that are %s: expected %s', sign,
      is_exact and 'exact' or 'rounded', right)
  end
  return head .. right .. (right == sign and space or ' ')
end

-- A sum, as \terms or \numbers asks for it.
local function sum(command, key, raw, formula, place, all)
  local terms = all.terms[key]
  if not terms then
    problems.at(place, "there is no sum called '%s'", key)
    return ''
  end
  local set = command == 'terms' and sums.in_symbols(terms) or sums.in_numbers(terms, place, all)
  if set:find('\\\\', 1, true) and not formula:find('\\begin{aligned}', 1, true) then
    problems.at(place, '%s takes more than one row, expected it in \\begin{aligned}', raw)
  end
  return set
end

local function is_filled_in(command)
  return command == 'terms' or command == 'numbers' or matrices.commands[command] ~= nil
end

-- Sums and matrices, filled in.
local function expand(text, place, all)
  local next_place = places.matches(place, COMMAND, is_filled_in)
  local woven, left = '', text
  while true do
    local before, raw, command, key, after = left:match('^(.-)' .. COMMAND .. '(.*)$')
    if not before then
      return woven .. left
    end
    woven = woven .. before
    local here = is_filled_in(command) and next_place()
    if not here then
      woven = woven .. raw
    elseif matrices.commands[command] then
      local set, is_exact = matrices.set(command, key, here, all)
      woven = with_sign(woven, after, is_exact, here, all) .. set
    else
      woven = woven .. sum(command, key, raw, text, here, all)
    end
    left = after
  end
end

-- What comes before a number, with = or \approx at its end as the number needs it, where the
-- number is all that stands to the right of it.
local function with_relation(before, after, text, value, place, all)
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
    problems.at(place, '%s stands before %s, which is %s: expected %s', sign, text,
      right == '=' and 'exact' or 'rounded', right)
  end
  return head .. right .. (right == sign and space or ' ')
end

local VAL = '(\\val%s*(%b{})%s*(%b{}))'

-- True where every \val has a key and a number. Complains of numbers that are tied to nothing.
local function check_formula(place)
  local rest = places.text(place):gsub(VAL, function(raw, key)
    return key:match('[^{%s}]') and raw:gsub('[^\n]', ' ') or nil
  end)
  local malformed = rest:find('\\val', 1, true)
  local decimal, offset = literals.decimal_in(rest)
  if malformed then
    problems.at(places.within(place, malformed), '\\val needs a key and a number, each in braces')
  elseif decimal then
    problems.at(places.within(place, offset), literals.untied(decimal))
  end
  return not malformed
end

-- A formula with its numbers in the place of \val, \terms and \numbers.
local function weave_formula(math, place, all)
  local next_place = places.matches(place, VAL)
  local left, woven = expand(math.text, place, all), ''
  while true do
    local before, raw, key, literal, after = left:match('^(.-)' .. VAL .. '(.*)$')
    if not before then
      break
    end
    key, literal = key:sub(2, -2), literal:sub(2, -2)
    local raw_format = raw:sub(1, -#literal - 2):gsub('%%', '%%%%') .. '%s}'
    local here = next_place()
    local text, value = literals.shown(literal, key, raw_format, here, all)
    woven = woven .. before
    if text then
      woven = with_relation(woven, after, text, value, here, all)
      woven = woven .. in_parentheses(text, woven, after)
    end
    left = after
  end
  math.text = woven .. left
  return math
end

-- Blocks with their formulas woven, each still in its span.
function formulas.weave(blocks, all)
  local function skip(element)
    return element, not only.is_marked_out(element)
  end
  return blocks:walk {
    traverse = 'topdown',
    Div = skip,
    Span = function(span)
      local place = span.classes:includes('formula') and places.of(span)
      if place and check_formula(place) then
        span.content = { weave_formula(span.content[1], place, all) }
      end
      return skip(span)
    end,
  }
end

-- A formula within a line, or what weave/headers.lua has made of one.
local function is_inline(inline)
  return inline.t == 'Math' and inline.mathtype == 'InlineMath' or
    inline.t == 'Span' and inline.classes:includes('spoken')
end

-- A browser may break a line between a formula and the full stop behind it; in one span it does
-- not.
local function set_line(inlines)
  local kept = pandoc.Inlines {}
  for _, inline in ipairs(inlines) do
    local last = kept[#kept]
    if inline.t == 'Span' and inline.classes:includes('formula') then
      kept:insert(inline.content[1])
    elseif last and inline.t == 'Str' and is_inline(last) then
      kept[#kept] = pandoc.Span({ last, inline }, pandoc.Attr('', { 'together' }))
    else
      kept:insert(inline)
    end
  end
  return kept
end

-- Blocks with their formulas taken out of their spans. A walk over every word takes its time, so
-- it is done only where there are formulas.
function formulas.set(blocks)
  for b, block in ipairs(blocks) do
    local has_formula = false
    block:walk { Math = function() has_formula = true end }
    if has_formula then
      blocks[b] = block:walk { Inlines = set_line }
    end
  end
  return blocks
end

return formulas

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Numbers in prose, tied to the program that computes them:
--
--   [0.593269992](#out_h1)        a literal, and the key of its number
--   [below 1e-25](#key)           a bound, where the program tells no more than that
--   [0.291027924]{.quoted}        a figure that someone else printed
--
-- (In formulas, see weave/formulas.lua.) The digits typed are the format: for the post's
-- example the number, rounded to as many, must be these. A decimal that is tied to nothing
-- stops the build, so that none can go stale.
local accept = require 'weave.accept'
local decimals = require 'weave.decimals'
local only = require 'weave.only'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local values = require 'weave.values'

local literals = {}

-- What stands in the place of a literal, which is checked. raw is how it stands in the
-- source, a format with a place for the literal. Then the number's entry, nil where there is
-- none, and the literal's line.
function literals.shown(literal, key, raw, source, all)
  local here = string.format(raw, literal)
  local line, column = source:place_of_text(here)
  line = line or 1
  local value = values.find(all, key)
  if not value then
    problems.add(source.name, line, "there is no number called '%s'", key)
    return literal, nil, line
  elseif value.is_bound or (not all.is_post and not decimals.parse(literal)) then
    local text = all.is_post and literal or values.in_place_of(literal, value)
    if text ~= value.text and value.is_bound then
      problems.add(source.name, line, "%s: the page says '%s', the program '%s'", key, text,
        value.text)
    end
    printed.note(key, text, source, line)
    return text, value, line
  elseif not decimals.parse(literal) then
    problems.add(source.name, line, "%s: '%s' is no decimal number, expected one", key, literal)
    return nil, value, line
  elseif not all.is_post then
    local text = values.in_place_of(literal, value)
    printed.note(key, text, source, line)
    return text, value, line
  end
  printed.note(key, literal, source, line)
  local complaint, better = decimals.compare(literal, value.number)
  if complaint and accept.is_on and column then
    accept.note(source.name, line, column, here, string.format(raw, better),
      string.format('%s: %s becomes %s', key, literal, better))
    return better, value, line
  elseif complaint then
    problems.add(source.name, line, '%s: the page says %s, the program computed %s: %s, expected %s',
      key, literal, value.number, complaint, better)
  end
  return literal, value, line
end

-- Passes over literals that this example does not show, so that those after them are found in
-- their own places.
local function pass(content, source)
  content:walk {
    Link = function(link)
      source:place_of_text('[' .. pandoc.utils.stringify(link.content) .. '](' .. link.target .. ')')
    end,
  }
end

-- The first decimal in a text: digits on at least the right of a point, or an exponent.
function literals.decimal_in(text)
  return text:match('%d+%.%d+') or (' ' .. text):match('[^%w.](%.%d+)') or
    (' ' .. text):match('[^%w](%d+[eE][-+]?%d+)%f[^%w]')
end

function literals.complain_of_untied(decimal, source)
  problems.add(source.name, source:line_of_untied(decimal),
    '%s is tied to no number, expected [%s](#key), \\val{key}{%s} or [%s]{.quoted}', decimal,
    decimal, decimal, decimal)
end

-- A number, set: at its first mention in a section a link to its row in the table of all
-- numbers, afterwards plain.
local function mention(text, value, mentioned)
  local inlines = decimals.inlines(text)
  if not value or mentioned[value.key] then
    return pandoc.Span(inlines, pandoc.Attr('', { 'number' }))
  end
  mentioned[value.key] = true
  return pandoc.Link(inlines, '#' .. values.id(value.key), '', pandoc.Attr('', { 'number' }))
end

-- A literal or a number from a generated table; nil for a link like any other.
local function weave_link(link, source, all, mentioned)
  local key = link.target:match('^#(.+)$')
  local literal = pandoc.utils.stringify(link.content)
  if not key or not (values.find(all, key) or decimals.parse(literal)) then
    return nil
  elseif link.classes:includes('generated') then
    printed.note(values.find(all, key).key, literal, source, 1)
    return mention(literal, values.find(all, key), mentioned)
  end
  local raw = '[%s](#' .. key:gsub('%%', '%%%%') .. ')'
  local text, value = literals.shown(literal, key, raw, source, all)
  return text and mention(text, value, mentioned) or pandoc.Span(link.content)
end

local function weave_with(blocks, source, all, mentioned)
  local function check_text(element)
    local decimal = literals.decimal_in(element.text)
    if decimal then
      literals.complain_of_untied(decimal, source)
    end
  end
  return blocks:walk {
    traverse = 'topdown',
    Header = function()
      mentioned = {}
    end,
    Link = function(link)
      local woven = weave_link(link, source, all, mentioned)
      if woven then
        return woven, false
      end
    end,
    Span = function(span)
      if only.is_marked_out(span) then
        pass(span.content, source)
        return span, false
      elseif span.classes:includes('quoted') then
        return span, false
      end
    end,
    Div = function(div)
      if only.is_marked_out(div) then
        pass(div.content, source)
        return div, false
      end
      -- A text alternative leads nowhere: it takes no first mention from the prose.
      if div.classes:includes('alt') then
        div.content = weave_with(div.content, source, all, {})
        return div, false
      end
    end,
    Str = check_text,
    Code = check_text,
    CodeBlock = check_text,
  }
end

-- Blocks as their author wrote them, with every number in their prose checked.
function literals.weave(blocks, source, all)
  return weave_with(blocks, source, all, {})
end

return literals

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Numbers in prose and formulas, tied to the program that computes them:
--
--   [0.593269992](#out_h1)        in prose: a literal, and the key of its number
--   \val{out_h1}{0.593269992}     the same in a formula
--   [0.291027924]{.quoted}        a figure that someone else printed
--
-- The digits typed are the format: the number, rounded to as many, must be these. A decimal
-- that is tied to nothing stops the build, so that none can go stale.
local problems = require 'weave.problems'
local values = require 'weave.values'

local literals = {}

-- Reports a literal that does not show its number; raw is how it stands in the source.
local function check(literal, key, raw, source, all)
  local value = all.by_key[key]
  if not value then
    problems.add(source.name, source:line_of_text(raw), "there is no number called '%s'", key)
    return
  end
  local complaint, better = values.compare(literal, value.text)
  if complaint then
    problems.add(source.name, source:line_of_text(raw),
      '%s: the page says %s, the program computed %s: %s%s', key, literal, value.text, complaint,
      better and ', expected ' .. better or '')
  end
end

-- The first decimal in a text: digits on at least the right of a point.
local function decimal_in(text)
  return text:match('%d+%.%d+') or (' ' .. text):match('[^%w.](%.%d+)')
end

local function complain_of_untied(decimal, source)
  problems.add(source.name, source:line_of_text(decimal),
    '%s is tied to no number, expected [%s](#key), \\val{key}{%s} or [%s]{.quoted}', decimal,
    decimal, decimal, decimal)
end

-- A formula with its literals in the place of \val{key}{literal}.
local function weave_math(math, source, all)
  local rest = math.text:gsub('\\val%s*%b{}%s*%b{}', '')
  if rest:find('\\val') then
    problems.add(source.name, source:line_of_text('\\val'),
      '\\val needs a key and a number, each in braces')
  elseif decimal_in(rest) then
    complain_of_untied(decimal_in(rest), source)
  end
  math.text = math.text:gsub('(\\val%s*(%b{})%s*(%b{}))', function(raw, key, literal)
    key, literal = key:sub(2, -2), literal:sub(2, -2)
    check(literal, key, raw, source, all)
    return literal
  end)
  return math
end

-- A literal in prose: at its first mention in a section a link to its row in the table of
-- numbers, afterwards plain. Nil for a link like any other.
local function weave_link(link, source, all, mentioned)
  local key = link.target:match('^#(.+)$')
  local literal = pandoc.utils.stringify(link.content)
  if not key or not (all.by_key[key] or values.parse(literal)) then
    return nil
  end
  check(literal, key, string.format('[%s](#%s)', literal, key), source, all)
  local inlines = values.inlines(literal)
  if mentioned[key] or not all.by_key[key] then
    return pandoc.Span(inlines, pandoc.Attr('', { 'number' }))
  end
  mentioned[key] = true
  return pandoc.Link(inlines, '#' .. values.id(key), '', pandoc.Attr('', { 'number' }))
end

-- A chapter as its author wrote it, with every number in it checked.
function literals.weave(chapter, source, all)
  local mentioned = {}
  return chapter:walk {
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
      if span.classes:includes('quoted') then
        return span, false
      end
    end,
    Div = function(div)
      local decimal = div.attributes.alt and decimal_in(div.attributes.alt)
      if decimal then
        complain_of_untied(decimal, source)
      end
    end,
    Math = function(math)
      return weave_math(math, source, all)
    end,
    Str = function(str)
      local decimal = decimal_in(str.text)
      if decimal then
        complain_of_untied(decimal, source)
      end
    end,
  }
end

return literals

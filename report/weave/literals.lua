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
local places = require 'weave.places'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local values = require 'weave.values'

local literals = {}

-- What stands in the place of a literal, which is checked. raw is how it stands in the
-- source, there at place: a format with a gap for the literal. Then the number's entry, nil
-- where there is none.
function literals.shown(literal, key, raw, place, all)
  local value = values.find(all, key)
  if not value then
    problems.at(place, "there is no number called '%s'", key)
    return literal, nil
  elseif value.is_bound or (not all.is_post and not decimals.parse(literal)) then
    local text = all.is_post and literal or values.in_place_of(literal, value)
    if text ~= value.text and value.is_bound then
      problems.at(place, "%s: the page says '%s', the program '%s'", key, text, value.text)
    end
    printed.note(key, text, place)
    return text, value
  elseif not decimals.parse(literal) then
    problems.at(place, "%s: '%s' is no decimal number, expected one", key, literal)
    return nil, value
  elseif not all.is_post then
    local text = values.in_place_of(literal, value)
    printed.note(key, text, place)
    return text, value
  end
  printed.note(key, literal, place)
  local complaint, better = decimals.compare(literal, value.number)
  local here = string.format(raw, literal)
  if complaint and accept.is_on and places.has(place, here) then
    accept.note(place, here, string.format(raw, better),
      string.format('%s: %s becomes %s', key, literal, better))
    return better, value
  elseif complaint then
    problems.at(place, '%s: the page says %s, the program computed %s: %s, expected %s',
      key, literal, value.number, complaint, better)
  end
  return literal, value
end

-- The first decimal in a text: digits on at least the right of a point, or an exponent; and with
-- which byte it begins.
function literals.decimal_in(text)
  for _, pattern in ipairs { '()(%d+%.%d+)', '[^%w.]()(%.%d+)',
    '[^%w]()(%d+[eE][-+]?%d+)%f[^%w]' } do
    local offset, decimal = (' ' .. text):match(pattern)
    if decimal then
      return decimal, offset - 1
    end
  end
end

-- What is wrong with a decimal that is tied to nothing, as a format and what goes into it.
function literals.untied(decimal)
  return '%s is tied to no number, expected [%s](#key), \\val{key}{%s} or [%s]{.quoted}', decimal,
    decimal, decimal, decimal
end

-- True for a link that is a literal, and nil for one like any other.
local function is_tied(link, all)
  local key = link.target:match('^#(.+)$')
  return key and (values.find(all, key) or decimals.parse(pandoc.utils.stringify(link.content)))
end

-- A function that says of a link or a span whether a decimal in it is tied to something.
function literals.ties(all)
  return function(element)
    return element.t == 'Link' and is_tied(element, all) or element.classes:includes('quoted')
  end
end

-- A block of code in which a decimal stands: that is tied to nothing.
local function check_block(block)
  if literals.decimal_in(block.text) then
    local place = places.of(block)
    local source = places.text(place)
    local fence = source:match('^[`~].-\n') or ''
    local decimal, offset = literals.decimal_in(source:sub(#fence + 1))
    problems.at(places.within(place, #fence + offset), literals.untied(decimal))
  end
end

-- Finds the decimals that are tied to nothing, but those in formulas.
function literals.check_untied(blocks, ties, complain)
  local function skip(element)
    return element, not ties(element)
  end
  local function check(kind)
    return function(element)
      local decimal = literals.decimal_in(element.text)
      if decimal then
        complain(kind, decimal, literals.untied(decimal))
      end
    end
  end
  blocks:walk {
    traverse = 'topdown',
    Link = skip,
    Span = skip,
    Str = check 'word',
    Code = check 'code',
    CodeBlock = check_block,
  }
end

-- A number, set: at its first mention in a section a link to its row in the table of all
-- numbers, afterwards plain.
local function mention(text, value, mentioned, link, all)
  local inlines = decimals.inlines(text)
  if value then
    all.mentioned[value.key] = true
  end
  if not value or mentioned[value.key] then
    return pandoc.Span(inlines, pandoc.Attr('', { 'number' }))
  end
  mentioned[value.key] = true
  return pandoc.Link(inlines, '#' .. values.id(value.key), '',
    pandoc.Attr('', { 'number' }, { { 'place', link.attributes.place } }))
end

-- A literal or a number from a generated table; nil for a link like any other.
local function weave_link(link, all, mentioned)
  if not is_tied(link, all) then
    return nil
  end
  local key, place = link.target:sub(2), places.of(link)
  local literal = pandoc.utils.stringify(link.content)
  if link.classes:includes('generated') then
    printed.note(values.find(all, key).key, literal, place)
    return mention(literal, values.find(all, key), mentioned, link, all)
  end
  local raw = '[%s](#' .. key:gsub('%%', '%%%%') .. ')'
  local text, value = literals.shown(literal, key, raw, place, all)
  return text and mention(text, value, mentioned, link, all) or pandoc.Span(link.content)
end

local function weave_with(blocks, all, mentioned)
  return blocks:walk {
    traverse = 'topdown',
    Header = function()
      mentioned = {}
    end,
    Link = function(link)
      local woven = weave_link(link, all, mentioned)
      if woven then
        return woven, false
      end
    end,
    Span = function(span)
      return span, not (only.is_marked_out(span) or span.classes:includes('quoted'))
    end,
    Div = function(div)
      if only.is_marked_out(div) then
        return div, false
      end
      -- A text alternative leads nowhere: it takes no first mention from the prose.
      if div.classes:includes('alt') then
        div.content = weave_with(div.content, all, {})
        return div, false
      end
    end,
  }
end

-- Blocks as their author wrote them, with every number in their prose checked.
function literals.weave(blocks, all)
  return weave_with(blocks, all, {})
end

return literals

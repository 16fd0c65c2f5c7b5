-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book as a page: a filter between the weave's document and pandoc's HTML.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local aloud = require 'aloud'
local Source = require 'weave.source'
local svg = require 'svg'

local stringify = pandoc.utils.stringify

-- Figures stand in the page itself, so that they follow its colours.
local function draw(figure)
  return figure:walk {
    Image = function(image)
      local drawn = Source.read(image.src)
      return pandoc.RawInline('html', svg.inline(drawn, figure.identifier, stringify(image.caption)))
    end,
  }
end

-- What may be wider than the page scrolls by itself. So that the keyboard can scroll it, it takes
-- the focus; and so that who comes there without seeing it knows where that is, it has a name.
local function scrolling(element, name, before)
  local attributes = before or {}
  for _, pair in ipairs { { 'role', 'region' }, { 'aria-label', name }, { 'tabindex', '0' } } do
    table.insert(attributes, pair)
  end
  element.attr = pandoc.Attr(element.identifier, element.classes, attributes)
  return element
end

-- "Table 1.1", as the caption says.
local function name_of(div)
  local name
  div:walk {
    Span = function(span)
      name = span.classes:includes('label') and stringify(span):gsub('%.$', '') or name
    end,
  }
  return name
end

local function with_scrolling_part(div, class)
  local name = name_of(div)
  return div:walk {
    Div = function(part)
      return part.classes:includes(class) and scrolling(part, name) or nil
    end,
  }
end

local function listing(div)
  local name = stringify(div.content[1]) .. (div.identifier == '' and ', again' or '')
  return div:walk {
    CodeBlock = function(block)
      return scrolling(block, name, { { 'startFrom', block.attributes.startFrom } })
    end,
  }
end

return {
  {
    Span = aloud.by 'aria-label',
    Div = function(div)
      if div.classes:includes('figure') then
        return with_scrolling_part(draw(div), 'picture')
      elseif div.classes:includes('table') then
        return with_scrolling_part(div, 'scroll')
      elseif div.classes:includes('numbers') then
        return scrolling(div, 'Numbers of chapter ' .. div.attributes.chapter)
      elseif div.classes:includes('listing') then
        return listing(div)
      end
    end,
  },
}

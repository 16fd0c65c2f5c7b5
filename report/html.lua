-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book as a page: a filter between the weave's document and pandoc's HTML. It takes what the
-- weave makes apart by its places, as to walk through it costs a third of the writer's time.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local aloud = require 'aloud'
local Source = require 'weave.source'
local svg = require 'svg'

local stringify = pandoc.utils.stringify

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

-- "Table 1.1", of the label with which a caption begins.
local function name_of(caption)
  return (stringify(caption.content[1].content[1]):gsub('%.$', ''))
end

-- A figure is {picture, caption}. The picture stands in the page itself, so that it follows the
-- page's colours.
local function figure(div)
  local picture, caption = div.content[1], div.content[2]
  local image = picture.content[1].content[1]
  local drawn = svg.inline(Source.read(image.src), div.identifier, stringify(image.caption))
  picture.content = { pandoc.Plain { pandoc.RawInline('html', drawn) } }
  div.content = { scrolling(picture, name_of(caption)), caption }
  return div
end

-- A table is {caption, what scrolls}.
local function table_with_caption(div)
  local caption, scroll = div.content[1], div.content[2]
  div.content = { caption, scrolling(scroll, name_of(caption)) }
  return div
end

-- A listing is {caption, code}; one that is shown again has no id.
local function listing(div)
  local caption, code = div.content[1], div.content[2]
  local name = stringify(caption) .. (div.identifier == '' and ', again' or '')
  div.content = { caption, scrolling(code, name, { { 'startFrom', code.attributes.startFrom } }) }
  return div
end

local function numbers(div)
  return scrolling(div, 'Numbers of chapter ' .. div.attributes.chapter)
end

local set = { figure = figure, table = table_with_caption, listing = listing, numbers = numbers }

return {
  {
    Span = aloud.by 'aria-label',
    Div = function(div)
      local setter = set[div.classes[1]]
      return setter and setter(div)
    end,
  },
}

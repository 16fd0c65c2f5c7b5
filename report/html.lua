-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book as a page: a filter between the weave's document and pandoc's HTML.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

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

-- What may be wider than the page scrolls, so the keyboard must reach it.
local function reached_by_keyboard(element)
  element.attributes.tabindex = '0'
  return element
end

local function is_any_of(div, ...)
  for _, class in ipairs { ... } do
    if div.classes:includes(class) then
      return true
    end
  end
end

return {
  {
    CodeBlock = reached_by_keyboard,
    Div = function(div)
      if div.classes:includes('figure') then
        return draw(div)
      elseif is_any_of(div, 'picture', 'scroll', 'numbers') then
        return reached_by_keyboard(div)
      end
    end,
  },
}

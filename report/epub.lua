-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book for reading devices: a filter between the weave's document and pandoc's EPUB.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local aloud = require 'aloud'
local Source = require 'weave.source'
local svg = require 'svg'

-- Pictures are files of their own: readers show them in a style of theirs, which need not be
-- that of the text.
local function picture(image)
  local name = image.src:match('[^/]*$')
  pandoc.mediabag.insert(name, 'image/svg+xml', svg.alone(Source.read(image.src)))
  image.src = name
  return image
end

-- What stands beside the page does not stand in the book.
local function link(element)
  if not element.target:match('^#') and not element.target:match('^%a+:') then
    return element.content
  end
end

-- Another example makes another book, with an identifier that follows from its numbers.
local function identify(meta)
  if meta.other_example then
    local digits = pandoc.utils.sha1(pandoc.utils.stringify(meta.example_text))
    meta.identifier = string.format('urn:uuid:%s-%s-5%s-8%s-%s', digits:sub(1, 8), digits:sub(9, 12),
      digits:sub(13, 15), digits:sub(16, 18), digits:sub(19, 30))
    meta.title = pandoc.Inlines(meta.title)
    meta.title:insert(pandoc.Str(': '))
    meta.title:extend(pandoc.Inlines(meta.other_example))
    meta.subtitle = pandoc.Inlines { pandoc.Str('The example: ') }
    meta.subtitle:extend(pandoc.Inlines(meta.other_example))
  end
  meta.example_text = nil
  return meta
end

-- What only the page has to say.
local function on_page(div)
  return div.classes:includes('on-page') and {} or nil
end

return { { Image = picture, Link = link, Div = on_page, Span = aloud.by 'alttext', Meta = identify } }

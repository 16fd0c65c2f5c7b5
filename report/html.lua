-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book as a page: a filter between the weave's document and pandoc's HTML. It takes what the
-- weave makes apart by its places, as to walk through it costs a third of the writer's time.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local aloud = require 'aloud'
local drawing = require 'drawing.page'
local Source = require 'weave.source'
local svg = require 'svg'

local stringify = pandoc.utils.stringify

-- Code may be wider than the page, and scrolls by itself; nothing else does. So that the keyboard can
-- scroll it, it takes the focus; and so that who comes there without seeing it knows where that is, it
-- has a name.
local function scrolling(element, name, before)
  local attributes = before or {}
  for _, pair in ipairs { { 'role', 'region' }, { 'aria-label', name }, { 'tabindex', '0' } } do
    table.insert(attributes, pair)
  end
  element.attr = pandoc.Attr(element.identifier, element.classes, attributes)
  return element
end

-- A diagram has two forms, of which style.css shows the one that suits the page's width.
local function both_forms(image, alt)
  return drawing.inline(Source.read(image.src), alt) .. '\n' ..
    drawing.inline(Source.read((image.src:gsub('%.svg$', '-upright.svg'))), alt)
end

-- A figure is {picture, caption}. The picture stands in the page itself, so that it follows the
-- page's colours.
local function figure(div)
  local picture, caption = div.content[1], div.content[2]
  local image = picture.content[1].content[1]
  local alt = stringify(image.caption)
  local drawn = image.classes:includes 'diagram' and both_forms(image, alt) or
    svg.inline(Source.read(image.src), div.identifier, alt)
  picture.content = { pandoc.Plain { pandoc.RawInline('html', drawn) } }
  div.content = { picture.content[1], caption }
  return div
end

-- More columns than these do not fit on a phone: there each row becomes a block, a line a cell. A
-- table that is compared has long numbers in most of them.
local function most_columns(div)
  return div.classes:includes('numbers') and 2 or div.classes:includes('compared') and 3 or 4
end

-- The table's cells, each with its column's header before it, which style.css shows in such blocks.
local function with_headers(t)
  local headers = t.head.rows[1].cells
  for _, body in ipairs(t.bodies) do
    for _, row in ipairs(body.body) do
      for c = 2, #row.cells do
        local inlines = row.cells[c].contents[1].content
        local header = pandoc.Inlines(headers[c].contents[1].content)
        header:insert(pandoc.Str(': '))
        inlines:insert(1, pandoc.Span(header, pandoc.Attr('', { 'of' })))
        row.cells[c].contents[1].content = inlines
      end
    end
  end
  return t
end

-- The table as a phone can have it too; the div's classes say how.
local function fitted(t, div)
  if #t.colspecs > most_columns(div) then
    div.classes:insert('by-row')
    t = with_headers(t)
  end
  return t
end

-- A table is {caption, {table}}.
local function table_with_caption(div)
  div.content = { div.content[1], fitted(div.content[2].content[1], div) }
  return div
end

-- A stage has thirty lines at the most, and is read where it stands. What is longer is folded.
local most_unfolded = 30

-- The id goes to what is folded: browsers open a fold to which, or to a part of which, they are led.
local function folded(div, caption, code, lines)
  code.identifier, div.identifier = div.identifier, ''
  local length = pandoc.Span(string.format('(%d lines)', lines), pandoc.Attr('', { 'together' }))
  local summary = pandoc.Plain(caption.content[1].content)
  summary.content:insert(1, pandoc.RawInline('html', '<summary class="caption">'))
  summary.content:extend { pandoc.Space(), length, pandoc.RawInline('html', '</summary>') }
  div.content = { pandoc.RawBlock('html', '<details>'), summary, code, pandoc.RawBlock('html', '</details>') }
  return div
end

-- A listing is {caption, code}; one that is shown again has no id.
local function listing(div)
  local caption, code = div.content[1], div.content[2]
  local name = stringify(caption) .. (div.identifier == '' and ', again' or '')
  scrolling(code, name, { { 'startFrom', code.attributes.startFrom } })
  local _, ends = code.text:gsub('\n', '')
  return ends + 1 > most_unfolded and folded(div, caption, code, ends + 1) or div
end

-- Of which chapter they are is for the weave to know.
local function numbers(div)
  div.attr = pandoc.Attr('', div.classes)
  div.content = { fitted(div.content[1], div) }
  return div
end

local set = { figure = figure, table = table_with_caption, listing = listing, numbers = numbers }

-- Code that stands in the text itself has no caption. It is called by the words that it begins with.
local function code_in_text(code)
  return scrolling(code, code.text:match('^[^\n]*'))
end

-- The blocks without the sections whose header is of class on-paper. A section ends where one begins
-- that is not part of it.
local function without_paper(doc)
  local kept, left_out = pandoc.Blocks {}, nil
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Header' and not (left_out and block.level > left_out) then
      left_out = block.classes:includes('on-paper') and block.level or nil
    end
    if not left_out then
      kept:insert(block.t == 'CodeBlock' and code_in_text(block) or block)
    end
  end
  doc.blocks = kept
  return doc
end

return {
  { Pandoc = without_paper },
  {
    Span = aloud.by 'aria-label',
    Div = function(div)
      local setter = set[div.classes[1]]
      return setter and setter(div)
    end,
  },
}

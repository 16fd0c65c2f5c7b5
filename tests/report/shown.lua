-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a woven book shows, for tests/report/shapes.pl: a line each of KIND, CHAPTER and TEXT, parted
-- by tabs, in reading order. A pandoc filter for book.json. The kinds:
--
--   heading, prose   formulas between dollars, code between backticks
--   alt              what a picture shows, in words
--   formula          its TeX, on one line
--   code             a name within a line
--   table            its id or none, and how many rows it has
--   row              a table's row, its cells parted by |
--
-- Listings are left out, as they are files and not the book's words, and so is what somebody else
-- printed (class quoted). A chapter is named by its header's id.
local chapter, id = 'front', '' -- where it is, and in which table

local function put(kind, text)
  io.write(kind, '\t', chapter, '\t', (text:gsub('%s+', ' ')), '\n')
end

-- A line's text.
local function text_of(inlines)
  return pandoc.utils.stringify(pandoc.Inlines(inlines):walk {
    Math = function(math) return pandoc.Str('$' .. math.text:gsub('%s+', ' ') .. '$') end,
    Code = function(code) return pandoc.Str('`' .. code.text .. '`') end,
    Note = function() return {} end,
    Image = function() return {} end,
    Span = function(span) return span.classes:includes('quoted') and {} or nil end,
  })
end

local function put_parts(element)
  element:walk {
    Math = function(math) put('formula', math.text) end,
    Code = function(code) put('code', code.text) end,
    Image = function(image) put('alt', pandoc.utils.stringify(image.caption)) end,
  }
end

local function put_table(div_id, element)
  local rows = 0
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      local cells = {}
      for _, cell in ipairs(row.cells or row[2]) do
        table.insert(cells, text_of(pandoc.utils.blocks_to_inlines(cell.contents or cell[5])))
      end
      put('row', table.concat(cells, ' | '))
      rows = rows + 1
    end
  end
  put('table', (div_id == '' and 'none' or div_id) .. ' ' .. rows)
end

local function put_block(block)
  put('prose', text_of(block.content))
  put_parts(block)
  return nil, false
end

local walk = {
  traverse = 'topdown',
  Header = function(header)
    id = ''
    if header.level == 1 then
      chapter = header.identifier
    end
    put('heading', text_of(header.content))
    put_parts(header)
    return nil, false
  end,
  Div = function(div)
    if div.identifier:match('^tab') then
      id = div.identifier
    end
  end,
  Table = function(element)
    put_table(id, element)
    put_parts(element)
    return nil, false
  end,
  Para = put_block,
  Plain = put_block,
}

function Pandoc(doc)
  doc.blocks:walk(walk)
  io.flush()
  return pandoc.Pandoc {}
end

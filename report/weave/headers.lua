-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tables as they are read: columns of numbers aligned; and aloud, every cell with the headers of its
-- column and its row. The first cell of each row is the row's header. A formula in a header gets its
-- words, $\delta_{h1}$ "delta h1", for readers that know no MathML: it becomes a span of class spoken,
-- with words=.
local places = require 'weave.places'
local problems = require 'weave.problems'

local stringify = pandoc.utils.stringify

local headers = {}

local letters = { delta = 'delta', eta = 'eta', partial = 'd ' }

-- A short formula in words, or nil where there are no words for all of it.
local function in_words(tex)
  local words = tex:gsub('\\text%s*(%b{})', '%1'):gsub('\\(%a+)', letters)
    :gsub('%^{%+}', ' plus')
    :gsub('(%a)_(%d)', '%1%2')
    :gsub('_{?([%w{]+)}*', ' %1')
    :gsub('[{}]', ''):gsub('%s+', ' '):gsub('^ ', '')
  local above, below = words:match('^d (.-) ?/ ?d (.+)$')
  if above then
    words = 'derivative of ' .. above .. ' with respect to ' .. below
  end
  return words:match('^[%w ]+$') and words or nil
end

-- The contents of a header's cell, each formula with its words.
local function with_words(contents)
  return contents:walk {
    Span = function(span)
      if not span.classes:includes('formula') then
        return nil
      end
      local math = span.content[1]
      local words = in_words(math.text)
      if not words then
        problems.at(places.of(span),
          "no words are known for all of the formula '%s' in a table's header", math.text)
      end
      return pandoc.Span({ math }, pandoc.Attr('', { 'spoken' }, { { 'words', words or '' } }))
    end,
  }
end

-- Rows of which the cells up to the last are headers, for what scope says.
local function with_headers(rows, last, scope)
  for _, row in ipairs(rows) do
    local cells = row.cells
    for c = 1, math.min(last, #cells) do
      cells[c].attr = pandoc.Attr('', {}, { { 'scope', scope } })
      cells[c].contents = with_words(cells[c].contents)
    end
    row.cells = cells
  end
  return rows
end

-- How many decimals a cell's number has, or nil where the cell holds something else, too.
local function decimals_of(cell)
  local inlines = pandoc.utils.blocks_to_inlines(cell.contents)
  local number = #inlines == 1 and inlines[1]
  local classes = number and number.classes
  if classes and (classes:includes('number') or classes:includes('quoted')) then
    local decimals = stringify(number):match('^[−%-]*%d+%.?(%d*)$')
    return decimals and #decimals
  end
end

-- Numbers of as many decimals stand with their points below each other, negative ones too: such a
-- column is aligned at its right.
local function align_numbers(t)
  for c, colspec in ipairs(t.colspecs) do
    local first, all_alike = nil, true
    for _, body in ipairs(t.bodies) do
      for _, row in ipairs(body.body) do
        local decimals = decimals_of(row.cells[c])
        first = first or decimals
        all_alike = all_alike and decimals ~= nil and decimals == first
      end
    end
    if first and all_alike then
      t.colspecs[c] = { pandoc.AlignRight, colspec[2] }
    end
  end
end

-- Blocks whose tables say what is a header.
function headers.mark(blocks)
  return blocks:walk {
    Table = function(t)
      align_numbers(t)
      t.head.rows = with_headers(t.head.rows, #t.colspecs, 'col')
      for _, body in ipairs(t.bodies) do
        body.row_head_columns = 1
        body.body = with_headers(body.body, 1, 'row')
      end
      return t
    end,
  }
end

return headers

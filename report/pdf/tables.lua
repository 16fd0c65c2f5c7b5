-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tables on paper: how wide their columns are, and where a page may end in them.
local latex = require 'pdf.latex'

local stringify = pandoc.utils.stringify

local tables = {}

-- The codes that are all a cell has, where they are several; else nil. Each gets its own line.
local function codes_of(cell)
  local codes = {}
  for _, inline in ipairs(pandoc.utils.blocks_to_inlines(cell)) do
    if inline.t == 'Code' then
      table.insert(codes, inline)
    elseif inline.t ~= 'Space' then
      return nil
    end
  end
  return #codes > 1 and codes or nil
end

-- How many words and characters a cell's longest line has.
local function size_of(cell)
  local words, length = 1, 0
  local function count()
    words = words + 1
  end
  for _, code in ipairs(codes_of(cell) or {}) do
    length = math.max(length, utf8.len(code.text))
  end
  if length > 0 then
    return words, length
  end
  local set = pandoc.Blocks(cell):walk {
    Space = count,
    SoftBreak = count,
    Math = function(math) -- without what is not seen of its TeX
      return pandoc.Str((math.text:gsub('\\text', ''):gsub('\\%a+', '.'):gsub('[{}_^ ]', '')))
    end,
  }
  return words, utf8.len(stringify(set))
end

-- For each column: how long its longest cell is, and whether it is text that may be broken into
-- lines. Heads are not looked at; they are made to fit.
local function columns_of(simple)
  local columns = {}
  for c in ipairs(simple.headers) do
    local column = { length = 0, is_text = false, is_right = simple.aligns[c] == pandoc.AlignRight }
    for _, row in ipairs(simple.rows) do
      local words, length = size_of(row[c])
      column.length = math.max(column.length, length)
      column.is_text = column.is_text or words >= 4 or (words >= 2 and length >= 24)
    end
    columns[c] = column
  end
  return columns
end

-- The environment of such columns, and its arguments: each is as wide as it needs to be, and
-- those of text share what is left as their lengths ask for.
local function table_format(columns)
  local n_text, in_all = 0, 0
  for _, column in ipairs(columns) do
    n_text = n_text + (column.is_text and 1 or 0)
    in_all = in_all + (column.is_text and column.length or 0)
  end
  local format = ''
  for _, column in ipairs(columns) do
    format = format .. (column.is_text and
      string.format('>{\\hsize=%.3f\\hsize}Y', n_text * column.length / in_all) or
      column.is_right and 'r' or 'l')
  end
  if n_text == 0 then
    return 'tabular', '{@{}' .. format .. '@{}}'
  end
  return 'tabularx', '{\\linewidth}{@{}' .. format .. '@{}}'
end

local function inlines_of(cell)
  local codes = codes_of(cell)
  if not codes then
    return pandoc.utils.blocks_to_inlines(cell)
  end
  local inlines = pandoc.Inlines { latex.inline('\\begin{tabular}[t]{@{}l@{}}') }
  for _, code in ipairs(codes) do
    inlines:extend { code, latex.inline('\\\\') }
  end
  inlines:insert(latex.inline('\\end{tabular}'))
  return inlines
end

-- A row's cells as inlines, with & between them and \\ behind.
local function row_of(cells, before, after)
  local row = pandoc.Inlines {}
  for c, cell in ipairs(cells) do
    row:insert(latex.inline(c > 1 and ' & %s' or '%s', before))
    row:extend(inlines_of(cell))
    row:insert(latex.inline(after))
  end
  row:insert(latex.inline(' \\\\\n'))
  return row
end

-- The rows from first to last, under the table's head.
local function part_of_table(simple, first, last)
  local name, arguments = table_format(columns_of(simple))
  local content = pandoc.Inlines { latex.inline('\\begin{%s}%s\n\\toprule\n', name, arguments) }
  content:extend(row_of(simple.headers, '\\tablehead{', '}'))
  content:insert(latex.inline('\\midrule\n'))
  for r = first, last do
    content:extend(row_of(simple.rows[r], '', ''))
  end
  content:insert(latex.inline('\\bottomrule\n\\end{%s}', name))
  return pandoc.Plain(content)
end

-- How many lines of a table stay together: as many as fit on a page, and fewer where rows have
-- several lines, as such a table is read row by row.
local PAGE, PART_OF_PAGE = 36, 26

-- How many rows from this one on stay together.
local function rows_of_page(simple, first)
  local columns, lines = columns_of(simple), 0
  local room, in_all = 74, 0
  for _, column in ipairs(columns) do
    room = room - (column.is_text and 0 or column.length + 2)
    in_all = in_all + (column.is_text and column.length or 0)
  end
  local page = PAGE
  for r = first, #simple.rows do
    local height = 1
    for c, column in ipairs(columns) do
      height = math.max(height, #(codes_of(simple.rows[r][c]) or {}))
      if column.is_text then
        local _, length = size_of(simple.rows[r][c])
        height = math.max(height, math.ceil(length / (room * column.length / in_all)))
      end
    end
    lines = lines + height
    page = height > 1 and PART_OF_PAGE or page
    if lines > page then
      return r - 1
    end
  end
  return #simple.rows
end

-- A table stays on one page with its caption; one that is longer than a page goes on under the
-- same head.
function tables.set(div)
  local text, scroll = div.content[1], div.content[2]
  local simple = pandoc.utils.to_simple_table(scroll.content[1])
  local content = latex.caption(text)
  local last = rows_of_page(simple, 1)
  content:insert(part_of_table(simple, 1, last))
  local blocks = latex.environment('booktable', latex.target(div.identifier), content)
  while last < #simple.rows do
    local first = last + 1
    last = rows_of_page(simple, first)
    blocks:extend(latex.environment('booktable', '', { part_of_table(simple, first, last) }))
  end
  return blocks
end

-- How many characters go on a line of a column.
local COLUMN = 34

-- All numbers of a chapter: a name, dots, and the value, in two columns where they fit.
function tables.numbers(div)
  local simple = pandoc.utils.to_simple_table(div.content[1])
  local lines, longest = pandoc.Blocks {}, 0
  for _, row in ipairs(simple.rows) do
    local name, value = row[1][1].content[1], row[2][1].content
    longest = math.max(longest, utf8.len(stringify(name)) + utf8.len(stringify(value)))
    local line = pandoc.Inlines { latex.inline('%s', latex.target(name.identifier)) }
    line:extend(name.content)
    line:insert(latex.inline('\\dotted '))
    line:insert(latex.inline('\\mbox{'))
    line:extend(value)
    line:insert(latex.inline('}'))
    lines:insert(pandoc.Para(line))
  end
  return latex.environment(longest > COLUMN and 'longnumbers' or 'numbers', '', lines)
end

return tables

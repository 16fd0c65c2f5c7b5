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

-- The table's head, and its rows.
local function head_of(simple)
  local head = pandoc.Inlines { latex.inline('\\toprule\n') }
  head:extend(row_of(simple.headers, '\\tablehead{', '}'))
  head:insert(latex.inline('\\midrule\n'))
  return head
end

local function rows_of(simple)
  local rows = pandoc.Inlines {}
  for _, row in ipairs(simple.rows) do
    rows:extend(row_of(row, '', ''))
  end
  return rows
end

-- How many characters go on a line, and how many of them the columns of text share.
local LINE = 74
local function room_for_text(columns)
  local room, in_all = LINE, 0
  for _, column in ipairs(columns) do
    room = room - (column.is_text and 0 or column.length + 2)
    in_all = in_all + (column.is_text and column.length or 0)
  end
  return room, in_all
end

-- What sets a table smaller, where its columns leave too few characters of a line to its text, or
-- hardly stand apart.
local LEAST_FOR_TEXT, LEAST = 21, 5
local function size_for(columns)
  local room, in_all = room_for_text(columns)
  return latex.inline(room < (in_all > 0 and LEAST_FOR_TEXT or LEAST) and '\\tight ' or '')
end

-- How many lines a table has, and whether a row has several.
local function height_of(simple, columns)
  local room, in_all = room_for_text(columns)
  local lines, has_long_rows = 0, false
  for _, row in ipairs(simple.rows) do
    local height = 1
    for c, column in ipairs(columns) do
      height = math.max(height, #(codes_of(row[c]) or {}))
      if column.is_text then
        local _, length = size_of(row[c])
        height = math.max(height, math.ceil(length / (room * column.length / in_all)))
      end
    end
    lines = lines + height
    has_long_rows = has_long_rows or height > 1
  end
  return lines, has_long_rows
end

-- A table that stays on one page with its caption.
local function whole(div, simple, columns)
  local content = latex.caption(div.content[1])
  local name, arguments = table_format(columns)
  local set = pandoc.Inlines { size_for(columns), latex.inline('\\begin{%s}%s\n', name, arguments) }
  set:extend(head_of(simple))
  set:extend(rows_of(simple))
  set:insert(latex.inline('\\bottomrule\n\\end{%s}', name))
  content:insert(pandoc.Plain(set))
  return latex.placed('booktable', div, content)
end

-- Sets the length \roomfortext to what the columns that are no text leave of a line.
local function measured(simple, columns)
  local set = pandoc.Inlines {
    latex.inline('\\setlength{\\roomfortext}{\\dimexpr\\linewidth-%d\\tabcolsep}%%\n', 2 * (#columns - 1)),
  }
  for c, column in ipairs(columns) do
    if not column.is_text then
      set:insert(latex.inline('\\settowidth{\\widest}{\\begin{tabular}{@{}l@{}}\\tablehead{'))
      set:extend(inlines_of(simple.headers[c]))
      set:insert(latex.inline('}'))
      for _, row in ipairs(simple.rows) do
        set:insert(latex.inline(' \\\\\n'))
        set:extend(inlines_of(row[c]))
      end
      set:insert(latex.inline('\\end{tabular}}\\addtolength{\\roomfortext}{-\\widest}%%\n'))
    end
  end
  return set
end

-- A table that begins where it stands, and goes on under the same head on each further page.
local function long(div, simple, columns)
  local _, in_all = room_for_text(columns)
  local format = ''
  for _, column in ipairs(columns) do
    format = format .. (column.is_text and string.format(
      '>{\\raggedright\\arraybackslash}p{%.3f\\roomfortext}', column.length / in_all) or
      column.is_right and 'r' or 'l')
  end
  local set = pandoc.Inlines { latex.inline('\\begingroup '), size_for(columns) }
  set:extend(measured(simple, columns))
  set:insert(latex.inline('\\begin{longtable}{@{}%s@{}}\n\\multicolumn{%d}{@{}p{\\linewidth}@{}}' ..
    '{%s\\longcaption{', format, #columns, latex.target(div.identifier)))
  set:extend(pandoc.utils.blocks_to_inlines(div.content[1].content))
  set:insert(latex.inline('}} \\\\\n'))
  set:extend(head_of(simple))
  set:insert(latex.inline('\\endfirsthead\n'))
  set:extend(head_of(simple))
  set:insert(latex.inline('\\endhead\n\\bottomrule\n\\endfoot\n'))
  set:extend(rows_of(simple))
  set:insert(latex.inline('\\end{longtable}\\endgroup'))
  return { pandoc.Plain(set) }
end

-- As many lines fit on a page; fewer are enough where rows have several, as such a table is read
-- row by row.
local PAGE, PART_OF_PAGE = 36, 26

function tables.set(div)
  local simple = pandoc.utils.to_simple_table(div.content[2].content[1])
  local columns = columns_of(simple)
  local lines, has_long_rows = height_of(simple, columns)
  local set = lines > (has_long_rows and PART_OF_PAGE or PAGE) and long or whole
  return set(div, simple, columns)
end

-- All numbers of a chapter in a table of their own, where they are compared with the post's.
local function compared(simple)
  for r, row in ipairs(simple.rows) do
    local name = row[1][1].content[1]
    row[1] = { pandoc.Plain { latex.inline('%s', latex.target(name.identifier)), name.content[1] } }
    simple.rows[r] = row
  end
  local set = pandoc.Inlines { latex.inline('\\begingroup\\tight\\begin{longtable}{@{}lll@{}}\n') }
  set:extend(head_of(simple))
  set:insert(latex.inline('\\endhead\n\\bottomrule\n\\endfoot\n'))
  set:extend(rows_of(simple))
  set:insert(latex.inline('\\end{longtable}\\endgroup'))
  return { pandoc.Plain(set) }
end

-- All numbers of a chapter in two columns: a name, dots, and the value, on the next line where both
-- do not fit on one.
function tables.numbers(div)
  local simple = pandoc.utils.to_simple_table(div.content[1])
  if div.classes:includes('compared') then
    return compared(simple)
  end
  local lines = pandoc.Blocks {}
  for _, row in ipairs(simple.rows) do
    local name, value = row[1][1].content[1], row[2][1].content
    local line = pandoc.Inlines { latex.inline('%s', latex.target(name.identifier)) }
    line:extend(name.content)
    line:insert(latex.inline('\\dotted\\mbox{'))
    line:extend(value)
    line:insert(latex.inline('}'))
    lines:insert(pandoc.Para(line))
  end
  return latex.environment('numbers', '', lines)
end

return tables

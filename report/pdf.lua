-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book for paper: a filter between the weave's document and pandoc's LaTeX. What LaTeX
-- commands and environments it uses are defined in report/template.tex.
local stringify = pandoc.utils.stringify

local function latex(text, ...)
  return pandoc.RawInline('latex', string.format(text, ...))
end

-- Blocks between \begin{name} and \end{name}.
local function environment(name, arguments, blocks)
  local inside = pandoc.Blocks { pandoc.RawBlock('latex', '\\begin{' .. name .. '}' .. arguments) }
  inside:extend(blocks)
  inside:insert(pandoc.RawBlock('latex', '\\end{' .. name .. '}'))
  return inside
end

local function target(id)
  return id ~= '' and '\\place{' .. id .. '}' or ''
end

local specials = {
  ['\\'] = '\\textbackslash{}', ['~'] = '\\textasciitilde{}', ['^'] = '\\textasciicircum{}',
  ["'"] = '\\textquotesingle{}', ['`'] = '\\textasciigrave{}', ['-'] = '{-}',
}

-- Code within a line, which may end after what joins words in code.
local function code(element)
  local text = element.text:gsub('[\\~^\'`%-#$%%&_{}]', function(char)
    return specials[char] or '\\' .. char
  end)
  return latex('\\texttt{%s}', (text:gsub('([/_,(])%f[%w]', '%1\\allowbreak{}')))
end

local function caption(div)
  return environment('bookcaption', '', div.content)
end

-- ------------------------------------------------------------------ chapters and links

-- LaTeX counts the chapters itself, from the number or letter that the weave has set before
-- the title.
local function chapter(header)
  local number = stringify(header.content[1])
  header.content:remove(1)
  header.content:remove(1)
  local counter = tonumber(number) or string.byte(number) - string.byte('A') + 1
  local before = string.format('\\setcounter{chapter}{%d}', counter - 1)
  if not tonumber(number) and counter == 1 then
    before = '\\appendix' .. before
  end
  return { pandoc.RawBlock('latex', before), header }
end

-- A number leads to its row. On paper nobody can follow a link, so an address is printed too.
local function link(element)
  local id = element.target:match('^#(.+)$')
  local content = element.content
  if id then
    local command = element.classes:includes('number') and 'tonumber' or 'toplace'
    -- "chapter 7" is not to be broken.
    local is_short = #content == 1 and content[1].t == 'Str' and stringify(content):find('\u{a0}')
    content:insert(1, latex('\\%s{%s}{%s', command, id, is_short and '\\mbox{' or ''))
    content:insert(latex(is_short and '}}' or '}'))
    return content
  end
  return { element, latex('\\footnote{\\url{%s}}', (element.target:gsub('[%%#]', '\\%0'))) }
end

-- ------------------------------------------------------------------------- pictures

-- A text as PDF has it, in UTF-16, each byte in two digits.
local function in_utf16(text)
  local units = { 'FEFF' }
  for _, code in utf8.codes(text) do
    if code >= 0x10000 then
      code = code - 0x10000
      table.insert(units, string.format('%04X', 0xD800 + (code >> 10)))
      code = 0xDC00 + (code & 0x3FF)
    end
    table.insert(units, string.format('%04X', code))
  end
  return table.concat(units)
end

-- The drawing as PDF lies beside the SVG; the caption stays with it.
local function figure(div)
  local picture, text = div.content[1], div.content[2]
  local image = picture.content[1].content[1]
  local content = pandoc.Blocks {
    pandoc.Plain { latex('\\drawing{%s}{%s}', image.src:gsub('%.svg$', '.pdf'),
      in_utf16(stringify(image.caption))) },
  }
  content:extend(caption(text))
  return environment('bookfigure', target(div.identifier), content)
end

-- ------------------------------------------------------------------------- listings

-- How many lines a part of a listing has before it may end.
local PART = 8

-- A listing's lines in parts {first =, lines =}, between which a page may end: at empty lines, but
-- within no comment, whose colour would end there too.
local function parts_of(code)
  local first = tonumber(code.attributes.startFrom) or 1
  local parts, part, in_comment = {}, { first = first, lines = {} }, false
  for line in (code.text .. '\n'):gmatch('(.-)\n') do
    if line:match('/%*') then
      in_comment = not line:match('/%*.*%*/')
    elseif line:match('%*/') then
      in_comment = false
    end
    if line == '' and not in_comment and #part.lines >= PART then
      table.insert(parts, part)
      part = { first = part.first + #part.lines + 1, lines = {} }
    else
      table.insert(part.lines, line)
    end
  end
  table.insert(parts, part)
  if #parts > 1 and #part.lines < PART // 2 then -- too little for the top of a page
    table.remove(parts)
    local last = parts[#parts]
    table.insert(last.lines, '')
    table.move(part.lines, 1, #part.lines, #last.lines + 1, last.lines)
  end
  return parts
end

-- Code whose lines are numbered as in its file, under its caption.
local function listing(div)
  local code = div.content[#div.content]
  local content = caption(div.content[1])
  local blocks = pandoc.Blocks {}
  for p, part in ipairs(parts_of(code)) do
    content:insert(pandoc.CodeBlock(table.concat(part.lines, '\n'), pandoc.Attr('',
      { code.classes[1], 'numberLines' }, { { 'startFrom', tostring(part.first) } })))
    blocks:extend(environment(p == 1 and 'listing' or 'listingpart', p == 1 and target(div.identifier) or '', content))
    content = pandoc.Blocks {}
  end
  return blocks
end

-- ------------------------------------------------------------------ formulas with numbers

local function equation(div)
  local formula, number = div.content[1].content[1], stringify(div.content[2])
  return pandoc.Para { latex('\\begin{equation*}%s\n%s\\tag{%s}\n\\end{equation*}',
    target(div.identifier), formula.text, number:match('%((.*)%)')) }
end

local function is_display(block)
  local inline = block.t == 'Para' and #block.content == 1 and block.content[1]
  return inline and (inline.t == 'Math' and inline.mathtype == 'DisplayMath' or
    inline.t == 'RawInline' and inline.text:match('^\\begin{equation%*}'))
end

-- A formula between two lines belongs to the paragraph before it, so that no page ends between.
local function with_displays(blocks)
  local joined = pandoc.Blocks {}
  for _, block in ipairs(blocks) do
    local last = joined[#joined]
    if last and last.t == 'Para' and is_display(block) then
      last.content:insert(pandoc.SoftBreak())
      last.content:extend(block.content)
    else
      joined:insert(block)
    end
  end
  return joined
end

-- --------------------------------------------------------------------------- tables

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
    local column = { length = 0, is_text = false }
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
      string.format('>{\\hsize=%.3f\\hsize}Y', n_text * column.length / in_all) or 'l')
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
  local inlines = pandoc.Inlines { latex('\\begin{tabular}[t]{@{}l@{}}') }
  for _, code in ipairs(codes) do
    inlines:extend { code, latex('\\\\') }
  end
  inlines:insert(latex('\\end{tabular}'))
  return inlines
end

-- A row's cells as inlines, with & between them and \\ behind.
local function row_of(cells, before, after)
  local row = pandoc.Inlines {}
  for c, cell in ipairs(cells) do
    row:insert(latex(c > 1 and ' & %s' or '%s', before))
    row:extend(inlines_of(cell))
    row:insert(latex(after))
  end
  row:insert(latex(' \\\\\n'))
  return row
end

-- The rows from first to last, under the table's head.
local function part_of_table(simple, first, last)
  local name, arguments = table_format(columns_of(simple))
  local content = pandoc.Inlines { latex('\\begin{%s}%s\n\\toprule\n', name, arguments) }
  content:extend(row_of(simple.headers, '\\tablehead{', '}'))
  content:insert(latex('\\midrule\n'))
  for r = first, last do
    content:extend(row_of(simple.rows[r], '', ''))
  end
  content:insert(latex('\\bottomrule\n\\end{%s}', name))
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
local function table_with_caption(div)
  local text, scroll = div.content[1], div.content[2]
  local simple = pandoc.utils.to_simple_table(scroll.content[1])
  local content = caption(text)
  local last = rows_of_page(simple, 1)
  content:insert(part_of_table(simple, 1, last))
  local blocks = environment('booktable', target(div.identifier), content)
  while last < #simple.rows do
    local first = last + 1
    last = rows_of_page(simple, first)
    blocks:extend(environment('booktable', '', { part_of_table(simple, first, last) }))
  end
  return blocks
end

-- How many characters go on a line of a column.
local COLUMN = 34

-- All numbers of a chapter: a name, dots, and the value, in two columns where they fit.
local function numbers(div)
  local simple = pandoc.utils.to_simple_table(div.content[1])
  local lines, longest = pandoc.Blocks {}, 0
  for _, row in ipairs(simple.rows) do
    local name, value = row[1][1].content[1], row[2][1].content
    longest = math.max(longest, utf8.len(stringify(name)) + utf8.len(stringify(value)))
    local line = pandoc.Inlines { latex('%s', target(name.identifier)) }
    line:extend(name.content)
    line:insert(latex('\\dotted '))
    line:insert(latex('\\mbox{'))
    line:extend(value)
    line:insert(latex('}'))
    lines:insert(pandoc.Para(line))
  end
  return environment(longest > COLUMN and 'longnumbers' or 'numbers', '', lines)
end

-- ------------------------------------------------------------------------- the whole

local set = {
  figure = figure, listing = listing, equation = equation, table = table_with_caption,
  numbers = numbers,
}

return {
  {
    traverse = 'topdown',
    Header = function(header)
      if header.level == 1 then
        return chapter(header), false
      end
    end,
  },
  {
    traverse = 'topdown',
    Div = function(div)
      local setter = set[div.classes[1]]
      if setter then
        return setter(div), false
      end
    end,
  },
  { Blocks = with_displays },
  {
    Code = code,
    Link = link,
    Span = function(span)
      if span.classes:includes('label') then
        return pandoc.Strong(span.content)
      end
    end,
  },
}

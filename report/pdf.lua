-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book for paper: a filter between the weave's document and pandoc's LaTeX.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local latex = require 'pdf.latex'
local listings = require 'pdf.listings'
local tables = require 'pdf.tables'

local stringify = pandoc.utils.stringify

local specials = {
  ['\\'] = '\\textbackslash{}', ['~'] = '\\textasciitilde{}', ['^'] = '\\textasciicircum{}',
  ["'"] = '\\textquotesingle{}', ['`'] = '\\textasciigrave{}', ['-'] = '{-}',
}

-- Code within a line, which may end after what joins words in code.
local function code(element)
  local text = element.text:gsub('[\\~^\'`%-#$%%&_{}]', function(char)
    return specials[char] or '\\' .. char
  end)
  return latex.inline('\\texttt{%s}', (text:gsub('([/_,(])%f[%w]', '%1\\allowbreak{}')))
end

-- ------------------------------------------------------------------ chapters and links

-- LaTeX counts the chapters itself, from the number or letter that the weave has set before
-- the title.
local function chapter(header)
  local number = stringify(header.content[1])
  header.content:remove(1)
  header.content:remove(1)
  local counter = tonumber(number) or string.byte(number) - string.byte('A') + 1
  local before = string.format('\\beginchapter\\setcounter{chapter}{%d}', counter - 1)
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
    content:insert(1, latex.inline('\\%s{%s}{%s', command, id, is_short and '\\mbox{' or ''))
    content:insert(latex.inline(is_short and '}}' or '}'))
    return content
  elseif not element.target:match('^%a+:') then
    return content -- what stands beside the page
  end
  return { element, latex.inline('\\footnote{\\url{%s}}', (element.target:gsub('[%%#]', '\\%0'))) }
end

-- A short list is not torn apart by the end of a page.
local SHORT = 600
local function list(element)
  if #stringify(element) < SHORT then
    return latex.environment('samepage', '', { element })
  end
end

-- ------------------------------------------------------------------------- pictures

-- A text as PDF has it, in UTF-16, each byte in two digits.
local function in_utf16(text)
  local units = { 'FEFF' }
  for _, point in utf8.codes(text) do
    if point >= 0x10000 then
      point = point - 0x10000
      table.insert(units, string.format('%04X', 0xD800 + (point >> 10)))
      point = 0xDC00 + (point & 0x3FF)
    end
    table.insert(units, string.format('%04X', point))
  end
  return table.concat(units)
end

-- The drawing as PDF lies beside the SVG; the caption stays with it.
local function figure(div)
  local picture, text = div.content[1], div.content[2]
  local image = picture.content[1].content[1]
  local content = pandoc.Blocks {
    pandoc.Plain { latex.inline('\\drawing{%s}{%s}', image.src:gsub('%.svg$', '.pdf'),
      in_utf16(stringify(image.caption))) },
  }
  content:extend(latex.caption(text))
  return latex.placed('bookfigure', div, content)
end

-- ------------------------------------------------------------------ formulas with numbers

local function equation(div)
  local formula, number = div.content[1].content[1], stringify(div.content[2])
  return pandoc.Para { latex.inline('\\begin{equation*}%s\n%s\\tag{%s}\n\\end{equation*}',
    latex.target(div.identifier), formula.text, number:match('%((.*)%)')) }
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

-- ------------------------------------------------------------------------- the whole

-- What follows a colon is bound to it: it may not float away.
local function bind_to_colons(blocks)
  for b = 2, #blocks do
    if blocks[b].t == 'Div' and stringify(blocks[b - 1]):match(':%s*$') then
      blocks[b].classes:insert('bound')
    end
  end
  return blocks
end

local set = {
  figure = figure, listing = listings.set, equation = equation, table = tables.set,
  numbers = tables.numbers,
}

-- What the cover shows is told in the same way.
local function meta_for_paper(meta)
  meta['cover-text'] = pandoc.MetaString(in_utf16(stringify(meta['cover-text'])))
  return meta
end

return {
  { Meta = meta_for_paper, Blocks = bind_to_colons },
  {
    traverse = 'topdown',
    Header = function(header)
      if header.level == 1 then
        return chapter(header), false
      end
      return { pandoc.RawBlock('latex', '\\beginsection'), header }, false
    end,
  },
  {
    traverse = 'topdown',
    Div = function(div)
      if div.classes:includes('on-page') then
        return {}
      end
      local setter = set[div.classes[1]]
      if setter then
        return setter(div), false
      end
    end,
  },
  { Blocks = with_displays, BulletList = list, OrderedList = list },
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

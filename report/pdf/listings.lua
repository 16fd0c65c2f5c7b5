-- SPDX-License-Identifier: GPL-3.0-or-later
-- Code on paper.
local latex = require 'pdf.latex'

local listings = {}

-- How many lines a part of a listing has before it may end.
local PART = 8

-- The code's lines in LaTeX, each with the colours of what it is.
local function coloured(code)
  local block = pandoc.CodeBlock(code.text, pandoc.Attr('', { code.classes[1] }))
  local tex = pandoc.write(pandoc.Pandoc { block }, 'latex')
  local lines = pandoc.List {}
  for line in tex:match('\\begin{Highlighting}%b[]\n(.-\n)\\end{Highlighting}'):gmatch('(.-)\n') do
    lines:insert(line)
  end
  return lines
end

-- A listing's lines, and the parts {first, last, in_comment} of it between which a page may end: at
-- empty lines, which are in neither part, those within a long comment too; and before a comment of
-- one line.
local function parts_of(code)
  local lines, parts = pandoc.List {}, pandoc.List {}
  local first, in_comment, began_in_comment = 1, false, false
  for line in (code.text .. '\n'):gmatch('(.-)\n') do
    lines:insert(line)
    local is_empty, is_short_comment = line:match('^ ?%*?$'), line:match('^%s*/%*.*%*/$')
    if #lines - first >= PART and (is_empty or is_short_comment) then
      parts:insert { first = first, last = #lines - 1, in_comment = began_in_comment }
      first, began_in_comment = is_empty and #lines + 1 or #lines, in_comment
    end
    in_comment = (in_comment or line:match('/%*')) and not line:match('%*/')
  end
  if #parts > 0 and #lines - first + 1 < PART // 2 then -- too little for the top of a page
    parts[#parts].last = #lines
  else
    parts:insert { first = first, last = #lines, in_comment = began_in_comment }
  end
  return lines, parts
end

-- The part as code whose lines are numbered as in its file. Where it begins within a comment, its
-- first lines alone do not tell that they are one, so it takes its colours from the whole.
local function numbered(code, lines, part)
  local number = (tonumber(code.attributes.startFrom) or 1) + part.first - 1
  if part.in_comment then
    return pandoc.RawBlock('latex', string.format(
      '\\begin{Highlighting}[numbers=left,firstnumber=%d]\n%s\n\\end{Highlighting}', number,
      table.concat(coloured(code), '\n', part.first, part.last)))
  end
  return pandoc.CodeBlock(table.concat(lines, '\n', part.first, part.last), pandoc.Attr('',
    { code.classes[1], 'numberLines' }, { { 'startFrom', tostring(number) } }))
end

-- Code whose lines are numbered as in its file, under its caption.
function listings.set(div)
  local code = div.content[#div.content]
  local lines, parts = parts_of(code)
  local blocks = pandoc.Blocks {}
  for p, part in ipairs(parts) do
    local content = p == 1 and latex.caption(div.content[1]) or pandoc.Blocks {}
    content:insert(numbered(code, lines, part))
    blocks:extend(latex.environment(p == 1 and 'listing' or 'listingpart',
      p == 1 and latex.target(div.identifier) or '', content))
  end
  return blocks
end

return listings

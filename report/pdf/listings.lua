-- SPDX-License-Identifier: GPL-3.0-or-later
-- Code on paper.
local latex = require 'pdf.latex'

local listings = {}

-- How many lines a part of a listing has before it may end.
local PART = 8

-- A listing's lines in parts {first =, lines =}, between which a page may end: at empty lines, but
-- within no comment, whose colour would end there too; and before a comment of one line.
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
    elseif line:match('^%s*/%*.*%*/$') and #part.lines >= PART then
      table.insert(parts, part)
      part = { first = part.first + #part.lines, lines = { line } }
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
function listings.set(div)
  local code = div.content[#div.content]
  local content = latex.caption(div.content[1])
  local blocks = pandoc.Blocks {}
  for p, part in ipairs(parts_of(code)) do
    content:insert(pandoc.CodeBlock(table.concat(part.lines, '\n'), pandoc.Attr('',
      { code.classes[1], 'numberLines' }, { { 'startFrom', tostring(part.first) } })))
    if p == 1 then
      blocks:extend(latex.environment('listing', latex.target(div.identifier), content))
    else
      blocks:extend(latex.environment('listingpart', '', content))
    end
    content = pandoc.Blocks {}
  end
  return blocks
end

return listings

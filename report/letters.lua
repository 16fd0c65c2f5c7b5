-- SPDX-License-Identifier: GPL-3.0-or-later
-- Letters that the fonts of the book on paper do not have: report/template.tex runs this in
-- lualatex. Cyrillic, Greek and the like are taken from the DejaVu fonts. What these have not
-- either would be an empty box: in its place stands its code, as in [U+4E2D], and the log says
-- so in a line that report/pdf.sh looks for.

luaotfload.add_fallback('serif', { 'file:DejaVuSerif.ttf:mode=node;-notdef;' })
luaotfload.add_fallback('mono', { 'file:DejaVuSansMono.ttf:mode=node;-notdef;' })

-- Codes that change what stands before them, and are seen nowhere.
local function is_invisible(code)
  return code >= 0xFE00 and code <= 0xFE0F or code == 0x200D
end

local said = {}

local function say(code)
  if not said[code] then
    said[code] = true
    texio.write_nl('log', string.format('No font has %s (U+%04X)', utf8.char(code), code))
    texio.write_nl('log', '')
  end
end

-- The code in brackets, in the letters of the same font. A line may end behind it.
local function insert_code(head, missing)
  local last = missing
  for letter in string.format('[U+%04X]', missing.char):gmatch('.') do
    local glyph = node.copy(missing)
    glyph.char = letter:byte()
    head, last = node.insert_after(head, last, glyph)
  end
  return node.insert_after(head, last, node.new('penalty'))
end

-- Runs when the fonts have had their turn.
local function replace_missing(head)
  for glyph in node.traverse_id(node.id('glyph'), head) do
    local face = font.getfont(glyph.font)
    if face and not face.characters[glyph.char] then
      if not is_invisible(glyph.char) then
        say(glyph.char)
        head = insert_code(head, glyph)
      end
      head = node.remove(head, glyph)
    end
  end
  return head
end

for _, list in ipairs { 'pre_linebreak_filter', 'hpack_filter' } do
  luatexbase.add_to_callback(list, replace_missing, 'code of a letter that no font has')
end

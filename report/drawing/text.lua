-- SPDX-License-Identifier: GPL-3.0-or-later
-- Texts of a drawing. "w_{5} = <w5|0.40>" is w with an index, and the number 0.40, which is that
-- of the key w5; 10^{28} has an exponent. No number stands in a text without its key, so that
-- each that is drawn can be proved.
local letters = require 'drawing.letters'

local text = {}

local INDEX = 0.8 -- the size of an index or an exponent beside that of the text
local ABOVE, BELOW = 0.93, 0.24 -- how far letters reach over and under their line, in sizes
local DROP, RISE = 0.25, 0.35 -- how far an index is lowered and an exponent raised, in sizes

local NUMBER = '<([^|<>]*)|([^<>]*)>'

-- What is seen of a text, with its indices still marked.
local function seen(what)
  return (what:gsub(NUMBER, '%2'))
end

-- The numbers in a text, {key, text}. A decimal without a key is a fault of the drawing.
function text.numbers(what)
  local untied = what:gsub(NUMBER, ''):match('%d+%.%d+')
  if untied then
    error(string.format("'%s': %s has no key", what, untied))
  end
  local numbers = {}
  for key, shown in what:gmatch(NUMBER) do
    table.insert(numbers, { key = key, text = shown })
  end
  return numbers
end

-- Its parts {text, mark}: the mark is _ for an index, ^ for an exponent and nil for the rest.
local function parts_of(what)
  local shown, parts, place = seen(what), {}, 1
  local function add(part, mark)
    if part ~= '' then
      table.insert(parts, { text = part, mark = mark })
    end
  end
  local from, to, mark, small = shown:find('([_^]){(.-)}')
  while from do
    add(shown:sub(place, from - 1))
    add(small, mark)
    place = to + 1
    from, to, mark, small = shown:find('([_^]){(.-)}', place)
  end
  add(shown:sub(place))
  return parts
end

function text.width(what, size)
  local sum = 0
  for _, part in ipairs(parts_of(what)) do
    sum = sum + letters.width(part.text) * (part.mark and INDEX or 1)
  end
  return sum * size
end

-- How far a text reaches above its line and below it.
function text.reach(what, size)
  local lowered = seen(what):find('_{', 1, true) and DROP + BELOW * INDEX or BELOW
  local raised = seen(what):find('^{', 1, true) and RISE + ABOVE * INDEX or ABOVE
  return raised * size, lowered * size
end

-- Texts in lines, each as long as there is room for.
function text.lines(texts, room, size)
  local lines = {}
  for _, what in ipairs(texts) do
    local longer = #lines > 0 and lines[#lines] .. ' ' .. what
    if longer and text.width(longer, size) <= room then
      lines[#lines] = longer
    else
      table.insert(lines, what)
    end
  end
  return lines
end

local function rounded(x)
  return math.floor(x + 0.5)
end

local escapes = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;' }

-- Some readers of SVG drop a blank at the beginning of a part of a text: this one is no blank.
local JOINER = '\u{2060}'

-- The inside of an SVG text. An SVG text has no index of its own: it is a smaller part of it, lowered,
-- and what follows is raised again.
function text.svg(what, size)
  local said, height = {}, 0
  for _, part in ipairs(parts_of(what)) do
    local wanted = part.mark == '_' and rounded(DROP * size) or
      part.mark == '^' and -rounded(RISE * size) or 0
    local shown = part.text:gsub('[&<>]', escapes)
    if wanted ~= height then
      shown = string.format('<tspan dy="%d"%s>%s</tspan>', wanted - height,
        part.mark and ' class="i"' or '', shown:gsub('^ ', JOINER .. ' '))
    end
    table.insert(said, shown)
    height = wanted
  end
  return table.concat(said)
end

return text

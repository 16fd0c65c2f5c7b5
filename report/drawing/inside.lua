-- SPDX-License-Identifier: GPL-3.0-or-later
-- What stands in a neuron: a name, and under it a number, which is to stay within the rim. Where it is too
-- long for that it is smaller, or has fewer digits.
local digits = require 'drawing.digits'
local text = require 'drawing.text'

local inside = {}

local RIM = 3 -- between a number and the rim, at each side
local CAPITALS = 0.73 -- the height of digits, in sizes

-- How wide a text may be in a circle of that radius, on a line so far below the middle.
function inside.room(radius, below, size)
  local far = math.max(math.abs(below), math.abs(below - CAPITALS * size))
  return 2 * (math.sqrt(radius * radius - far * far) - RIM)
end

-- Draws the number of a key, so far below a point, in the style, and no wider than there is room.
function inside.number(canvas, numbers, key, at, below, room, style)
  local tries = { { style.small, numbers:typed(key) } }
  for _, look in ipairs { digits.brief, digits.short, digits.shortest } do
    table.insert(tries, { true, numbers:as(key, look) })
  end
  for k, try in ipairs(tries) do
    local chosen = { look = style.look, small = try[1] }
    if k == #tries or text.width(try[2], canvas:size_of(chosen)) <= room then
      local lower = try[2]:find('^{', 1, true) and 2 or 0 -- an exponent reaches higher
      canvas:text(try[2], { x = at.x, y = at.y + below + lower }, chosen)
      return
    end
  end
end

-- A name and the number of a key about the middle of a circle {x, y, r}, or of what has so much room.
function inside.pair(canvas, numbers, at, name, key, style, room)
  canvas:text(name, { x = at.x, y = at.y - 7 }, style)
  inside.number(canvas, numbers, key, at, 15, room or inside.room(at.r, 15, canvas.size),
    { small = style.small })
end

return inside

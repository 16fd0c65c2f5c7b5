-- SPDX-License-Identifier: GPL-3.0-or-later
-- What stands in a neuron: a name, and under it a number, which is to stay within the rim. Where it is too
-- long for that it is smaller, or has fewer digits.
local digits = require 'drawing.digits'
local Shape = require 'drawing.shape'
local text = require 'drawing.text'

local inside = {}

local RIM = 2 -- between a number and the rim, at each side
local TIGHT = 36 -- a radius in which three lines stand as close as they can
local CAPITALS = 0.73 -- the height of digits, in sizes

-- How wide a text may be in a circle of that radius, on a line so far below the middle.
function inside.room(radius, below, size)
  local far = math.max(math.abs(below), math.abs(below - CAPITALS * size))
  return 2 * (math.sqrt(radius * radius - far * far) - RIM)
end

-- Draws the number of a key, so far below a point, in the style, and no wider than there is room.
function inside.number(canvas, numbers, key, at, below, room, style)
  local tries = { { style.small and 'small', numbers:typed(key) } }
  for _, look in ipairs { digits.brief, digits.short, digits.shorter, digits.shortest } do
    table.insert(tries, { 'small', numbers:as(key, look) })
  end
  table.insert(tries, { 'tiny', numbers:as(key, digits.shortest) })
  for k, try in ipairs(tries) do
    local chosen = { look = style.look, print = try[1] }
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

-- A neuron after the round: its name, its output and its delta; of an input that itself.
function inside.neuron(canvas, numbers, shape, node)
  local neuron, small = shape:neuron(node.l, node.j), node.is_narrow
  local name = Shape.name(neuron)
  if node.l == 1 then
    inside.pair(canvas, numbers, node, name, neuron, { small = small })
    return
  end
  local function number(key, below, look)
    local room = inside.room(node.r, below, canvas:size_of { small = small })
    inside.number(canvas, numbers, key, node, below, room, { look = look, small = small })
  end
  local above, middle, below = table.unpack(node.r < TIGHT and { -16, 2, 16 } or small and { -15, 3, 19 } or
    { -18, 5, 26 })
  canvas:text(name, { x = node.x, y = node.y + above }, { small = small })
  number('out_' .. neuron, middle, 'forward')
  number('delta_' .. neuron, below, 'backward')
end

return inside

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Labels of edges: each along its edge, where it touches no other edge, no neuron and no other text.
local geometry = require 'drawing.geometry'

local labels = {}

local GAP = 4 -- between an edge and its label
local STEEP = 1.2 -- from here on a label is level, and stands beside its edge
local CAPITALS = 0.74 -- the height of digits, in sizes

-- Where along its edge a label is tried.
local parts = { 0.5, 0.42, 0.36, 0.3, 0.25, 0.58, 0.64, 0.7, 0.75 }

local function rounded(x)
  return math.floor(x + 0.5)
end

-- A point as it is drawn.
local function whole(at)
  return { x = rounded(at.x), y = rounded(at.y) }
end

local function is_steep(edge)
  return math.abs(edge.to.y - edge.from.y) > STEEP * math.abs(edge.to.x - edge.from.x)
end

-- A text beside an edge, on its upper or its lower side: {what, at, style}.
function labels.beside(canvas, edge, part, is_above, what, look)
  local ux, uy = geometry.direction(edge.from, edge.to)
  local middle = geometry.between(edge.from, edge.to, part)
  if ux < 0 then -- texts are read from left to right
    ux, uy = -ux, -uy
  end
  local size = canvas.size
  if not is_steep(edge) then
    local box = canvas:box(what, { x = 0, y = 0 }, {})
    local far = is_above and -(GAP + box[3].y) or GAP + CAPITALS * size
    return { what = what, at = whole { x = middle.x - far * uy, y = middle.y + far * ux },
      style = { look = look, turn = math.rad(rounded(math.deg(math.atan(uy, ux)))) } }
  end
  -- Beside a steep edge, which the text's corners are not to touch.
  local lean = math.abs(ux / uy) * 0.5 * size
  local far = GAP + 2 + lean
  return { what = what, at = whole { x = middle.x + (is_above and -far or far), y = middle.y + 0.36 * size },
    style = { look = look, side = is_above and 'end' or 'start' } }
end

local function is_free(box, canvas, obstacles)
  for _, corner in ipairs(box) do
    if corner.x < 0 or corner.x > canvas.width or corner.y < 0 then
      return false
    end
  end
  for _, other in ipairs(obstacles) do
    if geometry.meet(box, other) then
      return false
    end
  end
  return true
end

-- The ways to label an edge by two texts, one on each side, or by one: above it, or outside of it where
-- it is steep, and only then on its other side.
local function ways(canvas, edge, texts, looks)
  local list = {}
  if texts[2] then
    for _, part in ipairs(parts) do
      table.insert(list, { labels.beside(canvas, edge, part, true, texts[1], looks[1]),
        labels.beside(canvas, edge, part, false, texts[2], looks[2]) })
    end
    return list
  end
  local is_right = (edge.from.x + edge.to.x) / 2 > canvas.width / 2
  local is_above = not (is_right and is_steep(edge))
  for _, side in ipairs { is_above, not is_above } do
    for _, part in ipairs(parts) do
      table.insert(list, { labels.beside(canvas, edge, part, side, texts[1], looks[1]) })
    end
  end
  return list
end

-- A way that is free, and the boxes that it takes; or nil.
local function free_way(canvas, edge, texts, looks, obstacles)
  for _, way in ipairs(ways(canvas, edge, texts, looks)) do
    local boxes, is_well = {}, true
    for _, label in ipairs(way) do
      local box = canvas:box(label.what, label.at, label.style)
      is_well = is_well and is_free(box, canvas, obstacles)
      table.insert(boxes, box)
    end
    if is_well then
      return way, boxes
    end
  end
end

-- Labels for all of the edges {from, to}, or for none of them: false where one has no place. texts_of
-- says for an edge its one or two texts, looks their looks, obstacles are the shapes in the way.
function labels.all(canvas, edges, texts_of, looks, obstacles)
  local chosen, taken = {}, table.move(obstacles, 1, #obstacles, 1, {})
  for k, edge in ipairs(edges) do
    local others = table.move(taken, 1, #taken, 1, {})
    for j, other in ipairs(edges) do
      if j ~= k then
        table.insert(others, { other.from, other.to })
      end
    end
    local way, boxes = free_way(canvas, edge, texts_of(edge), looks, others)
    if not way then
      return false
    end
    table.move(way, 1, #way, #chosen + 1, chosen)
    table.move(boxes, 1, #boxes, #taken + 1, taken)
  end
  for _, label in ipairs(chosen) do
    canvas:text(label.what, label.at, label.style)
  end
  return true
end

return labels

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Points and convex shapes in the plane, x to the right and y downward. A shape is the list of its
-- corners {x, y}; a line is one of two corners.
local geometry = {}

-- The direction from one point to another, of length 1, and their distance.
function geometry.direction(from, to)
  local dx, dy = to.x - from.x, to.y - from.y
  local length = math.sqrt(dx * dx + dy * dy)
  return dx / length, dy / length, length
end

-- The point at that part of the way from one to another.
function geometry.between(from, to, part)
  return { x = from.x + part * (to.x - from.x), y = from.y + part * (to.y - from.y) }
end

-- The points where the way from the middle of one round thing to that of another leaves the first,
-- of radius r, and reaches the second.
function geometry.rims(from, to, from_r, to_r)
  local ux, uy = geometry.direction(from, to)
  return { x = from.x + from_r * ux, y = from.y + from_r * uy },
    { x = to.x - to_r * ux, y = to.y - to_r * uy }
end

-- A box about a point: so far to its left, right, up and down, and all turned by an angle.
function geometry.box(at, left, right, up, down, angle)
  local c, s = math.cos(angle or 0), math.sin(angle or 0)
  local corners = {}
  for _, corner in ipairs { { -left, -up }, { right, -up }, { right, down }, { -left, down } } do
    table.insert(corners, { x = at.x + c * corner[1] - s * corner[2],
      y = at.y + s * corner[1] + c * corner[2] })
  end
  return corners
end

-- A circle, as a shape of twelve corners that lies around it.
function geometry.circle(at, radius)
  local corners = {}
  for k = 0, 11 do
    local turn = (k + 0.5) * math.pi / 6
    local outer = radius / math.cos(math.pi / 12)
    table.insert(corners, { x = at.x + outer * math.cos(turn), y = at.y + outer * math.sin(turn) })
  end
  return corners
end

-- The least and the greatest that a shape has in a direction.
local function reach(shape, ux, uy)
  local least, most = math.huge, -math.huge
  for _, corner in ipairs(shape) do
    local here = corner.x * ux + corner.y * uy
    least, most = math.min(least, here), math.max(most, here)
  end
  return least, most
end

-- True where a direction, square to a side of the first shape, tells the two apart.
local function is_told_apart(shape, other)
  for k, corner in ipairs(shape) do
    local ux, uy = geometry.direction(corner, shape[k % #shape + 1])
    local a, b = reach(shape, -uy, ux)
    local c, d = reach(other, -uy, ux)
    if b <= c or d <= a then
      return true
    end
  end
  return false
end

-- True where two shapes have more than an edge in common.
function geometry.meet(shape, other)
  return not is_told_apart(shape, other) and not is_told_apart(other, shape)
end

return geometry

-- SPDX-License-Identifier: GPL-3.0-or-later
-- A chain from what a weight multiplies to the error: through the weight, the net input and the output
-- of a neuron. Forward it has the numbers, backward the factor of each step. It leads to the right, or
-- down where the form is narrow.
local inside = require 'drawing.inside'
local text = require 'drawing.text'

local MARGIN = 8 -- at both sides of a line of text

local Chain = {}
Chain.__index = Chain

-- Where its stations are, along it; r is the radius of each, back how far beside it the arrows back are.
local wide = {
  r = 40, back = 64, row = 0, short = { 52, 286, 374, 612 }, long = { 42, 234, 322, 476, 638 },
}
local upright = {
  r = 38, back = 76, row = 100, short = { 40, 196, 270, 400 }, long = { 40, 196, 270, 400, 526 },
}

-- A chain of four stations, or of five, whose row is so far below the drawing's top where it leads to the
-- right. The arrows back are above it or below.
function Chain.new(canvas, is_long, row, is_above)
  local is_down = canvas.form.name == 'upright'
  local set = is_down and upright or wide
  local s = is_long and set.long or set.short
  local self = setmetatable({ canvas = canvas, is_down = is_down, r = set.r, s = s, set = set,
    row = is_down and set.row or row, side = is_above and -1 or 1 }, Chain)
  self.weight_at = (s[1] + s[2]) / 2 - (is_down and 4 or 6)
  return self
end

-- The point so far along the chain and so far beside it: below it, or at its left.
function Chain:at(along, beside)
  if self.is_down then
    return { x = self.row - (beside or 0), y = along, r = self.r }
  end
  return { x = along, y = self.row + (beside or 0), r = self.r }
end

-- The stations {name, key}: the first, net and out of the neuron, and those after it.
function Chain:draw_stations(numbers, stations, look)
  local canvas, s, r = self.canvas, self.s, self.r
  local function fill(at, k, colour)
    inside.pair(canvas, numbers, at, stations[k][1], stations[k][2], { look = colour })
  end
  local first, net, out = self:at(s[1]), self:at(s[2]), self:at(s[3])
  canvas:link(first, net, look)
  canvas:circle(first, look:match '^%a+')
  fill(first, 1, look:match '^%a+')
  local middle, long = self:at((s[2] + s[3]) / 2), s[3] - s[2] + 2 * r
  canvas:halves(middle, self.is_down and 2 * r + 4 or long, self.is_down and long or 2 * r, 'forward')
  fill(self:at(s[2] + 4), 2, 'forward')
  fill(self:at(s[3] - 4), 3, 'forward')
  for k = 4, #s do
    canvas:link(self:at(s[k - 1]), self:at(s[k]), look)
    canvas:circle(self:at(s[k]), 'forward')
    fill(self:at(s[k]), k, 'forward')
  end
end

-- On the first arrow: its name above it and its number below, or both at its right.
function Chain:draw_weight(name, number)
  local at = self:at(self.weight_at)
  if self.is_down then
    self.canvas:column({ name, number }, { x = at.x + 9, y = at.y - 4 }, { side = 'start' })
  else
    self.canvas:text(name, { x = at.x, y = at.y - 10 })
    self.canvas:text(number, { x = at.x, y = at.y + 20 })
  end
end

-- Where the arrow that leads back from along to along has its two texts.
function Chain:draw_factor(from, to, texts, shift)
  local canvas, middle = self.canvas, (from + to) / 2 + (shift or 0)
  local beside = self.set.back * (self.is_down and -1 or self.side)
  canvas:arrow(self:at(from - 5, beside), self:at(to + 5, beside), 'backward')
  local at = self:at(middle, beside)
  if self.is_down then
    canvas:column(texts, { x = at.x + 10, y = at.y - 4 }, { look = 'backward', side = 'start' })
  else
    canvas:column(texts, { x = at.x, y = at.y + (self.side > 0 and 23 or -34) }, { look = 'backward' })
  end
end

-- The factors {name, number}, from the error to the weight. Side by side their texts would touch where
-- an arrow is shorter than its text.
function Chain:draw_back(factors)
  local s = self.s
  local function half(texts)
    return math.max(text.width(texts[1], self.canvas.size), text.width(texts[2], self.canvas.size)) / 2
  end
  local middle = (s[2] + s[3]) / 2
  local function shift(from, to, texts, sign)
    local centre, apart = (from + to) / 2, half(texts) + half(factors[2]) + 10
    return self.is_down and 0 or sign * math.max(0, apart - sign * (centre - middle))
  end
  self:draw_factor(s[#s], s[3], factors[1], shift(s[#s], s[3], factors[1], 1))
  self:draw_factor(s[3], s[2], factors[2])
  self:draw_factor(s[2], self.weight_at, factors[3], shift(s[2], self.weight_at, factors[3], -1))
end

-- That name is the product of the factors, below all that is so far down, in as many lines as it takes;
-- and how high the drawing is with it.
function Chain:draw_product(name, factors, product, numbers, y)
  local canvas, texts = self.canvas, { name .. ' ≈ ' .. numbers:factor(factors[1]) }
  for k = 2, #factors do
    table.insert(texts, '× ' .. numbers:factor(factors[k]))
  end
  table.insert(texts, numbers:equals(product))
  local lines = text.lines(texts, canvas.width - 2 * MARGIN, canvas.size)
  return canvas:column(lines, { x = canvas.width / 2, y = y }, { look = 'backward' }) - 8
end

return Chain

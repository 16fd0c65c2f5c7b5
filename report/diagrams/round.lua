-- SPDX-License-Identifier: GPL-3.0-or-later
-- The whole round in one picture. Each neuron has its output and its delta, each arrow the weight before
-- the round at its upper side and the one after it at its lower.
local biases = require 'drawing.biases'
local inside = require 'drawing.inside'
local labels = require 'drawing.labels'
local layers = require 'drawing.layers'
local Shape = require 'drawing.shape'
local text = require 'drawing.text'

local TOP = 34 -- for the three phases

-- The phases of the round, in their colours; the last one where there are new weights to be seen.
local function draw_phases(canvas, is_narrow, has_weights)
  local right = { x = canvas.width - 2, y = 16 }
  canvas:text('forward: outputs', { x = 2, y = 16 }, { look = 'forward', side = 'start' })
  canvas:text('backward: deltas', is_narrow and right or { x = canvas.width / 2, y = 16 },
    { look = 'backward', side = is_narrow and 'end' or nil })
  if has_weights then
    canvas:text('update: new weights', is_narrow and { x = canvas.width / 2, y = 38 } or right,
      { look = 'update', side = not is_narrow and 'end' or nil })
  end
end

-- Below all: what is left out, the biases, old and new where they learn, and the error before the round and after it.
local function draw_ends(canvas, shape, numbers, placed, y)
  local function given(name, key)
    local before = numbers:given(name, key)
    return numbers:has(key .. '+') and before .. ', then ' .. numbers:usual(key .. '+') or before
  end
  local lines = text.lines(layers.left_out(shape, placed), canvas.width - 16, canvas.size)
  for l = 2, shape.last do
    local texts = biases.texts(shape, l, given)
    table.move(text.lines(texts, canvas.width - 16, canvas.size), 1, #texts, #lines + 1, lines)
  end
  table.insert(lines, Shape.name 'E_total' .. ' ' .. numbers:equals 'E_total' .. ' before, ' ..
    numbers:equals 'E_total+' .. ' after')
  return canvas:column(lines, { x = canvas.width / 2, y = y })
end

return function(canvas, numbers)
  local shape = Shape.of(numbers)
  local is_narrow = canvas.form.name == 'upright'
  local placed = layers.of(shape, canvas.form, { radius = 48, least = 40, top = TOP + (is_narrow and 24 or 0),
    aside = 0 })
  local function old_and_new(key)
    return { numbers:typed(key), numbers:usual(key .. '+') }
  end
  local has_weights = layers.draw(canvas, shape, placed, {
    { texts = old_and_new, looks = { 'muted', 'update' } },
    { texts = function(key) return { numbers:usual(key .. '+') } end, looks = { 'update' } },
  }, labels.all)
  draw_phases(canvas, is_narrow, has_weights)
  for _, nodes in ipairs(placed.nodes) do
    for _, node in ipairs(nodes) do
      inside.neuron(canvas, numbers, shape, node)
    end
  end
  return draw_ends(canvas, shape, numbers, placed, placed.bottom + 36) - 8
end

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The cover: one round at a glance. Each neuron has its output and its delta, each arrow the weight after
-- the round.
local inside = require 'drawing.inside'
local labels = require 'drawing.labels'
local layers = require 'drawing.layers'
local Shape = require 'drawing.shape'
local text = require 'drawing.text'

local HEIGHT, SIDE = 960, 36
local TOP, ROOM = 288, 560 -- where the network stands, and how high it may be

local function draw_title(canvas)
  canvas:column({ 'Backpropagation,', 'every number shown' }, { x = SIDE - 2, y = 114 },
    { side = 'start', print = 'title' }, 66)
  canvas:line({ x = SIDE, y = 216 }, { x = canvas.width - SIDE, y = 216 }, 'faint')
end

-- What the colours mean; the last one where there are new weights to be seen.
local function draw_phases(canvas, has_weights)
  canvas:text('forward, the outputs', { x = SIDE, y = 263 }, { look = 'forward', side = 'start', print = 'large' })
  canvas:text('backward, the deltas', { x = canvas.width - SIDE, y = 263 },
    { look = 'backward', side = 'end', print = 'large' })
  if has_weights then
    canvas:text('update, the new weights', { x = canvas.width / 2, y = 886 }, { look = 'update', print = 'large' })
  end
end

local function draw(canvas, numbers)
  local shape = Shape.of(numbers)
  local placed = layers.of(shape, canvas.form, { radius = 50, top = TOP, aside = 0, side = SIDE, height = ROOM,
    pitch = 270, columns = 5 })
  draw_title(canvas)
  local function new_weight(key)
    return { numbers:usual(key .. '+') }
  end
  draw_phases(canvas, layers.draw(canvas, shape, placed,
    { { texts = new_weight, looks = { 'update' } } }, labels.all))
  for _, nodes in ipairs(placed.nodes) do
    for _, node in ipairs(nodes) do
      inside.neuron(canvas, numbers, shape, node)
    end
  end
  canvas:column(text.lines(layers.left_out(shape, placed), canvas.width - 2 * SIDE, canvas.size),
    { x = canvas.width / 2, y = 916 }, { look = 'muted' })
  return HEIGHT
end

return { form = { name = 'cover', suffix = '', width = 640, size = 15 }, draw = draw }

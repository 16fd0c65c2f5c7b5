-- SPDX-License-Identifier: GPL-3.0-or-later
-- The network with its numbers: what is given, and what the forward pass makes of it.
local biases = require 'drawing.biases'
local inside = require 'drawing.inside'
local labels = require 'drawing.labels'
local layers = require 'drawing.layers'
local Shape = require 'drawing.shape'
local text = require 'drawing.text'

local TOP = 32 -- for the layers' titles
local ASIDE = 10 -- between an output and its target, or that and the edge

local function draw_neuron(canvas, shape, numbers, node)
  inside.pair(canvas, numbers, node, Shape.name(shape:neuron(node.l, node.j)), shape:output(node.l, node.j),
    { look = node.l > 1 and 'forward' or nil, small = node.is_narrow })
end

-- How much room the targets take, and ASIDE on both sides of them.
local function room_for_targets(canvas, shape, numbers)
  local widest = text.width('target', canvas.size)
  for j = 1, shape.layers[shape.last].n do
    widest = math.max(widest, text.width(numbers:typed('t' .. j), canvas.size))
  end
  return widest + ASIDE
end

-- What the outputs should have been: at the right of a column, and below a row.
local function draw_targets(canvas, numbers, placed)
  local y = 0
  for _, node in ipairs(placed.nodes[#placed.nodes]) do
    local texts = { 'target', numbers:typed('t' .. node.j) }
    if placed.is_down then
      y = canvas:column(texts, { x = node.x, y = node.y + node.r + 18 }, { look = 'muted' })
    else
      canvas:column(texts, { x = node.x + node.r + ASIDE, y = node.y - 4 }, { look = 'muted', side = 'start' })
    end
  end
  return y
end

-- Titles above the columns, and biases below them.
local function note_columns(canvas, shape, placed, given)
  local lowest = 0
  for l, nodes in ipairs(placed.nodes) do
    canvas:text(shape:title(l, #nodes), { x = nodes[1].x, y = 16 }, { look = 'muted' })
    if l > 1 then
      lowest = math.max(lowest, canvas:column(biases.texts(shape, l, given),
        { x = nodes[1].x, y = placed.bottom + 34 }))
    end
  end
  return lowest
end

-- Below all, where there is no room for a text of each layer.
local function note_rows(canvas, shape, placed, top, given)
  canvas:text(shape:title(1, #placed.nodes[1]), { x = canvas.width / 2, y = 16 }, { look = 'muted' })
  local y = top
  for l = 2, shape.last do
    local texts = biases.texts(shape, l, given)
    table.insert(texts, 1, shape:title(l, #placed.nodes[l]) .. ':')
    y = canvas:column(text.lines(texts, canvas.width - 16, canvas.size), { x = canvas.width / 2, y = y })
  end
  return y
end

return function(canvas, numbers)
  local shape = Shape.of(numbers)
  local placed = layers.of(shape, canvas.form, { radius = 42, least = 30, top = TOP,
    aside = room_for_targets(canvas, shape, numbers) })
  local function given(name, key)
    return numbers:given(name, key)
  end
  layers.draw(canvas, shape, placed, {
    { texts = function(key) return { given(Shape.name(key), key) } end, looks = {} },
    { texts = function(key) return { Shape.name(key) } end, looks = {} },
  }, labels.all)
  for _, nodes in ipairs(placed.nodes) do
    for _, node in ipairs(nodes) do
      draw_neuron(canvas, shape, numbers, node)
    end
  end
  local below = draw_targets(canvas, numbers, placed)
  if placed.is_down or placed.is_close then
    return note_rows(canvas, shape, placed, math.max(below + 14, placed.bottom + 34), given) - 8
  end
  return note_columns(canvas, shape, placed, given) - 8
end

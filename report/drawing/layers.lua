-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where the neurons of a network stand in a drawing, and the edges between them. The layers stand
-- side by side, or one below the other where the form is narrow. Of a layer with many neurons only the
-- first few and the last are drawn, with dots between, and its edges are faint.
local geometry = require 'drawing.geometry'
local Shape = require 'drawing.shape'

local layers = {}

local MOST_IN_A_COLUMN = 5 -- neurons
local EDGE = 2 -- between a circle and the edge of the drawing
local THICK = 0.4 -- the most that a radius has of the way from layer to layer
local CLOSE = 115 -- from layer to layer: too little for a text of each side by side

-- Which of n neurons are drawn in that many places: their numbers, and 0 for the dots.
function layers.shown(n, places)
  local shown = {}
  for j = 1, math.min(n, places) do
    shown[j] = j
  end
  if n > places then
    shown[places - 1], shown[places] = 0, n
  end
  return shown
end

-- In which column each of n layers is drawn: all, or at most so many columns, of which the middle one is
-- for dots in the place of all between; and how many columns there are.
local function columns_of(n, most)
  local column = {}
  for l = 1, n do
    if n <= most or l <= most // 2 then
      column[l] = l
    elseif l > n - most // 2 then
      column[l] = l - n + most
    end
  end
  return column, math.min(n, most)
end

-- Where the layers are, how far apart, and how large their neurons.
local function side_by_side(shape, form, wanted)
  local column, n_columns = columns_of(#shape.layers, wanted.columns or #shape.layers)
  local most, steps = 1, n_columns - 1
  for _, layer in ipairs(shape.layers) do
    most = math.max(most, math.min(layer.n, MOST_IN_A_COLUMN))
  end
  local side = EDGE + (wanted.side or 0)
  local room = form.width - 2 * side - wanted.aside
  local r = steps > 2 and wanted.radius - 4 or wanted.radius
  r = math.min(r, math.floor(THICK * room / (steps + 2 * THICK)))
  local pitch = math.max(2 * r + 20, math.min(2 * r + 92, 380 / most))
  local top, far = wanted.top + r, (room - 2 * r) / steps
  if wanted.height then
    pitch = math.min(wanted.pitch, (wanted.height - 2 * r) / math.max(most - 1, 1))
    top = wanted.top + (wanted.height - (most - 1) * pitch) / 2
  end
  local function at(c, k, n)
    return { x = side + r + (c - 1) * far, y = top + (k - 1 + (most - n) / 2) * pitch }
  end
  return {
    r = r, places = MOST_IN_A_COLUMN, bottom = top + (most - 1) * pitch + r, is_close = far < CLOSE,
    left_out = n_columns < #shape.layers and at((n_columns + 1) / 2, 1, 1),
    at = function(l, k, n)
      return column[l] and at(column[l], k, n)
    end,
  }
end

local function one_below_the_other(shape, form, wanted)
  local places = math.floor(form.width / (2 * wanted.least + 5))
  local most = 1
  for _, layer in ipairs(shape.layers) do
    most = math.max(most, math.min(layer.n, places))
  end
  local r = math.min(wanted.radius, math.floor(form.width / most / 2 - 2.5))
  local pitch = 2 * r + (most < 4 and 96 or 72)
  local top = wanted.top + r
  return {
    r = r, places = places, bottom = top + (#shape.layers - 1) * pitch + r, is_down = true,
    at = function(l, k, n)
      return { x = (k - 0.5) * form.width / n, y = top + (l - 1) * pitch }
    end,
  }
end

-- The edges {from, to, key} between the neurons that are drawn, by the layer that they lead to.
local function edges_between(shape, nodes)
  local edges = {}
  for l = 2, shape.last do
    edges[l] = {}
    for _, to in ipairs(nodes[l]) do
      for _, from in ipairs(nodes[l - 1]) do
        local start, stop = geometry.rims(from, to, from.r, to.r + 1)
        table.insert(edges[l], { from = start, to = stop, key = shape:weight(l, to.j, from.j) })
      end
    end
  end
  return edges
end

-- wanted is {radius, least, top, aside, side, height, pitch, columns}: the radius of a neuron, the least
-- that it may have, and the room above the first and at the right of the last. Where they stand side by
-- side there may be room at both sides, and a height to fill, with so much from neuron to neuron at the
-- most, and so many columns, an odd number. This becomes
--   nodes    by layer: {x, y, r, l, j, is_narrow}
--   dots     {x, y}
--   left_out {x, y}, where dots stand for layers between, which have no nodes; or nil
--   edges    by the layer that they lead to: {from, to, key}
--   is_down  true where the layers stand one below the other
--   is_close true where they stand side by side so close that texts of each have no room
--   bottom   the lowest that a neuron reaches
function layers.of(shape, form, wanted)
  local is_down = form.width < 500
  local set = (is_down and one_below_the_other or side_by_side)(shape, form, wanted)
  local placed = { nodes = {}, dots = {}, is_down = is_down, is_close = set.is_close,
    left_out = set.left_out or nil, bottom = set.bottom }
  for l, layer in ipairs(shape.layers) do
    local shown = layers.shown(layer.n, set.places)
    placed.nodes[l] = {}
    for k, j in ipairs(shown) do
      local at = set.at(l, k, #shown)
      if at and j > 0 then
        table.insert(placed.nodes[l], { x = at.x, y = at.y, r = set.r, l = l, j = j,
          is_narrow = set.r < wanted.radius - 4 })
      elseif at then
        table.insert(placed.dots, at)
      end
    end
  end
  placed.edges = edges_between(shape, placed.nodes)
  return placed
end

-- What is drawn where that is not all: a text for each such layer, and for layers left out.
function layers.left_out(shape, placed)
  local texts = {}
  if placed.left_out then
    table.insert(texts, 'the first and the last of ' .. #shape.layers - 2 .. ' hidden layers')
  end
  for l, nodes in ipairs(placed.nodes) do
    local n = shape.layers[l].n
    if #nodes > 0 and #nodes < n then
      local what = l == 1 and 'inputs' or l == shape.last and 'outputs' or
        'neurons ' .. Shape.name(shape:neuron(l, 1)) .. ' to ' .. Shape.name(shape:neuron(l, n))
      table.insert(texts, string.format('%d of %d %s', #nodes, n, what))
    end
  end
  if #texts > 0 then
    for k = 1, #texts - 1 do
      texts[k] = texts[k] .. ','
    end
    texts[1] = 'drawn: ' .. texts[1]
  end
  return texts
end

local function is_thinned(shape, placed, l)
  return #placed.nodes[l] < shape.layers[l].n or #placed.nodes[l - 1] < shape.layers[l - 1].n
end

-- Draws the edges, the neurons and the dots. Then each layer's edges get their labels, where all of them
-- have room: kinds are {texts, looks}, the first of which is taken that has; texts says for a key its
-- one or two texts. True where some layer has labels.
function layers.draw(canvas, shape, placed, kinds, label)
  local obstacles = table.move(canvas.boxes, 1, #canvas.boxes, 1, {})
  for l, nodes in ipairs(placed.nodes) do
    for _, node in ipairs(nodes) do
      canvas:circle(node, l == 1 and 'ink' or 'forward')
      table.insert(obstacles, geometry.circle(node, node.r))
    end
  end
  for _, at in ipairs(placed.dots) do
    canvas:dots(at, placed.is_down)
  end
  if placed.left_out then
    canvas:dots(placed.left_out, true)
  end
  local is_labelled = false
  for l = 2, #placed.nodes do
    for _, edge in ipairs(placed.edges[l]) do
      canvas:arrow(edge.from, edge.to, is_thinned(shape, placed, l) and 'faint' or 'ink')
    end
    for _, kind in ipairs(kinds) do
      local function texts_of(edge)
        return kind.texts(edge.key)
      end
      if #placed.edges[l] > 0 and label(canvas, placed.edges[l], texts_of, kind.looks, obstacles) then
        is_labelled = true
        break
      end
    end
  end
  return is_labelled
end

return layers

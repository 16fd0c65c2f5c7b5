-- SPDX-License-Identifier: GPL-3.0-or-later
-- The path to the error of the first weight that leads to the output layer, w5 in a network of two, two
-- and two, and the factor of each step. The last neighbour of each station is faint; dots stand for more.
local Chain = require 'drawing.chain'
local Shape = require 'drawing.shape'

local ROW = 132
local SMALL = 18 -- the radius of a neighbour
local DOTS = 63 -- how far beside the row they are

local function draw_neighbour(canvas, at, name)
  canvas:circle(at, 'faint')
  canvas:text(name, { x = at.x, y = at.y + 4 }, { look = 'muted', small = true })
end

-- Between a station and its last neighbour, where there is room for them.
local function draw_dots(canvas, chain, along)
  if not chain.is_down then
    canvas:dots(chain:at(along, DOTS))
  end
end

-- What else leads to the neuron and to the error, where there is more than one of each; true where there is.
local function draw_neighbours(canvas, chain, shape)
  local s, beside = chain.s, chain.is_down and 78 or 104
  local function small(along)
    local at = chain:at(along, beside)
    at.r = SMALL
    return at
  end
  local sources, outputs = shape.layers[shape.last - 1].n, shape.layers[shape.last].n
  local source, neuron, error = small(s[1]), small((s[2] + s[3]) / 2), small(s[4])
  if sources > 1 then
    canvas:link(source, chain:at(s[2]), 'faint')
    draw_neighbour(canvas, source, Shape.name(shape:neuron(shape.last - 1, sources)))
  end
  if sources > 2 then
    draw_dots(canvas, chain, s[1])
  end
  if outputs > 1 then
    local name = shape:neuron(shape.last, outputs)
    canvas:link(chain:at(s[1]), neuron, 'faint')
    if sources > 1 then
      canvas:link(source, neuron, 'faint')
    end
    canvas:link(neuron, error, 'faint')
    canvas:link(error, chain:at(s[5]), 'faint')
    draw_neighbour(canvas, neuron, Shape.name(name))
    draw_neighbour(canvas, error, Shape.name('E_' .. name))
  end
  if outputs > 2 then
    draw_dots(canvas, chain, (s[2] + s[3]) / 2)
    draw_dots(canvas, chain, s[4])
  end
  return sources > 1 or outputs > 1
end

return function(canvas, numbers)
  local shape = Shape.of(numbers)
  local last = shape.last
  local source, weight = shape:output(last - 1, 1), shape:weight(last, 1, 1)
  local d = Shape.derivative
  local chain = Chain.new(canvas, true, ROW, true)
  local has_neighbours = draw_neighbours(canvas, chain, shape)
  local stations = {}
  for k, key in ipairs { source, 'net_o1', 'out_o1', 'E_o1', 'E_total' } do
    stations[k] = { Shape.name(key), key }
  end
  chain:draw_stations(numbers, stations, 'forward thick')
  chain:draw_weight(Shape.name(weight), numbers:typed(weight))
  local keys = { 'dE/dout_o1', 'dout_o1/dnet_o1', 'dnet_o1/d' .. weight }
  chain:draw_back { { d('E_total', 'out_o1'), numbers:equals(keys[1]) },
    { d('out_o1', 'net_o1'), numbers:equals(keys[2]) }, { d('net_o1', weight), numbers:equals(keys[3]) } }
  return chain:draw_product(d('E_total', weight), keys, 'dE/d' .. weight, numbers,
    chain.is_down and 596 or ROW + (has_neighbours and 172 or 80))
end

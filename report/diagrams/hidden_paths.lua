-- SPDX-License-Identifier: GPL-3.0-or-later
-- The paths to the error of the first weight that leads to the last hidden layer, w1 in a network of two,
-- two and two: one path through each output neuron, of which the first and the last are drawn. Forward each
-- has its numbers, backward its share of the derivative; the shares add up.
local geometry = require 'drawing.geometry'
local inside = require 'drawing.inside'
local labels = require 'drawing.labels'
local Shape = require 'drawing.shape'
local text = require 'drawing.text'

local name, d = Shape.name, Shape.derivative

local HALF = 66 -- the room for a number in half a neuron
local BESIDE = 15 -- from a path to its arrow back

-- Where everything is: half a neuron's width and height, the middles of its two numbers beside its own.
-- Of several paths the first has the first place, the last the second; a single one has the third.
local wide = {
  r = 34, half = { 74, 34 }, apart = { 36, 0 }, source = { 36, 162 }, hidden = { 208, 162 },
  outputs = { { 448, 60 }, { 448, 264 }, { 410, 162 } }, errors = { { 580, 60 }, { 580, 264 }, { 540, 162 } },
  total = { 642, 162 }, sums = 358, single_sums = 260,
}
local upright = {
  r = 34, half = { 38, 72 }, apart = { 0, 34 }, source = { 170, 36 }, hidden = { 170, 206 },
  outputs = { { 42, 454 }, { 298, 454 }, { 170, 454 } }, errors = { { 42, 588 }, { 298, 588 }, { 170, 580 } },
  total = { 170, 662 }, sums = 724, single_sums = 724,
}

local function point(place, r)
  return { x = place[1], y = place[2], r = r }
end

local function draw_circle(canvas, numbers, at, key)
  canvas:circle(at, 'forward')
  inside.pair(canvas, numbers, at, name(key), key, { look = 'forward' })
end

-- A neuron as its net input and its output; and the places of these.
local function halves_of(set, place)
  local dx, dy = table.unpack(set.apart)
  return { x = place[1] - dx, y = place[2] - dy, r = set.r }, { x = place[1] + dx, y = place[2] + dy, r = set.r }
end

local function draw_neuron(canvas, numbers, set, place, neuron)
  local net, out = halves_of(set, place)
  canvas:halves(point(place), 2 * set.half[1], 2 * set.half[2], 'forward')
  inside.pair(canvas, numbers, net, name('net_' .. neuron), 'net_' .. neuron, { look = 'forward' }, HALF)
  inside.pair(canvas, numbers, out, name('out_' .. neuron), 'out_' .. neuron, { look = 'forward' }, HALF)
end

-- A neuron's delta: above it where its layers stand side by side, or below it in the last place; else at
-- the side where there is room.
local function draw_delta(canvas, numbers, set, place, neuron, k)
  local texts = { name('delta_' .. neuron), numbers:equals('delta_' .. neuron) }
  local style = { look = 'backward' }
  if set == wide then
    local y = place[2] + (k == 2 and set.half[2] + 20 or -set.half[2] - 10)
    canvas:text(table.concat(texts, ' '), { x = place[1], y = y }, style)
  else
    local is_left = place[1] > canvas.width / 2
    style.side = is_left and 'end' or 'start'
    canvas:column(texts, { x = place[1] + (is_left and -1 or 1) * (set.half[1] + 7), y = place[2] - 30 }, style)
  end
end

-- A line beside another, at its left as one goes along it where the distance is positive.
local function parallel(from, to, distance)
  local ux, uy = geometry.direction(from, to)
  local dx, dy = distance * uy, -distance * ux
  return { x = from.x + dx, y = from.y + dy }, { x = to.x + dx, y = to.y + dy }
end

-- From the weight to the neuron: forward, and back.
local function draw_first_step(canvas, numbers, set, net, source, weight)
  local from = point(set.source, set.r)
  canvas:link(from, net, 'forward thick')
  local start, stop = geometry.rims(from, net, from.r + 4, net.r + 4)
  local back_from, back_to = parallel(stop, start, BESIDE)
  canvas:arrow(back_from, back_to, 'backward')
  draw_circle(canvas, numbers, from, source)
  local middle = geometry.between(start, stop, 0.5)
  if set == wide then
    canvas:column({ name(weight), numbers:typed(weight) }, { x = middle.x - 2, y = middle.y - 30 })
  else
    canvas:text(numbers:given(name(weight), weight), { x = middle.x + 10, y = middle.y + 2 }, { side = 'start' })
  end
end

-- The share of a path, in words: at the arrow back, at the outer side.
local function draw_share(canvas, set, k, texts, at)
  if set == upright then
    local is_left = k ~= 2
    canvas:column(texts, { x = is_left and 2 or canvas.width - 2, y = 264 },
      { look = 'backward', side = is_left and 'start' or 'end' })
  elseif k == 3 then
    local lines = text.lines(texts, 300, canvas.size)
    canvas:column(lines, { x = at.x, y = at.y - 51 - (#lines - 1) * canvas:pitch() }, { look = 'backward' })
  else
    local lines = text.lines(texts, at.x - 24, canvas.size)
    local y = at.y + (k == 1 and -32 - (#lines - 2) * canvas:pitch() or 18)
    canvas:column(lines, { x = at.x - 20, y = y }, { look = 'backward', side = 'end' })
  end
end

-- At the inner side of the path, and as much of it as there is room for; below a single one that is level.
local function draw_weight(canvas, numbers, set, k, edge, weight)
  if k == 3 and set == wide then
    local middle = geometry.between(edge.from, edge.to, 0.46)
    canvas:column({ name(weight), numbers:typed(weight) }, { x = middle.x, y = middle.y + 19 })
    return
  end
  local _, _, length = geometry.direction(edge.from, edge.to)
  local room = set == wide and length - 30 or 84
  local what
  for _, try in ipairs { numbers:given(name(weight), weight), numbers:typed(weight), name(weight) } do
    what = what or text.width(try, canvas.size) <= room and try
  end
  local part = set == wide and 0.46 or k == 2 and 0.5 or 0.8
  local label = labels.beside(canvas, edge, part, k == 2, what or name(weight))
  canvas:text(label.what, label.at, label.style)
end

local function draw_path(canvas, numbers, set, k, hidden, output, weight)
  local look = 'forward thick' .. (k == 2 and ' dashed' or '')
  local _, from = halves_of(set, set.hidden)
  local net, out = halves_of(set, set.outputs[k])
  local at_error = point(set.errors[k], set.r)
  canvas:link(from, net, look)
  canvas:link(out, at_error, look)
  canvas:link(at_error, point(set.total, set.r + 2), look)
  draw_neuron(canvas, numbers, set, set.outputs[k], output)
  draw_circle(canvas, numbers, at_error, 'E_' .. output)
  draw_delta(canvas, numbers, set, set.outputs[k], output, k)

  local start, stop = geometry.rims(from, net, from.r, net.r)
  local is_outer_left = (set == wide) == (k ~= 2)
  local back_from, back_to = parallel(stop, start, is_outer_left and -BESIDE or BESIDE)
  canvas:arrow(back_from, back_to, 'backward')
  draw_weight(canvas, numbers, set, k, { from = start, to = stop }, weight)

  local share = 'dE_' .. output .. '/dout_' .. hidden
  local product = name('delta_' .. output) .. ' × ' .. name(weight)
  local of = d('E_' .. output, 'out_' .. hidden)
  local texts = set == upright and { of, '= ' .. product, numbers:equals(share) } or
    { of .. ' = ' .. product, '≈ ' .. numbers:factor('delta_' .. output) .. ' × ' ..
      numbers:typed_factor(weight), numbers:equals(share) }
  draw_share(canvas, set, k, texts, geometry.between(back_from, back_to, 0.5))
end

-- How the shares add up, and what follows of the weight.
local function draw_sums(canvas, numbers, set, shape, hidden, weight)
  local n = shape.layers[shape.last].n
  local sum = 'dE/dout_' .. hidden
  local function share(k)
    return 'dE_' .. shape:neuron(shape.last, k) .. '/dout_' .. hidden
  end
  local head = n == 1 and '' or n == 2 and 'the paths add: ' or 'the ' .. n .. ' paths add: '
  local adding = { head .. d('E_total', 'out_' .. hidden) .. ' ≈ ' .. numbers:term(share(1)) }
  if n > 1 then
    table.insert(adding, (n > 2 and '+ … + ' or '+ ') .. numbers:factor(share(n)))
    table.insert(adding, numbers:equals(sum))
  end
  local slope, input = string.format('dout_%s/dnet_%s', hidden, hidden), 'dnet_' .. hidden .. '/d' .. weight
  local following = { 'and then ' .. d('E_total', weight) .. ' ≈ ' .. numbers:factor(sum),
    '× ' .. numbers:factor(slope), '× ' .. numbers:factor(input), numbers:equals('dE/d' .. weight) }
  local lines = text.lines(adding, canvas.width - 16, canvas.size)
  for _, line in ipairs(text.lines(following, canvas.width - 16, canvas.size)) do
    table.insert(lines, line)
  end
  return canvas:column(lines, { x = canvas.width / 2, y = n == 1 and set.single_sums or set.sums },
    { look = 'backward' }) - 8
end

return function(canvas, numbers)
  local shape = Shape.of(numbers)
  local last = shape.last
  if last < 3 then
    return nil -- no hidden layer, no such paths
  end
  local set = canvas.form.name == 'wide' and wide or upright
  local hidden, source, weight = shape:neuron(last - 1, 1), shape:output(last - 2, 1), shape:weight(last - 1, 1, 1)
  draw_first_step(canvas, numbers, set, halves_of(set, set.hidden), source, weight)
  local n = shape.layers[last].n
  for k, j in ipairs(n == 1 and { [3] = 1 } or { 1, n }) do
    draw_path(canvas, numbers, set, k, hidden, shape:neuron(last, j), shape:weight(last, j, 1))
  end
  if n == 1 then
    draw_path(canvas, numbers, set, 3, hidden, shape:neuron(last, 1), shape:weight(last, 1, 1))
  elseif n > 2 then
    canvas:dots(point(set.outputs[3]), set == upright)
  end
  draw_neuron(canvas, numbers, set, set.hidden, hidden)
  draw_delta(canvas, numbers, set, set.hidden, hidden)
  draw_circle(canvas, numbers, point(set.total, set.r + 2), 'E_total')
  return draw_sums(canvas, numbers, set, shape, hidden, weight)
end

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The network on one page, upright, with an empty box for every number that is to be found. Each input,
-- neuron, weight and bias has a card, which holds its boxes; weights stand in a column of their
-- own between the layers that they join.
local Canvas = require 'drawing.canvas'
local page = require 'drawing.page'
local Shape = require 'drawing.shape'
local text = require 'drawing.text'

local network = {}

local BOX = { width = 96, height = 22, pitch = 42 } -- room for a number, under its name
local PADDING = 7
local HEAD = 24 -- the card's own line
local MOST_PER_ROW = 3 -- boxes side by side
local GAP = 8 -- between cards
local BETWEEN = 30 -- between columns
local SIZE = 14 -- of print, as drawing.css has it for what stands upright
-- So much of the drawing fits a page without being made smaller: it prints boxes 34 mm wide and 8 mm
-- high. Less than half of that is too little to write into.
local PAGE = { width = 507, height = 680 }
local LEAST_SCALE = 0.42

-- ----------------------------------------------------------------- whose number it is

-- The part that a key belongs to: h1 of delta_h1 and dE/dout_h1, w5 of w5+, E of E_total.
local function owner_of(key)
  local stem = key:gsub('%+$', ''):gsub('^d[^/]+/d', '')
  local letters, index = stem:match '^(%a+)_(%w+)$'
  if letters == 'b' then
    return stem
  end
  return index or stem
end

local function label_of(key)
  local stem, plus = key:match '^(.-)(%+?)$'
  local above, below = stem:match '^d([^/]+)/d(.+)$'
  if above then
    above = above == 'E' and 'E' or Shape.name(above)
    return '∂' .. above .. '/∂' .. Shape.name(below)
  end
  return Shape.name(stem) .. (plus == '+' and '^{+}' or '')
end

-- ------------------------------------------------------------------------------ cards

-- A card {name, given, labels}: the labels of its boxes.
local function card_of(name, given, found)
  local card = { name = name, given = given, labels = {} }
  for _, key in ipairs(found[name] or {}) do
    table.insert(card.labels, label_of(key))
  end
  found[name] = nil
  return card
end

-- With so many boxes side by side.
local function height_of(card, per_row)
  local rows = math.ceil(#card.labels / per_row)
  return HEAD + rows * BOX.pitch + (rows > 0 and 5 or 2)
end

-- The given number of that key, as "w_{5} = 0.40".
local function named(round, key, before)
  return string.format('%s = <%s|%s>', before or Shape.name(key), key, (round.by_key[key].text:gsub('^-', '−')))
end

-- What `drawing.shape` asks of numbers.
local function keys_of(round)
  return { has = function(_, key) return round.by_key[key] ~= nil end }
end

-- The columns of cards, from the inputs to the outputs; those of weights know whom they join.
local function columns_of(round)
  local shape, found = Shape.of(keys_of(round)), {}
  for _, stage in ipairs(round.stages) do
    for _, step in ipairs(stage.steps) do
      local owner = owner_of(step.key)
      found[owner] = found[owner] or {}
      table.insert(found[owner], step.key)
    end
  end
  local columns = {}
  for l, layer in ipairs(shape.layers) do
    if l > 1 then
      local weights = {}
      for j = 1, layer.n do
        for i = 1, shape.layers[l - 1].n do
          local key = shape:weight(l, j, i)
          local card = card_of(key, named(round, key), found)
          card.from, card.to = i, j
          table.insert(weights, card)
        end
      end
      for _, key in ipairs(shape:biases(l)) do
        table.insert(weights, card_of(key, named(round, key), found))
      end
      table.insert(columns, weights)
    end
    local cards = {}
    for j = 1, layer.n do
      local name = shape:neuron(l, j)
      table.insert(cards, card_of(name, l == 1 and named(round, name) or Shape.name(name), found))
      if l == shape.last then
        cards[j].given = named(round, 't' .. j, cards[j].given .. ': ' .. Shape.name('t' .. j))
      end
    end
    table.insert(columns, cards)
  end
  table.insert(columns[1], card_of('eta', named(round, 'eta', 'η'), found))
  table.insert(columns[#columns], card_of('total', Shape.name 'E_total', found))
  assert(next(found) == nil, 'a number that has no card')
  return columns
end

-- -------------------------------------------------------------------------- the places

-- How wide a box of this column is, so that there is room for its name.
local function box_of(column)
  local widest = 0
  for _, card in ipairs(column) do
    for _, label in ipairs(card.labels) do
      widest = math.max(widest, BOX.width, text.width(label, SIZE))
    end
  end
  return math.ceil(widest)
end

local function width_of(column)
  local widest = 0
  for _, card in ipairs(column) do
    widest = math.max(widest, text.width(card.given, SIZE))
  end
  local box = box_of(column)
  return math.max(math.ceil(widest), column.per_row * (box + PADDING) - PADDING) + 2 * PADDING
end

-- Gives each card its corner, width and height; and returns how wide and high all of it is, and which
-- column is the highest. Columns with boxes are so much wider than they need be.
local function place(columns, extra)
  local heights, highest, x = {}, 1, 2
  for c, column in ipairs(columns) do
    heights[c] = -GAP
    for _, card in ipairs(column) do
      card.height = height_of(card, column.per_row)
      heights[c] = heights[c] + card.height + GAP
    end
    highest = heights[c] > heights[highest] and c or highest
  end
  for c, column in ipairs(columns) do
    local width, y = width_of(column) + (c > 1 and extra or 0), 2 + (heights[highest] - heights[c]) / 2
    for _, card in ipairs(column) do
      card.x, card.y, card.width, card.per_row = x, y, width, column.per_row
      y = y + card.height + GAP
    end
    x = x + width + BETWEEN
  end
  return x - BETWEEN + 2, heights[highest] + 4, highest
end

local function scale_of(width, height)
  return math.min(1, PAGE.width / width, PAGE.height / height)
end

-- Puts boxes of the highest column side by side, again and again, as long as all of it is printed larger
-- by that; places it, and returns its width, its height and its scale.
local function fit(columns)
  for _, column in ipairs(columns) do
    column.per_row = 1
  end
  local width, height, highest = place(columns, 0)
  while columns[highest].per_row < MOST_PER_ROW do
    local column = columns[highest]
    column.per_row = column.per_row + 1
    local new_width, new_height, new_highest = place(columns, 0)
    if scale_of(new_width, new_height) <= scale_of(width, height) then
      column.per_row = column.per_row - 1
      break
    end
    width, height, highest = new_width, new_height, new_highest
  end
  local scale = scale_of(width, height)
  width, height = place(columns, math.floor((PAGE.width / scale - width) / (#columns - 1)))
  return width, height, scale
end

-- ------------------------------------------------------------------------- the drawing

local function rectangle(canvas, x, y, width, height, look, radius)
  table.insert(canvas.shapes, string.format(
    '<rect class="%s" x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="%d"/>', look, x, y, width, height, radius))
end

local function draw_card(canvas, card, look)
  rectangle(canvas, card.x, card.y, card.width, card.height, look, 8)
  canvas:text(card.given, { x = card.x + PADDING, y = card.y + 16 }, { look = look == 'forward' and look or nil, side = 'start' })
  local width = (card.width - PADDING) / card.per_row - PADDING
  for k, label in ipairs(card.labels) do
    local x = card.x + PADDING + (k - 1) % card.per_row * (width + PADDING)
    local y = card.y + HEAD + (k - 1) // card.per_row * BOX.pitch
    canvas:text(label, { x = x, y = y + 11 }, { side = 'start' })
    rectangle(canvas, x, y + 17, width, BOX.height, 'faint', 2)
  end
end

local function join(canvas, from, to)
  canvas:line({ x = from.x + from.width, y = from.y + from.height / 2 },
    { x = to.x, y = to.y + to.height / 2 }, 'faint')
end

-- The SVG, or nil where boxes would be too small to write into.
function network.draw(round)
  local columns = columns_of(round)
  local width, height, scale = fit(columns)
  if scale < LEAST_SCALE then
    return nil
  end
  local canvas = Canvas.new { name = 'upright', width = math.ceil(width), size = SIZE }
  for c, column in ipairs(columns) do
    for _, card in ipairs(column) do
      local is_weight = c % 2 == 0
      if card.from then
        join(canvas, columns[c - 1][card.from], card)
        join(canvas, card, columns[c + 1][card.to])
      end
      draw_card(canvas, card, is_weight and 'muted' or c > 1 and 'forward' or 'ink')
    end
  end
  return page.alone(canvas, height)
end

return network

-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a drawing says of a layer's biases.
local layers = require 'drawing.layers'
local Shape = require 'drawing.shape'

local biases = {}

local MOST = 4 -- of them, where each neuron has its own

-- "h1 and h2", or "h1 to h32".
local function neurons(shape, l)
  local n = shape.layers[l].n
  local first, last = Shape.name(shape:neuron(l, 1)), Shape.name(shape:neuron(l, n))
  return n == 1 and first or first .. (n == 2 and ' and ' or ' to ') .. last
end

-- A text for each line. given says how a bias is shown.
function biases.texts(shape, l, given)
  local keys = shape:biases(l)
  if #keys == 1 then
    return { given(Shape.name(keys[1]), keys[1]), 'into ' .. neurons(shape, l) }
  end
  local texts = {}
  for _, j in ipairs(layers.shown(#keys, MOST)) do
    table.insert(texts, (j == 0 and '…' or given(Shape.name(keys[j]), keys[j])) .. (j < #keys and ',' or ''))
  end
  return texts
end

return biases

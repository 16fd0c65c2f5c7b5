-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shape of the network whose numbers these are, and the keys that its parts have: inputs i1, i2,
-- ...; hidden neurons, layer by layer, h, k, m, n, p and q; outputs o1, o2, ...; weights w1, w2, ...
-- layer by layer, neuron by neuron where they arrive.
local Shape = {}
Shape.__index = Shape

local function count(numbers, before)
  local n = 0
  while numbers:has(before .. (n + 1)) do
    n = n + 1
  end
  return n
end

-- layers are {letter, n}, the inputs first and the outputs last.
function Shape.of(numbers)
  local layers = { { letter = 'i', n = count(numbers, 'i') } }
  for letter in ('hkmnpqo'):gmatch '.' do
    local n = count(numbers, 'out_' .. letter)
    if n > 0 then
      table.insert(layers, { letter = letter, n = n })
    end
  end
  return setmetatable({ layers = layers, last = #layers, numbers = numbers }, Shape)
end

-- The name of neuron j of layer l, as in h1.
function Shape:neuron(l, j)
  return self.layers[l].letter .. j
end

-- The key of what leaves it: an input is that itself.
function Shape:output(l, j)
  return (l == 1 and '' or 'out_') .. self:neuron(l, j)
end

-- The key of the weight that leads to neuron j of layer l from neuron i of the layer before.
function Shape:weight(l, j, i)
  local before = 0
  for k = 2, l - 1 do
    before = before + self.layers[k].n * self.layers[k - 1].n
  end
  return 'w' .. before + (j - 1) * self.layers[l - 1].n + i
end

-- The keys of the biases of layer l: the one that its neurons share, or one for each.
function Shape:biases(l)
  local shared = 'b' .. l - 1
  if self.numbers:has(shared) then
    return { shared }
  end
  local own = {}
  for j = 1, self.layers[l].n do
    own[j] = 'b_' .. self:neuron(l, j)
  end
  return own
end

-- What layer l is called, and how many neurons it has where not all of them are drawn.
function Shape:title(l, n_drawn)
  local n = self.layers[l].n
  local is_whole = n_drawn == n
  if l == 1 then
    return is_whole and (n == 1 and 'input' or 'inputs') or n .. ' inputs'
  end
  return (l == self.last and 'output layer' or 'hidden layer') .. (is_whole and '' or ' of ' .. n)
end

-- A key as a text of a drawing, with its index: h1, net_h1, E_total.
function Shape.name(key)
  local letters, index = key:match '^(%a+)_(%w+)$'
  if not letters then
    letters, index = key:match '^(%a)(%d+)$'
  end
  return string.format('%s_{%s}', letters == 'delta' and 'δ' or letters, index)
end

-- The derivative of one such thing with respect to another.
function Shape.derivative(of, by)
  return '∂' .. Shape.name(of) .. '/∂' .. Shape.name(by)
end

return Shape

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where a neuron stands in the network.
local layers = {}

-- Its layer, as a list of names, and which that is; the inputs are layer 1. nil where there is none.
function layers.of(neuron, all)
  for number, layer in ipairs(all.layers) do
    if pandoc.List(layer):includes(neuron) then
      return layer, number
    end
  end
end

return layers

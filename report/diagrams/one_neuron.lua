-- SPDX-License-Identifier: GPL-3.0-or-later
-- One neuron with one weight: forward to the error, and back to the weight, factor by factor.
local Chain = require 'drawing.chain'

local ROW = 116 -- below what goes into the error

-- The target goes into the error, too: from above, or from below.
local function draw_target(canvas, chain, numbers)
  local last = chain:at(chain.s[4])
  local text, style = 'target t = ' .. numbers:typed('t1'), { look = 'muted' }
  local up = chain.is_down and 1 or -1
  canvas:arrow({ x = last.x, y = last.y + up * (chain.r + 30) }, { x = last.x, y = last.y + up * (chain.r + 2) },
    'muted')
  canvas:text(text, { x = last.x, y = last.y + up * (chain.r + (chain.is_down and 46 or 38)) }, style)
end

local function draw_title(canvas, chain)
  local middle = chain:at((chain.s[2] + chain.s[3]) / 2)
  if chain.is_down then
    canvas:column({ 'the', 'neuron' }, { x = middle.x - chain.r - 10, y = middle.y - 4 },
      { look = 'muted', side = 'end' })
  else
    canvas:text('the neuron', { x = middle.x, y = middle.y - chain.r - 12 }, { look = 'muted' })
  end
end

return function(canvas, numbers)
  local chain = Chain.new(canvas, false, ROW)
  chain:draw_stations(numbers, { { 'x', 'i1' }, { 'net', 'one_net' }, { 'out', 'one_out' }, { 'E', 'one_E' } }, 'ink')
  chain:draw_weight('w', numbers:typed('w1'))
  draw_title(canvas, chain)
  draw_target(canvas, chain, numbers)
  chain:draw_back { { 'dE/dout', numbers:equals('one_dE/dout') },
    { 'dout/dnet', numbers:equals('one_dout/dnet') }, { 'dnet/dw', numbers:equals('one_dnet/dw') } }
  return chain:draw_product('dE/dw', { 'one_dE/dout', 'one_dout/dnet', 'one_dnet/dw' }, 'one_dE/dw',
    numbers, chain.is_down and 524 or ROW + 150)
end

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Columns for each output neuron of a table with outputs=2: of its columns, the second is that of
-- o1 and the third that of o2, the last output. Those between are made like the first of them; where
-- there are too many, some are left out, and where o1 is the only one, the third column is.
local symbols = require 'weave.symbols'

local columns = {}

local MOST = 3

-- The outputs that have a column.
local function shown(outputs)
  local n = #outputs
  if n <= MOST then
    return outputs
  end
  return { outputs[1], outputs[2], outputs[n] }
end

-- A cell of the first output, for another one.
local function for_output(cell, first, output)
  return pandoc.Blocks(cell):walk {
    Math = function(math)
      math.text = math.text:gsub(symbols.of(first):gsub('%p', '%%%0') .. '%f[%D]', symbols.of(output))
      return math
    end,
    Link = function(link)
      link.target = link.target:gsub('(%f[%w])' .. first .. '(%f[^%d])', '%1' .. output .. '%2')
      return link
    end,
  }
end

-- The row, with a cell for each output in the place of the two from column at.
local function grown(row, at, outputs)
  local cells = table.move(row, 1, at, 1, {})
  for n, output in ipairs(shown(outputs)) do
    if output == outputs[#outputs] and n > 1 then
      table.insert(cells, row[at + 1])
    elseif n > 1 then
      table.insert(cells, for_output(row[at], outputs[1], output))
    end
  end
  return table.move(row, at + 2, #row, #cells + 1, cells)
end

-- The table, in pandoc's old form.
function columns.for_outputs(simple, at, all)
  local outputs = all.layers[#all.layers]
  simple.header = grown(simple.header, at, outputs)
  for r, row in ipairs(simple.rows) do
    simple.rows[r] = grown(row, at, outputs)
  end
  local n = #simple.header
  simple.aligns, simple.widths = {}, {}
  for c = 1, n do
    simple.aligns[c], simple.widths[c] = pandoc.AlignDefault, 0
  end
  return simple
end

return columns

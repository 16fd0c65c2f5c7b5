-- SPDX-License-Identifier: GPL-3.0-or-later
-- Vectors and matrices of a layer's numbers:
--
--   \column{net_h1}       the number of each neuron in the layer of h1
--   \columnone{out_h1}    the same below a 1, for the biases
--   \matrix{dE/dw5}       the number of each weight into the layer that w5 leads into, a row for
--                         each neuron
--   \transpose{w5}        the same with rows and columns exchanged
--   \symbols{w1}          the names of these weights
--
-- Of long ones the first two and the last are written, with dots between.
local decimals = require 'weave.decimals'
local layers = require 'weave.layers'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local symbols = require 'weave.symbols'
local values = require 'weave.values'

local matrices = {}

local MOST = 4

-- Indices from 1 to n, and false for the dots.
local function shown(n)
  if n <= MOST then
    local all = {}
    for k = 1, n do
      all[k] = k
    end
    return all
  end
  return { 1, 2, false, n }
end

local function dots(row, column)
  return row and '\\cdots' or column and '\\vdots' or '\\ddots'
end

-- A matrix of n_rows and n_columns, of which cell(row, column) is one.
local function matrix(n_rows, n_columns, cell)
  local rows = {}
  for _, row in ipairs(shown(n_rows)) do
    local cells = {}
    for _, column in ipairs(shown(n_columns)) do
      table.insert(cells, row and column and cell(row, column) or dots(row, column))
    end
    table.insert(rows, table.concat(cells, ' & '))
  end
  return '\\begin{pmatrix} ' .. table.concat(rows, ' \\\\ ') .. ' \\end{pmatrix}'
end

-- A function that sets the number of a key; state.is_exact says whether all were.
local function setter(place, all, state)
  return function(key)
    local value = values.find(all, key)
    if not value then
      problems.at(place, "there is no number called '%s'", key)
      return ''
    end
    local text = values.usual(value)
    printed.note(key, text, place)
    state.is_exact = state.is_exact and decimals.is_exact(text, value.number)
    return decimals.tex(text)
  end
end

-- The weights into the layer that one of them leads into: a list for each neuron.
local function rows_with(weight, all)
  for _, layer in ipairs(all.layers) do
    local rows, is_it = {}, false
    for _, neuron in ipairs(layer) do
      local into = all.into[neuron] or {}
      table.insert(rows, into)
      is_it = is_it or pandoc.List(into):includes(weight)
    end
    if is_it then
      return rows
    end
  end
end

-- What a command of those above is in TeX, and whether all its numbers are exact; nil where there
-- is no such command.
function matrices.set(command, key, place, all)
  local state = { is_exact = true }
  local number = setter(place, all, state)
  local before, last = key:match('^(.-)(%l%d+)$')
  if command == 'column' or command == 'columnone' then
    local layer = layers.of(last, all) or {}
    local column = matrix(#layer, 1, function(row)
      return number((key:gsub('%f[%w]' .. last .. '%f[%W]', layer[row])))
    end)
    if command == 'columnone' then
      column = column:gsub('pmatrix} ', 'pmatrix} 1 \\\\ ', 1)
    end
    return column, state.is_exact
  end
  local rows = last and rows_with(last, all)
  if not rows then
    problems.at(place, "\\%s{%s}: there is no such layer", command, key)
    return ''
  elseif command == 'transpose' then
    return matrix(#rows[1], #rows, function(row, column)
      return number(before .. rows[column][row])
    end), state.is_exact
  end
  return matrix(#rows, #rows[1], function(row, column)
    local name = before .. rows[row][column]
    return command == 'symbols' and symbols.of(name) or number(name)
  end), state.is_exact
end

matrices.commands = { column = true, columnone = true, matrix = true, transpose = true, symbols = true }

return matrices

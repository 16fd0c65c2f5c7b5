-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tables that `make bench` measured, on the machine that builds the book. Their numbers are another
-- machine's tomorrow: none is a literal, and none is proved.
--
--   ::: {#tab-online .measured table=online}
--   The caption.
--   :::
--
-- The table is online.tsv in the folder of what was measured, with its columns' names in the first
-- line. columns="1 2 4" takes these alone, in that order.
local decimals = require 'weave.decimals'
local only = require 'weave.only'
local places = require 'weave.places'
local problems = require 'weave.problems'
local Source = require 'weave.source'

local measured = {}

-- One cell: a number as numbers are set, anything else as it is.
local function cell_of(text)
  if not decimals.parse(text) then
    return { pandoc.Plain { pandoc.Str(text) } }
  end
  return { pandoc.Plain { pandoc.Span(decimals.inlines(text), pandoc.Attr('', { 'number' })) } }
end

-- The cells of a line.
local function cells_of(line)
  local cells = {}
  for text in (line .. '\t'):gmatch('([^\t]*)\t') do
    table.insert(cells, cell_of(text))
  end
  return cells
end

-- The columns that the div asks for, of so many: all of them where it asks for none.
local function columns_of(div, how_many)
  local columns = {}
  for column in (div.attributes.columns or ''):gmatch('%S+') do
    column = math.tointeger(tonumber(column))
    if not column or column < 1 or column > how_many then
      problems.at(places.of(div), "columns='%s', expected numbers from 1 to %d",
        div.attributes.columns, how_many)
      return {}
    end
    table.insert(columns, column)
  end
  for column = 1, #columns == 0 and how_many or 0 do
    columns[column] = column
  end
  return columns
end

-- The file's lines; none, after a complaint, where they cannot be had.
local function lines_of(div, folder)
  local place, name = places.of(div), div.attributes.table
  if not folder then
    problems.at(place, 'nothing was measured, expected this in a div .only if=measured')
  elseif not name then
    problems.at(place, 'a measured table needs table= and its name')
  else
    local file = folder .. '/' .. name .. '.tsv'
    local text, reason = Source.read(file)
    local lines = text and Source.lines_of(text) or {}
    if #lines >= 2 then
      return lines
    end
    problems.at(place, "table='%s': %s", name, reason or file .. ': expected names of columns and a row')
  end
  return {}
end

-- The table, under its caption; nil after a complaint.
local function with_table(div, folder)
  local lines = lines_of(div, folder)
  local columns = lines[1] and columns_of(div, #cells_of(lines[1])) or {}
  if #columns == 0 then
    return nil
  end
  local rows, alignments, widths = {}, {}, {}
  for r, line in ipairs(lines) do
    local cells = cells_of(line)
    rows[r] = {}
    for c, column in ipairs(columns) do
      rows[r][c], alignments[c], widths[c] = cells[column] or {}, pandoc.AlignDefault, 0
    end
  end
  local names = table.remove(rows, 1)
  local content = pandoc.Blocks(div.content)
  content:insert(pandoc.utils.from_simple_table(
    pandoc.SimpleTable({}, alignments, widths, names, rows)))
  return pandoc.Div(content,
    pandoc.Attr(div.identifier, { 'table' }, { { 'place', div.attributes.place } }))
end

-- Blocks with these tables in the place of what asks for them.
function measured.fill(blocks, folder)
  return blocks:walk {
    traverse = 'topdown',
    Div = function(div)
      if only.is_marked_out(div) then
        return div, false
      elseif div.classes:includes('measured') then
        return with_table(div, folder), false
      end
    end,
  }
end

return measured

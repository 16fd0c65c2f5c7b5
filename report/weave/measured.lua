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

-- The cells of a line, or of its chosen columns; nil where one of these is not there.
local function row_of(line, columns)
  local cells, row = {}, {}
  for text in (line .. '\t'):gmatch('([^\t]*)\t') do
    table.insert(cells, text)
  end
  for c = 1, #(columns or cells) do
    local text = cells[columns and columns[c] or c]
    if not text then
      return nil
    end
    row[c] = cell_of(text)
  end
  return row
end

-- The file's rows, the first one apart, or nothing after a complaint.
local function read(file, columns, place)
  local text, reason = Source.read(file)
  if not text then
    problems.at(place, 'there is no such measured table: %s', reason)
    return nil
  end
  local rows = {}
  for _, line in ipairs(Source.lines_of(text)) do
    table.insert(rows, row_of(line, columns) or nil)
  end
  if #rows < 2 or #rows < #Source.lines_of(text) then
    problems.at(place, '%s has no such columns, or no rows', file)
    return nil
  end
  return table.remove(rows, 1), rows
end

-- The table, under its caption.
local function with_table(div, folder)
  local place = places.of(div)
  local columns
  for column in (div.attributes.columns or ''):gmatch('%d+') do
    columns = columns or {}
    table.insert(columns, tonumber(column))
  end
  local names, rows = read((folder or '.') .. '/' .. (div.attributes.table or '') .. '.tsv', columns,
    place)
  if not names then
    return nil
  end
  local alignments, widths = {}, {}
  for c = 1, #names do
    alignments[c], widths[c] = pandoc.AlignDefault, 0
  end
  local simple = pandoc.SimpleTable({}, alignments, widths, names, rows)
  local content = pandoc.Blocks(div.content)
  content:insert(pandoc.utils.from_simple_table(simple))
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

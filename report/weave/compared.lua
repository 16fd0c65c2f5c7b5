-- SPDX-License-Identifier: GPL-3.0-or-later
-- The comparison edition. Where an example differs from the post's in a few given numbers alone, each
-- table of numbers has a column more at its right, with the post's:
--
--   ::: {#tab-differences .table rows=differences}
--   The caption.
--   :::                            what is given otherwise, and what in the post
--   ::: {.table compared=no}       a table that has no such column
--   ::: {.only if=compared}        what is said where there is one, see weave/only.lua
--
-- A table with the column is of class compared. The post's numbers are set without links, as they
-- have no rows of their own, and noted apart from the example's (weave/printed.lua).
local decimals = require 'weave.decimals'
local only = require 'weave.only'
local places = require 'weave.places'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local values = require 'weave.values'

local compared = {}

-- ------------------------------------------------------------------ whether, and what

-- Examples that differ in more are another book, in which a comparison says nothing.
local MOST = 4

local function same_weights_into(here, post)
  for neuron, weights in pairs(post.into) do
    if table.concat(here.into[neuron] or {}, ' ') ~= table.concat(weights, ' ') then
      return false
    end
  end
  return true
end

-- Whether each number of the one has its counterpart in the other. (The book is written for
-- logistic neurons alone.)
local function is_alike(here, post)
  for _, name in ipairs { 'shape', 'bias_1', 'bias_2', 'pairs' } do
    if here.facts[name] ~= post.facts[name] then
      return false
    end
  end
  return same_weights_into(here, post)
end

-- What is given otherwise than in the post: a list of {name, here, post}, the last two as texts, and
-- for numbers key, which is the name again. nil where the examples are too unlike, or the same.
function compared.differences(here, post)
  if not is_alike(here, post) then
    return nil
  end
  local list = {}
  for _, value in ipairs(here.list) do
    local other = value.given and post.by_key[value.key]
    if other and tonumber(value.number) ~= tonumber(other.number) then
      table.insert(list, { name = value.key, key = value.key, here = value.text, post = other.text })
    end
  end
  if here.facts.train_biases ~= post.facts.train_biases then
    table.insert(list, { name = 'train_biases', here = here.facts.train_biases,
      post = post.facts.train_biases })
  end
  return #list > 0 and #list <= MOST and list or nil
end

-- Reads the post's numbers from a file, where they are to be compared: into all.post; what differs
-- into all.differences.
function compared.read(file, all)
  local post = values.read(file)
  all.differences = not all.is_post and compared.differences(all, post) or nil
  all.post = all.differences and post
  all.facts.compared = tostring(all.post ~= nil)
end

-- ------------------------------------------------------------------------- the column

local NONE = '–'

local function head()
  return { pandoc.Plain { pandoc.Str('the'), pandoc.Space(), pandoc.Str('post’s') } }
end

-- A cell with a number of the post, or a dash where the post has none of that key.
local function cell_of(key, text, place)
  if not text then
    return { pandoc.Plain { pandoc.Str(NONE) } }
  end
  printed.note_post(key, text, place)
  return { pandoc.Plain { pandoc.Span(decimals.inlines(text), pandoc.Attr('', { 'number' })) } }
end

-- The table, in pandoc's old form, with these cells at its right.
local function with_column(simple, cells)
  local header, aligns, widths, rows = simple.header, simple.aligns, simple.widths, simple.rows
  table.insert(header, head())
  table.insert(aligns, pandoc.AlignDefault)
  for c = 1, #header do
    widths[c] = 0
  end
  for r, row in ipairs(rows) do
    table.insert(row, cells[r])
    rows[r] = row
  end
  simple.header, simple.aligns, simple.widths, simple.rows = header, aligns, widths, rows
  return simple
end

-- The link in a cell that shows a number, and the number; nil where there is none.
local function number_in(cell, all)
  local link, value
  pandoc.Blocks(cell):walk {
    traverse = 'topdown',
    Span = function(span)
      return span, not only.is_marked_out(span)
    end,
    Link = function(found)
      local key = not link and found.target:match('^#(.+)$')
      value = key and values.find(all, key) or value
      link = link or value and found
    end,
  }
  return link, value
end

-- The last column in which a row has a number that depends on the example; a bound for one is none.
local function column_of_results(simple, all)
  for c = #simple.header, 1, -1 do
    for _, row in ipairs(simple.rows) do
      local _, value = number_in(row[c], all)
      if value and not value.is_bound and not value.for_all then
        return c
      end
    end
  end
end

-- The post's number as the table shows the example's: as a generated one, or with as many digits as
-- the literal has. nil where the post has none of its key.
local function text_like(link, value, post)
  local number = post.by_key[value.key]
  if not number then
    return nil
  elseif link.classes:includes('generated') then
    return values.usual(number)
  end
  return values.in_place_of(pandoc.utils.stringify(link.content), number)
end

-- The table of a div with the post's number for what each row comes to, its last number. What stands
-- there and is no number of the program is the same for every example.
function compared.with_results(simple, div, all)
  local wanted = div.attributes.compared
  if wanted and wanted ~= 'no' then
    problems.at(places.of(div), "compared='%s', expected no", wanted)
  end
  local c = all.post and not wanted and column_of_results(simple, all)
  if not c then
    return simple
  end
  local cells = {}
  for r, row in ipairs(simple.rows) do
    local link, value = number_in(row[c], all)
    cells[r] = link and cell_of(value.key, text_like(link, value, all.post), places.of(div)) or row[c]
  end
  div.classes:insert('compared')
  return with_column(simple, cells)
end

-- The table of these numbers, a row each, with the post's at its right: with as many digits, or as
-- they are given. A table of numbers that are the same for every example stays as it is.
function compared.with_numbers(simple, list, place, all)
  if not all.post or list[1] and list[1].for_all then
    return simple
  end
  local cells = {}
  for r, value in ipairs(list) do
    local number = all.post.by_key[value.key]
    cells[r] = cell_of(value.key, number and values.in_full(number), place)
  end
  return with_column(simple, cells)
end

-- ------------------------------------------------------------------ what is given otherwise

local function row_of(difference, place, raw_place)
  local name = pandoc.Code(difference.name)
  if not difference.key then
    return { { pandoc.Plain { name } }, { pandoc.Plain { pandoc.Code(difference.here) } },
      { pandoc.Plain { pandoc.Code(difference.post) } } }
  end
  local here = pandoc.Link({ pandoc.Str(difference.here) }, '#' .. difference.key, '',
    pandoc.Attr('', { 'generated' }, { { 'place', raw_place } }))
  return { { pandoc.Plain { name } }, { pandoc.Plain { here } },
    cell_of(difference.key, difference.post, place) }
end

-- A div with rows=differences, with its table behind its caption.
function compared.fill(div, all)
  local place, rows = places.of(div), {}
  for r, difference in ipairs(all.differences or {}) do
    rows[r] = row_of(difference, place, div.attributes.place)
  end
  if #rows == 0 then
    problems.at(place, 'nothing is compared, expected this where only if=compared holds')
    return div
  end
  local simple = pandoc.SimpleTable({}, { pandoc.AlignDefault, pandoc.AlignDefault, pandoc.AlignDefault },
    { 0, 0, 0 }, { { pandoc.Plain { pandoc.Str('given') } }, { pandoc.Plain { pandoc.Str('here') } }, head() },
    rows)
  div.content:insert(pandoc.utils.from_simple_table(simple))
  return div
end

return compared

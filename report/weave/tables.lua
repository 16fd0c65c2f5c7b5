-- SPDX-License-Identifier: GPL-3.0-or-later
-- Tables of numbers.
--
--   ::: {.numbers chapter=1}      every number of that chapter, a row each
--   :::
--
--   ::: {#tab-outputs .table rows=neurons}
--   The caption.
--
--   | neuron | net input    | output       |
--   |:-------|:-------------|:-------------|
--   | `*`    | [](#net_*)   | [](#out_*)   |
--   :::
--
-- The row with a * is made for every neuron (or weight, bias, number of rounds, derivative or
-- mistake) for which all its numbers are there, ? standing for any neuron; with chapter=2, for those
-- whose numbers are worked out in that chapter; with layer=h, for those of that layer. Of many rows
-- the first and the last are written. Without rows= a table stays as it is, but for a row whose
-- first cell is a condition that does not hold, and, in a table of class known, a row of a number
-- that this network has not.
--
-- Where the example is compared with the post's, a column is added (weave/compared.lua).
local columns = require 'weave.columns'
local compared = require 'weave.compared'
local decimals = require 'weave.decimals'
local only = require 'weave.only'
local places = require 'weave.places'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local values = require 'weave.values'

local tables = {}

-- Tables are built in pandoc's old form, in which a cell is a list of blocks.
local function row_of(...)
  local row = {}
  for _, inlines in ipairs { ... } do
    table.insert(row, { pandoc.Plain(inlines) })
  end
  return row
end

-- ------------------------------------------------------- every number of a chapter

-- The numbers of a chapter that its table has: all of them, unless they are too many. Then those
-- that the book speaks of, which must have their place in it.
local MOST_NUMBERS = 1000

local function shown_of(chapter, all)
  local list, mentioned = {}, {}
  for _, value in ipairs(all.list) do
    if value.chapter == chapter then
      table.insert(list, value)
      table.insert(mentioned, all.mentioned[value.key] and value or nil)
    end
  end
  return #list > MOST_NUMBERS and mentioned or list
end

-- In the first column a name, which is the number's place in the book; then the number with
-- at most 12 digits, or as it was given. It is made when all chapters are woven.
function tables.numbers(div, all)
  local chapter = math.tointeger(tonumber(div.attributes.chapter))
  local place = places.of(div)
  if not chapter then
    problems.at(place, 'a table of numbers needs chapter= and its number')
    return nil
  elseif #div.content > 0 then
    problems.at(place, 'a table of numbers is filled by the weave, expected it empty')
  elseif all.shown[chapter] then
    problems.at(place, "chapter %d's numbers are shown twice, first in %s", chapter,
      all.shown[chapter])
    return nil
  end
  all.shown[chapter] = tostring(place)
  local rows, list = {}, shown_of(chapter, all)
  for _, value in ipairs(list) do
    local name = pandoc.Span({ pandoc.Code(value.key) }, pandoc.Attr(values.id(value.key)))
    local text = values.in_full(value)
    printed.note(value.key, text, place)
    table.insert(rows, row_of({ name }, decimals.inlines(text)))
  end
  if #rows == 0 then
    problems.at(place, 'chapter %d has no numbers', chapter)
    return nil
  end
  local simple = pandoc.SimpleTable({}, { pandoc.AlignDefault, pandoc.AlignDefault }, { 0, 0 },
    row_of({ pandoc.Str('name') }, { pandoc.Str('value') }), rows)
  simple = compared.with_numbers(simple, list, place, all)
  return pandoc.Div({ pandoc.utils.from_simple_table(simple) },
    pandoc.Attr('', { 'numbers', #simple.header > 2 and 'compared' or nil }, { { 'chapter', tostring(chapter) } }))
end

-- ------------------------------------------------------------------ rows by a pattern

-- What names a row of each kind, as a pattern of keys.
local row_names = {
  neurons = '^out_(%l%d+)$',
  weights = '^(w%d+)$',
  biases = '^(b[%d_%l]+)$',
  rounds = '^E_total@(%d+)$',
  derivatives = '^difference_dE/d([wb].*)$',
  mistakes = '^([%l%-]+)_E_total%+$',
}

-- Words with blanks between, as a list.
local function split(text)
  local list = pandoc.List {}
  for word in text:gmatch('%S+') do
    list:insert(word)
  end
  return list
end

-- The names of rows, of those in the list some alone, where there is one.
local function names_of(kind, some, all)
  local names = {}
  for _, value in ipairs(all.list) do
    local name = value.key:match(row_names[kind])
    if name and (not some or some:includes(name)) then
      table.insert(names, name)
    end
  end
  if kind == 'rounds' then
    table.sort(names, function(a, b) return tonumber(a) < tonumber(b) end)
  end
  return names
end

-- The entry that a key with * and ? stands for in the row of that name, or nil.
local function entry_of(pattern, name, all)
  local key = pattern:gsub('%*', (name:gsub('%%', '%%%%')))
  if not key:find('?', 1, true) then
    return values.find(all, key)
  end
  key = '^' .. key:gsub('[%+%-%.]', '%%%0'):gsub('%?', '%%l%%d+') .. '$'
  for _, value in ipairs(all.list) do
    if value.key:match(key) then
      return value
    end
  end
end

local function pattern_of(link)
  local pattern = link.target:match('^#(.*)$')
  return pattern and pattern:find('*', 1, true) and pattern or nil
end

-- The template's row for one name; nil where a number is missing, or is another chapter's.
local function filled(template, name, chapter, all)
  local is_whole = true
  local row = {}
  for c, cell in ipairs(template) do
    row[c] = pandoc.Blocks(cell):walk {
      Link = function(link)
        local pattern = pattern_of(link)
        local value = pattern and entry_of(pattern, name, all)
        if not pattern then
          return nil
        elseif not value or (chapter and not value.given and value.chapter ~= chapter) then
          is_whole = false
          return nil
        end
        return pandoc.Link({ pandoc.Str(values.usual(value)) }, '#' .. value.key, '',
          pandoc.Attr('', { 'generated' }, { { 'place', link.attributes.place } }))
      end,
      Code = function(code)
        code.text = code.text:gsub('%*', (name:gsub('%%', '%%%%')))
        return code
      end,
    }
  end
  return is_whole and row or nil
end

local function is_template(row)
  local found = false
  for _, cell in ipairs(row) do
    pandoc.Blocks(cell):walk { Link = function(link) found = found or pattern_of(link) end }
  end
  return found
end

-- Of more rows than that so many of the first and of the last are kept, and dots between them.
local MOST, FIRST, LAST = 24, 8, 3

local function abridged(rows)
  if #rows <= MOST then
    return rows
  end
  local some = table.move(rows, 1, FIRST, 1, {})
  local dots = {}
  for c = 1, #rows[1] do
    dots[c] = { pandoc.Plain { pandoc.Str('…') } }
  end
  table.insert(some, dots)
  return table.move(rows, #rows - LAST + 1, #rows, #some + 1, some)
end

local function expanded(simple, div, chapter, all)
  local kind = div.attributes.rows
  local some = div.attributes.names and split(div.attributes.names)
  local rows = {}
  for _, row in ipairs(simple.rows) do
    local made = {}
    for _, name in ipairs(is_template(row) and names_of(kind, some, all) or {}) do
      table.insert(made, filled(row, name, chapter, all))
    end
    for _, one in ipairs(kind == 'mistakes' and made or abridged(made)) do
      table.insert(rows, one)
    end
    if not is_template(row) then
      table.insert(rows, row)
    end
  end
  simple.rows = rows
  return simple
end

-- ------------------------------------------------------------------- rows that are there

-- True for a row whose first cell is marked out.
local function is_marked_out(row)
  local first = pandoc.utils.blocks_to_inlines(row[1])
  return #first == 1 and first[1].t == 'Span' and only.is_marked_out(first[1])
end

-- True for a row in which something is not there in this network.
local function lacks_something(row, all)
  local lacks = false
  for _, cell in ipairs(row) do
    pandoc.Blocks(cell):walk {
      Link = function(link)
        local key = link.target:match('^#(.+)$')
        lacks = lacks or key and not values.find(all, key)
      end,
      Math = function(math) lacks = lacks or math.text:find('missing', 1, true) ~= nil end,
    }
  end
  return lacks
end

local function there(rows, is_known, all)
  local some = {}
  for _, row in ipairs(rows) do
    if not is_marked_out(row) and not (is_known and lacks_something(row, all)) then
      table.insert(some, row)
    end
  end
  return some
end

-- The rows of one table, made.
local function with_rows(div, all)
  local place = places.of(div)
  local kind, chapter = div.attributes.rows, tonumber(div.attributes.chapter)
  local outputs = tonumber(div.attributes.outputs)
  local is_known = div.classes:includes('known') and not all.is_post
  if kind and not row_names[kind] then
    problems.at(place, "rows='%s', expected one of neurons, weights, biases, rounds, derivatives, mistakes, differences", kind)
    return nil
  end
  local n_tables = 0
  for b, block in ipairs(div.content) do
    if block.t == 'Table' then
      n_tables = n_tables + 1
      local simple = pandoc.utils.to_simple_table(block)
      simple.rows = there(simple.rows, is_known, all)
      if outputs then
        simple = columns.for_outputs(simple, outputs, all)
      end
      if kind then
        simple = expanded(simple, div, chapter, all)
      end
      if #simple.rows == 0 then
        problems.at(place, 'no %s have all the numbers of this table', kind or 'rows')
      end
      div.content[b] = pandoc.utils.from_simple_table(compared.with_results(simple, div, all))
    end
  end
  if n_tables ~= 1 then
    problems.at(place, 'a div of class table holds %d tables, expected one', n_tables)
  end
  return div
end

-- Blocks with the rows of their tables made. (numbering.lua sees to the captions.)
function tables.expand(blocks, all)
  return blocks:walk {
    traverse = 'topdown',
    Div = function(div)
      if only.is_marked_out(div) then
        return div, false
      elseif div.classes:includes('table') and div.attributes.rows == 'differences' then
        return compared.fill(div, all)
      elseif div.classes:includes('table') then
        return with_rows(div, all)
      end
    end,
  }
end

return tables

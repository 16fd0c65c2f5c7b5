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
-- whose numbers are worked out in that chapter. Without rows= a table stays as it is.
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

-- In the first column a name, which is the number's place in the book; then the number with
-- at most 12 digits, or as it was given.
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
  local rows = {}
  for _, value in ipairs(all.list) do
    if value.chapter == chapter then
      local name = pandoc.Span({ pandoc.Code(value.key) }, pandoc.Attr(values.id(value.key)))
      local text = value.given and value.text or values.whole(value)
      printed.note(value.key, text, place)
      table.insert(rows, row_of({ name }, decimals.inlines(text)))
    end
  end
  if #rows == 0 then
    problems.at(place, 'chapter %d has no numbers', chapter)
    return nil
  end
  local simple = pandoc.SimpleTable({}, { pandoc.AlignDefault, pandoc.AlignDefault }, { 0, 0 },
    row_of({ pandoc.Str('name') }, { pandoc.Str('value') }), rows)
  return pandoc.Div({ pandoc.utils.from_simple_table(simple) },
    pandoc.Attr('', { 'numbers' }, { { 'chapter', tostring(chapter) } }))
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

local function names_of(kind, all)
  local names = {}
  for _, value in ipairs(all.list) do
    table.insert(names, value.key:match(row_names[kind]))
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

local function expanded(simple, kind, chapter, all)
  local rows = {}
  for _, row in ipairs(simple.rows) do
    for _, name in ipairs(is_template(row) and names_of(kind, all) or {}) do
      table.insert(rows, filled(row, name, chapter, all))
    end
    if not is_template(row) then
      table.insert(rows, row)
    end
  end
  simple.rows = rows
  return simple
end

-- The rows of one table, made.
local function with_rows(div, all)
  local place = places.of(div)
  local kind, chapter = div.attributes.rows, tonumber(div.attributes.chapter)
  if kind and not row_names[kind] then
    problems.at(place, "rows='%s', expected one of neurons, weights, biases, rounds, derivatives, mistakes", kind)
    return nil
  end
  local n_tables = 0
  for b, block in ipairs(div.content) do
    if block.t == 'Table' then
      n_tables = n_tables + 1
      local simple = pandoc.utils.to_simple_table(block)
      if kind then
        simple = expanded(simple, kind, chapter, all)
      end
      if #simple.rows == 0 then
        problems.at(place, 'no %s have all the numbers of this table', kind or 'rows')
      end
      div.content[b] = pandoc.utils.from_simple_table(simple)
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
      elseif div.classes:includes('table') then
        return with_rows(div, all)
      end
    end,
  }
end

return tables

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The words that stand in Markdown, for tests/report/words.pl: of each of the files, its name in a
-- line '> NAME', then its prose, broken at every blank, without code, formulas and the targets
-- of links. A pandoc filter, run on an empty input with --metadata files='README.md ...'.
-- A file that ends in .json is a document that is read already.

-- As the weave reads chapters; see report/weave.lua.
local READER = 'markdown-latex_macros-citations-auto_identifiers-native_divs-native_spans'

local function write(text)
  return function()
    io.write(text)
  end
end
local space = write('\n')

-- A word that a formula or code is a part of, as in `n`th, is none that a dictionary has.
local filter = {
  traverse = 'topdown',
  Str = function(element)
    io.write(element.text)
  end,
  Code = write('_'),
  Math = write('_'),
}
for _, kind in ipairs { 'Space', 'SoftBreak', 'LineBreak', 'Para', 'Plain', 'Header',
  'CodeBlock', 'Table', 'Div', 'BulletList', 'OrderedList', 'Note' } do
  filter[kind] = space
end

-- Parts of a line that stand one after the other, and of which only one will hold, are words apart.
filter.Inlines = function(inlines)
  local apart = pandoc.Inlines {}
  for _, inline in ipairs(inlines) do
    local last = apart[#apart]
    local is_part = inline.t == 'Span' and inline.classes:includes('only')
    if is_part and last and last.t == 'Span' and last.classes:includes('only') then
      apart:insert(pandoc.Space())
    end
    apart:insert(inline)
  end
  return apart
end

-- The terms of such a list are no blocks.
filter.DefinitionList = function(list)
  for _, item in ipairs(list.content) do
    space()
    pandoc.Inlines(item[1]):walk(filter)
    for _, blocks in ipairs(item[2]) do
      pandoc.Blocks(blocks):walk(filter)
    end
  end
  space()
  return list, false
end

-- What stands in front matter. Its keys come in an order that changes from run to run, and
-- with it where tests/report/words.pl finds a word.
local function write_values(value)
  local kind = pandoc.utils.type(value)
  if kind == 'Inlines' or kind == 'Blocks' then
    space()
    value:walk(filter)
  elseif type(value) == 'table' then
    local keys = {}
    for key in pairs(value) do
      table.insert(keys, key)
    end
    table.sort(keys, function(a, b)
      return tostring(a) < tostring(b)
    end)
    for _, key in ipairs(keys) do
      write_values(value[key])
    end
  end
end

function Pandoc(doc)
  for name in pandoc.utils.stringify(doc.meta.files):gmatch('%S+') do
    local file = assert(io.open(name, 'rb'))
    local text = file:read('a')
    file:close()
    io.write('\n> ', name, '\n')
    local read = pandoc.read(text, name:match('%.json$') and 'json' or READER)
    write_values(read.meta)
    read.blocks:walk(filter)
  end
  io.write('\n')
  io.flush() -- before pandoc writes what it makes of the empty input
end

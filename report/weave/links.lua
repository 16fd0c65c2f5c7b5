-- SPDX-License-Identifier: GPL-3.0-or-later
-- Links within the book: every one leads somewhere, and no two places have one name.
local problems = require 'weave.problems'

local links = {}

local noted = {}

-- Notes the links of a woven chapter, to be checked once the whole book is there. Those of
-- numbers lead to their rows; keys says whose row an id is.
function links.note(chapter, source, keys)
  chapter:walk {
    Link = function(link)
      local id = link.target:match('^#(.+)$')
      if id then
        table.insert(noted, { id = id, key = keys[id], source = source })
      end
    end,
  }
end

local function complain(link)
  local target = link.key or link.id
  local line = link.source:line_of_text('](#' .. target .. ')')
  if link.key then
    problems.add(link.source.name, line, "no table of the book has a row for '%s'", target)
  else
    problems.add(link.source.name, line, "a link to '#%s', which is nowhere", target)
  end
end

-- A link such as [figure](#tab-x), which leads to a table, or to nothing that has a number.
function links.complain_of_word(link, word, kind)
  for _, that in ipairs(noted) do
    if '#' .. that.id == link.target then
      local raw = '[' .. word .. '](' .. link.target .. ')'
      problems.add(that.source.name, that.source:line_of_text(raw),
        "%s leads to %s", raw, kind and 'what is called ' .. kind or 'nothing that has a number')
      return
    end
  end
end

-- Every place of the book, by its id.
function links.ids(book)
  local ids = {}
  local function note_id(element)
    local id = element.identifier
    if id ~= '' and ids[id] then
      problems.add('the book', 0, "two places are called '%s'", id)
    end
    ids[id] = true
  end
  book:walk { Header = note_id, Div = note_id, Span = note_id, CodeBlock = note_id }
  return ids
end

function links.check(ids)
  for _, link in ipairs(noted) do
    if not ids[link.id] then
      complain(link)
    end
  end
end

return links

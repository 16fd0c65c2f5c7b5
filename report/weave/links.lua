-- SPDX-License-Identifier: GPL-3.0-or-later
-- Links within the book: every one leads somewhere, and no two places have one name.
local places = require 'weave.places'
local problems = require 'weave.problems'

local links = {}

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

-- Complains of a link to nowhere. Those of numbers lead to their rows; keys says whose row an id is.
function links.check(link, ids, keys)
  local id = link.target:match('^#(.+)$')
  if not id or ids[id] then
    return
  elseif keys[id] then
    problems.at(places.of(link), "no table of the book has a row for '%s'", keys[id])
  else
    problems.at(places.of(link), "a link to '#%s', which is nowhere", id)
  end
end

return links

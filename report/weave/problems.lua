-- SPDX-License-Identifier: GPL-3.0-or-later
-- What is wrong with the book: collected while it is woven, and told all at once.
local problems = {}

local found = {}

-- Notes a problem of that line: the rest is a format and what goes into it.
function problems.add(file, line, ...)
  table.insert(found, { file = file, line = line, text = string.format(...) })
end

-- The same of a place; see weave/places.lua.
function problems.at(place, ...)
  problems.add(place.file, place.line, ...)
end

-- Stops with all problems, in the order of the files and their lines, if there are any.
function problems.stop_if_any()
  if #found == 0 then
    return
  end
  table.sort(found, function(a, b)
    if a.file ~= b.file then
      return a.file < b.file
    elseif a.line ~= b.line then
      return a.line < b.line
    end
    return a.text < b.text
  end)
  for _, p in ipairs(found) do
    io.stderr:write(string.format('%s:%d: %s\n', p.file, p.line, p.text))
  end
  io.stderr:write(string.format('The book is not written: %d problem%s.\n', #found,
    #found == 1 and '' or 's'))
  os.exit(1)
end

return problems

-- SPDX-License-Identifier: GPL-3.0-or-later
-- `make accept-numbers`: literals that no longer show their numbers are rewritten in the
-- chapters, for a person to review. On where the weave runs with --metadata accept=true.
local Source = require 'weave.source'

local accept = { is_on = false }

local noted = {}

-- Notes that old, at that place, is to become new.
function accept.note(place, old, new, says)
  table.insert(noted, { file = place.file, line = place.line, column = place.column, old = old,
    new = new, says = string.format('%s: %s', place, says) })
end

-- Rewrites the chapters; from the last place of a line to the first, so that no place moves.
function accept.rewrite()
  table.sort(noted, function(a, b)
    if a.file ~= b.file then
      return a.file < b.file
    elseif a.line ~= b.line then
      return a.line < b.line
    end
    return a.column > b.column
  end)
  local files, line_end = {}, {}
  for _, change in ipairs(noted) do
    if not files[change.file] then
      local text = Source.read(change.file)
      files[change.file] = Source.lines_of(text)
      line_end[change.file] = text:find('\r\n', 1, true) and '\r\n' or '\n'
    end
    local lines = files[change.file]
    local line = lines[change.line]
    lines[change.line] = line:sub(1, change.column - 1) .. change.new ..
      line:sub(change.column + #change.old)
    io.stderr:write(change.says, '\n')
  end
  for name, lines in pairs(files) do
    local file = assert(io.open(name .. '.tmp', 'wb'))
    file:write(table.concat(lines, line_end[name]), line_end[name])
    assert(file:close())
    assert(os.rename(name .. '.tmp', name))
  end
  io.stderr:write(string.format('%d literals rewritten.\n', #noted))
end

return accept

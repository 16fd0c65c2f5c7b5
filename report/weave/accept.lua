-- SPDX-License-Identifier: GPL-3.0-or-later
-- `make accept-numbers`: literals that no longer show their numbers are rewritten in the
-- chapters, for a person to review. On where the weave runs with --metadata accept=true.
local problems = require 'weave.problems'
local Source = require 'weave.source'

local accept = { is_on = false }

local noted = {}

-- Notes that old is to become new where it stands in the source.
function accept.note(source, old, new, key, literal, better)
  local line, column = source:place_of_text(old)
  if not line then
    problems.add(source.name, 1, '%s: %s is to become %s, but where it stands was not found', key,
      literal, better)
    return
  end
  table.insert(noted, { file = source.name, line = line, column = column, old = old, new = new,
    says = string.format('%s:%d: %s: %s becomes %s', source.name, line, key, literal, better) })
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
  local files = {}
  for _, change in ipairs(noted) do
    files[change.file] = files[change.file] or Source.lines_of(Source.read(change.file))
    local lines = files[change.file]
    local line = lines[change.line]
    lines[change.line] = line:sub(1, change.column - 1) .. change.new ..
      line:sub(change.column + #change.old)
    io.stderr:write(change.says, '\n')
  end
  for name, lines in pairs(files) do
    local file = assert(io.open(name .. '.tmp', 'wb'))
    file:write(table.concat(lines, '\n'), '\n')
    assert(file:close())
    assert(os.rename(name .. '.tmp', name))
  end
  io.stderr:write(string.format('%d literals rewritten.\n', #noted))
end

return accept

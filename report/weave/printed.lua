-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every number that the book prints, for whoever proves that its digits are right: lines of a
-- key, the number as it is printed, and where that is, with tabs between.
local problems = require 'weave.problems'

local printed = {}

local lines = {}

-- The number of that key is printed so, in that line of the source.
function printed.note(key, text, source, line)
  table.insert(lines, string.format('%s\t%s\t%s:%d\n', key, text, source.name, line))
end

-- Writes them all to a file, under its name only once it is whole.
function printed.write(file)
  local out, reason = io.open(file .. '.tmp', 'w')
  if not out then
    problems.add(file, 1, 'cannot be written: %s', reason)
    return
  end
  out:write(table.concat(lines))
  out:close()
  os.rename(file .. '.tmp', file)
end

return printed

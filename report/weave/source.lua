-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files as text and lines.
local Source = {}

-- The text of a file, or nil and the reason.
function Source.read(name)
  local file, reason = io.open(name, 'rb')
  if not file then
    return nil, reason
  end
  local text = file:read('a')
  file:close()
  if not text then
    return nil, 'it is no file'
  end
  return text
end

function Source.lines_of(text)
  local lines = {}
  for line in (text:gsub('\n?$', '\n')):gmatch('(.-)\r?\n') do
    table.insert(lines, line)
  end
  return lines
end

return Source

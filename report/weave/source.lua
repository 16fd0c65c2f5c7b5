-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files as text and lines, and where in a chapter's source a thing stands: pandoc does not
-- say, so it is looked for, and only when there is a problem to report.
local Source = {}
Source.__index = Source

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

function Source.new(name, text)
  -- What stands in a comment is not in the document.
  text = text:gsub('<!%-%-.-%-%->', function(comment)
    return (comment:gsub('[^\n]', ' '))
  end)
  return setmetatable({ name = name, lines = Source.lines_of(text), seen = {} }, Source)
end

-- The line of the next block of a kind: the things that open it are met in the order of the
-- source. opens says whether a line, and the one after it, do.
function Source:line_of_next(opens)
  for number = (self.seen[opens] or 0) + 1, #self.lines do
    if opens(self.lines[number], self.lines[number + 1] or '') then
      self.seen[opens] = number
      return number
    end
  end
  return 1
end

-- The line and column of the next occurrence of this very text, counted from the last one
-- asked for; nil where there is none.
function Source:place_of_text(text)
  local last = self.seen[text] or { line = 1, column = 0 }
  for number = last.line, #self.lines do
    local column = self.lines[number]:find(text, number == last.line and last.column + 1 or 1, true)
    if column then
      self.seen[text] = { line = number, column = column }
      return number, column
    end
  end
  return nil
end

function Source:line_of_text(text)
  return self:place_of_text(text) or 1
end

return Source

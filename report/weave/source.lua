-- SPDX-License-Identifier: GPL-3.0-or-later
-- Files as text and lines, and where in a chapter's source a thing stands: pandoc does not
-- say, so it is looked for. What is met in the order of the document is counted, so that the
-- second of two equal things is found in the second place.
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

local function blank(text)
  return (text:gsub('[^\n]', ' '))
end

-- The lines without what is code: in spans, and in blocks between their fences.
local function without_code(lines)
  local prose, fence = {}, nil
  for number, line in ipairs(lines) do
    local mark = line:match('^[%s>]*(```+)') or line:match('^[%s>]*(~~~+)')
    if not fence then
      prose[number] = line:gsub('`[^`]+`', blank)
      fence = mark
    elseif mark and mark:sub(1, #fence) == fence then
      prose[number], fence = line, nil
    else
      prose[number] = ''
    end
  end
  return prose
end

-- The line without its tied numbers, for those that look for untied ones.
local function without_tied(line)
  line = line:gsub('%[[^%[%]]*%]%([^()]*%)', blank):gsub('%[[^%[%]]*%]{[^{}]*}', blank)
  return (line:gsub('\\val%s*%b{}%s*%b{}', blank))
end

function Source.new(name, text)
  -- What stands in a comment is not in the document.
  local lines = Source.lines_of((text:gsub('<!%-%-.-%-%->', blank)))
  return setmetatable({ name = name, lines = lines, prose = without_code(lines), seen = {} }, Source)
end

-- The line of the next block of a kind: the things that open it are met in the order of the
-- source. opens says whether a line, and the one after it, do.
function Source:line_of_next(opens)
  for number = (self.seen[opens] or 0) + 1, #self.prose do
    if opens(self.prose[number], self.lines[number + 1] or '') then
      self.seen[opens] = number
      return number
    end
  end
  return 1
end

-- The line and column of the next occurrence of this very text in prose, counted from the last
-- one asked for; nil where there is none.
function Source:place_of_text(text)
  local last = self.seen[text] or { line = 1, column = 0 }
  for number = last.line, #self.prose do
    local from = number == last.line and last.column + 1 or 1
    local column = self.prose[number]:find(text, from, true)
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

-- The line of the next occurrence in all of the source, code and all.
function Source:line_of_raw(text)
  local key = 'raw ' .. text
  for number = (self.seen[key] or 0) + 1, #self.lines do
    if self.lines[number]:find(text, 1, true) then
      self.seen[key] = number
      return number
    end
  end
  return self.seen[key] or 1
end

-- The line of the next occurrence of a decimal that is tied to nothing.
function Source:line_of_untied(decimal)
  local pattern = '%f[%w.]' .. decimal:gsub('%p', '%%%0') .. '%f[^%w]'
  for number = (self.seen[pattern] or 0) + 1, #self.lines do
    if without_tied(self.lines[number]):find(pattern) then
      self.seen[pattern] = number
      return number
    end
  end
  return self.seen[pattern] or 1
end

return Source

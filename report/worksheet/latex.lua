-- SPDX-License-Identifier: GPL-3.0-or-later
-- All parts of the worksheets as one document for lualatex, which is started once.
local formula = require 'worksheet.formula'
local words = require 'worksheet.words'

local latex = {}

local FOLDER = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/worksheet/'

local escapes = { ['_'] = '\\_', ['-'] = '\\textminus{}' }

local function plain(text)
  return (text:gsub('[_]', escapes))
end

local function number(text)
  return (text:gsub('-', escapes))
end

local function markdown(text)
  return pandoc.write(pandoc.read(text, 'markdown-auto_identifiers'), 'latex')
end

local function given(round)
  local text = { '\\stage{' .. words.given .. '}\n\\begin{given}' }
  for _, entry in ipairs(round.given) do
    table.insert(text, string.format('\\givennumber{%s}{%s}', plain(entry.key), number(entry.text)))
  end
  table.insert(text, '\\end{given}')
  return table.concat(text, '\n')
end

local function steps(round, level)
  local text = {}
  for _, stage in ipairs(round.stages) do
    table.insert(text, '\\stage{' .. stage.title .. '}\n\\begin{steps}{' .. (level == 1 and '5pt' or '9pt') .. '}')
    for _, step in ipairs(stage.steps) do
      table.insert(text, string.format('\\step{%d}{%s}', step.place, (formula.step(step, round, level)
        :gsub('^\\begin{aligned}', '%0[t]'))))
    end
    table.insert(text, '\\end{steps}')
  end
  return table.concat(text, '\n')
end

local function list(round, with_answers)
  local text = {}
  for _, stage in ipairs(round.stages) do
    table.insert(text, '\\stage{' .. stage.title .. '}\n\\begin{numberlist}')
    for _, step in ipairs(stage.steps) do
      table.insert(text, string.format('\\find{%d}{%s}{%s}', step.place, plain(step.key),
        with_answers and number(step.text) or '\\blank{}'))
    end
    table.insert(text, '\\end{numberlist}')
  end
  return table.concat(text, '\n')
end

local function body(part, round, folder)
  if part.id == 'key' then
    return list(round, true)
  elseif part.id == 'network' then
    return round.has_drawing and '\\drawing{' .. folder .. '/drawing.pdf}' or ''
  elseif part.level == 4 then
    return markdown(words.how .. '\n' .. words.names) .. '\n' .. given(round) .. '\n' .. list(round, false)
  end
  return (part.level == 1 and '' or markdown(words.how) .. '\n') .. given(round) .. '\n' ..
    steps(round, part.level) ..
    (part.level == 1 and '\n\\begin{sources}' .. markdown(words.sources) .. '\\end{sources}' or '')
end

-- Each part begins a page and says in the log which, so that it can become a file of its own.
function latex.document(parts, name, round, folder)
  local text = {}
  for _, part in ipairs(parts) do
    table.insert(text, string.format('\\part{%s}{%s}{%s}\n%s\n%s', part.id, plain(words.exercise(name)),
      part.title, markdown(part.words), body(part, round, folder)))
  end
  local open = assert(io.open(FOLDER .. 'sheet.tex'))
  local template = open:read 'a'
  open:close()
  local fields = { name = name, title = plain(words.exercise(name)), subtitle = words.title,
    licence = markdown(words.licence), body = table.concat(text, '\n\n') }
  return (template:gsub('%$(%a+)%$', fields))
end

return latex

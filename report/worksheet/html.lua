-- SPDX-License-Identifier: GPL-3.0-or-later
-- A part of the worksheets as a page of its own, for the screen and for print.
local formula = require 'worksheet.formula'
local words = require 'worksheet.words'

local html = {}

local REPORT = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local FOLDER = REPORT .. '/worksheet/'

local OPTIONS = pandoc.WriterOptions { html_math_method = 'mathml' }

-- A browser shows no rule within a formula: there a blank is a row of underscores.
local function blanks(tex)
  return (tex:gsub('\\longblank{}', '\\text{' .. ('_'):rep(24) .. '}')
    :gsub('\\blank{}', '\\text{' .. ('_'):rep(9) .. '}'))
end

local escapes = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;' }

local function escape(text)
  return (text:gsub('[&<>]', escapes))
end

local function read(file)
  local open = assert(io.open(file))
  local text = open:read 'a'
  open:close()
  return text
end

-- Blocks as HTML. The TeX of a formula is not repeated beside it. A blank takes the place of a number, and
-- has the space around it that a number has.
local function set(blocks)
  local text = pandoc.write(pandoc.Pandoc(blocks), 'html5', OPTIONS)
  return (text:gsub('<annotation.-</annotation>', ''):gsub('</?semantics>', '')
    :gsub('<mtext mathvariant="normal">(_+)</mtext>', '<mn>%1</mn>'))
end

local function markdown(text)
  return pandoc.read(text, 'markdown-auto_identifiers').blocks
end

-- ------------------------------------------------------------------------ its parts

local function given(round)
  local rows = {}
  for _, number in ipairs(round.given) do
    table.insert(rows, string.format('<div><dt>%s</dt><dd>%s</dd></div>', number.key,
      (number.text:gsub('^-', '−'))))
  end
  return '<h2>' .. words.given .. '</h2>\n<dl class="given">' .. table.concat(rows, '\n') .. '</dl>'
end

-- All steps as formulas go through the writer at once: it is called as seldom as can be.
local function steps(round, level)
  local blocks = pandoc.Blocks {}
  for _, stage in ipairs(round.stages) do
    blocks:insert(pandoc.Header(2, stage.title))
    local list = pandoc.Blocks {}
    for _, step in ipairs(stage.steps) do
      list:insert(pandoc.Div({
        pandoc.Plain { pandoc.Span(tostring(step.place), pandoc.Attr('', { 'place' })),
          pandoc.Math('DisplayMath', blanks(formula.step(step, round, level))) },
      }, pandoc.Attr('step-' .. step.place, { 'step' })))
    end
    -- Where a formula is wider than the screen, keys can move it.
    blocks:insert(pandoc.Div(list, pandoc.Attr('', { 'steps' },
      { { 'role', 'region' }, { 'tabindex', '0' }, { 'aria-label', stage.title } })))
  end
  return set(blocks)
end

local BLANK = '<dd><span class="blank" role="img" aria-label="to be filled in"></span></dd>'

-- All numbers to be found, or found.
local function list(round, with_answers)
  local text = {}
  for _, stage in ipairs(round.stages) do
    table.insert(text, '<h2>' .. stage.title .. '</h2>\n<dl class="numbers">')
    for _, step in ipairs(stage.steps) do
      table.insert(text, string.format(
        '<div id="step-%d"><dt><span class="place">%d</span> %s</dt>%s</div>', step.place, step.place,
        step.key, with_answers and '<dd>' .. step.text:gsub('-', '−') .. '</dd>' or BLANK))
    end
    table.insert(text, '</dl>')
  end
  return table.concat(text, '\n')
end

local function body(part, round, drawing)
  if part.id == 'key' then
    return list(round, true)
  elseif part.id == 'network' then
    return drawing and string.format('<div class="network" role="region" tabindex="0" aria-label="%s">%s</div>',
      part.title, (drawing:gsub('^<svg ', '%0role="img" aria-label="' .. words.drawing .. '" '))) or ''
  elseif part.level == 4 then
    return set(markdown(words.how .. '\n' .. words.names)) .. '\n' .. given(round) .. '\n' .. list(round, false)
  end
  return (part.level == 1 and '' or set(markdown(words.how)) .. '\n') .. given(round) .. '\n' ..
    steps(round, part.level) ..
    (part.level == 1 and '\n<div class="sources">' .. set(markdown(words.sources)) .. '</div>' or '')
end

function html.page(part, name, round, drawing)
  local fields = {
    title = escape(words.exercise(name) .. ', ' .. part.title:lower()),
    style = read(FOLDER .. 'sheet.css'),
    exercise = escape(words.exercise(name)),
    heading = part.title,
    subtitle = words.title,
    name = part.id == 'key' and '' or '<p class="name">Name:</p>',
    words = set(markdown(part.words)),
    body = body(part, round, drawing),
    licence = set(markdown(words.licence)),
  }
  local page = read(FOLDER .. 'sheet.html'):gsub('%$(%a+)%$', fields)
  return pandoc.pipe('sed', { '-f', REPORT .. '/mathml.sed', '-f', REPORT .. '/markup.sed' }, page)
end

return html

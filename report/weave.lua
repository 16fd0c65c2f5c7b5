-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weave: reads every chapter, ties it to the C and to the computed numbers, and makes
-- of all chapters one document. A pandoc filter, run on an empty input:
--
--   pandoc --lua-filter report/weave.lua --metadata values=... --metadata figures=...
--          --metadata chapters='chapters/00_network.md ...' /dev/null
--
-- In a chapter it understands
--
--   ``` {.c file=chapters/01_forward_pass.c region=outputs}     an empty fenced block:
--   ```                                                         that region of the C
--   ::: {.numbers chapter=1}                                    every number that the
--   :::                                                         chapter works out
--   ::: {.figure #fig-network file=network alt="..."}           a figure, and below it
--   :::                                                         this text as caption
--
-- In C, `//> name` opens a region and `//< name` closes it. All problems of a run are
-- reported at once, as file:line: what is wrong, and then nothing is written.

local problems = {}

local function problem(file, line, ...)
  table.insert(problems, { file = file, line = line, text = string.format(...) })
end

-- Stops with all problems, in the order of the files and their lines, if there are any.
local function stop_if_problems()
  if #problems == 0 then
    return
  end
  table.sort(problems, function(a, b)
    if a.file ~= b.file then
      return a.file < b.file
    elseif a.line ~= b.line then
      return a.line < b.line
    end
    return a.text < b.text
  end)
  for _, p in ipairs(problems) do
    io.stderr:write(string.format('%s:%d: %s\n', p.file, p.line, p.text))
  end
  io.stderr:write(string.format('The book is not written: %d problem%s.\n', #problems,
    #problems == 1 and '' or 's'))
  os.exit(1)
end

-- ---------------------------------------------------------------------------- files

local function read_file(name)
  local file, reason = io.open(name, 'rb')
  if not file then
    return nil, reason
  end
  local text = file:read('a')
  file:close()
  return text
end

local function lines_of(text)
  local lines = {}
  for line in (text:gsub('\n?$', '\n')):gmatch('(.-)\r?\n') do
    table.insert(lines, line)
  end
  return lines
end

-- A chapter's source, so that a problem found in its document can be given a line.
local Source = {}
Source.__index = Source

function Source.new(name, text)
  return setmetatable({ name = name, text = text, lines = lines_of(text), seen = {} }, Source)
end

-- How each kind of block opens in the source.
local function opens_listing(line)
  return line:match('^%s*```') and (line:match('[%s{]file=') or line:match('[%s{]region='))
end
local function opens_numbers(line)
  return line:match('^%s*:::+%s*{?%s*%.?numbers')
end
local function opens_figure(line)
  return line:match('^%s*:::+%s*{?%s*%.?figure')
end

-- The line of the next block of a kind: blocks are met in the order of the source.
function Source:line_of_next(opens)
  for number = (self.seen[opens] or 0) + 1, #self.lines do
    if opens(self.lines[number]) then
      self.seen[opens] = number
      return number
    end
  end
  return 1
end

-- -------------------------------------------------------------------------- regions

-- One line of C, as a marker: 'open' or 'close' and the region's name. Nil for any other
-- line; no name where the marker is not well formed.
local function marker(line)
  local sign, rest = line:match('^%s*//([<>])(.*)$')
  if not sign then
    return nil
  end
  return sign == '>' and 'open' or 'close', rest:match('^ ([%w_]+)%s*$')
end

-- The regions of a C file by name: {first = line number, lines = ...}.
local function scan_regions(file, text)
  local regions = {}
  local open = nil
  local nested = {}
  for number, line in ipairs(lines_of(text)) do
    local kind, name = marker(line)
    if not kind then
      if open then
        table.insert(open.lines, line)
      end
    elseif not name then
      problem(file, number, "a marker without a name, expected '//> name' or '//< name'")
    elseif kind == 'open' and open then
      problem(file, number, "region '%s' begins inside region '%s' (line %d)", name, open.name,
        open.first - 1)
      nested[name] = true
    elseif kind == 'open' then
      open = { name = name, first = number + 1, lines = {} }
      if regions[name] then
        problem(file, number, "region '%s' is there twice, first in line %d", name,
          regions[name].first - 1)
      end
      regions[name] = regions[name] or open
    elseif open and open.name == name then
      open = nil
    elseif nested[name] then
      nested[name] = nil
    elseif open then
      problem(file, number, "region '%s' ends here, but '%s' (line %d) is open", name, open.name,
        open.first - 1)
    else
      problem(file, number, "region '%s' ends here but begins nowhere", name)
    end
  end
  if open then
    problem(file, open.first - 1, "region '%s' is never closed", open.name)
  end
  return regions
end

local regions_of_file = {}

-- The regions of a file, which is scanned once; nil where there is no such file.
local function regions_in(file)
  if not regions_of_file[file] then
    local text = read_file(file)
    regions_of_file[file] = text and scan_regions(file, text)
  end
  return regions_of_file[file]
end

-- The listing that a fenced block asks for: the region's lines, numbered as in the file.
local function listing(block, source)
  local file, name = block.attributes.file, block.attributes.region
  if not file and not name then
    return nil
  end
  local line = source:line_of_next(opens_listing)
  if not file or not name then
    problem(source.name, line, 'a listing needs both file= and region=')
    return nil
  end
  if block.text:match('%S') then
    problem(source.name, line, 'a listing is filled by the weave, expected an empty block')
  end
  local regions = regions_in(file)
  if not regions then
    problem(source.name, line, "there is no file '%s'", file)
    return nil
  end
  local region = regions[name]
  if not region then
    problem(source.name, line, "there is no region '%s' in %s", name, file)
    return nil
  end
  local last = region.first + #region.lines - 1
  local code = pandoc.CodeBlock(table.concat(region.lines, '\n'),
    pandoc.Attr('', { 'c' }, { { 'startFrom', tostring(region.first) } }))
  local caption = pandoc.Para {
    pandoc.Code(file), pandoc.Str(','), pandoc.Space(),
    pandoc.Str(string.format('lines %d–%d', region.first, last)),
  }
  local id = 'code-' .. file:match('([^/]+)%.%w+$') .. '-' .. name
  return pandoc.Div({ pandoc.Div({ caption }, pandoc.Attr('', { 'caption' })), code },
    pandoc.Attr(id, { 'listing' }))
end

-- -------------------------------------------------------------------------- numbers

-- The walk: a list of {key, text, chapter}, chapter by chapter as the program prints them.
local function read_values(file)
  local text, reason = read_file(file)
  if not text then
    problem(file, 1, 'cannot be read: %s', reason)
    return {}
  end
  local values = {}
  for number, line in ipairs(lines_of(text)) do
    local chapter, key, value = line:match('^(%d+)\t([^\t]+)\t([^\t]+)$')
    if not key or not tonumber(value) then
      problem(file, number, 'expected a chapter, a key and a number, with tabs between')
    else
      table.insert(values, { key = key, text = value, chapter = tonumber(chapter) })
    end
  end
  return values
end

-- A key as an id: n-dE.dw5, n-w5-new, n-E_total-after-10000.
local function id_of_key(key)
  return 'n-' .. key:gsub('/', '.'):gsub('%+', '-new'):gsub('@', '-after-')
end

-- At most 12 significant digits: what two C libraries surely agree on. Where that is not
-- the whole number, there are 12 of them, trailing zeros too.
local function shown(text)
  local number = tonumber(text)
  local short = string.format('%.12g', number)
  if tonumber(short) ~= number then
    short = string.format('%#.12g', number)
  end
  local digits, exponent = short:match('^([^e]+)e?(.*)$')
  local inlines = pandoc.Inlines { pandoc.Str((digits:gsub('^-', '−'))) }
  if exponent ~= '' then
    local power = tostring(tonumber(exponent)):gsub('^-', '−'):gsub('%.0$', '')
    inlines:extend { pandoc.Str(' × 10'), pandoc.Superscript { pandoc.Str(power) } }
  end
  return inlines
end

-- The table of a chapter's numbers that a div of class numbers asks for.
local function number_table(div, source, values)
  local chapter = tonumber(div.attributes.chapter)
  local line = source:line_of_next(opens_numbers)
  if not chapter then
    problem(source.name, line, 'a table of numbers needs chapter= and its number')
    return nil
  end
  local rows = {}
  for _, value in ipairs(values) do
    if value.chapter == chapter then
      table.insert(rows, {
        { pandoc.Plain { pandoc.Span({ pandoc.Code(value.key) },
          pandoc.Attr(id_of_key(value.key))) } },
        { pandoc.Plain(shown(value.text)) },
      })
    end
  end
  if #rows == 0 then
    problem(source.name, line, 'chapter %d has no numbers', chapter)
    return nil
  end
  local head = { { pandoc.Plain { pandoc.Str('name') } }, { pandoc.Plain { pandoc.Str('value') } } }
  local simple = pandoc.SimpleTable({}, { pandoc.AlignLeft, pandoc.AlignLeft }, { 0, 0 }, head, rows)
  return pandoc.Div({ pandoc.utils.from_simple_table(simple) }, pandoc.Attr('', { 'numbers' }))
end

-- -------------------------------------------------------------------------- figures

-- The figures' colours (figures/style.gp) as the page's CSS variables.
local colours = {
  ['0,114,178'] = 'forward', ['213,94,0'] = 'backward', ['0,158,115'] = 'update',
  ['112,112,112'] = 'muted', ['26,26,26'] = 'ink', ['255,255,255'] = 'paper',
}

local function escaped(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

-- The SVG in the page's colours, which follow dark mode; another colour would not.
local function recoloured(svg, source, line)
  svg = svg:gsub('rgb%(%s*(%d+),%s*(%d+),%s*(%d+)%)', function(r, g, b)
    local name = colours[r .. ',' .. g .. ',' .. b]
    if not name then
      problem(source.name, line, 'the figure has a colour of its own, rgb(%s, %s, %s)', r, g, b)
    end
    return name and 'var(--' .. name .. ')'
  end)
  return (svg:gsub('#ffffff', 'var(--paper)'):gsub('#FFFFFF', 'var(--paper)'))
end

-- gnuplot's SVG as part of a page: no prologue, ids of its own, and a text alternative in
-- the place of "Gnuplot".
local function inline_svg(svg, id, alt)
  svg = svg:gsub('^.-<svg', '<svg', 1)
  svg = svg:gsub('<title>.-</title>%s*<desc>.-</desc>', '', 1)
  svg = svg:gsub('<svg', string.format('<svg role="img" aria-label="%s"', escaped(alt)), 1)
  svg = svg:gsub(' id=(["\'])', ' id=%1' .. id .. '-')
  svg = svg:gsub('xlink:href=(["\'])#', 'xlink:href=%1#' .. id .. '-')
  svg = svg:gsub('url%(#', 'url(#' .. id .. '-')
  return svg
end

local function figure(div, source, folder)
  local name = div.attributes.file
  local line = source:line_of_next(opens_figure)
  if not name or div.identifier == '' or (div.attributes.alt or '') == '' then
    problem(source.name, line, 'a figure needs an id, file= and alt=')
    return nil
  end
  local svg = read_file(folder .. '/' .. name .. '.svg')
  if not svg then
    problem(source.name, line, "there is no figure '%s'", name)
    return nil
  end
  local picture = pandoc.RawBlock('html',
    inline_svg(recoloured(svg, source, line), div.identifier, div.attributes.alt))
  local caption = pandoc.Div(div.content, pandoc.Attr('', { 'caption' }))
  return pandoc.Div({ picture, caption }, pandoc.Attr(div.identifier, { 'figure' }))
end

-- ------------------------------------------------------------------------- the book

local READER = 'markdown-latex_macros-citations-auto_identifiers'

-- A chapter's blocks, headed by its title, or nothing where it cannot be read.
local function weave_chapter(file, values, figures)
  local text, reason = read_file(file)
  if not text then
    problem(file, 1, 'cannot be read: %s', reason)
    return {}
  end
  regions_in((file:gsub('%.md$', '.c'))) -- its markers are checked, shown or not
  local source = Source.new(file, text)
  local chapter = pandoc.read(text, READER)
  local number, name = file:match('(%d+)_([%w_]+)%.md$')
  if not number or not chapter.meta.title then
    problem(file, 1, 'a chapter is called NN_name.md and begins with its title: in front matter')
    return {}
  end
  local title = pandoc.Inlines { pandoc.Str(tostring(tonumber(number))), pandoc.Space() }
  title:extend(pandoc.Inlines(chapter.meta.title))
  local blocks = pandoc.Blocks { pandoc.Header(1, title, pandoc.Attr(name)) }
  blocks:extend(chapter:walk {
    CodeBlock = function(block) return listing(block, source) end,
    Div = function(div)
      if div.classes:includes('numbers') then
        return number_table(div, source, values)
      elseif div.classes:includes('figure') then
        return figure(div, source, figures)
      end
    end,
  }.blocks)
  return blocks
end

function Pandoc(doc)
  local stringify = pandoc.utils.stringify
  local figures = stringify(doc.meta.figures or '')
  local values = read_values(stringify(doc.meta.values or ''))
  local blocks = pandoc.Blocks {}
  for file in stringify(doc.meta.chapters or ''):gmatch('%S+') do
    blocks:extend(weave_chapter(file, values, figures))
  end
  stop_if_problems()
  doc.meta.values, doc.meta.figures, doc.meta.chapters = nil, nil, nil
  return pandoc.Pandoc(blocks, doc.meta)
end

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Figures: gnuplot's SVG, set into the page.
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local Source = require 'weave.source'

local figures = {}

-- The figures' colours (figures/style.gp) as the page's CSS variables.
local colours = {
  ['0,114,178'] = 'forward', ['213,94,0'] = 'backward', ['0,158,115'] = 'update',
  ['112,112,112'] = 'muted', ['26,26,26'] = 'ink', ['255,255,255'] = 'paper',
}

local function opens_figure(line)
  return line:match('^[%s>]*:::.*[%s{.]figure[%s}]') or line:match('^[%s>]*:::+%s*figure%s*$')
end

local function escaped(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

-- The SVG in the page's colours, which follow dark mode; any other colour would not.
local function recoloured(svg, source, line)
  svg = svg:gsub('rgb%(%s*(%d+),%s*(%d+),%s*(%d+)%)', function(r, g, b)
    local name = colours[r .. ',' .. g .. ',' .. b]
    return name and 'var(--' .. name .. ')'
  end)
  svg = svg:gsub('#ffffff', 'var(--paper)'):gsub('#FFFFFF', 'var(--paper)')
  svg = svg:gsub('(["\'])black%1', '%1var(--ink)%1') -- gnuplot's own, where it is not told
  local painted = svg:gsub('<defs>.-</defs>', '')
  for attribute, _, colour in painted:gmatch('([%w-]+)%s*=%s*(["\'])(.-)%2') do
    local is_paint = attribute == 'fill' or attribute == 'stroke'
    if is_paint and not (colour == 'none' or colour == 'currentColor' or colour:match('^var%(')) then
      problems.add(source.name, line, "the figure has a colour of its own, %s='%s'", attribute,
        colour)
    end
  end
  return svg
end

-- A coordinate to a tenth of a unit, which is as fine as any screen shows it.
local function in_tenths(number)
  return (string.format('%.1f', number):gsub('%.0$', ''):gsub('^(%-?)0%.', '%1.'):gsub('^%-0$', '0'))
end

-- The points of a path {command, x, y} in tenths of a unit, without those that are hardly
-- apart from the one before. The ends of each line stay.
local function points_of(path)
  local points = {}
  for command, x, y in path:gmatch('([ML])%s*(-?[%d.]+),(-?[%d.]+)') do
    local point = { command, math.floor(x * 10 + 0.5), math.floor(y * 10 + 0.5) }
    local last, before = points[#points], points[#points - 1]
    if command == 'L' and before and last[1] == 'L' and
      math.max(math.abs(last[2] - before[2]), math.abs(last[3] - before[3])) < 30 then
      points[#points] = point
    else
      table.insert(points, point)
    end
  end
  return points
end

-- A path of lines, each told as a step from the point before, which takes fewer digits. The
-- steps are between rounded points, so that what is rounded off does not add up.
local function in_steps(path)
  local steps, last = {}, nil
  for _, point in ipairs(points_of(path)) do
    local command, x, y = table.unpack(point)
    local is_step = command == 'L'
    local dx, dy = x - (is_step and last[2] or 0), y - (is_step and last[3] or 0)
    local letter = is_step and (last[1] == 'L' and ' ' or 'l') or 'M'
    table.insert(steps, letter .. in_tenths(dx / 10) .. ',' .. in_tenths(dy / 10))
    last = point
  end
  return table.concat(steps)
end

-- Without what nobody sees: prologue, gnuplot's titles, markers that are not used, blanks, and
-- the paper, which the page has.
local function slim(svg)
  svg = svg:gsub('^.-<svg', '<svg', 1)
  svg = svg:gsub('%s*<rect x="0" y="0" width="%d+" height="%d+" fill="[^"]*"/>', '', 1)
  svg = svg:gsub('%s*<title>.-</title>', ''):gsub('%s*<desc>.-</desc>', '')
  local before
  repeat -- a marker may be used by another marker that is not used
    before = svg
    svg = svg:gsub("%s*<%w+ id='(gp%w+)'[^>]*/>", function(id)
      return not svg:find("'#" .. id .. "'", 1, true) and '' or nil
    end)
  until svg == before
  svg = svg:gsub("%s*<filter id='(%w+)'.-</filter>", function(id)
    return not svg:find('url(#' .. id .. ')', 1, true) and '' or nil
  end):gsub(' id="gnuplot_[%w_]+"', '')
  svg = svg:gsub(' stroke%-linecap="butt" stroke%-linejoin="miter"', '')
    :gsub(" shape%-rendering='crispEdges'", ''):gsub('%s*font%-family="[^"]*"', '')
  svg = svg:gsub("'/>Z%s", "'/>") -- gnuplot closes a polygon once in the line, once as text
  local n
  repeat
    svg, n = svg:gsub('<g[^<>]*>%s*</g>%s*', '')
  until n == 0
  -- What every group says again is said once, of the whole picture.
  svg = svg:gsub('<svg', '<svg fill="none" color="var(--ink)" stroke="currentColor"', 1)
  svg = svg:gsub('<g fill="none" color="[%w%(%)-]+" stroke="currentColor"', '<g')
  svg = svg:gsub('<tspan *>([^<]*)</tspan></text>', '%1</text>')
  svg = svg:gsub('  text%-anchor="start"', ''):gsub('"(%d+)%.00"', '"%1"')
  svg = svg:gsub('[ \t]+\n', '\n'):gsub('\n%s+', '\n'):gsub("%s+'/>", "'/>"):gsub('>%s+<', '><')
  -- A shape that is filled and then drawn around is one path.
  svg = svg:gsub("<g stroke='none'><polygon fill = '(var%(%-%-paper%))' points = '[^']*'/></g>" ..
    "<path stroke=", "<path fill='%1' stroke=")
  svg = svg:gsub('<g>(<g [^<>]*><path[^<>]*/></g>)</g>', '%1')
  svg = svg:gsub(" d='(M[%d%s.,LM-]+)'", function(path) return " d='" .. in_steps(path) .. "'" end)
  return (svg:gsub(" points = '([%d%s.,-]+)'", function(points)
    return " points='" .. points:gsub('%d+%.%d+', in_tenths):gsub('%s+', ' ') .. "'"
  end))
end

-- gnuplot's SVG as part of a page: slim, with ids of its own and a text alternative.
local function inline_svg(svg, id, alt)
  svg = slim(svg)
  svg = svg:gsub('<svg', function()
    return string.format('<svg role="img" aria-label="%s"', escaped(alt))
  end, 1)
  local function with_prefix(before)
    return before .. id .. '-'
  end
  return (svg:gsub('( id=["\'])', with_prefix):gsub('(xlink:href=["\']#)', with_prefix)
    :gsub('(url%(#)', with_prefix))
end

-- The div's text alternative as one line, and the rest of it, which is the caption.
local function alt_and_caption(div)
  local alt, caption = '', pandoc.Blocks {}
  for _, block in ipairs(div.content) do
    if block.t == 'Div' and block.classes:includes('alt') then
      alt = pandoc.utils.stringify(block):gsub('%s+', ' ')
    else
      caption:insert(block)
    end
  end
  return alt, caption
end

local function has_math(blocks)
  local found = false
  blocks:walk { Math = function() found = true end }
  return found
end

-- The numbers that the picture prints, noted under the keys that have them: those of tics and
-- contour lines have none. gnuplot writes powers of ten in its own way.
local function note_numbers(file, source, line, all)
  local text = Source.read(file)
  for number, shown in (text or ''):gmatch('(%S+)\t([^\n]*)') do
    local value = all.by_number[tonumber(number)]
    if value then
      printed.note(value.key, (shown:gsub('×10^{(.-)}', 'e%1'):gsub('−', '-')), source, line)
    end
  end
end

-- What this becomes: the picture, and the text as its caption.
--
--   ::: {#fig-network .figure file=network}
--   The caption.
--
--   ::: alt
--   What the picture shows, for those who do not see it: read aloud, so without formulas.
--   :::
--   :::
function figures.figure(div, source, all, folder)
  local name = div.attributes.file
  local line = source:line_of_next(opens_figure)
  local alt, caption = alt_and_caption(div)
  if not name or div.identifier == '' or alt == '' then
    problems.add(source.name, line, 'a figure needs an id, file= and a div of class alt')
    return nil
  elseif has_math(div.content) and not has_math(caption) then
    problems.add(source.name, line, "a text alternative is read aloud, expected w5 and not a formula")
  end
  local svg = Source.read(folder .. '/' .. name .. '.svg')
  if not svg then
    problems.add(source.name, line, "there is no figure '%s'", name)
    return nil
  end
  note_numbers(folder .. '/' .. name .. '.numbers', source, line, all)
  local picture = pandoc.RawBlock('html', inline_svg(recoloured(svg, source, line), div.identifier, alt))
  -- On a narrow page the picture scrolls, so the keyboard must reach it.
  local frame = pandoc.Div({ picture }, pandoc.Attr('', { 'picture' }, { { 'tabindex', '0' } }))
  return pandoc.Div({ frame, pandoc.Div(caption, pandoc.Attr('', { 'caption' })) },
    pandoc.Attr(div.identifier, { 'figure' }))
end

return figures

-- SPDX-License-Identifier: GPL-3.0-or-later
-- gnuplot's SVG, made fit to stand in the page itself, or alone.
local svg = {}

-- The figures' colours (figures/style.gp) as the page's CSS variables.
local colours = {
  ['0,114,178'] = 'forward', ['213,94,0'] = 'backward', ['0,158,115'] = 'update',
  ['112,112,112'] = 'muted', ['26,26,26'] = 'ink', ['255,255,255'] = 'paper',
}

local function escaped(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

-- The picture in the page's colours, which follow dark mode.
local function recoloured(picture)
  picture = picture:gsub('rgb%(%s*(%d+),%s*(%d+),%s*(%d+)%)', function(r, g, b)
    local name = colours[r .. ',' .. g .. ',' .. b]
    return name and 'var(--' .. name .. ')'
  end)
  picture = picture:gsub('#ffffff', 'var(--paper)'):gsub('#FFFFFF', 'var(--paper)')
  return (picture:gsub('(["\'])black%1', '%1var(--ink)%1')) -- gnuplot's own, where it is not told
end

-- The colours that the page would not have, each as attribute='colour'.
function svg.foreign_colours(picture)
  local foreign = {}
  local painted = recoloured(picture):gsub('<defs>.-</defs>', '')
  for attribute, _, colour in painted:gmatch('([%w-]+)%s*=%s*(["\'])(.-)%2') do
    local is_paint = attribute == 'fill' or attribute == 'stroke'
    if is_paint and not (colour == 'none' or colour == 'currentColor' or colour:match('^var%(')) then
      table.insert(foreign, string.format("%s='%s'", attribute, colour))
    end
  end
  return foreign
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
local function slim(picture)
  picture = picture:gsub('^.-<svg', '<svg', 1)
  picture = picture:gsub('%s*<rect x="0" y="0" width="%d+" height="%d+" fill="[^"]*"/>', '', 1)
  picture = picture:gsub('%s*<title>.-</title>', ''):gsub('%s*<desc>.-</desc>', '')
  local before
  repeat -- a marker may be used by another marker that is not used
    before = picture
    picture = picture:gsub("%s*<%w+ id='(gp%w+)'[^>]*/>", function(id)
      return not picture:find("'#" .. id .. "'", 1, true) and '' or nil
    end)
  until picture == before
  picture = picture:gsub("%s*<filter id='(%w+)'.-</filter>", function(id)
    return not picture:find('url(#' .. id .. ')', 1, true) and '' or nil
  end):gsub(' id="gnuplot_[%w_]+"', '')
  picture = picture:gsub(' stroke%-linecap="butt" stroke%-linejoin="miter"', '')
    :gsub(" shape%-rendering='crispEdges'", ''):gsub('%s*font%-family="[^"]*"', '')
  picture = picture:gsub("'/>Z%s", "'/>") -- gnuplot closes a polygon once in the line, once as text
  local n
  repeat
    picture, n = picture:gsub('<g[^<>]*>%s*</g>%s*', '')
  until n == 0
  -- What every group says again is said once, of the whole picture.
  picture = picture:gsub('<svg', '<svg fill="none" color="var(--ink)" stroke="currentColor"', 1)
  picture = picture:gsub('<g fill="none" color="[%w%(%)-]+" stroke="currentColor"', '<g')
  picture = picture:gsub('<tspan *>([^<]*)</tspan></text>', '%1</text>')
  picture = picture:gsub('  text%-anchor="start"', ''):gsub('"(%d+)%.00"', '"%1"')
  picture = picture:gsub('[ \t]+\n', '\n'):gsub('\n%s+', '\n'):gsub("%s+'/>", "'/>"):gsub('>%s+<', '><')
  -- A shape that is filled and then drawn around is one path.
  picture = picture:gsub("<g stroke='none'><polygon fill = '(var%(%-%-paper%))' points = '[^']*'/></g>" ..
    "<path stroke=", "<path fill='%1' stroke=")
  picture = picture:gsub('<g>(<g [^<>]*><path[^<>]*/></g>)</g>', '%1')
  picture = picture:gsub(" d='(M[%d%s.,LM-]+)'", function(path) return " d='" .. in_steps(path) .. "'" end)
  return (picture:gsub(" points = '([%d%s.,-]+)'", function(points)
    return " points='" .. points:gsub('%d+%.%d+', in_tenths):gsub('%s+', ' ') .. "'"
  end))
end

-- A picture as a file of its own: slim, in its own colours, on white paper.
function svg.alone(picture)
  local width, height = picture:match('viewBox="0 0 (%d+) (%d+)"')
  local own = {}
  for rgb, name in pairs(colours) do
    own[name] = 'rgb(' .. rgb .. ')'
  end
  picture = slim(recoloured(picture)):gsub('var%(%-%-(%w+)%)', own)
  return '<?xml version="1.0" encoding="utf-8"?>\n' .. picture:gsub('^<svg', '%0 font-family="sans-serif"', 1)
    :gsub('>', string.format('><rect width="%s" height="%s" fill="%s" stroke="none"/>', width, height, own.paper), 1)
end

-- A picture as part of a page: slim, in its colours, with ids of its own and a text alternative.
function svg.inline(picture, id, alt)
  picture = slim(recoloured(picture))
  picture = picture:gsub('<svg', function()
    return string.format('<svg role="img" aria-label="%s"', escaped(alt))
  end, 1)
  local function with_prefix(before)
    return before .. id .. '-'
  end
  return (picture:gsub('( id=["\'])', with_prefix):gsub('(xlink:href=["\']#)', with_prefix)
    :gsub('(url%(#)', with_prefix))
end

return svg

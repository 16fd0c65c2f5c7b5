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

-- Without what gnuplot does beside the drawing: titles that name the program and not the picture,
-- ids that it may give twice, a letter of text behind a polygon that it closes, and jagged edges.
local function mended(picture)
  picture = picture:gsub('<title>.-</title>', ''):gsub('<desc>.-</desc>', '')
  return (picture:gsub(' id="gnuplot_[%w_]+"', ''):gsub("'/>Z%s", "'/>\n")
    :gsub(" shape%-rendering='crispEdges'", ''))
end

-- A picture as a file of its own, in its own colours, on white paper.
svg.alone = mended

-- Tenths, as a number without what it can do without. A tenth of a unit is less than a tenth of a
-- pixel.
local function tenths(n)
  return (string.format('%.1f', n / 10):gsub('%.0$', ''):gsub('^(%-?)0%.', '%1.'):gsub('^%-0$', '0'))
end

local function in_tenths(number)
  return math.floor(tonumber(number) * 10 + 0.5)
end

-- A path of moves and lines, each line from the end of the one before. Whole tenths are added, so
-- that nothing is lost on the way.
local function relative(path)
  local x, y = 0, 0
  return (path:gsub('([ML]) *(%-?[%d.]+),(%-?[%d.]+) *', function(command, to_x, to_y)
    to_x, to_y = in_tenths(to_x), in_tenths(to_y)
    local by = command == 'L' and { to_x - x, to_y - y } or { to_x, to_y }
    x, y = to_x, to_y
    return (command == 'L' and 'l' or 'M') .. tenths(by[1]) .. ',' .. tenths(by[2])
  end):gsub('%s+', ' '))
end

-- An element's tag, with blanks where they part something, and places to a tenth.
local function slim_tag(tag)
  tag = tag:gsub("( d ?= ?')([^']*)", function(before, path)
    return before .. (path:find('[^MLZ%d%s.,-]') and path or relative(path))
  end):gsub("( points ?= ?')([^']*)", function(before, points)
    return before .. points:gsub('%-?%d+%.%d+', function(n) return tenths(in_tenths(n)) end)
  end)
  return (tag:gsub('%.00%f[%D]', ''):gsub('(%.%d)0%f[%D]', '%1')
    :gsub('%s+', ' '):gsub(' ([/>])', '%1'):gsub(' ?= ?', '='):gsub(" '", "'"))
end

-- Without what gnuplot writes and nobody sees: groups with nothing in them, shifts behind a text,
-- and what is so where nothing is told. The page has its own fonts.
local function slimmed(picture)
  picture = picture:gsub(' font%-family="sans%-serif"', ''):gsub('<[^>]*>', slim_tag)
    :gsub(' stroke%-linecap="butt"', ''):gsub(' stroke%-linejoin="miter"', '')
    :gsub('<tspan[^>]*></tspan></text>', '</text>'):gsub('<tspan>([^<]*)</tspan>', '%1')
    :gsub('>%s*\n%s*<', '><')
  local before
  repeat
    before = #picture
    picture = picture:gsub('<g[^>]*></g>', '')
  until #picture == before
  return picture
end

-- A picture as part of a page: in its colours, with ids of its own and a text alternative, and
-- without the prologue of a file.
function svg.inline(picture, id, alt)
  picture = slimmed(mended(recoloured(picture))):gsub('^.-<svg', function()
    return string.format('<svg role="img" aria-label="%s"', escaped(alt))
  end, 1)
  local function with_prefix(before)
    return before .. id .. '-'
  end
  return (picture:gsub('( id=["\'])', with_prefix):gsub('(xlink:href=["\']#)', with_prefix)
    :gsub('(url%(#)', with_prefix))
end

return svg

-- SPDX-License-Identifier: GPL-3.0-or-later
-- gnuplot's SVG, made fit to stand in the page itself, or alone.
local short_svg = require 'short_svg'

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

-- A picture as part of a page: in its colours, with ids of its own and a text alternative, and
-- without the prologue of a file.
function svg.inline(picture, id, alt)
  local box, drawing =
    mended(recoloured(picture)):match('<svg[^>]*( viewBox="[^"]*")[^>]*>(.*)</svg>')
  picture = string.format('<svg role="img" aria-label="%s"%s>%s</svg>', escaped(alt), box,
    short_svg.of(drawing))
  local function with_prefix(before)
    return before .. id .. '-'
  end
  return (picture:gsub('( id=["\'])', with_prefix):gsub('(xlink:href=["\']#)', with_prefix)
    :gsub('(url%(#)', with_prefix))
end

return svg

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Figures: gnuplot's SVG, set into the page.
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

-- gnuplot's SVG as part of a page: no prologue, no titles of gnuplot's, ids of its own, and a
-- text alternative.
local function inline_svg(svg, id, alt)
  svg = svg:gsub('^.-<svg', '<svg', 1)
  svg = svg:gsub('%s*<title>.-</title>', ''):gsub('%s*<desc>.-</desc>', '')
  svg = svg:gsub('<svg', function()
    return string.format('<svg role="img" aria-label="%s"', escaped(alt))
  end, 1)
  local function with_prefix(before)
    return before .. id .. '-'
  end
  return (svg:gsub('( id=["\'])', with_prefix):gsub('(xlink:href=["\']#)', with_prefix)
    :gsub('(url%(#)', with_prefix))
end

-- What `::: {.figure #fig-network file=network alt="..."}` becomes: the picture, and the
-- div's text as its caption.
function figures.figure(div, source, folder)
  local name = div.attributes.file
  local line = source:line_of_next(opens_figure)
  if not name or div.identifier == '' or (div.attributes.alt or '') == '' then
    problems.add(source.name, line, 'a figure needs an id, file= and alt=')
    return nil
  end
  local svg = Source.read(folder .. '/' .. name .. '.svg')
  if not svg then
    problems.add(source.name, line, "there is no figure '%s'", name)
    return nil
  end
  local picture = pandoc.RawBlock('html',
    inline_svg(recoloured(svg, source, line), div.identifier, div.attributes.alt))
  -- On a narrow page the picture scrolls, so the keyboard must reach it.
  local frame = pandoc.Div({ picture }, pandoc.Attr('', { 'picture' }, { { 'tabindex', '0' } }))
  local caption = pandoc.Div(div.content, pandoc.Attr('', { 'caption' }))
  return pandoc.Div({ frame, caption }, pandoc.Attr(div.identifier, { 'figure' }))
end

return figures

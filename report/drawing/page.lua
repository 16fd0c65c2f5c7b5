-- SPDX-License-Identifier: GPL-3.0-or-later
-- A drawing as a file of its own, in its own colours on white paper; and the same as a part of the
-- page, which has the colours.
local page = {}

-- Of figures/style.gp. What the page calls by these names follows its dark mode.
local colours = {
  paper = '#ffffff', ink = '#1a1a1a', muted = '#707070', forward = '#0072b2', backward = '#d55e00',
  update = '#009e73',
}

local STYLE = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/drawing/drawing.css'

local function style()
  local file = assert(io.open(STYLE))
  local css = file:read('a'):gsub('/%*.-%*/\n', ''):gsub('var%(%-%-(%a+)%)', colours)
  file:close()
  return css
end

local FILE = [[
<svg xmlns="http://www.w3.org/2000/svg" class="drawing %s" width="%d" height="%d" viewBox="0 0 %d %d">
<style>
%s</style>
<rect width="100%%" height="100%%" fill="%s"/>
<g>
%s
</g>
</svg>
]]

-- What a canvas holds, so high; nothing where there is no height.
function page.alone(canvas, height)
  local width, drawn = canvas.width, height and canvas:drawn() or ''
  height = math.ceil(height or 1)
  return string.format(FILE, canvas.form.name, width, height, width, height, style(), colours.paper,
    drawn)
end

-- The class, the view box and the inside of such a file's drawing; nil where it is empty.
function page.parts(file)
  local class, box = file:match '<svg [^>]*class="([^"]*)"[^>]*viewBox="([^"]*)"'
  local inside = file:match '\n<g>\n(.*)\n</g>\n</svg>\n$'
  if class and inside ~= '' then
    return class, box, inside
  end
end

local escapes = { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }

-- Such a file's drawing as part of the page, with a text alternative.
function page.inline(file, alt)
  local class, box, inside = page.parts(file)
  return string.format('<svg role="img" aria-label="%s" class="%s" viewBox="%s">%s</svg>',
    (alt:gsub('[&<>"]', escapes)), class, box, inside)
end

return page

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Figures: the pictures that gnuplot drew, and the diagrams of the network (weave/diagrams.lua), each with its
-- caption and its text alternative.
local diagrams = require 'weave.diagrams'
local places = require 'weave.places'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local Source = require 'weave.source'
local svg = require 'svg'

local figures = {}

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
local function note_numbers(file, place, all)
  local text = Source.read(file)
  for number, shown in (text or ''):gmatch('(%S+)\t([^\n]*)') do
    local value = all.by_number[tonumber(number)]
    if value then
      printed.note_drawn(value.key, (shown:gsub('×10^{(.-)}', 'e%1'):gsub('−', '-')), place, all)
    end
  end
end

-- The picture of that name, as gnuplot drew it; nil where there is none.
local function picture_of(name, alt, place, folder, all)
  local file = folder .. '/' .. name .. '.svg'
  local drawn = Source.read(file)
  if not drawn then
    problems.at(place, "there is no figure '%s'", name)
    return nil
  end
  for _, colour in ipairs(svg.foreign_colours(drawn)) do
    problems.at(place, 'the figure has a colour of its own, %s', colour)
  end
  note_numbers(folder .. '/' .. name .. '.numbers', place, all)
  return pandoc.Image(alt, file)
end

-- What this becomes: the picture, and the text as its caption. A diagram of the network has
-- diagram=network in the place of file=error; where this network has no such thing, it is left out.
--
--   ::: {#fig-error .figure file=error}
--   The caption.
--
--   ::: alt
--   What the picture shows, for those who do not see it: read aloud, so without formulas.
--   :::
--   :::
function figures.figure(div, all, folder)
  local file, diagram = div.attributes.file, div.attributes.diagram
  local place = places.of(div)
  local alt, caption = alt_and_caption(div)
  if not file == not diagram or div.identifier == '' or alt == '' then
    problems.at(place, 'a figure needs an id, file= or diagram=, and a div of class alt')
    return nil
  elseif has_math(div.content) and not has_math(caption) then
    problems.at(place, "a text alternative is read aloud, expected w5 and not a formula")
  end
  local image
  if diagram then
    image = diagrams.picture(diagram, alt, place, folder, all)
  else
    image = picture_of(file, alt, place, folder, all)
  end
  if image == false then
    return {}
  end
  return image and pandoc.Div({
    pandoc.Div({ pandoc.Plain { image } }, pandoc.Attr('', { 'picture' })),
    pandoc.Div(caption, pandoc.Attr('', { 'caption' })),
  }, pandoc.Attr(div.identifier, { 'figure' }))
end

return figures

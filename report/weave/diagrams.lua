-- SPDX-License-Identifier: GPL-3.0-or-later
-- Diagrams of the network: what report/draw.lua drew from a definition in report/diagrams/, in a wide
-- form and in an upright one for a phone. A figure asks for one by diagram=network.
local page = require 'drawing.page'
local places = require 'weave.places'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local Source = require 'weave.source'

local diagrams = {}

-- Notes the numbers of a diagram: lines of a key and what is drawn, with a tab between.
local function note_numbers(file, place, all)
  for key, shown in (Source.read(file) or ''):gmatch '([^\t\n]+)\t([^\n]+)' do
    printed.note_drawn(key, shown, place, all)
  end
end

-- The cover has no place in a chapter, but its numbers are printed, too.
function diagrams.note_cover(folder, all)
  note_numbers(folder .. '/cover.numbers', places.line('report/diagrams/cover.lua', 1), all)
end

-- The wide picture of that name, of class diagram, whose text alternative this is. It is nil where there
-- is none, which is a problem of that place; and false where this network has no such thing.
function diagrams.picture(name, alt, place, folder, all)
  local file = folder .. '/' .. name .. '.svg'
  local drawn = Source.read(file)
  if not drawn then
    problems.at(place, "there is no diagram '%s'", name)
    return nil
  elseif not page.parts(drawn) then
    return false
  end
  note_numbers(folder .. '/' .. name .. '.numbers', place, all)
  return pandoc.Image(alt, file, '', pandoc.Attr('', { 'diagram' }))
end

return diagrams

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Draws one diagram of report/diagrams/ from the book's numbers, in each form: a pandoc filter, run on
-- an empty input.
--
--   pandoc --lua-filter report/draw.lua --metadata values=build/report/values.tsv
--          --metadata diagram=network --metadata folder=build/report/diagrams /dev/null
--
-- It writes network.svg, which is wide, network-upright.svg for a phone, and network.numbers: lines of a
-- key and how the number is drawn, with a tab between. A definition in report/diagrams/ is a function of
-- a canvas and the numbers; it draws, and returns how high the drawing is, or nil where this network
-- has no such thing. Then the drawings are empty. The cover is {form, draw}: it has a form of its own,
-- and is drawn in no other.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local Canvas = require 'drawing.canvas'
local digits = require 'drawing.digits'
local Numbers = require 'drawing.numbers'
local page = require 'drawing.page'
local problems = require 'weave.problems'
local values = require 'weave.values'

local stringify = pandoc.utils.stringify

local forms = {
  { name = 'wide', suffix = '', width = 680, size = 15 },
  { name = 'upright', suffix = '-upright', width = 340, size = 14 },
}

local function write(file, text)
  local out, reason = io.open(file .. '.tmp', 'w')
  if not out then
    problems.add(file, 1, 'cannot be written: %s', reason)
    problems.stop_if_any()
  end
  out:write(text)
  out:close()
  os.rename(file .. '.tmp', file)
end

function Meta(meta)
  local name, folder = stringify(meta.diagram), stringify(meta.folder)
  local numbers = Numbers.new(values.read(stringify(meta.values)))
  problems.stop_if_any()
  local definition = require('diagrams.' .. name)
  local draw, drawn_forms = definition, forms
  if type(definition) == 'table' then
    draw, drawn_forms = definition.draw, { definition.form }
  end
  local lines, seen = {}, {}
  for k = #drawn_forms, 1, -1 do -- the wide one, of which make knows, is the last to be there
    local form = drawn_forms[k]
    local canvas = Canvas.new(form)
    local height = draw(canvas, numbers)
    for _, number in ipairs(canvas.numbers) do
      local line = number.key .. '\t' .. digits.plain(number.text) .. '\n'
      if not seen[line] then
        seen[line] = true
        table.insert(lines, line)
      end
    end
    if k == 1 then
      write(folder .. '/' .. name .. '.numbers', table.concat(lines))
    end
    write(folder .. '/' .. name .. form.suffix .. '.svg', page.alone(canvas, height))
  end
end

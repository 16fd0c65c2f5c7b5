-- SPDX-License-Identifier: GPL-3.0-or-later
-- Writes the worksheets of one example: a pandoc filter, run on an empty input.
--
--   pandoc --data-dir report --lua-filter report/worksheet.lua --metadata name=seed-7
--          --metadata steps=build/worksheets/seed-7/steps.tsv
--          --metadata folder=build/worksheets/seed-7 /dev/null
--
-- The steps are what `backprop export tsv` prints. Into the folder go level-1.html to level-4.html,
-- network.html and key.html; drawing.svg, which is empty where the network is too large for a page; numbers.txt; and
-- last worksheet.tex, in which all parts stand one behind the other.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local html = require 'worksheet.html'
local latex = require 'worksheet.latex'
local network = require 'worksheet.network'
local numbers = require 'worksheet.numbers'
local Round = require 'worksheet.round'
local words = require 'worksheet.words'

local stringify = pandoc.utils.stringify

local MOST_WEIGHTS = 100 -- more are not worked out by hand

local function stop(...)
  io.stderr:write(string.format(...) .. '\n')
  os.exit(1)
end

local function write(file, text)
  local out, reason = io.open(file .. '.tmp', 'w')
  if not out then
    stop('%s: cannot be written: %s', file, reason)
  end
  out:write(text)
  out:close()
  os.rename(file .. '.tmp', file)
end

function Meta(meta)
  local name, folder = stringify(meta.name), stringify(meta.folder)
  local round = Round.read(stringify(meta.steps))
  if round.n_weights > MOST_WEIGHTS then
    stop('%s: the network has %d weights, expected at most %d for a worksheet', name,
      round.n_weights, MOST_WEIGHTS)
  end
  local drawing = network.draw(round)
  round.has_drawing = drawing ~= nil
  local parts = words.parts(drawing ~= nil)
  write(folder .. '/drawing.svg', drawing or '')
  for _, part in ipairs(parts) do
    write(folder .. '/' .. part.id .. '.html', html.page(part, name, round, drawing))
  end
  write(folder .. '/numbers.txt', numbers.file(name, round))
  write(folder .. '/worksheet.tex', latex.document(parts, name, round, folder))
end

-- SPDX-License-Identifier: GPL-3.0-or-later
-- gnuplot's drawing in fewer letters, for a page that holds it. gnuplot opens a group for each
-- thing that it may draw, says again in each what the last one said, and defines marks that
-- nothing uses. Here each thing says its own look, and only what is not usual; and lines are drawn
-- to a tenth of the drawing's unit, and so to about a tenth of a pixel.
local short_svg = {}

-- What a thing takes from the groups around it. One that moves or filters holds a single thing.
local from_groups = {
  'filter', 'transform', 'color', 'fill', 'stroke', 'stroke-width', 'stroke-linecap',
  'stroke-linejoin', 'stroke-dasharray', 'font-size', 'text-anchor',
}
-- What SVG has outside of all groups.
local no_group = { fill = 'black', ['stroke-width'] = '1' }
-- What the drawing says once, for all in it, or SVG has anyway.
local usual = {
  fill = 'none', stroke = 'none', ['stroke-width'] = '1.4', ['stroke-linecap'] = 'butt',
  ['stroke-linejoin'] = 'miter', ['text-anchor'] = 'start',
}
local said_once = '<g fill="none" stroke-width="1.4">%s</g>'
-- What the page has its own of, or no use for.
local needless = { ['font-family'] = true, class = true, points = true }

-- ---------------------------------------------------------------------------- lines

local function tenths(x)
  return math.floor(x * 10 + 0.5)
end

-- 15 tenths are 1.5, and 5 of them .5.
local function decimal(count)
  return (string.format('%.1f', count / 10):gsub('%.0$', ''):gsub('^(%-?)0%.', '%1.'))
end

local function pair(x, y)
  return decimal(x) .. (y < 0 and '' or ' ') .. decimal(y)
end

local function step(dx, dy)
  if dy == 0 then
    return 'h' .. decimal(dx)
  end
  return dx == 0 and 'v' .. decimal(dy) or 'l' .. pair(dx, dy)
end

-- How far a point is from the straight line between two others, or from these where they are one.
local function distance(point, from, to)
  local dx, dy = to.x - from.x, to.y - from.y
  local length = math.sqrt(dx * dx + dy * dy)
  if length == 0 then
    return math.sqrt((point.x - from.x) ^ 2 + (point.y - from.y) ^ 2)
  end
  return math.abs(dx * (point.y - from.y) - dy * (point.x - from.x)) / length
end

-- Marks which points between first and last a line needs so that none of the others is off it by more
-- than three tenths: the farthest, and what its two halves need (Ramer, Douglas and Peucker, 1972 and 1973).
local function keep(line, first, last)
  local farthest, most = nil, 3
  for p = first + 1, last - 1 do
    local d = distance(line[p], line[first], line[last])
    if d > most then
      farthest, most = p, d
    end
  end
  if farthest then
    line[farthest].is_kept = true
    keep(line, first, farthest)
    keep(line, farthest, last)
  end
end

-- The points of `M1.00,2.00 L3.00,4.00` as lines {{x, y}, ..} in tenths. Points without a letter are
-- one line.
local function lines_of(points)
  local lines = {}
  for letter, x, y in points:gmatch('(%a?)(%-?[%d.]+),(%-?[%d.]+)') do
    if letter == 'M' or #lines == 0 then
      table.insert(lines, {})
    end
    table.insert(lines[#lines], { x = tenths(x), y = tenths(y) })
  end
  return lines
end

-- A line that is drawn, each point from where the last one is, so that no rounding adds up.
local function steps(line)
  keep(line, 1, #line)
  local x, y = line[1].x, line[1].y
  local said = { 'M' .. pair(x, y) }
  for p = 2, #line do
    local point = line[p]
    if (point.is_kept or p == #line) and (point.x ~= x or point.y ~= y) then
      table.insert(said, step(point.x - x, point.y - y))
      x, y = point.x, point.y
    end
  end
  return table.concat(said)
end

local function lines(points)
  local said = {}
  for _, line in ipairs(lines_of(points)) do
    table.insert(said, steps(line))
  end
  return table.concat(said)
end

-- ------------------------------------------------------------------ things, and what they say

-- Each by its name, and the names in the order in which they are said.
local function attributes_of(text)
  local attributes = {}
  for name, _, value in text:gmatch('([%w:-]+)%s*=%s*(["\'])(.-)%2') do
    attributes[name] = value
    table.insert(attributes, name)
  end
  return attributes
end

local function set(attributes, name, value)
  if not attributes[name] then
    table.insert(attributes, name)
  end
  attributes[name] = value
end

local function inherit(attributes, group)
  for _, name in ipairs(from_groups) do
    if group[name] and not attributes[name] then
      set(attributes, name, group[name])
    end
  end
  return attributes
end

-- The things that are drawn, {name, attributes, inner}, without the groups around them.
local function things_of(drawing)
  local things, groups, place = {}, { no_group }, 1
  local start, stop, closes, name, said, is_empty = drawing:find('<(/?)(%w+)([^>]-)(/?)>')
  while start do
    place = stop + 1
    if closes == '/' then
      table.remove(groups)
    else
      local attributes = inherit(attributes_of(said), groups[#groups])
      if name == 'g' then
        table.insert(groups, attributes)
      else
        local thing = { name = name, attributes = attributes }
        if is_empty == '' then
          thing.inner, place = drawing:match('^(.-)</' .. name .. '>()', place)
        end
        table.insert(things, thing)
      end
    end
    start, stop, closes, name, said, is_empty = drawing:find('<(/?)(%w+)([^>]-)(/?)>', place)
  end
  return things
end

-- 1.40 is 1.4, and 16.00 and 16px are 16.
local function plain(value)
  return (value:gsub('^(%-?[%d.]+)px$', '%1'):gsub('^(%-?%d+%.%d-)0+$', '%1'):gsub('%.$', ''))
end

local function opening(name, attributes)
  local said = { '<' .. name }
  for _, attribute in ipairs(attributes) do
    local value = attributes[attribute] and plain(attributes[attribute])
    if value and not needless[attribute] and value ~= usual[attribute] then
      table.insert(said, string.format('%s="%s"', attribute, value))
    end
  end
  return table.concat(said, ' ')
end

local function written(thing)
  local closing = thing.inner and '>' .. thing.inner .. '</' .. thing.name .. '>' or '/>'
  return opening(thing.name, thing.attributes) .. closing
end

-- ------------------------------------------------------------------- each kind of thing

-- Its colours by their names; and no width of a line where there is no line. A mark has its look
-- where it is defined, but for the colour.
local function settle_paint(thing)
  local attributes = thing.attributes
  if thing.name == 'use' then
    attributes.fill, attributes.stroke, attributes['stroke-width'] = nil, nil, nil
    return
  end
  for _, paint in ipairs { 'fill', 'stroke' } do
    if attributes[paint] == 'currentColor' then
      attributes[paint] = attributes.color
    end
  end
  if (attributes.stroke or 'none') == 'none' then
    attributes['stroke-width'] = nil
  end
  attributes.color = nil
end

local shorten = {}

function shorten.path(thing)
  thing.attributes.d = lines(thing.attributes.d)
end

function shorten.polygon(thing)
  thing.name = 'path'
  set(thing.attributes, 'd', lines(thing.attributes.points))
end

-- Parts of a text that are raised or lowered stay apart; those that only name a font do not.
function shorten.text(thing)
  local attributes = thing.attributes
  local x, y = (attributes.transform or ''):match('^translate%(([%d.-]+),([%d.-]+)%)$')
  if x then
    attributes.transform = nil
    set(attributes, 'x', x)
    set(attributes, 'y', y)
  end
  thing.inner = thing.inner:gsub('<tspan([^>]*)>', function(said)
    return opening('tspan', attributes_of(said)) .. '>'
  end):gsub('<tspan[^>]*></tspan>', ''):gsub('<tspan>(.-)</tspan>', '%1')
end

-- The definitions that the drawing uses, or another definition.
local function used(definitions, drawing)
  local kept, before = definitions, nil
  local function unless_used(definition)
    local id = definition:match(" id='(%w+)'")
    return id and not (drawing .. before):find('#' .. id .. '%f[%W]') and '' or nil
  end
  repeat
    before = kept
    kept = kept:gsub('<filter.-</filter>', unless_used):gsub('<[^<>]*/>', unless_used)
  until kept == before
  return kept
end

-- What is inside of an SVG element, said shortly.
function short_svg.of(drawing)
  local definitions = drawing:match('<defs>.-</defs>') or ''
  local drawn = drawing:gsub('<defs>.-</defs>', '')
  local said = {}
  for _, thing in ipairs(things_of(drawn)) do
    if shorten[thing.name] then
      shorten[thing.name](thing)
    end
    settle_paint(thing)
    if thing.inner ~= '' then
      table.insert(said, written(thing))
    end
  end
  definitions = used(definitions, drawn):gsub('>%s+<', '><'):gsub('<defs></defs>', '')
  return definitions .. string.format(said_once, table.concat(said, '\n'))
end

return short_svg

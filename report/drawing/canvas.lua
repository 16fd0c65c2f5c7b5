-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a drawing is made of: lines and arrows at the back, neurons above them, texts in front. Each
-- has a look, the name of a class of drawing.css. Lines of one look are one path, so that the drawing
-- is short. The canvas knows where everything lies, for whoever looks for room.
local geometry = require 'drawing.geometry'
local text = require 'drawing.text'

local Canvas = {}
Canvas.__index = Canvas

-- A form is {name, width, size}, the size that of its print.
function Canvas.new(form)
  return setmetatable({ form = form, width = form.width, size = form.size, lines = {}, shapes = {},
    texts = {}, numbers = {}, boxes = {} }, Canvas)
end

-- Sizes of print by their class, which drawing.css has, too.
local sizes = { tiny = 10, small = 12, large = 20, title = 50 }

local function whole(x)
  return string.format('%d', math.floor(x + 0.5))
end

local function tenth(x)
  return (string.format('%.1f', x):gsub('%.0$', ''):gsub('^(%-?)0%.', '%1.'):gsub('^%-0$', '0'))
end

-- ------------------------------------------------------------------------- lines

function Canvas:_add(look, d)
  if not self.lines[look] then
    self.lines[look] = {}
    table.insert(self.lines, look)
  end
  table.insert(self.lines[look], d)
end

-- From where a line is to its next corner. Equal steps are equal letters, which pack well.
local function step(dx, dy)
  if dx == '0' then
    return 'v' .. dy
  end
  return dy == '0' and 'h' .. dx or 'l' .. dx .. (dy:find '^-' and '' or ' ') .. dy
end

function Canvas:line(from, to, look)
  local x, y = whole(from.x), whole(from.y)
  self:_add(look, 'M' .. x .. ' ' .. y .. step(whole(to.x - x), whole(to.y - y)))
end

-- The head of an arrow, its length and half its width; and of a thick one.
local head = { 10, 3.6 }
local thick_head = { 13, 5 }

-- An arrow, whose line ends inside of its head.
function Canvas:arrow(from, to, look)
  local length, half = table.unpack(look:find 'thick' and thick_head or head)
  local ux, uy, distance = geometry.direction(from, to)
  self:line(from, geometry.between(from, to, (distance - length + 2) / distance), look)
  local back_x, back_y = -length * ux - half * uy, -length * uy + half * ux
  self:_add(look:match '^%S+' .. ' head', 'M' .. whole(to.x) .. ' ' .. whole(to.y) ..
    step(tenth(back_x), tenth(back_y)) .. step(tenth(2 * half * uy), tenth(-2 * half * ux)) .. 'z')
end

-- An arrow from one circle {x, y, r} to another, which it reaches a little before its line.
function Canvas:link(from, to, look)
  local start, stop = geometry.rims(from, to, from.r, to.r + 1)
  self:arrow(start, stop, look)
end

-- ------------------------------------------------------------------------- shapes

function Canvas:circle(at, look)
  table.insert(self.shapes, string.format('<circle class="%s" cx="%s" cy="%s" r="%s"/>', look, whole(at.x),
    whole(at.y), whole(at.r)))
end

-- A circle drawn out to two halves, for the net input and the output of a neuron: side by side, or
-- the one above the other where it is higher than wide.
function Canvas:halves(at, width, height, look)
  local radius = math.min(width, height) / 2
  local x, y = at.x - width / 2, at.y - height / 2
  local middle = width > height and string.format('M%s %sv%s', whole(at.x), whole(y), whole(height)) or
    string.format('M%s %sh%s', whole(x), whole(at.y), whole(width))
  table.insert(self.shapes, string.format(
    '<rect class="%s" x="%s" y="%s" width="%s" height="%s" rx="%s"/><path class="%s" d="%s"/>', look,
    whole(x), whole(y), whole(width), whole(height), whole(radius), look, middle))
end

-- Three dots, for what is left out: one above the other, or side by side.
function Canvas:dots(at, is_across)
  for k = -1, 1 do
    self:circle({ x = at.x + (is_across and 10 * k or 0), y = at.y + (is_across and 0 or 10 * k), r = 2 },
      'dot')
  end
end

-- ------------------------------------------------------------------------- texts

function Canvas:size_of(style)
  return sizes[style.small and 'small' or style.print] or self.size
end

-- Where a text would lie whose line goes through a point, or begins or ends there; style is
-- {look, side, small, print, turn}, all of them optional: the side is start or end, the print one of
-- `sizes`, small short for one of them, the turn an angle.
function Canvas:box(what, at, style)
  local size = self:size_of(style)
  local width = text.width(what, size)
  local up, down = text.reach(what, size)
  local left = style.side == 'start' and 0 or style.side == 'end' and width or width / 2
  return geometry.box(at, left, width - left, up, down, style.turn)
end

function Canvas:text(what, at, style)
  style = style or {}
  local classes = {}
  for _, class in ipairs { style.look or '', style.side or '', style.small and 'small' or style.print or '' } do
    if class ~= '' then
      table.insert(classes, class)
    end
  end
  local class = #classes > 0 and ' class="' .. table.concat(classes, ' ') .. '"' or ''
  local place = string.format('x="%s" y="%s"', whole(at.x), whole(at.y))
  if style.turn and style.turn ~= 0 then
    place = string.format('transform="translate(%s %s)rotate(%s)"', whole(at.x), whole(at.y),
      whole(math.deg(style.turn)))
  end
  table.insert(self.texts, string.format('<text%s %s>%s</text>', class, place,
    text.svg(what, self:size_of(style))))
  table.insert(self.boxes, self:box(what, at, style))
  for _, number in ipairs(text.numbers(what)) do
    table.insert(self.numbers, number)
  end
end

-- Texts one under the other, the first line's at that point, in the style of each or of all; and
-- where the next would begin. A line with an exponent has more room above it, where it needs that.
function Canvas:column(texts, at, style, pitch)
  local y, size = at.y, self:size_of(style or {})
  pitch = pitch or self:pitch()
  for k, what in ipairs(texts) do
    if k > 1 then
      local _, down = text.reach(texts[k - 1], size)
      local up = text.reach(what, size)
      y = y + math.max(0, math.ceil(up + down) - pitch)
    end
    self:text(what, { x = at.x, y = y }, style)
    y = y + pitch
  end
  return y
end

-- From one line of text to the next.
function Canvas:pitch()
  return math.ceil(self.size * 1.4)
end

-- ------------------------------------------------------------------------- the whole

-- The inside of the SVG.
function Canvas:drawn()
  local paths = {}
  for _, look in ipairs(self.lines) do
    table.insert(paths, string.format('<path class="%s" d="%s"/>', look, table.concat(self.lines[look])))
  end
  return table.concat(paths, '\n') .. '\n' .. table.concat(self.shapes, '\n') .. '\n' ..
    table.concat(self.texts, '\n')
end

return Canvas

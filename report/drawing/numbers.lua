-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book's numbers as texts of a drawing, each with its key: "<w5|0.40>". What is exact follows "=",
-- what is rounded "≈".
local digits = require 'drawing.digits'
local values = require 'weave.values'

local Numbers = {}
Numbers.__index = Numbers

-- all is what values.read makes of the tables.
function Numbers.new(all)
  return setmetatable({ all = all }, Numbers)
end

function Numbers:has(key)
  return values.find(self.all, key) ~= nil
end

local function entry_of(self, key)
  return values.find(self.all, key) or error("there is no number called '" .. key .. "'")
end

-- The number of that key as one of the looks of drawing/digits.lua.
function Numbers:as(key, look)
  return string.format('<%s|%s>', key, look(tonumber(entry_of(self, key).number)))
end

function Numbers:usual(key)
  return self:as(key, digits.usual)
end

function Numbers:brief(key)
  return self:as(key, digits.brief)
end

-- Of a given number, and of any other the brief look.
function Numbers:typed(key)
  local entry = entry_of(self, key)
  return self:as(key, function(x)
    return entry.given and digits.typed(x, entry.text) or digits.brief(x)
  end)
end

function Numbers:equals(key)
  return (digits.is_exact(tonumber(entry_of(self, key).number)) and '= ' or '≈ ') .. self:usual(key)
end

-- "w_{5} = 0.40" of a given number.
function Numbers:given(name, key)
  if #entry_of(self, key).text <= 8 then
    return name .. ' = ' .. self:typed(key)
  end
  return name .. ' ' .. self:equals(key)
end

local function in_parentheses(self, key, text)
  return tonumber(entry_of(self, key).number) < 0 and '(' .. text .. ')' or text
end

-- A factor, or a term that is not the first.
function Numbers:factor(key)
  return in_parentheses(self, key, self:as(key, digits.precise))
end

function Numbers:typed_factor(key)
  return in_parentheses(self, key, self:typed(key))
end

-- The first term of a sum.
function Numbers:term(key)
  return self:as(key, digits.precise)
end

return Numbers

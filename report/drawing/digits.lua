-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a number looks like in a drawing: as in figures/style.gp, so that all figures of the book
-- have the same digits.
local digits = {}

local function minus(shown)
  return (shown:gsub('^-', '−'))
end

local function is_huge(x)
  return math.abs(x) >= 1e6
end

-- True where four decimals show it whole.
function digits.is_exact(x)
  return not is_huge(x) and math.abs(x - tonumber(string.format('%.4f', x))) <= 1e-12 * math.abs(x)
end

local function power(x, decimals)
  local front, exponent = string.format('%.' .. decimals .. 'e', x):match('^(.*)e(.*)$')
  return string.format('%s×10^{%s}', minus(front), minus(string.format('%d', tonumber(exponent))))
end

local function decimals_of(x)
  local size = math.abs(x)
  return size >= 1000 and 1 or size >= 0.01 and 4 or 3 - math.floor(math.log(size, 10))
end

-- True where x lies in the middle between two numbers of so many decimals: neither is the right one
-- to round it to.
local function is_middle(x, decimals)
  local longer = string.format('%.' .. decimals + 1 .. 'f', x)
  return longer:match('5$') and math.abs(x - tonumber(longer)) <= 1e-12 * math.abs(x)
end

-- So many decimals, and one more in such a middle.
local function fixed(x, decimals)
  return minus(string.format('%.' .. (is_middle(x, decimals) and decimals + 1 or decimals) .. 'f', x))
end

-- So many significant digits, and one more in such a middle. 1e-4 <= |x| < 10^n; what is rounded
-- to 10^n is written out.
local function significant(x, n)
  local decimals = n - 1 - math.floor(math.log(math.abs(x), 10))
  local shown = string.format('%.' .. (is_middle(x, decimals) and n + 1 or n) .. 'g', x)
  return minus(shown:find('e', 1, true) and string.format('%.0f', x) or shown)
end

-- Four decimals; four digits where it is small; a power of ten where it is tiny or huge. One that has
-- no more than four decimals is shown as it is.
function digits.usual(x)
  if x == 0 then
    return '0'
  elseif digits.is_exact(x) then
    return minus(string.format('%.10g', x))
  elseif is_huge(x) or math.abs(x) < 1e-4 then
    return power(x, 2)
  end
  return fixed(x, decimals_of(x))
end

-- With two decimals more inside a product, so that it can be worked out from what is shown.
function digits.precise(x)
  local size = math.abs(x)
  if digits.is_exact(x) or size < 1e-3 or size >= 100 then
    return digits.usual(x)
  end
  return fixed(x, 6)
end

-- Where there is little room, inside a circle.
function digits.brief(x)
  local size = math.abs(x)
  if digits.is_exact(x) and size < 1000 or size < 10 and size >= 1e-4 then
    return digits.usual(x)
  elseif size < 1e4 and size >= 1e-4 then
    return significant(x, 4)
  end
  return power(x, 0)
end

-- Where there is less, three digits; two; and one.
local function few(x, n)
  return math.abs(x) < 10 ^ n and math.abs(x) >= 1e-4 and significant(x, n) or power(x, 0)
end

function digits.short(x)
  return few(x, 3)
end

function digits.shorter(x)
  return few(x, 2)
end

function digits.shortest(x)
  return x == 0 and '0' or power(x, 0)
end

-- A given number as it was typed, where it is not too long for its place.
function digits.typed(x, typed)
  return #typed <= 8 and minus(typed) or digits.brief(x)
end

-- As a program reads it.
function digits.plain(shown)
  return (shown:gsub('×10^{(.-)}', 'e%1'):gsub('−', '-'))
end

return digits

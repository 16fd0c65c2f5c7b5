-- SPDX-License-Identifier: GPL-3.0-or-later
-- Decimals as text: compared and rounded digit by digit, never as doubles, and set for
-- reading, in prose and in formulas.
local decimals = {}

-- A decimal as {sign = '' or '-', digits = '351', exponent = -7}, which is 351 * 10^-7; nil
-- where the text is none. The typographic minus is one, too.
function decimals.parse(text)
  local plain = text:gsub('−', '-')
  local sign, whole, point, fraction, exponent =
    plain:match('^([-+]?)(%d*)(%.?)(%d*)[eE]?([-+]?%d*)$')
  if not sign or whole .. fraction == '' or (plain:find('[eE]') and exponent == '') or
    (not plain:find('[eE]') and exponent ~= '') or (point == '.' and fraction == '') then
    return nil
  end
  return {
    sign = sign == '-' and '-' or '',
    digits = whole .. fraction,
    exponent = (tonumber(exponent) or 0) - #fraction,
  }
end

local function without_leading_zeros(digits)
  return (digits:gsub('^0+(%d)', '%1'))
end

-- A whole number, as digits, and one.
local function plus_one(digits)
  local head, nines = digits:match('^(.-)(9*)$')
  local zeros = ('0'):rep(#nines)
  if head == '' then
    return '1' .. zeros
  end
  return head:sub(1, -2) .. tostring(tonumber(head:sub(-1)) + 1) .. zeros
end

-- The decimal as a multiple of 10^exponent, rounded to the nearest: its digits, and whether
-- it lay exactly half-way.
local function round(decimal, exponent)
  local cut = exponent - decimal.exponent
  if cut <= 0 then
    return without_leading_zeros(decimal.digits .. ('0'):rep(-cut)), false
  end
  local padded = ('0'):rep(cut) .. decimal.digits
  local kept = padded:sub(1, #padded - cut)
  local rest = padded:sub(-cut)
  local half = '5' .. ('0'):rep(cut - 1)
  if rest > half then
    kept = plus_one(kept)
  end
  return without_leading_zeros(kept), rest == half
end

-- The number in powers of ten, with that many digits behind the point.
local function scaled(number, places)
  return string.format('%.' .. places .. 'e', tonumber(number))
end

-- Digits times 10^-places, as a plain decimal.
local function plain(sign, digits, places)
  digits = ('0'):rep(places + 1 - #digits) .. digits
  if places == 0 then
    return sign .. digits
  end
  return sign .. digits:sub(1, -places - 1) .. '.' .. digits:sub(-places)
end

local function is_zero(digits)
  return not digits:find('[^0]')
end

-- The number with one significant digit, or with two where one would be a tie.
local function with_first_digit(number)
  local short = decimals.with_significant(number, 1)
  local _, longer = decimals.compare(short, number)
  return longer or short
end

-- What is wrong with a literal that is to show the number, or nil where nothing is; and the
-- literal that would be right, unless this one is no decimal at all.
function decimals.compare(literal, number)
  local shown, exact = decimals.parse(literal), decimals.parse(number)
  if not shown then
    return 'expected a decimal number'
  end
  local digits, is_tie = round(exact, shown.exponent)
  local sign = is_zero(exact.digits) and '' or exact.sign
  local places = -shown.exponent
  local mantissa = literal:match('^([^eE]*)[eE]')
  local behind_point = mantissa and #(mantissa:match('%.(%d*)') or '')
  local minus = sign == '-' and (literal:find('−') and '−' or '-') or ''
  if is_tie then
    return 'the number lies exactly half-way between two such decimals',
      mantissa and scaled(number, behind_point + 1) or
      plain(sign, (round(exact, shown.exponent - 1)), places + 1)
  elseif is_zero(digits) and not is_zero(exact.digits) then
    return is_zero(shown.digits) and 'it shows no digit of the number' or 'it differs',
      (with_first_digit(number):gsub('^-', minus))
  elseif digits == without_leading_zeros(shown.digits) and sign == shown.sign then
    return nil
  elseif mantissa then
    return 'it differs', scaled(number, behind_point)
  end
  return 'it differs', plain(minus, digits, places)
end

-- How many significant digits the decimal shows.
function decimals.significant(literal)
  return #without_leading_zeros(decimals.parse(literal).digits)
end

-- The number with n significant digits, trailing zeros too; as 1.2e-09 where it is very
-- small or very large.
function decimals.with_significant(number, n)
  local exact = decimals.parse(number)
  local digits = without_leading_zeros(exact.digits)
  if digits == '0' then
    return '0'
  end
  local leading = #digits - 1 + exact.exponent -- the power of ten of the first digit
  if leading < -7 or leading > 11 then
    return scaled(number, n - 1)
  end
  local places = math.max(n - 1 - leading, 0)
  return plain(exact.sign, round(exact, -places), places)
end

-- The number with 12 significant digits at most: what two C libraries surely agree on. One
-- that is a shorter decimal, but for the noise in its last bits, is shown as that, and
-- then the second result is true; any other has all 12, trailing zeros too.
function decimals.twelve(number)
  local short = string.format('%.12g', tonumber(number))
  if string.format('%.15g', tonumber(number)) == string.format('%.15g', tonumber(short)) then
    return short, true
  end
  return string.format('%#.12g', tonumber(number)), false
end

-- True where the number, of which the text shows ten decimals, is so near the middle between two of
-- nine that nobody can tell to which it is to be rounded.
function decimals.is_middle(text, number)
  local shown = decimals.parse(text)
  return shown ~= nil and shown.exponent == -10 and shown.digits:match('5$') ~= nil and
    math.abs(tonumber(number) - tonumber(text)) < 5e-12
end

-- The number as a table of the book shows it: short ones whole, others with nine decimals,
-- or with six significant digits where nine decimals would leave fewer, or as many as can be
-- trusted.
function decimals.usual(number, trusted)
  local short, is_short = decimals.twelve(number)
  if is_short and (#short <= 11 or decimals.is_middle(short, number)) and not short:find('e') then
    return short
  end
  local size = math.abs(tonumber(number))
  if size >= 1e-4 and size < 1e6 then
    local exact = decimals.parse(number)
    return plain(exact.sign, round(exact, -9), 9)
  end
  return decimals.with_significant(number, math.min(trusted or 6, 6))
end

-- True where the text shows the number whole, and does not round it.
function decimals.is_exact(text, number)
  local shown = text:gsub('−', '-')
  return string.format('%.15g', tonumber(shown)) == string.format('%.15g', tonumber(number))
end

-- Set in prose: a true minus, and powers of ten for an exponent. A bound has words before.
function decimals.inlines(text)
  local words, number = text:match('^(%l.* )(%S+)$') -- of a bound
  if words then
    local set = decimals.inlines(number)
    if number:match('^1e') then -- 10 to that power
      set:remove(1)
      set[1] = pandoc.Str('10')
    end
    return pandoc.Inlines { pandoc.Str(words) } .. set
  end
  local digits, exponent = text:match('^([^eE]+)[eE]?(.*)$')
  local inlines = pandoc.Inlines { pandoc.Str((digits:gsub('^-', '−'))) }
  if exponent ~= '' then
    local power = string.format('%d', tonumber(exponent)):gsub('^-', '−')
    inlines:extend { pandoc.Str(' × 10'), pandoc.Superscript { pandoc.Str((power)) } }
  end
  return inlines
end

-- Set in a formula. In braces of its own a minus is a sign, and not an operator with spaces.
function decimals.tex(text)
  local digits, exponent = text:gsub('−', '-'):match('^([^eE]+)[eE]?(.*)$')
  digits = digits:gsub('^[-+].*', '{%0}')
  if exponent == '' then
    return digits
  end
  return string.format('%s \\times 10^{%d}', digits, tonumber(exponent))
end

return decimals

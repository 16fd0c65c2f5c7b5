-- SPDX-License-Identifier: GPL-3.0-or-later
-- The computed numbers: read from the program's table, rounded as decimals and not as
-- doubles, and set.
local problems = require 'weave.problems'
local Source = require 'weave.source'

local values = {}

-- The walk, from lines of chapter, key and number: a list of {key, text, chapter} in the
-- program's order, the same by key, the key of each row's id, and where in the book each
-- chapter's table is shown.
function values.read(file)
  local all = { list = {}, by_key = {}, key_of_id = {}, shown = {} }
  local text, reason = Source.read(file)
  if not text then
    problems.add(file, 1, 'cannot be read: %s', reason)
    return all
  end
  for number, line in ipairs(Source.lines_of(text)) do
    local chapter, key, value = line:match('^(%d+)\t([^\t]+)\t([^\t]+)$')
    if not key or not tonumber(value) then
      problems.add(file, number, 'expected a chapter, a key and a number, with tabs between')
    else
      local entry = { key = key, text = value, chapter = tonumber(chapter) }
      table.insert(all.list, entry)
      all.by_key[key] = entry
      all.key_of_id[values.id(key)] = key
    end
  end
  return all
end

-- A key as an id: n-dE.dw5, n-w5-new, n-E_total-after-10000.
function values.id(key)
  return 'n-' .. key:gsub('/', '.'):gsub('%+', '-new'):gsub('@', '-after-')
end

-- A decimal as {sign = '' or '-', digits = '351', exponent = -7}, which is 351 * 10^-7; nil
-- where the text is none. The typographic minus is one, too.
function values.parse(text)
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
function values.round(decimal, exponent)
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

-- What is wrong with a literal that is to show the number, or nil where nothing is; and the
-- literal that would be right, where there is one with as many decimals.
function values.compare(literal, text)
  local shown, exact = values.parse(literal), values.parse(text)
  if not shown then
    return 'expected a decimal number'
  end
  local digits, is_tie = values.round(exact, shown.exponent)
  local sign = digits:match('^0*$') and shown.sign or exact.sign
  if is_tie then
    return 'the number lies exactly half-way between two such decimals, expected one digit more'
  end
  if digits == without_leading_zeros(shown.digits) and sign == shown.sign then
    return nil
  end
  local decimals = -shown.exponent
  if literal:find('[eE]') or decimals <= 0 then
    return 'it differs'
  end
  digits = ('0'):rep(decimals + 1 - #digits) .. digits
  return 'it differs',
    (sign == '-' and (literal:find('−') and '−' or '-') or '') ..
    digits:sub(1, -decimals - 1) .. '.' .. digits:sub(-decimals)
end

-- A decimal set for reading: a true minus, and powers of ten for an exponent.
function values.inlines(text)
  local digits, exponent = text:match('^([^eE]+)[eE]?(.*)$')
  local inlines = pandoc.Inlines { pandoc.Str((digits:gsub('^-', '−'))) }
  if exponent ~= '' then
    local power = string.format('%d', tonumber(exponent)):gsub('^-', '−')
    inlines:extend { pandoc.Str(' × 10'), pandoc.Superscript { pandoc.Str((power)) } }
  end
  return inlines
end

-- The number with at most 12 significant digits: what two C libraries surely agree on. One that
-- is a shorter decimal, but for the noise in its last bits, is shown as that; any other has
-- all 12, trailing zeros too.
function values.shown(text)
  local number = tonumber(text)
  local short = string.format('%.12g', number)
  if string.format('%.15g', number) ~= string.format('%.15g', tonumber(short)) then
    short = string.format('%#.12g', number)
  end
  return values.inlines(short)
end

local function opens_numbers(line)
  return line:match('^[%s>]*:::.*[%s{.]numbers[%s}]') or line:match('^[%s>]*:::+%s*numbers%s*$')
end

-- The table that `::: {.numbers chapter=1}` asks for: every number of that chapter.
function values.table(div, source, all)
  local chapter = math.tointeger(tonumber(div.attributes.chapter))
  local line = source:line_of_next(opens_numbers)
  if not chapter then
    problems.add(source.name, line, 'a table of numbers needs chapter= and its number')
    return nil
  elseif #div.content > 0 then
    problems.add(source.name, line, 'a table of numbers is filled by the weave, expected it empty')
  elseif all.shown[chapter] then
    problems.add(source.name, line, "chapter %d's numbers are shown twice, first in %s", chapter,
      all.shown[chapter])
    return nil
  end
  all.shown[chapter] = string.format('%s:%d', source.name, line)
  local rows = {}
  for _, value in ipairs(all.list) do
    if value.chapter == chapter then
      table.insert(rows, {
        { pandoc.Plain { pandoc.Span({ pandoc.Code(value.key) },
          pandoc.Attr(values.id(value.key))) } },
        { pandoc.Plain(values.shown(value.text)) },
      })
    end
  end
  if #rows == 0 then
    problems.add(source.name, line, 'chapter %d has no numbers', chapter)
    return nil
  end
  local head = { { pandoc.Plain { pandoc.Str('name') } }, { pandoc.Plain { pandoc.Str('value') } } }
  local simple = pandoc.SimpleTable({}, { pandoc.AlignLeft, pandoc.AlignLeft }, { 0, 0 }, head, rows)
  return pandoc.Div({ pandoc.utils.from_simple_table(simple) }, pandoc.Attr('', { 'numbers' }))
end

return values

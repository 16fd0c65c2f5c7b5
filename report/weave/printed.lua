-- SPDX-License-Identifier: GPL-3.0-or-later
-- Every number that the book prints, for whoever proves that its digits are right: lines of a
-- key, the number as it is printed, and where that is, with tabs between.
local problems = require 'weave.problems'
local values = require 'weave.values'

local printed = {}

local lines, lines_of_post = {}, {}

-- The number of that key is printed so, at that place.
function printed.note(key, text, place)
  table.insert(lines, string.format('%s\t%s\t%s\n', key, text, place))
end

-- The same of a number of the post, where the book is of another example that is compared with it.
function printed.note_post(key, text, place)
  table.insert(lines_of_post, string.format('%s\t%s\t%s\n', key, text, place))
end

-- The same of a drawing. There a given number may have fewer digits than it was typed with, for want
-- of room, and is only about that number.
function printed.note_drawn(key, text, place, all)
  local entry = values.find(all, key)
  local is_cut = entry and entry.given and tonumber(text) ~= tonumber(entry.number)
  printed.note(key, (is_cut and 'about ' or '') .. text, place)
end

local words = { [0] = 'none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight',
  'nine', 'ten', 'eleven', 'twelve' }

-- How many: numbers, bounds (see weave/values.lua), and the keys of both; and, in words as far as
-- books have words for numbers, the mistakes that end with a smaller error, or a far smaller one.
function printed.counts(all)
  local numbers, bounds, keys, seen = 0, 0, 0, {}
  local in_all = pandoc.List(lines) .. lines_of_post
  for _, line in ipairs(in_all) do
    local key, text = line:match('^([^\t]*)\t([^\t]*)')
    if text:match('^%l') and not text:match('^about ') then
      bounds = bounds + 1
    else
      numbers = numbers + 1
    end
    local entry = values.find(all, key)
    key = entry and entry.key or key -- @n stands for the last round
    if not seen[key] then
      seen[key] = true
      keys = keys + 1
    end
  end
  local smaller, far_smaller = values.endings(all)
  return { numbers = tostring(numbers), bounds = tostring(bounds), keys = tostring(keys),
    smaller = words[smaller] or tostring(smaller),
    ['far-smaller'] = words[far_smaller] or tostring(far_smaller) }
end

-- The book with its counts in the place of []{.count of=numbers} and the like.
function printed.count(book, all)
  local counts = printed.counts(all)
  return book:walk {
    Span = function(span)
      local of = span.attributes.of
      if span.classes:includes('count') and counts[of] then
        return pandoc.Str(counts[of])
      elseif span.classes:includes('count') then
        problems.add('a count', 1, "of='%s', expected numbers, bounds, keys, smaller or far-smaller", tostring(of))
      end
    end,
  }
end

-- Writes lines to a file, under its name only once it is whole.
local function write(some, file)
  local out, reason = io.open(file .. '.tmp', 'w')
  if not out then
    problems.add(file, 1, 'cannot be written: %s', reason)
    return
  end
  out:write(table.concat(some))
  out:close()
  os.rename(file .. '.tmp', file)
end

-- Writes them all to a file, printed.tsv, and the post's beside it, printed-post.tsv, which is there
-- only where there are some.
function printed.write(file)
  local of_post = file:gsub('%.tsv$', '') .. '-post.tsv'
  write(lines, file)
  if #lines_of_post > 0 then
    write(lines_of_post, of_post)
  else
    os.remove(of_post)
  end
end

return printed

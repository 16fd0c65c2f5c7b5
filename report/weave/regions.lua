-- SPDX-License-Identifier: GPL-3.0-or-later
-- Regions of code in the book. In C, `//> name` opens a region and `//< name` closes it; in
-- Lua `--> name` and `--< name`, in a Makefile or gnuplot `#> name` and `#< name`. In a chapter
-- an empty fenced block
--
--   ``` {.c file=chapters/01_forward_pass.c region=outputs}
--   ```
--
-- is filled with that region, and one of class .made, with file= and from=, with a file that the
-- build has made. Every line of a chapter's C belongs to a region, and every
-- region has one home somewhere in the book (other showings are marked .repeat), or is listed in
-- the chapter's front matter, under hidden:, with the reason.
local places = require 'weave.places'
local problems = require 'weave.problems'
local Source = require 'weave.source'

local regions = {}

-- What begins a comment, as a pattern.
local function comment_of(file)
  if file:match('%.[ch]$') then
    return '//'
  end
  return file:match('%.lua$') and '%-%-' or '#'
end

-- One line, as a marker: 'open' or 'close' and the region's name. Nil for any other line; no
-- name where the marker is not well formed.
local function marker(line, comment)
  local before, sign, rest = line:match('^(.-)' .. comment .. '([<>])(.*)$')
  if not sign then
    return nil
  end
  local name = rest:match('^ ([%w_]+)%s*$')
  return sign == '>' and 'open' or 'close', before:match('^%s*$') and name
end

-- A file's regions by name, {name =, first = its first line's number, lines =}, and the
-- numbers of the lines that are in none.
local function scan(file, text)
  local named, loose = {}, {}
  local open = nil
  local nested = {}
  local comment = comment_of(file)
  for number, line in ipairs(Source.lines_of(text)) do
    local kind, name = marker(line, comment)
    if not kind then
      if open then
        table.insert(open.lines, line)
      elseif line:match('%S') then
        table.insert(loose, number)
      end
    elseif not name then
      local mark = comment:gsub('%%', '')
      problems.add(file, number,
        "this is no marker, expected '%s> name' or '%s< name' on a line of its own", mark, mark)
    elseif kind == 'open' and open then
      problems.add(file, number, "region '%s' begins inside region '%s' (line %d)", name,
        open.name, open.first - 1)
      nested[name] = true
    elseif kind == 'open' then
      open = { name = name, first = number + 1, lines = {} }
      if named[name] then
        problems.add(file, number, "region '%s' is there twice, first in line %d", name,
          named[name].first - 1)
      end
      named[name] = named[name] or open
    elseif open and open.name == name then
      open = nil
    elseif nested[name] then
      nested[name] = nil
    elseif open then
      problems.add(file, number, "region '%s' ends here, but '%s' (line %d) is open", name,
        open.name, open.first - 1)
    else
      problems.add(file, number, "region '%s' ends here but begins nowhere", name)
    end
  end
  if open then
    problems.add(file, open.first - 1, "region '%s' is never closed", open.name)
  end
  return { named = named, loose = loose }
end

local scanned = {}

-- The regions of a file, which is scanned once; nil where there is no such file.
local function regions_in(file)
  if not scanned[file] then
    local text = Source.read(file)
    scanned[file] = text and scan(file, text)
  end
  return scanned[file]
end

-- True for the one showing of a region that is its home: the only one that is no repeat.
local function is_home(region, block, place)
  if block.classes:includes('repeat') then
    return false
  end
  if region.home then
    problems.at(place,
      "region '%s' is shown twice, first in %s; expected .repeat here", region.name, region.home)
    return false
  end
  region.home = tostring(place)
  return true
end

local function line_range(region)
  local last = region.first + #region.lines - 1
  if last == region.first then
    return string.format('line %d', last)
  end
  return string.format('lines %d–%d', region.first, last)
end

-- The file of another example than the post's, for `{.yaml .example}`; set by the weave.
regions.example = ''

-- Where the files are that the build has made, for `{.made}`; set by the weave.
regions.made_in = ''

-- A listing as the page shows it: what it is, and the code, its lines counted from first.
local function set(id, what, lines, class, first)
  local code = pandoc.CodeBlock(table.concat(lines, '\n'),
    pandoc.Attr('', { class }, { { 'startFrom', tostring(first) } }))
  return pandoc.Div({ pandoc.Div({ pandoc.Para(what) }, pandoc.Attr('', { 'caption' })), code },
    pandoc.Attr(id, { 'listing' }))
end

-- Of more lines than that so many of the first and of the last are shown.
local MOST, FIRST, LAST = 200, 100, 40

-- A listing of which the middle is left out where it is long.
local function set_in_parts(id, what, lines, class, first)
  if #lines <= MOST then
    return set(id, what, lines, class, first)
  end
  local last = #lines - LAST + 1
  local text = string.format('%d lines are left out here.', #lines - FIRST - LAST)
  return pandoc.Blocks {
    set(id, what, table.move(lines, 1, FIRST, 1, {}), class, first),
    pandoc.Para(text),
    set(id .. '-end', { pandoc.Str('The last lines') }, table.move(lines, last, #lines, 1, {}), class,
      first + last - 1),
  }
end

-- Lines of an example's file, of which long lists go on in the next line.
local WIDTH = 88

local function folded(lines)
  local short = {}
  for _, line in ipairs(lines) do
    local margin = line:match('^[%s%-]*'):gsub('%-', ' ')
    local is_list = line:find('[', 1, true) and not line:find('#', 1, true)
    while is_list and #line > WIDTH and line:sub(1, WIDTH):find(', ', #margin + 1, true) do
      local head = line:sub(1, WIDTH):match('^(.*,) ')
      table.insert(short, head)
      line = margin .. '    ' .. line:sub(#head + 2)
    end
    table.insert(short, line)
  end
  return short
end

-- A line that a program printed, key and value, with so many significant digits of the value: no more
-- than any machine computes.
local function shortened(line, digits)
  local key, value = line:match('^(%S+)\t(%S+)$')
  return key and string.format('%s  %.' .. digits .. 'g', key, tonumber(value)) or line
end

-- A listing of a file that the build has made: all of it, or its last lines, or what
-- set_in_parts leaves of it.
local function made(block)
  local file, from, place = block.attributes.file, block.attributes.from, places.of(block)
  local text = file and from and Source.read(regions.made_in .. '/' .. file)
  if not file or not from then
    problems.at(place, 'a listing of what the build made needs both file= and from=')
    return nil
  elseif not text then
    problems.at(place, "the build has made no '%s'", file)
    return nil
  end
  local lines = Source.lines_of(text)
  local first = math.max(1, #lines + 1 - (tonumber(block.attributes.last) or #lines))
  local shown = table.move(lines, first, #lines, 1, {})
  for k, line in ipairs(shown) do
    shown[k] = block.attributes.digits and shortened(line, block.attributes.digits) or line
  end
  local what = { pandoc.Code(file), pandoc.Str(','), pandoc.Space(), pandoc.Str('made'), pandoc.Space(),
    pandoc.Str('by'), pandoc.Space(), pandoc.Code(from) }
  return set_in_parts('code-' .. file:gsub('%W', '-'), what, shown, block.classes[1], first)
end

-- What a fenced block becomes: itself, where it asks for nothing.
function regions.listing(block)
  if block.classes:includes('example') then
    local text = Source.read(regions.example) or ''
    return set_in_parts('code-example', { pandoc.Str('The example’s file') },
      folded(Source.lines_of(text)), 'yaml', 1)
  end
  if block.classes:includes('made') then
    return made(block)
  end
  local file, name, place = block.attributes.file, block.attributes.region, places.of(block)
  if not file and not name then
    if not block.text:match('%S') then
      problems.at(place, 'an empty block, expected file= and region=')
    end
    block.attributes.place = nil
    return block
  end
  if not file or not name then
    problems.at(place, 'a listing needs both file= and region=')
    return nil
  end
  if block.text:match('%S') then
    problems.at(place, 'a listing is filled by the weave, expected an empty block')
  end
  local found = regions_in(file)
  if not found then
    problems.at(place, "there is no file '%s'", file)
    return nil
  end
  local region = found.named[name]
  if not region then
    problems.at(place, "there is no region '%s' in %s", name, file)
    return nil
  end
  if #region.lines == 0 then
    problems.add(file, region.first - 1, "region '%s' is empty", name)
  end
  local id = ''
  if is_home(region, block, place) then
    id = 'code-' .. file:match('([^/]*)$'):gsub('%.%w+$', '') .. '-' .. name
  end
  local what = { pandoc.Code(file), pandoc.Str(','), pandoc.Space(), pandoc.Str(line_range(region)) }
  return set(id, what, region.lines, block.classes[1], region.first)
end

local chapters = {}

-- Notes a chapter, to be checked once the whole book is there: hidden maps the names of regions
-- to the reasons why they are not shown.
function regions.note_chapter(chapter, hidden)
  table.insert(chapters, { name = chapter, file = (chapter:gsub('%.md$', '.c')), hidden = hidden })
end

-- Checks a chapter's own C.
local function check_chapter(chapter)
  local found = regions_in(chapter.file)
  if not found then
    return
  end
  found.is_chapter = true
  for _, number in ipairs(found.loose) do
    problems.add(chapter.file, number, 'this line belongs to no region')
  end
  for name, region in pairs(found.named) do
    if not region.home and not chapter.hidden[name] then
      problems.add(chapter.file, region.first - 1,
        "region '%s' is neither shown in the book nor listed under hidden: in %s", name,
        chapter.name)
    end
  end
  for name, reason in pairs(chapter.hidden) do
    local place = places.of_key(chapter.name, name)
    if not found.named[name] then
      problems.at(place, "hidden: there is no region '%s' in %s", name, chapter.file)
    elseif found.named[name].home then
      problems.at(place, "hidden: region '%s' is shown in %s", name, found.named[name].home)
    elseif reason == '' then
      problems.at(place, "hidden: region '%s' needs a reason", name)
    end
  end
end

-- Checks, once the whole book is there, that every region of a chapter's C, and of every other
-- file that the book shows, has its home.
function regions.check_homes()
  for _, chapter in ipairs(chapters) do
    check_chapter(chapter)
  end
  for file, found in pairs(scanned) do
    for name, region in pairs(found and found.named or {}) do
      if not region.home and not found.is_chapter then
        problems.add(file, region.first - 1, "region '%s' is shown nowhere in the book", name)
      end
    end
  end
end

return regions

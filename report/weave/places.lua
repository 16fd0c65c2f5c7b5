-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where in its file each element of a chapter stands. The reader that the book needs does not
-- say, but pandoc's reader of CommonMark does. So a chapter is read by both, and an element gets
-- the place of its counterpart: the next of its kind, which must hold the same. Where it does
-- not, that is a problem of the chapter, and no place is guessed.
--
-- An element carries its place as an attribute, place=FILE@LINE:COLUMN-LINE:COLUMN;..., and a link
-- until the book is whole. A formula can carry none, and stands in a span of class formula.
local problems = require 'weave.problems'
local Source = require 'weave.source'

local places = {}

-- Tables are lines of text to it, so that a formula in them may hold a bar.
local READER = 'commonmark+sourcepos+attributes+bracketed_spans+definition_lists+fancy_lists' ..
  '+fenced_divs+footnotes+raw_attribute+tex_math_dollars+yaml_metadata_block'

local lines_of = {}

-- ------------------------------------------------------------------ one place

local Place = { __tostring = function(place) return place.file .. ':' .. place.line end }

-- The place of a line.
function places.line(file, line)
  return setmetatable({ file = file, line = line, column = 1 }, Place)
end

-- The byte with which a character of the line begins.
local function byte_of(line, character)
  return utf8.offset(line, character) or #line + 1
end

-- The place of an element that carries one.
function places.of(element)
  local file, reach = element.attributes.place:match('^(.*)@(.*)$')
  local line, character = reach:match('(%d+):(%d+)')
  local place = places.line(file, tonumber(line))
  place.column, place.reach = byte_of(lines_of[file][place.line], tonumber(character)), reach
  return place
end

-- The parts of an element's lines that are its own, without the marks of a quotation or a list
-- before them.
local function parts_of(place)
  local parts = {}
  for first, from, last, to in place.reach:gmatch('(%d+):(%d+)%-(%d+):(%d+)') do
    first, last = tonumber(first), tonumber(last)
    for number = first, last do
      local line = lines_of[place.file][number] or ''
      local column = number == first and byte_of(line, tonumber(from)) or 1
      local stop = number == last and byte_of(line, tonumber(to)) - 1 or #line
      if number < last or stop >= column then
        table.insert(parts, { line = number, column = column, text = line:sub(column, stop) })
      end
    end
  end
  return parts
end

-- An element as its file has it.
function places.text(place)
  local lines = {}
  for _, part in ipairs(parts_of(place)) do
    table.insert(lines, part.text)
  end
  return table.concat(lines, '\n')
end

-- The place of one byte of that text.
function places.within(place, offset)
  local inner = places.line(place.file, place.line)
  for _, part in ipairs(parts_of(place)) do
    inner.line, inner.column = part.line, part.column + offset - 1
    offset = offset - #part.text - 1
    if offset < 1 then
      break
    end
  end
  return inner
end

-- A function that tells the place of the next match of a pattern in an element; where accepts is
-- given, of the next whose second capture it accepts.
function places.matches(place, pattern, accepts)
  local text, at = places.text(place), 1
  return function()
    local from, to, _, capture
    repeat
      from, to, _, capture = text:find(pattern, at)
      at = to + 1
    until not accepts or accepts(capture)
    return places.within(place, from)
  end
end

-- True where the file has this text at that place.
function places.has(place, text)
  return lines_of[place.file][place.line]:sub(place.column):sub(1, #text) == text
end

-- The place of a key in a chapter's front matter.
function places.of_key(file, key)
  for number = 2, #lines_of[file] do
    local line = lines_of[file][number]
    if line:match('^%s*([%w_]+):') == key then
      return places.line(file, number)
    elseif line:match('^%-%-%-') or line:match('^%.%.%.') then
      break
    end
  end
  return places.line(file, 1)
end

-- ------------------------------------------------------------- places for elements

local function with_single_spaces(text)
  return (text:gsub('%s+', ' '))
end

-- What an element and its counterpart have in common.
local content = {
  Link = function(link) return link.target end,
  Div = function(div) return div.identifier .. ' ' .. table.concat(div.classes, ' ') end,
  CodeBlock = function(block) return with_single_spaces(block.text) end,
  Math = function(math) return with_single_spaces(math.text) end,
}

-- An element inside others, as the first paragraph of a list, has theirs before its own.
local function reach_of(element)
  local reach
  for _, pair in ipairs(element.attributes) do
    if pair[1] == 'data-pos' then
      reach = pair[2]
    end
  end
  return reach
end

-- What the reader of CommonMark finds, each kind in the order of the file. It wraps a paragraph in
-- a div, and each of its words and formulas in a span. Words are many: so a span is not looked
-- into, but kept until its formula is met.
local function find(blocks)
  local found = { Link = {}, Div = {}, CodeBlock = {}, Math = {} }
  local span
  local function note(kind, element, place)
    table.insert(found[kind], { content = content[kind](element), reach = reach_of(place) })
  end
  blocks:walk {
    traverse = 'topdown',
    Link = function(link) note('Link', link, link) end,
    CodeBlock = function(block) note('CodeBlock', block, block) end,
    Span = function(this) span = this end,
    Math = function(math) note('Math', math, span) end,
    Div = function(div)
      if div.identifier ~= '' or #div.classes > 0 then
        note('Div', div, div)
      end
    end,
  }
  return found
end

-- Elements with the places that place_of says for their kind and content.
local function give(elements, place_of)
  local function with_place(kind)
    return function(element)
      element.attributes.place = place_of(kind, content[kind](element))
      return element
    end
  end
  return elements:walk {
    traverse = 'topdown',
    Link = with_place 'Link',
    Div = with_place 'Div',
    CodeBlock = with_place 'CodeBlock',
    Math = function(math)
      local place = place_of('Math', content.Math(math))
      return pandoc.Span({ math }, pandoc.Attr('', { 'formula' }, { { 'place', place } })), false
    end,
  }
end

local function differ(file, line, one, other)
  problems.add(file, line, "from here on pandoc's readers find %s and %s, expected Markdown " ..
    'that all of them read alike', one and "'" .. one .. "'" or 'nothing',
    other and "'" .. other .. "'" or 'nothing')
end

-- A chapter's blocks with their places, or nil where they cannot be told.
local function blocks_with_places(blocks, file, found)
  local count, line, is_alike = {}, {}, true
  for kind in pairs(found) do
    count[kind], line[kind] = 0, 1
  end
  local with_places = give(blocks, function(kind, this)
    count[kind] = count[kind] + 1
    local that = found[kind][count[kind]]
    if is_alike and not (that and that.content == this) then
      is_alike = false
      differ(file, line[kind], this, that and that.content)
    end
    if is_alike then
      line[kind] = tonumber(that.reach:match('%d+'))
      return file .. '@' .. that.reach
    end
  end)
  for kind, list in pairs(found) do
    if is_alike and count[kind] < #list then
      is_alike = false
      differ(file, line[kind], nil, list[count[kind] + 1].content)
    end
  end
  return is_alike and with_places or nil
end

-- The elements of a title, which all have the place of its line.
local function title_with_places(title, file)
  local line = places.of_key(file, 'title').line
  return give(title, function() return string.format('%s@%d:1-%d:1', file, line, line + 1) end)
end

-- ------------------------------------------------------------- places for complaints

-- A span of a class, as {only if=post}.
function places.braces(span)
  local words = pandoc.List(span.classes)
  for _, pair in ipairs(span.attributes) do
    if pair[1] ~= 'data-pos' then
      words:insert(pair[1] .. '=' .. pair[2])
    end
  end
  return '{' .. table.concat(words, ' ') .. '}'
end

-- Words, code, spans of a class and what is no Markdown, as the reader of CommonMark finds them, but
-- not what stands apart. To it a word is several, each in a span; what touches is one.
local function pieces_of(blocks, file, stands_apart)
  local pieces, block_reach = {}, ''
  local function add(kind, text, reach)
    table.insert(pieces, { kind = kind, text = text, reach = reach })
  end
  local function add_word(text, reach)
    local last, begins = pieces[#pieces], reach:match('(%d+:%d+)%-')
    if last and last.kind == 'word' and last.reach:match('%-(%d+:%d+)$') == begins then
      last.text, last.reach = last.text .. text, last.reach .. ';' .. reach
    else
      add('word', text, reach)
    end
  end
  blocks:walk {
    traverse = 'topdown',
    Div = function(div) block_reach = reach_of(div) end,
    RawBlock = function(raw) add('raw', raw.text, block_reach) end,
    Code = function(code)
      local reach = reach_of(code)
      add('code', places.text { file = file, reach = reach }, reach)
    end,
    Link = function(link) return link, not stands_apart(link) end,
    Span = function(span)
      local inner, reach = span.content[1], reach_of(span)
      if #span.classes > 0 then
        add('span', places.braces(span), reach)
      elseif inner and inner.t == 'Str' then
        add_word(inner.text, reach)
      elseif inner and inner.t == 'RawInline' then
        add('raw', inner.text, reach)
      end
      return span, not stands_apart(span)
    end,
  }
  return pieces
end

-- A function that adds a problem of a word, of code in a line, of a span or of what is raw: of the
-- next that has this text. TeX is but words to the reader of CommonMark. A walk over every word
-- takes its time, so it is done only where there is a problem.
local function complainer(blocks, file, stands_apart)
  local pieces
  local last = { word = { 1, 1 }, code = { 1, 1 }, span = { 1, 1 }, raw = { 1, 1 } }
  return function(kind, text, ...)
    pieces = pieces or pieces_of(blocks, file, stands_apart)
    local first, offset = table.unpack(last[kind])
    for p = first, #pieces do
      local piece = pieces[p]
      local is_candidate = piece.kind == kind or
        kind == 'raw' and piece.kind == 'word' and text:match('^\\')
      local from, to = piece.text:find(text, p == first and offset or 1, true)
      if is_candidate and from then
        last[kind] = kind == 'raw' and { p, to + 1 } or { p + 1, 1 }
        local _, n_lines = piece.text:sub(1, from):gsub('\n', '')
        problems.add(file, tonumber(piece.reach:match('%d+')) + n_lines, ...)
        return
      end
    end
    differ(file, 1, text, nil)
  end
end

-- Gives the elements of a chapter their places, and nil where they cannot be told; then the
-- function that complains of what has none.
function places.give(chapter, file, text, stands_apart)
  lines_of[file] = Source.lines_of(text)
  local second = pandoc.read(text, READER).blocks
  chapter.meta.title = title_with_places(pandoc.Inlines(chapter.meta.title), file)
  local blocks = blocks_with_places(chapter.blocks, file, find(second))
  return blocks, complainer(second, file, stands_apart)
end

return places

-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weave: reads every chapter, ties it to the code and to the computed numbers, and makes
-- of all chapters one document. A pandoc filter, run on an empty input:
--
--   pandoc --lua-filter report/weave.lua --metadata values=build/report/values.tsv
--          --metadata figures=build/report/figures
--          --metadata chapters='chapters/00_network.md ...' /dev/null
--
-- What a chapter may hold is told where it is understood: code in weave/regions.lua, numbers in
-- weave/literals.lua and weave/formulas.lua, tables in weave/tables.lua, figures in
-- weave/figures.lua, what is numbered in weave/numbering.lua, headers of tables in
-- weave/headers.lua, what holds for some examples only in weave/only.lua, what they are compared with
-- in weave/compared.lua; and where all of it stands in weave/places.lua. All problems of a run are reported at once, as file:line: what is
-- wrong, and then nothing is written.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local accept = require 'weave.accept'
local colophon = require 'weave.colophon'
local compared = require 'weave.compared'
local diagrams = require 'weave.diagrams'
local figures = require 'weave.figures'
local formulas = require 'weave.formulas'
local headers = require 'weave.headers'
local links = require 'weave.links'
local literals = require 'weave.literals'
local measured = require 'weave.measured'
local numbering = require 'weave.numbering'
local only = require 'weave.only'
local places = require 'weave.places'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local regions = require 'weave.regions'
local roles = require 'weave.roles'
local Source = require 'weave.source'
local tables = require 'weave.tables'
local values = require 'weave.values'

local stringify = pandoc.utils.stringify
local READER = 'markdown-latex_macros-citations-auto_identifiers-native_divs-native_spans'

-- The regions that a chapter does not show, and the reasons.
local function hidden_regions(meta)
  local hidden = {}
  for name, reason in pairs(meta.hidden or {}) do
    hidden[name] = stringify(reason)
  end
  return hidden
end

-- '3' and 'hidden_deltas' for chapters/03_hidden_deltas.md; 'A' and 'numbers' for
-- chapters/A_numbers.md; nil for a file of another name.
local function number_and_name(file)
  local number, name = file:match('(%d+)_([%w_]+)%.md$')
  if number then
    return tostring(tonumber(number)), name
  end
  return file:match('(%u)_([%w_]+)%.md$')
end

-- What pandoc says where it cannot read, in one line; pandoc 2 says it in quotes.
local function in_one_line(failure)
  local said = tostring(failure)
  said = said:match('^PandocParseError "(.*)"$') or said
  return (said:gsub('\\n', ' '):gsub('%s+', ' '))
end

-- The chapter's document and its text, or nil where it cannot be had.
local function read_chapter(file)
  local text, reason = Source.read(file)
  if not text then
    problems.add(file, 1, 'cannot be read: %s', reason)
    return nil
  end
  local is_well, chapter = pcall(pandoc.read, text, READER)
  if not is_well then
    problems.add(file, 1, 'cannot be read: %s', in_one_line(chapter))
    return nil
  elseif not number_and_name(file) or not chapter.meta.title then
    problems.add(file, 1, 'a chapter is called NN_name.md, an appendix A_name.md, and begins ' ..
      'with its title: in front matter')
    return nil
  end
  return chapter, text
end

local known_divs = { 'only', 'view', 'each', 'numbers', 'figure', 'alt', 'table', 'equation', 'measured', 'versions',
  'on-page' }

-- What is no Markdown, and what no check would see.
local function check_raw(blocks, complain)
  local function raw(element)
    if not element.text:match('^<!%-%-.*%-%->$') then
      complain('raw', element.text:match('%S*'), "'%s' is %s and no Markdown", element.text,
        element.format)
    end
  end
  blocks:walk { traverse = 'topdown', RawInline = raw, RawBlock = raw }
end

-- Elements of other kinds than a chapter may hold.
local function check_kinds(blocks, complain)
  blocks:walk {
    traverse = 'topdown',
    Link = function(link)
      if link.title ~= '' or link.classes:includes('generated') then
        problems.at(places.of(link), 'a link has neither a title nor class generated')
      end
    end,
    Span = function(span)
      local complaint = only.complaint(span)
      if complaint then
        complain('span', places.braces(span), '%s', complaint)
      end
    end,
    Div = function(div)
      local complaint = only.complaint(div)
      if complaint then
        problems.at(places.of(div), '%s', complaint)
      end
      for _, name in ipairs(known_divs) do
        if div.classes:includes(name) then
          return nil
        end
      end
      problems.at(places.of(div), "a div '%s', expected one of %s",
        table.concat(div.classes, ' '), table.concat(known_divs, ', '))
    end,
  }
end

-- What a chapter may not hold.
local function check(chapter, blocks, file, ties, complain)
  check_kinds(blocks, complain)
  literals.check_untied(blocks, ties, complain)
  literals.check_untied(chapter.meta.title, ties, function(_, _, ...)
    problems.at(places.of_key(file, 'title'), ...)
  end)
end

-- The blocks that the weave fills in, in the place of those that ask for them.
local function fill_in(blocks, all, folder)
  return blocks:walk {
    CodeBlock = regions.listing,
    Div = function(div)
      if div.classes:includes('figure') then
        return figures.figure(div, all, folder)
      elseif div.classes:includes('versions') then
        return colophon.versions(all, folder)
      end
    end,
  }
end

-- The tables of all numbers, which have those that the book speaks of: so they come last.
local function fill_in_numbers(blocks, all)
  return blocks:walk {
    Div = function(div)
      if div.classes:includes('numbers') then
        local filled = tables.numbers(div, all)
        return filled and headers.mark(pandoc.Blocks { filled })
      end
    end,
  }
end

-- The chapter's title, headed by its number.
local function header(chapter, number, name)
  local title = pandoc.Inlines { pandoc.Str(number), pandoc.Space() }
  title:extend(chapter.meta.title)
  return pandoc.Header(1, title, pandoc.Attr(name))
end

--> weave_chapter
-- A chapter's blocks, headed by its title, or none where it cannot be read.
local function weave_chapter(file, all, folder)
  local chapter, text = read_chapter(file)
  if not chapter then
    return {}
  end
  local ties = literals.ties(all)
  local blocks, complain = places.give(chapter, file, text, ties)
  check_raw(chapter.blocks, complain)
  if not blocks then
    return {}
  end
  check(chapter, blocks, file, ties, complain)

  local number, name = number_and_name(file)
  blocks:insert(1, header(chapter, number, name))

  blocks = roles.resolve(blocks, chapter.meta.roles, all, file)
  blocks = measured.fill(blocks, all.facts.measured)
  blocks = tables.expand(blocks, all)
  blocks = literals.weave(blocks, all)
  blocks = formulas.weave(blocks, all)
  blocks = only.remove(blocks)
  blocks = fill_in(blocks, all, folder)
  blocks = headers.mark(blocks)
  blocks = formulas.set(blocks)
  blocks = numbering.number(blocks, number, name)

  regions.note_chapter(file, hidden_regions(chapter.meta))
  return blocks
end
--< weave_chapter

-- The book's links, which are checked, with the numbers of what they lead to. Nothing keeps its
-- place.
local function resolve_links(blocks, ids, keys)
  return blocks:walk {
    Div = function(div)
      div.attributes.place = nil
      return div
    end,
    Link = function(link)
      links.check(link, ids, keys)
      numbering.resolve(link, ids)
      link.attributes.place = nil
      return link
    end,
  }
end

-- What the weave was told on the command line is not the book's own.
local function without_options(meta)
  for _, name in ipairs { 'values', 'many', 'figures', 'chapters', 'example', 'accept',
    'printed', 'measured', 'post' } do
    meta[name] = nil
  end
  return meta
end

function Pandoc(doc)
  local all = values.read(stringify(doc.meta.values or ''), doc.meta.many and stringify(doc.meta.many))
  all.facts.measured = doc.meta.measured and stringify(doc.meta.measured)
  if doc.meta.post then
    compared.read(stringify(doc.meta.post), all)
  end
  local folder = stringify(doc.meta.figures or '')
  regions.example = stringify(doc.meta.example or '')
  regions.made_in = stringify(doc.meta.values or ''):match('^(.*)/') or '.'
  accept.is_on = doc.meta.accept ~= nil
  local to_print = stringify(doc.meta.printed or '')
  local blocks = pandoc.Blocks {}
  for file in stringify(doc.meta.chapters or ''):gmatch('%S+') do
    blocks:extend(weave_chapter(file, all, folder))
  end
  blocks = fill_in_numbers(blocks, all)
  regions.check_homes()
  diagrams.note_cover(folder, all)

  if not all.is_post then
    doc.meta.other_example =
      pandoc.MetaInlines { pandoc.Str(all.facts.name or 'a network of the shape ' .. (all.facts.shape or '')) }
    doc.meta.subtitle = pandoc.MetaInlines(pandoc.Inlines(
      'A network, walked from its given numbers through one round and then through more'))
    doc.meta.example_text = pandoc.MetaString(Source.read(regions.example) or '')
  end
  local book = pandoc.Pandoc(blocks, without_options(doc.meta))
  local ids = links.ids(book)
  book.blocks = resolve_links(book.blocks, ids, all.key_of_id)
  book = printed.count(book, all)
  if accept.is_on then
    accept.rewrite()
  end
  problems.stop_if_any()
  if to_print ~= '' then
    printed.write(to_print)
    problems.stop_if_any()
  end
  return book
end

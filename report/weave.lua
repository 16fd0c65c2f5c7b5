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
-- weave/headers.lua, what holds for some examples only in weave/only.lua. All problems of a run are reported at once, as file:line: what is wrong,
-- and then nothing is written.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local accept = require 'weave.accept'
local colophon = require 'weave.colophon'
local figures = require 'weave.figures'
local formulas = require 'weave.formulas'
local headers = require 'weave.headers'
local links = require 'weave.links'
local literals = require 'weave.literals'
local numbering = require 'weave.numbering'
local only = require 'weave.only'
local printed = require 'weave.printed'
local problems = require 'weave.problems'
local regions = require 'weave.regions'
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

-- The chapter's document, or nil where it cannot be had.
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
  return chapter, Source.new(file, text)
end

local known_divs = { 'only', 'numbers', 'figure', 'alt', 'table', 'equation', 'versions' }

local function opens_div(line)
  return line:match('^[%s>]*:::+%s*[%w{]')
end

-- What a chapter may not hold: blocks of other kinds, and what no check would see.
local function check_kinds(blocks, source)
  local function raw(element)
    if not element.text:match('^<!%-%-.*%-%->$') then
      local line = source:line_of_raw(element.text:match('[^\n]*'))
      problems.add(source.name, line, "'%s' is %s and no Markdown", element.text, element.format)
    end
  end
  blocks:walk {
    RawInline = raw,
    RawBlock = raw,
    Link = function(link)
      if link.title ~= '' or link.classes:includes('generated') then
        problems.add(source.name, source:line_of_text('](' .. link.target),
          'a link has neither a title nor class generated')
      end
    end,
  }
  blocks:walk {
    traverse = 'topdown',
    Div = function(div)
      local line = source:line_of_next(opens_div)
      for _, name in ipairs(known_divs) do
        if div.classes:includes(name) then
          return nil
        end
      end
      problems.add(source.name, line, "a div '%s', expected one of %s",
        table.concat(div.classes, ' '), table.concat(known_divs, ', '))
    end,
  }
end

-- The blocks that the weave fills in, in the place of those that ask for them.
local function fill_in(blocks, source, all, folder)
  return blocks:walk {
    CodeBlock = function(block)
      return regions.listing(block, source)
    end,
    Div = function(div)
      if div.classes:includes('numbers') then
        return tables.numbers(div, source, all)
      elseif div.classes:includes('figure') then
        return figures.figure(div, source, all, folder)
      elseif div.classes:includes('versions') then
        return colophon.versions(all, folder)
      end
    end,
  }
end

--> weave_chapter
-- A chapter's blocks, headed by its title, or none where it cannot be read.
local function weave_chapter(file, all, folder)
  local chapter, source = read_chapter(file)
  if not chapter then
    return {}
  end
  check_kinds(chapter.blocks, source)
  local number, name = number_and_name(file)
  local title = pandoc.Inlines { pandoc.Str(number), pandoc.Space() }
  title:extend(pandoc.Inlines(chapter.meta.title))
  chapter.blocks:insert(1, pandoc.Header(1, title, pandoc.Attr(name)))

  local blocks = only.mark(chapter.blocks, source, all)
  blocks = tables.expand(blocks, source, all)
  blocks = literals.weave(blocks, source, all)
  blocks = formulas.weave(blocks, source, all)
  blocks = only.remove(blocks, source)
  blocks = fill_in(blocks, source, all, folder)
  blocks = numbering.number(blocks, number, name, source)
  blocks = headers.mark(blocks, source)

  local c_file, hidden = file:gsub('%.md$', '.c'), hidden_regions(chapter.meta)
  regions.check_coverage(c_file, hidden, source)
  links.note(blocks, source, all.key_of_id)
  return blocks
end
--< weave_chapter

-- What the weave was told on the command line is not the book's own.
local function without_options(meta)
  for _, name in ipairs { 'values', 'figures', 'chapters', 'example', 'accept', 'printed' } do
    meta[name] = nil
  end
  return meta
end

function Pandoc(doc)
  local all = values.read(stringify(doc.meta.values or ''))
  local folder = stringify(doc.meta.figures or '')
  regions.example = stringify(doc.meta.example or '')
  accept.is_on = doc.meta.accept ~= nil
  local to_print = stringify(doc.meta.printed or '')
  local blocks = pandoc.Blocks {}
  for file in stringify(doc.meta.chapters or ''):gmatch('%S+') do
    blocks:extend(weave_chapter(file, all, folder))
  end
  regions.check_homes()
  figures.note_cover(folder, all)

  if not all.is_post then
    doc.meta.other_example =
      pandoc.MetaInlines { pandoc.Str(all.facts.name or 'a network of two, two and two neurons') }
    doc.meta.example_text = pandoc.MetaString(Source.read(regions.example) or '')
  end
  local book = pandoc.Pandoc(blocks, without_options(doc.meta))
  local ids = links.ids(book)
  links.check(ids)
  book = printed.count(numbering.resolve(book, ids))
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

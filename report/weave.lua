-- SPDX-License-Identifier: GPL-3.0-or-later
-- The weave: reads every chapter, ties it to the C and to the computed numbers, and makes
-- of all chapters one document. A pandoc filter, run on an empty input:
--
--   pandoc --lua-filter report/weave.lua --metadata values=build/values.tsv
--          --metadata figures=build/figures
--          --metadata chapters='chapters/00_network.md ...' /dev/null
--
-- What a chapter may hold is told where it is understood: listings of C in
-- weave/regions.lua, numbers in weave/literals.lua, tables of them in weave/values.lua, and
-- figures in weave/figures.lua. All problems of a run are reported at once, as file:line:
-- what is wrong, and then nothing is written.
package.path = pandoc.path.directory(PANDOC_SCRIPT_FILE) .. '/?.lua;' .. package.path

local figures = require 'weave.figures'
local links = require 'weave.links'
local literals = require 'weave.literals'
local problems = require 'weave.problems'
local regions = require 'weave.regions'
local Source = require 'weave.source'
local values = require 'weave.values'

local stringify = pandoc.utils.stringify
local READER = 'markdown-latex_macros-citations-auto_identifiers'

-- The regions that a chapter does not show, and the reasons.
local function hidden_regions(meta)
  local hidden = {}
  for name, reason in pairs(meta.hidden or {}) do
    hidden[name] = stringify(reason)
  end
  return hidden
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
    problems.add(file, 1, 'cannot be read: %s', tostring(chapter))
    return nil
  elseif not file:match('%d+_[%w_]+%.md$') or not chapter.meta.title then
    problems.add(file, 1,
      'a chapter is called NN_name.md and begins with its title: in front matter')
    return nil
  end
  return chapter, Source.new(file, text)
end

local function opens_div(line)
  return line:match('^[%s>]*:::+%s*[%w{]')
end

-- The blocks that the weave fills in, in the place of those that ask for them.
local function fill_in(chapter, source, all, folder)
  return chapter:walk {
    CodeBlock = function(block)
      return regions.listing(block, source)
    end,
    Div = function(div)
      local line = source:line_of_next(opens_div)
      if div.classes:includes('numbers') then
        return values.table(div, source, all)
      elseif div.classes:includes('figure') then
        return figures.figure(div, source, folder)
      end
      problems.add(source.name, line, "a div '%s', expected numbers or figure",
        table.concat(div.classes, ' '))
    end,
  }
end

-- A chapter's blocks, headed by its title, or none where it cannot be read.
local function weave_chapter(file, all, folder)
  local chapter, source = read_chapter(file)
  if not chapter then
    return {}
  end
  local woven = fill_in(literals.weave(chapter, source, all), source, all, folder)
  regions.check_coverage((file:gsub('%.md$', '.c')), hidden_regions(chapter.meta), source)
  links.note(woven, source, all.key_of_id)

  local number, name = file:match('(%d+)_([%w_]+)%.md$')
  local title = pandoc.Inlines { pandoc.Str(tostring(tonumber(number))), pandoc.Space() }
  title:extend(pandoc.Inlines(chapter.meta.title))
  local blocks = pandoc.Blocks { pandoc.Header(1, title, pandoc.Attr(name)) }
  blocks:extend(woven.blocks)
  return blocks
end

function Pandoc(doc)
  local all = values.read(stringify(doc.meta.values or ''))
  local folder = stringify(doc.meta.figures or '')
  local blocks = pandoc.Blocks {}
  for file in stringify(doc.meta.chapters or ''):gmatch('%S+') do
    blocks:extend(weave_chapter(file, all, folder))
  end
  local book = pandoc.Pandoc(blocks, doc.meta)
  links.check(book)
  problems.stop_if_any()
  book.meta.values, book.meta.figures, book.meta.chapters = nil, nil, nil
  return book
end

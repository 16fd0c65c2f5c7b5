-- SPDX-License-Identifier: GPL-3.0-or-later
-- The book's own order: chapters are numbered, appendices lettered, and in each of them
-- figures, tables and equations counted. A reference names its kind, and the weave adds the
-- number:
--
--   [figure](#fig-network)        becomes "figure 0.1", a link
--   [Chapter](#hidden_deltas)     becomes "Chapter 3"
--
--   ::: {#eq-delta .equation}     a formula with a number at its right
local places = require 'weave.places'
local problems = require 'weave.problems'

local numbering = {}

local kinds = { figure = 'Figure', table = 'Table', equation = 'Equation' }

-- What each id is: {kind = 'figure', number = '0.1'}.
local numbered = {}

local function kind_of(div)
  for kind in pairs(kinds) do
    if div.classes:includes(kind) then
      return kind
    end
  end
end

-- "Figure 0.1. " before the first paragraph of a caption.
local function with_label(caption, kind, number)
  local label = pandoc.Span({ pandoc.Str(kinds[kind] .. ' ' .. number .. '.') },
    pandoc.Attr('', { 'label' }))
  local first = caption[1]
  if first and (first.t == 'Para' or first.t == 'Plain') then
    first.content:insert(1, pandoc.Space())
    first.content:insert(1, label)
  else
    caption:insert(1, pandoc.Para { label })
  end
  return caption
end

local function equation(div, number)
  local para = div.content[1]
  local formula = para and para.t == 'Para' and para.content[1]
  if #div.content ~= 1 or #para.content ~= 1 or formula.t ~= 'Math' or
    formula.mathtype ~= 'DisplayMath' then
    problems.at(places.of(div), 'an equation is one formula between $$ and $$')
    return div
  end
  return pandoc.Div({ para, pandoc.Para { pandoc.Str('(' .. number .. ')') } },
    pandoc.Attr(div.identifier, { 'equation' }))
end

-- The caption above, then the table. What class of table it is for an edition to see stays with it.
local function table_with_caption(div, number)
  local caption, content = pandoc.Blocks {}, pandoc.Blocks {}
  for _, block in ipairs(div.content) do
    (block.t == 'Table' and content or caption):insert(block)
  end
  local classes = { 'table', div.classes:includes('compared') and 'compared' or nil }
  return pandoc.Div({
    pandoc.Div(with_label(caption, 'table', number), pandoc.Attr('', { 'caption' })),
    pandoc.Div(content, pandoc.Attr('', { 'scroll' })),
  }, pandoc.Attr(div.identifier, classes))
end

-- Numbers the figures, tables and equations of one chapter, whose own number or letter and name
-- these are.
function numbering.number(blocks, chapter, name)
  numbered[name] = { kind = chapter:match('%d') and 'chapter' or 'appendix', number = chapter }
  local count = { figure = 0, table = 0, equation = 0 }
  return blocks:walk {
    traverse = 'topdown',
    Div = function(div)
      local kind = kind_of(div)
      if not kind then
        return nil
      end
      if div.identifier == '' and kind ~= 'figure' then -- figures.lua has said so
        problems.at(places.of(div), 'a %s needs an id', kind)
      end
      count[kind] = count[kind] + 1
      local number = chapter .. '.' .. count[kind]
      numbered[div.identifier] = { kind = kind, number = number }
      if kind == 'equation' then
        return equation(div, number), false
      elseif kind == 'table' then
        return table_with_caption(div, number), false
      end
      for _, part in ipairs(div.content) do
        if part.t == 'Div' and part.classes:includes('caption') then
          part.content = with_label(part.content, 'figure', number)
        end
      end
      return div, false
    end,
  }
end

-- Gives a reference its number. ids are all places of the book.
function numbering.resolve(link, ids)
  local id = link.target:match('^#(.+)$')
  local word = pandoc.utils.stringify(link.content)
  local kind = word:lower()
  if not (kinds[kind] or kind == 'chapter' or kind == 'appendix') or not ids[id] then
    return
  elseif numbered[id] and numbered[id].kind == kind then
    link.content:extend { pandoc.Str('\u{a0}' .. numbered[id].number) }
    return
  end
  problems.at(places.of(link), '[%s](%s) leads to %s', word, link.target,
    numbered[id] and 'what is called ' .. numbered[id].kind or 'nothing that has a number')
end

return numbering

-- SPDX-License-Identifier: GPL-3.0-or-later
-- LaTeX for pieces of the book. Its commands and environments are defined in report/template.tex.
local latex = {}

-- A piece of LaTeX, a format with what goes into it.
function latex.inline(text, ...)
  return pandoc.RawInline('latex', string.format(text, ...))
end

-- Blocks between \begin{name} and \end{name}.
function latex.environment(name, arguments, blocks)
  local inside = pandoc.Blocks { pandoc.RawBlock('latex', '\\begin{' .. name .. '}' .. arguments) }
  inside:extend(blocks)
  inside:insert(pandoc.RawBlock('latex', '\\end{' .. name .. '}'))
  return inside
end

-- The place that links to this id lead to.
function latex.target(id)
  return id ~= '' and '\\place{' .. id .. '}' or ''
end

-- A picture or a table, which may float to the head of the next page unless it is bound to what is
-- before it.
function latex.placed(name, div, content)
  local blocks = latex.environment(name, latex.target(div.identifier), content)
  return div.classes:includes('bound') and blocks or latex.environment('floating', '', blocks)
end

-- A div's text as a caption.
function latex.caption(div)
  return latex.environment('bookcaption', '', div.content)
end

return latex

-- SPDX-License-Identifier: GPL-3.0-or-later
-- Formulas that are read aloud as words, where a reader knows no MathML.
local aloud = {}

-- What makes of a span of class spoken (see report/weave/headers.lua) its formula, behind a comment
-- that report/markup.sed turns into this attribute of it. Any other span stays as it is.
function aloud.by(attribute)
  return function(span)
    if span.classes:includes('spoken') then
      local words = string.format('<!--%s="%s"-->', attribute, span.attributes.words)
      return { pandoc.RawInline('html', words), span.content[1] }
    end
  end
end

return aloud

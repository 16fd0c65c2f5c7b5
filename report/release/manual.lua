-- SPDX-License-Identifier: GPL-3.0-or-later
-- Puts together the manual page: a pandoc filter for report/release/manual.md.
--
--   ::: commands        what `backprop --manual` has printed, in the file that the metadata
--   :::                 name: said=build/man/manual
--
--   ``` {file=NAME}     the text of that file
--   ```

-- Names have underscores in them, and quotation marks are typed as they are.
local READER = 'markdown-smart-citations-auto_identifiers'

local function read(name)
  local file, reason = io.open(name, 'rb')
  if not file then
    io.stderr:write('report/release/manual.md: ' .. reason .. '\n')
    os.exit(1)
  end
  local text = file:read('a')
  file:close()
  return text
end

function Pandoc(doc)
  local said = read(pandoc.utils.stringify(doc.meta.said))
  doc.blocks = doc.blocks:walk {
    Div = function(div)
      if div.classes:includes('commands') then
        return pandoc.read(said, READER).blocks
      end
    end,
    CodeBlock = function(block)
      local name = block.attributes.file
      if name then
        return pandoc.CodeBlock((read(name):gsub('\n+$', '')))
      end
    end,
  }
  return doc
end

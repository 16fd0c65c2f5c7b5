-- SPDX-License-Identifier: GPL-3.0-or-later
-- The name of a number as a symbol: w5 is w_5, out_h1 is \text{out}_{h1}.
local symbols = {}

function symbols.of(key)
  local letter, number = key:match('^([itwbhkmnpqo])(%d+)$')
  local name, index = key:match('^(%a+)_(%l+%d+)$')
  if letter then
    return string.format(#number > 1 and '%s_{%s}' or '%s_%s', letter, number)
  elseif name == 'delta' then
    return string.format('\\delta_{%s}', index)
  elseif name == 'net' or name == 'out' then
    return string.format('\\text{%s}_{%s}', name, index)
  elseif name then
    return string.format('%s_{%s}', name, index)
  end
  return '\\text{' .. key:gsub('_', '\\_') .. '}'
end

return symbols

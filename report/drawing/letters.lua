-- SPDX-License-Identifier: GPL-3.0-or-later
-- How wide letters are, in thousandths of the size of the print. These are the widths of DejaVu
-- Sans, which the PDF has; most browsers' own sans serif is narrower.
local letters = {}

local of_width = {
  [278] = 'ijl', [295] = 'IJ', [318] = ' .,', [337] = '/:', [352] = 'f', [390] = '()',
  [392] = 't', [411] = 'r', [521] = 's', [525] = 'z', [550] = 'c', [579] = 'k', [592] = 'vxy',
  [613] = '∂aeoδT', [636] = '0123456789bdghnpquηE', [684] = 'ABCVX', [770] = 'DGHNOQ',
  [838] = 'w=≈−+×→', [974] = 'm', [1000] = '…',
}
local widest = 1000 -- of a letter that is not among them

local width_of = {}
for width, all in pairs(of_width) do
  for _, code in utf8.codes(all) do
    width_of[code] = width
  end
end

-- The width of a text, in sizes of its print.
function letters.width(text)
  local sum = 0
  for _, code in utf8.codes(text) do
    sum = sum + (width_of[code] or widest)
  end
  return sum / 1000
end

return letters

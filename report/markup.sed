# SPDX-License-Identifier: GPL-3.0-or-later
# What pandoc cannot be told of HTML, for the page and for the EPUB.

# A line of code without its link, which has no text, and the place it leads to, which is called by
# how many listings are before it.
s|<span id="[^"]*"><a href="[^"]*" aria-hidden="true"[^>]*></a>|<span>|g

# A formula with its words, which stand before it (report/aloud.lua).
s|<!--\([a-z-]*="[^"]*"\)--><math|<math \1|g

# Parentheses as high as the text, but around a fraction or a matrix: pandoc lets all of them
# stretch, and browsers set what may stretch with space around it.
s~stretchy="true"\( form="prefix">[^<]</mo><m\(frac\|table\)\)~stretchy=""\1~g
s~\(</m\(frac\|table\)><mo stretchy="\)true\(" form="postfix">\)~\1\3~g
s~stretchy="true"\( form="[a-z]*">[()]</mo>\)~stretchy="false"\1~g
s~stretchy=""~stretchy="true"~g

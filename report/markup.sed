# SPDX-License-Identifier: GPL-3.0-or-later
# What pandoc cannot be told of HTML, for the page and for the EPUB.

# Each line of code without a place and a link, and without colours that the style has not;
# keywords and types in <b>. A listing without what the lines' counter says.
s|<span id="cb[0-9-]*"><a href="[^"]*" aria-hidden="true"[^>]*></a>|<span>|g
s~<span class="\(op\|fu\|va\|dv\|fl\|bu\|cn\|im\)">\([^<]*\)</span>~\2~g
s~<span class="\(kw\|cf\|dt\)">\([^<]*\)</span>~<b>\2</b>~g
s|\(<div class="sourceCode"\) id="cb[0-9]*"[[:space:]]*data-startFrom="[0-9]*"|\1|g
s|<pre[[:space:]]*class="sourceCode [a-z]*"><code[[:space:]]*class="sourceCode [a-z]*"|<pre><code|g

# A formula with its words, which stand before it (report/aloud.lua).
s|<!--\([a-z-]*="[^"]*"\)--><math|<math \1|g

# Parentheses as high as the text, but around a fraction or a matrix: pandoc lets all of them
# stretch, and browsers set what may stretch with space around it.
s~stretchy="true"\( form="prefix">[^<]</mo><m\(frac\|table\)\)~stretchy=""\1~g
s~\(</m\(frac\|table\)><mo stretchy="\)true\(" form="postfix">\)~\1\3~g
s~stretchy="true"\( form="[a-z]*">[()]</mo>\)~stretchy="false"\1~g
s~stretchy=""~stretchy="true"~g

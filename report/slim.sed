# SPDX-License-Identifier: GPL-3.0-or-later
# The page without what pandoc writes and nobody sees, nor hears. Run by sed -z, on the page as
# one line.

# Links to numbers without their class, and the names they lead to without a span of their own.
s~\(<a href="#n-[^"]*"\)[[:space:]]*class="number">~\1>~g
s~\(<th scope="row"\)><span[[:space:]]*\(id="n-[^"]*"\)>\(<code>[^<]*</code>\)</span>~\1 \2>\3~g

# The rows of a table without which of them are odd, and without ends where the next begins.
s|<tr class="[a-z]*">|<tr>|g
s|</tr>\n||g
s|<br />|<br>|g
s|<col style="width: \([0-9]*%\)" />|<col style="width:\1">|g

# Formulas without MathML's name, what is so anyway, and their TeX once more.
s| xmlns="http://www.w3.org/1998/Math/MathML"||g
s|\(<math[^>]*\) display="inline">|\1>|g
s|<mtext mathvariant="normal">|<mtext>|g
s|<mo stretchy="true" |<mo |g
s~ form="postfix">)~>)~g
s|</*semantics>||g
s|<annotation encoding="application/x-tex">[^<]*</annotation>||g
s|\(<math[^>]*>\)<mrow>|\1|g
s|</mrow></math>|</math>|g

# Attributes of one word without quotes.
s~[[:space:]]\(scope\|role\|tabindex\|stretchy\|form\)="\([a-z0-9]*\)"~ \1=\2~g

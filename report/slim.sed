# SPDX-License-Identifier: GPL-3.0-or-later
# The page without what pandoc writes and nobody sees. Run by sed -z, on the page as one line.

# Links to numbers without their class, and the names they lead to without a span of their own.
s~\(<a href="#n-[^"]*"\)[[:space:]]*class="number">~\1>~g
s~<td><span[[:space:]]*\(id="n-[^"]*"\)>\(<code>[^<]*</code>\)</span></td>~<td \1>\2</td>~g

# The rows of a table without which of them are odd.
s|<tr class="[a-z]*">|<tr>|g

# Formulas without MathML's name, what is so anyway, and their TeX once more.
s| xmlns="http://www.w3.org/1998/Math/MathML"||g
s|<math display="inline">|<math>|g
s|<mtext mathvariant="normal">|<mtext>|g
s|<mo stretchy="true" |<mo |g
s|</*semantics>||g
s|<annotation encoding="application/x-tex">[^<]*</annotation>||g

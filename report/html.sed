# SPDX-License-Identifier: GPL-3.0-or-later
# What pandoc cannot be told of HTML, for the page alone: HTML's own elements do not end in a slash.

s~\(<\(br\|col\)\([[:space:]][^>]*\)\?\) />~\1>~g

# A long name in a table may go on in the next line.
s~\(<td><code>[^</]*/\)\([^<]*</code></td>\)~\1<wbr>\2~g

# What follows makes the page shorter, and changes nothing that is seen, heard or linked to.

# Code: only the kinds of words that style.css colours are told apart, and those that stand in every
# line by HTML's own short element for a keyword. A character is one between quotes; what a Makefile
# calls so is not. What language it is changes nothing in its look.
s~<span[[:space:]]class="\(al\|an\|at\|bn\|bu\|cn\|dv\|ex\|fl\|fu\|im\|in\|op\|ot\|ss\|va\)">\([^<]*\)</span>~\2~g
s~<span[[:space:]]class="ch">\([^<&][^<]*\)</span>~\1~g
s~<span[[:space:]]class="\(cf\|dt\|kw\)">\([^<]*\)</span>~<b>\2</b>~g
s~<pre[[:space:]]class="sourceCode [a-z]*"><code[[:space:]]class="sourceCode [a-z]*"~<pre><code~g

# Formulas: HTML knows MathML by its elements, and sets it in the line unless it is told. A text is
# upright by itself, and a bracket tells by itself which side it is. The TeX beside a formula is shown by no browser but those that know no MathML,
# and these show it as well as the formula.
s~\(<math[^>]*\) display="inline"~\1~g
s~\(<math[^>]*\) xmlns="[^"]*"~\1~g
s~<mtext mathvariant="normal">~<mtext>~g
s~\(<mo stretchy="false"\) form="[a-z]*">\([()]</mo>\)~\1>\2~g
s~</\?semantics>~~g
s~<annotation [^>]*>[^<]*</annotation>~~g

# Tables: a column of numbers is named, and not described; columns find their widths by what is in
# them, on a phone too. Rows all look alike. A number is known as one by where its link leads.
s~ style="text-align: right;"~ class="n"~g
s~<table style="width:100%;">~<table>~g
s~<colgroup>[^/]*</colgroup>\n~~g
s~<tr class="[a-z]*">~<tr>~g
s~\(<a[[:space:]]href="#n-[^"]*"\)[[:space:]]class="number"~\1~g

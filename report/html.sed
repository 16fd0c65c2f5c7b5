# SPDX-License-Identifier: GPL-3.0-or-later
# What pandoc cannot be told of HTML, for the page alone: HTML's own elements do not end in a slash.

s~\(<\(br\|col\)\([[:space:]][^>]*\)\?\) />~\1>~g

# Of code, the colours that the page has none for: most of a listing's marks are operators.
s~<span class="\(op\|dv\|fl\|fu\|ss\|va\|bu\|er\|al\|an\|at\|ex\|im\|in\|ot\|wa\)">\([^<]*\)</span>~\2~g

# SPDX-License-Identifier: GPL-3.0-or-later
# Listings without what pandoc writes and nobody sees.

# Each line of code without a place and a link, and without colours that the style has not;
# keywords and types in <b>.
s|<span id="cb[0-9-]*"><a href="[^"]*" aria-hidden="true"[^>]*></a>|<span>|g
s~<span class="\(op\|fu\|va\|dv\|fl\|bu\|cn\|im\)">\([^<]*\)</span>~\2~g
s~<span class="\(kw\|cf\|dt\)">\([^<]*\)</span>~<b>\2</b>~g

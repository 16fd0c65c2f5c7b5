#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The page is small enough to be kept, and to be sent: 800 kB as a file, and 220 kB as a server
# sends it, which packs it as gzip does when it is told nothing.
# needs: build/report/backprop.html
. tests/support/tap.sh

page=build/report/backprop.html
has_room() { [ "$(wc -c <"$1")" -le 800000 ]; }
is_sent_soon() { [ "$(gzip -6 <"$1" | wc -c)" -le 220000 ]; }

check "the page has at most 800 kB" has_room "$page"
check "and packed at most 220 kB" is_sent_soon "$page"
echo "# $(wc -c <"$page") bytes, packed $(gzip -6 <"$page" | wc -c)"

head -c 800001 /dev/zero >"$scratch/large"
check "a byte too many is seen" test "$(has_room "$scratch/large" || echo no)" = no
head -c 220001 /dev/urandom >"$scratch/dense"
check "so is what cannot be packed so small" test "$(is_sent_soon "$scratch/dense" || echo no)" = no

# What report/html.sed leaves out, and what it keeps, both written by hand.
cat >"$scratch/said" <<'END'
<pre
class="sourceCode c"><code class="sourceCode c" style="a"><span><span class="dt">int</span> f<span
class="op">;</span> <span class="co">/* f */</span></span></code></pre>
<math aria-label="x" display="inline" xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mtext mathvariant="normal">x</mtext><annotation encoding="application/x-tex">\text{x} &lt; 1
</annotation></semantics></math>
<math display="block" xmlns="http://www.w3.org/1998/Math/MathML"><mi mathvariant="normal">x</mi></math>
<tr class="odd"><td><a
href="#n-w1" class="number">0.15</a> <span class="number">0.2</span> <a href="#numbers" class="here">A</a><br />
END
cat >"$scratch/expected" <<'END'
<pre><code style="a"><span><b>int</b> f; <span class="co">/* f */</span></span></code></pre>
<math aria-label="x"><mtext>x</mtext></math>
<math display="block"><mi mathvariant="normal">x</mi></math>
<tr><td><a
href="#n-w1">0.15</a> <span class="number">0.2</span> <a href="#numbers" class="here">A</a><br>
END
ran sed -z -f report/html.sed "$scratch/said"
check "what the page needs not is left out, and nothing else" diff -u "$scratch/expected" "$out"

# A kind of word that style.css colours, and that is left out, would be without its colour.
left_out=$(sed -n 's/^s~<span.*class="\\(\(al.*\)\\)">.*/\1/p' report/html.sed | sed 's/\\|/ /g')
check "the kinds of words left out are found" test "$(echo "$left_out" | wc -w)" -gt 10
coloured() { for kind in $left_out; do grep -E "^[^{]*\.$kind\b[^{]*\{" "$1"; done; }
check "none of them has a colour" test -z "$(coloured report/style.css)"
echo '.co, .op { color: red; }' >"$scratch/style.css"
check "one that had would be seen" test -n "$(coloured "$scratch/style.css")"
finish

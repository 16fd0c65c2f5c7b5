#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The spelling of all that somebody reads: prose, captions, text alternatives and pictures of
# the book, what the program says, and comments. British, by hunspell's dictionary en_GB and
# the words in tests/report/words.txt.
# needs: build/report/backprop.html
. tests/support/tap.sh

list=$scratch/list
grep -v '^#' tests/report/words.txt >"$list"
spell() { hunspell -i UTF-8 -d en_GB "$@"; }

# misspelt FILE...: each word that is neither in the dictionary nor in the list, with its place
# and what may be meant. The words stay in $scratch/words.
misspelt() {
    perl tests/report/words.pl "$@" >"$scratch/words" || return 1
    cut -f 3 "$scratch/words" | sort -u | sed 's/^/^/' | spell -p "$list" -a >"$scratch/answers"
    awk -F '\t' 'NR == FNR { if (/^[&#] /) { split($0, part, " ")
            meant[part[2]] = /^&/ ? $0 : "nothing like it"; sub(/^&[^:]*: /, "", meant[part[2]]) }
            next }
        $3 in meant && !told[$0]++ { printf "%s:%s: %s, meant may be: %s\n", $1, $2, $3, meant[$3] }
        ' "$scratch/answers" "$scratch/words"
}
# refused: of the words of the last call, those that the dictionary takes and the house does not.
refused() {
    grep -E '	(gray.*|license|[a-z]+iz(e|ed|es|er|ers|ing|ation|ations))$' "$scratch/words" |
        grep -vE '	(size|prize|seize|.*resize)(d|r|rs|s)?$'
}

check "hunspell has the dictionary en_GB" test "$(echo colour color | spell -l)" = color

# ------------------------------------------------------------------------ the house

set -- README.md CONTRIBUTING.md chapters/*.md build/report/book.json build/report/figures/*.svg \
    build/report/round.c \
    Makefile tests/tests.mk .ci/run chapters/*.c src/*/*.[ch] figures/*.gp report/*.* report/*/*.lua \
    report/explorer/*.* report/release/*.m[dk] tests/*/*.[ch] tests/*/*.sh tests/*/*.pl tests/*/*.lua tests/*/*.mjs tests/*/*/*.mjs
[ ! -e CHANGELOG.md ] || set -- CHANGELOG.md "$@"
misspelt "$@" >"$out"
wrong=$(cat "$out")
[ -z "$wrong" ] || echo "$wrong" | sed 's/^/# /'
check "every word is in the dictionary, or right and in tests/report/words.txt" test -z "$wrong"
check "the words are seen at all" test "$(wc -l <"$scratch/words")" -gt 20000
for file in README.md chapters/07_mistakes.md figures/error.gp src/command/main.c \
    report/weave.lua report/explorer/words.js report/explorer/app.js tests/support/tap.sh Makefile; do
    check "among them those of $file" grep -q "^$file	" "$scratch/words"
done
check "no word is American where the dictionary takes both" test -z "$(refused)"

cut -f 3 "$scratch/words" | sort -u >"$scratch/used"
unused=$(while read -r word; do
    grep -qxi -- "$word" "$scratch/used" || echo "$word"; done <"$list")
check "every word in the list is used" test -z "$unused"
check "none is in the dictionary" test "$(spell -l <"$list")" = "$(cat "$list")"
check "the list is in order, each word once" env LC_ALL=C sort -c -u "$list"
check "one on each line" test -z "$(grep '[[:space:]]' "$list")"

# ---------------------------------------------------------- a house with faults in it
#
# Its files have a wrong word in each place that is read, and others where none is.

house=$scratch/house
here=$PWD
mkdir -p "$house/chapters" "$house/src/walk" "$house/build/report/figures" "$house/figures" \
    "$house/tests/report"
cp tests/report/prose.lua tests/report/words.pl "$house/tests/report"
cd "$house" || exit 1
cat >chapters/01_faults.md <<'END'
---
title: A tytle of faults
hidden:
  head: the licnce
---

Prose with a wrod and an *emphasised mistke*, `cdoe`, $\text{frmula}$ and a [lnik](#trgt).
It isn’t wrong, nor is the neuron’s nth, nor `n`th, but a secnd wrod.[^note]

A headng {#hdng .clss}
--------

``` {.c file=chapters/01_faults.c region=rgion}
cdoe
```

::: {#fig-fault .figure file=fault}
The captoin.

::: alt
What the pictrue shows.
:::
:::

$$\text{frmula} \\
\text{anothr}$$

| tabel | net_h1 |
|-------|--------|
| cel   | 1st    |

[^note]: The colour of this fotnote, and its color.
END
cat >src/walk/fault.c <<'END'
/* A commnet, of w_hdn and src/tols and
 * teh next line. */
#include "hedr.h"
static const char *mode = "rb";
int vrbl = printf("an eror\nin %sth of %d: dfferent", "singl");
END
cat >tests/fault.c <<'END'
/* a commnet */
const char *text = "what a test reeds is wrnog on purpose"; // not oru kind
END
printf '%s\n' 'check "a clam is ture" test 1' '# shel' 'echo "cmmnd"' >tests/fault.sh
printf '%s\n' 'goal: thng ## what is maed' '# rul' '	echo cmmnd' >Makefile
printf '%s\n' 'local vrbl = 1 -- a coment' >tests/fault.lua
printf '%s\n' "import './nmes.js'; // a commnt" 'const vrbl = ["a txt"];' >tests/fault.mjs
printf '%s\n' "const wrds = { ky: 'A {smbl} and a txet’s', othr: 'slef' };" >tests/words.js
printf '%s\n' 'set xrange [0:1]' 'set label "a lable"' >figures/fault.gp
echo '<text><tspan>a lable</tspan></text><desc>Gnplot</desc>' >build/report/figures/fault.svg
misspelt chapters/*.md src/walk/*.c tests/fault.* tests/words.js Makefile build/report/figures/*.svg >"$out"
found=$(sed 's/, meant.*//' "$out" | LC_ALL=C sort)
cat >"$scratch/expected" <<'END'
Makefile:1: maed
Makefile:2: rul
chapters/01_faults.md:10: headng
chapters/01_faults.md:18: captoin
chapters/01_faults.md:21: pictrue
chapters/01_faults.md:28: tabel
chapters/01_faults.md:2: tytle
chapters/01_faults.md:30: cel
chapters/01_faults.md:32: color
chapters/01_faults.md:32: fotnote
chapters/01_faults.md:4: licnce
chapters/01_faults.md:7: lnik
chapters/01_faults.md:7: mistke
chapters/01_faults.md:7: wrod
chapters/01_faults.md:8: secnd
chapters/01_faults.md:8: wrod
figures/fault.gp:2: lable
src/walk/fault.c:1: commnet
src/walk/fault.c:2: teh
src/walk/fault.c:5: dfferent
src/walk/fault.c:5: eror
tests/fault.c:1: commnet
tests/fault.lua:1: coment
tests/fault.mjs:1: commnt
tests/fault.sh:1: ture
tests/fault.sh:2: shel
tests/words.js:1: slef
tests/words.js:1: txet
END
echo "$found" | diff "$scratch/expected" - >"$err"
check "each fault is found, in its place, and nothing else" test ! -s "$err"
check "with what may be meant" grep -qE '^chapters/01_faults.md:21: .*picture' "$out"
printf '%s\n' 'We recognize a gray size, sanitizers and a license.' >chapters/02_american.md
misspelt chapters/02_american.md >"$out"
check "what is American and in the dictionary is seen" \
    test "$(refused | cut -f 3 | tr '\n' ' ')" = 'recognize gray sanitizers license '
cd "$here" || exit 1

finish

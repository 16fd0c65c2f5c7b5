#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# pdf.sh TEX OUT: sets a LaTeX file by lualatex, again and again until the contents and the page
# numbers in them agree with the pages. What is left of the last time is where it begins, so
# that after a small change once is enough.
set -e
tex=$1 out=$2
work=$out.d
name=$(basename "$tex" .tex)

# An interrupted run may have left half a file.
if [ -e "$work/unfinished" ]; then rm -rf "$work"; fi
mkdir -p "$work"

# What one run leaves for the next, but for two things that nothing is made of: how many pages
# there are, and how wide the contents might be.
left() {
    cat "$work/$name.toc" "$work/$name.aux" 2>/dev/null |
        grep -v -e '@abspage@last' -e 'maxnumwidth' || :
}

for pass in 1 2 3 4; do
    [ "$pass" = 1 ] || echo "lualatex $tex, once more: page numbers in the contents have changed"
    : >"$work/unfinished"
    left >"$work/before"
    if ! lualatex --interaction=nonstopmode --halt-on-error --file-line-error \
        --output-directory="$work" "$tex" >"$work/said" 2>&1; then
        echo >&2 "lualatex failed; the whole of what it said is in $work/said:"
        grep -A 4 -e '^[^ ]*:[0-9]*: ' -e '^!' "$work/said" | head -n 12 >&2
        exit 1
    fi
    rm "$work/unfinished"
    left | cmp -s - "$work/before" && break
done

if grep >&2 '^Missing character' "$work/$name.log"; then
    echo >&2 "$out would lack these; expected letters that its fonts have"
    exit 1
fi
codes=$(sed -n 's/^No font has //p' "$work/$name.log" | paste -s -d , | sed 's/,/, /g')
[ -z "$codes" ] || echo >&2 "$out: its fonts do not have $codes: the code stands in its place"
mv "$work/$name.pdf" "$out"

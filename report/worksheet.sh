#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# worksheet.sh FOLDER: sets FOLDER/worksheet.tex by lualatex, once, and makes of each of its parts a
# PDF of its own. It needs drawing.svg beside it, empty where there is no drawing. In the log a part says how many pages are before it.
set -e
folder=$1
work=$folder/worksheet.d
log=$work/worksheet.log

rm -rf "$work"
mkdir -p "$work"
if [ -s "$folder/drawing.svg" ]; then
    FONTCONFIG_FILE="$PWD/report/fonts.conf" rsvg-convert --format pdf \
        --output "$folder/drawing.pdf" "$folder/drawing.svg"
fi
if ! lualatex --interaction=nonstopmode --halt-on-error --file-line-error \
    --output-directory="$work" "$folder/worksheet.tex" >"$work/said" 2>&1; then
    echo >&2 "lualatex failed; the whole of what it said is in $work/said:"
    grep -A 4 -e '^[^ ]*:[0-9]*: ' -e '^!' "$work/said" | head -n 12 >&2
    exit 1
fi
if grep >&2 -e '^Missing character' -e '^Overfull .hbox' "$log"; then
    echo >&2 "$folder/worksheet.tex does not fit its pages, or its fonts lack a letter"
    exit 1
fi

pages=$(qpdf --show-npages "$work/worksheet.pdf")
sed -n 's/^part \([a-z0-9-]*\) begins behind \([0-9]*\)$/\1 \2/p' "$log" |
    awk -v pages="$pages" '
        NR > 1 { print part, first "-" $2 }
        { part = $1; first = $2 + 1 }
        END { print part, first "-" pages }' |
    while read -r part range; do
        qpdf --deterministic-id "$work/worksheet.pdf" --pages . "$range" -- "$work/$part.pdf"
        mv "$work/$part.pdf" "$folder/$part.pdf"
    done
rm -rf "$work"

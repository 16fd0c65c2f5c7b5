#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Letters that the PDF's own fonts do not have, as an example's name may have them: from another
# font, or in a readable code, and never lost without a word. Set are the first page of the book
# and a line of code, by the book's own template.
# needs: editions
. tests/support/tap.sh

export TEXMFVAR=build/texmf FORCE_SOURCE_DATE=1 SOURCE_DATE_EPOCH=1426550400
tex=$scratch/letters.tex
pdf=$scratch/letters.pdf

# The book with this name, and this formula in the place of its chapters.
set_book() {
    awk -v name="$1" -v formula="$2" '
        /^\\tableofcontents/ { print name "\n\n\\begin{Verbatim}\nname: " name "\n\\end{Verbatim}"
                               print "$" formula "$\n\\end{document}"; exit }
        { print }' build/report/backprop.tex >"$tex"
    ran report/pdf.sh "$tex" "$pdf"
}
twice() { test "$(pdftotext -layout "$pdf" - | grep -cF -- "$1")" = 2; }

set_book 'Сеть, Δίκτυο, Ցանց' x
check "Cyrillic, Greek and Armenian letters need no word" exits 0
check "and get none" test ! -s "$err"
check "they are to be read, in text and in code" twice 'Сеть, Δίκτυο, Ցանց'
cp "$pdf" "$scratch/first.pdf"
set_book 'Сеть, Δίκτυο, Ցանց' x
check "in the same bytes each time" cmp "$pdf" "$scratch/first.pdf"

set_book '網絡 😀❤️' x
check "letters that no font has do not stop the book" exits 0
check "they are named in one sentence" test "$(wc -l <"$err")" = 1
check "which says what stands there" complains "letters.pdf: its fonts do not have 網 (U+7DB2), \
絡 (U+7D61), 😀 (U+1F600)"
check "and that is their codes, in text and in code" twice '[U+7DB2][U+7D61] [U+1F600]'

rm "$pdf"
set_book 'A name' '網'
check "in a formula such a letter stops the book" exits 1
check "and is named" complains 'Missing character: There is no 網'
check "and no book is made" test ! -e "$pdf"
finish

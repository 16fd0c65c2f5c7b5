#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The book's three editions, and a release with them: the same bytes whoever builds them and where; and
# what is only the PDF's and the EPUB's. (The page has tests/report/page.sh, a release release.sh.)
# needs: editions build/dist/SHA256SUMS
. tests/support/tap.sh

book=build/report
here=$PWD

# ------------------------------------------------------------------ the same bytes

# Once more from nothing, but for the page's module (tests/house/build.sh): in another folder, time
# zone and locale, by another user's settings, one thing at a time where it was two.
house="$scratch/Bücher, and more"
mkdir "$house"
tar -cf - --exclude=./build --exclude=node_modules . | tar -xf - -C "$house"
mkdir "$house/build"
cp -a build/page build/page.list "$house/build"
localedef -i de_DE -f UTF-8 "$scratch/de" 2>"$err" || :
cd "$house" || exit 1
umask 077
LOCPATH="$scratch" LC_ALL=de TZ=Asia/Kathmandu HOME="$scratch/nowhere" \
    ran make --no-print-directory -j1 report dist
umask 022
check "make report dist works in a folder of another name" exits 0
for edition in html pdf epub; do
    check "it ends with the paths: $edition" grep -qx "$book/backprop.$edition" "$out"
    check "the same bytes: $edition" cmp "$book/backprop.$edition" "$here/$book/backprop.$edition"
done
check "the same release" cmp build/dist/SHA256SUMS "$here/build/dist/SHA256SUMS"
check "which has the sum that is said" test -n "$(cd build/dist && sha256sum --strict -c SHA256SUMS | grep OK)"
check "nothing half-made is left" test -z "$(find build -name '*.tmp' -o -name '*.all')"
ran make --no-print-directory report
grep -v "^$book/backprop" "$out" >"$err"
check "with nothing to do, nothing is run" test ! -s "$err"

# A later commit, as far as the documents know.
cp "$book/backprop.pdf" "$book/backprop.epub" "$scratch"
SOURCE_DATE_EPOCH=2000000000 ran make --no-print-directory pdf epub
check "a later date makes PDF and EPUB anew" \
    test "$(grep -c -e '^lualatex' -e '^pandoc.*epub' "$out")" = 2
check "the PDF is of that date" test -n "$(TZ=UTC pdfinfo $book/backprop.pdf | grep 'CreationDate.* 2033')"
check "so is the EPUB" \
    test -n "$(unzip -p $book/backprop.epub EPUB/content.opf | grep 'dcterms:modified">2033-05-18')"

# An interrupted run leaves half a file; the next begins anew.
echo '\relax \newlabel{half' >"$book/backprop.pdf.d/backprop.aux"
touch "$book/backprop.pdf.d/unfinished" report/pdf.sh
ran make --no-print-directory pdf epub
check "an interrupted PDF is made anew" exits 0
check "and is as it was" cmp "$book/backprop.pdf" "$scratch/backprop.pdf"
check "as is the EPUB" cmp "$book/backprop.epub" "$scratch/backprop.epub"

echo '\nosuchcommand' >>report/template.tex
sed -i 's/\\begin{document}/\\nosuchcommand\n&/' report/template.tex
ran make --no-print-directory pdf
check "a mistake in LaTeX stops the build" exits 2
check "with its line" grep -qE 'backprop.tex:[0-9]+: Undefined control sequence' "$err"
check "and leaves the PDF as it was" cmp "$book/backprop.pdf" "$scratch/backprop.pdf"
cd "$here" || exit 1

# ------------------------------------------------------------------------- the PDF

pdf=$book/backprop.pdf
log=$book/backprop.pdf.d/backprop.log
pdfinfo "$pdf" >"$scratch/info"
check "the paper is A4" grep -q '^Page size:.*(A4)' "$scratch/info"
check "it has a title" grep -q '^Title: *Backpropagation, every number shown$' "$scratch/info"
check "and a subject, and keywords" test "$(grep -cE '^(Subject|Keywords): *[A-Za-z]' "$scratch/info")" = 2
for fault in Overfull 'Missing character' 'does not exist' 'undefined' 'multiply defined'; do
    check "lualatex complains of nothing: $fault" test -z "$(grep -F "$fault" "$log")"
done
check "it has what lualatex said of it" grep -q 'Output written on' "$log"
ran qpdf --check "$pdf"
check "it is whole" exits 0
check "all its fonts are in it" test -z "$(pdffonts "$pdf" | tail -n +3 | awk '$(NF-4) != "yes"')"
check "its drawings are drawn in lines, not in dots" test "$(pdfimages -list "$pdf" | wc -l)" = 2

# Each word stands between the margins: 133 mm of text, and left of it the numbers of lines.
pdftotext -bbox "$pdf" "$scratch/words.html"
outside() {
    sed -n 's/.*xMin="\([0-9.]*\)".*xMax="\([0-9.]*\)" yMax="\([0-9.]*\)">\(.*\)<\/word>/\1 \2 \3 \4/p' "$1" |
        awk '$1 < 85 || $2 > 595.3 - 109.1 + 5 || $3 > 842 - 45'
}
outside "$scratch/words.html" >"$err"
check "every word is between the margins" test ! -s "$err"
check "the words are seen at all" test "$(grep -c '<word' "$scratch/words.html")" -gt 20000
echo '<word xMin="400.0" yMin="80.0" xMax="496.0" yMax="90.0">cut</word>' >"$scratch/cut"
check "one that is not would be seen" test -n "$(outside "$scratch/cut")"

# Every number that the weave has noted is to be read in it. Powers of ten are set in two sizes.
pdftotext -raw "$pdf" - | sed 's/−/-/g' | tr -d '\n ' >"$scratch/text"
numbers_but_on() {
    grep -v "diagrams/$1" "$here/$book/printed.tsv" | cut -f 2 | sed 's/−/-/g; s/e.*//' |
        grep -E '^-?[0-9]+\.[0-9]+$' | sort -u >"$scratch/numbers"
}
numbers_but_on nothing
check "there are numbers to look for" test "$(wc -l <"$scratch/numbers")" -gt 300
lost() { while read -r number; do grep -qF -- "$number" "$1" || echo "$number"; done <"$scratch/numbers"; }
check "dots that lead to a number are drawn, and no text" \
    test "$(grep -c '\.\{4\}' "$scratch/text")" = 0
lost "$scratch/text" >"$err"
check "the PDF's text holds every number" test ! -s "$err"
sed 's/0\.593269992/0.59/g' "$scratch/text" >"$scratch/less"
check "a lost one would be missed" test "$(lost "$scratch/less" | head -n 1)" = 0.593269992

pdftohtml -xml -i -stdout "$pdf" >"$scratch/outline" 2>/dev/null
for chapter in '0 The network' '7 Mistakes' 'A The table of all numbers' 'closing figures'; do
    check "a bookmark leads to: $chapter" test -n "$(grep '<item page=' "$scratch/outline" | grep -F "$chapter")"
done
check "links lead to places in it" test "$(grep -c '<a href="[^"]*#[0-9]*"' "$scratch/outline")" -gt 300
check "code has its file and its lines" grep -qF 'chapters/03_hidden_deltas.c,lines' "$scratch/text"

# ------------------------------------------------------------------------- the EPUB

epub=$here/$book/backprop.epub
if [ -x /usr/bin/epubcheck ] || command -v epubcheck >/dev/null; then
    ran java -jar "$(command -v epubcheck)" "$epub"
    cat "$out" >>"$err"
    check "epubcheck finds nothing" grep -qx 'Messages: 0 fatals / 0 errors / 0 warnings / 0 infos' "$out"
else
    check "epubcheck is there: run make setup-dev" false
fi
check "the kind of file comes first, as it is" \
    test "$(dd if="$epub" bs=1 skip=30 count=28 2>/dev/null)" = mimetypeapplication/epub+zip
mkdir "$scratch/epub"
cd "$scratch/epub" && unzip -q "$epub"
for property in accessMode accessModeSufficient accessibilityFeature accessibilityHazard \
    accessibilitySummary; do
    check "it says what readers it is open to: $property" \
        grep -q "property=\"schema:$property\">" EPUB/content.opf
done
check "it has a cover" grep -q 'properties="cover-image"' EPUB/content.opf
pictures=$(cat EPUB/text/*.xhtml | tr '\n' ' ' | grep -oE '<img [^>]*>')
check "its pictures are seen" test "$(echo "$pictures" | wc -l)" -ge 10
check "and each has its text" test -z "$(echo "$pictures" | grep -vE 'alt="[^"]{60,}"')"
# What the page leaves to paper, the EPUB has, too.
# Appendix G is in no book of a test: it is there where `make bench` has measured.
for_paper=$(grep -c '^##* .*{[^}]*\.on-paper' "$here"/chapters/[!G]*.md | awk -F: '{ n += $NF } END { print n }')
check "sections for paper are seen" test "$for_paper" -gt 0
for contents in nav.xhtml toc.ncx; do
    check "the contents list what is in the page's, but for the explorer, and what is for paper: $contents" \
        test "$(grep -oE '(href|src)="text/ch[0-9]' EPUB/$contents | wc -l)" = \
        "$((for_paper + $(sed -n '/<nav /,/<\/nav>/p' "$here/$book/backprop.html" |
            grep -o 'href="#[^"]*' | grep -vc '#explorer')))"
done
check "each page is called as its heading" test -z "$(grep -L '<title>[0-9A-Z] ' EPUB/text/ch*.xhtml)"
sed 's/<[^>]*>//g; s/−/-/g' EPUB/text/*.xhtml EPUB/media/*.svg | tr -d '\n ' >"$scratch/text"
numbers_but_on cover
lost "$scratch/text" >"$err"
check "its text holds every number but the cover's" test ! -s "$err"
finish

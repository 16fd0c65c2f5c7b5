#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# epub.sh IN OUT: pandoc's EPUB, mended and packed again so that the same book is the same bytes:
# files in one order, with the date of SOURCE_DATE_EPOCH and the same permissions.
set -e
in=$1 out=$2
report=$(dirname "$0")
folder=$out.d
rm -rf "$folder" "$out.tmp"
mkdir -p "$folder"
unzip -q "$in" -d "$folder"

# What a library asks on behalf of those who do not read by eye.
sed -i "/dcterms:modified/r $report/accessibility.xml" "$folder/EPUB/content.opf"
# A page is called as its heading is.
for page in "$folder"/EPUB/text/ch*.xhtml; do
    sed -i -z 's|<title>[^<]*</title>\(.*<h1[^>]*>\)\([^<]*\)</h1>|<title>\2</title>\1\2</h1>|' "$page"
    sed -i -f "$report/mathml.sed" -f "$report/markup.sed" "$page"
done

# pandoc 2 lists in the contents what is not to be listed there.
sed -n 's/.*<section id="\([^"]*\)" class="[^"]*unlisted.*/\1/p' "$folder"/EPUB/text/ch*.xhtml |
    while read -r id; do
        echo "s|<li[^>]*><a href=\"[^\"]*#$id\">[^<]*</a></li>||"
        echo "s|<navPoint[^>]*>[^/]*/text>[^/]*/navLabel>[^/]*/[^/]*#$id\" />[^/]*/navPoint>||"
    done >"$out.sed"
sed -i -z -f "$out.sed" "$folder/EPUB/nav.xhtml" "$folder/EPUB/toc.ncx"
rm "$out.sed"

chmod -R u=rwX,go=rX "$folder"
find "$folder" -exec touch -d "@$SOURCE_DATE_EPOCH" {} +
here=$PWD
(cd "$folder" && zip -q -X -0 "$here/$out.tmp" mimetype &&
    find META-INF EPUB -type f | sort | zip -q -X -9 -@ "$here/$out.tmp")
rm -r "$folder"
mv "$out.tmp" "$out"

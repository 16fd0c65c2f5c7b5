#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The weave, one small chapter a rule: NAME.md (with NAME.c) in tests/weave is to become
# NAME.html, or to be refused with the complaints in NAME.err.
. tests/tap.sh

samples=tests/weave

# weave VALUES CHAPTER...: the page's body to $out, complaints to $err.
weave() {
    weave_values=$1
    shift
    ran pandoc --data-dir report --fail-if-warnings --from markdown --to html --mathml \
        --lua-filter report/weave.lua --metadata title=sample \
        --metadata values="$weave_values" --metadata figures="$samples/figures" \
        --metadata chapters="$*" /dev/null
}

says() { diff -u "$1" "$err"; }
becomes() { diff -u "$1" "$out"; }

for expected in "$samples"/*.html; do
    name=$(basename "$expected" .html)
    weave "$samples/values.tsv" "$samples/$name.md"
    check "$name: is woven" exits 0
    check "$name: becomes the page expected" becomes "$expected"
done

for expected in "$samples"/*.err; do
    name=$(basename "$expected" .err)
    weave "$samples/values.tsv" "$samples/$name.md"
    check "$name: stops the build" exits 1
    check "$name: says what is wrong, with file and line" says "$expected"
    check "$name: nothing is written" says_nothing
done

every_sample=$(cd "$samples" && for f in *.md; do
    [ -e "${f%.md}.html" ] || [ -e "${f%.md}.err" ] || echo "$f"; done)
check "every sample has its expectation" test -z "$every_sample"

# All problems at once, in the order of files and lines.
weave "$samples/values.tsv" "$samples/16_bad_blocks.md" "$samples/02_numbers.md" \
    "$samples/10_missing_region.md" "$samples/13_nested_regions.md"
cat "$samples/10_missing_region.err" "$samples/13_nested_regions.err" \
    "$samples/16_bad_blocks.err" | grep -v '^The book' >"$scratch/all"
echo "The book is not written: $(wc -l <"$scratch/all") problems." >>"$scratch/all"
check "problems of several chapters come in one report" says "$scratch/all"

weave "$samples/bad_values.tsv" "$samples/01_listing.md"
check "values that are no table stop the build" exits 1
check "and are named, first" complains "$samples/bad_values.tsv:2: expected a chapter, a key"
check "and last" complains "$samples/bad_values.tsv:3: expected a chapter, a key"
weave "$samples/no_such.tsv" "$samples/01_listing.md"
check "values that are not there stop the build" complains "no_such.tsv:1: cannot be read"
weave "$samples/values.tsv" "$samples/99_no_such.md"
check "a chapter that is not there stops the build" complains "99_no_such.md:1: cannot be read"

finish

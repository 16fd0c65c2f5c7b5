#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The comparison edition: a book of an example that differs from the post's in a few numbers has the
# post's beside its own, and another book has not.
# needs: build/report/backprop.html build/certify
. tests/support/tap.sh
. tests/support/tools.sh

here=$PWD
move_to_a_copy
book=build/mine
columns() { perl "$here/tests/report/compared.pl" "$@"; }

# mine EDIT...: the post's example, edited; and its page.
mine() {
    build/backprop example | sed "$@" >mine.yaml
    made html EXAMPLE=mine.yaml
}
w5='s/0\.4, 0\.45/0.42, 0.45/'
mine "$w5"
check "an example with another w5 has its book" exits 0
columns "$book/backprop.html" >"$scratch/columns"
check "what differs is said" test "$(grep '^tab-differences' "$scratch/columns")" = 'tab-differences	w5	0.40'

# Each table has the column that holds numbers of the example; and so has the table of all numbers,
# but for the last chapter, whose numbers are the same for every example.
sed -n 's/.*<div id="\(tab-[^"]*\)" class="table.*/\1/p' "$book/backprop.html" | sort >"$scratch/all"
cut -f 1 "$scratch/columns" | grep -v '^numbers' | sort -u | comm -13 - "$scratch/all" | tr '\n' ' ' >"$scratch/without"
check "every table has a column with the post's but those with no number of the example" \
    test "$(cat "$scratch/without")" = 'tab-ng tab-notation tab-saving tab-xor '
check "the tables of all numbers have, but for that of chapter 9" \
    test "$(grep -c 'class="numbers compared' "$book/backprop.html") $(grep -c 'class="numbers"' "$book/backprop.html")" = '9 1'
check "the mistakes that do not depend on the example are the same" \
    grep -qx 'tab-published-mistakes	bias-only	0.6' "$scratch/columns"

# tests/reference/post.tsv is of no computation of ours.
columns "$book/backprop.html" tests/reference/post.tsv >"$err"
check "its numbers are the post's, of whatever is in the reference" test "$(wc -l <"$err")" = 1
check "and these are many" test "$(sed -n 's/ agree$//p' "$err")" -gt 120
for kind in tab-forward tab-updates tab-hidden-deltas numbers; do
    sed -E "s/^((out_o1|w5\+|dE\/dout_h1|net_h1)	.*)[0-8]([0-9]{9})$/\19\3/" tests/reference/post.tsv >"$scratch/other.tsv"
    check "another reference is seen: $kind" \
        test -n "$(columns "$book/backprop.html" "$scratch/other.tsv" | grep "^$kind: ")"
done

# And all of them are proved, from the example that each is of.
ran "$here/build/certify" mine.yaml "$book/printed.tsv" report/data/digits.csv
check "every number of the example is proved" exits 0
ran "$here/build/certify" tests/examples/post.yaml "$book/printed-post.tsv"
check "every number of the post is proved" exits 0
grep '^[eEdn]' "$book/printed-post.tsv" | head -n 20 >"$scratch/some"
ran "$here/build/certify" mine.yaml "$scratch/some"
check "not as the example's" exits 1
# But for the slope of the identity, which is 1 and no number of the program.
check "each of them is noted" \
    test "$(grep -vc '^tab-functions	identity	1$' "$scratch/columns")" = "$(wc -l <"$book/printed-post.tsv")"

# The same file, with four more numbers that differ.
mine -e "$w5; s/^rounds: .*/rounds: 500/; s/^train_biases: .*/train_biases: true/; s/^learning_rate: .*/learning_rate: 0.75/" \
    -e 's/0\.5, 0\.55/0.5, 0.56/'
check "one with five has its book" exits 0
check "with no column of the post's" test -z "$(columns "$book/backprop.html")"
check "nothing said of it" test "$(grep -c 'Matt Mazur' "$book/backprop.html")" = 0
check "none of its numbers" test "$(grep -c '0\.751365\|0\.2983711\|0\.3589164' "$book/backprop.html")" = 0
check "and none noted" test ! -e "$book/printed-post.tsv"

# Another w5, and in the first layer a bias for each neuron, though of the same number: there b1 has no
# counterpart.
mine -e "$w5" -e 's/bias: 0\.35/biases: [0.35, 0.35]/'
check "one with a bias for each neuron has its book" exits 0
check "and no column either" test -z "$(columns "$book/backprop.html")"

check "the post's own book compares nothing" test -z "$(columns build/report/backprop.html)"
check "nor notes anything" test ! -e build/report/printed-post.tsv

finish

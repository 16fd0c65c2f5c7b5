#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the book trains on many examples: the tables that its figures are drawn from, and its
# numbers. Expected: the second training, in tests/reference/many_numbers.c, which shares nothing
# with the program; and counts of the digits that were kept back, from their file.
# needs: build/gcc/backprop build/certify build/report/many.tsv build/report/xor.tsv build/report/passes.tsv build/report/confusion.tsv
. tests/support/tap.sh

digits=report/data/digits.csv
many=build/report/many.tsv
value() { awk -F'\t' -v key="$1" '$2 == key { print $3 }' "$many"; }
# header_is FILE WORD...
header_is() {
    file=$1
    shift
    test "$(head -n 1 "$file" | tr '\t' ' ')" = "$*"
}

# ------------------------------------------------------------------------------ numbers

check "the numbers are chapter 9's, and finite" awk -F'\t' '
    NF != 4 || $1 != 9 || $2 !~ /^(xor|digits)_[a-z_0-9E]+$/ || seen[$2]++ ||
    $3 !~ /^[0-9]+(\.[0-9]+)?(e-[0-9]+)?$/ || $4 !~ /^[0-9]+(\.[0-9]+)?$/ { bad = 1 }
    END { exit bad || NR < 30 }' "$many"
cut -f2,4 "$many" >"$scratch/printed"
ran build/certify tests/examples/post.yaml "$scratch/printed" "$digits"
check "a second training comes to each of them" exits 0
check "to all of them" grep -q "^certified: $(wc -l <"$many") printed numbers" "$out"
awk -F'\t' '$2 ~ /^(xor_learned|xor_stuck_out_2|digits_(right|best_pass|kept_E))$/ {
    printf "%s\t%s\n", $2, $4 + ($4 > 1 ? 1 : 0.00001) }' "$many" >"$scratch/printed"
ran build/certify tests/examples/post.yaml "$scratch/printed" "$digits"
check "and to no others" test "$(wc -l <"$err")" -eq 5

# ---------------------------------------------------------------------------------- XOR

xor=build/report/xor.tsv
check "the errors of XOR have a header" header_is "$xor" round learned stuck
check "rounds grow, from 1 to all" awk -F'\t' -v last="$(value xor_rounds)" '
    NR == 2 && $1 != 1 { bad = 1 }
    NR > 2 && ($1 <= before || $1 > 1.5 * before + 1) { bad = 1 }
    NR > 1 { before = $1 }
    END { exit bad || before != last || NR > 60 }' "$xor"
# The mean over the pairs, whose targets are 0, 1, 1 and 0.
mean_error() {
    awk -v a="$(value "xor_$1_out_1")" -v b="$(value "xor_$1_out_2")" \
        -v c="$(value "xor_$1_out_3")" -v d="$(value "xor_$1_out_4")" \
        'BEGIN { printf "%.4g", (a * a + (1 - b) ^ 2 + (1 - c) ^ 2 + d * d) / 8 }'
}
check "the one that learns ends at its answers' error" \
    test "$(tail -n 1 "$xor" | cut -f2)" = "$(mean_error learned)"
check "so does the one that does not" test "$(tail -n 1 "$xor" | cut -f3)" = "$(mean_error stuck)"
# Answers of a half to every question miss by a half: half its square is 1/8.
check "both begin near an eighth" awk -F'\t' '
    NR == 2 { exit !($2 > 0.1 && $2 < 0.2 && $3 > 0.1 && $3 < 0.2) }' "$xor"

# ------------------------------------------------------------------------------- digits

passes=build/report/passes.tsv
check "the errors of the digits have a header" header_is "$passes" pass learned kept
check "and a row for each pass" test "$(sed 1d "$passes" | cut -f1 | tr '\n' ' ')" = \
    "$(seq -s ' ' "$(value digits_passes)") "
four() { awk -v x="$(value "$1")" 'BEGIN { printf "%.4g", x }'; }
last=$(tail -n 1 "$passes")
check "the learned ones end where the book says" test "$(echo "$last" | cut -f2)" = "$(four digits_E)"
check "so do those kept back" test "$(echo "$last" | cut -f3)" = "$(four digits_kept_E)"
check "whose least error is where it says" test "$(sed 1d "$passes" | sort -s -g -k3,3 | head -n 1 |
    cut -f1,3 | tr '\t' ' ')" = "$(value digits_best_pass) $(four digits_best_E)"

confusion=build/report/confusion.tsv
check "the answers have a header" header_is "$confusion" digit answer count
check "and a row for each digit and each answer" test "$(sed 1d "$confusion" | cut -f1,2 | tr '\t' ' ')" = \
    "$(for d in 0 1 2 3 4 5 6 7 8 9; do for a in 0 1 2 3 4 5 6 7 8 9; do echo $d $a; done; done)"
awk -F'\t' 'NR > 1 { n[$1] += $3 } END { for (d = 0; d < 10; d++) print d, n[d] }' "$confusion" \
    >"$scratch/counted"
sed 1d "$digits" | tail -n "$(value digits_kept)" |
    awk -F, '{ for (t = 0; t < 10; t++) if ($(65 + t) == 1) n[t]++ }
        END { for (d = 0; d < 10; d++) print d, n[d] }' >"$scratch/kept"
check "each digit is there as often as it was kept back" diff "$scratch/kept" "$scratch/counted"
check "those of the diagonal are right" test \
    "$(awk -F'\t' '$1 == $2 { n += $3 } END { print n }' "$confusion")" = "$(value digits_kept_right)"

# ----------------------------------------------------------------------------- refusals

program=${BACKPROP:-build/gcc/backprop}
ran "$program" many --xor --passes "$digits"
check "two tables at once: exit 2" exits 2
check "nothing on stdout" says_nothing
check "says why" test "$(cat "$err")" = "backprop: many: more than one of --xor, --passes and \
--confusion, expected one of them (see backprop many --help)"
ran "$program" many --passes --confusion "$digits"
check "any two of them" exits 2
ran "$program" many
check "no digits: exit 2" exits 2
check "and what is missing" complains 'many: no file given'

finish

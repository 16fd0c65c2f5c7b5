#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The numbers that others worked out: the reference in git is what interval arithmetic
# proves, and the program agrees with it on every example.
. tests/tap.sh

program=${BACKPROP:-build/gcc/backprop}

grep -v '^#' tests/reference/post.tsv >"$scratch/post.tsv"
check "the reference in git is the proven walk, line for line" \
    diff -u build/tests/post.tsv "$scratch/post.tsv"
check "no comment of it stands among the numbers" \
    test "$(grep -n '^#' tests/reference/post.tsv | tail -n 1 | cut -d: -f1)" -lt \
    "$(grep -n '^i1' tests/reference/post.tsv | cut -d: -f1)"

for example in tests/examples/*.yaml; do
    name=$(basename "$example" .yaml)
    n=$(wc -l <"build/tests/$name.tsv")
    check "$name: the reference has numbers" test "$n" -gt 80
    ran "$program" verify -e "$example" "build/tests/$name.tsv"
    check "$name: every number agrees with it" exits 0
    check "$name: and it says how many" \
        grep -qx "$n of $n numbers agree to 1e-12 relative" "$out"
    "$program" walk -e "$example" | cut -f1 >"$scratch/walk"
    cut -f1 "build/tests/$name.tsv" >"$scratch/reference"
    check "$name: the walk has its keys, in its order" \
        diff -u "$scratch/reference" "$scratch/walk"
done

finish

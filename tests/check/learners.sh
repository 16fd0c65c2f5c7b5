#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Learners with one mistake each, whose numbers an independent computation has worked out: the
# program names it, however many digits they give; and learners without.
# needs: build/gcc/backprop build/mistakes
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
for path in tests/examples/*.yaml; do
    example=$(basename "$path" .yaml)
    learners=$scratch/$example
    ran sh tests/support/learners.sh numbers "$program" "$path" "$learners" 1 2 3 5 7 10 15
    check "$example: there are learners" exits 0
    # Beyond 7 digits the order counts in which a float is rounded.
    rm "$learners/10/single-precision.txt" "$learners/15/single-precision.txt"
    for digits in 15 10 7; do
        check "$example, $digits digits: many of them" \
            test "$(find "$learners/$digits" -name '*.txt' | wc -l)" -ge 19
        ran sh tests/support/learners.sh check "$program" "$path" "$learners/$digits"
        check "$example, $digits digits: each mistake is named" exits 0
    done
    for digits in 1 2 3 5 15; do
        ran "$program" check --summary -e "$path" "$learners/$digits/right.txt"
        check "$example, $digits digits: who is right is told so" exits 0
    done
done

finish

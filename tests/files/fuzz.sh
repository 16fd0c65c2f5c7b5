#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What reads files, fed with the samples of tests/fuzz/corpus and some thousands of inputs
# made from them: the same ones each time. `make fuzz` makes new ones, for longer.
# needs: fuzz_programs
. tests/support/tap.sh

# fuzz NAME RUNS: each takes about five seconds.
fuzz() {
    program=build/clang/fuzz_$1
    samples=tests/fuzz/corpus/$1
    check "$1: there are samples" test -n "$(ls "$samples")"
    ran "$program" -runs=0 -timeout=20 -artifact_prefix="$program-" "$samples"
    check "$1: each of them passes" exits 0
    cp -r "$samples" "$scratch/$1"
    ran "$program" -seed=1 -runs="$2" -timeout=20 -artifact_prefix="$program-" "$scratch/$1"
    check "$1: so does what is made from them" exits 0
}
fuzz example 100000
fuzz numbers 4000
fuzz data 50000
check "no other reader is left out" test "$(ls tests/fuzz/fuzz_*.c | wc -l)" = 3

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What reads files, fed with the samples of tests/fuzz/corpus and some thousands of inputs
# made from them: the same ones each time. `make fuzz` makes new ones, for longer.
. tests/tap.sh

fuzz() {
    ran "$1" -seed=1 -timeout=20 -artifact_prefix=build/clang/"${1##*/}"- "$2" "$3"
}
for program in build/clang/fuzz_*[a-z]; do
    samples=tests/fuzz/corpus/${program##*/fuzz_}
    check "${program##*/} has samples" test -n "$(ls "$samples")"
    fuzz "$program" -runs=0 "$samples"
    check "${program##*/} passes on each of them" exits 0
    cp -r "$samples" "$scratch/corpus"
    fuzz "$program" -runs=20000 "$scratch/corpus"
    check "${program##*/} passes on what is made from them" exits 0
    rm -r "$scratch/corpus"
done
check "both programs were run" test "$tests" = 6

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The rules of the house that a compiler does not know: who may include whom, what a
# chapter may not do, and that nothing is unpaired.
# needs: build/backprop
. tests/support/tap.sh

# includes FOLDER: the project's own headers that its files include, each once.
includes() {
    cat "$1"/*.[ch] | sed -n 's/^#include "\(.*\)"$/\1/p' | sort -u
}
one_of() {
    for header in $(includes "$1"); do
        [ -e "src/base/$header" ] || { [ "$2" = tools ] && [ -e "src/tools/$header" ]; } ||
            { echo "# $1 includes $header"; return 1; }
    done
}

check "the includes are seen at all" test -n "$(includes chapters)"
check "base includes base alone" one_of src/base base
check "tools include base and tools" one_of src/tools tools
check "a chapter includes backprop.h and no other" \
    test "$(includes chapters)" = backprop.h

# What a chapter's object file calls from outside: GSL, the C library's mathematics.
calls() {
    nm -u build/obj/chapters/*.o | sed -n 's/^ *U //p' | sort -u |
        grep -vE '^(bp_|gsl_|exp$|tanh$|fmax$|fmin$|_GLOBAL_OFFSET_TABLE_)'
}
allocates() {
    nm -u build/obj/chapters/*.o | grep -E 'gsl_.*(alloc|free)|fprintf|fopen'
}
# Data that is written: sections .data and .bss, and common symbols. Constant tables that hold
# addresses are in .data.rel.ro.
states() { nm -f sysv "$@" | grep -E '\|\.(data|bss|tdata|tbss)[[:space:]]*$|\*COM\*'; }
check "the chapters' calls are seen at all" test -n "$(nm -u build/obj/chapters/*.o | grep exp)"
check "a chapter calls nothing but GSL and the C library's mathematics" test -z "$(calls)"
check "a chapter neither allocates nor frees" test -z "$(allocates)"
check "a chapter keeps no state" test -z "$(states build/obj/chapters/*.o)"
echo 'int a = 3; static int b; int *f(void) { return &b; }' | gcc -x c -c -o "$scratch/state.o" -
check "state would be seen" test "$(states "$scratch/state.o" | wc -l)" = 2
check "a chapter has no main" test -z "$(grep -nE '\bmain\b' chapters/*.c)"
libraries=$(sed -n 's/^ *# *include *<\(.*\)>.*$/\1/p' chapters/*.c)
check "of libraries a chapter includes GSL alone" \
    test -z "$(echo "$libraries" | grep -vE '^(gsl/gsl_.*)?$')"

pairs=$(for f in chapters/[0-9]*.md; do [ -e "${f%.md}.c" ] || echo "$f"; done
    for f in chapters/*.c; do [ -e "${f%.c}.md" ] || echo "$f"; done)
check "chapters come in pairs of prose and C (appendices, which have letters, have none)" test -z "$pairs"

long=$(awk 'FNR == 1 { start = 0 }
    /^[a-z].*\)$|^[a-z].*,$/ && !start { name = $0 }
    /^{$/ { start = FNR }
    /^}$/ { if (start && FNR - start - 1 > 36) print FILENAME ": " name; start = 0 }' chapters/*.c)
check "no stage is longer than a page of the book" test -z "$long"

declared=$(sed -n 's/^bp_stage \(bp_[a-z_]*\);$/\1/p' src/base/backprop.h)
check "the stages are seen at all" test "$(echo "$declared" | wc -l)" -ge 8
undefined=$(for stage in $declared; do
    grep -qE "^int $stage\(" chapters/*.c || echo "$stage"; done)
check "every stage that is declared has its chapter" test -z "$undefined"

unlisted=$(sed -n '/^\.PHONY: help/,/[^\\]$/p' Makefile | tr -s ' \\\t' '\n' |
    grep -vE '^(\.PHONY:|)$' | while read -r goal; do
        make --no-print-directory help | grep -q "^  make $goal " || echo "$goal"; done)
check "make help lists every goal" test -z "$unlisted"

finish

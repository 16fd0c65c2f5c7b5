#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The rules of the house that a compiler does not know: who may include whom, what a
# chapter may not do, and that nothing is unpaired.
# needs: build/backprop page_natively
. tests/support/tap.sh

# ------------------------------------------------------------------- who knows whom

# includes FOLDER: the project's own headers that its files include, each once.
includes() {
    cat "$1"/*.[ch] | sed -n 's/^#include "\(.*\)"$/\1/p' | sort -u
}
# strangers FOLDER ROOM...: those that are neither base's nor in one of these rooms.
strangers() {
    folder=$1
    shift
    for header in $(includes "$folder"); do
        case " $* " in
        *" ${header%%/*} "*) ;;
        *) [ -e "src/base/$header" ] || echo "$folder includes $header" ;;
        esac
    done
}

check "the includes are seen at all" test -n "$(includes chapters)"
check "a chapter includes backprop.h and no other" \
    test "$(includes chapters)" = backprop.h
# The arrows: a row a room.
while read -r room may_know; do
    # shellcheck disable=SC2086
    check "$room knows base${may_know:+, $may_know}, and no other room" \
        test -z "$(strangers "src/$room" $room $may_know)"
done <<'END'
base
walk
check   walk
book    walk check
files   walk
page    walk check files
command walk check book files
END
check "no room is left out" test "$(ls src | tr '\n' ' ')" = "base book check command files page walk "

# ------------------------------------------------------------------ who calls what

# objects FOLDER: the object files of its sources, and none of sources that have gone.
objects() { for source in "$1"/*.c; do echo "build/obj/${source%.c}.o"; done; }
# undefined FOLDER, defined FOLDER: what its object files call from outside, and have inside.
# shellcheck disable=SC2046
undefined() { nm -u $(objects "$1") | sed -n 's/^ *U //p' | sort -u; }
# shellcheck disable=SC2046
defined() { nm --defined-only $(objects "$1") | sed -n 's/^.* [TRDB] bp_/bp_/p' | sort -u; }
# Files, streams, the terminal, the environment.
streams='^(stdin|stdout|stderr|[fv]*printf|f?put[sc]|_?IO_putc|putchar|[sf]?scanf|f(open|close|read|write|flush|seek|gets)|tmpfile|getline|get(c|char|env)|perror|exit|open|read|write|close|isatty)(@.*|_unlocked|64)?$'
while read -r room; do
    check "$room calls nothing of files and streams" \
        test -z "$(undefined "src/$room" | grep -E "$streams")"
done <<'END'
base
walk
check
book
page
END
check "files and streams would be seen" test -n "$(undefined src/command | grep -E "$streams")"
with_streams=$(for object in $(objects src/files); do
    nm -u "$object" | sed -n 's/^ *U //p' | grep -qE "$streams" && echo "$object"; done)
check "in files, text_file alone reads a stream" test \
    "$(echo "$with_streams" | grep -v text_file)" = ""
# The house, drawn from the object files: an arrow for each room that calls another. None leads
# back to a room that knows it.
arrows() {
    for from in chapters src/*; do
        undefined "$from" >"$scratch/calls"
        for to in chapters src/*; do
            [ "$from" = "$to" ] || [ -z "$(defined "$to" | comm -12 - "$scratch/calls")" ] ||
                echo "$(basename "$from") $(basename "$to")"
        done
    done
}
arrows >"$scratch/arrows"
sed 's/^/# /; s/ \([a-z]*\)$/ -> \1/' "$scratch/arrows"
check "the arrows are seen at all" grep -qx 'walk chapters' "$scratch/arrows"
# What stands in a circle is named.
in_order() { tsort "$scratch/arrows" >"$scratch/order" 2>"$err"; }
check "no arrow stands in a circle" in_order

# ---------------------------------------------------------------------- the chapters

# What a chapter's object file calls from outside: GSL, the C library's mathematics.
calls() {
    undefined chapters | grep -vE '^(bp_|gsl_|exp$|log$|log1p$|sqrt$|tanh$|fmax$|fmin$|_GLOBAL_OFFSET_TABLE_)'
}
allocates() {
    undefined chapters | grep -E 'gsl_.*(alloc|free)|fprintf|fopen'
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

# longer_than LINES FILE...: functions whose body has more of them.
longer_than() {
    lines=$1
    shift
    awk -v lines="$lines" 'FNR == 1 { start = 0 }
        /^[a-z].*\)$|^[a-z].*,$/ && !start { name = $0 }
        /^{$/ { start = FNR }
        /^}$/ { if (start && FNR - start - 1 > lines) print FILENAME ": " name; start = 0 }' "$@"
}
check "no stage of a round is longer than its formula asks for" \
    test -z "$(longer_than 14 chapters/0[0-5]*.c | grep -v bp_vary)"
check "no function of a chapter is longer than a page of the book" \
    test -z "$(longer_than 30 chapters/*.c)"
check "a long one would be seen" test -n "$(longer_than 10 chapters/05_training.c)"
check "no stage asks for shapes again" \
    test -z "$(grep -nE 'GSL_SUCCESS|GSL_E[A-Z]+|bp_fits' chapters/*.c | grep -v 'assert(')"

declared=$(sed -n 's/^bp_stage \(bp_[a-z_]*\);$/\1/p' src/base/backprop.h)
check "the stages are seen at all" test "$(echo "$declared" | wc -l)" -ge 8
missing=$(for stage in $declared; do
    grep -qE "^void $stage\(" chapters/*.c || echo "$stage"; done)
check "every stage that is declared has its chapter" test -z "$missing"

unlisted=$(sed -n '/^\.PHONY: help/,/[^\\]$/p' Makefile | tr -s ' \\\t' '\n' |
    grep -vE '^(\.PHONY:|)$' | while read -r goal; do
        make --no-print-directory help | grep -q "^  make $goal " || echo "$goal"; done)
check "make help lists every goal" test -z "$unlisted"

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `make bench` times is the program's own training, and it would see where it is not; without
# the libraries that it is measured beside.
# needs: build/backprop build/bench/make_task build/bench/rounds_gsl build/bench/nudging build/bench/measure
. tests/support/tap.sh

bench=build/bench
post=$scratch/post.task
small=$scratch/small.task
# weights FORM TASK BATCH ROUNDS
weights() { $bench/rounds_gsl "$1" "$2" "$3" weights "$4"; }
# apart FILE FILE: how far, or why that cannot be said.
apart() { ran awk -f tests/bench/apart.awk "$1" "$2"; }
times_a_round() { grep -qE '^[0-9.]+(e[-+][0-9]+)?	[1-9][0-9]*$' "$out"; }

$bench/make_task post >"$post"
check "the post's example is a task" test -s "$post"
build/backprop train --every 0 -n 100 | awk -f tests/bench/row.awk >"$scratch/trained"
check "a row of the training has its weights" test "$(wc -l <"$scratch/trained")" = 8
weights loops "$post" 1 100 >"$scratch/loops"
check "the loops make the training's weights, to the last bit" \
    test "$(awk '{ printf "%.17g\n", $1 }' "$scratch/trained")" = "$(cat "$scratch/loops")"
for form in matrix sheet; do
    weights $form "$post" 1 100 >"$scratch/$form"
    apart "$scratch/trained" "$scratch/$form"
    check "so does $form, but for the order of sums" exits 0
done
weights loops "$post" 1 101 >"$scratch/more"
apart "$scratch/trained" "$scratch/more"
check "a round more is seen" exits 1
check "and how far it is off" grep -q '^they differ by' "$out"
head -n 7 "$scratch/loops" >"$scratch/fewer"
apart "$scratch/trained" "$scratch/fewer"
check "so is a weight that is missing" grep -qx '7 weights in place of 8' "$out"
sed '3s/.*/nan/' "$scratch/loops" >"$scratch/none"
apart "$scratch/trained" "$scratch/none"
check "and one that is no number" grep -q "'nan' is no weight" "$out"

$bench/make_task 5-4-3 12 >"$small"
for batch in 1 5; do
    weights loops "$small" $batch 40 >"$scratch/loops"
    check "a drawn network is trained in batches of $batch" test "$(wc -l <"$scratch/loops")" = 32
    for form in matrix sheet; do
        weights $form "$small" $batch 40 >"$scratch/$form"
        apart "$scratch/loops" "$scratch/$form"
        check "by $form to the same weights" exits 0
    done
done
$bench/make_task 5-4-3 12 | cmp -s - "$small"
check "drawn again, it is the same task" test $? = 0

ran $bench/rounds_gsl sheet "$small" 5 time 0.01
check "a round's time and memory are told" times_a_round
ran $bench/nudging forward "$small" 0.01
check "so are those of a nudge" times_a_round
ran $bench/measure 1000 build/backprop train -n 1000
check "and of a program" times_a_round
ran $bench/measure 1 build/backprop no-such-command
check "one that fails is not timed" exits 1
ran $bench/nudging apart "$small" 20
check "nudged weights have the derivatives of the backward pass" \
    awk '{ good = $1 < 1e-6 && $1 > 0 } END { exit !good }' "$out"
head -c 100 "$small" >"$scratch/cut.task"
ran $bench/rounds_gsl loops "$scratch/cut.task" 1 weights 1
check "a task that was cut off is refused" exits 2
check "and named" complains "cut.task: expected a task, whole"
check "with nothing on stdout" says_nothing

# A turn in which all took twice as long changes no ratio: worked out by hand.
mkdir "$scratch/tables"
printf 'post\tfann\t1\t1e-16\n' >"$scratch/apart.tsv"
printf 'train\t1500\nfann\t1460\nexport\t400\n' >"$scratch/instructions.tsv"
for run in 1 2 3; do
    slow=$((run == 2 ? 2 : 1))
    printf 'post\t%s\t1\t%s\t%s\t2048\n' train $run $((120 * slow)) fann $run $((100 * slow)) \
        export $run $((50 * slow + 10 * (run == 3)))
done >"$scratch/times.tsv"
ran awk -f tests/bench/tables.awk -v folder="$scratch/tables" "$scratch/apart.tsv" \
    "$scratch/instructions.tsv" "$scratch/times.tsv"
expected=$(printf 'backprop train\t120\t1.2\t1.2 to 1.2\t1500\t-\t2
FANN\t100\t1\t-\t1460\t1e-16\t2
backprop export c\t60\t0.5\t0.5 to 0.6\t400\t-\t2')
check "medians of times and of ratios are what they are" \
    test "$(tail -n +2 "$scratch/tables/post.tsv" 2>/dev/null)" = "$expected"
finish

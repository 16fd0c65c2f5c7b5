#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Long trainings: files of pairs, batches, what is kept back, and that nothing is lost when a
# training is stopped, killed in the middle of a save, or has no room to save. Expected: the bytes
# of a training that went through in one go.
# needs: build/backprop build/gcc/backprop
. tests/support/tap.sh

program=$PWD/build/backprop
checked=$PWD/build/gcc/backprop
tab=$(printf '\t')
same() { cmp "$1" "$2" >&2; }
has() { grep -qE -- "$1" "$out"; }
nothing_beside() { [ "$(ls "$1"*)" = "$1" ]; }

# refused WHAT TEXT ARGUMENT...: exit 2, nothing on stdout, one complaint with this text.
refused() {
    what=$1
    text=$2
    shift 2
    ran "$checked" "$@"
    check "$what: exit 2" exits 2
    check "$what: nothing on stdout" says_nothing
    check "$what: says '$text'" complains "$text"
    check "$what: in one line" test "$(wc -l <"$err")" = 1
}

# Seven pairs of two inputs and two targets, in a file and in an example.
folder="$scratch/a folder"
mkdir "$folder"
cat >"$folder/pairs.csv" <<'END'
t2,i1,i2,t1
0.91,0.11,-0.72,0.15
0.13,-0.53,0.38,0.82
0.27,0.64,0.85,0.36
0.75,-0.96,-0.19,0.64
0.48,0.29,0.57,0.22
0.66,0.41,-0.33,0.09
0.34,-0.78,0.62,0.73
END
layers='layers:
  - weights: [[0.31, -0.42], [0.53, 0.24], [-0.65, 0.16]]
    biases: [0.17, -0.28, 0.39]
  - weights: [[0.46, -0.57, 0.68], [-0.74, 0.85, 0.93]]
    bias: 0.12'
settings='learning_rate: 0.7
train_biases: true
rounds: 60'
printf '%s\n' "$settings" 'data: pairs.csv' "$layers" >"$folder/mine.yaml"
{
    printf '%s\n' "$settings" 'training:'
    awk -F, 'NR > 1 { print "  - {inputs: [" $2 ", " $3 "], targets: [" $4 ", " $1 "]}" }' \
        "$folder/pairs.csv"
    printf '%s\n' "$layers"
} >"$folder/whole.yaml"
mine=$folder/mine.yaml

# -------------------------------------------------------------- pairs in a file of their own

for call in "walk" "train -n 50" "gradcheck" "export json" "train -n 20 --batch 3 --seed 4"; do
    # shellcheck disable=SC2086
    "$checked" $call -e "$folder/whole.yaml" >"$scratch/whole"
    # shellcheck disable=SC2086
    ran "$checked" $call -e "$mine"
    check "$call says the same with the pairs in a file" same "$out" "$scratch/whole"
done
(cd "$folder" && "$checked" walk -e mine.yaml) >"$out" 2>"$err"
"$checked" walk -e "$folder/whole.yaml" >"$scratch/whole"
check "its path starts in the example's folder" same "$out" "$scratch/whole"
(cd "$folder" && "$checked" walk -e - <mine.yaml) >"$out" 2>"$err"
check "or in the working one, for standard input" same "$out" "$scratch/whole"
sed "s|pairs.csv|$folder/pairs.csv|" "$mine" >"$scratch/far.yaml"
ran "$checked" walk -e "$scratch/far.yaml"
check "or where it says itself" same "$out" "$scratch/whole"
ran "$checked" example -e "$mine"
check "example names the file" has '^data: "pairs.csv"$'
check "and has no pairs of its own" test "$(grep -c 'training' "$out")" = 0

sed 's/pairs.csv/none.csv/' "$mine" >"$folder/none.yaml"
refused "a file of pairs that is not there" "$folder/none.csv: cannot be opened" \
    walk -e "$folder/none.yaml"
sed 's/0.24/0.24, 7/; s/0.42/0.42, 7/; s/0.16/0.16, 7/' "$mine" >"$folder/wide.yaml"
refused "one of another shape" "$folder/pairs.csv:1: i1 to i2: 2 inputs, expected 3" \
    train -e "$folder/wide.yaml"
sed 's/0.64,0.85/0.64,x/' "$folder/pairs.csv" >"$folder/bad.csv"
sed 's/pairs.csv/bad.csv/' "$mine" >"$folder/bad.yaml"
refused "one with a word in it" "$folder/bad.csv:4: i2: 'x' is not a finite decimal number" \
    walk -e "$folder/bad.yaml"
sed 's/pairs.csv/./' "$mine" >"$folder/folder.yaml"
refused "a folder" "cannot be read" walk -e "$folder/folder.yaml"
sed 's/rounds: 60/batch: 8/' "$mine" >"$folder/eight.yaml"
refused "a batch of more pairs than there are" \
    "$folder/eight.yaml:3: batch: expected a whole number of pairs from 1 to 7" \
    walk -e "$folder/eight.yaml"

localedef -i de_DE -f UTF-8 "$scratch/de_DE.UTF-8" 2>"$err"
LOCPATH="$scratch" LC_ALL=de_DE.UTF-8 "$checked" walk -e "$mine" >"$out" 2>"$err"
check "in a locale with decimal commas they are the same" same "$out" "$scratch/whole"

# ------------------------------------------------------------------- an example for a file of pairs

refused "hidden neurons for no pairs" "--hidden or --seed without --data FILE.csv" example --hidden 3
refused "two examples at once" "both -e and --data" example -e "$mine" --data "$folder/pairs.csv"
for hidden in '' x 0 3-0 3- -3 1-2-3-4-5-6-7 3.5; do
    refused "hidden neurons '$hidden'" "example: --hidden $hidden: expected how many neurons" \
        example --data "$folder/pairs.csv" "--hidden=$hidden"
done
refused "a seed that is none" "example: --seed x: expected a whole number" \
    example --data "$folder/pairs.csv" --seed x
refused "too many weights" "example: 1200000 weights, expected at most 1000000" \
    example --data "$folder/pairs.csv" --hidden 300000
refused "no pairs" "none.csv: cannot be opened" example --data "$folder/none.csv"
(cd "$folder" && "$checked" example --data pairs.csv --hidden 3-4 --seed 8 >drawn.yaml) 2>"$err"
check "an example is drawn for the pairs" grep -q '^data: "pairs.csv"$' "$folder/drawn.yaml"
# Seven rows of weights, 3 x 2, 4 x 3 and 2 x 4 of them, each within 1 / root of its row's length.
check "with weights as small as chapter 9 says" awk -F '[][, ]+' '
    /^      - \[/ { rows++; for (k = 3; k < NF; k++) { n++; if ($k * $k > 1 / (NF - 3)) bad = 1 } }
    END { exit bad || rows != 9 || n != 26 }' "$folder/drawn.yaml"
(cd "$folder" && "$program" example --data pairs.csv --hidden 3-4 --seed 8) >"$out" 2>"$err"
check "the same by the same seed" same "$out" "$folder/drawn.yaml"
(cd "$folder" && "$program" example --data pairs.csv --hidden 3-4 --seed 9) >"$out" 2>"$err"
check "and others by another one" test "$(cmp -s "$out" "$folder/drawn.yaml" || echo other)" = other
ran "$checked" gradcheck -e "$folder/drawn.yaml"
check "its derivatives are right" exits 0

# ----------------------------------------------------------------------------------- batches

refused "--batch 0" "train: --batch 0: expected a whole number of pairs, 1 or more" \
    train -e "$mine" --batch 0
refused "--batch 1.5" "--batch 1.5: expected a whole number" train -e "$mine" --batch 1.5
refused "--batch 8 of 7" "--batch 8: expected at most 7" train -e "$mine" --batch 8
refused "--seed -1" "--seed -1: expected a whole number from 0 to 4294967295" \
    train -e "$mine" --seed -1
refused "--seed 4294967296" "--seed 4294967296: expected a whole number" \
    train -e "$mine" --seed 4294967296
refused "--resume alone" "--resume without --save" train -e "$mine" --resume
sed 's/rounds: 60/rounds: 60\nbatch: 3/' "$mine" >"$folder/three.yaml"
ran "$checked" train -e "$mine" --batch 3
cp "$out" "$scratch/three"
ran "$checked" train -e "$folder/three.yaml"
check "--batch is what batch: is" same "$out" "$scratch/three"
ran "$checked" train -e "$folder/three.yaml" --batch 1
"$checked" train -e "$mine" >"$scratch/one"
check "and stands above it" same "$out" "$scratch/one"
ran "$checked" train -e "$mine" --batch 3 --seed 7
check "a seed makes another training" test "$(cmp -s "$out" "$scratch/three" || echo other)" = other
cp "$out" "$scratch/seven"
ran "$program" train -e "$mine" --batch 3 --seed 7
check "the same one each time, and however it was compiled" same "$out" "$scratch/seven"

# close A B: the same keys, and values to 1e-12.
close() {
    paste "$1" "$2" | awk -F '\t' '
        { a = $2 + 0; b = $4 + 0; d = a > b ? a - b : b - a; m = a > 0 ? a : -a }
        $1 != $3 || d > 1e-12 * m { print "# " $0; bad = 1 }
        END { exit bad || NR == 0 }'
}
"$checked" train -e "$folder/three.yaml" --every 0 |
    awk -F '\t' 'NR == 1 { split($0, key, "\t") }
        NR == 2 { for (k = 2; k <= NF; k++) print key[k] "@60\t" $k }' | sort >"$scratch/trained"
"$checked" walk -e "$folder/three.yaml" | grep '@60' | sort >"$scratch/walked"
check "walk's numbers after training are trained in batches" close "$scratch/walked" "$scratch/trained"
"$checked" walk -e "$folder/three.yaml" | grep -v @ >"$scratch/round"
"$checked" walk -e "$mine" | grep -v @ >"$scratch/round-of-one"
check "the round itself is the first pair's alone" same "$scratch/round" "$scratch/round-of-one"
ran "$checked" check -e "$folder/three.yaml" "$scratch/walked"
check "check knows them as right" exits 0
"$checked" walk -e "$mine" | grep '@60' >"$scratch/online"
ran "$checked" check -e "$folder/three.yaml" "$scratch/online"
check "and not those of one pair a round" exits 1
refused "a program of a round on three pairs" "batch: 3 pairs a round, expected 1 for a program" \
    export c -e "$folder/three.yaml"

# ------------------------------------------------------------------------ errors, and what is kept

# Of each pair as the only one, walk tells E_total; and right is where the larger output is on the
# side of the larger target.
: >"$scratch/each"
awk 'NR > 1' "$folder/pairs.csv" | while read -r line; do
    { head -1 "$folder/pairs.csv"; echo "$line"; } >"$folder/alone.csv"
    sed 's/pairs.csv/alone.csv/' "$mine" >"$folder/alone.yaml"
    "$checked" walk -e "$folder/alone.yaml" -c 1 >"$scratch/alone"
    "$checked" walk -e "$folder/alone.yaml" -c 0 >>"$scratch/alone"
    awk -F '\t' '{ x[$1] = $2 } END { printf "%.17g\t%d\n", x["E_total"],
        (x["out_o1"] > x["out_o2"]) == (x["t1"] > x["t2"]) }' "$scratch/alone" >>"$scratch/each"
done
expected=$(awk -F '\t' '{ E += $1; n += $2 } END { printf "%.12g %.12g", E / NR, n / NR }' "$scratch/each")
ran "$checked" train -e "$mine" -n 0 --errors
check "--errors has its header" has "^round${tab}E_mean${tab}right\$"
check "and the mean over all pairs" \
    test "$(awk 'NR == 2 { printf "%.12g %.12g", $2, $3 }' "$out")" = "$expected"
{ head -1 "$folder/pairs.csv"; sed -n 4,5p "$folder/pairs.csv"; } >"$folder/kept.csv"
expected=$(awk -F '\t' 'NR == 3 || NR == 4 { E += $1; n += $2 }
    END { printf "%.12g %.12g", E / 2, n / 2 }' "$scratch/each")
ran "$checked" train -e "$mine" -n 0 --test "$folder/kept.csv"
check "--test has two columns more" has "^round${tab}E_mean${tab}right${tab}E_kept${tab}right_kept\$"
check "with the mean of those kept back" \
    test "$(awk 'NR == 2 { printf "%.12g %.12g", $4, $5 }' "$out")" = "$expected"
refused "pairs kept back that are not there" "none.csv: cannot be opened" \
    train -e "$mine" --test "$folder/none.csv"
refused "pairs kept back of another shape" "pairs.csv:1: i1 to i2: 2 inputs, expected 3" \
    train -e tests/examples/3-4-2.yaml --test "$folder/pairs.csv"

# ------------------------------------------------------------------------------ saving, and going on

saved="$folder/saved.yaml"
# in_one_go ROUNDS OPTION...: what a training saves that is never stopped.
in_one_go() {
    rounds=$1
    shift
    "$checked" train -e "$mine" -n "$rounds" --every 0 --save "$folder/one.yaml" "$@" >"$scratch/row"
}
for options in "" "--batch 3" "--seed 5" "--batch 4 --seed 5" "--batch 7"; do
    # shellcheck disable=SC2086
    in_one_go 90 $options
    for stop in 0 1 40 89 90; do
        rm -f "$saved"
        # shellcheck disable=SC2086
        "$checked" train -e "$mine" -n $stop --every 0 --save "$saved" $options >"$out" 2>"$err"
        # shellcheck disable=SC2086
        ran "$checked" train -e "$mine" -n 90 --every 0 --save "$saved" --resume $options
        check "from round $stop on ($options): the same bytes" same "$saved" "$folder/one.yaml"
        check "from round $stop on ($options): the same row" same "$out" "$scratch/row"
    done
done
rm -f "$saved"
ran "$checked" train -e "$mine" -n 90 --every 0 --save "$saved" --resume --batch 7
check "where there is nothing to go on from, it begins" same "$saved" "$folder/one.yaml"

"$checked" train -e "$mine" -n 100 --every 7 >"$scratch/table"
"$checked" train -e "$mine" -n 40 --save "$saved" >"$out"
ran "$checked" train -e "$mine" -n 100 --every 7 --save "$saved" --resume
check "the rows begin at the round of the file" test "$(sed -n 2p "$out" | cut -f1)" = 40
awk 'NR == 1 || $1 > 40' "$scratch/table" >"$scratch/rest"
sed 2d "$out" >"$scratch/resumed"
check "and are then those of the whole training" same "$scratch/resumed" "$scratch/rest"

ran "$checked" example -e "$saved"
check "a saved file is an example, which is written as it was read" same "$out" "$saved"
ran "$checked" walk -e "$saved" -c 0
sed -n '$p' "$scratch/table" | cut -f5 >"$scratch/w1"
check "and its weights are those of the last row" \
    test "$(sed -n "s/^w1$tab//p" "$out")" = "$(cat "$scratch/w1")"

# Elsewhere, and of standard input, the file of pairs is still found.
mkdir "$scratch/elsewhere"
(cd "$folder" && "$checked" train -n 5 -e - --save ../elsewhere/saved.yaml <mine.yaml) >"$out" 2>"$err"
ran "$checked" walk -e "$scratch/elsewhere/saved.yaml"
check "a file saved elsewhere finds its pairs" exits 0
(cd "$folder" && "$checked" train -n 9 -e ./mine.yaml --save ../elsewhere/saved.yaml --resume) \
    >"$out" 2>"$err"
status=$?
check "and a training goes on from it" exits 0
check "in its own folder it has the same name for them" grep -q '^data: "pairs.csv"$' "$saved"

# ------------------------------------------------------------------------ files that are no such thing

refused "the example itself" "--save $mine: the example itself" train -e "$mine" -n 5 --save "$mine"
refused "so too by another path" "the example itself" train -e "$mine" -n 5 --save "$folder/../a folder/mine.yaml"
refused "a folder that is not there" "cannot be written: No such file" \
    train -e "$mine" -n 5 --save "$scratch/no/saved.yaml"
refused "a file for a folder" "cannot be written: Not a directory" \
    train -e "$mine" -n 5 --save "$mine/saved.yaml"
refused "a folder for a file" "no regular file" train -e "$mine" -n 5 --save "$folder"
refused "a device" "/dev/full: no regular file" train -e "$mine" -n 5 --save /dev/full
if [ "$(id -u)" != 0 ]; then
    mkdir "$scratch/closed" && chmod 555 "$scratch/closed"
    refused "a folder that is closed" "cannot be written: Permission denied" \
        train -e "$mine" -n 5 --save "$scratch/closed/saved.yaml"
fi

in_one_go 50 --batch 3 --seed 5
cp "$folder/one.yaml" "$saved"
# not_from WHAT TEXT OPTION...: the saved training does not go on.
not_from() {
    what=$1
    text=$2
    shift 2
    cp "$saved" "$scratch/before"
    refused "$what" "$text" train -n 90 --save "$saved" --resume "$@"
    check "$what: the file is as it was" same "$saved" "$scratch/before"
}
not_from "another batch" "its batch is 3 pairs a round, expected 2" -e "$mine" --batch 2 --seed 5
not_from "another seed" "its pairs are by --seed 5, expected them by --seed 6" -e "$mine" --batch 3 --seed 6
not_from "no seed" "by --seed 5, expected them in turn, without --seed" -e "$mine" --batch 3
not_from "another shape" "a network of 2 inputs and 2 outputs, expected 3 and 2" -e tests/examples/3-4-2.yaml
for edit in 's/0.57/0.58/ weights' 's/0.12/0.13/ weights' 's/biases: true/biases: false/ weights' \
    's/rate: 0.7/rate: 0.8/ learning'; do
    sed "${edit% *}" "$mine" >"$folder/other.yaml"
    not_from "another example (${edit% *})" "a training of another example: its ${edit##* }" \
        -e "$folder/other.yaml" --batch 3 --seed 5
done
cp "$folder/pairs.csv" "$folder/pairs-before"
sed 's/0.62/0.63/' "$folder/pairs-before" >"$folder/pairs.csv"
not_from "other pairs in the same file" "a training of another example: its weights, pairs or settings" \
    -e "$mine" --batch 3 --seed 5
cp "$folder/pairs-before" "$folder/pairs.csv"
refused "fewer rounds than there are" "round 50, expected 40 at the most" \
    train -n 40 -e "$mine" --batch 3 --seed 5 --save "$saved" --resume

size=$(wc -c <"$folder/one.yaml")
for part in 0 1 2 3 4 5 6 7 8 9; do
    head -c $((size * part / 10)) "$folder/one.yaml" >"$saved"
    not_from "a file cut off after $part tenths" "$saved" -e "$mine" --batch 3 --seed 5
done
# The last digit of a weight.
sed '/^layers/,$ s/\([0-9]\)\]$/\1\1]/' "$folder/one.yaml" >"$saved"
not_from "a file with a digit too many" "its numbers are not those that were saved" \
    -e "$mine" --batch 3 --seed 5
cp "$folder/whole.yaml" "$saved"
not_from "an example that was never trained" "no saved training" -e "$mine" --batch 3 --seed 5
head -c 2000 /dev/urandom >"$saved"
not_from "no text at all" "$saved" -e "$mine" --batch 3 --seed 5
ran "$checked" train -e "$mine" -n 50 --every 0 --batch 3 --seed 5 --save "$saved"
check "without --resume it begins anew, over whatever was there" same "$saved" "$folder/one.yaml"

# ----------------------------------------------------------------------------------------- signals

# until_done PROGRAM MILLISECONDS SIGNAL CODE ROUNDS OPTION...: stopped again and again by the signal,
# until it is done.
until_done() {
    with=$1
    seconds=$2
    signal=$3
    code=$4
    rounds=$5
    shift 5
    stops=0
    rm -f "$saved"
    while [ $stops -lt 200 ]; do
        "$with" train -e "$mine" -n "$rounds" --every 0 --save "$saved" --resume "$@" \
            >"$out" 2>"$err" </dev/null &
        job=$!
        sleep "$seconds"
        kill -s "$signal" $job 2>"$scratch/kill"
        wait $job
        status=$?
        [ $status -eq "$code" ] || break
        stops=$((stops + 1))
        grep -qE "^backprop: stopped after round [0-9]+ of $rounds, and saved in $saved; to go on, give the same command with --resume\$" "$err" ||
            break
    done
}
"$program" train -e "$mine" -n 4000000 --every 0 --save "$folder/one.yaml" >"$scratch/row"
for stop in "INT 130" "TERM 143" "HUP 129"; do
    until_done "$program" 0.3 "${stop% *}" "${stop#* }" 4000000
    check "stopped by SIG${stop% *}, a training says so, saves and exits with ${stop#* }" test $stops -gt 0
    check "and in the end it is done" exits 0
    check "with the bytes of one go" same "$saved" "$folder/one.yaml"
    check "and its row" same "$out" "$scratch/row"
done
"$program" train -e "$mine" -n 1000000 --every 0 --batch 3 --seed 9 --save "$folder/one.yaml" >"$scratch/row"
until_done "$program" 0.2 INT 130 1000000 --batch 3 --seed 9
check "in batches and another order: stopped" test $stops -gt 0
check "and done with the bytes of one go" same "$saved" "$folder/one.yaml"
"$checked" train -e "$mine" -n 20000 --every 0 --batch 3 --save "$folder/one.yaml" >"$scratch/row"
until_done "$checked" 0.5 TERM 143 20000 --batch 3
check "with the sanitisers' eyes on it, too" same "$saved" "$folder/one.yaml"

# As a terminal, or timeout, does it: to the process, and to its group.
rm -f "$saved"
timeout --preserve-status -s INT 1 "$program" train -e "$mine" -n 1000000000 --every 0 --save "$saved" \
    >"$out" 2>"$err"
status=$?
check "one end that comes as two signals is one" exits 130
check "and is saved" grep -q '^trained: ' "$saved"
check "nothing stays beside it" nothing_beside "$saved"
"$program" train -e "$mine" -n 1000000000 --every 0 >"$out" 2>"$err" &
job=$!
sleep 0.3
kill -TERM $job
wait $job
status=$?
check "without --save a signal ends it as it always did" exits 143
check "and it says nothing" test ! -s "$err"

# ------------------------------------------------------- ends and faults in the middle of a save

cat >"$scratch/fault.c" <<'END'
/* Between the program and the C library: at the place that FAULT names, when it comes there for the
 * NTH time, the process is killed, or the call fails with a full disk. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static int counted;
static int is_here(const char *place)
{
    const char *fault = getenv("FAULT");
    return fault != NULL && strcmp(fault, place) == 0 && ++counted == atoi(getenv("NTH"));
}
static void end_at(const char *place) { if (is_here(place)) kill(getpid(), SIGKILL); }
static int fails_at(const char *place) { return is_here(place) ? (errno = ENOSPC) : 0; }
int mkstemp(char *name)
{
    int (*real)(char *) = (int (*)(char *))dlsym(RTLD_NEXT, "mkstemp");
    if (fails_at("fail mkstemp")) return -1;
    int descriptor = real(name);
    end_at("mkstemp");
    return descriptor;
}
size_t fwrite(const void *from, size_t size, size_t n, FILE *stream)
{
    size_t (*real)(const void *, size_t, size_t, FILE *) =
        (size_t (*)(const void *, size_t, size_t, FILE *))dlsym(RTLD_NEXT, "fwrite");
    if (stream != stdout && stream != stderr) {
        if (is_here("fwrite")) {
            real(from, size, n / 2, stream);
            fflush(stream);
            kill(getpid(), SIGKILL);
        }
        if (fails_at("fail fwrite")) return real(from, size, n / 2, stream);
    }
    return real(from, size, n, stream);
}
int fsync(int descriptor)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    end_at("fsync");
    return fails_at("fail fsync") ? -1 : real(descriptor);
}
int rename(const char *old, const char *new)
{
    int (*real)(const char *, const char *) =
        (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    end_at("before rename");
    if (fails_at("fail rename")) return -1;
    int status = real(old, new);
    end_at("after rename");
    return status;
}
END
check "faults can be made" gcc -shared -fPIC -o "$scratch/fault.so" "$scratch/fault.c" -ldl

in_one_go 80 --batch 2
cp "$folder/one.yaml" "$scratch/new"
in_one_go 50 --batch 2
cp "$folder/one.yaml" "$scratch/old"
# with_fault PLACE NTH: goes on from the old file.
with_fault() {
    rm -f "$saved"*
    cp "$scratch/old" "$saved"
    ran env LD_PRELOAD="$scratch/fault.so" FAULT="$1" NTH="$2" \
        "$program" train -e "$mine" -n 80 --every 0 --batch 2 --save "$saved" --resume
}
# goes_on: whatever is there, it leads to the new file.
goes_on() {
    "$program" train -e "$mine" -n 80 --every 0 --batch 2 --save "$saved" --resume \
        >"$scratch/ignored" 2>&1 && cmp "$saved" "$scratch/new" >&2
}
while read -r file nth place; do
    with_fault "$place" "$nth"
    check "killed at $place ($nth): it was killed" exits 137
    check "killed at $place ($nth): there is the $file file" same "$saved" "$scratch/$file"
    check "killed at $place ($nth): the training goes on" goes_on
done <<'END'
old 1 mkstemp
old 2 mkstemp
old 1 fwrite
old 1 fsync
old 1 before rename
new 1 after rename
new 2 fsync
END
for place in mkstemp fwrite fsync rename; do
    nth=1
    [ $place = mkstemp ] && nth=2
    with_fault "fail $place" $nth
    check "no room at $place: exit 2" exits 2
    check "no room at $place: says so" \
        complains "$saved: cannot be written after round 80: No space left on device"
    check "no room at $place: says that this is not saved" complains "stopped after round 80 of 80, which is not saved"
    check "no room at $place: there is the old file" same "$saved" "$scratch/old"
    check "no room at $place: and nothing beside it" nothing_beside "$saved"
    check "no room at $place: the training goes on" goes_on
done
# A file that may not grow: a block of 512 bytes is all there may be.
rm -f "$saved"*
cp "$scratch/old" "$saved"
(
    ulimit -f 1
    "$program" train -e "$mine" -n 80 --every 0 --batch 2 --save "$saved" --resume 2>&1 >/dev/null
) >"$err"
status=$?
: >"$out"
check "the new file is larger than a file may be" test "$(wc -c <"$scratch/new")" -gt 512
check "no file may be so large: says so" complains "cannot be written after round 80: File too large"
check "no file may be so large: there is the old file" same "$saved" "$scratch/old"
check "no file may be so large: and nothing beside it" nothing_beside "$saved"

# ------------------------------------------------------------------------------ beyond all bounds

cat >"$folder/wild.yaml" <<'END'
learning_rate: 1
train_biases: true
training: [{inputs: [1], targets: [0.5]}, {inputs: [1e200], targets: [1e200]}]
layers: [{weights: [[0]], bias: 0}]
END
ran "$checked" train -e "$folder/wild.yaml" -n 1 --every 1 --save "$folder/wild-saved.yaml"
cp "$folder/wild-saved.yaml" "$scratch/wild-before"
ran "$checked" train -e "$folder/wild.yaml" -n 9 --every 1 --save "$folder/wild-saved.yaml" --resume
check "a number beyond all bounds: exit 1" exits 1
check "the round is named" complains "not all numbers are finite after round 2,"
check "the file from before stays" same "$folder/wild-saved.yaml" "$scratch/wild-before"

# ------------------------------------------------------------------------------- memory, and leaks

cp "$scratch/old" "$saved"
for call in "0 --save $scratch/v.yaml" "0 --save $scratch/v.yaml --resume --test $scratch/kept.csv" \
    "2 --save $scratch/v.yaml --resume --seed 3" "2 --batch 9" "0 --batch 3 --seed 4 --errors"; do
    cp "$folder/kept.csv" "$scratch/kept.csv"
    # shellcheck disable=SC2086
    ran valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=all \
        "$program" train -e "$mine" -n 20 ${call#* }
    check "valgrind finds nothing in train ${call#* }" exits "${call%% *}"
done
ran valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=all \
    "$program" walk -e "$folder/bad.yaml"
check "nor in a file of pairs that is refused" exits 2

# 20,000 lines of 200 numbers are read in the time that they take, and as often as they are there.
awk 'BEGIN { for (i = 1; i < 200; i++) printf "i%d,", i; print "t1"
    for (p = 0; p < 20000; p++) { for (i = 1; i < 200; i++) printf "%.2f,", (p * i) % 100 / 100; print "0.5" } }' \
    >"$scratch/long.csv"
awk 'BEGIN { print "learning_rate: 0.1\ndata: long.csv\nlayers:"; printf "  - {bias: 0, weights: [[0.1"
    for (i = 2; i < 200; i++) printf ", 0.1"; print "]]}" }' >"$scratch/long.yaml"
ran timeout 20 "$program" train -e "$scratch/long.yaml" -n 1 --every 0
check "four million numbers are read within seconds" exits 0

finish

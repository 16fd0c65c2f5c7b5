#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What training costs, here and elsewhere: what `make bench` runs.
#
#   RUNS   runs of each program, 9 unless given; where it is told how cost grows, at most 3
#   EACH   seconds that a run is timed for, 0.1 unless given
#   N      rounds of whole programs on the post's example, 1000000 unless given
#
# Programs of a table run in turn and on one core, so that whatever else the machine does meets
# them alike, and what is compared is taken from one turn: the median of its ratios is told, and
# between which two they lie. Time is the processor's, and stands still while another process has it.
# Instructions are counted by callgrind and depend on nothing else.
# Nothing is timed unless all programs make the same weights.
#
# It leaves in build/bench: times.tsv, a line for each run; the tables made of that, which the book
# takes in; and machine.tsv, on what they were measured.
set -u
export LC_ALL=C
# Each of these libraries would use as many threads as there are cores.
export OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1

folder=build/bench
times=$folder/times.tsv
apart=$folder/apart.tsv
RUNS=${RUNS:-9}
EACH=${EACH:-0.1}
N=${N:-1000000}

say() { printf 'bench: %s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}
for setting in "RUNS=$RUNS" "N=$N"; do
    case ${setting#*=} in
    '' | 0* | *[!0-9]*) fail "$setting: expected a whole number above 0" ;;
    esac
done
case $EACH in
'' | . | *[!0-9.]* | *.*.*) fail "EACH=$EACH: expected a number of seconds" ;;
esac

# ---------------------------------------------------------------- what takes part

# The first Python that has NumPy: the system's own need not be the first in PATH.
for python in python3 /usr/bin/python3 ''; do
    [ -n "$python" ] || fail "NumPy is missing: install the package python3-numpy, or run: make setup-bench"
    ! "$python" -c 'import numpy' 2>/dev/null || break
done

core=
! taskset -c 0 true 2>/dev/null || core='taskset -c 0'

# OpenBLAS has products for each family of processors. Where it is older than the processor and
# does not know it, it takes the oldest ones, which are several times slower.
if [ -z "${OPENBLAS_CORETYPE-}" ] && [ "$($folder/peak library | cut -f 2)" = Prescott ]; then
    for known in 'avx512vl SkylakeX' 'avx2 Haswell'; do
        ! grep -qw "${known% *}" /proc/cpuinfo 2>/dev/null || {
            export OPENBLAS_CORETYPE="${known#* }"
            say "OpenBLAS does not know this processor, and is told OPENBLAS_CORETYPE=$OPENBLAS_CORETYPE"
            break
        }
    done
fi

ours() { $folder/rounds_openblas "$@"; }
plain() { $folder/rounds_gsl "$@"; }
fanns() { $folder/fann "$@"; }
numpys() { "$python" tests/bench/numpy_rounds.py "$@"; }

task() { # task SHAPE PAIRS: its file
    file=$folder/$1.task
    [ -e "$file" ] || $folder/make_task "$@" >"$file" || fail "there is no task $1"
    echo "$file"
}

# ------------------------------------------------------------- all do the same

# weights PROGRAM...: into its file.
weights() {
    "$@" >"$folder/weights" || fail "$* has failed"
}
# same TABLE PROGRAM SIZE COMMAND...: its weights are those of the first one.
same() {
    table=$1 program=$2 size=$3
    shift 3
    weights "$@"
    difference=$(awk -f tests/bench/apart.awk $folder/first $folder/weights) ||
        fail "$table, $program, $size: its weights are others, so nothing is timed: $difference"
    printf '%s\t%s\t%s\t%s\n' "$table" "$program" "$size" "$difference" >>$apart
}
first() {
    weights "$@"
    mv $folder/weights $folder/first
}
trained() { build/backprop train --every 0 -n "$1" | awk -f tests/bench/row.awk; }
exported() { $folder/round "$1" | sed -n 's/^w[0-9]*+\t//p'; }

compare() {
    say 'compares what all programs compute'
    post=$(task post)
    digits=$(task 784-128-10 1024)
    first trained 10000
    same post fann 1 fanns "$post" weights 10000
    same post export 1 exported 10000
    first ours loops "$digits" 1 weights 100
    for form in matrix sheet; do
        same digits $form 1 ours $form "$digits" 1 weights 100
    done
    same digits plain 1 plain sheet "$digits" 1 weights 100
    same digits fann 1 fanns "$digits" weights 100
    same digits numpy 1 numpys "$digits" 1 weights 100
    for batch in 32 256; do
        first ours loops "$digits" $batch weights 20
        same digits sheet $batch ours sheet "$digits" $batch weights 20
        same digits plain $batch plain sheet "$digits" $batch weights 20
        same digits numpy $batch numpys "$digits" $batch weights 20
    done
    for shape in $widths $depths; do
        file=$(task "$shape" 64)
        first ours loops "$file" 1 weights 20
        same growth sheet "$shape" ours sheet "$file" 1 weights 20
        same growth fann "$shape" fanns "$file" weights 20
    done
    for network in post 784-128-10; do
        printf 'nudging\tapart\t%s\t%s\n' $network \
            "$($folder/nudging apart $folder/$network.task 50)" >>$apart
    done
}

# ------------------------------------------------------------------------ times

# timed TABLE PROGRAM SIZE COMMAND...: a line of the table of times: what a round takes in
# nanoseconds, and the memory in kilobytes.
timed() {
    line="$1	$2	$3	$run"
    shift 3
    printf '%s\t%s\n' "$line" "$($core "$@")" >>$times
    [ "$(tail -n 1 $times | cut -f 6)" ] || fail "$* has failed"
}
# time_ours TABLE PROGRAM SIZE FORM TASK BATCH, and alike for the others.
time_ours() { timed "$1" "$2" "$3" $folder/rounds_openblas "$4" "$5" "$6" time "$EACH"; }
time_plain() { timed "$1" "$2" "$3" $folder/rounds_gsl "$4" "$5" "$6" time "$EACH"; }
time_fann() { timed "$1" "$2" "$3" $folder/fann "$4" time "$EACH"; }
time_numpy() { timed "$1" "$2" "$3" "$python" tests/bench/numpy_rounds.py "$4" "$5" time "$EACH"; }
time_whole() { # time_whole TABLE PROGRAM SIZE ROUNDS COMMAND...
    table=$1 program=$2 size=$3
    shift 3
    timed "$table" "$program" "$size" $folder/measure "$@"
}
# in_turn WHAT RUNS FUNCTION: calls it in each run.
in_turn() {
    run=0
    while [ $run -lt "$2" ]; do
        run=$((run + 1))
        say "$1, run $run of $2"
        $3
    done
}

post() {
    time_whole post train 1 "$N" build/backprop train --every 0 -n "$N"
    time_fann post fann 1 "$post"
    time_whole post export 1 "$N" $folder/round "$N"
}
digits() {
    time_ours digits sheet 1 sheet "$digits" 1
    time_fann digits fann 1 "$digits"
    time_ours digits loops 1 loops "$digits" 1
    time_ours digits matrix 1 matrix "$digits" 1
    time_plain digits plain 1 sheet "$digits" 1
    time_numpy digits numpy 1 "$digits" 1
    for batch in 32 256; do
        timed digits peak $batch $folder/peak large "$EACH"
        time_ours digits sheet $batch sheet "$digits" $batch
        time_numpy digits numpy $batch "$digits" $batch
        timed digits products $batch $folder/peak $batch "$EACH"
        time_plain digits plain $batch sheet "$digits" $batch
    done
}
growth() {
    for rounds in 1000 10000 100000 1000000 10000000; do
        time_whole rounds train $rounds 1 build/backprop train --every 0 -n $rounds
    done
    for shape in $widths $depths; do
        time_ours growth loops "$shape" loops "$folder/$shape.task" 1
        time_ours growth sheet "$shape" sheet "$folder/$shape.task" 1
        time_ours growth batch "$shape" sheet "$folder/$shape.task" 32
        time_fann growth fann "$shape" "$folder/$shape.task"
    done
    for batch in $batches; do
        time_ours batch sheet "$batch" sheet "$digits" "$batch"
    done
}
nudging() {
    for network in post 784-128-10; do
        for way in forward backward; do
            timed nudging $way $network $folder/nudging $way $folder/$network.task "$EACH"
        done
    done
}

# instructions COMMAND...: how many it takes for a round, without those to start and to end.
instructions() {
    for rounds in 20000 40000; do
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" $rounds 2>&1 >/dev/null
    done | awk '/ Collected : / { n[++runs] = $NF }
        END { if (runs < 2) exit 1; printf "%.0f\n", (n[2] - n[1]) / 20000 }'
}
count_instructions() {
    say 'counts instructions'
    {
        printf 'train\t%s\n' "$(instructions build/backprop train --every 0 -n)"
        printf 'fann\t%s\n' "$(instructions $folder/fann "$post" weights)"
        printf 'export\t%s\n' "$(instructions $folder/round)"
    } >$folder/instructions.tsv
    ! grep -q '	$' $folder/instructions.tsv || fail "valgrind has counted no instructions"
}

# ------------------------------------------------------------------- the machine

# first_line COMMAND...: of what it says, if it is there.
first_line() { "$@" 2>/dev/null | head -n 1; }
describe() {
    processor=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
    system=$(sed -n 's/^PRETTY_NAME="\(.*\)"/\1/p' /etc/os-release 2>/dev/null)
    printf 'what\tas measured\n'
    printf 'date\t%s\n' "$(date -u +%Y-%m-%d)"
    printf 'processor\t%s, one core of %s\n' "${processor:-$(uname -m)}" "$(nproc --all)"
    printf 'system\t%s\n' "${system:-$(uname -s)}"
    printf 'compiler\t%s, -O2\n' "$(first_line "${CC:-cc}" --version)"
    printf 'GSL\t%s\n' "$(echo GSL_VERSION | "${CC:-cc}" -include gsl/gsl_version.h -E -P - | tr -d '"' | tail -n 1)"
    printf 'OpenBLAS\t%s\n' "$($folder/peak library | awk -F '\t' '{ split($1, word, " ")
        print word[2] ", for " $2 }')"
    printf 'FANN\t%s, in doubles\n' "$(first_line pkg-config --modversion fann)"
    printf 'NumPy\t%s\n' "$(numpys version)"
    printf 'runs\t%s of each, in turn\n' "$RUNS"
}

# ------------------------------------------------------------------------- all of it

widths='8-8-8 16-16-16 32-32-32 64-64-64 128-128-128 256-256-256 512-512-512'
depths='64-64 64-64-64-64 64-64-64-64-64 64-64-64-64-64-64 64-64-64-64-64-64-64 64-64-64-64-64-64-64-64'
batches='1 2 4 8 16 32 64 128 256 512 1024'

rm -f $folder/*.tsv $folder/*.task
compare
in_turn "the post's example" "$RUNS" post
in_turn '784-128-10' "$RUNS" digits
in_turn 'how cost grows' $((RUNS < 3 ? RUNS : 3)) growth
in_turn 'nudging' "$RUNS" nudging
count_instructions
describe >$folder/machine.tmp
awk -f tests/bench/tables.awk -v folder=$folder $apart $folder/instructions.tsv $times || exit 1
mv $folder/machine.tmp $folder/machine.tsv
rm -f $folder/*.task $folder/first $folder/weights
for table in machine post online batches rounds width depth batch nudging; do
    echo
    awk -f tests/bench/print.awk $folder/$table.tsv
done

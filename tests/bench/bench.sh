#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How fast `backprop train` is beside FANN, on the post's example: what `make bench` runs.
#
#   N      rounds of a run, 2000000 unless given
#   RUNS   runs of each program, 7 unless given
#
# A run is a whole process. The two programs run in turn and on one core, so that whatever else
# the machine does meets both. It may slow one more than the other: where the ratios of
# neighbouring runs, our time divided by FANN's, are far apart, trust the least times more than
# the medians. Instructions are counted by callgrind and do not depend on it.
# Nothing is timed unless both compute the same numbers.
set -u
export LC_ALL=C

say() { printf 'bench: %s\n' "$*" >&2; }
fail() {
    say "$@"
    exit 1
}
N=${N:-2000000}
RUNS=${RUNS:-7}
for setting in "N=$N" "RUNS=$RUNS"; do
    case ${setting#*=} in
    '' | 0* | *[!0-9]*) fail "$setting: expected a whole number above 0" ;;
    esac
done

# Both take the number of rounds as their last argument.
ours='build/backprop train --every 0 -n'
fanns=build/fann

# agree ROUNDS: FANN's row has the numbers of ours, to 1e-9 relative.
agree() {
    { $ours "$1" && $fanns "$1"; } | awk -F '\t' -v rounds="$1" '
        function size(x) { return x < 0 ? -x : x }
        NR == 1 { split($0, name) }
        NR == 2 { split($0, ours) }
        NR == 3 { for (i = 1; i <= NF; i++)
            if ($i !~ /^-?[0-9]/ || size($i - ours[i]) > 1e-9 * size(ours[i])) {
                printf "bench: round %s: %s is %s, with FANN %s\n",
                    rounds, name[i], ours[i], $i
                differs = 1
            }
            whole = name[NF] == "w8" }
        END { exit differs || !whole }' >&2
}
# nanoseconds COMMAND...: how long it runs.
nanoseconds() {
    start=$(date +%s%N)
    $core "$@" >/dev/null || return 1
    echo $(($(date +%s%N) - start))
}
# instructions COMMAND...: how many it takes for a round, without those to start and to end.
instructions() {
    for rounds in 20000 40000; do
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" $rounds 2>&1 >/dev/null
    done | awk '/ Collected : / { n[++runs] = $NF }
        END { if (runs < 2) exit 1; printf "%.0f\n", (n[2] - n[1]) / 20000 }'
}

for rounds in 1 100 10000; do
    agree $rounds || fail "the two do not compute the same, so nothing is timed"
done

core=
! taskset -c 0 true 2>/dev/null || core='taskset -c 0'
times=
run=0
while [ $run -lt "$RUNS" ]; do
    run=$((run + 1))
    say "run $run of $RUNS"
    our_time=$(nanoseconds $ours "$N") && fanns_time=$(nanoseconds $fanns "$N") ||
        fail "a run has failed"
    times="$times $our_time $fanns_time"
done
say "counts instructions"
our_count=$(instructions $ours) && fanns_count=$(instructions $fanns) ||
    fail "valgrind has counted no instructions"

pairs() { printf '%s %s\n' $times; }
# of_a_round COLUMN: of the times of a program, the median and the least.
of_a_round() {
    pairs | cut -d ' ' -f "$1" | sort -n | awk -v rounds="$N" '{ x[NR] = $1 / rounds }
        END { print (x[int((NR + 1) / 2)] + x[int((NR + 2) / 2)]) / 2, x[1] }'
}
echo "$N rounds, $RUNS runs of each in turn${core:+, on one core}"
echo
echo "$(of_a_round 1) $our_count $(of_a_round 2) $fanns_count" | awk '{
    print "of a round      ns, median   ns, least  instructions"
    printf "backprop train  %10.1f  %10.1f  %12d\n", $1, $2, $3
    printf "FANN            %10.1f  %10.1f  %12d\n", $4, $5, $6
    printf "ratio           %10.2f  %10.2f  %12.2f\n", $1 / $4, $2 / $5, $3 / $6 }'
echo
pairs | awk '{ print $1 / $2 }' | sort -n | awk 'NR == 1 { least = $1 }
    END { printf "The ratio of neighbouring runs is %.2f to %.2f.\n", least, $1 }'

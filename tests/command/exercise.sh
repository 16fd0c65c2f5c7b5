#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Exercises: what each must be, judged from its YAML and from the walk through it by the bounds
# that the header states, for two hundred seeds of each shape.
# needs: build/backprop build/gcc/backprop
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
seeds=$(seq 1 200)

# drawn PROGRAM SHAPE: the exercises, a file for each seed, in a folder of that name. They are
# not trained.
drawn() {
    mkdir -p "$scratch/$2"
    for seed in $seeds; do
        "$1" exercise --seed "$seed" --layers "$2" | sed 's/^rounds: .*/rounds: 0/' \
            >"$scratch/$2/$seed.yaml" || return 1
    done
}

# What the walk through an exercise of this shape shows to be wrong with it, a line each. The
# last layer's weights and those of the last hidden layer may have no derivative below 1e-4; for
# each layer further back, a tenth of that.
faults=$(cat <<'END'
function size(x) { return x < 0 ? -x : x }
function say(what) { print FILENAME ": " what }
BEGIN {
    FS = "\t"
    n_layers = split(shape, n, "-") - 1
    letters = "hkmnpq"
    for (l = 1; l < n_layers; l++)
        layer[substr(letters, l, 1)] = l
    layer["o"] = n_layers
    for (l = 1; l <= n_layers; l++)
        for (w = 0; w < n[l] * n[l + 1]; w++) {
            least["dE/dw" ++n_weights] = 1e-4
            for (k = l + 1; k < n_layers; k++)
                least["dE/dw" n_weights] /= 10
        }
    for (l = 2; l <= n_layers + 1; l++)
        n_neurons += n[l]
}
$1 ~ /^[itwb][0-9]+$/ {
    given++
    if ($2 !~ /^-?0(\.[0-9][0-9]?)?$/) say($0 " has not two decimals")
    if ($2 == 0) say($0 " is 0")
    if ($1 ~ /^[it]/ && ($2 < 0 || $2 > 1)) say($0 " is not within 0 and 1")
}
$1 ~ /^t/ { target[substr($1, 2)] = $2 }
$1 ~ /^out_o[0-9]+$/ {
    outputs++
    if (size($2 - target[substr($1, 6)]) < 0.1) say($0 " is near its target")
}
$1 ~ /^dout_.*\/dnet/ { slopes++; if ($2 < 0.05) say($0 " is below 0.05") }
$1 in least { derivatives++; if (size($2) < least[$1]) say($0 " is below " least[$1]) }
END {
    if (given != n[1] + n[n_layers + 1] + n_weights + n_layers) say(given " given numbers")
    if (outputs != n[n_layers + 1]) say(outputs " outputs")
    if (slopes != n_neurons) say(slopes " slopes")
    if (derivatives != n_weights) say(derivatives " derivatives")
}
END
)

# good SHAPE: every exercise has an own walk, with nothing wrong in it.
good() {
    for seed in $seeds; do
        build/backprop walk -e "$scratch/$1/$seed.yaml" >"$scratch/$1/$seed" || return 1
        awk -v shape="$1" "$faults" "$scratch/$1/$seed"
    done >"$out"
    [ ! -s "$out" ] || { head -n 5 "$out" >&2; return 1; }
}
# How many seeds have answers of their own.
different() {
    for seed in $seeds; do
        grep '^out_\|^delta_' "$scratch/$1/$seed" | cksum
    done | sort -u | wc -l
}

for shape in 2-2-2 1-1-1 5-2 3-4-2 2-3-3-2 16-8-4 1-1-1-1-1-1-1-1 64-32-10; do
    check "$shape: exercises are drawn" drawn build/backprop "$shape"
    check "$shape: they are good, every one" good "$shape"
    check "$shape: their answers are different" test "$(different "$shape")" -eq 200
done

# The walk's judge must find what is wrong: with the first weight 0, and with the target of the
# first output where the output is.
sed 's/^      - \[[^,]*,/      - [0,/' "$scratch/2-2-2/1.yaml" >"$scratch/zero.yaml"
out_o1=$(sed -n 's/^out_o1\t//p' "$scratch/2-2-2/1")
sed "s/targets: \[[^,]*,/targets: [$out_o1,/" "$scratch/2-2-2/1.yaml" >"$scratch/near.yaml"
for what in zero near; do
    build/backprop walk -e "$scratch/$what.yaml" >"$scratch/$what"
    awk -v shape=2-2-2 "$faults" "$scratch/$what" >"$scratch/$what.faults"
done
check "a 0 would be found" grep -q 'w1.*is 0' "$scratch/zero.faults"
check "an output at its target would be found" grep -q 'out_o1.*near' "$scratch/near.faults"
check "and derivatives that are 0" grep -q 'dE/dw5.*is below' "$scratch/near.faults"

# ------------------------------------------------------------------ the same everywhere

# By another compiler's flags, in another language, with ranges checked.
same_everywhere() {
    for seed in 0 1 2 7 4294967295; do
        for shape in 2-2-2 64-32-10; do
            build/backprop exercise --seed $seed --layers $shape >"$scratch/one"
            LC_ALL=de_DE.UTF-8 "$program" exercise --layers $shape --seed $seed >"$scratch/two"
            cmp "$scratch/one" "$scratch/two" >&2 || return 1
        done
    done
}
check "the same seed gives the same exercise" same_everywhere

"$program" exercise >"$scratch/plain"
"$program" exercise --seed 1 --layers 2-2-2 >"$scratch/said"
check "without options it is seed 1 of 2-2-2" cmp "$scratch/plain" "$scratch/said"
"$program" example -e "$scratch/plain" >"$scratch/again"
check "it is an example as the program writes one" cmp "$scratch/plain" "$scratch/again"
"$program" walk -e "$scratch/plain" >"$scratch/walk"
ran "$program" check -e "$scratch/plain" "$scratch/walk"
check "its walk is right" exits 0

# ----------------------------------------------------------------------------- refused

refused() {
    what=$1
    text=$2
    shift 2
    ran "$program" exercise "$@"
    check "$what: exit 2, and nothing on stdout" test "$status" -eq 2 -a ! -s "$out"
    check "$what: says '$text'" complains "$text"
}
for seed in '' x -1 1.5 4294967296 0x7 '7 '; do
    refused "seed '$seed'" "exercise: --seed $seed: expected a whole number from 0 to 4294967295" \
        --seed "$seed"
done
for layers in '' 0 2 0-2 2-0 2-0-2 2- -2 2--2 2-x 2,2 2-2.5 2-+2 99999999999999999999-2 \
    2-2-2-2-2-2-2-2-2; do
    refused "layers '$layers'" "exercise: --layers $layers: expected how many inputs, then" \
        "--layers=$layers"
done
refused "too many weights" "exercise: --layers 100-100-1: 10100 weights, expected at most 10000" \
    --layers 100-100-1
refused "weights beyond any count" "expected at most 10000" --layers 1000000-1000000-1000000
refused "a file" "exercise: unexpected 'mine.yaml'" mine.yaml
ran "$program" exercise --layers 100-100
check "as many weights as check takes: exit 0" exits 0

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Learners with one mistake each, and with two, on networks with other functions than the logistic
# and the squared error. Expected: each mistake is named, from numbers that an independent
# computation has worked out; nobody is said to have made another.
# needs: build/gcc/backprop build/mistakes
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}

# What the program cannot name: `NETWORK ID`.
cat >"$scratch/nameless" <<'END'
by-source single-precision
identity single-precision
mixed single-precision
relu-softmax single-precision
softmax-alone single-precision
tanh-entropy single-precision
identity forward-again
mixed forward-again
relu-softmax forward-again
tanh-entropy forward-again
mixed divided
relu-softmax divided
tanh-entropy tanh
softmax-alone biases-trained-shared
END
# single-precision: floats have no rules but those of the right way.
# forward-again: its rule is written for logistic outputs and the squared error.
# divided: by the output of a ReLU neuron that is off.
# tanh: a negative output has no cross-entropy.
# biases-trained-shared: the deltas of softmax neurons add up to 0.

# nameless NETWORK FOLDER: takes these out of the folder, into one of their own.
nameless() {
    mkdir "$2-nameless"
    while read -r network id; do
        if [ "$network" = "$1" ] && [ -e "$2/$id.txt" ]; then
            mv "$2/$id.txt" "$2-nameless"
        fi
    done <"$scratch/nameless"
}

# Their other digits are those of mistakes, if anybody's.
are_called_no_other() {
    "$program" check --summary -e "$1" "$2"/*.txt | awk -F'\t' '
        { id = $1; gsub(/^.*\/|\.txt$/, "", id) }
        $5 != "unknown" && $5 != "right" && $5 != id { print; wrong = 1 }
        END { exit wrong || NR == 0 }'
}

# After so few rounds even what climbs can be told from doubles.
for path in tests/examples/functions/*.yaml; do
    name=$(basename "$path" .yaml)
    example=$scratch/$name.yaml
    learners=$scratch/$name
    sed 's/^rounds:.*/rounds: 5/' "$path" >"$example"
    ran sh tests/support/learners.sh numbers "$program" "$example" "$learners" 1 2 3 5 7 15
    check "$name: there are learners" exits 0
    for digits in 15 7; do
        nameless "$name" "$learners/$digits"
        check "$name, $digits digits: many of them" \
            test "$(find "$learners/$digits" -name '*.txt' | wc -l)" -ge 14
        check "$name, $digits digits: they have numbers after training" \
            test "$(grep -lE '^E_total@5' "$learners/$digits"/*.txt | wc -l)" -ge 14
        ran sh tests/support/learners.sh check "$program" "$example" "$learners/$digits"
        check "$name, $digits digits: each mistake is named" exits 0
        ran are_called_no_other "$example" "$learners/$digits-nameless"
        check "$name, $digits digits: nobody is said to have made another" exits 0
    done
    for digits in 1 2 3 5 15; do
        ran "$program" check --summary -e "$example" "$learners/$digits/right.txt"
        check "$name, $digits digits: who is right is told so" exits 0
    done
done

# ------------------------------------------------------------------------------ two at once

# Of two that are written for the chapters' functions, and of one that is and one that is not.
while read -r name pair; do
    example=$scratch/$name.yaml
    build/mistakes "$example" "$pair" >"$scratch/two.txt"
    ran "$program" check --summary -e "$example" "$scratch/two.txt"
    check "$name: $pair at once" test "$(cut -f5 "$out")" = "$pair"
done <<'END'
by-source exp-sign+no-half
identity no-bias+target-minus-output
identity targets-swapped+ascent
mixed linear-hidden+no-half
mixed no-bias+destination-output
relu-softmax target-minus-output+paths-averaged
relu-softmax no-bias+updated-weights
softmax-alone target-minus-output+no-learning-rate
softmax-alone no-bias+biases-trained
tanh-entropy linear-hidden+updated-weights
tanh-entropy sign-convention+biases-fixed
tanh-entropy mean-error+off-by-one-round
END

# ---------------------------------------------------------------------------- in the long run

# Hundreds of rounds lead to the same numbers by a mistake's rules as by the exact computation.
while read -r name rounds mistakes; do
    example=tests/examples/functions/$name.yaml
    for id in $mistakes; do
        build/mistakes -n "$rounds" "$example" "$id" | grep @ >"$scratch/long.txt"
        ran "$program" check --summary -e "$example" "$scratch/long.txt"
        check "$name: $id, by what $rounds rounds lead to" test "$(cut -f5 "$out")" = "$id"
    done
done <<'END'
by-source 300 no-bias no-half slope-of-out mean-bias updated-weights
mixed 400 linear-hidden targets-swapped no-bias stale-hidden-outputs
relu-softmax 300 mean-error targets-swapped no-bias first-output-only
softmax-alone 500 mean-error no-bias biases-trained
tanh-entropy 200 mean-error targets-swapped linear-hidden biases-fixed
END

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The curves of networks of other shapes than the post's: each is drawn, names what its network has,
# and prints numbers that are the walk's. The examples are drawn by tests/support/draw_example.awk.
# needs: build/backprop
. tests/support/tap.sh

# tables SHAPE: all that the curves of the example are drawn from, in the folder of that shape.
tables() {
    folder=$scratch/$1
    mkdir "$folder"
    awk -v seed=5 -v shape="$1" -f tests/support/draw_example.awk |
        sed 's/^rounds: .*/rounds: 300/' >"$folder/example.yaml"
    build/backprop book -e "$folder/example.yaml" >"$folder/values.tsv" &&
        build/backprop train -n 300 -e "$folder/example.yaml" >"$folder/training.tsv" &&
        for table in surface path gradient curves entropy; do
            build/backprop book "--$table" -e "$folder/example.yaml" >"$folder/$table.tsv" || return 1
        done
}

# draw SHAPE FIGURE: as the Makefile does.
draw() {
    data=
    for table in values training surface path gradient curves entropy; do
        data="$data$table='$scratch/$1/$table.tsv';"
    done
    ran gnuplot -d -e "$data" "figures/$2.gp" -e "set print '$scratch/$1/$2.numbers'; print printed"
    mv "$out" "$scratch/$1/$2.svg"
}

# texts SHAPE FIGURE: a line each, without marks of indices.
texts() { sed -n 's/<[^>]*>//g; s/\xe2\x81\xa0//g; s/^[ \t]*//; s/&lt;/</; /./p' "$scratch/$1/$2.svg"; }
# says SHAPE FIGURE TEXT: one of its texts is this.
says() { texts "$1" "$2" | grep -qxF -- "$3"; }
# value SHAPE KEY
value() { cut -f 2- "$scratch/$1/values.tsv" | awk -F'\t' -v key="$2" '$1 == key { print $2 }'; }
# prints SHAPE FIGURE KEY: the number of the key is among those that it prints.
prints() { cut -f 1 "$scratch/$1/$2.numbers" | grep -qxF -- "$(printf '%.17g' "$(value "$1" "$3")")"; }

for shape in 1-1 1-1-1 5-2 3-4-2 2-3-3-2 8-6-10 1-3-3-3-3-3-3-2; do
    check "$shape: has its tables" tables "$shape"
    for figure in logistic error outputs surface gradient mistakes entropy; do
        draw "$shape" "$figure"
        check "$shape: $figure is drawn" test "$status" -eq 0
        check "and nothing is said" test ! -s "$err"
    done
    check "the outputs have names" says "$shape" outputs outo1
    check "and their targets, which need not be different" test -n "$(texts "$shape" outputs | grep '^target')"
done

# axes SHAPE FIRST SECOND: of the map.
axes() { says "$1" surface "$2" && says "$1" surface "$3"; }
# The bias is the layer's, or o1's own, as the example was drawn.
bias_of_o1() { grep -q 'bias_2	own' "$scratch/1-1-1/values.tsv" && echo bo1 || echo b2; }
check "the map is over the first two weights into o1" axes 3-4-2 w13 w14
check "with two hidden layers" axes 2-3-3-2 w16 w17
check "and with none" axes 5-2 w1 w2
check "over one and the bias, where there is one source" axes 1-1-1 w2 "$(bias_of_o1)"
check "the miss is that of the first weight into o1" says 3-4-2 gradient "miss of ∂E/∂w13"
check "the slope is that of the first neuron after the inputs" prints 3-4-2 logistic dout_h1/dnet_h1
check "which may be an output" prints 5-2 logistic dout_o1/dnet_o1
check "of four outputs or fewer all are named" says 3-4-2 outputs outo2
check "of ten the first three and the last" test "$(texts 8-6-10 outputs | grep -c '^outo')" = 4
check "the last is the tenth" says 8-6-10 outputs outo10
check "and of the rest it is said that they are thin" says 8-6-10 outputs "thin: the other 6 outputs"

# Two outputs with one target share its name; an error that is noise is not printed.
mkdir "$scratch/equal"
cat >"$scratch/equal/example.yaml" <<'END'
learning_rate: 2
rounds: 3000
training:
  - inputs: [0.9, 0.8]
    targets: [0.4, 0.4, 0.6]
layers:
  - weights: [[0.1, 0.2], [0.3, -0.1], [0.2, 0.2]]
    bias: 0.1
END
for table in surface path; do
    build/backprop book "--$table" -e "$scratch/equal/example.yaml" >"$scratch/equal/$table.tsv"
done
build/backprop book -e "$scratch/equal/example.yaml" >"$scratch/equal/values.tsv"
build/backprop train -n 3000 -e "$scratch/equal/example.yaml" >"$scratch/equal/training.tsv"
draw equal outputs
check "outputs with the same target share its name" says equal outputs "target: o1 o2"
check "the third has its own" says equal outputs "target of o3"
check "the last error is below what can be trusted" awk 'END { exit !($2 < 1e-25) }' "$scratch/equal/training.tsv"
draw equal error
check "so that it is not printed" says equal error "after 3000: < 10−25"
check "no number is" test -z "$(cat "$scratch/equal/error.numbers")"
finish

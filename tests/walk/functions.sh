#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Other functions than the logistic and the squared error, and weights by source. Expected: what the
# two independent computations prove, one by dual numbers, which know no slope of any function, and
# one by the textbook's formulas.
# needs: build/gcc/backprop reference_programs reference_numbers
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}

# agrees NAME FILE REFERENCE: every number of the walk, its keys in order, and every derivative.
agrees() {
    n=$(wc -l <"$3")
    ran "$program" verify -e "$2" "$3"
    check "$1: every number agrees to 1e-12" exits 0
    check "$1: all of them" grep -qx "$n of $n numbers agree to 1e-12 relative" "$out"
    "$program" walk -e "$2" | cut -f1 >"$scratch/walk"
    cut -f1 "$3" >"$scratch/keys"
    check "$1: the walk has its keys, in its order" diff -u "$scratch/keys" "$scratch/walk"
    ran "$program" gradcheck -e "$2"
    check "$1: central differences agree with every derivative" exits 0
}

for example in tests/examples/functions/*.yaml; do
    name=$(basename "$example" .yaml)
    agrees "$name" "$example" "build/tests/functions/$name.tsv"
    ran build/mistakes "$example" right
    check "$name: the textbook's formulas prove the same digits as dual numbers" \
        cmp "$out" "build/tests/functions/$name.tsv"
    "$program" walk -e "$example" | awk -F'\t' '{ printf "%s\t%.12g\n", $1, $2 }' >"$scratch/printed"
    ran build/certify "$example" "$scratch/printed"
    check "$name: the walk's numbers are certified, at twelve digits" exits 0
    "$program" example -e "$example" >"$scratch/again.yaml"
    "$program" walk -e "$example" >"$scratch/walk"
    ran "$program" walk -e "$scratch/again.yaml"
    check "$name: what example writes has the same walk" cmp "$out" "$scratch/walk"
    ran "$program" example -e "$scratch/again.yaml"
    check "$name: and is written as it was" cmp "$out" "$scratch/again.yaml"
done

# ------------------------------------------------------------------- drawn by chance

# Of numbers that lose no digits to a subtraction, which doubles could not keep.
while read -r seed shape hidden output error; do
    name="seed $seed, $shape, $hidden, $output${error:+, $error}"
    awk -v seed="$seed" -v shape="$shape" -v hidden="$hidden" -v output="$output" -v error="$error" \
        -f tests/support/draw_example.awk >"$scratch/drawn.yaml"
    build/reference "$scratch/drawn.yaml" >"$scratch/drawn.tsv"
    agrees "$name" "$scratch/drawn.yaml" "$scratch/drawn.tsv"
    ran build/mistakes "$scratch/drawn.yaml" right
    check "$name: both prove the same digits" cmp "$out" "$scratch/drawn.tsv"
done <<'END'
1  2-2-2        tanh           logistic
2  2-2-2        relu           logistic  cross-entropy
3  3-4-2        tanh           softmax
4  3-4-2        identity       identity
5  4-3-3        relu           softmax
6  4-3-3        logistic       relu
7  2-3-3-2      tanh,relu      logistic  cross-entropy
8  2-3-3-2      identity,tanh  softmax
9  5-2          -              softmax
10 5-2          -              tanh
11 3-5-4-3-2    relu,tanh,identity  identity
12 3-5-4-3-2    tanh,logistic,relu  logistic  cross-entropy
13 1-6-1        relu           identity
14 6-1-4        logistic       softmax
15 2-3-2-3-2-3-2-1  tanh,relu,identity,logistic,tanh,relu  logistic  cross-entropy
16 3-4-2        logistic       logistic  cross-entropy
17 3-4-2        logistic       logistic
18 2-7-5        relu           softmax
END

# ------------------------------------------------------------------ by hand, and refused

# A published network without any function; its figures, cut off as they are printed there.
cat >"$scratch/plain.yaml" <<'END'
learning_rate: 0.05
training:
  - inputs: [2, 3]
    targets: [1]
layers:
  - weights: [[0.15, 0.20], [0.10, 0.05]]
    bias: 0
    activation: identity
  - weights: [[0.16, 0.20]]
    bias: 0
    activation: identity
END
"$program" walk -e "$scratch/plain.yaml" >"$scratch/walk"
while read -r key figure; do
    check "no function: $key is $figure, cut off" \
        awk -F'\t' -v key="$key" -v figure="$figure" '
            $1 == key { found = $2 > figure - 1e-9 && $2 < figure + 0.001 }
            END { exit !found }' "$scratch/walk"
done <<'END'
out_h1 0.90
out_h2 0.35
out_o1 0.214
E_total 0.308
w5+ 0.195
w6+ 0.213
w1+ 0.162
w2+ 0.218
w3+ 0.115
w4+ 0.073
END

# The same numbers, by source and by destination, are the same network.
sed '/weights_by/d; s/\[\[0.42, -0.57, 0.18\], \[0.36, 0.61, -0.94\]\]/[[0.42, 0.36], [-0.57, 0.61], [0.18, -0.94]]/
     s/\[\[0.33, -0.48\], \[0.72, 0.15\], \[-0.29, 0.86\]\]/[[0.33, 0.72, -0.29], [-0.48, 0.15, 0.86]]/' \
    tests/examples/functions/identity.yaml >"$scratch/turned.yaml"
check "an example is turned" grep -q '0.18, -0.94' "$scratch/turned.yaml"
"$program" walk -e tests/examples/functions/identity.yaml >"$scratch/walk"
ran "$program" walk -e "$scratch/turned.yaml"
check "rows by source are columns by destination" cmp "$out" "$scratch/walk"

# XOR's first pair, without biases: the hidden net inputs are 0, where a ReLU has no derivative, and
# 0 is taken for its slope.
cat >"$scratch/kink.yaml" <<'END'
learning_rate: 0.5
rounds: 2
training:
  - inputs: [0, 0]
    targets: [0]
layers:
  - weights: [[0.7, -0.4], [0.3, 0.9]]
    bias: 0
    activation: relu
  - weights: [[0.6, -0.2]]
    bias: 0.1
END
ran "$program" walk -e "$scratch/kink.yaml"
check "a ReLU's slope at 0 is 0" grep -qx 'dout_h1/dnet_h1	0' "$out"
ran "$program" gradcheck -e "$scratch/kink.yaml"
check "and that is not called wrong" exits 0
check "but a kink" grep -qx 'dE/db1	0	-	-	at a kink' "$out"
check "which is counted by itself" \
    grep -qx '1 of 8 derivatives agree with central differences, 6 too small to tell, 1 at a kink' \
    "$out"
# So near to 0 that the larger steps lead across; dE/dw5, dE/dw6, dE/db1 and dE/db2 are not 0.
sed 's/bias: 0$/bias: 0.003/' "$scratch/kink.yaml" >"$scratch/near.yaml"
ran "$program" gradcheck -e "$scratch/near.yaml"
check "near a kink smaller steps tell" grep -q 'dE/db1.*right$' "$out"
check "as of all that is not 0" grep -q '^4 of 8 ' "$out"

sed 's/activation: identity/activation: tanh/; s/targets: \[1\]/targets: [1, 0]/
     s/\[\[0.16, 0.20\]\]/[[0.16, 0.20], [0.3, 0.4]]/' "$scratch/plain.yaml" >"$scratch/book.yaml"
ran "$program" book -e "$scratch/book.yaml"
check "the book refuses other functions" exits 2
check "in one sentence" test "$(wc -l <"$err")" = 1
check "which says for what it is written" \
    complains "the book is written for logistic neurons and the squared error, this network has"
check "and nothing else" says_nothing
for table in surface path gradient curves; do
    ran "$program" book "--$table" -e "$scratch/book.yaml"
    check "nor is there a table of $table" exits 2
done
sed '/activation/d; s/^training/weights_by: source\nerror: squared\n&/' "$scratch/book.yaml" \
    >"$scratch/logistic.yaml"
ran "$program" book -e "$scratch/logistic.yaml"
check "rows by source are all the same to it" exits 0

# Trained on, and told.
ran "$program" train -n 400 --every 0 -e tests/examples/functions/softmax-alone.yaml
check "softmax is trained" awk -F'\t' '
    NR == 1 { for (c = 1; c <= NF; c++) of[$c] = c }
    END { exit !($of["round"] == 400 && $of["E_total"] < 0.01 && $of["out_o3"] > 0.99) }' "$out"

finish

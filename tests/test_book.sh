#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The book's own numbers. What is expected comes from the reference program, run on examples
# that are changed by hand as the book says; and, for the mistake and the bias policies, from a
# computation with 60 digits, which prints 12 of them for the first round and 9 for the last.
. tests/tap.sh

program=${BACKPROP:-build/gcc/backprop}
post=tests/examples/post.yaml
ran "$program" book
check "book: exit 0" exits 0
cp "$out" "$scratch/book"

value() { awk -F'\t' -v key="$1" '$2 == key { print $3 }' "$scratch/book"; }
# close A B TOLERANCE: two numbers, none of them missing or 0, by relative difference.
close() {
    awk -v a="$1" -v b="$2" -v tolerance="$3" 'BEGIN {
        d = a - b; if (d < 0) d = -d; s = b < 0 ? -b : b
        exit !(s > 0 && d <= tolerance * s) }'
}
# referred EDIT KEY: the reference number of the post's example after a sed edit.
referred() {
    sed "$1" $post >"$scratch/edited.yaml"
    build/reference "$scratch/edited.yaml" | awk -F'\t' -v key="$2" '$1 == key { print $2 }'
}
agrees() { check "$1 is $2" close "$(value "$1")" "$2" "$3"; }

"$program" walk | while IFS='	' read -r key number; do
    [ "$(value "$key")" = "$number" ] || echo "$key"
done >"$scratch/missing"
check "the walk's numbers are all there" test ! -s "$scratch/missing"

# One neuron with one weight, i1, w1 and t1, and no bias: a network 1-1.
cat >"$scratch/one.yaml" <<'END'
learning_rate: 0.5
rounds: 0
training: [{inputs: [0.05], targets: [0.01]}]
layers: [{weights: [[0.15]], bias: 0}]
END
build/reference "$scratch/one.yaml" >"$scratch/one"
for pair in one_net:net_o1 one_out:out_o1 one_E:E_total one_dE/dout:dE/dout_o1 \
    one_dout/dnet:dout_o1/dnet_o1 one_dnet/dw:dnet_o1/dw1 one_dE/dw:dE/dw1; do
    agrees "${pair%%:*}" "$(awk -F'\t' -v key="${pair#*:}" '$1 == key { print $2 }' "$scratch/one")" 1e-12
done

agrees w5_nudged 0.41 1e-12
agrees E_nudged_w5 "$(referred 's/0\.40/0.41/' E_total)" 1e-12
agrees w1_nudged 0.16 1e-12
agrees E_nudged_w1 "$(referred 's/0\.15/0.16/' E_total)" 1e-12
# Differences of numbers with 15 digits, and products of them, by hand.
agrees rise_w5 0.0008210568483389 1e-9
agrees rise_predicted_w5 0.000821670405642308 1e-12
agrees rise_w1 0.00000438552618 1e-6
agrees rise_predicted_w1 0.00000438567734474347 1e-12
agrees drop 0.007343335066404 1e-12
for n in 1 10 100 1000; do
    agrees "E_total@$n" "$(referred "s/^train_biases.*/&\nrounds: $n/" "E_total@$n")" 1e-12
done

agrees updated_E_total+ 0.291027923905 2e-12
agrees updated_E_total@10000 3.50847863e-05 2e-9
agrees own_E_total+ 0.280471446791 2e-12
agrees own_E_total@10000 2.44756224e-06 2e-9
agrees shared_E_total+ 0.285750886699 2e-12
agrees shared_E_total@10000 4.35532107e-06 2e-9

# eta times the sum of the squared derivatives, of the reference's; and what delta_h1 is with
# w5+ and w7+ in the place of w5 and w7.
reference() { awk -F'\t' -v key="$1" '$1 == key { print $2 }' tests/reference/post.tsv; }
squares=$(awk -F'\t' '$1 ~ /^dE\/dw/ { s += $2 * $2 } END { printf "%.17g", 0.5 * s }' tests/reference/post.tsv)
agrees drop_predicted "$squares" 1e-12
delta=$(awk -v o1="$(reference delta_o1)" -v o2="$(reference delta_o2)" -v w5="$(reference w5+)" \
    -v w7="$(reference w7+)" -v slope="$(reference dout_h1/dnet_h1)" \
    'BEGIN { printf "%.17g", (o1 * w5 + o2 * w7) * slope }')
agrees updated_delta_h1 "$delta" 1e-11
agrees updated_dE/dw1 "$(awk -v d="$delta" 'BEGIN { printf "%.17g", d * 0.05 }')" 1e-11

for name in 3-4-2 2-3-3-2 5-2 mixed; do
    ran "$program" book -e "tests/examples/$name.yaml"
    check "book of $name: exit 0" exits 0
    check "book of $name: nothing on stderr" test ! -s "$err"
    check "book of $name: no number is missing" \
        test "$(awk -F'\t' 'NF != 3 || $3 == ""' "$out" | wc -l)" = 0
done

finish

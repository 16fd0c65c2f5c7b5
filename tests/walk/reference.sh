#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The numbers that others worked out: the reference in git is what interval arithmetic
# proves, the program agrees with it on every example, and a second, unlike computation
# does too, the one that knows the mistakes.
# needs: build/gcc/backprop reference_programs reference_numbers build/report/printed.tsv
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
post=tests/examples/post.yaml

grep -v '^#' tests/reference/post.tsv >"$scratch/post.tsv"
check "the reference in git is the proven walk, line for line" \
    diff -u build/tests/post.tsv "$scratch/post.tsv"
check "no comment of it stands among the numbers" \
    test "$(grep -n '^#' tests/reference/post.tsv | tail -n 1 | cut -d: -f1)" -lt \
    "$(grep -n '^i1' tests/reference/post.tsv | cut -d: -f1)"

for example in tests/examples/*.yaml; do
    name=$(basename "$example" .yaml)
    n=$(wc -l <"build/tests/$name.tsv")
    check "$name: the reference has numbers" test "$n" -gt 80
    ran "$program" verify -e "$example" "build/tests/$name.tsv"
    check "$name: every number agrees with it" exits 0
    check "$name: and it says how many" \
        grep -qx "$n of $n numbers agree to 1e-12 relative" "$out"
    "$program" walk -e "$example" | cut -f1 >"$scratch/walk"
    cut -f1 "build/tests/$name.tsv" >"$scratch/reference"
    check "$name: the walk has its keys, in its order" \
        diff -u "$scratch/reference" "$scratch/walk"
    ran build/mistakes "$example" right
    check "$name: textbook backpropagation proves the same digits as dual numbers" \
        cmp "$out" "build/tests/$name.tsv"
done

# -------------------------------------------------------------------- the mistakes

# Those that are mistakes in the post's example; biases-fixed is what the post does.
ids="no-bias first-bias-everywhere tanh linear-hidden exp-sign weights-by-source no-half
    mean-error targets-swapped target-minus-output no-output-slope slope-of-net slope-of-out
    updated-weights weights-not-transposed first-output-only paths-averaged deltas-unweighted
    no-hidden-slope no-input-factor net-as-input destination-output no-learning-rate ascent
    bias-only no-half-in-error own-weights sum-of-gradients first-slope-for-all source-index
    source-index:biases slope-of-error divided mean-bias stale-hidden-outputs forward-again
    sign-convention biases-trained biases-trained-shared single-precision off-by-one-round
    off-by-one-round:n-1 off-by-one-round:n+1 off-by-one-round:+0 off-by-one-round:+2"
build/mistakes "$post" $ids updated-weights+off-by-one-round >"$scratch/mistakes"

# block ID: its numbers.  value ID KEY: one of them.
block() { awk -v id="# $1" '/^#/ { on = $0 == id; next } on' "$scratch/mistakes"; }
value() { block "$1" | awk -F'\t' -v key="$2" '$1 == key { print $2 }'; }
# is ID KEY DIGITS: that number, rounded to as many digits after the point.
is() {
    value "$1" "$2" | awk -v shown="$3" '{
        mantissa = shown; sub(/e.*/, "", mantissa)
        form = "%." length(mantissa) - index(mantissa, ".") (shown ~ /e/ ? "e" : "f")
        same = sprintf(form, $1) == shown; if (!same) print "# it is " $1
    } END { exit !same }'
}

cut -f1 build/tests/post.tsv >"$scratch/reference"
for id in $ids; do
    block "$id" | cut -f1 | grep -vE '^b.*[+@]' >"$scratch/keys"
    check "$id: every key of the walk, in its order" diff -u "$scratch/reference" "$scratch/keys"
    check "$id: every number is settled" test -z "$(block "$id" | grep unsettled)"
    check "$id: some are not the right ones" \
        test "$(block "$id" | grep -cvxFf build/tests/post.tsv)" -gt 0
done

# Where the post's last four figures come from (with 60 digits, by another program).
check "updated weights: the post's error after a round" is updated-weights E_total+ 0.291027923905
check "updated weights: after all" is updated-weights E_total@10000 3.50847863e-05
check "updated weights: the outputs" is updated-weights out_o1@10000 0.0159121963
check "updated weights: both of them" is updated-weights out_o2@10000 0.9840657345
check "one round less: the post's error" is off-by-one-round E_total@10000 3.510854812e-05
check "one round less, by its full name" \
    test "$(block off-by-one-round)" = "$(block off-by-one-round:n-1)"
check "0 rounds: new weights are the old ones" is off-by-one-round:+0 w5+ 0.40
check "0 rounds: and the error is the first" is off-by-one-round:+0 E_total+ 0.298371108760
check "another bias for each neuron" is biases-trained E_total+ 0.280471446791
check "after all rounds" is biases-trained E_total@10000 2.44756224e-06
check "the neurons' biases have names" test -n "$(value biases-trained b_h1+)"
check "their derivative is the sum still" is biases-trained dE/db1 0.018725609394704
check "a bias for each layer" is biases-trained-shared E_total+ 0.285750886699
check "after all rounds" is biases-trained-shared E_total@10000 4.35532107e-06
check "a shared bias keeps its name" test -n "$(value biases-trained-shared b1@10000)"
check "two at once are neither the one nor the other" \
    is updated-weights+off-by-one-round E_total@10000 3.50914538e-05
check "divergence is told with its round" \
    test "$(block slope-of-net | grep -c '^w[0-9]@10000	diverges	18$')" = 8
check "single precision: as frameworks have it" is single-precision E_total+ 0.29102778
check "and no more digits than a float has" \
    test -z "$(block single-precision | grep -E '[1-9][0-9.]{10}')"

for name in 3-4-2 2-3-3-2; do
    column=$([ $name = 3-4-2 ] && echo 2 || echo 4)
    grep -v '^#' tests/reference/mistakes.tsv | cut -f1,$column,$((column + 1)) >"$scratch/table"
    build/mistakes -n 3 "tests/examples/$name.yaml" $(cut -f1 "$scratch/table") |
        awk '/^#/ { id = $2 } /^undefined/ { print id "\tundefined\tundefined" }
            /^E_total\+/ { new = $2 }
            /^E_total@/ { printf "%s\t%.10g\t%.10g\n", id, new, $2 }' >"$scratch/computed"
    check "$name: the mistakes make of the error what another program says" \
        diff -u "$scratch/table" "$scratch/computed"
done

ran build/mistakes "$post" biases-fixed
check "a mistake that changes nothing is undefined" test "$(cat "$out")" = undefined
check "which the exit code says" exits 3
ran build/mistakes tests/examples/5-2.yaml updated-weights no-half
check "beside one that is defined it is named as such" \
    test "$(sed -n 2p "$out")" = undefined
check "without a complaint" exits 0
ran build/mistakes "$post" no-bais
check "an unknown mistake is refused" exits 2
ran build/mistakes "$post" tanh+single-precision
check "so is single precision beside another" exits 2

# ------------------------------------------------- whether printed numbers are right

# certify KEY TEXT: whether that number would pass.
certify() {
    printf '%s\t%s\ta page:7\n' "$1" "$2" >"$scratch/printed"
    ran build/certify "$post" "$scratch/printed"
}
passes() { certify "$@"; exits 0; }
refused() { certify "$1" "$2"; exits 1 && says_nothing && complains "a page:7: $1: printed $2$3"; }

"$program" walk | awk -F'\t' '{ printf "%s\t%.12g\n", $1, $2 }' >"$scratch/printed"
ran build/certify "$post" "$scratch/printed"
check "the walk's numbers are certified, at twelve digits" exits 0
check "it says how many" grep -qx 'certified: 90 printed numbers of 90 keys, 0 bounds' "$out"

check "right digits pass" passes out_h1 0.593269992
check "a wrong last digit does not" refused out_h1 0.593269993 ", proved 0.593269992107187"
check "nor do digits cut off" refused w5@10000 -3.89297719 ", proved -3.89297719886573"
check "nor one that is not rounded, the last of fifteen" \
    refused E_total 0.298371108760002 ", proved 0.298371108760003"
check "a tie is cut wrongly upwards" refused net_h1 0.378 ", proved 0.3775"
check "and downwards" refused net_h1 0.377 ", proved 0.3775"
check "an unknown key is named" refused net_h3 0.3775 ": no such key"
check "so is a key with an unknown mistake" refused no-bais_E_total 0.3 ": no such key"
check "text is no number" refused E_total 0.29x ": this is no number"
check "a sign is part of the number" refused dE/dw7 0.0226 ", proved -0.0226025404774751"
check "a typographic minus is one" passes dE/dw7 −0.0226
check "given numbers may have more zeros" passes w2 0.200
check "but must be exact" refused w1 0.1 ", proved 0.15"
check "where a drawing has no room for all digits, it may be about that" passes w1 "about 0.2"
check "but not about another" refused w1 "about 0.3" ", proved 0.15"
check "a multiple of them must be exact, too" refused eta_x10 5.01 ", proved 5"
check "an exponent" passes out_o1+_x1000 4.81e-21
check "raised" passes out_o1+_x1000 4.81×10⁻²¹
check "written for TeX" passes out_o1+_x1000 '4.81 \times 10^{-21}'
check "a true bound" passes out_o1+_x1000 "below 1e-20"
check "a bound that is none" refused out_o1+_x1000 "below 1e-21" ", proved 4.81335420364396e-21"
check "any number of rounds" passes E_total@2 0.283547133
check "more than the example has" passes E_total@20000 7.836775538e-06
check "another learner's" passes updated-weights_dE/dw1 0.000364722878
check "after training" passes tanh_E_total@10000 2.942062455e-06
check "in single precision" passes single-precision_E_total@10000 3.51019698e-05
check "of two mistakes at once" \
    passes updated-weights+off-by-one-round:n-1_E_total@10000 3.50914538e-05
check "the rise of the error that he expects" passes rise_updated-weights_w1 0.00000364722878
check "divergence, in the very round" passes slope-of-net_E_total@10000 "diverges in round 18"
check "and no other" refused slope-of-net_E_total@10000 "diverges in round 17" \
    ", proved diverges in round 18"
check "a difference on one side" passes one_sided_w5 0.0821056848
check "on both" passes central_w5 0.0821667991
check "how far that is off" passes central_miss_w5 -0.000000241455
check "a derivative found numerically" passes difference_dE/dw5 0.08216704056423
check "a bound of what is measured" passes apart_dE/dw5 "below 1e-09"

check "what nudging costs, and going backward" passes large_backward_products 204544
check "the count of products is no other" refused nudging_products 127 ", proved 128"
# Second differences of the error, and of dE/dw1, in decimals of 60 digits.
check "a second derivative" passes cross_w1_w5 0.0015715612077841
check "the same, the other way round" passes cross_w5_w1 0.0015715612077841
check "another, with the updated weight" passes updated-weights_cross_w1_w5 0.0015919856426508
check "by the cross-entropy" passes entropy_E_total 1.650528532
check "its delta is a miss" passes entropy_delta_o2 -0.217071534679
check "and is not the squared error's" refused entropy_delta_o1 0.138498562 ", proved 0.741365069552316"
check "with weight decay" passes decayed_dE/dw5 0.479829649
check "trained by it" passes entropy_squared@100 0.00052492
check "with its hidden layer twice" passes deep_delta_h1 0.000879685
check "a neuron of that layer" passes deep_out_k2 0.663154318
check "which the example itself has not" refused out_k2 0.663154318 ": no such key"
check "two rounds of doubles, in another order" passes apart_matrix "below 1e-14"
check "are not shown to be the same" refused apart_matrix "below 1e-17" ", proved nothing"
check "shares of outputs" passes softmax_out_o1 0.470281212208
check "another function's slope" passes tanh_slope_h1 0.870014951
check "how many learn XOR" refused xor_learned 71 ", proved 70"
check "digits that are not there are not guessed" sh -c '
    printf "digits_right\t1429\n" >"$1" && ! build/certify "$2" "$1" 2>"$3" &&
    grep -q "expected a table of handwritten digits" "$3"' sh "$scratch/printed" "$post" "$err"

# Every number of the page; and not one of them with another last digit.
printed=build/report/printed.tsv
digits=report/data/digits.csv
ran build/certify "$post" "$printed" "$digits"
check "every number that the book prints is proved" exits 0
n=$(wc -l <"$printed")
bounds=$(grep -c '	below \|	diverges ' "$printed")
check "and it says how many" \
    grep -q "^certified: $((n - bounds)) printed numbers of [0-9]* keys, $bounds bounds$" "$out"
check "they are many" test "$n" -gt 600
sed -n 's/^\([^	]*	[^	]*\)[0-8]\(	.*\)$/\19\2/p' "$printed" | grep -v '	below \|	diverges ' \
    >"$scratch/printed"
ran build/certify "$post" "$scratch/printed" "$digits"
check "with a 9 for its last digit every one is refused" \
    test "$(wc -l <"$err")" -eq "$(wc -l <"$scratch/printed")"

: >"$scratch/printed"
ran build/certify "$post" "$scratch/printed"
check "an empty table is not taken for a good one" exits 2

finish

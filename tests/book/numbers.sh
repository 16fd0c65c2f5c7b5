#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the documents read. What is expected of the book's own numbers comes from the reference
# program, run on variants of an example; of the mistake, and of two weights that are trained
# alone, from a training in awk, below; and of the post with updated weights from a computation
# with 60 digits, too.
# needs: build/gcc/backprop build/reference
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
compiler=$(echo "$program" | cut -d/ -f2)
table=$scratch/book
same() { diff "$1" "$2" >&2; }

# A 2-2-2 that has all that the post's example has not: a bias for each neuron, trained, several
# pairs, negative numbers, odd spellings. Under it the same numbers, plain.
cat >"$scratch/other.yaml" <<'END'
rounds: 1234
name: "Three pairs, oddly spelt"
layers:
  - weights: [[.4127, -2.938e-1], [+0.1763, -0.53810]]
    biases: [0.1373, -.2689]
  - {biases: [3217E-4, 0.0583], weights: [[-0.6187, 0.2763], [000.4919, 7351.e-04]]}
train_biases: true
training:
  - {targets: [0.1736, 0.8249], inputs: [0.2830, -0.6147]}
  - {inputs: [0.9071, 0.3541], targets: [0.7254, 0.2291]}
  - {inputs: [-0.1427, 0.5839], targets: [0.3619, 0.6473]}
learning_rate: 37e-2
END
cat >"$scratch/other.given" <<'END'
i1	0.283
i2	-0.6147
t1	0.1736
t2	0.8249
w1	0.4127
w2	-0.2938
w3	0.1763
w4	-0.5381
w5	-0.6187
w6	0.2763
w7	0.4919
w8	0.7351
b_h1	0.1373
b_h2	-0.2689
b_o1	0.3217
b_o2	0.0583
eta	0.37
rounds	1234
train_biases	true
pair2	0.9071 0.3541 0.7254 0.2291
pair3	-0.1427 0.5839 0.3619 0.6473
END
printf 'rounds\t10000\ntrain_biases\tfalse\n' >"$scratch/post.given"
grep -v '^#' tests/reference/post.tsv | sed '/^net_h1/,$d' >>"$scratch/post.given"

# ------------------------------------------------------------------------------ tools

# value KEY: of the table at hand. number KEY FILE: of reference lines.
value() { awk -F'\t' -v key="$1" '$1 ~ /^[0-9]$/ && $2 == key { print $3 }' "$table"; }
number() { awk -F'\t' -v key="$1" '$1 == key { print $2 }' "$2"; }
# sum FORMULA: worked out by awk.
sum() { awk "BEGIN { printf \"%.17g\", $1 }"; }
# close A B TOLERANCE: two numbers, none of them missing or 0, by relative difference.
close() {
    awk -v a="$1" -v b="$2" -v tolerance="$3" 'BEGIN {
        d = a - b; if (d < 0) d = -d; s = b < 0 ? -b : b
        exit !(s > 0 && d <= tolerance * s) }'
}
agrees() { check "$name: $1 is $2" close "$(value "$1")" "$2" "$3"; }

# variant KEY=NUMBER...: the example at hand with other numbers, in YAML; with error=.., by another
# error; with deep=1, with its hidden layer twice.
variant() {
    awk -F'\t' -v changes="$*" '
        { g[$1] = $2 }
        function pair(text,   x) {
            split(text, x, " ")
            printf "  - {inputs: [%s, %s], targets: [%s, %s]}\n", x[1], x[2], x[3], x[4]
        }
        function layer(w, b, x, y) {
            printf "  - weights: [[%s, %s], [%s, %s]]\n", g["w" w], g["w" w + 1], g["w" w + 2], g["w" w + 3]
            if (b in g) printf "    bias: %s\n", g[b]
            else printf "    biases: [%s, %s]\n", g["b_" x], g["b_" y]
        }
        END {
            n = split(changes, change, " ")
            for (c = 1; c <= n; c++) { split(change[c], part, "="); g[part[1]] = part[2] }
            if ("own" in g) {
                g["b_h1"] = g["b_h2"] = g["b1"]; g["b_o1"] = g["b_o2"] = g["b2"]
                delete g["b1"]; delete g["b2"]
            }
            printf "learning_rate: %s\nrounds: %s\ntrain_biases: %s\n",
                g["eta"], g["rounds"], g["train_biases"]
            if ("error" in g) printf "error: %s\n", g["error"]
            print "training:"
            pair(g["i1"] " " g["i2"] " " g["t1"] " " g["t2"])
            for (p = 2; ("pair" p) in g; p++) pair(g["pair" p])
            print "layers:"
            layer(1, "b1", "h1", "h2")
            if ("deep" in g) layer(1, "b1", "h1", "h2")
            layer(5, "b2", "o1", "o2")
        }' "$scratch/$name.given" >"$scratch/variant.yaml"
}
# refer FILE KEY=NUMBER...: the reference numbers of a variant.
refer() {
    file=$scratch/$1
    shift
    variant "$@" && build/reference "$scratch/variant.yaml" >"$file"
}
# referred KEY KEY=NUMBER...: one of them.
referred() {
    key=$1
    shift
    refer once "$@"
    number "$key" "$scratch/once"
}

# awk_training MODE ROUNDS: mistake, all weights, the hidden deltas with updated ones; or alone,
# w5 and w6 on the first pair, with all else as given, biases too. Prints E_total, outputs, w5 and w6 at the end.
awk_training() {
    awk -F'\t' -v mode="$1" -v rounds="$2" '
        function f(x) { return 1 / (1 + exp(-x)) }
        function forward() {
            h1 = f(w[1] * i1 + w[2] * i2 + b[1]); h2 = f(w[3] * i1 + w[4] * i2 + b[2])
            o1 = f(w[5] * h1 + w[6] * h2 + b[3]); o2 = f(w[7] * h1 + w[8] * h2 + b[4])
        }
        function choose(p,   x) {
            split(p == 1 ? g["i1"] " " g["i2"] " " g["t1"] " " g["t2"] : g["pair" p], x, " ")
            i1 = x[1]; i2 = x[2]; t1 = x[3]; t2 = x[4]
        }
        { g[$1] = $2 }
        END {
            for (k = 1; k <= 8; k++) w[k] = g["w" k]
            split("h1 h2 o1 o2", neuron, " ")
            for (k = 1; k <= 4; k++) b[k] = "b1" in g ? g[k < 3 ? "b1" : "b2"] : g["b_" neuron[k]]
            for (pairs = 1; ("pair" pairs + 1) in g; ) pairs++
            for (r = 0; r < rounds; r++) {
                choose(mode == "alone" ? 1 : r % pairs + 1)
                forward()
                d1 = (o1 - t1) * o1 * (1 - o1); d2 = (o2 - t2) * o2 * (1 - o2)
                w[5] -= g["eta"] * d1 * h1; w[6] -= g["eta"] * d1 * h2
                if (mode == "alone") continue
                w[7] -= g["eta"] * d2 * h1; w[8] -= g["eta"] * d2 * h2
                e1 = (d1 * w[5] + d2 * w[7]) * h1 * (1 - h1)
                e2 = (d1 * w[6] + d2 * w[8]) * h2 * (1 - h2)
                w[1] -= g["eta"] * e1 * i1; w[2] -= g["eta"] * e1 * i2
                w[3] -= g["eta"] * e2 * i1; w[4] -= g["eta"] * e2 * i2
                if (g["train_biases"] != "true") continue
                b[1] -= g["eta"] * e1; b[2] -= g["eta"] * e2
                b[3] -= g["eta"] * d1; b[4] -= g["eta"] * d2
            }
            choose(1)
            forward()
            printf "E_total\t%.17g\nout_o1\t%.17g\nout_o2\t%.17g\nw5\t%.17g\nw6\t%.17g\n",
                ((t1 - o1) ^ 2 + (t2 - o2) ^ 2) / 2, o1, o2, w[5], w[6]
        }' "$scratch/$name.given"
}

# --------------------------------------------- chapter 8's numbers of the example at hand

# squared KEY KEY: half the squared misses of two outputs of $scratch/once.
squared() { sum "(($(number "$1" "$scratch/once") - ($(given t1)))^2 + ($(number "$2" "$scratch/once") - ($(given t2)))^2) / 2"; }
# doubt T: the smallest cross-entropy of a target.
doubt() { sum "-($1) * log($1) - (1 - ($1)) * log(1 - ($1))"; }

entropy_agrees() {
    by="error=cross-entropy"
    refer entropy "$by" rounds=0
    entropy() { number "$1" "$scratch/entropy"; }
    for key in E_o1 E_o2 E_total dE/dout_o1 dE/dout_o2 delta_o1 delta_o2 dE/dout_h1 delta_h1 \
        dE/dout_h2 delta_h2; do
        agrees "entropy_$key" "$(entropy "$key")" 1e-12
    done
    squares=0
    for w in w1 w2 w3 w4 w5 w6 w7 w8; do
        agrees "entropy_dE/d$w" "$(entropy "dE/d$w")" 1e-12
        agrees "decayed_dE/d$w" "$(sum "$(entropy "dE/d$w") + 0.1 * ($(given $w))")" 1e-12
        squares="$squares + ($(given $w))^2"
    done
    agrees decayed_E_total "$(sum "$(entropy E_total) + 0.1 / 2 * ($squares)")" 1e-12
    raised=$(referred E_total "$by" rounds=0 "w5=$(sum "$(given w5) + 0.0001")")
    lowered=$(referred E_total "$by" rounds=0 "w5=$(sum "$(given w5) - 0.0001")")
    agrees entropy_E_raised_w5 "$raised" 1e-12
    agrees entropy_E_lowered_w5 "$lowered" 1e-12
    agrees entropy_central_w5 "$(sum "($raised - $lowered) / 0.0002")" 1e-9
    agrees epsilon 0.0001 0
    agrees lambda 0.1 0
    agrees entropy_least "$(sum "$(doubt "$(given t1)") + $(doubt "$(given t2)")")" 1e-12
    for r in 1 10 100; do
        refer once "$by" "rounds=$r"
        agrees "entropy_squared@$r" "$(squared "out_o1@$r" "out_o2@$r")" 1e-8
    done
    refer once "$by"
    agrees "entropy_out_o1@$n" "$(number "out_o1@$n" "$scratch/once")" 1e-11
    agrees "entropy_out_o2@$n" "$(number "out_o2@$n" "$scratch/once")" 1e-11
}

matrix_form_agrees() {
    check "$name: the matrices' round differs in the last digits alone" \
        grep -qxE '8	apart_matrix	bound	below 1e-1[24]' "$table"
    refer deep deep=1 rounds=0
    for key in net_k1 out_k1 net_k2 out_k2 net_o1 out_o1 net_o2 out_o2 E_total dE/dout_o1 dE/dout_o2 \
        delta_o1 delta_o2 dE/dout_k1 delta_k1 dE/dout_k2 delta_k2 dE/dout_h1 delta_h1 dE/dout_h2 delta_h2; do
        agrees "deep_$key" "$(number "$key" "$scratch/deep")" 1e-12
    done
    entropy_agrees
    net=$(given net_h1)
    agrees tanh_slope_h1 "$(sum "(2 / (exp($net) + exp(-($net))))^2")" 1e-12
    check "$name: ReLU's output of h1" test "$(value relu_out_h1)" = \
        "$(awk -v x="$net" 'BEGIN { print (x > 0 ? x : 0) }')"
    check "$name: its slope" test "$(value relu_slope_h1)" = "$(awk -v x="$net" 'BEGIN { print (x > 0) }')"
    share=$(sum "1 / (1 + exp($(given net_o2) - ($(given net_o1))))")
    agrees softmax_out_o1 "$share" 1e-12
    agrees softmax_out_o2 "$(sum "1 - $share")" 1e-12
    # They are deltas where the targets are shares, too.
    if [ "$(awk "BEGIN { print $(given t1) + $(given t2) == 1 }")" = 1 ]; then
        agrees softmax_delta_o1 "$(sum "$share - ($(given t1))")" 1e-12
        agrees softmax_delta_o2 "$(sum "1 - $share - ($(given t2))")" 1e-12
    else
        check "$name: no deltas of softmax" test -z "$(grep softmax_delta "$table")"
    fi
}

# ------------------------------------------------- the numbers of the example at hand

# between KEY WEIGHT: how KEY changes with the weight, from a thousandth below to one above, and from
# half of that: without the error of the step's square.
between() {
    for h in 0.001 0.0005; do
        for side in + -; do
            refer once rounds=0 "$2=$(sum "$(given "$2") $side $h")"
            "$1"
        done
    done | awk '{ x[NR] = $1 } END {
        wide = (x[1] - x[2]) / 0.002; narrow = (x[3] - x[4]) / 0.001
        printf "%.17g", narrow + (narrow - wide) / 3 }'
}
slope_of_w5() { number dE/dw5 "$scratch/once"; }
slope_of_w1() { number dE/dw1 "$scratch/once"; }
# dE/dw1 with the updated weights of the outputs.
mistaken_slope_of_w1() {
    awk -F'\t' '{ x[$1] = $2 } END {
        path = x["delta_o1"] * x["w5+"] + x["delta_o2"] * x["w7+"]
        printf "%.17g\n", path * x["dout_h1/dnet_h1"] * x["i1"] }' "$scratch/once"
}
second_derivatives_agree() {
    agrees cross_w5_w1 "$(between slope_of_w5 w1)" 1e-7
    agrees cross_w1_w5 "$(between slope_of_w1 w5)" 1e-7
    agrees updated-weights_cross_w1_w5 "$(between mistaken_slope_of_w1 w5)" 1e-7
}

# The book's own, of one of the two examples; what is asked of the trained network is worked
# out from the reference's weights after all rounds, 15 digits of each.
numbers_agree() {
    n=$(number rounds "$scratch/$name.given")
    eta=$(number eta "$scratch/$name.given")
    refer given
    given() { number "$1" "$scratch/given"; }
    agrees rounds "$n" 0

    # One neuron with one weight, i1, w1 and t1, and no bias: a network 1-1.
    cat >"$scratch/one.yaml" <<END
learning_rate: 0.5
rounds: 0
training: [{inputs: [$(given i1)], targets: [$(given t1)]}]
layers: [{weights: [[$(given w1)]], bias: 0}]
END
    build/reference "$scratch/one.yaml" >"$scratch/one"
    for pair in one_net:net_o1 one_out:out_o1 one_E:E_total one_dE/dout:dE/dout_o1 \
        one_dout/dnet:dout_o1/dnet_o1 one_dnet/dw:dnet_o1/dw1 one_dE/dw:dE/dw1; do
        agrees "${pair%%:*}" "$(number "${pair#*:}" "$scratch/one")" 1e-12
    done

    # 8 weights, 4 of them in the first layer; 784 x 128 and 128 x 10.
    for count in weights:8 nudging_runs:16 nudging_products:128 backward_products:20 \
        large_weights:101632 large_nudging_runs:203264 large_nudging_products:20658126848 \
        large_backward_products:204544; do
        agrees "${count%%:*}" "${count#*:}" 0
    done

    bias=$(given b2)$(given b_o2)
    agrees zeroed_out_o2 "$(sum "1 / (1 + exp(-($bias)))")" 1e-12
    for w in w5 w1; do
        nudged=$(sum "$(given $w) + 0.01")
        E=$(referred E_total "$w=$nudged" rounds=0)
        agrees ${w}_nudged "$nudged" 1e-12
        agrees E_nudged_$w "$E" 1e-12
        agrees rise_$w "$(sum "$E - $(given E_total)")" 1e-6
        agrees rise_predicted_$w "$(sum "0.01 * $(given dE/d$w)")" 1e-12
    done

    path=$(sum "$(given delta_o1) * ($(given w5+)) + $(given delta_o2) * ($(given w7+))")
    delta=$(sum "$path * $(given dout_h1/dnet_h1)")
    slope=$(sum "$delta * ($(given i1))")
    agrees updated-weights_dE/dout_h1 "$path" 1e-11
    agrees updated-weights_delta_h1 "$delta" 1e-11
    agrees updated-weights_dE/dw1 "$slope" 1e-11
    agrees rise_updated-weights_w1 "$(sum "$slope * 0.01")" 1e-11
    agrees updated-weights_w1+ "$(sum "$(given w1) - $eta * ($slope)")" 1e-12
    agrees zeroed_delta_h1 "$(referred delta_h1 w7=0 rounds=0)" 1e-12
    second_derivatives_agree

    agrees drop "$(sum "$(given E_total) - $(given E_total+)")" 1e-11
    agrees drop_predicted "$(awk -F'\t' -v eta="$eta" '$1 ~ /^dE\/dw/ { s += $2 * $2 }
        END { printf "%.17g", eta * s }' "$scratch/given")" 1e-12
    for factor in 10 100 200 1000; do
        large=$(sum "$eta * $factor")
        refer large "eta=$large" rounds=0
        agrees "eta_x$factor" "$large" 1e-12
        for key in E_total+ out_o1+ out_o2+; do
            agrees "${key}_x$factor" "$(number $key "$scratch/large")" 1e-12
        done
    done
    agrees "E_total@${n}_x1000" "$(referred "E_total@$n" "eta=$(sum "$eta * 1000")")" 1e-11

    for r in 1 10 100 1000; do
        agrees "E_total@$r" "$(referred "E_total@$r" "rounds=$r")" 1e-12
    done
    agrees E_total@n-1 "$(referred "E_total@$((n - 1))" "rounds=$((n - 1))")" 1e-11

    # shellcheck disable=SC2046
    set -- rounds=0 $(sed -n "s/^\([wb][0-9a-z_]*\)@$n	/\1=/p" "$scratch/given")
    check "$name: there are weights after $n rounds" test $# -ge 9
    nudged=$(sum "$(given "w5@$n") + 0.01")
    E=$(referred E_total "$@" "w5=$nudged")
    agrees "w5_nudged@$n" "$nudged" 1e-11
    agrees "E_nudged_w5@$n" "$E" 1e-11
    agrees "rise_w5@$n" "$(sum "$E - $(given "E_total@$n")")" 1e-8
    agrees "rise_predicted_w5@$n" "$(sum "0.01 * $(referred dE/dw5 "$@")")" 1e-10
    refer unseen "$@" i1=1 i2=1
    agrees "unseen_out_o1@$n" "$(number out_o1 "$scratch/unseen")" 1e-11
    agrees "unseen_out_o2@$n" "$(number out_o2 "$scratch/unseen")" 1e-11

    awk_training mistake 1 >"$scratch/mistake"
    agrees updated-weights_E_total+ "$(number E_total "$scratch/mistake")" 1e-12
    awk_training mistake "$n" >"$scratch/mistake"
    for key in E_total out_o1 out_o2; do
        agrees "updated-weights_$key@$n" "$(number $key "$scratch/mistake")" 1e-10
    done
    matrix_form_agrees
}

# The walk's numbers are there, and the reference's of the plain variant, which ties the two.
walk_is_there() {
    "$program" walk "$@" | while IFS='	' read -r key number; do
        [ "$(value "$key")" = "$number" ] || echo "$key"
    done >"$scratch/missing"
    check "$name: the walk's numbers are all there" test ! -s "$scratch/missing"
    ran "$program" verify "$@" "$scratch/given"
    check "$name: they are those of its plain variant" exits 0
}

# Every key in an expansion is in the table, and the sum of the products is what it expands.
terms_add_up() {
    awk -F'\t' '
        $1 ~ /^[0-9]$/ { x[$2] = $3 }
        function key(k) { if (!(k in x)) { print "no " k; bad = 1 } return x[k] }
        $1 == "terms" {
            total = size = 0
            for (t = 3; t <= NF; t++) {
                n = split($t, factor, " ")
                product = 1
                for (f = 1; f <= n; f++) product *= key(factor[f])
                total += product
                size += product < 0 ? -product : product
            }
            d = total - key($2)
            if (d < 0) d = -d
            if (NF < 3 || d > 1e-14 * size) { print $0 ": " total ", not " x[$2]; bad = 1 }
            seen++
        }
        END { exit bad || !seen }' "$table" >&2
}

# Numbers only, and none of them nan or inf; no key twice. Facts stand before the numbers or,
# those of the program, behind the terms.
well_formed() {
    awk -F'\t' '
        $1 == "fact" {
            if (NF != 3 || seen[$2]++ || $3 == "" || (began && !ended)) bad = 1; next }
        $1 == "terms" { if (NF < 3) bad = 1; ended = 1; next }
        $1 == "layer" || $1 == "into" || $1 == "role" { if (!ended || NF < 2) bad = 1; next }
        { began = 1 }
        (NF != 4 && !(NF == 5 && $1 == 0 && $5 == "given")) || ended || $1 !~ /^[0-8]$/ || $1 < last || given[$2]++ { print; bad = 1 }
        $3 == "bound" && $4 !~ /^below 1e-[0-9][0-9]$/ &&
            $4 !~ /^diverges in round [1-9][0-9]*$/ { print; bad = 1 }
        $3 != "bound" && $3 !~ /^-?[0-9]+(\.[0-9]+)?(e[-+][0-9]+)?$/ { print; bad = 1 }
        { last = $1 }
        END { exit bad || !began || !ended }' "$table" >&2
}

# book_of NAME ARGUMENT...: the book of one of the two examples.
book_of() {
    name=$1
    shift
    ran "$program" book "$@"
    check "$name: exit 0" exits 0
    check "$name: nothing on stderr" test ! -s "$err"
    cp "$out" "$table"
    check "$name: facts, numbers, terms, each well formed" well_formed
    numbers_agree
    walk_is_there "$@"
    check "$name: the expansions add up" terms_add_up
}

book_of post
agrees updated-weights_E_total+ 0.291027923905 2e-12
agrees updated-weights_E_total@10000 3.50847862963e-05 1e-11
agrees updated-weights_out_o1@10000 0.0159121963260345 1e-12
agrees updated-weights_out_o2@10000 0.984065734485629 1e-12
agrees biases-trained_E_total+ "$(referred E_total+ own=1 train_biases=true rounds=0)" 1e-12
agrees biases-trained_E_total@10000 "$(referred E_total@10000 own=1 train_biases=true)" 1e-11
agrees biases-trained-shared_E_total+ "$(referred E_total+ train_biases=true rounds=0)" 1e-12
agrees biases-trained-shared_E_total@10000 "$(referred E_total@10000 train_biases=true)" 1e-11
cp "$table" "$scratch/post"

book_of other -e "$scratch/other.yaml"
cp "$table" "$scratch/other"

# With several pairs, too. No matrix of 2-3-2-1 is square.
ran "$program" book -e tests/examples/mixed.yaml
cp "$out" "$scratch/mixed"
mistaken() { cut -f2 "$scratch/$1" | sed -n 's/_E_total+$//p' | tr '\n' ' '; }
for id in weights-by-source weights-not-transposed; do
    check "mixed: $id changes nothing on any of the pairs, and is not there" \
        test "$(mistaken mixed | grep -cw -- "$id")" = 0
    check "other: there it changes something" test "$(mistaken other | grep -cw -- "$id")" = 1
done
check "other: each neuron's bias is trained, so that is no mistake" \
    test "$(mistaken other | tr ' ' '\n' | grep -cx biases-trained)" = 0
check "other: one for each layer is" \
    test "$(mistaken other | tr ' ' '\n' | grep -cx biases-trained-shared)" = 1

# ----------------------------------------------------------------------- with batches
#
# The walk takes the first pair alone, and so do the chapters that walk. Without batches those
# numbers have just been held to the reference.

{ echo 'batch: 3'; cat "$scratch/other.yaml"; } >"$scratch/batch.yaml"
ran "$program" book -e "$scratch/batch.yaml"
untrained() { grep '^[0-9]' "$1" | grep -v '@'; }
untrained "$scratch/other" >"$scratch/by_pairs"
untrained "$out" >"$scratch/by_batches"
check "batches change nothing in a round of the walk" same "$scratch/by_pairs" "$scratch/by_batches"
check "but what training leads to" test \
    "$(grep '	E_total@1234	' "$out")" != "$(grep '	E_total@1234	' "$scratch/other")"

# ------------------------------------------------------------------ as typed, and facts

# texts FILE: what stands in the fourth column of the given numbers.
texts() { awk -F'\t' '$1 == 0 && $5 == "given" { printf "%s ", $4 }' "$1"; }
check "post: given numbers are as chapter 0's C has them" test "$(texts "$scratch/post")" = \
    "0.05 0.10 0.01 0.99 0.15 0.20 0.25 0.30 0.40 0.45 0.50 0.55 0.35 0.60 0.5 "
check "other: given numbers are as its file has them" test "$(texts "$scratch/other")" = \
    "0.2830 -0.6147 0.1736 0.8249 .4127 -2.938e-1 +0.1763 -0.53810 -0.6187 0.2763 000.4919 7351.e-04 \
0.1373 -.2689 3217E-4 0.0583 37e-2 "
# Rounded to as many digits as it has; of the walk's numbers all, or one or two fewer than the
# twelve that are printed, where these are near the middle between two.
check "the text of every other number is its value, as far as that can be trusted" test "$(
    cat "$scratch/post" "$scratch/other" | awk -F'\t' '
        function digits(text) {
            sub(/e.*/, "", text); gsub(/[-.]/, "", text); sub(/^0+/, "", text); return length(text) }
        $1 ~ /^[0-9]$/ && $5 != "given" && $3 != "bound" && $4 "" != $3 "" {
            if (sprintf("%.*g", digits($4), $3) + 0 != $4 + 0 || $2 !~ /_/ && digits($4) < 10) print }' | wc -l)" = 0
check "rounds are a whole number" grep -q '^5	rounds	1234	1234$' "$scratch/other"

facts() { grep '^fact' "$1" | grep -v '	[cgl][a-z]*	[a-z0-9. ]*$' | cut -f2,3; }
facts "$scratch/post" >"$scratch/facts"
n_mistakes=$("$program" mistakes | wc -l)
cat >"$scratch/expected" <<END
example	post
name	A Step by Step Backpropagation Example
shape	2-2-2
bias_1	shared
bias_2	shared
program	true
train_biases	false
rounds	10000
pairs	1
batch	1
targets	shares
mistakes	$n_mistakes
END
check "post: its facts" same "$scratch/facts" "$scratch/expected"
facts "$scratch/other" >"$scratch/facts"
cat >"$scratch/expected" <<END
example	other
name	Three pairs, oddly spelt
shape	2-2-2
bias_1	own
bias_2	own
program	true
train_biases	true
rounds	1234
pairs	3
batch	1
targets	shares
mistakes	$n_mistakes
END
check "other: its facts" same "$scratch/facts" "$scratch/expected"
fact() { awk -F'\t' -v name="$1" '$1 == "fact" && $2 == name { print $3 }' "$scratch/post"; }
version=$(echo GSL_VERSION | gcc -E -P -include gsl/gsl_version.h -x c - | tail -n 1 | tr -d '"')
check "the GSL is $version" test "$(fact gsl)" = "$version"
check "libyaml has a version" test -n "$(fact libyaml | grep -E '^[0-9]+\.[0-9]+\.[0-9]+$')"
case $compiler in
gcc) version="gcc $(gcc -dumpfullversion)" ;;
clang) version="clang $(clang -dumpversion)" ;;
*) version=$(fact compiler | grep -E '^(gcc|clang) [0-9]+\.[0-9]+\.[0-9]+$') ;;
esac
check "the compiler is $version" test -n "$version" -a "$(fact compiler)" = "$version"
check "the post's example, as a file, is another" test \
    "$("$program" book -e tests/examples/post.yaml | head -n 2 | cut -f3 | tr '\n' ' ')" = "other 2-2-2 "

# -------------------------------------------------------------------------- expansions

terms() { grep '^terms' "$1" | cut -f2- | tr '\t' ','; }
terms "$scratch/post" >"$scratch/terms"
cat >"$scratch/expected" <<'END'
net_h1,w1 i1,w2 i2,b1
net_h2,w3 i1,w4 i2,b1
net_o1,w5 out_h1,w6 out_h2,b2
net_o2,w7 out_h1,w8 out_h2,b2
E_total,E_o1,E_o2
dE/dout_h1,delta_o1 w5,delta_o2 w7
dE/dout_h2,delta_o1 w6,delta_o2 w8
dE/db1,delta_h1,delta_h2
dE/db2,delta_o1,delta_o2
END
check "post: its expansions" same "$scratch/terms" "$scratch/expected"
terms "$scratch/other" >"$scratch/terms"
cat >"$scratch/expected" <<'END'
net_h1,w1 i1,w2 i2,b_h1
net_h2,w3 i1,w4 i2,b_h2
net_o1,w5 out_h1,w6 out_h2,b_o1
net_o2,w7 out_h1,w8 out_h2,b_o2
E_total,E_o1,E_o2
dE/dout_h1,delta_o1 w5,delta_o2 w7
dE/dout_h2,delta_o1 w6,delta_o2 w8
dE/db_h1,delta_h1
dE/db_h2,delta_h2
dE/db_o1,delta_o1
dE/db_o2,delta_o2
END
check "other: its expansions" same "$scratch/terms" "$scratch/expected"

# --------------------------------------------------- the error's surface, and the path

# header_is WORD...; column NUMBER ROW (the header is row 0, $ the last).
header_is() { test "$(head -n 1 "$out" | tr '\t' ' ')" = "$*"; }
cell() { sed 1d "$scratch/$1" | sed -n "$3p" | cut -f"$2"; }

# path_agrees ARGUMENT...: its first rows with the reference, its last with awk.
path_agrees() {
    n=$(number rounds "$scratch/$name.given")
    ran "$program" book --path "$@"
    cp "$out" "$scratch/path"
    check "$name: the path: exit 0" exits 0
    check "$name: the path has a header" header_is round w5 w6 E_total
    check "$name: and at most 300 rows" test "$(sed 1d "$out" | wc -l)" -le 300
    "$program" train "$@" | cut -f1 >"$scratch/rounds"
    cut -f1 "$scratch/path" >"$scratch/path-rounds"
    check "$name: its rounds are those of train" same "$scratch/path-rounds" "$scratch/rounds"
    check "$name: it begins with w5" close "$(cell path 2 1)" "$(number w5 "$scratch/$name.given")" 0
    check "$name: and w6" close "$(cell path 3 1)" "$(number w6 "$scratch/$name.given")" 0
    refer given rounds=0
    check "$name: and E_total" close "$(cell path 4 1)" "$(number E_total "$scratch/given")" 1e-12
    w5=$(number w5+ "$scratch/given")
    w6=$(number w6+ "$scratch/given")
    check "$name: goes on to w5+" close "$(cell path 2 2)" "$w5" 1e-12
    check "$name: and w6+" close "$(cell path 3 2)" "$w6" 1e-12
    check "$name: where all else is as it was" \
        close "$(cell path 4 2)" "$(referred E_total "w5=$w5" "w6=$w6" rounds=0)" 1e-12
    awk_training alone "$n" >"$scratch/alone"
    check "$name: and ends after $n rounds" test "$(cell path 1 '$')" = "$n"
    check "$name: with w5" close "$(cell path 2 '$')" "$(number w5 "$scratch/alone")" 1e-9
    check "$name: and w6" close "$(cell path 3 '$')" "$(number w6 "$scratch/alone")" 1e-9
    check "$name: and E_total" close "$(cell path 4 '$')" "$(number E_total "$scratch/alone")" 1e-9
}

# is_grid: 41 blocks of 41 rows, evenly spaced, by as much in w5 as in w6, in rising order.
is_grid() {
    awk -F'\t' '
        function differ(a, b) { return a - b > 1e-9 * step || b - a > 1e-9 * step }
        NR == 1 { next }
        NF == 0 { if (rows != 41) bad = 1; blocks++; rows = 0; next }
        blocks == 0 && rows == 0 { w5 = $1; w6 = $2 }
        blocks == 0 && rows == 1 { step = $2 - w6; if (step <= 0) bad = 1 }
        NF != 3 || (step && (differ($1, w5 + blocks * step) || differ($2, w6 + rows * step))) { bad = 1 }
        { rows++ }
        END { exit bad || blocks != 41 || rows != 0 || !step }' "$scratch/surface"
}

# is_inside MOST: from the path to each edge there is a third of the larger span, or more, and
# to some pair of edges no more than MOST spans.
is_inside() {
    awk -F'\t' -v most="$1" '
        function low(a, b) { return a < b ? a : b }
        FNR == 1 || NF == 0 { file += FNR == 1; n = 0; next }
        { for (k = 1; k <= 2; k++) { x = $(file == 1 ? k + 1 : k)
            if (!((file, k) in min) || x < min[file, k]) min[file, k] = x
            if (!((file, k) in max) || x > max[file, k]) max[file, k] = x } }
        END {
            span = max[1, 1] - min[1, 1]
            if (max[1, 2] - min[1, 2] > span) span = max[1, 2] - min[1, 2]
            tightest = 1e300
            for (k = 1; k <= 2; k++) {
                below = min[1, k] - min[2, k]; above = max[2, k] - max[1, k]
                if (below < 0.333 * span || above < 0.333 * span) bad = 1
                tightest = low(tightest, low(below, above))
            }
            exit bad || span <= 0 || tightest > most * span }' "$scratch/path" "$scratch/surface"
}

# surface_agrees ARGUMENT...: after path_agrees; corners and middle with the reference.
surface_agrees() {
    ran "$program" book --surface "$@"
    cp "$out" "$scratch/surface"
    check "$name: the surface: exit 0" exits 0
    check "$name: the surface has a header" header_is w5 w6 E_total
    check "$name: it is a grid of 41 by 41" is_grid
    check "$name: the path lies well inside" is_inside 0.334
    for row in 1 41 861 1681 1721; do
        w5=$(cell surface 1 $row)
        w6=$(cell surface 2 $row)
        E=$(referred E_total "w5=$w5" "w6=$w6" rounds=0)
        check "$name: the error at $w5, $w6 is $E" close "$(cell surface 3 $row)" "$E" 1e-12
    done
}

name=post
path_agrees
surface_agrees
name=other
path_agrees -e "$scratch/other.yaml"
surface_agrees -e "$scratch/other.yaml"

# ---------------------------------------------------------------- steps, and the curves
# Against numbers of the table that tests/reference certifies.

# curves_agree EXAMPLE TABLE: in its last row every mistake ends where the book says, and one of which
# it says nothing where the right method does.
curves_agree() {
    ran "$program" book --curves -e "$1"
    awk -F'\t' '
        FNR == NR {
            if ($2 ~ /_E_total@[0-9]+$/) {
                sub(/_E_total@.*/, "", $2)
                end[$2] = $3 != "bound" ? $3 : $4 ~ /^diverges/ ? "inf" : 0
            }
            next
        }
        FNR == 1 { for (c = 1; c <= NF; c++) id[c] = $c; next }
        { for (c = 1; c <= NF; c++) last[id[c]] = $c }
        END {
            for (m in last) {
                if (m == "round" || m == "right") continue
                n++
                if (!(m in end)) bad += last[m] != last["right"]
                else if (end[m] == "inf") bad += last[m] != "inf"
                else if (end[m] < 1e-20) bad += last[m] != "nan"
                else bad += sprintf("%.4g", end[m]) != last[m] ""
            }
            exit bad || n < 25
        }' "$2" "$out"
}
cp "$scratch/post" "$table"
check "post: each mistake's curve ends where the book says" \
    curves_agree tests/examples/post.yaml "$scratch/post"
check "it begins with the error before the first round" \
    test "$(awk -F'\t' '$1 == 0 { print $2 }' "$out")" = 0.2984
check "and of one that diverges nothing else is said" test "$(awk -F'\t' 'NR == 1 { for (c = 1; c <= NF; c++)
    if ($c == "slope-of-net") column = c } $1 == 10000 { print $column }' "$out")" = inf
check "and no noise is drawn" test "$(awk -F'\t' 'NR == 1 { for (c = 1; c <= NF; c++)
    if ($c == "no-output-slope") column = c } $1 == 10000 { print $column }' "$out")" = nan
check "other: its curves end with its last round, which is no step of theirs" \
    curves_agree "$scratch/other.yaml" "$scratch/other"
check "that is 1234" test "$(tail -n 1 "$out" | cut -f1)" = 1234

ran "$program" book --gradient
check "a step of a hundredth misses as the book says" test "$(
    awk -F'\t' '$1 == 0.01 { print $3 }' "$out")" = \
    "$(awk -v x="$(value central_miss_w5)" 'BEGIN { printf "%.4g", -x }')"
check "ten times the step, a hundred times the miss" awk -F'\t' '
    $1 == 0.1 { large = $3 } $1 == 0.01 { small = $3 }
    END { exit !(large / small > 99.5 && large / small < 100.5) }' "$out"
check "rounding to nine decimals spoils one unit over two steps" awk -F'\t' 'NR > 1 {
    if (sprintf("%.2e", 1e-9 / (2 * $1)) != sprintf("%.2e", $4)) bad++ } END { exit bad > 3 }' "$out"
check "and never more" awk -F'\t' 'NR > 1 && $2 > 1.01 * $4 + 1.01 * 0.00242 * $1 * $1 { bad = 1 }
    END { exit bad }' "$out"

# ------------------------------------------------------------------- no round, one round

name=other
variant rounds=0
cp "$scratch/variant.yaml" "$scratch/none.yaml"
ran "$program" book -e "$scratch/none.yaml"
cp "$out" "$table"
check "no round: exit 0" exits 0
check "no round: well formed" well_formed
check "no round: there is none before the last" test -z "$(value E_total@n-1)"
check "no round: nothing has changed" test \
    "$(value E_total)" = "$(value E_total@0)" -a "$(value E_total)" = "$(value updated-weights_E_total@0)" \
    -a "$(value rise_w5)" = "$(value rise_w5@0)" -a "$(value rounds)" = 0
ran "$program" book --path -e "$scratch/none.yaml"
check "no round: a path of one point" test "$(sed 1d "$out" | cut -f1-3 | tr '\t' ' ')" = "0 -0.6187 0.2763"
ran "$program" book --surface -e "$scratch/none.yaml"
cp "$out" "$scratch/surface"
check "no round: a surface, all the same" is_grid
check "no round: from 1 below w5" close "$(cell surface 1 1)" -1.6187 1e-12
check "no round: and 1 below w6" close "$(cell surface 2 1)" -0.7237 1e-12
check "no round: to 1 above w5" close "$(cell surface 1 1721)" 0.3813 1e-12
check "no round: and 1 above w6" close "$(cell surface 2 1721)" 1.2763 1e-12

variant rounds=1
cp "$scratch/variant.yaml" "$scratch/single.yaml"
ran "$program" book -e "$scratch/single.yaml"
cp "$out" "$table"
check "one round: exit 0" exits 0
check "one round: well formed" well_formed
check "one round: the one before is round 0" test "$(value E_total@n-1)" = "$(value E_total)"
check "one round: the last is the first" test "$(value E_total@1)" = "$(value E_total+)"
ran "$program" book --path -e "$scratch/single.yaml"
cp "$out" "$scratch/path"
check "one round: a path of two points" test "$(cut -f1 "$out" | tr '\n' ' ')" = "round 0 1 "
ran "$program" book --surface -e "$scratch/single.yaml"
cp "$out" "$scratch/surface"
check "one round: the path lies well inside" is_inside 0.334
ran "$program" book -e "$scratch/none.yaml"
check "an example without a name has no such fact" test "$(grep -c '^fact	name' "$out")" = 0
sed 's/^learning_rate/name:\n&/' "$scratch/none.yaml" >"$scratch/unnamed.yaml"
ran "$program" book -e "$scratch/unnamed.yaml"
check "nor has one with an empty name" test "$(grep -c '^fact	name' "$out")" = 0

# ------------------------------------------------------ one source of the output layer
# Then o1's bias is the second of the two, alone, where others have the same. Worked out in awk.

cat >"$scratch/narrow.yaml" <<'END'
learning_rate: 0.5
rounds: 20
training:
  - inputs: [0.3]
    targets: [0.2, 0.7]
layers:
  - weights: [[0.4]]
    bias: 0.1
  - weights: [[0.5], [-0.3]]
    bias: 0.2
END
# narrow ROUNDS [W B]: w2, o1's bias and the error, then or there.
narrow() {
    awk -v rounds="$1" -v w="${2-0.5}" -v b="${3-0.2}" '
        function f(x) { return 1 / (1 + exp(-x)) }
        BEGIN {
            h1 = f(0.4 * 0.3 + 0.1); o2 = f(-0.3 * h1 + 0.2)
            for (r = 0; r <= rounds; r++) {
                o1 = f(w * h1 + b); delta = (o1 - 0.2) * o1 * (1 - o1)
                if (r == rounds) break
                w -= 0.5 * delta * h1; b -= 0.5 * delta
            }
            printf "%.17g %.17g %.17g\n", w, b, ((0.2 - o1) ^ 2 + (0.7 - o2) ^ 2) / 2
        }'
}
# narrow_agrees FILE COLUMN ROW W B E: two numbers and the error, from that column on.
narrow_agrees() {
    close "$(cell "$1" "$2" "$3")" "$4" 1e-12 && close "$(cell "$1" $(($2 + 1)) "$3")" "$5" 1e-12 &&
        close "$(cell "$1" $(($2 + 2)) "$3")" "$6" 1e-12
}
ran "$program" book --path -e "$scratch/narrow.yaml"
cp "$out" "$scratch/path"
check "one source: the path is of its weight and a bias" header_is round w2 b_o1 E_total
# shellcheck disable=SC2046
check "one source: the path begins as given" narrow_agrees path 2 1 $(narrow 0)
# shellcheck disable=SC2046
check "one source: it goes on with both" narrow_agrees path 2 2 $(narrow 1)
# shellcheck disable=SC2046
check "one source: to the last round" narrow_agrees path 2 '$' $(narrow 20)
ran "$program" book --surface -e "$scratch/narrow.yaml"
cp "$out" "$scratch/surface"
check "one source: the surface is over both" header_is w2 b_o1 E_total
check "one source: a grid" is_grid
# shellcheck disable=SC2046
check "one source: its error" narrow_agrees surface 1 1 \
    $(narrow 0 "$(cell surface 1 1)" "$(cell surface 2 1)")
sed 's/, 0.7\]/]/; s/, \[-0.3\]//' "$scratch/narrow.yaml" >"$scratch/single.yaml"
ran "$program" book --path -e "$scratch/single.yaml"
check "one source, one output: the bias is the layer's" header_is round w2 b2 E_total

# ---------------------------------------------------------------------------- refusals

# refused WHAT COMPLAINT ARGUMENT...
refused() {
    what=$1
    complaint=$2
    shift 2
    ran "$program" book "$@"
    check "$what: exit 2" exits 2
    check "$what: nothing on stdout" says_nothing
    check "$what: says why" test "$(cat "$err")" = "backprop: $complaint"
}
refused "surface and path" "book: more than one of --surface, --path, --gradient, \
--curves and --entropy, expected one of them (see backprop book --help)" \
    --surface --path
name=post
variant eta=1e306
cp "$scratch/variant.yaml" "$scratch/large.yaml"
refused "a learning rate beyond all bounds" "$scratch/large.yaml: rounded_E_total+ is not a finite number, \
expected an example whose numbers stay within bounds" -e "$scratch/large.yaml"
variant w5=1.7e308 w6=1.7e308
cp "$scratch/variant.yaml" "$scratch/large.yaml"
refused "weights beyond all bounds" "$scratch/large.yaml: net_o1 is not a finite number, expected an \
example whose numbers stay within bounds" -e "$scratch/large.yaml"
variant eta=1e308 t1=1e10
cp "$scratch/variant.yaml" "$scratch/large.yaml"
for option in --surface --path; do
    refused "$option beyond all bounds" "$scratch/large.yaml: not all numbers are finite on the error's \
surface, expected an example whose numbers stay within bounds" -e "$scratch/large.yaml" $option
done

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The diagrams of networks, for shapes from one neuron a layer to sixty-four, and from no hidden layer to
# six: each is drawn in both its forms, the cover in its one, and tests/report/browser/diagrams.mjs measures in a browser whether texts touch each other, a
# line, or the edge. Here it is asked whether the numbers are all there, and theirs.
# needs: build/backprop
. tests/support/tap.sh

if [ ! -d tests/report/browser/node_modules ]; then
    check "what drives the browser is there: run make setup-dev" false
    finish
    exit 1
fi

# draw SHAPE DIAGRAM: to the folder of that shape, from its values.
draw() {
    ran pandoc --data-dir report --fail-if-warnings --from markdown --to native \
        --lua-filter report/draw.lua --metadata values="$scratch/$1/values.tsv" \
        --metadata diagram="$2" --metadata folder="$scratch/$1" --output /dev/null /dev/null
}

# example SHAPE: a network with weights of four decimals, of which some are negative. The biases are the
# layer's, or each neuron's own where the shape has an odd number of layers.
example() {
    echo "$1" | awk -F- '
    function next_weight() {
        seed = (seed * 75 + 74) % 65537
        return sprintf("%.4f", seed / 65537 - 0.4)
    }
    function list(n, i, all) {
        for (i = 1; i <= n; i++) all = all (i > 1 ? ", " : "") next_weight()
        return "[" all "]"
    }
    {
        seed = 7
        print "learning_rate: 0.5\ntraining:\n  - inputs: " list($1)
        print "    targets: " list($NF) "\nlayers:"
        for (l = 2; l <= NF; l++) {
            print "  - weights:"
            for (j = 1; j <= $l; j++) print "    - " list($(l - 1))
            print NF % 2 ? "    biases: " list($l) : "    bias: " next_weight()
        }
    }'
}

# values WALK: as the book has them, and the one neuron of chapter 0 worked out from its formulas.
values() {
    awk -F'\t' '
    { number[$1] = $2; print 0 "\t" $1 "\t" $2 "\t" $2 ($1 ~ /^[itwb][0-9]+$|^b_[a-z][0-9]+$|^eta$/ ? "\tgiven" : "") }
    function put(key, x) { printf "0\t%s\t%.17g\t%.17g\n", key, x, x }
    END {
        net = number["w1"] * number["i1"]; out = 1 / (1 + exp(-net)); miss = out - number["t1"]
        put("one_net", net); put("one_out", out); put("one_E", miss * miss / 2)
        put("one_dE/dout", miss); put("one_dout/dnet", out * (1 - out)); put("one_dnet/dw", number["i1"])
        put("one_dE/dw", miss * out * (1 - out) * number["i1"])
    }' "$1"
}

# stray VALUES NUMBERS: the numbers of a drawing that are not those of their keys, to the digits that
# are drawn, or that a key does not have.
stray() {
    awk -F'\t' '
    NR == FNR { number[$2] = $3; next }
    {
        mantissa = $2; sub(/e.*/, "", mantissa)
        places = mantissa ~ /\./ ? length(mantissa) - index(mantissa, ".") : 0
        exponent = $2 ~ /e/ ? substr($2, index($2, "e") + 1) : 0
        miss = $2 - number[$1]
        if (!($1 in number) || (miss < 0 ? -miss : miss) > 0.500001 * 10 ^ (exponent - places)) print
    }' "$1" "$2"
}

diagrams=$(basename -s .lua report/diagrams/*.lua)
check "there are diagrams" test "$(echo "$diagrams" | wc -l)" -ge 5
shapes="1-1 1-1-1 2-2-2 3-4-2 2-3-3-2 5-2 16-8-4 64-32-10 1-3-3-3-3-3-3-2 2-2-2-2-2-2-2-2"
for shape in $shapes; do
    mkdir "$scratch/$shape"
    example "$shape" >"$scratch/$shape/example.yaml"
    ran build/backprop walk -e "$scratch/$shape/example.yaml"
    check "$shape: is walked" exits 0
    values "$out" >"$scratch/$shape/values.tsv"
    for diagram in $diagrams; do
        draw "$shape" "$diagram"
        check "$shape: $diagram is drawn" exits 0
        check "with the numbers of its keys" \
            test -z "$(stray "$scratch/$shape/values.tsv" "$scratch/$shape/$diagram.numbers")"
    done
done

# What is in which.
numbers_of() { cut -f 1 "$scratch/$1/$2.numbers" | grep -x "$3" | sort -u | tr '\n' ' '; }
check "a network without a hidden layer has no paths through one" test ! -s "$scratch/5-2/hidden_paths.numbers"
check "its output path begins at an input" test "$(numbers_of 5-2 output_path 'i.*\|out_h.*')" = "i1 "
check "of three, four and two, w13 is the first that leads to an output" \
    test "$(numbers_of 3-4-2 output_path 'dE/dw.*')" = "dE/dw13 "
check "and w1 the first that leads to the hidden layer" \
    test "$(numbers_of 3-4-2 hidden_paths 'dE/dw.*')" = "dE/dw1 "
check "with two hidden layers the paths part at the last" \
    test "$(numbers_of 2-3-3-2 hidden_paths 'dE/d.*\|w.*')" = "dE/dout_k1 dE/dw7 w16 w19 w7 "
check "a small network shows every weight" \
    test "$(numbers_of 2-2-2 network 'w.*')" = "w1 w2 w3 w4 w5 w6 w7 w8 "
check "a large one its first neurons and the last" \
    test "$(numbers_of 64-32-10 network 'i.*')" = "i1 i2 i3 i64 "
check "the round of a deep one has every neuron" \
    test "$(numbers_of 1-3-3-3-3-3-3-2 round 'delta_.*' | wc -w)" = 20
check "its cover the first hidden layer and the last" test \
    "$(numbers_of 1-3-3-3-3-3-3-2 cover 'delta_.*')" = "delta_h1 delta_h2 delta_h3 delta_o1 delta_o2 delta_q1 delta_q2 delta_q3 "
check "with one output one path leads back to the hidden neuron" \
    test "$(numbers_of 1-1-1 hidden_paths 'dE_.*')" = "dE_o1/dout_h1 "

# What is left out is said.
says() { sed 's/<[^>]*>//g' "$scratch/$1/$2.svg" | grep -qF -- "$3"; }
check "a network's titles say how many neurons there are" says 64-32-10 network "64 inputs"
check "of hidden ones, too" says 64-32-10 network "hidden layer of 32"
check "but only where some are left out" says 3-4-2 network "inputs"
check "and where none are, not" test "$(says 3-4-2 network "3 inputs" || echo none)" = none
check "the round says it below" says 64-32-10 round "drawn: 4 of 64 inputs, 4 of 32 neurons h1"
check "so does the cover" says 64-32-10 cover "4 of 10 outputs"
check "and of layers" says 1-3-3-3-3-3-3-2 cover "drawn: the first and the last of 6 hidden layers"
check "new weights are announced where they are seen" says 3-4-2 round "update: new weights"
check "and not where there is no room for one" test "$(says 64-32-10 round "update:" || echo none)" = none
check "the number of paths is said" says 64-32-10 hidden_paths "the 10 paths add:"

printf 'i1\t0.71\nw1\t0.2\n' >"$scratch/wrong"
printf '0\ti1\t0.705\t0.705\n0\tw1\t0.13\t0.13\n' >"$scratch/right"
check "a number that is not its key's would be seen" test "$(stray "$scratch/right" "$scratch/wrong")" = "w1	0.2"

# What is wrong with a drawing is said by the browser.
node tests/report/browser/diagrams.mjs "$scratch"/*/*.svg >"$scratch/measured" 2>"$err"
status=$?
sed 's/^/# /' "$scratch/measured" "$err"
check "in the browser no texts touch each other, a line or the edge" exits 0
drawings=$(($(echo "$shapes" | wc -w) * (2 * $(echo "$diagrams" | wc -l) - 1)))
check "all were measured" grep -q "^measured $drawings drawings" "$scratch/measured"
finish

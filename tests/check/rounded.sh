#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Nobody is accused who is right, however they round on the way, on networks of several shapes.
# That these learners are right, and round, is seen first: from numbers that are proved, and
# from what each number is made of.
# needs: build/gcc/backprop build/mistakes build/rounded
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
learners=$scratch/learners
lines=$scratch/lines
ran sh tests/support/rounded.sh numbers "$learners" 5
check "there are learners" exits 0

# -------------------------------------------------------------- that they are right, and round

# work EXAMPLE FOLDER, and learners on standard input.
work() {
    mkdir -p "$2"
    ran true
    build/rounded "$1" "$2" 2>"$err"
    status=$?
}

# As near to the proved numbers as their digits allow, of which biases of 18 leave few.
for example in "$learners"/*.yaml; do
    case $example in *biased*) continue ;; esac
    name=$(basename "$example" .yaml)
    for method in round cut; do
        for unit in decimals significant; do
            for digits in 3 6 9; do echo "$method $unit $digits end full 1"; done
        done
    done >"$scratch/end"
    work "$example" "$scratch/end of $name" <"$scratch/end"
    build/mistakes -n 0 "$example" right >"$scratch/proved"
    for file in "$scratch/end of $name"/*; do
        awk -F'\t' -v OFS='\t' '
            NR == FNR { proved[$1] = $2; next }
            {
                decimals = $2; sub(/e.*/, "", decimals)
                decimals = length(decimals) - index(decimals, ".")
                exponent = $2 ~ /e/ ? substr($2, index($2, "e") + 1) : 0
                unit = 10 ^ (exponent - decimals)
                less = (proved[$1] - $2) * ($2 < 0 || $2 == 0 && proved[$1] < 0 ? -1 : 1) / unit
                cuts = FILENAME ~ /\/cut[^\/]*$/
                slack = 1e-15 / unit + 1e-6 # 15 digits, and ties
                if (!($1 in proved) || less < (cuts ? 0 : -0.5) - slack ||
                    less > (cuts ? 1 : 0.5) + slack)
                    print FILENAME, $0, proved[$1]
            }
            END { if (FNR < 20) print FILENAME, "has few numbers" }' \
            "$scratch/proved" "$file"
    done >"$err"
    check "$name: rounded or cut off at the end, they are the proved numbers" \
        test ! -s "$err"
done

# On the post's network, what each number is made of is shown and rounded too.
for method in round cut; do
    for digits in 3 5 7 9; do
        for where in named operations; do echo "$method decimals $digits $where full 1"; done
    done
done >"$scratch/named"
work tests/examples/post.yaml "$scratch/named of post" <"$scratch/named"
cat >"$scratch/made.awk" <<'TEXT'
# A unit's tenth is nothing to a number that was rounded to one, and more than awk is off by.
function short(x,    y) {
    y = x * 10 ^ digits
    if (method == "round")
        y += x < 0 ? -0.5 : 0.5
    return int(y + (y < 0 ? -1e-6 : 1e-6)) / 10 ^ digits
}
function op(x) { return where == "operations" ? short(x) : x }
function is(key, x,    off) {
    off = (v[key] - short(x)) * 10 ^ digits
    if (!(key in v) || off < -0.1 || off > 0.1)
        print FILENAME, key, v[key], short(x)
}
{ v[$1] = $2 }
END {
    n = split(FILENAME, path, "/"); split(path[n], word, "_")
    method = word[1]; digits = word[3]; where = word[4]
    o1 = v["out_o1"]; h1 = v["out_h1"]; h2 = v["out_h2"]
    is("net_o1", op(op(0.40 * h1) + op(0.45 * h2)) + 0.60)
    is("out_o1", 1 / op(1 + op(exp(-v["net_o1"]))))
    is("E_o1", op((0.01 - o1) ^ 2) / 2)
    is("E_total", v["E_o1"] + v["E_o2"])
    is("dE/dout_o2", v["out_o2"] - 0.99)
    is("dout_o1/dnet_o1", o1 * (1 - o1))
    is("delta_o1", v["dE/dout_o1"] * v["dout_o1/dnet_o1"])
    is("dE/dw7", v["delta_o2"] * h1)
    is("dE_o2/dout_h1", v["delta_o2"] * 0.50)
    is("dE/dout_h2", v["dE_o1/dout_h2"] + v["dE_o2/dout_h2"])
    is("delta_h1", v["dE/dout_h1"] * v["dout_h1/dnet_h1"])
    is("dE/dw3", v["delta_h2"] * 0.05)
    is("dE/db2", v["delta_o1"] + v["delta_o2"])
    is("w5+", 0.40 - op(0.5 * v["dE/dw5"]))
    is("net_o2+", op(op(v["w7+"] * v["out_h1+"]) + op(v["w8+"] * v["out_h2+"])) + 0.60)
}
TEXT
for file in "$scratch/named of post"/*; do
    awk -F'\t' -f "$scratch/made.awk" "$file"
done >"$err"
check "there are those who go on with rounded numbers" \
    test "$(find "$scratch/named of post" -type f | wc -l)" -eq 16
check "each number is made of the rounded ones before it, and rounded" test ! -s "$err"

for order in forward backward bias fused; do
    for logistic in exp tanh; do echo "float $order 17 $logistic full 1"; done
done >"$scratch/float"
example=$learners/5-3-3_3_wide_own_trained.yaml
work "$example" "$scratch/floats" <"$scratch/float"
build/mistakes -n 0 "$example" right >"$scratch/proved"
cat >"$scratch/floats.pl" <<'TEXT'
my %proved = map { split } do { open my $f, "<", shift or die; <$f> };
while (<>) {
    my ($key, $x) = split;
    print "$key $x is no float\n" if $x != unpack "f", pack "f", $x;
    my $off = abs($x - $proved{$key});
    print "$key $x is off by $off\n" if $off > 4e-7 * (1 + abs $proved{$key});
}
TEXT
perl "$scratch/floats.pl" "$scratch/proved" "$scratch/floats"/* >"$err"
check "numbers of a program with floats are floats, and near the proved ones" test ! -s "$err"
check "each order of its operations leads to other last digits" \
    test "$(cksum "$scratch/floats"/* | cut -d' ' -f1 | sort -u | wc -l)" -eq 8

# ------------------------------------------------------------------- that nobody is accused

ran sh tests/support/rounded.sh check "$program" "$learners"
check "the program looks at all of them" exits 0
mv "$out" "$lines"
check "they are many" test "$(wc -l <"$lines")" -ge 4000
check "none is left out" \
    test "$(wc -l <"$lines")" -eq "$(find "$learners" -name '*.txt' | wc -l)"
sh tests/support/rounded.sh table <"$lines" | awk -F'\t' '$4 > 0' >"$err"
check "nobody is accused" test ! -s "$err"

# Whoever is wrong is: a test in which nobody ever is accused would not tell.
for seed in 1 2 3 4 5 6 7 8 9 10 11 12; do
    echo "round significant 9 named full $seed typing"
done >"$scratch/typing"
mkdir "$scratch/slips"
cp tests/examples/post.yaml "$scratch/slips"
work tests/examples/post.yaml "$scratch/slips/post" <"$scratch/typing"
ran sh tests/support/rounded.sh check "$program" "$scratch/slips"
check "a mistyped number is not called right" \
    test "$(grep -c '^accused' "$out")" -eq 12

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What export writes. Programs are compiled and run: each of their numbers against the walk's, and
# after many rounds against the training's, which the chapters compute, and the reference proves.
# Tables are read by others' parsers, held to the manual's schema, and their formulas worked out anew.
# needs: build/gcc/backprop build/backprop
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
released=build/backprop
strict="-std=c11 -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -ffp-contract=off"
tab=$(printf '\t')
same() { cmp "$1" "$2" >&2; }
has() { grep -qE -- "$1" "$out"; }
round=$scratch/round

# Without what else is set for the user.
python() { python3 -I -B "$@"; }

exporter=$program
# exported EXAMPLE: its program in three languages.
exported() {
    for format in c python javascript; do
        "$exporter" export "$format" -e "$1" -o "$round.$format" 2>>"$err" || return 1
    done
    mv "$round.javascript" "$round.js"
}
# compiled COMPILER FLAGS..: the program in C, by it.
compiled() {
    compiler=$1
    shift
    # shellcheck disable=SC2086
    "$compiler" $strict "$@" -o "$round" "$round.c" -lm 2>>"$err"
}
# agree FILE FILE MOST: the same keys in the same order, and values no further apart than that, and
# that much of themselves. Another language has an exp of its own.
agree() {
    paste "$1" "$2" | awk -F '\t' -v most="$3" '
        $1 != $3 { print $1 " where " $3 " is expected"; wrong = 1 }
        { d = $2 - $4; s = $4 < 0 ? -$4 : $4; if (d < 0) d = -d }
        !(d <= most * (1 + s)) { print $1 ": " $2 ", expected " $4; wrong = 1 }
        END { exit wrong || NR == 0 }' >&2
}
# walked EXAMPLE, trained EXAMPLE: what a program prints, after 1 round; what it prints, besides
# others, after so many that the last one was of the first pair, be there 1, 2 or 3.
walked() { "$released" walk -e "$1" | grep -v @ >"$scratch/walk"; }
rounds=1003
trained() {
    "$released" train -n $rounds --every 0 -e "$1" | awk -F '\t' '
        NR == 1 { split($0, name) }
        NR == 2 { for (c = 2; c <= NF; c++) print name[c] "+\t" $c }' >"$scratch/trained"
}
# After the rounds, what the program prints has each number of the training, but biases that are
# left alone, which it has without a +.
has_trained() {
    sed 's/^\(b[^+]*\)\t/\1+\t/' "$1" >"$scratch/biases"
    cat "$1" "$scratch/biases" | grep -xF -c -f "$scratch/trained" >"$scratch/count"
    ! grep -vxF -f "$1" "$scratch/trained" | grep -vxF -f "$scratch/biases" >&2
}

# ------------------------------------------------------------------- three languages

for file in tests/examples/*.yaml tests/examples/functions/*.yaml; do
    name=${file#tests/examples/}
    check "$name: is exported" exported "$file"
    walked "$file"
    trained "$file"
    for compiler in gcc clang; do
        check "$name: $compiler compiles the C without a warning" compiled $compiler -O1
        ran "$round"
        check "$name: by $compiler it prints the walk" same "$out" "$scratch/walk"
        ran "$round" $rounds
        check "$name: by $compiler, after $rounds rounds, the training" has_trained "$out"
    done
    cp "$out" "$scratch/after"
    ran python "$round.python"
    check "$name: Python prints the walk" same "$out" "$scratch/walk"
    ran python "$round.python" $rounds
    check "$name: and after $rounds rounds the same as C" same "$out" "$scratch/after"
    ran node "$round.js"
    check "$name: JavaScript prints the walk" agree "$out" "$scratch/walk" 1e-14
    ran node "$round.js" 41
    "$round" 41 >"$scratch/after"
    check "$name: and after 41 rounds what C does" agree "$out" "$scratch/after" 1e-11
done

# What others than C print, after a round: Python the same text, as it has the same exp.
python_prints_it() { python "$round.python" >"$out" && same "$out" "$scratch/walk"; }
node_prints_it() { node "$round.js" >"$out" && agree "$out" "$scratch/walk" 1e-14; }
exported_well() {
    exported "$1" && compiled gcc -O0 && walked "$1" && trained "$1" &&
        "$round" >"$out" && same "$out" "$scratch/walk" &&
        "$round" $rounds >"$out" && has_trained "$out"
}

# Lines that break, all functions, several hidden layers: whatever is drawn. Python and JavaScript
# take turns.
drawn_well() {
    exported_well "$1" &&
        if [ $((seed % 2)) = 0 ]; then python_prints_it; else node_prints_it; fi
}
exporter=$released
seed=0
while read -r shape hidden output error; do
    for _ in 1 2 3 4 5; do
        seed=$((seed + 1))
        awk -v seed=$seed -v shape="$shape" -v hidden="$hidden" -v output="$output" \
            -v error="$error" -f tests/support/draw_example.awk >"$scratch/drawn.yaml"
        : >"$err"
        check "drawn by $seed, $shape $hidden $output $error" drawn_well "$scratch/drawn.yaml"
    done
done <<'END'
2-2-2 logistic logistic
1-1-1 logistic logistic
1-1 logistic logistic
5-2 logistic logistic
2-3-3-2 logistic logistic
16-8-4 logistic logistic
5-3-4 tanh logistic cross-entropy
3-5-3-2 relu,tanh logistic
2-4-3 relu softmax
4-5 logistic softmax
3-2-2-2-2 relu,identity,tanh identity
1-7-1 relu relu
9-2 identity tanh
2-1-1-1-1-1-1-3 logistic logistic cross-entropy
END

exporter=$program

# Numbers that are spelt with and without an exponent, the smallest, and -0: the given ones are
# printed as they are. All net inputs are sums of 0 and -0.
cat >"$scratch/spelt.yaml" <<'END'
learning_rate: 1e-300
training:
  - inputs: [1e15, 123456789012345678, 1e16, 1e-5, 0.0001, 5e-324, -0, 1e22, 1e-7, 100, -1.5e21,
             2.2250738585072014e-308, 0.1, 999999999999999.9, -12345678.90123, 3e-310, 1e100]
    targets: [0.5, 0.25]
layers:
  - weights: [[-0, -0, -0, -0, -0, -0, 0, -0, -0, -0, 0, -0, -0, -0, 0, -0, -0],
              [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]
    bias: -0
  - weights: [[-0, 0], [0, -0]]
    biases: [-0, 0]
    activation: identity
END
check "numbers of all sizes are exported" exported "$scratch/spelt.yaml"
walked "$scratch/spelt.yaml"
check "they have a -0" grep -q "${tab}-0\$" "$scratch/walk"
check "gcc compiles that" compiled gcc -O2
ran "$round"
check "C spells them as the walk does" same "$out" "$scratch/walk"
ran python "$round.python"
check "so does Python" same "$out" "$scratch/walk"
ran node "$round.js"
check "so does JavaScript" same "$out" "$scratch/walk"

# Net inputs of some hundreds, from both sides: e^-net is infinite, or 0.
sed 's/\[0.05, 0.10\]/[5000, -9000]/' tests/examples/post.yaml >"$scratch/large.yaml"
check "net inputs beyond what exp can take" exported_well "$scratch/large.yaml"
check "in Python, too" python_prints_it
check "and in JavaScript" node_prints_it

# --------------------------------------------------------------------- how it reads

exported tests/examples/post.yaml
check "the post's program in C has 130 lines at most" test "$(wc -l <"$round.c")" -le 130
for file in "$round.c" "$round.python" "$round.js"; do
    check "no line of ${file##*.} is too wide" test -z "$(awk 'length > 80' "$file")"
done
# Each key of the reference is the name of one assignment, by the rule.
for file in "$round.c" "$round.python" "$round.js"; do
    grep -oE '[A-Za-z0-9_]+ = ' "$file" | sort | uniq -c | awk '{ print $2 " " $1 }' \
        >"$scratch/assigned"
    missing=$(sed -n 's/^\([^#@]*\)\t.*/\1/p' tests/reference/post.tsv | sed 's|/|_|; s/+$/_new/' |
        while read -r name; do
            case $name in w[0-9]) times=2 ;; *) times=1 ;; esac # at the start, and from w_new
            grep -qx "$name $times" "$scratch/assigned" || echo "$name"
        done)
    check "each number of the reference is assigned in ${file##*.}" test -z "$missing"
done
while read -r line; do
    check "there is: $line" grep -qF -- "$line" "$round.c"
done <<'END'
double net_h1 = w1 * i1 + w2 * i2 + b1;
double out_h1 = 1.0 / (1.0 + exp(-net_h1));
double dnet_o1_dw5 = out_h1, dE_dw5 = delta_o1 * dnet_o1_dw5;
double dE_dout_h1 = dE_o1_dout_h1 + dE_o2_dout_h1;
double w5_new = w5 - eta * dE_dw5;
double net_o2_new = w7_new * out_h1_new + w8_new * out_h2_new + b2;
END

# A name that would end the comment, make the next line one, or tell an encoding; those of several lines are refused.
for name in 'a */ int x = 1; /* b' 'ends in \' '??/' 'auto-encoding: 2' 'é # // """ %s%n' '/* /*'; do
    { printf "name: '%s'\n" "$name" && cat tests/examples/3-4-2.yaml; } >"$scratch/named.yaml"
    check "a network named $name" exported_well "$scratch/named.yaml"
    check "in Python, too" python_prints_it
    check "and in JavaScript" node_prints_it
done
check "its name is in a comment" test "$(grep -c 'The example: ".*", a network of 3-4-2' "$round.c")" = 1

# ----------------------------------------------------------------------- bad rounds

exported tests/examples/post.yaml
compiled gcc -O1
for argument in 0 -1 1e3x ten 2.5; do
    for call in "$round" "python $round.python" "node $round.js"; do
        $call "$argument" >"$out" 2>"$err"
        status=$?
        check "${call##*/} $argument: exit 2" exits 2
        check "${call##*/} $argument: says what is expected" complains "1 or more"
        check "${call##*/} $argument: prints nothing" says_nothing
    done
done

# --------------------------------------------------------------------------- tables

cat >"$scratch/tables.py" <<'END'
import csv, json, jsonschema, math, sys
tsv, in_csv, in_json, walk, schema = sys.argv[1:]
rows = [line.rstrip("\n").split("\t") for line in open(tsv)]
head, rows = rows[0], rows[1:]
assert head == ["key", "value", "symbols", "numbers", "chapter"], head
assert [row[:2] for row in rows] == [line.split() for line in open(walk)], "not the walk"
with open(in_csv, newline="") as file:
    assert list(csv.reader(file, strict=True)) == [head] + rows, "csv"
numbers = json.load(open(in_json))
assert [list(row) for row in numbers] == [head] * len(rows), "json"
for row, number in zip(rows, numbers):
    texts = [number[name] for name in ("key", "symbols", "numbers")]
    assert texts == [row[0], row[2], row[3]], row
    assert number["value"] == float(row[1]) and number["chapter"] == int(row[4]), row
# JSON is what the schema says, and nothing is that has a fault in it.
schema = json.load(open(schema))
jsonschema.Draft202012Validator.check_schema(schema)
valid = jsonschema.Draft202012Validator(schema).is_valid
assert valid(numbers), "not by the schema"
made_last = max(k for k in range(len(rows)) if rows[k][2])
for fault in ({"key": "2w"}, {"key": "w1++"}, {"value": "0.5"}, {"value": None}, {"symbols": None},
              {"numbers": ""}, {"chapter": 6}, {"chapter": 1.5}, {"more": 1}):
    assert not valid([numbers[made_last] | fault]), fault
assert not valid([]) and not valid({}) and not valid([{"key": "w1", "value": 1}])
# The formula in numbers, worked out.
known = {"exp": math.exp, "tanh": math.tanh, "max": max, "ln": math.log}
made = 0
for key, value, symbols, formula, chapter in rows:
    assert (symbols == "") == (formula == ""), key
    if not formula:
        continue
    made += 1
    found = eval(formula.replace("^", "**"), {"__builtins__": {}}, known)
    assert abs(found - float(value)) <= 1e-13 * (1 + abs(found)), (key, formula, found)
assert made > len(rows) / 2, made
END
# tabled EXAMPLE
tabled() {
    for format in tsv csv json; do
        "$program" export $format -e "$1" >"$scratch/table.$format" 2>"$err" || return 1
    done
    "$released" walk -e "$1" >"$scratch/walk"
    python "$scratch/tables.py" "$scratch/table.tsv" "$scratch/table.csv" \
        "$scratch/table.json" "$scratch/walk" report/release/export.schema.json 2>"$err"
}
for file in tests/examples/*.yaml tests/examples/functions/*.yaml; do
    check "${file#tests/examples/}: three tables of the walk, with true formulas" tabled "$file"
done
awk -v seed=3 -v shape=240-2-2 -f tests/support/draw_example.awk >"$scratch/wide.yaml"
check "a sum of 240 terms is not cut" tabled "$scratch/wide.yaml"

# Written by hand, from the table of names; | is a tab.
"$program" export tsv >"$out"
while read -r line; do
    check "the post's table has: $line" grep -qF -- "$(echo "$line" | tr '|' '\t')" "$out"
done <<'END'
i1|0.05|||0
net_h1|0.3775|w1 i1 + w2 i2 + b1|0.15 * 0.05 + 0.2 * 0.1 + 0.35|1
|1 / (1 + exp(-net_h1))|1 / (1 + exp(-0.3775))|1
|E_o1 + E_o2|
|1/2 (t1 - out_o1)^2|1/2 * (0.01 - 0.75
|-(t1 - out_o1)|
|out_h1 (1 - out_h1)|
|delta_o1 dnet_o1/dw5|
|delta_o1 w5|
|w5 - eta dE/dw5|0.4 - 0.5 * 0.08
|w1+ i1 + w2+ i2 + b1|
END

# ---------------------------------------------------------------------------- files

mkdir "$scratch/folder"
file=$scratch/folder/out.c
mode() { ls -l "$file" | cut -c1-10; }
"$program" export c >"$scratch/expected"
(umask 027 && "$program" export c -o "$file")
check "-o writes the file" same "$file" "$scratch/expected"
check "alone" test "$(ls "$scratch/folder")" = out.c
check "for those whom the user's mask lets read it" test "$(mode)" = "-rw-r-----"
chmod 604 "$file"
"$program" export json -o "$file"
check "one that is there is replaced, and open to the same" test "$(mode)" = "-rw----r--"
check "by what is written now" test "$(head -c 1 "$file")" = "["
cp "$file" "$scratch/old"
# A disk that is full after a block of 512 bytes.
full() {
    (trap '' XFSZ && ulimit -f 1 && exec "$released" export c "$@") >"$out" 2>"$err" </dev/null
    status=$?
}
full -o "$file"
check "where the disk is full: exit 2" exits 2
check "it says so" complains "out.c: cannot be written: File too large"
check "the old file is kept" same "$file" "$scratch/old"
full -o "$scratch/folder/new.c"
check "and nothing else is there" test "$(ls "$scratch/folder")" = out.c
ran "$program" export c -o /dev/full
check "-o /dev/full: exit 2" exits 2
check "-o /dev/full: says so" complains "/dev/full: cannot be written: No space left on device"
check "-o /dev/full: it is still what it was" test -c /dev/full
"$program" export c -o /dev/stdout | cat >"$out"
check "-o /dev/stdout is written to" same "$out" "$scratch/expected"
ran "$program" export c -o "$scratch/no/such/folder.c"
check "-o in no folder: exit 2" exits 2
check "-o in no folder: says so" complains "folder.c: cannot be written: No such file"

# ------------------------------------------------------------------------- refused

refused() {
    what=$1
    text=$2
    shift 2
    ran "$program" export "$@"
    check "$what: exit 2" exits 2
    check "$what: nothing on stdout" says_nothing
    check "$what: says '$text'" complains "$text"
}
refused "no format" "export: no format given, expected one (see backprop export --help)"
refused "an unknown format" "there is no format 'fortran', expected c, python, javascript, tsv" fortran
refused "a format too many" "unexpected 'json'" tsv json
refused "a file that is not there" "no/such.yaml: cannot be opened" c -e no/such.yaml
awk -v seed=1 -v shape=143-7 -f tests/support/draw_example.awk >"$scratch/more.yaml"
for format in c csv; do
    refused "1001 weights as $format" "the network has 1001 weights, expected at most 1000" \
        $format -e "$scratch/more.yaml"
done
awk -v seed=1 -v shape=125-8 -f tests/support/draw_example.awk >"$scratch/most.yaml"
check "1000 weights" exported_well "$scratch/most.yaml"
sed 's/\[0.05, 0.10\]/[1e200, 1e300]/; s/\[0.01, 0.99\]/[1e200, 0]/' tests/examples/post.yaml \
    >"$scratch/beyond.yaml"
for format in c tsv; do
    refused "numbers beyond all bounds as $format" "is not a finite number" \
        $format -e "$scratch/beyond.yaml"
done

finish

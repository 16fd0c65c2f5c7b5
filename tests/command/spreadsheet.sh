#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The spreadsheet that export writes. LibreOffice works every cell out anew, as the values beside
# the formulas are taken away before: each number against the walk's, and each row of the rounds
# against the training's, which the chapters compute.
# needs: build/gcc/backprop build/backprop
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
released=build/backprop
unset SOURCE_DATE_EPOCH
books=$scratch/books
mkdir "$books"
python() { python3 -I -B "$@"; }
same() { cmp "$1" "$2" >&2; }

# A workbook, and a copy whose cells have no values, with other changes of recalculate.py's.
# book NAME EXAMPLE [CHANGE..]
book() {
    name=$1
    example=$2
    shift 2
    "$program" export xlsx -e "$example" -o "$scratch/$name.xlsx" 2>>"$err" &&
        python tests/support/recalculate.py "$scratch/$name.xlsx" "$books/$name.xlsx" "$@" 2>>"$err"
}
# Every sheet of every book, as text with tabs: NAME-SHEET.csv, with all digits, not as shown.
calculate() {
    (cd "$books" && HOME=$scratch soffice "-env:UserInstallation=file://$scratch/profile" --headless \
        --convert-to 'csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,false,false,false,false,-1' \
        ./*.xlsx) >"$scratch/said" 2>&1
}

cat >"$scratch/compare.py" <<'END'
import csv, sys
kind, book, expected = sys.argv[1:]
def rows(name):
    with open(name, newline="", encoding="utf-8") as file:
        return list(csv.reader(file, delimiter="\t"))
def check(what, found, right, beside=0.0):
    found, right = float(found), float(right)
    assert abs(found - right) <= 1e-12 * abs(right) + beside, f"{what}: {found!r}, expected {right!r}"
right = [row for row in rows(expected) if row and row[0][:1] != "#"]
if kind == "walk":
    # Number, words, formula, value; stages have no value. After training there are no formulas.
    found = [row for row in rows(book + "-Round.csv")[4:] if row[3]]
    right = [row for row in right if "@" not in row[0]]
    assert [row[0] for row in found] == [row[0] for row in right], "other keys than the walk"
    given = [row[0] for row in found if not row[2]]
    for row, (key, value) in zip(found, right):
        assert row[1], f"{key} has no words"
        check(key, row[3], value)
    # The same beside the learner's column, but for what is given.
    beside = rows(book + "-Check.csv")[4:]
    assert [row[0] for row in beside] == [key for key, _ in right if key not in given], "other keys"
    of = dict(right)
    for row in beside:
        check(row[0], row[3], of[row[0]])
else:
    sheet = rows(book + "-Rounds.csv")[3:]
    names, sheet = sheet[0], sheet[1:]
    heads, right = right[0], right[1:]
    assert len(sheet) == len(right) == 201, "not 201 rows"
    pairs = int(kind.split("=")[1])
    checked = 0
    for found, row in zip(sheet, right):
        of = dict(zip(names, found))
        first_pair = int(row[0]) % pairs == 0
        for name, value in zip(heads, row):
            # Training tells error and outputs of the first pair; biases that stay have no column.
            if (name[0] in "Eo" and not first_pair) or (name[0] == "b" and name not in of):
                continue
            # An error near 0 is made of the difference of an output and its target, which have
            # no digit beyond this.
            check(f"{name} after {row[0]} rounds", of[name], value, 1e-15)
            checked += 1
    assert checked > 201 * (len(heads) // 2), "hardly anything was compared"
END
compared() { python "$scratch/compare.py" "$1" "$books/$2" "$3" 2>"$err"; }
# is_walk NAME EXAMPLE, are_rounds NAME EXAMPLE
is_walk() { "$released" walk -e "$2" >"$scratch/walk" && compared walk "$1" "$scratch/walk"; }
are_rounds() {
    pairs=$(grep -c 'inputs:' "$2")
    "$released" train -n 200 --every 1 -e "$2" >"$scratch/train" &&
        compared "pairs=$pairs" "$1" "$scratch/train"
}

# ------------------------------------------------------------------- what is calculated

: >"$err"
for file in tests/examples/*.yaml tests/examples/functions/*.yaml; do
    name=$(echo "${file#tests/examples/}" | tr / -)
    check "$name: is exported" book "${name%.yaml}" "$file"
done
# All functions, whatever is drawn; the largest, with sums of 100 terms.
while read -r seed shape hidden output error; do
    awk -v seed="$seed" -v shape="$shape" -v hidden="$hidden" -v output="$output" \
        -v error="$error" -f tests/support/draw_example.awk >"$scratch/drawn-$seed.yaml"
    check "drawn by $seed, $shape $hidden $output $error" book "drawn-$seed" "$scratch/drawn-$seed.yaml"
done <<'END'
1 5-3-4 tanh logistic cross-entropy
2 2-4-3 relu softmax
3 4-5 logistic softmax
4 3-2-2-2-2 relu,identity,tanh identity
5 100-2 logistic logistic
6 1-7-1 relu relu
END
# Outputs near 0, of which 1 - out would have lost digits.
cat >"$scratch/saturated.yaml" <<'END'
learning_rate: 0.01
error: cross-entropy
training:
  - inputs: [1, -2]
    targets: [0, 1, 0.25]
layers:
  - weights: [[-9, 3], [9, -3], [-4, 2]]
    bias: 0.5
END
check "saturated outputs are exported" book saturated "$scratch/saturated.yaml"
# An output of 0 beside a target of which the square is too small for a double.
cat >"$scratch/tiny.yaml" <<'END'
learning_rate: 0.5
training:
  - inputs: [0.3, -0.8]
    targets: [1e-300, 0.7]
layers:
  - weights: [[-0.4, 0.9], [0.6, -0.5]]
    bias: -0.1
    activation: relu
END
check "a tiny target is exported" book tiny "$scratch/tiny.yaml"

# By hand: w5 is in row 14 of the post's sheet.
post=tests/examples/post.yaml
sed 's/0\.40/0.7/' $post >"$scratch/w5.yaml"
check "another w5 is another example" test "$(diff $post "$scratch/w5.yaml" | grep -c '^>')" = 1
check "w5 is changed in the sheet" book w5 $post 'Round!D14=0.7'
check "a formula is spoilt in one" book spoilt $post 'spoil=Round!D30'
check "another in the rounds" book spoilt-rounds $post 'spoil=Rounds!H100'
check "a learner's numbers are typed" book typed $post Check!C5=0.3775 Check!C6=0.59325 \
    Check!C7=0.4 Check!C8=0.5868 Check!C11=1 Check!C12=0.7727 Check!C14=0.9
check "LibreOffice takes them all" calculate

for file in tests/examples/*.yaml tests/examples/functions/*.yaml; do
    name=$(echo "${file#tests/examples/}" | tr / -)
    name=${name%.yaml}
    check "$name: every cell is the walk's" is_walk "$name" "$file"
    check "$name: every row is the training's" are_rounds "$name" "$file"
done
for file in "$scratch"/drawn-*.yaml "$scratch/saturated.yaml" "$scratch/tiny.yaml"; do
    name=$(basename "$file" .yaml)
    check "$name: every cell is the walk's" is_walk "$name" "$file"
    check "$name: every row is the training's" are_rounds "$name" "$file"
done
check "the post's cells are those of the reference" compared walk post tests/reference/post.tsv
check "with another w5 they are the walk of that example" is_walk w5 "$scratch/w5.yaml"
check "and the rounds its training" are_rounds w5 "$scratch/w5.yaml"
differs() {
    : >"$err"
    ! "$@" && complains "AssertionError: $what"
}
what="w5: 0.7, expected 0.4"
check "they are not the post's any more" differs is_walk w5 $post
what=E_o1:
check "a spoilt formula would be seen" differs is_walk spoilt $post
what="E_total after 95 rounds"
check "in the rounds, too" differs are_rounds spoilt-rounds $post
: >"$err"

# ------------------------------------------------------------------------------- marks

# True are 0.3775, 0.593269992, 0.3925, 0.596884378, and of net_o2 and out_o2 1.224921404 and
# 0.772928465, of E_o2 0.023560026. Two units are 0.0002, 0.00002, 0.2, 0.0002; 2; 0.0002; 0.2.
# out_h1 is a little less than that away, out_o2 a little more.
sed -n '5,$s/^\([^\t]*\)\t[^\t]*\t\([^\t]\{1,\}\)\t.*\t\([^\t]*\)$/\1 \3/p' "$books/typed-Check.csv" \
    >"$scratch/marks"
cat >"$scratch/expected" <<'END'
net_h1 ✓ equal
out_h1 ✓ equal
net_h2 ✓ equal
out_h2 ≠ differs
net_o2 ≈ too few digits
out_o2 ≠ differs
E_o2 ≠ differs
END
check "each number that is typed has its mark" same "$scratch/marks" "$scratch/expected"
check "they are counted" grep -q '3 equal, 3 differ, of 7' "$books/typed-Check.csv"

# ------------------------------------------------------------------------------- words

# One list of words in C, one for translators of the page: what they say is the same.
cat >"$scratch/words.mjs" <<'END'
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
const [file, ...sheets] = process.argv.slice(2);
const { words } = await import(pathToFileURL(file));
const { names, newNames } = words.step;
const all = [...Object.values(names), newNames.weight, newNames.bias];
const texts = [...all, ...all.map((name) => newNames.other.replace('{name}', name))];
const known = texts.map((text) =>
  new RegExp('^' + text.replace(/[^\w\s{}]/g, '\\$&').replace(/\{\w+\}/g, '\\w+') + '$'));
const said = sheets.flatMap((sheet) => readFileSync(sheet, 'utf8').split('\n').slice(4)
  .map((line) => line.split('\t')).filter((row) => row[3]).map((row) => row[1]));
const strange = said.filter((text) => !known.some((pattern) => pattern.test(text)));
if (said.length < 100 || strange.length > 0) throw new Error(strange.join('; '));
END
cp report/explorer/words.js "$scratch/words_of_page.mjs"
spoken() { node "$scratch/words.mjs" "$scratch/words_of_page.mjs" "$@" 2>>"$err"; }
check "the words are the page's" spoken "$books"/*-Round.csv

# ------------------------------------------------------------------------------- bytes

file=$scratch/a.xlsx
"$program" export xlsx -o "$file"
check "standard output has the same bytes" sh -c "'$program' export xlsx | cmp - '$file'"
elsewhere() {
    (umask 077 && TZ=Asia/Seoul LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 TMPDIR=$books "$released" \
        export xlsx) | cmp - "$file"
}
check "so has another day, time zone, locale and mask" elsewhere
part() { unzip -p "$1" "$2"; }
dated() { part "$1" docProps/core.xml | grep -q "<dcterms:created[^>]*>$2T"; }
check "it is dated as the post is" dated "$file" 2015-03-17
SOURCE_DATE_EPOCH=86400 "$program" export xlsx -o "$scratch/dated.xlsx"
check "or as SOURCE_DATE_EPOCH says" dated "$scratch/dated.xlsx" 1970-01-02
SOURCE_DATE_EPOCH=0 "$program" export xlsx -o "$scratch/dated.xlsx"
check "be it 0" dated "$scratch/dated.xlsx" 1970-01-01
check "it tells its licence" sh -c "unzip -p '$file' docProps/core.xml | grep -q 'CC BY 4.0'"
check "it has a chart, with a description" sh -c \
    "unzip -p '$file' xl/drawings/drawing1.xml | grep -q 'descr=\"The total error'"
check "on a logarithmic axis" sh -c "unzip -p '$file' xl/charts/chart1.xml | grep -q logBase"
# Two inputs, two targets, eight weights, two biases and the learning rate, from row 6 on.
given=$(part "$file" xl/worksheets/sheet1.xml | grep -o '<c r="D[0-9]*" s="[0-9]*"><v>')
style=$(echo "$given" | sed -n 's/.*s="\([0-9]*\)".*/\1/p' | sort -u)
check "15 cells have a number and no formula" test "$(echo "$given" | wc -l)" = 15
# The styles of cells are counted from 0, in the second list of the file.
can_be_changed() {
    part "$file" xl/styles.xml | sed 's/.*<cellXfs[^>]*>//; s/<xf /\n&/g' | grep '^<xf ' | sed -n "$(($1 + 1))p" |
        grep -q 'locked="0"'
}
check "they can be changed" can_be_changed "$style"
cannot_be_changed() { ! can_be_changed "$1"; }
check "the legend, which looks like them, cannot" cannot_be_changed 2
# The formulas of five softmax outputs, before and after the update, have more than a line.
high=$(part "$books/functions-softmax-alone.xlsx" xl/worksheets/sheet1.xml |
    grep -o 'ht="[0-9.]*" customHeight' | wc -l)
check "a row is as high as its formula has lines" test "$high" = 10
check "nothing is left behind" test -z "$(find "$books" -name 'backprop-*')"
check "no leak, no error" valgrind -q --leak-check=full --error-exitcode=9 "$released" export xlsx \
    -e tests/examples/mixed.yaml -o "$scratch/b.xlsx"

# ----------------------------------------------------------------------------- refused

refused() {
    what=$1
    text=$2
    shift 2
    ran "$@"
    check "$what: exit 2" exits 2
    check "$what: nothing on stdout" says_nothing
    check "$what: says '$text'" complains "$text"
}
export_of() { "$program" export xlsx -e "$@"; }
awk -v seed=1 -v shape=67-3 -f tests/support/draw_example.awk >"$scratch/more.yaml"
refused "201 weights" "the network has 201 weights, expected at most 200" export_of "$scratch/more.yaml"
{ echo 'batch: 2' && cat tests/examples/mixed.yaml; } >"$scratch/batch.yaml"
refused "a batch" "batch: 2 pairs a round, expected 1" export_of "$scratch/batch.yaml"
sed 's/\[0.05, 0.10\]/[-5000, -9000]/' $post >"$scratch/large.yaml"
refused "what exp cannot take" "after 0 of 200 rounds, out_h1 takes exp(" export_of "$scratch/large.yaml"
sed 's/learning_rate: .*/learning_rate: 1e6/' tests/examples/functions/identity.yaml >"$scratch/away.yaml"
refused "what grows beyond all bounds" "of 200 rounds" export_of "$scratch/away.yaml"
refused "a folder for files that is not there" "no/such/backprop-" \
    env TMPDIR=no/such "$program" export xlsx
refused "a date that is none" "SOURCE_DATE_EPOCH is 'today', expected seconds" \
    env SOURCE_DATE_EPOCH=today "$program" export xlsx
full() { (trap '' XFSZ && ulimit -f 1 && exec "$released" export xlsx -o "$scratch/full.xlsx"); }
refused "a full disk" "cannot be written" full
check "a full disk: there is no file" test ! -e "$scratch/full.xlsx"
cat >"$scratch/terminal.py" <<'END'
import os, pty, sys
master, terminal = pty.openpty()
pid = os.fork()
if pid == 0:
    os.dup2(terminal, 1)
    os.execv(sys.argv[1], sys.argv[1:])
os.close(terminal)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
END
refused "a terminal" "expected -o FILE" python "$scratch/terminal.py" "$program" export xlsx

finish

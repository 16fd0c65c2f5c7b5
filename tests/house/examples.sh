#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Examples that ask much of the build: by their names, by their numbers, and on a machine that has
# lost a tool since the book was first built.
# needs: editions
. tests/support/tap.sh
. tests/support/tools.sh

here=$PWD
move_to_a_copy
made html
check "what is built already is not built anew" test "$(cat "$out")" = build/report/backprop.html

# ------------------------------------------------------------------------- their names

find build | sort >"$scratch/before"
refused() {
    made html EXAMPLE="$1"
    check "refused as an example's name: $1" exits 2
    check "in one sentence" test "$(wc -l <"$err")" = 1
    check "which says why" complains "$2"
}
own() { refused "$1" "build/${1%.yaml} is the build's own; expected another name for the file"; }
odd() { refused "$1" "expected a file's name of letters, digits and . _ - alone, that begins with"; }
# Each thing that is in build/ now, unless it is a book or a worksheet that somebody made; and what lies there
# only at times.
of_somebody() {
    [ "${1##*/}" != report ] && { [ -e "$1/example.yaml" ] || [ -e "$1/worksheet/example.yaml" ]; }
}
for thing in "$here"/build/*; do
    of_somebody "$thing" || own "$(basename "$thing").yaml"
done
for name in gcc clang mutants certify compile_commands.json backprop.tmp; do
    own "$name.yaml"
done
for name in /x/.yaml . .. x/ -x.yaml "it's mine.yaml" 'my mine.yaml' 'dollar$HOME.yaml' '$(name)' \
    "$(printf 'two\nlines.yaml')" "$(printf 'two\nlines/mine.yaml')"; do
    odd "$name"
done
find build | sort | cmp -s - "$scratch/before"
check "and nothing is made" test $? = 0

# ----------------------------------------------------------------------- their numbers

for picture in figures/*.gp report/diagrams/*.lua; do
    name=$(basename "${picture%.*}")
    [ "$name" = style ] || set -- "$@" "build/extreme/figures/$name.svg"
done
cat >extreme.yaml <<'END'
learning_rate: 0.5
rounds: 3
training:
  - inputs: [1e-310, 1]
    targets: [2e-320, 1e-160]
layers:
  - weights: [[3e-311, 4e28], [-5e28, 0]]
    bias: 0
  - weights: [[6e-323, 0], [0, 0]]
    bias: -745
END
made -k "$@" EXAMPLE=extreme.yaml
check "numbers of any size are drawn" exits 0
check "gnuplot complains of none, nor does what draws the diagrams" test ! -s "$err"
# A picture's text, without what sets it in another size.
text_of() { sed 's/<[^>]*>//g; s/\xe2\x81\xa0//g; s/^\t*//' "build/extreme/figures/$1.svg"; }
check "the smallest of them as they are typed" \
    test "$(text_of one_neuron | grep -cxE 'target t = 2e-320|1e-310|3e-311')" = 3
check "a result that is huge, as a power of ten" test -n "$(text_of logistic | grep -F '4.00×1028')"
# The second output is 0 for a double near to 1e-160, whose square is halved.
check "one that is tiny, too" test -n "$(text_of hidden_paths | grep -F '5×10−321')"

without gnuplot
fake gnuplot <<'END'
#!/bin/sh
echo >&2 'undefined value'
exit 1
END
rm build/extreme/figures/error.svg
made_there build/extreme/figures/error.svg EXAMPLE=extreme.yaml
check "numbers that gnuplot cannot draw stop the build" exits 2
check "in our words, too" complains \
    'make: extreme.yaml: figures/error.gp cannot draw its numbers, for the reason above; expected each'

# ----------------------------------------------------- a tool that was there, and is not

# lost TOOL PACKAGE GOAL...: says so where it is called for.
lost() {
    tool=$1 package=$2
    shift 2
    without "$tool"
    made_there "$@"
    check "without $tool the build stops" exits 2
    check "in one sentence that names the package" \
        test "$(grep -cF "$tool is missing: install the package $package" "$err")" = 1
    check "and nothing else is said of it" test -z "$(grep -iE "not found|$tool: " "$err")"
}
without gcc clang diff
made_there html CC=gcc
check "what needs no compiler is done without" exits 0
touch src/walk/walk.c
lost gcc gcc build/backprop CC=gcc
made build/backprop
lost gcc gcc build/backprop CC=gcc -W build/obj/src/walk/walk.o
lost clang clang build/clang/tests/base/names
lost cmp diffutils build/extreme/example.yaml EXAMPLE=extreme.yaml
lost cmp diffutils html
made html
lost cmp diffutils pdf -W report/pdf.sh
lost grep grep pdf -W report/pdf.sh
lost clang clang build/page/obj/src/page/page.o -W src/page/page.c
lost wasm-opt binaryen build/page/program.wasm -W build/page/linked.wasm
lost zopfli zopfli build/page/program.wasm.gz -W build/page/program.wasm
lost esbuild esbuild build/page/explorer.js -W report/explorer/main.js
lost sed sed help
made help
cp "$out" "$scratch/help"
without awk
made_there help
check "help needs sed alone" cmp "$out" "$scratch/help"

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# backprop gradcheck as users and scripts meet it: exit codes, streams, and its last line.
# needs: build/gcc/backprop
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}

# example NAME TARGETS BIAS: an example file with a second layer that has this bias.
example() {
    cat >"$scratch/$1.yaml" <<EOF
learning_rate: 0.5
training: [{inputs: [0.3, 0.7], targets: $2}]
layers: [{weights: [[0.2, -0.4], [0.5, 0.1]], bias: 0.3},
         {weights: [[0.4, 0.6], [0.7, -0.2]], bias: $3}]
EOF
}
last_is() { [ "$(tail -n 1 "$out")" = "$1" ]; }
verdicts() { sed '1d;$d' "$out" | cut -f5 | sort -u; }
all_finite() { ! sed '1d;$d' "$out" | cut -f2-4 | grep -iE 'nan|inf|[0-9]{4}$'; }

# Whether each bound is a power of ten, beyond what lies between the two (the difference has
# been rounded to 12 digits).
bounds_hold() {
    sed '1d;$d' "$out" | awk -F'\t' '
        function abs(x) { return x < 0 ? -x : x }
        NF != 5 || $4 !~ /^1e-?[0-9]+$/ || abs($2 - $3) > $4 + 1e-11 * abs($2) { exit 1 }'
}
# Whether the derivatives are those of the walk, digit for digit.
as_in_walk() {
    sed '1d;$d' "$out" | cut -f1,2 | sort >"$scratch/derivatives"
    "$program" walk "$@" | grep '^dE/d[wb]' | sort | diff - "$scratch/derivatives" >&2
}

ran "$program" gradcheck
check "the post's example: exit 0" exits 0
check "its header names the columns" test "$(head -n 1 "$out")" = "$(printf \
    'derivative\tby_backpropagation\tby_central_difference\tapart_by_less_than\tverdict')"
check "its bounds hold" bounds_hold
check "its derivatives are the walk's" as_in_walk
check "nothing on stderr" test ! -s "$err"
check "ten derivatives" test "$(wc -l <"$out")" = 12
check "all of them right" test "$(verdicts)" = right
check "which its last line says" \
    last_is "10 of 10 derivatives agree with central differences"

for file in tests/examples/*.yaml; do
    ran "$program" gradcheck -e "$file"
    check "$file: exit 0" exits 0
    check "$file: all right" test "$(verdicts)" = right
    check "$file: its bounds hold" bounds_hold
    check "$file: its derivatives are the walk's" as_in_walk -e "$file"
    check "$file: finite numbers only" all_finite
done

# e^-800 is nothing beside 1: the outputs are 1, and all is flat.
example flat "[0.1, 0.9]" 800
example met "[1, 1]" 800
for name in flat met; do
    ran "$program" gradcheck -e "$scratch/$name.yaml"
    check "$name: exit 1 where nothing can be told" exits 1
    check "$name: nothing on stderr" test ! -s "$err"
    check "$name: too small to tell" test "$(verdicts)" = "too small"
    check "$name: finite numbers only" all_finite
    check "$name: its bounds hold" bounds_hold
    check "$name: the last line says so" last_is \
        "0 of 10 derivatives agree with central differences, 10 too small to tell"
done

# Where o1 is flat, and h1, which leads to o1 alone, w1, w2, w5 and w6 cannot be told.
example some "[0.1, 0.9]" 0.6
sed -i 's/\[\[0.4, 0.6\], \[0.7/[[900, 800], [0/' "$scratch/some.yaml"
ran "$program" gradcheck -e "$scratch/some.yaml"
check "some that can be told: exit 0" exits 0
check "some that can be told: the last line says so" last_is \
    "6 of 10 derivatives agree with central differences, 4 too small to tell"

# Half the square of 1e200 is no double.
example endless "[1e200, 0.9]" 0.6
ran "$program" gradcheck -e "$scratch/endless.yaml"
check "an error beyond all bounds: exit 2" exits 2
check "an error beyond all bounds: nothing on stdout" says_nothing
check "an error beyond all bounds: says so" complains "stay within bounds"
check "and in which file" complains "$scratch/endless.yaml"

"$program" gradcheck >/dev/full 2>"$err"
status=$?
: >"$out"
check "on a full disk: exit 2" exits 2
check "on a full disk: says so" complains "standard output: No space left on device"

finish

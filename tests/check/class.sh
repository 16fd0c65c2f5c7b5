#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A class: each learner's numbers are judged by the exercise that their file names. The numbers
# are the walk's of that exercise, and what was changed in them is known.
# needs: build/gcc/backprop build/backprop
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
tab=$(printf '\t')
folder="$scratch/of a course"
class=$scratch/class
mkdir -p "$folder/seed-3" "$class"

# One is a file in the folder, another in a folder of its own; shapes differ.
build/backprop exercise --seed 2 >"$folder/seed-2.yaml"
build/backprop exercise --seed 3 --layers 3-4-2 >"$folder/seed-3/example.yaml"
build/backprop exercise --seed 4 --layers 2-3-3-2 >"$folder/deep.yaml"

# numbers NAME EXAMPLE: a learner's file for the exercise of that name, all right.
numbers() {
    printf '%s\n' "# Mine, in May." "# exercise: $1"
    build/backprop walk -e "$folder/$2" | grep -v '@' | sed "s/$tab/ = /"
}
numbers seed-2 seed-2.yaml >"$class/ada.txt"
numbers seed-3 seed-3/example.yaml >"$class/bob.txt"
numbers deep deep.yaml >"$class/cyd.txt"
# The second of seed 2 has its E_total wrong by a half, and has left the rest blank.
sed -e 's/^E_total = \(.*\)/E_total = 9\1/' -e '/^dE/,$s/=.*/=/' "$class/ada.txt" >"$class/dan.txt"
# The line may stand anywhere, in any way that a comment does.
{ grep -v '^#' "$class/cyd.txt"; printf '  #exercise :deep \r\n'; } >"$class/eve.txt"

ran "$program" check --examples "$folder" --summary "$class"/*.txt
check "one number is wrong: exit 1" exits 1
cut -f1,3- "$out" >"$scratch/found"
for line in "ada${tab}0${tab}-${tab}right" "bob${tab}0${tab}-${tab}right" \
    "cyd${tab}0${tab}-${tab}right" "dan${tab}1${tab}E_total${tab}slip" \
    "eve${tab}0${tab}-${tab}right"; do
    printf '%s\n' "$line"
done | sed "s|^\(...\)|$class/\1.txt|" >"$scratch/expected"
check "each is marked against its own exercise, a line a file, in order" \
    cmp "$scratch/found" "$scratch/expected"
ran "$program" check --examples "$folder" "$class/dan.txt"
left=$(grep -c '=$' "$class/dan.txt")
check "what is left blank is counted" grep -q "^$left lines are not filled in yet\.$" "$out"
check "and is not wrong" grep -q ' 1 is wrong' "$out"
ran "$program" check --examples "$folder" --tsv "$class/ada.txt" "$class/bob.txt"
check "rows, too: exit 0" exits 0

# By one example for all, the line is a comment.
ran "$program" check -e "$folder/seed-2.yaml" --summary "$class/ada.txt"
check "with -e the line says nothing: exit 0" exits 0

# Standard input, and a file that was renamed.
"$program" check --examples "$folder" --summary - <"$class/bob.txt" >"$out" 2>"$err"
check "standard input is marked" grep -q "^standard input${tab}.*${tab}right$" "$out"

# Another learner's exercise under this name is wrong almost everywhere.
sed 's/exercise: seed-2/exercise: seed-5/' "$class/ada.txt" >"$class/taken.txt"
build/backprop exercise --seed 5 >"$folder/seed-5.yaml"
ran "$program" check --examples "$folder" --summary "$class/taken.txt"
check "numbers of another exercise are not right: exit 1" exits 1
check "and no mistake is named" grep -q "${tab}unknown$" "$out"

# ----------------------------------------------------------------------------- refused

# refused WHAT TEXT FILE: nothing on stdout, though other files are right.
refused() {
    ran "$program" check --examples "$folder" --summary "$class/ada.txt" "$3" "$class/bob.txt"
    check "$1: exit 2, nothing on stdout" test "$status" -eq 2 -a ! -s "$out"
    check "$1: says '$2'" complains "$2"
    check "$1: in one line" test "$(wc -l <"$err")" -eq 1
}
bad=$scratch/bad.txt
grep -v '^#' "$class/ada.txt" >"$bad"
refused "no line" "bad.txt: it does not say which exercise it is for, expected a line '# exercise: NAME'" "$bad"
sed 's/^E_o1/E_o1 # exercise: seed-2\nE_o1/' "$bad" >"$scratch/behind.txt"
refused "a comment behind a number" "it does not say which exercise" "$scratch/behind.txt"
for name in seed-9 SEED-2 seed-2.yaml; do
    sed "s/exercise: .*/exercise: $name/" "$class/ada.txt" >"$bad"
    refused "no such exercise" "bad.txt:2: there is no exercise '$name', expected $name.yaml or $name/example.yaml" "$bad"
done
for name in '' '..' '../deep' '/deep' '.deep' '-deep' 'a b' 'dee*' \
    "$(printf '%0101d' 0)"; do
    { echo "# exercise: $name"; grep -v '^#' "$class/ada.txt"; } >"$bad"
    refused "the name '$name'" "bad.txt:1: no name of an exercise, expected one such as seed-7" "$bad"
done
echo 'layers: [' >"$folder/broken.yaml"
sed 's/exercise: .*/exercise: broken/' "$class/ada.txt" >"$bad"
refused "an example that is none" "broken.yaml:" "$bad"
cp "$bad" "$class/broken.txt"
ran "$program" check --examples "$folder" "$bad" "$class/broken.txt"
check "it is named once for all its files" test "$(wc -l <"$err")" -eq 1
rm "$class/broken.txt"
ran "$program" check -e "$folder/deep.yaml" --examples "$folder" "$class/cyd.txt"
check "-e besides: exit 2" exits 2
check "says what is expected" complains "both -e and --examples, expected one of them"

# ------------------------------------------------------------------------------- speed

# What an example costs is paid once: two thousand files of two exercises.
mkdir "$scratch/many"
for k in $(seq 1000); do
    cp "$class/ada.txt" "$scratch/many/a$k.txt"
    cp "$class/bob.txt" "$scratch/many/b$k.txt"
done
in_time() {
    timeout 20 build/backprop check --examples "$folder" --summary "$scratch/many"/*.txt >"$out" &&
        test "$(grep -c "${tab}right$" "$out")" -eq 2000
}
check "two thousand files are marked within seconds" in_time

finish

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual page: what programs that show such pages think of it, and that it says all that help
# says, and what else a reader looks for.
# needs: build/backprop build/man/backprop.1
. tests/support/tap.sh

program=build/backprop
page=build/man/backprop.1

# shown FILE: the page's text, each paragraph in one line, without marks and hyphens.
shown() {
    MANWIDTH=4000 LC_ALL=C.UTF-8 man --no-hyphenation -E UTF-8 -P cat -l "$1" 2>>"$err" |
        sed 's/.\x08//g; s/  */ /g; s/^ //'
}
: >"$err"
shown "$page" >"$scratch/shown"
has() { grep -qF -- "$1" "$scratch/shown"; }

# ------------------------------------------------------------------ what shows it

# complaints FILE: of groff, with every warning that it knows, and of mandoc, which has other
# readers; that one reads macros that pandoc writes and that it does without, and warns of them.
complaints() {
    groff -K utf8 -T utf8 -man -ww -z "$1" 2>&1
    mandoc -T lint -W error "$1"
}
check "no program that shows it complains" test -z "$(complaints "$page")"
printf '%s\n' '.TH "X" "1"' '.SH NAME' 'x - y' '.nosuchmacro' >"$scratch/faulty.1"
check "a fault would be seen" test -n "$(complaints "$scratch/faulty.1")"
check "it is found by its name and what it is" test "$(lexgrog "$page")" = \
    "$page: \"backprop - backpropagation through a small network, every number shown\""
check "its head and foot name it" has 'BACKPROP(1) User commands BACKPROP(1)'
check "with version and date" has "$($program --version) $(date -u -d "@$(cat build/date)" +%Y-%m-%d)"

# ------------------------------------------------------------------ all of it is there

sections=$(sed -n 's/^\.SH "*\([A-Z ]*\)"*$/\1/p' "$page" | tr '\n' ',')
check "its sections are in their usual order" test "$sections" = \
    "NAME,SYNOPSIS,DESCRIPTION,OPTIONS,COMMANDS,MISTAKES,NAMES OF NUMBERS,FILES,TABLES,EXIT STATUS,\
ENVIRONMENT,EXAMPLES,AUTHORS,LICENCE,SEE ALSO,"

$program --help >"$scratch/help"
sed -n 's/^  \(--[a-z]*\)  *\(.*\)/\1 \2/p' "$scratch/help" >"$scratch/own"
check "help has options of the program" test "$(wc -l <"$scratch/own")" -ge 3
while read -r option text; do
    check "the program's $option, and what it is for" \
        grep -qE -- "^(-h, )?$option( |\$)" "$scratch/shown"
    check "'$text'" has "$text"
done <"$scratch/own"

# explained FILE: of a command's help, each option and what is said of it, in one line.
explained() {
    awk '/^  -., --|^      --/ { if (line) print line; line = "" }
        /^  -., --|^      --/ || line { gsub(/  +/, " "); sub(/^ /, ""); line = line (line ? " " : "") $0 }
        END { print line }' "$1" | grep -v '^-h, '
}
sed -n 's/^  \([a-z]*\)  *\([a-z].*\)/\1 \2/p' "$scratch/help" >"$scratch/commands"
check "help has commands" test "$(wc -l <"$scratch/commands")" -ge 10
while read -r command summary; do
    check "the command $command, by what it does" has "$command: $summary"
    $program "$command" --help >"$scratch/help"
    check "$command: its usage" has "$(sed -n 's/^usage: //p' "$scratch/help")"
    # The part of the page that is this command's; an option stands alone, or before its text.
    sed -n "/^$command: /,/^[a-z]*: [a-z].*[a-z]\$/p; /^$command: /,/^MISTAKES/p" "$scratch/shown" |
        tr '\n' ' ' >"$scratch/part"
    explained "$scratch/help" >"$scratch/explained"
    while read -r option; do
        check "$command: $option" grep -qF -- "$option" "$scratch/part"
    done <"$scratch/explained"
    # What help says in columns stays in columns.
    sed -n '3,$ { /^  [^ -]/p }' "$scratch/help" | sed 's/^ *//; s/  */ /g' >"$scratch/columns"
    check "$command: what stands in columns, a line each" \
        test -z "$(grep -vxF -f "$scratch/shown" "$scratch/columns")"
    cat "$scratch/columns" >>"$scratch/all columns"
done <"$scratch/commands"
check "there are such lines" test "$(wc -l <"$scratch/all columns")" -gt 10

$program mistakes --tsv >"$scratch/mistakes"
check "there are mistakes" test "$(wc -l <"$scratch/mistakes")" -ge 30
tr '\t' '\n' <"$scratch/mistakes" >"$scratch/lines"
check "each mistake, and what is done" \
    test -z "$(tr '\n' ' ' <"$scratch/shown" >"$scratch/all"
    while read -r line; do grep -qF -- "$line" "$scratch/all" || echo "$line"; done <"$scratch/lines")"

# What a file may say, by what the program does not refuse.
keys=$(sed -n 's/^ *- *//; s/^ *\([a-z_]*\):.*/\1/p' tests/examples/*.yaml tests/examples/functions/*.yaml |
    sort -u | grep -vxE 'inputs|targets')
check "examples have keys" test "$(echo "$keys" | wc -l)" -ge 8
for key in $keys data batch; do
    check "the key $key of an example" grep -qE "(^|, )$key(,|\$| )" "$scratch/shown"
done
check "columns of a table, as they are" has "$($program gradcheck | head -n 1 | sed 's/\t/, /g')"
check "the columns of export" has "$($program export tsv | head -n 1 | sed 's/\t/, /g')"
sed 's/^ *//; s/  */ /g' report/release/export.schema.json >"$scratch/schema"
check "the schema of export json, whole" test -z "$(grep -vxF -f "$scratch/shown" "$scratch/schema")"

# What it shows of a learner's numbers is such a file, and its examples of commands are commands.
sed -n '/Paste them as/,/^Other names/p' "$scratch/shown" | grep ' *= \|: [0-9]' >"$scratch/numbers.txt"
ran "$program" check --summary "$scratch/numbers.txt"
check "the numbers that it shows can be checked" exits 1
check "and one of them is wrong: the post's" test "$(cut -f 3- "$out")" = \
    "$(printf '1\tE_total+\tupdated-weights')"
sed -n '/^EXAMPLES/,/^AUTHORS/p' "$scratch/shown" | grep '^backprop ' >"$scratch/calls"
check "it shows commands" test "$(wc -l <"$scratch/calls")" -ge 8
mkdir -p "$scratch/at work/class"
cp "$scratch/numbers.txt" "$scratch/at work/mine.txt"
cp "$scratch/numbers.txt" "$scratch/at work/class/anna.txt"
printf '%s\n' i1,i2,t1 0,0,0 0,1,1 1,0,1 1,1,0 0,0.1,0 0,0.9,1 1,0.1,1 1,0.9,0 0.1,0,0 0.9,1,0 \
    >"$scratch/at work/pairs.csv"
while read -r call; do
    # check says that one number is wrong.
    (cd "$scratch/at work" && PATH=$OLDPWD/build:$PATH sh -c "$call" >"$out" 2>"$err")
    status=$?
    check "it can be run: $call" test $status -le 1 -a ! -s "$err"
done <"$scratch/calls"

finish

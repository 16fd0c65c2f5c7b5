#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Numbers that were published elsewhere, in programs' tests, notes, course sheets and books.
# What is true of each was worked out apart, and stands in published/expected.tsv.
# needs: build/backprop
. tests/support/tap.sh

program=${BACKPROP:-build/backprop}
published=tests/check/published
tab=$(printf '\t')

# check_file NAME FORM...: what the program says of published/NAME.txt.
check_file() {
    name=$1
    shift
    if [ -e "$published/$name.yaml" ]; then
        set -- "$@" -e "$published/$name.yaml"
    fi
    ran "$program" check "$@" "$published/$name.txt"
}
diagnosis() { cut -f5 "$out"; }
# A diagnosis in its parts, a line each: a,b+c? is a, b and c?.
parts() { diagnosis | tr ',+' '\n\n'; }
# says_id ID: it names the mistake, if need be with a question mark.
says_id() { parts | grep -qxF -e "$1" -e "$1?"; }
asks() { tr -s ' \n' ' ' <"$out" | grep -qiF -- "$1"; }
# has_row KEY VERDICT BECAUSE
has_row() {
    awk -F'\t' -v key="$1" -v verdict="$2" -v because="$3" '
        $1 == key && $4 == verdict && $5 == because { found = 1 } END { exit !found }' "$out"
}

# ------------------------------------------------------------------- what is said of them

sed 1d "$published/expected.tsv" >"$scratch/expected"
check "each file has its row" test \
    "$(cut -f1 "$scratch/expected" | sort)" = \
    "$(cd "$published" && for f in *.txt; do echo "${f%.txt}"; done | sort)"
while IFS=$tab read -r name must must_not truth; do
    check_file "$name" --summary
    check "$name: a line is said of it" test "$(wc -l <"$out")" -eq 1
    for id in $must; do
        [ "$id" = - ] || check "$name: $(diagnosis) names $id ($truth)" says_id "$id"
    done
    for id in slip right; do
        case " $must_not " in
        *[\ ,]"$id"[\ ,]*) check "$name: $(diagnosis) does not say $id" \
            test -z "$(parts | grep -xF "$id")" ;;
        esac
    done
    case $must_not in
    *'same example?'*)
        check_file "$name"
        check "$name: it is not asked whether it is the same example" \
            test -z "$(asks 'same example?' && echo asked)"
        ;;
    esac

    check_file "$name" --tsv
    check "$name: each row has five columns, and one of four verdicts" test -z "$(sed '$d' "$out" |
        grep -vE "^([^$tab]+$tab){3}(right|coarse|wrong|carried)$tab[^$tab]+$")"
    check "$name: each number has a row, and behind them stands the diagnosis" test \
        "$(tail -n 1 "$out" | cut -f1) $(sed '$d' "$out" | wc -l)" = \
        "diagnosis $(sed 's/#.*//' "$published/$name.txt" | grep -c '[0-9]')"
done <"$scratch/expected"

# --------------------------------------------------------------- what makes a number wrong

check_file course-sheet --tsv
for key in dE/dw3 dE/dw4; do
    check "course-sheet: $key has the first neuron's slope" \
        has_row $key wrong first-slope-for-all
done
check "course-sheet: what follows from that is carried" has_row w3+ carried -
check "course-sheet: h1's own are right" has_row dE/dw1 right -

check_file net-for-out --tsv
check "net-for-out: another number's value was written" has_row out_o2 wrong '= net_o2'

check_file bias-alone --tsv
for key in out_o1 out_o2; do
    check "bias-alone: $key is made of the bias alone" has_row $key wrong bias-only
done
for key in dE/dout_o1 delta_o1 dE/dout_o2 delta_o2 dE/dout_h1 delta_h1; do
    check "bias-alone: $key follows from that" has_row $key carried -
done

check_file notes-two-slips --tsv
check "notes-two-slips: delta_h1 is one, as its factors show" has_row delta_h1 wrong slip
check "notes-two-slips: delta_o2 is one, as what its factors are made of is given" \
    has_row delta_o2 wrong slip
check "notes-two-slips: what is between them is carried" has_row dE/dout_h1 carried -
check "notes-two-slips: the closing figure is the post's" has_row E_total+ wrong updated-weights

finish

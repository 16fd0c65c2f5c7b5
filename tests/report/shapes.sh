#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The book of networks of other shapes, from one weight to two thousand and from no hidden layer to six:
# each is woven, proved and read for what does not fit its network (tests/report/shapes.pl). How its
# page looks, tests/report/page.sh asks of the post's; how a PDF does, editions.sh.
#
# Three are examples of the walk's tests, the others are drawn by `backprop exercise`. They have few
# rounds, as the second program's time to prove them grows with the rounds and with the square of the
# weights.
# needs: editions build/certify
. tests/support/tap.sh
. tests/support/tools.sh

move_to_a_copy

# ------------------------------------------------------------------------------- tools

# example SHAPE ROUNDS: draws SHAPE.yaml. The seed is any.
example() {
    build/backprop exercise --seed 3 --layers "$1" | sed "s/^rounds: .*/rounds: $2/" >"$1.yaml"
}

# What is learnt of many examples is the same in every book, and is not computed anew.
same="many xor passes confusion"
book_of() {
    mkdir -p "build/$1"
    set -- "$1" "build/$1/${2:-book.json}"
    for table in $same; do
        cp "build/report/$table.new" "build/report/$table.tsv" "build/$1"
        set -- "$@" -o "build/$1/$table.new" -o "build/$1/$table.tsv"
    done
    shape=$1
    shift
    made -j2 "$@" EXAMPLE="$shape.yaml"
}

# read_book NAME: what it shows, to NAME.shown, and the numbers of its walk, to NAME.walk.
read_book() {
    pandoc --from json --to plain --lua-filter tests/report/shown.lua "build/$1/book.json" >"$1.shown"
    [ "$1" = report ] || build/backprop walk -e "$1.yaml" >"$1.walk"
}

# misfits SHAPE BOOK: what does not fit. fits: whether all does.
misfits() { perl tests/report/shapes.pl "$1" "$2.walk" "$2.shown" report.shown 2>&1; }
fits() { misfits "$@" >"$err" && [ ! -s "$err" ]; }

# proved BOOK: whether each number is, but for those that are in every book (tests/book/many.sh).
proved() {
    grep -vE '^(xor|digits)_' "build/$1/printed.tsv" >"$1.printed"
    ran build/certify "$1.yaml" "$1.printed"
    [ "$status" -eq 0 ] && grep -q '^certified: [1-9][0-9]* printed numbers' "$out"
}

# says BOOK TEXT: somewhere; in BOOK CHAPTER KIND TEXT: there.
says() { cut -f 3- "$1.shown" | grep -qF -- "$2"; }
never_says() { ! says "$@"; }
in_chapter() { awk -F'\t' -v kind="$3" -v chapter="$2" '$1 == kind && $2 == chapter' "$1.shown"; }

# ----------------------------------------------------------------------- all the shapes

cp tests/examples/3-4-2.yaml tests/examples/5-2.yaml tests/examples/2-3-3-2.yaml .
cp tests/examples/mixed.yaml 2-3-2-1.yaml # three training pairs, and biases of both kinds
for shape in 1-1 2-1 1-1-1 2-4-1 1-3-3-3-3-3-3-2; do
    example "$shape" 50
done
example 16-8-4 3
example 64-32-10 1
read_book report

for shape in 1-1 2-1 1-1-1 5-2 2-4-1 3-4-2 2-3-3-2 2-3-2-1 16-8-4 64-32-10 1-3-3-3-3-3-3-2; do
    case $shape in
    5-2 | 2-3-3-2 | 64-32-10) book_of "$shape" backprop.html ;; # formulas as on the page, too
    *) book_of "$shape" ;;
    esac
    check "$shape: the book is woven" exits 0
    check "without a complaint" test ! -s "$err"
    read_book "$shape"
    check "$shape: what it says fits its network" fits "$shape" "$shape"
    # The proof of 64-32-10 takes minutes, and that of some others is much like these.
    case $shape in
    1-1-1 | 5-2 | 3-4-2 | 2-3-3-2 | 16-8-4) check "$shape: every number it prints is proved" proved "$shape" ;;
    esac
    check "$shape: the post is named where it is spoken of in general, and nowhere else" \
        test -z "$(sed -E '/^[a-z]+	built	/d
            /^row	mistakes	this book’s, and the post’s \|/d
            /^prose	mistakes	For two outputs the mean of squares is the sum of halves, so PyTorch agrees with the post\./d
            /^prose	short	On the post’s example two million rounds take this program a little more than half /d
            /^prose	short	.*`build\/backprop export c` prints that of the post’s example\./d' \
            "$shape.shown" | grep -iE "mazur|\bpost\b" | tee "$err")"
done

# What each says of its shape, counted by hand: weights, runs and products are as chapter 0 counts them.
while IFS='|' read -r shape text; do
    check "$shape: says: $text" says "$shape" "$text"
done <<'END'
1-1|Our network has one input and one output neuron.
1-1|Our network has 1 weight, so it takes 2 runs to learn how to change it a little
2-1|Two weights are as many as a map has directions.
1-1-1|Our network has one input, one hidden neuron and one output neuron.
1-1-1|The hidden one is called so
1-1-1|the input is called $i_1$, the hidden neuron $h_1$, the output $o_1$.
1-1-1|$w_1$ leads into $h_1$ (from $i_1$), and so on to $w_2$ into $o_1$.
1-1-1|We have the derivatives of all weights now, two of them
5-2|Our network has five inputs and two output neurons.
5-2|$w_1$ to $w_5$ lead into $o_1$ (from $i_1$ to $i_5$), $w_6$ to $w_{10}$ into $o_2$.
5-2|this one | 10 | 20 | 200 | 20
5-2|The network of this example has no hidden layer.
5-2|Five of these programs are shown here
2-4-1|Our network has two inputs, four hidden neurons and one output neuron.
2-4-1|So there is one path by which it reaches the total error.
2-4-1|The $w_9$ in the formulas above is the one that the forward pass used.
3-4-2|Our network has three inputs, four hidden neurons and two output neurons.
3-4-2|to $o_1$ by the weight $w_{13}$, and to $o_2$ by $w_{17}$.
3-4-2|this one | 20 | 40 | 800 | 48
3-4-2|We have the derivatives of all weights now, 20 of them
2-3-3-2|Our network has two inputs, two layers of hidden neurons and two output neurons.
2-3-3-2|to $o_1$ by the weight $w_{16}$, and to $o_2$ by $w_{19}$.
2-3-3-2|The neuron $h_1$ feeds $k_1$, $k_2$ and $k_3$, by $w_7$, $w_{10}$ and $w_{13}$:
2-3-3-2|this one | 21 | 42 | 882 | 57
2-3-3-2|The other hidden layer has such a matrix, too.
2-3-3-2|we need the deltas of the hidden neurons of the last hidden layer.
2-3-3-2|$i_1$ | `i1` `ws->input` | the first input
2-3-2-1|Our network has two inputs, two layers of hidden neurons and one output neuron.
2-3-2-1|on the first training pair alone
2-3-2-1|In this example they are trained
2-3-2-1|fitted a few pairs, and said that this is not yet learning
16-8-4|Our network has 16 inputs, eight hidden neurons and four output neurons.
16-8-4|So there are four paths by which it reaches the total error.
16-8-4|$w_1$ to $w_{16}$ lead into $h_1$ (from $i_1$ to $i_{16}$), $w_{17}$ to $w_{32}$ into $h_2$, and so on to $w_{153}$ to $w_{160}$ into $o_4$.
64-32-10|Our network has 64 inputs, 32 hidden neurons and ten output neurons.
64-32-10|So there are ten paths by which it reaches the total error.
64-32-10|this one | 2368 | 4736 | 11214848 | 5056
64-32-10|Of a large layer only some neurons are drawn.
1-3-3-3-3-3-3-2|This network has six layers of hidden neurons
1-3-3-3-3-3-3-2|Each of the other hidden layers has such a matrix, too.
1-3-3-3-3-3-3-2|(then come $m$, $n$, $p$ and $q$)
END

# What the numbers decide. Worked out apart, by the formulas of chapter 8 in matrices: in 2-3-3-2 the
# shared bias takes o1 ever farther from its target, and a rate of 65 takes o2 from 0.557 to 0.0008, past 0.2137;
# after training the nudge of w16 raises the error by 4.98e-7, where its derivative says -2.71e-7. In
# 2-3-2-1 that of w13 is -4.186e-4, and -4.199e-4 by the derivative.
while IFS='|' read -r shape text; do
    check "$shape: says: $text" says "$shape" "$text"
done <<'END'
2-3-3-2|The first of these rates that does so is 65: it leads $o_2$ past its target.
2-3-3-2|So near to where the error is smallest, a hundredth is too large a step
2-3-2-1|Here it still foretells what the nudge does.
END

# ---------------------------------------------------------------------- one or the other

check "without a hidden layer, chapter 3 has no formula of one" \
    test -z "$(in_chapter 5-2 hidden_deltas formula)$(in_chapter 1-1 hidden_deltas formula)"
check "nor a table" test -z "$(in_chapter 5-2 hidden_deltas table)"
check "with one, it has" test -n "$(in_chapter 1-1-1 hidden_deltas formula)"
check "several hidden layers are spoken of where there are several" says 2-3-3-2 "we have walked the last of them"
check "and not where there is one" never_says 3-4-2 "we have walked the last of them"

# order BOOK: the hidden neurons whose delta chapter 3 works out, in the order of the book.
order() { in_chapter "$1" hidden_deltas formula | grep -oE 'aligned\} \\delta_\{[a-z]1\}' |
    grep -oE '[a-z]1' | tr '\n' ' '; }
check "two hidden layers are walked last to first" test "$(order 2-3-3-2)" = "k1 h1 "
check "so are six" test "$(order 1-3-3-3-3-3-3-2)" = "q1 p1 n1 m1 k1 h1 "

long_tables() { awk -F'\t' '$1 == "table" && $2 != "numbers" && $3 !~ / ([0-9]|[1-5][0-9]|60)$/' "$1.shown"; }
check "of a large network, no table but that of all numbers is long" test -z "$(long_tables 64-32-10)"
check "and that has every weight" says 64-32-10 '`w2368`'
check "its long sums have dots" test -n "$(in_chapter 64-32-10 forward_pass formula | grep -F '\dots')"
check "and three terms or more before them" test -n "$(in_chapter 64-32-10 forward_pass formula |
    grep -E 'w_1 .*w_2 .*\\dots.*w_\{64\}')"
check "short sums have none" test -z "$(in_chapter 3-4-2 forward_pass formula | grep -F '\dots')"
check "its page is smaller than a megabyte and a half" \
    test "$(wc -c <build/64-32-10/backprop.html)" -lt 1500000

# ---------------------------------------------------------- faults that are put into a book

# broken SED TEXT: with that change the book of 3-4-2 has one more misfit, which has this text in it.
broken() {
    sed "$1" 3-4-2.shown >broken.shown
    cp 3-4-2.walk broken.walk
    misfits 3-4-2 broken >"$err"
    ! cmp -s 3-4-2.shown broken.shown && grep -qF -- "$2" "$err"
}
check "a weight that is not there would be seen" \
    broken '/	hidden_deltas	/s/by \$w_{17}\$/by $w_{21}$/' 'no w21 in this network'
check "so would a neuron" broken 's/	`h4` |/	`h5` |/' 'no h5 in this network'
check "another weight in the place of the one that is meant" \
    broken 's/\\delta_{o1} \\, w_{13}/\\delta_{o1} \\, w_5/' '0.107556719 \times 0.3541'
check "a wrong digit" broken '/^formula/s/0\.038085834/0.038085836/' 'off by more than'
check "a number that is rounded behind an equals sign" \
    broken '/^formula	forward_pass	/s/\\approx/=/g' ' = '
check "a number of the post" broken 's/^prose	updates	/&It was 0.298371109. /' "the post's 0.298371109"
check "a wrong difference" broken 's/It has changed by [−0-9.]*[0-9]/It has changed by 0.5/' 'is not by 0.5'
check "one with a plural" broken 's/has 20 weights/has 1 weights/' 'one, with a plural'
check "a blank that is missing" broken 's/its own share, and /its own share,And /' 'a blank is missing'
check "and several without" broken 's/has three inputs/has three input/' 'several, without a plural'

finish

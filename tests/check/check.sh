#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Learners' numbers as files, and what the command says of them. The mistaken ones come
# from build/mistakes, which knows neither chapters/ nor src/.
# needs: build/gcc/backprop build/backprop build/mistakes
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
released=build/backprop
tab=$(printf '\t')
same() { diff "$1" "$2" >&2; }
has() { grep -qE -- "$1" "$out"; }
# The report has this text, wherever its lines break.
says() { tr -s ' \n' ' ' <"$out" | grep -qF -- "$1"; }

# example NAME ROUNDS: that example, trained for so many rounds; its file's name.
example() {
    { grep -v '^rounds:' "tests/examples/$1.yaml" && echo "rounds: $2"; } >"$scratch/$1.yaml"
    echo "$scratch/$1.yaml"
}

# Parts what build/mistakes prints into a file for each walk that is defined: given numbers
# as they are, all others with 8 significant digits.
cat >"$scratch/part.pl" <<'END'
my ($folder) = @ARGV;
my $file;
while (<STDIN>) {
    if (/^# (.*)/) { open F, ">", $file = "$folder/$1" or die; next }
    if (/^undefined/) { unlink $file; next }
    my ($key, $x) = split;
    next if $x =~ /diverges|unsettled/;
    $x = sprintf "%#.8g", $x unless $key =~ /^(eta|[itwb]\d+|b_[a-z]\d+)$/;
    print F "$key = $x\n";
}
END

# work_out FOLDER EXAMPLE ID...
work_out() {
    folder=$1
    shift
    rm -rf "$folder"
    mkdir "$folder"
    build/mistakes "$@" | perl "$scratch/part.pl" "$folder"
}

# diagnoses EXAMPLE FOLDER: a line for each of its files, NAME<TAB>DIAGNOSIS, in $scratch/found.
diagnoses() {
    (cd "$2" && ls) | sed "s|^|$2/|" >"$scratch/files"
    # shellcheck disable=SC2046
    ran "$program" check -e "$1" --summary $(cat "$scratch/files")
    sed "s|^$2/||" "$out" | cut -f1,5 >"$scratch/found"
}

"$program" mistakes --tsv | cut -f1 >"$scratch/ids"

# -------------------------------------------------------------------- one mistake each

readings="off-by-one-round:n-1 off-by-one-round:n+1 off-by-one-round:+0 off-by-one-round:+2"
for name in post 3-4-2 2-3-3-2 mixed 5-2; do
    file=$(example $name 50)
    # shellcheck disable=SC2046
    work_out "$scratch/one" "$file" right $(grep -v off-by-one "$scratch/ids") $readings
    diagnoses "$file" "$scratch/one"
    sed 's/:.*//' "$scratch/found" >"$scratch/found.ids"
    (cd "$scratch/one" && ls) | awk '{ id = $1; sub(/:.*/, "", id); print $1 "\t" id }' \
        >"$scratch/expected"
    check "$name: there are $(wc -l <"$scratch/expected") walks, right and mistaken" \
        test "$(wc -l <"$scratch/expected")" -ge 22
    check "$name: each is told by its numbers" same "$scratch/found" "$scratch/expected"
done

# ------------------------------------------------------------------- two at once
#
# Those that touch different stages. What two of them come to that no number can tell from
# one alone: in a hidden layer without squashing, net is out, and the slope is 1; a step
# with both signs turned is the right one. What a second forward pass makes of another
# one, or of other deltas, is no pair.
stage() {
    case $1 in
    no-bias | first-bias-everywhere | tanh | linear-hidden | exp-sign | weights-by-source | \
        bias-only)
        echo forward ;;
    no-half | mean-error | targets-swapped | target-minus-output | no-half-in-error) echo error ;;
    no-output-slope | slope-of-net | slope-of-out) echo output ;;
    updated-weights | weights-not-transposed | first-output-only | paths-averaged | \
        deltas-unweighted | no-hidden-slope | own-weights | sum-of-gradients | \
        first-slope-for-all | forward-again) echo hidden ;;
    no-input-factor | net-as-input | destination-output | no-learning-rate | ascent | source-index)
        echo updates ;;
    biases-*) echo biases ;;
    off-by-one-round) echo rounds ;;
    *) echo across ;;
    esac
}
for id in $(cat "$scratch/ids"); do echo "$(stage "$id") $id"; done | grep -v '^across' |
    awk '$2 == "forward-again" { $1 = "again" }
        { for (i = 0; i < NR - 1; i++) if (stage[i] != $1 && !touch(stage[i], $1)) print id[i] "+" $2
          stage[NR - 1] = $1; id[NR - 1] = $2 }
        function touch(a, b) { return b == "again" && (a == "forward" || a == "output" || a == "hidden") ||
            a == "again" && b == "hidden" }' >"$scratch/pairs"
awk '{ told[$1] = $1 }
    END { told["linear-hidden+no-hidden-slope"] = "linear-hidden"
          told["linear-hidden+net-as-input"] = "linear-hidden"
          told["linear-hidden+first-slope-for-all"] = "linear-hidden"
          told["target-minus-output+ascent"] = "sign-convention"
          for (pair in told) print pair "\t" told[pair] }' "$scratch/pairs" |
    sort >"$scratch/told"
for name in post 3-4-2; do
    file=$(example $name 4)
    # shellcheck disable=SC2046
    work_out "$scratch/two" "$file" right $(cat "$scratch/pairs")
    rm "$scratch/two/right"
    diagnoses "$file" "$scratch/two"
    sort "$scratch/found" >"$scratch/sorted"
    cut -f1 "$scratch/sorted" | join -t "$tab" - "$scratch/told" >"$scratch/expected"
    check "$name: there are $(wc -l <"$scratch/expected") pairs" \
        test "$(wc -l <"$scratch/expected")" -gt 200
    check "$name: each is told by its numbers" same "$scratch/sorted" "$scratch/expected"
done

# ------------------------------------------------------------------- some of them
#
# Random parts of a mistake's numbers: where those that are not right have 12 significant
# digits or more, the mistake is named, if need be beside others.
cat >"$scratch/some.pl" <<'END'
my ($whole, $right, $parts) = @ARGV;
srand 1;
my %right;
open F, $right;
while (<F>) { my ($key, $x) = split " = "; $right{$key} = $x }
mkdir $parts;
for my $file (glob "$whole/*") {
    my ($id) = $file =~ /([^\/]*)$/;
    open F, $file;
    my @lines = grep /\./, <F>;
    for my $n (1 .. 8) {
        my $share = rand;
        my ($text, $digits) = ("", 0);
        for (grep rand() < $share, @lines) {
            my ($key, $x) = split / = |\n/;
            $text .= "$_";
            my $unit = 10 ** -length $x =~ s/.*\.(\d*).*/$1/r;
            $unit *= 10 ** $1 if $x =~ /e(.*)/;
            $digits += 8 if abs($x - $right{$key}) > 2.01 * $unit;
        }
        next if $digits < 12;
        open G, ">", "$parts/$id,$n" or die;
        print G $text;
    }
}
END
file=$(example 3-4-2 50)
# shellcheck disable=SC2046
work_out "$scratch/one" "$file" right $(grep -v off-by-one "$scratch/ids") $readings
perl "$scratch/some.pl" "$scratch/one" "$scratch/one/right" "$scratch/some"
diagnoses "$file" "$scratch/some"
check "parts of mistaken walks: there are $(wc -l <"$scratch/found")" \
    test "$(wc -l <"$scratch/found")" -gt 150
awk -F'\t' '{ id = $1; sub(/[:,].*/, "", id) } !index("," $2 ",", "," id ",")' \
    "$scratch/found" >"$scratch/missed"
check "each names its mistake" same "$scratch/missed" /dev/null

# ------------------------------------------------------------------- the post's numbers

printf 'E_total+ = 0.291027924\n' >"$scratch/closing"
ran "$program" check --tsv "$scratch/closing"
check "the error after one round alone is told, and is no float" \
    grep -q "^diagnosis${tab}updated-weights$" "$out"

learner=tests/check/learners/post.txt
ran "$program" check --tsv $learner
check "the post: exit 1" exits 1
check "its four closing figures are wrong" \
    test "$(grep "${tab}wrong${tab}" "$out" | cut -f1 | tr '\n' ' ')" = \
    "E_total+ E_total@10000 out_o1@10000 out_o2@10000 "
check "nothing is carried, all else is right" test "$(grep -c "${tab}right${tab}-$" "$out")" = 27
check "they come from two other computations" \
    test "$(tail -n 1 "$out")" = "diagnosis${tab}updated-weights+off-by-one-round"
check "a line has the key, what is given, what is right, the verdict, and because of what" \
    has "^E_total\+${tab}0.291027924${tab}0.29102777369359[0-9]*${tab}wrong${tab}updated-weights$"
check "given as it is typed, under the key's own name" \
    has "^w7\+${tab}0.511301270${tab}0.511301270[0-9]*${tab}right${tab}-$"
check "in no other form" \
    test "$(grep -cvE "^([^$tab]+$tab){3}(right|coarse|wrong|carried)$tab[^$tab]+$" "$out")" = 1
ran "$program" check --summary $learner
check "the summary is one line" \
    test "$(cat "$out")" = "$learner${tab}31${tab}4${tab}E_total+${tab}updated-weights+off-by-one-round"
ran "$program" check $learner
check "the report counts" says "$learner: 27 of 31 numbers are right, 4 are wrong."
check "and names the first" \
    says "E_total+: you have 0.291027924, expected 0.291027774."
check "it tells of one cause" has '^ *updated-weights \('
check "and of the other" has '^ *off-by-one-round \('
ran "$program" check --tsv --summary $learner
check "not two forms at once: exit 2" exits 2

# ------------------------------------------------------------------------------- floats

# The post's forward pass and output deltas with every product, sum and quotient a float,
# sums from their first term on.
cat >"$scratch/floats.pl" <<'END'
my ($digits) = @ARGV;
sub f { unpack "f", pack "f", shift }
sub note { printf "%s = %#.*g\n", $_[0], $digits, $_[1]; $_[1] }
sub out { f(1 / f(1 + f(exp -$_[0]))) }
sub net { my ($b, $v, $w, $x, $y) = @_; f(f(f(f($v) * $x) + f(f($w) * $y)) + f($b)) }
my @i = (f(0.05), f(0.1));
my @h = map { note("out_h$$_[0]", out(note("net_h$$_[0]", net(@$_[1 .. 3], @i)))) }
    [1, 0.35, 0.15, 0.2], [2, 0.35, 0.25, 0.3];
my @o = map { note("out_o$$_[0]", out(note("net_o$$_[0]", net(@$_[1 .. 3], @h)))) }
    [1, 0.6, 0.4, 0.45], [2, 0.6, 0.5, 0.55];
my @t = (f(0.01), f(0.99));
my @miss = map { f($t[$_] - $o[$_]) } 0, 1;
my @E = map { note("E_o" . ($_ + 1), f(0.5 * f($miss[$_] * $miss[$_]))) } 0, 1;
note("E_total", f($E[0] + $E[1]));
for (0, 1) {
    my $delta = f(f(-$miss[$_] * $o[$_]) * f(1 - $o[$_]));
    note("delta_o" . ($_ + 1), $delta);
    note("dE/dw" . (5 + 2 * $_), f($delta * $h[0]));
    note("dE/dw" . (6 + 2 * $_), f($delta * $h[1]));
}
END
for digits in 9 10 12; do
    perl "$scratch/floats.pl" $digits >"$scratch/floats"
    ran "$program" check --summary "$scratch/floats"
    check "floats, rounded at every step, $digits digits: single precision" \
        has "${tab}single-precision$"
done
perl "$scratch/floats.pl" 6 >"$scratch/floats"
ran "$program" check --summary "$scratch/floats"
check "to 6 digits they are right" has "${tab}right$"

# ----------------------------------------------------------------------- what is right

for name in post 3-4-2 2-3-3-2 mixed 5-2; do
    file=tests/examples/$name.yaml
    "$program" walk -e "$file" >"$scratch/walk"
    n=$(wc -l <"$scratch/walk")
    ran "$program" check -e "$file" --summary "$scratch/walk"
    check "$name: the walk itself is right: exit 0" exits 0
    check "$name: all of it" \
        test "$(cat "$out")" = "$scratch/walk$tab$n${tab}0${tab}-${tab}right"
done

keys=$("$program" walk | cut -f1)
for zero in 0 0.0 0.000 0e0; do
    for key in $keys; do echo "$key = $zero"; done >"$scratch/zeros"
    ran "$program" check --summary "$scratch/zeros"
    check "nothing but $zero is not right" exits 1
    mkdir -p "$scratch/zero"
    for key in $keys; do echo "$key = $zero" >"$scratch/zero/$(echo "$key" | tr / _)"; done
    ran "$program" check --tsv "$scratch"/zero/*
    check "nor is any number alone, given as $zero" \
        test "$(grep -c "${tab}right${tab}" "$out") $(grep -c ^diagnosis "$out")" = \
        "0 $(echo "$keys" | wc -l)"
done

# ------------------------------------------------------------------------------ slips

# A file for each number of the walk, to 9 digits, and each of two slips: another last digit
# but three; two neighbouring digits swapped, the first two that differ by much.
cat >"$scratch/slips.pl" <<'END'
my ($folder) = @ARGV;
mkdir $folder;
my @lines = map { my ($key, $x) = split;
    [$key, $key =~ /[@+\/_]/ ? sprintf "%#.9g", $x : $x =~ /\./ ? "${x}000" : $x] } <STDIN>;
for my $k (0 .. $#lines) {
    my ($key, $x) = @{$lines[$k]};
    my ($digit, $swap) = ($x, $x);
    $digit =~ s/(\d)(\d\d\d(e|$))/($1 + 5) % 10 . $2/e or next;
    $swap =~ s/([1-9])(?!\1)(\d)(?=\d)/$2$1/ or $swap = $digit;
    my %slips = (digit => $digit, swap => $swap);
    for my $slip (sort keys %slips) {
        (my $name = "$key,$slip") =~ s/\//%/g;
        open F, ">", "$folder/$name" or die;
        print F "$_->[0] ", $_->[0] eq $key ? $slips{$slip} : $_->[1], "\n" for @lines;
    }
}
END
for name in post 3-4-2; do
    file=$(example $name 200)
    "$program" walk -e "$file" | perl "$scratch/slips.pl" "$scratch/slips-$name"
    ran "$released" check -e "$file" --summary "$scratch/slips-$name"/*
    sed "s|^[^$tab]*/||; s|%|/|g" "$out" |
        awk -F'\t' '{ key = $1; sub(/,.*/, "", key) }
            key != $4 || $5 != "slip" || $3 != 1' >"$scratch/missed"
    check "$name: there are $(wc -l <"$out") slips" test "$(wc -l <"$out")" -gt 150
    check "$name: each is one, at its number" same "$scratch/missed" /dev/null
done

printf 'out_o1 = 0.75136507\nt1 = 0.01\nE_o1 = 0.247811083\nE_o2 = 0.023560026\nE_total = 0.271371109\n' \
    >"$scratch/swapped"
ran "$program" check --tsv "$scratch/swapped"
check "two digits swapped: the error is wrong" has "^E_o1${tab}0.247811083${tab}.*${tab}wrong${tab}slip$"
check "its sum is carried" has "^E_total${tab}0.271371109${tab}.*${tab}carried${tab}-$"
check "and that is a slip" has "^diagnosis${tab}slip$"
ran "$program" check "$scratch/swapped"
check "the report tells of one wrong, one carried" \
    says ': 3 of 5 numbers are right, 1 is wrong, 1 is carried on '
check "and where to look" says ' E_o1: you have 0.247811083, expected 0.274811083.'
check "and that it is a slip" says ' E_o1 is a slip of arithmetic or of typing'

# ------------------------------------------------------------- of another example

"$program" walk >"$scratch/other"
# Some of the given numbers are the same: t, b, eta.
sed 's/0\.15, 0\.20/0.37, 0.63/; s/0\.25, 0\.30/0.71, 0.14/; s/0\.40, 0\.45/0.86, 0.91/
     s/0\.50, 0\.55/-0.34, 0.82/; s/0\.05, 0\.10/0.77, 0.63/' tests/examples/post.yaml \
    >"$scratch/other.yaml"
ran "$program" check -e "$scratch/other.yaml" "$scratch/other"
check "the numbers of another example: exit 1" exits 1
check "the report asks whether it is the same" says 'Is it the same example?'
"$program" walk -e "$scratch/other.yaml" >"$scratch/other"
ran "$program" check "$scratch/other"
check "so it does where the example is the built-in one" \
    says "the post's example, which is built in. Is it the same example?"
ran "$program" check $learner
check "it does not ask after a mistake" test "$(tr '\n' ' ' <"$out" | grep -c 'same example')" = 0
ran "$program" check "$scratch/swapped"
check "nor after a slip" test "$(tr '\n' ' ' <"$out" | grep -c 'same example')" = 0

# ------------------------------------------------------------------------ many files

"$program" walk >"$scratch/good"
ran "$program" check --summary "$scratch/good" "$scratch/swapped" $learner
check "several files: exit 1 where one is not right" exits 1
check "a line each, in their order" \
    test "$(cut -f1,5 "$out" | tr '\n' ' ')" = \
    "$scratch/good${tab}right $scratch/swapped${tab}slip $learner${tab}updated-weights+off-by-one-round "
ran "$program" check --summary "$scratch/good" "$scratch/good"
check "exit 0 where all are" exits 0
ran "$program" check --tsv "$scratch/swapped" "$scratch/good"
check "with --tsv each has its name before it" \
    test "$(grep '^# ' "$out" | tr '\n' ' ')" = "# $scratch/swapped # $scratch/good "
check "and its diagnosis behind it" test "$(grep -c "^diagnosis$tab" "$out")" = 2

echo 'out_h1 = 0,5933' >"$scratch/bad1"
echo 'net_q1 = 0.3775' >"$scratch/bad2"
for form in "" --tsv --summary; do
    # shellcheck disable=SC2086
    ran "$program" check $form "$scratch/good" "$scratch/bad1" $learner "$scratch/bad2" no/such
    check "bad files among good ones, $form: exit 2" exits 2
    check "nothing on stdout" says_nothing
    check "a complaint of the first" complains "backprop: $scratch/bad1:1: "
    check "of the second" complains "backprop: $scratch/bad2:1: "
    check "and of the one that is not there" complains "backprop: no/such: cannot be opened"
    check "no more" test "$(wc -l <"$err")" = 3
done
ran "$program" check
check "no file: exit 2" exits 2
"$program" check --summary - <"$scratch/swapped" >"$out" 2>"$err"
status=$?
check "standard input: exit 1" exits 1
check "it is checked as any file" has "${tab}5${tab}2${tab}E_o1${tab}slip$"
"$program" check - <"$scratch/bad1" >"$out" 2>"$err"
status=$?
check "bad standard input: exit 2" exits 2
check "says so" complains "backprop: standard input:1: "

# ------------------------------------------------------------- terminals and lost output

# on_terminal COMMAND: what a terminal sees, to $out.
on_terminal() {
    script -qec "$*" "$scratch/typescript" >"$out" 2>"$err" </dev/null
    status=$?
}
escape=$(printf '\033')
on_terminal "$program" check "$scratch/swapped"
check "on a terminal: exit 1" exits 1
check "verdicts have colours" grep -q "$escape\[1;31mwrong" "$out"
on_terminal env NO_COLOR=1 "$program" check "$scratch/swapped"
check "not with NO_COLOR" test "$(grep -c "$escape" "$out")" = 0
check "which says the same" has 'wrong +expected 0\.274811083'
for form in --tsv --summary; do
    on_terminal "$program" check $form "$scratch/swapped"
    check "nor with $form" test "$(grep -c "$escape" "$out")" = 0
done
ran "$program" check "$scratch/swapped"
check "nor without a terminal" test "$(grep -c "$escape" "$out")" = 0

for form in "" --tsv --summary; do
    # shellcheck disable=SC2086
    "$program" check $form "$scratch/good" >/dev/full 2>"$err"
    status=$?
    check "check $form on a full disk: exit 2" exits 2
    check "says so" complains "backprop: standard output: No space left on device"
    # shellcheck disable=SC2086
    "$program" check $form "$scratch/good" >&- 2>"$err"
    status=$?
    check "check $form with stdout closed: exit 2" exits 2
    check "says so" complains "backprop: standard output: "
done

# --------------------------------------------------------------------------- memory

mkdir "$scratch/many"
perl -e 'my ($from, $to) = @ARGV; my @files = glob "$from/*"; local $/;
    for my $n (1 .. 3000) { open F, $files[$n % @files]; my $text = <F>;
        open G, ">", "$to/$n"; print G $text }' "$scratch/slips-post" "$scratch/many"
file=$(example post 200)
# How much the program takes to start depends on its libraries: in kB, to a MB.
start=8192
until (ulimit -v "$start" && "$released" --version) >"$out" 2>&1; do start=$((start + 1024)); done
# little N: N files in as much memory as ten of them need.
little() { (ulimit -v $((start + 4096)) && cd "$scratch/many" && seq "$1" | xargs "$OLDPWD/$released" \
    check -e "$file" --summary); }
little 10 >"$out" 2>"$err"
check "ten files fit into 4 MB above a start" test "$(wc -l <"$out")" = 10
little 3000 >"$out" 2>"$err"
check "so do three thousand" test "$(wc -l <"$out")" = 3000

finish

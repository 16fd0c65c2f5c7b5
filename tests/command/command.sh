#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command as users and scripts meet it: exit codes, streams, and what it says.
# needs: build/gcc/backprop reference_numbers
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
post=tests/reference/post.tsv
tab=$(printf '\t')

# What a terminal might obey: control characters, and what is no UTF-8.
controls=$(printf '[\001-\037\177]')
printable() { ! grep -q "$controls" "$1" && iconv -f UTF-8 -t UTF-8 "$1" >"$scratch/utf-8"; }

# refused WHAT TEXT ARGUMENT...: exit 2, nothing on stdout, one complaint with this text.
refused() {
    what=$1
    text=$2
    shift 2
    ran "$program" "$@"
    check "$what: exit 2" exits 2
    check "$what: nothing on stdout" says_nothing
    check "$what: says '$text'" complains "$text"
    check "$what: in one line, by name" \
        test "$(grep -c '^backprop: ' "$err") $(wc -l <"$err")" = "1 1"
    check "$what: which a terminal can show" printable "$err"
}

# done_well WHAT ARGUMENT...: exit 0, something on stdout, nothing on stderr.
done_well() {
    what=$1
    shift
    ran "$program" "$@"
    check "$what: exit 0" exits 0
    check "$what: results on stdout, nothing on stderr" test -s "$out" -a ! -s "$err"
}

same() { diff "$1" "$2" >&2; }
# The report has this text, wherever its lines break.
says() { tr -s ' \n' ' ' <"$out" | grep -qF -- "$1"; }
has() { grep -qE -- "$1" "$out"; }
rounds() { sed 1d "$out" | cut -f1 | tr '\n' ' '; }

# ------------------------------------------------------------------------- usage

refused "an unknown option without a letter of its own" "train: unknown option -k" train -k 3

done_well "--help" --help
for command in example walk book many train verify check export gradcheck mistakes exercise; do
    check "--help knows $command" has "^  $command "
done

# helps COMMAND OPTION...: its help names each option, and so does its usage; nor is one of
# them unknown. Those of two letters are short; those with a value have it behind a colon.
helps() {
    command=$1
    shift
    done_well "$command --help" "$command" --help
    cp "$out" "$scratch/help"
    check "$command --help shows its usage" has "^usage: backprop $command( |$)"
    check "$command --help names itself" has '^  -h, --help  *this text$'
    check "$command --help has no other option" \
        test "$(grep -c '^  \(-.,\|   \) --' "$scratch/help")" -eq $(($# + 1))
    for option in "$@"; do
        letter=${option%%|*}
        long=${option#*|}
        value=${long#*=}
        long=${long%%=*}
        cp "$scratch/help" "$out"
        if [ -n "$letter" ]; then
            check "$command --help explains -$letter" has "^  -$letter, --$long .*[a-z]"
            check "$command's usage has -$letter" has "^usage: .* \[-$letter( |])"
        else
            check "$command --help explains --$long" has "^      --$long .*[a-z]"
            check "$command's usage has --$long" has "^usage: .* \[--$long( |])"
        fi
        if [ "$value" = "$long" ]; then
            done_well "$command --$long is known" "$command" "--$long" --help
            [ -z "$letter" ] || done_well "so is -$letter" "$command" "-$letter" --help
        else
            cp "$scratch/help" "$out"
            check "$command --help says what goes with it" has " --$long $value "
            done_well "$command --$long is known" "$command" "--$long" x --help
            [ -z "$letter" ] || done_well "so is -$letter" "$command" "-$letter" x --help
        fi
    done
}
helps example 'e|example=FILE' '|data=FILE.csv' '|hidden=N' '|seed=N'
helps walk 'e|example=FILE' 'c|chapter=CHAPTER'
helps book 'e|example=FILE' '|surface' '|path' '|gradient' '|curves' '|entropy'
helps many '|xor' '|passes' '|confusion'
helps train 'e|example=FILE' 'n|rounds=ROUNDS' '|every=K' '|errors' '|test=FILE.csv' '|batch=N' \
    '|seed=N' '|save=FILE' '|resume'
helps verify 'e|example=FILE'
helps check 'e|example=FILE' '|examples=FOLDER' '|tsv' '|summary'
helps export 'e|example=FILE' 'o|output=FILE'
helps gradcheck 'e|example=FILE'
helps mistakes '|tsv'
helps exercise '|seed=N' '|layers=N-N'

# What help shows of a file of numbers is such a file; the exit code tells one of
# them that is changed, another sign, and a word in a number's place.
ran "$program" check --help
sed -n 's/^  \([^ ]* =.*\)/\1/p' "$out" >"$scratch/shown"
check "check --help shows numbers, of several rounds" \
    test "$(grep -c '@' "$scratch/shown")" -eq 2
done_well "they are right" check "$scratch/shown"
sed 's/0\.3775 /0.3725 /' "$scratch/shown" >"$scratch/wrong"
ran "$program" check "$scratch/wrong"
check "one is wrong: exit 1" exits 1
echo 'delta_h1 = -0.01' >"$scratch/sign"
ran "$program" check --summary "$scratch/sign"
check "none is wrong, and one has another sign: exit 1" exits 1
check "that one is coarse" has "^[^${tab}]*${tab}1${tab}0${tab}"
sed 's/0\.3775 /nothing /' "$scratch/shown" >"$scratch/word"
refused "one is a word" "expected" check "$scratch/word"

for command in example walk book train verify check export gradcheck; do
    refused "$command with an unknown option" "$command: unknown option -z" $command -z
    refused "$command with an unknown long option" "unknown option --zoo" $command --zoo
    refused "$command with an option that lacks its value" "-e expects a value" $command -e
done
for command in example walk book train verify gradcheck; do
    refused "$command with a file too many" "unexpected '" $command a b
done
done_well "--version" --version
check "--version is one line" has '^backprop [0-9.]+$'
done_well "--manual" --manual
check "--manual is Markdown, with the commands" has '^## walk: '
done_well "--completion" --completion
check "--completion is for bash" has '^complete -F '
refused "no command" "no command given"
refused "an unknown command" "there is no command 'fly'" fly
refused "verify without a file" "no file given" verify
refused "check without a file" "check: no file given, expected one or more" check
refused "an option of letters beyond ASCII" "walk: unknown option -é (" walk -é
refused "one behind an option that is known" "train: unknown option -é (" train -é -n 3
refused "a long one" "walk: unknown option --é=3 (" walk --é=3
refused "an example that is not there" "no/such.yaml: cannot be opened" walk -e no/such.yaml
refused "a reference that is not there" "no/such.tsv: cannot be opened" verify no/such.tsv
refused "a folder for an example" "tests: cannot be read" walk -e tests
refused "a folder for a reference" "tests: cannot be read" verify tests

# -------------------------------------------------------------------------- walk

done_well "walk" walk
cp "$out" "$scratch/walk"
cut -f1 "$scratch/walk" >"$scratch/keys"
grep -v '^#' $post | cut -f1 >"$scratch/post-keys"
check "walk prints the post's keys, in their order" same "$scratch/keys" "$scratch/post-keys"
: >"$scratch/pieces"
for chapter in 0 01 output_deltas 03_hidden_deltas 4 05_training; do
    done_well "walk -c $chapter" walk -c $chapter
    cat "$out" >>"$scratch/pieces"
done
check "the chapters' walks together are the walk" same "$scratch/pieces" "$scratch/walk"
for chapter in 6 -1 x '' 3x 3_hidden_deltas 99999999999999999999; do
    refused "walk -c '$chapter'" "there is no chapter '$chapter'" walk -c "$chapter"
done

# ----------------------------------------------------------------------- example

done_well "example" example
cp "$out" "$scratch/example.yaml"
done_well "example, read back" example -e "$scratch/example.yaml"
check "it is the same again" same "$out" "$scratch/example.yaml"
for file in tests/examples/*.yaml; do
    ran "$program" walk -e "$file"
    cp "$out" "$scratch/before"
    ran "$program" example -e "$file"
    cp "$out" "$scratch/copy.yaml"
    done_well "walk through the copy of ${file##*/}" walk -e "$scratch/copy.yaml"
    check "is the same, bit for bit" same "$out" "$scratch/before"
done

# ------------------------------------------------------------------------- train

header="round${tab}E_total${tab}out_o1${tab}out_o2${tab}w1${tab}w2${tab}w3${tab}w4"
header="$header${tab}w5${tab}w6${tab}w7${tab}w8${tab}b1${tab}b2"
done_well "train -n 10 --every 3" train -n 10 --every 3
check "its header names the columns" test "$(head -n 1 "$out")" = "$header"
check "its rounds are 0 3 6 9 10" test "$(rounds)" = "0 3 6 9 10 "
done_well "train -n 9 --every 3" train -n 9 --every 3
check "its rounds are 0 3 6 9" test "$(rounds)" = "0 3 6 9 "
done_well "train -n 0" train -n 0
check "its only round is 0" test "$(rounds)" = "0 "
done_well "train -n 0 --every 0" train -n 0 --every=0
check "its only round is 0" test "$(rounds)" = "0 "
done_well "train -n 10000 --every 0" train -n 10000 --every 0
check "its only round is the last" test "$(rounds)" = "10000 "
check "with walk's error after 10000 rounds" \
    test "$(sed 1d "$out" | cut -f2)" = "$(sed -n 's/^E_total@10000	//p' "$scratch/walk")"
done_well "train" train
check "it has at most 300 rows" test "$(sed 1d "$out" | wc -l)" -le 300
check "and enough for a curve" test "$(sed 1d "$out" | wc -l)" -ge 200
check "from round 0 to the example's last, ever upwards" \
    awk -F'\t' 'NR == 2 && $1 != 0 { exit 1 } NR > 2 && $1 <= last { exit 1 }
        { last = $1 } END { if (last != 10000) exit 1 }' "$out"
done_well "book --surface" book --surface
done_well "book --path" book --path
refused "book with a value for --path" "book: unknown option --path=3" book --path=3
for n in 1e3 -5 3.5 '' x 99999999999999999999 ' 5' +5; do
    refused "train -n '$n'" "expected a whole number" train -n "$n"
    refused "train --every '$n'" "expected a whole number" train -n 5 --every "$n"
done

# Only the bias grows beyond all bounds: the input is 0, and an output of 1 keeps E finite.
cat >"$scratch/wild.yaml" <<'END'
learning_rate: 1e308
train_biases: true
training: [{inputs: [0], targets: [1e3]}]
layers: [{weights: [[0.5]], bias: 0}]
END
ran "$program" train -n 3 -e "$scratch/wild.yaml"
check "train beyond all bounds: exit 1" exits 1
check "after the rows that it could print" has '^0'
check "none of which is infinite" test "$(grep -cE 'inf|nan' "$out")" = 0
check "and says after which round" complains "not all numbers are finite after round"
refused "its last row alone" "not all numbers are finite after round 3" \
    train -n 3 --every 0 -e "$scratch/wild.yaml"

# ------------------------------------------------------------------------ verify

for name in post 3-4-2 2-3-3-2 5-2 mixed; do
    done_well "verify $name" verify -e "tests/examples/$name.yaml" "build/tests/$name.tsv"
    n=$(wc -l <"build/tests/$name.tsv")
    check "all its $n numbers agree" has "^$n of $n numbers agree to 1e-12 relative$"
done
check "the reference program says what is kept of it" \
    sh -c "grep -v '^#' $post | diff - build/tests/post.tsv >&2"
done_well "verify" verify $post
for chapter in 00_network 01_forward_pass 02_output_deltas 03_hidden_deltas 04_updates \
    05_training; do
    check "it has a verdict for $chapter" has "^$chapter +right: "
done
sed 's/^delta_h1	.*/delta_h1	0.0087713546895/' $post >"$scratch/wrong.tsv"
ran "$program" verify "$scratch/wrong.tsv"
check "a number that disagrees: exit 1" exits 1
check "it is named" has '^    delta_h1: computed 0.008771354689486'
check "its chapter is wrong" has '^03_hidden_deltas +WRONG: 1 of 18 '
check "no other is" test "$(grep -c WRONG "$out")" = 1
check "nothing on stderr" test ! -s "$err"
cat >"$scratch/wrong.tsv" <<END
# by hand
out_o1${tab}7e-05
w5${tab}0.4
i1${tab}.05
i2${tab}-0.1
net_h1${tab}0.5
E_total+${tab}0.29102777369359933
END
ran "$program" verify "$scratch/wrong.tsv"
check "several that disagree: exit 1" exits 1
grep -v '^    out_o1' "$out" >"$scratch/said"
cat >"$scratch/expected" <<'END'
00_network        WRONG: 1 of 3 numbers disagree
    i2: computed 0.1, line 5 says -0.1 (relative difference 2.0e+00)
01_forward_pass   WRONG: 2 of 2 numbers disagree
    net_h1: computed 0.3775, line 6 says 0.5 (relative difference 2.4e-01)
02_output_deltas  not verified: no reference for its 14 numbers
03_hidden_deltas  not verified: no reference for its 18 numbers
04_updates        right: 1 of 21 numbers verified
05_training       not verified: no reference for its 11 numbers
3 of 6 numbers agree to 1e-12 relative
END
check "each chapter has its verdict, each of them its line" same "$scratch/said" "$scratch/expected"
check "the last of them too" has '^    out_o1: computed 0\.7513.*, line 2 says 7e-05 '
ran "$program" verify -e tests/examples/5-2.yaml build/tests/5-2.tsv
check "a chapter may have no numbers" has '^03_hidden_deltas  has no numbers in this network$'
printf 'net_h1\t0.3775\nw5\n' >"$scratch/bad.tsv"
refused "a reference without a tab" "$scratch/bad.tsv:2: 'w5': expected a key" \
    verify "$scratch/bad.tsv"
printf '# none\n' >"$scratch/bad.tsv"
refused "a reference without numbers" "$scratch/bad.tsv: no numbers" verify "$scratch/bad.tsv"

# ------------------------------------------------------- example files that are refused

# bad_example LINE PLACE EDIT: the example after a sed edit, refused at that line.
bad_example() {
    sed "$3" tests/examples/post.yaml >"$scratch/bad.yaml"
    for command in example walk book train; do
        refused "$command, edit $3" "$scratch/bad.yaml:$1: $2" $command -e "$scratch/bad.yaml"
    done
}
line_of() { grep -n -- "$1" tests/examples/post.yaml | head -n 1 | cut -d: -f1; }
bad_example "$(line_of learning_rate)" "unknown key 'learning'" 's/learning_rate:/learning:/'
bad_example "$(line_of learning_rate)" "learning_rate: -1, expected" 's/learning_rate: .*/learning_rate: -1/'
bad_example "$(line_of '0.40')" "layers[1].weights[0]: 3 numbers, expected 2" 's/0.40, /0.40, 9, /'
bad_example "$(line_of '0.05')" "training[0].inputs[1]: 'many' is not" 's/0.05, 0.10*/0.05, many/'
printf 'a: [1\n}\n' >"$scratch/bad.yaml"
refused "what is no YAML" "$scratch/bad.yaml:2: not YAML" walk -e "$scratch/bad.yaml"
sed 's/0\.15/1e308/; s/0\.05/1e308/' tests/examples/post.yaml >"$scratch/bad.yaml"
refused "numbers beyond all bounds" "net_h1 is not a finite number" walk -e "$scratch/bad.yaml"

# ------------------------------------------------------------- names that a terminal obeys

# With an escape, a tab, a line end, a control of two bytes and one that turns the writing.
odd=$(printf 'a\033[31mb\tc\nd\302\233e\342\200\256f')
shown='a\x1b[31mb\tc\nd\xc2\x9be\xe2\x80\xaef'
mkdir "$scratch/$odd"
folder=$scratch/$odd
for command in "example -e" "walk -e" "book -e" "train -e" "gradcheck -e" verify check; do
    # shellcheck disable=SC2086
    refused "$command, a file that is not there" "/$shown/no: cannot be opened" $command "$folder/no"
    # shellcheck disable=SC2086
    refused "$command, a folder" "/$shown: cannot be read" $command "$folder"
done
printf 'a: 1\n' >"$folder/bad"
for command in example walk book train gradcheck; do
    refused "$command, a bad example" "/$shown/bad:1: unknown key" $command -e "$folder/bad"
done
refused "verify, a bad line" "/$shown/bad:1: 'a: 1': expected" verify "$folder/bad"
refused "check, a bad line" "/$shown/bad:1: 'a' is no number" check "$folder/bad"
sed 's/targets: .*/targets: [1e200, 0.99]/' tests/examples/post.yaml >"$folder/wild"
for command in walk train gradcheck; do
    refused "$command, beyond bounds" "/$shown/wild: " $command -e "$folder/wild"
done
refused "check, beyond bounds" "/$shown/wild: " check -e "$folder/wild" tests/check/learners/post.txt
cp tests/examples/functions/mixed.yaml "$folder/mixed"
refused "book, other functions" "/$shown/mixed: the book is written for" book -e "$folder/mixed"
printf '%s = 1\n' "$(printf 'a\033[31mb\302\233')" >"$scratch/keys"
refused "a key" "keys:1: 'a\x1b[31mb\xc2\x9b = 1': a list without its end" check "$scratch/keys"

printf 'net_h1 = 0.3775\nw5 = 0.5\n' >"$folder/mine"
ran "$program" check --summary "$folder/mine" "$folder/mine"
check "check --summary: a line a file" test "$(wc -l <"$out")" = 2
check "with its name in one cell" \
    test "$(head -n 1 "$out" | cut -f1)" = "$scratch/$shown/mine"
check "and four more" test "$(awk -F'\t' '{ print NF }' "$out" | sort -u)" = 5
ran "$program" check --tsv "$folder/mine" "$folder/mine"
check "check --tsv: a heading a file, in one line" \
    test "$(grep -cxF "# $scratch/$shown/mine" "$out")" = 2
check "four rows besides, and no more" test "$(wc -l <"$out")" = 8

ran "$program" check "$folder/mine"
check "check in full: its name is printable" printable "$out"
check "and whole" says "/$shown/mine: 2 of 2 numbers are right."

refused "an odd command" "there is no command '$shown'" "$odd"
refused "an odd option" "walk: unknown option --$shown (" walk "--$odd"
refused "an odd chapter" "walk: there is no chapter '$shown'" walk -c "$odd"
refused "an odd argument" "walk: unexpected '$shown'" walk "$odd"
refused "odd rounds" "train: -n $shown: expected" train -n "$odd"
refused "odd rows" "train: --every $shown: expected" train --every "$odd"

# However long what is quoted, and wherever it is cut: never within a character, whose
# bytes would then be told one by one.
many() { perl -e 'print "é" x $ARGV[0]' "$1"; }
whole() { printable "$err" && ! grep -qF '\xc3' "$err"; }
for before in '' x; do
    ran "$program" walk -c "$before$(many 6000)"
    check "a chapter of 6000 letters and '$before' is cut between two" whole
    echo "$before$(many 100) = 1" >"$scratch/long"
    ran "$program" check "$scratch/long"
    check "so is a key" whole
    check "and ends with dots" grep -qF "é...' is no number" "$err"
    echo "w1 = $before$(many 100)" >"$scratch/long"
    ran "$program" check "$scratch/long"
    check "so is what is no number" whole
    echo "$before$(many 100)" >"$scratch/long"
    ran "$program" verify "$scratch/long"
    check "so is a line of a reference" whole
    ran "$program" walk -e "$scratch/long"
    check "so is what is no YAML" whole
    echo "$before$(many 100): 1" >"$scratch/long"
    ran "$program" walk -e "$scratch/long"
    check "so is an example's key" whole
done

for before in '' x; do
    printf '%s%s: {a: [*x]}\n' "$before" "$(many 40)" >"$scratch/long"
    ran "$program" walk -e "$scratch/long"
    check "so is the place of what is wrong" whole
done

# A path of 1,300 bytes.
deep=$scratch/$(many 120)/$(many 120)/$(many 120)/$(many 120)/$(many 120)
mkdir -p "$deep"
cp "$folder/mine" "$deep/mine"
ran "$program" check "$deep/mine"
check "a long path is whole in the report" printable "$out"
check "and so is what is said of it" says "/mine: 2 of 2 numbers are right."

# ----------------------------------------------------------------- what cannot be read

"$program" check - <&- >"$out" 2>"$err"
status=$?
check "standard input that is closed: exit 2" exits 2
check "nothing on stdout" says_nothing
check "and says so" complains "backprop: standard input: cannot be read: "
"$program" walk -e tests/examples/post.yaml <&- >"$out" 2>"$err"
check "nobody else misses it" same "$out" "$scratch/walk"

# Seconds of a processor, whatever else it does.
briefly() { (ulimit -t 20 && "$@"); }
for command in "walk -e" verify check; do
    # shellcheck disable=SC2086
    ran briefly "$program" $command /dev/zero
    check "$command of what has no end: exit 2" exits 2
    check "and says so" complains "/dev/zero: longer than 67108864 bytes, expected"
done

# -------------------------------------------------------------------- very large numbers

# As a float 1e40 is none; half the square of 1.2e154 is a double, and twice as much is none.
# The sanitisers look on.
for target in 1e40 1.2e154; do
    sed "s/targets: .*/targets: [$target, 0.99]/" tests/examples/post.yaml >"$scratch/large.yaml"
    for call in walk book "book --surface" "book --path" "book --gradient" "book --curves" \
        gradcheck "train -n 3" "check $scratch/walk"; do
        # shellcheck disable=SC2086
        ran "$program" $call -e "$scratch/large.yaml"
        check "$call, a target of $target: ends as it should" test "$status" -le 2
        check "$call, a target of $target: results or one complaint" \
            test "$([ -s "$out" ] && echo 1 || echo 0) $(wc -l <"$err")" = \
            "$([ $status = 2 ] && echo 0 1 || echo 1 0)"
    done
done

finish

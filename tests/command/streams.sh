#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command where things outside it go wrong or differ: full disks, closed pipes, other
# locales, terminals, little memory.
# needs: build/gcc/backprop build/backprop
. tests/support/tap.sh

program=${BACKPROP:-build/gcc/backprop}
released=build/backprop
post=tests/reference/post.tsv
same() { cmp "$1" "$2" >&2; }

# --------------------------------------------------------------- output that is lost

for call in example walk book "book --surface" "book --path" "book --gradient" "book --curves" \
    "train -n 10" "verify $post" "export c" "export csv" gradcheck mistakes --help --version "walk --help"; do
    # shellcheck disable=SC2086
    $released $call >/dev/full 2>"$err"
    status=$?
    : >"$out"
    check "$call on a full disk: exit 2" exits 2
    check "$call on a full disk: says so" \
        complains "backprop: standard output: No space left on device"
    # shellcheck disable=SC2086
    $released $call >&- 2>"$err"
    status=$?
    check "$call with stdout closed: exit 2" exits 2
    check "$call with stdout closed: says so" complains "backprop: standard output: "
done

# Many rows of many rounds: this takes minutes unless it is given up early.
timeout 20 "$released" train -n 100000000 --every 1000 >/dev/full 2>"$err"
status=$?
check "a long training on a full disk is given up" exits 2

# $program | head -n 1, by a shell that ignores SIGPIPE, and by one that does not.
unread() {
    perl -e '
        $SIG{PIPE} = shift @ARGV;
        open(STDERR, ">", shift @ARGV) or die;
        open(my $pipe, "|-", "true") or die;
        my $child = fork;
        if ($child == 0) { sleep 1; open(STDOUT, ">&", $pipe) or die; exec @ARGV }
        close $pipe; waitpid($child, 0);
        exit($? & 127 ? 128 + ($? & 127) : $? >> 8)' "$@"
    status=$?
}
unread IGNORE "$err" timeout 20 "$released" train -n 100000000 --every 1000
check "a pipe that nobody reads ends a long training: exit 2" exits 2
check "and says so" complains "backprop: standard output: Broken pipe"
unread DEFAULT "$err" "$released" train -n 100000000 --every 1000
check "or by its signal, as pipes end" exits 141

"$program" walk -e no/such.yaml >"$out" 2>&-
status=$?
check "with stderr closed, the exit code still tells" exits 2
check "and no complaint is written anywhere else" says_nothing

# -------------------------------------------------------------------------- locale

localedef -i de_DE -f UTF-8 "$scratch/de_DE.UTF-8" 2>"$err"
comma() { LOCPATH="$scratch" LC_ALL=de_DE.UTF-8 "$@"; }
check "there is a locale with decimal commas" \
    test "$(comma perl -MPOSIX -e 'setlocale(LC_ALL, ""); use locale; print 0.5')" = "0,5"
for call in example walk book "book --surface" "book --path" "train -n 100" "verify $post" "walk -e tests/examples/mixed.yaml" "export c" \
    "export json"; do
    # shellcheck disable=SC2086
    $program $call >"$scratch/point"
    # shellcheck disable=SC2086
    comma $program $call >"$scratch/comma"
    check "$call says the same there" same "$scratch/point" "$scratch/comma"
done

# ------------------------------------------------------------------------- progress

# on_terminal COMMAND...: stdout to $out, what the terminal on stderr sees to $err.
on_terminal() {
    script -qec "$* >$out" "$err" >"$scratch/typescript" </dev/null
    status=$?
}
on_terminal "$released" train -n 30000000 --every 0
check "a long training on a terminal: exit 0" exits 0
check "tells how far it has come" grep -q 'training: round [0-9]* of 30000000 ([0-9]* %)' "$err"
check "its last row is whole" grep -q '^30000000	' "$out"
check "stdout has no word of it" test "$(grep -c training "$out")" = 0
on_terminal "$released" train -n 1000 --every 0
check "a short training tells nothing" test "$(grep -c training "$err")" = 0
ran "$released" train -n 30000000 --every 0
check "nor does a long one whose stderr is no terminal" test ! -s "$err"

# --------------------------------------------------------------------------- memory

little() { (ulimit -v 65536 && "$@"); }
ran little "$released" train -n 10000000 --every 0
check "ten million rounds fit into 64 MB" exits 0
little "$released" train -n 100000 --every 1 >/dev/null 2>"$err"
status=$?
check "so does a row for each of a hundred thousand" exits 0

sed 's/0.40/many/' tests/examples/post.yaml >"$scratch/bad.yaml"
for call in "0 example" "0 walk" "0 book" "0 book --surface" "0 book --path" "0 train -n 100" "0 verify $post" "0 export c" "0 export tsv" \
    "2 walk -e $scratch/bad.yaml" "2 verify README.md"; do
    # shellcheck disable=SC2086
    ran valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=all \
        "$released" ${call#* }
    check "valgrind finds nothing in ${call#* }" exits "${call%% *}"
done

finish

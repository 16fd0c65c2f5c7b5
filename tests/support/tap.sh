# SPDX-License-Identifier: GPL-3.0-or-later
# What every shell test shares: run from the top of the project, it says TAP for prove.
#
#   . tests/support/tap.sh
#   check 'what is true' COMMAND...   one test: true where COMMAND succeeds
#   ran COMMAND...                    runs it; $status, and its streams in $out and $err
#   finish                            the plan, and the exit code

set -u
unset MAKEFLAGS MFLAGS MAKELEVEL
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
out=$scratch/out
err=$scratch/err
status=0
tests=0
failed=0

ran() {
    "$@" >"$out" 2>"$err" </dev/null
    status=$?
}

check() {
    claim=$1
    shift
    tests=$((tests + 1))
    if "$@"; then
        printf '%s\n' "ok $tests - $claim"
    else
        printf '%s\n' "not ok $tests - $claim" "#   not true: $*"
        [ ! -s "$err" ] || sed 's/^/#   stderr: /' "$err" | head -n 12
        failed=$((failed + 1))
    fi
}

# The last command left nothing on stdout; its complaint has this text in it.
says_nothing() { [ ! -s "$out" ]; }
complains() { grep -qF -- "$1" "$err"; }
exits() { [ "$status" -eq "$1" ]; }

finish() {
    echo "1..$tests"
    exit $((failed > 0))
}

#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The page is small enough to be kept, and to be sent: 800 kB as a file, and 220 kB as a server
# sends it, which packs it as gzip does when it is told nothing.
# needs: build/report/backprop.html
. tests/support/tap.sh

page=build/report/backprop.html
has_room() { [ "$(wc -c <"$1")" -le 800000 ]; }
is_sent_soon() { [ "$(gzip -6 <"$1" | wc -c)" -le 220000 ]; }

check "the page has at most 800 kB" has_room "$page"
check "and packed at most 220 kB" is_sent_soon "$page"
echo "# $(wc -c <"$page") bytes, packed $(gzip -6 <"$page" | wc -c)"

head -c 800001 /dev/zero >"$scratch/large"
check "a byte too many is seen" test "$(has_room "$scratch/large" || echo no)" = no
head -c 220001 /dev/urandom >"$scratch/dense"
check "so is what cannot be packed so small" test "$(is_sent_soon "$scratch/dense" || echo no)" = no
finish

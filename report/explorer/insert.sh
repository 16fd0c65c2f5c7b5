#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Puts the explorer into the page: its script, the policy that lets this script run and no other,
# and the example with which it begins.
#
#   insert.sh PAGE SCRIPT EXAMPLE.yaml      the page, to standard output
set -eu
page=$1
script=$2
example=$3

# In the page, the script stands between two lines.
hash=$({ echo; cat "$script"; } | sha256sum | cut -c 1-64 | tr a-f A-F | basenc -d --base16 | base64)

sed 's/&/\&amp;/g; s/</\&lt;/g' "$example" |
    sed -e "s|@script-hash@|$hash|" -e '/^@example@$/ { r /dev/stdin' -e 'd }' \
        -e "/^@script@\$/ { r $script" -e 'd }' "$page"

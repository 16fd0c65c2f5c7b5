#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Numbers of learners, each with one mistake, as the independent computation has them:
#
#   learners.sh numbers PROGRAM EXAMPLE FOLDER DIGITS...   writes FOLDER/DIGITS/ID.txt for each
#       mistake that the program lists, and right.txt, with as many significant digits
#   learners.sh check PROGRAM EXAMPLE FOLDER/DIGITS        whether the program names each; says
#       for whom it has no name, or another
set -eu

what=$1
program=$2
example=$3
folder=$4
shift 4
case $what in
numbers)
    mkdir -p "$folder"
    # shellcheck disable=SC2046
    build/mistakes "$example" right $("$program" mistakes | cut -f1) >"$folder/all"
    for digits in "$@"; do
        rm -rf "${folder:?}/$digits"
        mkdir "$folder/$digits"
        awk -F'\t' -v digits="$digits" -v folder="$folder/$digits" '
            /^#/ { file = folder "/" substr($0, 3) ".txt"; next }
            NF == 2 && $2 ~ /^[-+0-9.e]+$/ { printf "%s\t%#.*g\n", $1, digits, $2 >file }' \
            "$folder/all"
    done
    ;;
check)
    "$program" check --summary -e "$example" "$folder"/*.txt | awk -F'\t' '{
            id = $1; sub(/.*\//, "", id); sub(/\.txt$/, "", id)
            if (index("," $5 ",", "," id ",") == 0) { print id " is said to be " $5; wrong = 1 }
        } END { exit wrong || NR < 10 }'
    ;;
esac

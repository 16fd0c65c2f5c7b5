#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Right learners who round on the way, as an independent computation has them, and whom of
# them the program accuses:
#
#   rounded.sh numbers FOLDER SHARE [SEED]   the post's example with every kind of learner, and
#       networks with one in so many: FOLDER/EXAMPLE.yaml, FOLDER/EXAMPLE/LEARNER.txt; with
#       another seed than 1, other networks and other numbers left out
#   rounded.sh check PROGRAM FOLDER          a line for each file: its example, learner, and what
#       `check --summary` says; `accused` or `-` before it
#   rounded.sh table <LINES                  counts those lines by what the learners do
set -eu

# What build/rounded is to draw. A bias of 18 leaves few digits to 1 - out.
networks() {
    for shape in 2-2-2 3-4-2 2-3-3-2 1-1-1 5-3-3; do
        echo "$shape $seed"
        echo "$shape $((seed + 1)) trained"
        echo "$shape $((seed + 2)) wide own trained"
        echo "$shape $((seed + 3)) biased own"
    done
}

# learners SHARE FIRST: one in so many, from that one on. Some drop zeros at the end, and some
# write the given numbers too, whatever else they do.
learners() {
    awk -v share="$1" -v first="$2" -v seed="$seed" '
        function put(line) {
            if (n % share == first)
                print line, n + 1000 * (seed - 1) more[n % 4]
            n++
        }
        function each_written(line,    k) {
            for (k = 1; k <= n_written; k++) { put(line " " written[k]) }
        }
        BEGIN {
            n = 0
            n_written = split("full half third fifth derivatives new one", written)
            split("round cut", methods); split("decimals significant", units)
            split("named operations end", wheres)
            for (m = 1; m <= 2; m++) for (u = 1; u <= 2; u++) for (d = 3; d <= 9; d++)
                for (w = 1; w <= 3; w++) {
                    more[1] = " strip"; more[2] = " given"; more[3] = " strip given"
                    each_written(methods[m] " " units[u] " " d " " wheres[w])
                }
            split("forward backward bias fused", orders); split("7 8 9 17", digits)
            split("exp tanh", logistics); delete more; more[2] = " given"
            for (o = 1; o <= 4; o++) for (d = 1; d <= 4; d++) for (l = 1; l <= 2; l++)
                each_written("float " orders[o] " " digits[d] " " logistics[l])
        }'
}

# write EXAMPLE SHARE FIRST
write() {
    mkdir -p "$1"
    learners "$2" "$3" | build/rounded "$1.yaml" "$1"
}

case $1 in
numbers)
    seed=${4:-1}
    mkdir -p "$2"
    cp tests/examples/post.yaml "$2"
    write "$2/post" 1 0
    i=0
    networks | while read -r shape number words; do
        # shellcheck disable=SC2046,SC2086,SC2116
        name=$2/$(echo $shape $number $words | tr ' ' _)
        # shellcheck disable=SC2086
        build/rounded example $shape $number $words >"$name.yaml"
        write "$name" "$3" $((i % $3))
        i=$((i + 1))
    done
    ;;
check)
    program=$(realpath "$2")
    cd "$3"
    for example in *.yaml; do
        name=${example%.yaml}
        {
            "$program" check --summary -e "$example" "$name"/*.txt || [ $? -eq 1 ]
        } | awk -F'\t' -v name="$name" -v OFS='\t' '{
                learner = $1; gsub(/^.*\/|\.txt$/, "", learner)
                is_right = $5 == "right" || (learner ~ /^float/ && $5 == "single-precision")
                print (is_right && $3 == 0 ? "-" : "accused"), name, learner, $2, $3, $4, $5 }'
    done
    ;;
table)
    awk -F'\t' '
        function count(class, row) {
            if (!(class in rows)) { classes[++n_classes] = class }
            if (!((class, row) in all)) { rows[class] = rows[class] row "\n" }
            all[class, row]++; accused[class, row] += $1 == "accused"
        }
        {
            split($2, network, "_"); n = split($3, word, "_"); is_float = word[1] == "float"
            count("all", "all")
            count("who", word[1] " " word[2] " " word[4])
            count(is_float ? "digits of floats" : "digits", word[3])
            count("written", word[5])
            count("who, written", word[1] " " (is_float ? "" : word[2] " ") word[5])
            for (i = 7; i <= n; i++) { count("besides", word[i]) }
            count("shape", network[1])
            sub(/^[^_]*_?[^_]*_?/, "", $2); count("network", $2 == "" ? "plain" : $2)
        }
        END {
            for (c = 1; c <= n_classes; c++) {
                n = split(rows[classes[c]], row, "\n")
                for (i = 1; i < n; i++) {
                    j = classes[c] SUBSEP row[i]
                    printf "%s\t%s\t%d\t%d\t%.1f %%\n", classes[c], row[i], all[j], accused[j],
                        100 * accused[j] / all[j]
                }
            }
        }'
    ;;
esac

# SPDX-License-Identifier: GPL-3.0-or-later
# A table in columns, for a terminal: the first column to the left, the others to the right.
BEGIN { FS = "\t" }
# How many letters a text has: awk counts bytes, and µ has two.
function letters(text) {
    gsub(/[\200-\277]/, "", text)
    return length(text)
}
function spaces(n) { return n > 0 ? sprintf("%" n "s", "") : "" }
{
    for (i = 1; i <= NF; i++) {
        cell[NR, i] = $i
        if (letters($i) > width[i])
            width[i] = letters($i)
    }
    n_columns = NF
}
END {
    for (r = 1; r <= NR; r++) {
        line = ""
        for (i = 1; i <= n_columns; i++) {
            room = spaces(width[i] - letters(cell[r, i]))
            line = line (i == 1 || n_columns == 2 ? cell[r, i] room : room cell[r, i]) "  "
        }
        sub(/ +$/, "", line)
        print line
    }
}

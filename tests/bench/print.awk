# SPDX-License-Identifier: GPL-3.0-or-later
# A table in columns, for a terminal: the first column to the left, the others to the right.
BEGIN { FS = "\t" }
{
    for (i = 1; i <= NF; i++) {
        cell[NR, i] = $i
        if (length($i) > width[i])
            width[i] = length($i)
    }
    n_columns = NF
}
END {
    for (r = 1; r <= NR; r++) {
        line = sprintf("%-" width[1] "s", cell[r, 1])
        for (i = 2; i <= n_columns; i++)
            line = line sprintf("  %" (n_columns == 2 ? "-" : "") width[i] "s", cell[r, i])
        sub(/ +$/, "", line)
        print line
    }
}

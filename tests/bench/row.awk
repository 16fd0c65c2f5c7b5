# SPDX-License-Identifier: GPL-3.0-or-later
# The weights in the last row of `backprop train`, one a line.
BEGIN { FS = "\t" }
NR == 1 { n = split($0, name) }
END {
    for (i = 1; i <= n; i++)
        if (name[i] ~ /^w[0-9]+$/)
            print $i
}

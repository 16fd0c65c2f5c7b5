# SPDX-License-Identifier: GPL-3.0-or-later
# How far the weights in two files are apart: the largest difference, divided by the largest
# weight. Fails, and says why, where that is more than 1e-12 or the files do not have the same
# number of weights.
function size(x) { return x < 0 ? -x : x }
$0 !~ /^-?[0-9]/ { wrong = wrong "'" $0 "' is no weight; " }
FNR == NR {
    first[FNR] = $1
    n_first = FNR
    if (size($1) > largest)
        largest = size($1)
    next
}
{
    n = FNR
    if (size($1 - first[FNR]) > most)
        most = size($1 - first[FNR])
}
END {
    if (n != n_first || n == 0)
        wrong = wrong n + 0 " weights in place of " n_first + 0 "; "
    if (!(most <= 1e-12 * largest))
        wrong = wrong "they differ by " most ", where the largest is " largest "; "
    if (wrong != "") {
        print substr(wrong, 1, length(wrong) - 2)
        exit 1
    }
    printf "%.3g\n", most / largest
}

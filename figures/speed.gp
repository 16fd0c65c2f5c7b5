# SPDX-License-Identifier: GPL-3.0-or-later
# What a pair costs in training, over the width of a network of three layers, as it was measured: by
# loops, by matrices, in batches, and in FANN; both axes logarithmic.
WIDTH = 480
load "figures/style.gp"

# The columns of the table, and what the curves are called.
N_CURVES = 4
array COLUMN[N_CURVES] = [2, 3, 4, 5]
array NAME[N_CURVES] = ["loops", "matrices", "batches", "FANN"]
array LAST[N_CURVES]
least = 1e300
greatest = 0
narrowest = 0
do for [k = 1:N_CURVES] {
    stats speed skip 1 using (narrowest = narrowest > 0 ? narrowest : $1, widest = $1, \
        LAST[k] = column(COLUMN[k]), least = LAST[k] < least ? LAST[k] : least, \
        greatest = LAST[k] > greatest ? LAST[k] : greatest, 0) nooutput
}
bottom = floor(log10(least) - 0.02)
top = ceil(log10(greatest) + 0.02)

eval axes
eval set_margins(76, 112, 52, 62)
set logscale xy
set xrange [narrowest:widest]
set yrange [10.0**bottom:10.0**top]
set xtics ("" 1e-9)
do for [k = 0:12] { if (2**k >= narrowest && 2**k <= widest) { eval tic("x", 2**k, 2**k) } }
set ytics ("" 1e-300)
do for [k = bottom:top] { eval ten_tic("y", k, 4) }
eval x_name("neurons in each layer")
eval y_name("microseconds a pair")

# The names stand where the curves end, the lower ones first, and push each other up where two of
# them end close together.
height(y) = (log10(y) - bottom) / real(top - bottom)
place = -1
do for [turn = 1:N_CURVES] {
    lowest = 0
    do for [k = 1:N_CURVES] {
        if (LAST[k] > 0 && (lowest == 0 || LAST[k] < LAST[lowest])) { lowest = k }
    }
    y = height(LAST[lowest])
    place = y > place + 0.09 ? y : place + 0.09
    eval end_name(y, place, NAME[lowest], lowest == N_CURVES ? MUTED : FORWARD)
    LAST[lowest] = 0
}

plot speed using 1:2 with lines linestyle 1, \
    speed using 1:3 with lines linestyle 2, \
    speed using 1:4 with lines linestyle 1 dashtype (2, 5), \
    speed using 1:5 with lines linecolor rgb MUTED linewidth 2

# SPDX-License-Identifier: GPL-3.0-or-later
# What a pair costs in training, over the width of a network of three layers, as it was measured: by
# loops, by matrices, in batches, and in FANN; both axes logarithmic.
WIDTH = 480
load "figures/style.gp"

stats speed skip 1 using (narrowest = exists("narrowest") ? narrowest : $1, widest = $1, 0) nooutput
stats speed skip 1 using 4 nooutput name "LOW"
stats speed skip 1 using 2 nooutput name "HIGH"
bottom = floor(log10(LOW_min) - 0.02)
top = ceil(log10(HIGH_max) + 0.02)

eval axes
eval set_margins(76, 28, 52, 62)
set logscale xy
set xrange [narrowest:widest]
set yrange [10.0**bottom:10.0**top]
set xtics ("" 1e-9)
do for [k = 0:12] { if (2**k >= narrowest && 2**k <= widest) { eval tic("x", 2**k, 2**k) } }
set ytics ("" 1e-300)
do for [k = bottom:top] { eval ten_tic("y", k, 4) }
eval x_name("neurons in each layer")
eval y_name("microseconds a pair")

plot speed using 1:2 with lines linestyle 1, speed using 1:3 with lines linestyle 2

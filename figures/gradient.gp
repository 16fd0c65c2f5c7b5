# SPDX-License-Identifier: GPL-3.0-or-later
# How far a central difference misses the derivative, over the step, both axes logarithmic.
load "figures/style.gp"

eval axes
set logscale xy
set xrange [1e-12:1]
set yrange [1e-14:1]
set xtics ("" 1e-99)
set ytics ("" 1e-99)
do for [k = -12:0:2] { eval ten_tic("x", k, 0) }
do for [k = -14:0:2] { eval ten_tic("y", k, 0) }
eval x_name("step")
eval y_name("miss of " . d("E", sub("w", "5")))

# The names stand where nothing is drawn.
set label "nine decimals" at first 3e-12, first 6e-3 left front font ",15" textcolor rgb BACKWARD
set label "double\nprecision" at first 6e-4, first 6e-11 left front font ",15" \
    textcolor rgb BACKWARD
set label "what rounding\ncan spoil" at graph 1.03, first 5e-10 left front font ",15" \
    textcolor rgb MUTED

set style line 3 linecolor rgb BACKWARD linewidth 2
set style line 4 linecolor rgb BACKWARD linewidth 2 dashtype (9, 5)
set style line 5 linecolor rgb MUTED linewidth 1.2
plot gradient using 1:4 with lines linestyle 5, \
    gradient using 1:5 with lines linestyle 5, \
    gradient using 1:2 with lines linestyle 3, \
    gradient using 1:3 with lines linestyle 4

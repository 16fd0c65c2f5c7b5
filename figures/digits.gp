# SPDX-License-Identifier: GPL-3.0-or-later
# The mean errors of the handwritten digits over the passes: of those that are learned, and of those
# kept back.
WIDTH = 480
load "figures/style.gp"

stats passes skip 1 using (last_pass = $1, last_learned = $2, last_kept = $3, 0) nooutput
eval axes
eval set_margins(62, 28, 52, 62)
set xrange [0:last_pass]
set yrange [0:0.5]
set xtics ("0" 0)
do for [k = 5:last_pass:5] { eval tic("x", k, k) }
set ytics ("0" 0)
do for [k = 1:5] { eval tic("y", k / 10.0, k / 10.0) }
eval x_name("passes over all learned digits")
eval y_name("mean error")
set label "kept back" at last_pass, last_kept + 0.035 right textcolor rgb FORWARD
set label "learned" at 0.72 * last_pass, last_learned + 0.032 right textcolor rgb FORWARD

plot passes using 1:2 with lines linestyle 1, passes using 1:3 with lines linestyle 2

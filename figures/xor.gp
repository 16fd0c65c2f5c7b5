# SPDX-License-Identifier: GPL-3.0-or-later
# The mean error of XOR over the rounds, of a start that learns it and of one that does not; both
# axes logarithmic.
WIDTH = 480
load "figures/style.gp"

stats xor skip 1 using (last_round = $1, 0) nooutput
eval axes
eval set_margins(62, 28, 52, 62)
eval log_rounds
set logscale y
set yrange [1e-4:1]
set ytics ("" 1e-300)
do for [k = -4:0] { eval ten_tic("y", k, -1) }
eval y_name("mean error")
set label "stuck" at graph 0.97, graph 0.81 right textcolor rgb FORWARD
set label "learned" at graph 0.84, graph 0.25 right textcolor rgb FORWARD

plot xor using 1:2 with lines linestyle 1, xor using 1:3 with lines linestyle 2

# SPDX-License-Identifier: GPL-3.0-or-later
# The squared error over the rounds, of trainings by it and by the cross-entropy; both axes
# logarithmic.
WIDTH = 480
load "figures/style.gp"

# Both curves end where they are no more than rounding noise; the lower one may end early. What is
# no number counts as 0.
SMALLEST = 1e-300
least = 1e300
greatest = 0
number(c) = strcol(c) eq "nan" ? 0 : column(c)
lower(round, x) = round > 0 && x >= SMALLEST && x < least ? x : least
stats entropy skip 1 using (last_round = $1, least = lower($1, number(2)), \
    least = lower($1, number(3)), \
    greatest = number(2) > greatest ? number(2) : greatest, \
    greatest = number(3) > greatest ? number(3) : greatest, 0) nooutput
if (greatest == 0) { least = 0.1; greatest = 1 }
bottom = floor(log10(least) - 0.02)
top = ceil(log10(greatest) + 0.02)

eval axes
eval set_margins(76, 28, 52, 62)
eval log_rounds
set logscale y
set yrange [10.0**bottom:10.0**top]
set ytics ("" 1e-300)
do for [k = bottom:top:int(ceil((top - bottom) / 8.0))] { eval ten_tic("y", k, -1) }
eval y_name("squared error")
set label "trained by the squared error" at graph 1, graph 1.06 right textcolor rgb FORWARD
set label "trained by the cross-entropy" at graph 0.05, graph 0.1 left textcolor rgb FORWARD

plot entropy using (on_log_axis($1)):(on_log_axis($2)) with lines linestyle 1, \
    entropy using (on_log_axis($1)):(valid(3) ? on_log_axis($3) : NaN) with lines linestyle 2

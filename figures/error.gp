# SPDX-License-Identifier: GPL-3.0-or-later
# The error over the rounds, both axes logarithmic.
WIDTH = 480
load "figures/style.gp"

# The last round's error, and the powers of ten that hold all of them that have a place here.
least = 1e300
greatest = 0
stats training skip 1 using (last_round = $1, last_error = $2, \
    seen = $1 > 0 && $2 >= LEAST_ERROR, least = seen && $2 < least ? $2 : least, \
    greatest = seen && $2 > greatest ? $2 : greatest, 0) nooutput
if (greatest == 0) { least = 0.1; greatest = 1 }
bottom = floor(log10(least) - 0.02)
top = ceil(log10(greatest) + 0.02)

eval axes
eval set_margins(62, 32, 52, 62)
eval log_rounds
set logscale y
set yrange [10.0**bottom:10.0**top]
# Not more than eight of the powers are named.
set ytics ("" 1e-300)
do for [k = bottom:top:int(ceil((top - bottom) / 8.0))] { eval ten_tic("y", k, 0) }
eval y_name(sub("E", "total"))
# Its end is named above all that is drawn.
if (last_round > 0 && last_error >= LEAST_ERROR) { eval end_mark(last_round, last_error, FORWARD) }
if (last_round > 0 && last_error == last_error) {
    set label sprintf("after %.0f: ", last_round) . \
        (last_error < LEAST_ERROR ? below_least : shown(last_error)) at graph 1, \
        screen 1 - 18.0 / HEIGHT right textcolor rgb FORWARD
}

plot training using (on_log_axis($1)):($2 < LEAST_ERROR ? NaN : $2) with lines linestyle 1

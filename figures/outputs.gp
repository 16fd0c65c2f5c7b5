# SPDX-License-Identifier: GPL-3.0-or-later
# The outputs over the rounds, and the targets which they should approach.
WIDTH = 480
load "figures/style.gp"
eval read_values

stats training skip 1 using (last_round = $1, last_1 = $3, last_2 = $4, 0) nooutput

# An output is between 0 and 1; a target need not be.
t1 = number_of("t1")
t2 = number_of("t2")
low = t1 < t2 ? (t1 < 0 ? t1 : 0.0) : (t2 < 0 ? t2 : 0.0)
high = t1 > t2 ? (t1 > 1 ? t1 : 1.0) : (t2 > 1 ? t2 : 1.0)
room = 0.03 * (high - low)
eval axes
eval set_margins(42, 132, 52, 62)
eval log_rounds
set yrange [low - room:high + room]
step = nice((high - low) / 5)
set ytics ("0" 0)
do for [k = ceil(low / step):floor(high / step)] { eval tic("y", k * step, k * step) }
eval y_name("out")

# What is named on the right, from the lowest to the highest. Names too close to each other
# push each other apart.
array Y[4] = [t1, t2, last_1, last_2]
array NAME[4]
array ORDER[4] = [1, 2, 3, 4]
array PLACE[4]
do for [i = 1:2] {
    NAME[i] = "target of " . sub("o", i)
    NAME[i + 2] = sub("out", "o" . i)
}
do for [i = 1:3] { do for [k = 1:3] {
    if (Y[ORDER[k]] > Y[ORDER[k + 1]]) {
        swap = ORDER[k]; ORDER[k] = ORDER[k + 1]; ORDER[k + 1] = swap
    }
} }
height(y) = (y - low + room) / (high - low + 2 * room)
do for [k = 1:4] { PLACE[k] = height(Y[ORDER[k]]) }
do for [i = 1:40] {
    do for [k = 1:3] {
        short = 0.095 - (PLACE[k + 1] - PLACE[k])
        if (short > 0) { PLACE[k] = PLACE[k] - short / 2; PLACE[k + 1] = PLACE[k + 1] + short / 2 }
    }
    if (PLACE[1] < 0) { PLACE[1] = 0.0 }
    if (PLACE[4] > 1) { PLACE[4] = 1.0 }
}
do for [k = 1:4] {
    what = ORDER[k]
    if (what < 3 || last_round > 0) {
        eval end_name(height(Y[what]), PLACE[k], NAME[what], what < 3 ? MUTED : FORWARD)
    }
}
if (last_round > 0) {
    eval end_mark(last_round, last_1, FORWARD)
    eval end_mark(last_round, last_2, FORWARD)
}

plot t1 with lines linecolor rgb MUTED linewidth 1.2, \
    t2 with lines linecolor rgb MUTED linewidth 1.2, \
    training using (on_log_axis($1)):3 with lines linestyle 1, \
    training using (on_log_axis($1)):4 with lines linestyle 2

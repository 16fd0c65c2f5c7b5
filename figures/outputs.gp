# SPDX-License-Identifier: GPL-3.0-or-later
# The outputs over the rounds, and the targets which they should approach. Of more than four outputs
# the first three and the last are named, and the others are thin.
WIDTH = 480
load "figures/style.gp"
eval read_network

MOST = 4
n = n_outputs(shape)
N = n < MOST ? n : MOST
output(k) = n > MOST && k == N ? n : k
do for [k = 1:N] { wanted = wanted . "t" . output(k) . " " }
eval read_values

array TARGET[N]
array LAST[N]
do for [k = 1:N] { TARGET[k] = number_of("t" . output(k)) }
stats training skip 1 using (last_round = $1, \
    sum [k = 1:N] (LAST[k] = column(2 + output(k)), 0)) nooutput

# How many of them have the same target.
same(k) = sum [j = 1:N] (TARGET[j] == TARGET[k])
most_same = 1
do for [k = 1:N] { most_same = same(k) > most_same ? same(k) : most_same }

# An output is between 0 and 1; a target need not be.
low = 0.0
high = 1.0
do for [k = 1:N] {
    low = TARGET[k] < low ? TARGET[k] : low
    high = TARGET[k] > high ? TARGET[k] : high
}
room = 0.03 * (high - low)
eval axes
eval set_margins(42, most_same > 2 ? 172 : 132 + (n > 9 ? 8 : 0), 52, 62)
eval log_rounds
set yrange [low - room:high + room]
step = nice((high - low) / 5)
set ytics ("0" 0)
do for [k = ceil(low / step):floor(high / step)] { eval tic("y", k * step, k * step) }
eval y_name("out")
if (n > MOST) {
    set label "thin: the other " . (n - MOST > 1 ? sprintf("%d outputs", n - MOST) : "output") at screen 0.98, \
        screen 1 - 18.0 / HEIGHT right textcolor rgb FORWARD
}

# What is named on the right: each target once, with all outputs that have it, and the outputs.
array Y[2 * N]
array NAME[2 * N]
array COLOUR[2 * N]
names = 0
# Adds a name at that height; returns nothing.
add(y, name, colour) = (names = names + 1, Y[names] = y, NAME[names] = name, COLOUR[names] = colour, "")
o(k) = sub("o", output(k))
first_with(k) = (sum [j = 1:N] (j < k && TARGET[j] == TARGET[k])) == 0
others(k, j) = j > N ? "" : (TARGET[j] == TARGET[k] ? " " . o(j) : "") . others(k, j + 1)
do for [k = 1:N] {
    if (first_with(k)) {
        name = same(k) > 1 ? "target:" . others(k, k) : "target of " . o(k)
        eval add(TARGET[k], name, MUTED)
    }
}
do for [k = 1:N] {
    if (last_round > 0) {
        eval add(LAST[k], sub("out", "o" . output(k)), FORWARD)
        eval end_mark(last_round, LAST[k], FORWARD)
    }
}

# From the lowest to the highest. Names too close to each other push each other apart.
array ORDER[names]
array PLACE[names]
height(y) = (y - low + room) / (high - low + 2 * room)
do for [k = 1:names] { ORDER[k] = k }
do for [i = 1:names] { do for [k = 1:names - 1] {
    if (Y[ORDER[k]] > Y[ORDER[k + 1]]) {
        swap = ORDER[k]; ORDER[k] = ORDER[k + 1]; ORDER[k + 1] = swap
    }
} }
do for [k = 1:names] { PLACE[k] = height(Y[ORDER[k]]) }
do for [i = 1:40 * names] {
    do for [k = 1:names - 1] {
        short = 0.095 - (PLACE[k + 1] - PLACE[k])
        if (short > 0) { PLACE[k] = PLACE[k] - short / 2; PLACE[k + 1] = PLACE[k + 1] + short / 2 }
    }
    if (PLACE[1] < 0) { PLACE[1] = 0.0 }
    if (PLACE[names] > 1) { PLACE[names] = 1.0 }
}
do for [k = 1:names] {
    what = ORDER[k]
    eval end_name(height(Y[what]), PLACE[k], NAME[what], COLOUR[what])
}

set style line 3 linecolor rgb FORWARD linewidth 2 dashtype (2, 4)
set style line 4 linecolor rgb FORWARD linewidth 2 dashtype (14, 4, 2, 4)
THIN = n > MOST ? 'for [j = N:n - 1] training using (on_log_axis($1)):(column(2 + j)) \
    with lines linecolor rgb FORWARD linewidth 0.6,' : ""
plot @THIN for [k = 1:N] TARGET[k] with lines linecolor rgb MUTED linewidth 1.2, \
    for [k = 1:N] training using (on_log_axis($1)):(column(2 + output(k))) with lines linestyle k

# SPDX-License-Identifier: GPL-3.0-or-later
# The error over the first two weights into o1, as a map, and the way that training these two alone
# takes on it. Where o1 has one source alone, they are its weight and its bias.
#
# Both lead into o1, so the error depends on w5 out_h1 + w6 out_h2 alone (or on w2 out_h1 + b2): its
# contour lines are straight and parallel. They are drawn from the errors along a diagonal of the
# map, of which each crosses the rising one once, or the falling one, and can leave a gap for their
# labels.
WIDTH = 480
HEIGHT = 562
load "figures/style.gp"
eval read_network

# The two, and what each is multiplied by: the outputs of their sources, or 1.
head = system("head -n 1 '" . surface . "'")
output_of(neuron) = neuron[1:1] eq "i" ? neuron : "out_" . neuron
source_1 = output_of(role("last", "h1"))
source_2 = has_role("last", "h2") ? output_of(role("last", "h2")) : ""
wanted = " " . source_1 . " " . source_2 . " "
eval read_values

# The steepest direction (A, B), which is also the path's, and the contour lines' (B, -A). One that
# falls is drawn as one that rises and then turned over: M is -1, and flip() the place upward.
A = number_of(source_1)
B = source_2 eq "" ? 1.0 : number_of(source_2)
norm = sqrt(A**2 + B**2)
M = A * B < 0 ? -1 : 1
A = norm > 0 ? abs(A) / norm : sqrt(0.5)
B = norm > 0 ? abs(B) / norm : sqrt(0.5)
flip(y) = M > 0 ? y : SIDE - y

# The map: SIDE pixels wide and high, one unit a pixel, so that labels can be kept apart.
SIDE = 396.0
stats surface skip 1 using 1:2 nooutput
low5 = STATS_min_x; low6 = STATS_min_y
span = STATS_max_x - low5
rows = int(sqrt(STATS_records) + 0.5)
x_of(w5) = (w5 - low5) / span * SIDE
y_of(w6) = (w6 - low6) / span * SIDE
array D[rows]
on_diagonal(n, row) = n == (M > 0 ? (rows + 1) * row : (rows - 1) * (row + 1))
stats surface skip 1 using (on_diagonal(column(0), column(-1)) ? \
    (D[column(-1) + 1] = $3, $3) : NaN) nooutput
least = STATS_min; greatest = STATS_max

# The path: its ends, and as many of the rounds 1, 10, 100, ... as do not crowd.
array MARK_X[20]
array MARK_Y[20]
array MARK[20]
marks = 0
next_mark = 0
near(x1, y1, x2, y2) = (x2 - x1)**2 + (y2 - y1)**2 < 34**2
begin(round) = (next_mark = 1, E_start = E_end, x_start = x_end, y_start = y_end, \
    x_mark = x_end, y_mark = y_end)
add_mark(round) = (marks = marks + 1, MARK[marks] = round, \
    MARK_X[marks] = x_end, MARK_Y[marks] = y_end, x_mark = x_end, y_mark = y_end)
stats path skip 1 using (last_round = $1, x_end = x_of($2), y_end = flip(y_of($3)), E_end = $4, \
    next_mark == 0 ? begin($1) : last_round < next_mark ? 0 : (next_mark = 10 * next_mark, \
    near(x_mark, y_mark, x_end, y_end) ? 0 : add_mark($1)), 0) nooutput
length = sqrt((x_end - x_start)**2 + (y_end - y_start)**2)

eval set_margins(64, WIDTH - 64 - SIDE, HEIGHT - 66 - SIDE, 66)
set xrange [0:SIDE]
set yrange [0:SIDE]
set border 15 linecolor rgb INK
set tics nomirror textcolor rgb INK
unset key
# Where the map is tiny its numbers are long: fewer of them, and none that would not fit.
short_tic(axis, x, place) = strlen(sprintf("%.10g", x)) > 9 ? "" : tic(axis, x, place)
step = nice(span / (span < 0.001 * abs(low5) ? 2.5 : 6.0))
set xtics ("" -1)
set ytics ("" -1)
do for [k = ceil(low5 / step):floor((low5 + span) / step)] {
    eval short_tic("x", k * step, x_of(k * step))
}
do for [k = ceil(low6 / step):floor((low6 + span) / step)] {
    eval short_tic("y", k * step, y_of(k * step))
}
eval x_name(symbol(word(head, 1)))
set label symbol(word(head, 2)) at screen 0.01, first SIDE + 20 left textcolor rgb INK

# The levels: round numbers, with 19 pixels or more from line to line.
array PLACE[40]
array LEVEL[40]
levels = 0
closest = 0
step = greatest - least > 1e-9 * greatest ? nice((greatest - least) / 10.0) : 0
while (step > 0 && closest < 19) {
    levels = 0
    closest = SIDE
    do for [k = 1:rows - 1] {
        up = D[k + 1] > D[k]
        first = floor((up ? D[k] : D[k + 1]) / step) + 1
        last = floor((up ? D[k + 1] : D[k]) / step)
        do for [m = 0:last - first] {
            levels = levels + 1
            LEVEL[levels] = step * (up ? first + m : last - m)
            PLACE[levels] = (k - 1 + (LEVEL[levels] - D[k]) / (D[k + 1] - D[k])) * SIDE / (rows - 1)
            gap = levels > 1 ? (PLACE[levels] - PLACE[levels - 1]) * (A + B) : SIDE
            closest = gap < closest ? gap : closest
        }
    }
    step = nice(1.5 * step)
}

# A contour line through (p, p) on the diagonal, from edge to edge; with a gap for its label,
# off the path to the upper left or, where there is no room, to the lower right. t counts the
# pixels along the line from (p, p).
min(a, b) = a < b ? a : b
to_edge(p) = min(B > 0 ? (SIDE - p) / B : 1e9, A > 0 ? p / A : 1e9)
from_edge(p) = -min(B > 0 ? p / B : 1e9, A > 0 ? (SIDE - p) / A : 1e9)
stroke(p, t1, t2) = sprintf('set arrow from %s to %s back nohead \
    linecolor rgb MUTED linewidth 0.8', \
    at(p + t1 * B, flip(p - t1 * A)), at(p + t2 * B, flip(p - t2 * A)))
wide(half) = half * B + 11 * A
high(half) = half * A + 11 * B
has_room(x, y, half) = x > wide(half) && x < SIDE - wide(half) && \
    y > high(half) && y < SIDE - high(half)
do for [n = 1:levels] {
    p = PLACE[n]
    text = sprintf("%.10g", LEVEL[n])
    half = 5.6 * strlen(text) + 4
    crossing = B * (x_start - p) - A * (y_start - p)
    t = crossing - 62 - half
    if (!has_room(p + t * B, p - t * A, half)) { t = crossing + 70 + half }
    if (has_room(p + t * B, p - t * A, half)) {
        eval stroke(p, from_edge(p), t - half)
        eval stroke(p, t + half, to_edge(p))
        eval print_of(PRINT, p + t * B, flip(p - t * A), "center", text, INK) . \
            sprintf(" rotate by %.2f", -M * 180 / pi * atan2(A, B))
    } else { eval stroke(p, from_edge(p), to_edge(p)) }
}

# The path. Its ends are named beyond them, and its rounds beside it, on paper of their own.
ahead = A * (x_end - x_start) + B * (y_end - y_start) < 0 ? -1 : 1
moved = length > 24
named(x, y, what) = sprintf('set object rectangle center %s size %d, 22 front fillcolor rgb PAPER \
    fillstyle solid noborder; ', at(x, flip(y)), 10.6 * strlen(what) + 4) . \
    print_of(PRINT, x, flip(y), "center", what, UPDATE)
point(x, y, type, size) = sprintf('set label "" at %s front point pointtype %d pointsize %g \
    linecolor rgb UPDATE', at(x, flip(y)), type, size)
eval named(x_start - (moved ? 40 : 66) * ahead * A, y_start - 28 * ahead * B, \
           moved ? "start" : "start, end")
eval point(x_start, y_start, 7, 1.1)
if (moved) {
    eval named(x_end + 32 * ahead * A, y_end + 28 * ahead * B, "end")
    eval point(x_end, y_end, 5, 1.1)
}
do for [n = 1:marks] {
    if (!near(MARK_X[n], MARK_Y[n], x_end, y_end)) {
        text = sprintf("%.0f", MARK[n])
        eval named(MARK_X[n] + B * (18 + 6 * strlen(text)), MARK_Y[n] - A * 22, text)
        eval point(MARK_X[n], MARK_Y[n], 7, 0.6)
    }
}

# What the ends are, above the map.
note(line, what) = sprintf('set label "%s" at screen 0.01, screen %.4f left textcolor rgb UPDATE', \
    what, 1 - (18.0 + 24 * line) / HEIGHT)
eval note(0, "start: " . told_error(sub("E", "total"), E_start))
eval note(1, "end: " . told_error(sub("E", "total"), E_end) . JOINER . sprintf(" after %.0f ", last_round) . \
    (last_round == 1 ? "round" : "rounds"))

plot path using (x_of($2)):(y_of($3)) with lines linecolor rgb UPDATE linewidth 2

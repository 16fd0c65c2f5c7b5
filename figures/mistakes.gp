# SPDX-License-Identifier: GPL-3.0-or-later
# The error over the rounds with a mistake, a small picture each, beside the right one: with those
# mistakes that come apart from it most, by the powers of ten between them. An error that is infinite,
# or too small to be drawn, is far apart. First those that end worse than the right method,
# the worst of all first; then those that end better. How it ends is told by the last round in which
# both have an error.
WIDTH = 480
COLUMNS = 3
HIGH = 126.0    # a row of pictures, with their names
MOST = 12
FAR = 99
head = system("head -n 1 '" . curves . "'")
array apart[words(head)]
array above[words(head)]
do for [c = 3:words(head)] {
    above[c] = 0
    stats curves skip 1 using ($1 == 0 || strcol(2) eq "nan" ? 0 : \
        (above[c] = strcol(c) eq "inf" ? FAR : strcol(c) eq "nan" ? -FAR : log10(column(c) / $2), \
        abs(above[c]))) nooutput
    apart[c] = STATS_max
}
is_shown(c) = apart[c] > 0 && (sum [other = 3:words(head)] \
    (apart[other] > apart[c] || (apart[other] == apart[c] && other < c))) < MOST
comes_before(c, other) = above[c] > above[other] || (above[c] == above[other] && c < other)
array ORDER[words(head)]
N = 0
worse = 0
do for [c = 3:words(head)] {
    if (is_shown(c)) {
        place = 1 + (sum [other = 3:words(head)] (is_shown(other) && comes_before(other, c)))
        ORDER[place] = c
        N = N + 1
        worse = worse + (above[c] > 0)
    }
}
rows_of(n) = int(ceil(real(n) / COLUMNS))
rows_worse = rows_of(worse)
HEADING = 38.0  # a line of text above the pictures
TOP = HEADING + 6
FOOT = 58.0
HEIGHT = TOP + HEADING * ((worse > 0) + (worse < N)) + HIGH * (rows_worse + rows_of(N - worse)) + FOOT
load "figures/style.gp"

LEFT = 58.0
# A whole number, so that the same curve is the same text in each panel, which packs well.
WIDE = floor((WIDTH - LEFT) / COLUMNS)
stats curves skip 1 using 1 nooutput
last_round = STATS_max
# Not so far right that it touches the first of the next picture.
last_tic = 0
do for [k = 1:3] { last_tic = last_round > 1 && k <= 0.9 * log10(last_round) ? k : last_tic }

# A name too long for one line is broken at a hyphen.
LONGEST = 14
last_hyphen(name, n) = n < 1 || name[n:n] eq "-" ? n : last_hyphen(name, n - 1)
break_of(name) = strlen(name) <= LONGEST ? 0 : last_hyphen(name, LONGEST)

SMALL = sprintf(",%d", SMALLEST_PRINT)
set multiplot
set border 3 back linecolor rgb MUTED linewidth 0.5
unset key
set tics nomirror scale 0.4 textcolor rgb INK font SMALL
set logscale xy
set xrange [1:last_round > 1 ? last_round : 10]
set yrange [1e-8:2]

# Which line is which, said once, above all pictures; and what the two groups are.
on_page(x, y) = sprintf("screen %.4f, screen %.4f", x / WIDTH, 1 - y / HEIGHT)
text(x, y, what, colour) = sprintf('set label "%s" at %s left textcolor rgb "%s"', \
    what, on_page(x, y), colour)
sample(x, y, look) = sprintf('set arrow from %s to %s nohead %s', \
    on_page(x, y), on_page(x + 40, y), look)
WRONG = sprintf('linecolor rgb "%s" linewidth 1.6', BACKWARD)
RIGHT = sprintf('linecolor rgb "%s" linewidth 1.2 dashtype (4, 3)', MUTED)
eval text(4.0, 18, sub("E", "total"), INK)
eval sample(80.0, 18, WRONG)
eval text(128.0, 18, "with the mistake", BACKWARD)
eval sample(300.0, 18, RIGHT)
eval text(348.0, 18, "without it", INK)
heading(y, what) = text(4.0, y, "{/:Bold " . what . "}", INK)
better_top = TOP + (worse > 0 ? HEADING + HIGH * rows_worse : 0)
if (worse > 0) { eval heading(TOP + 20, "These end worse than without it:") }
if (worse < N) { eval heading(better_top + 20, "These end better, for this one pair:") }

do for [n = 1:N] {
    c = ORDER[n]
    place = n <= worse ? n - 1 : n - worse - 1
    row = place / COLUMNS
    column = place % COLUMNS
    left = LEFT + column * WIDE
    top = (n <= worse ? TOP : better_top) + HEADING + row * HIGH
    eval set_margins(left, WIDTH - left - WIDE + 12, top + 40, HEIGHT - top - HIGH + 8)
    set ytics ("" 1e-99)
    set xtics ("" 1e-99)
    if (column == 0) { do for [k = -8:0:4] { eval ten_tic("y", k, 0) } }
    if (n + COLUMNS > N) {
        do for [k in "0 " . last_tic] { eval ten_tic("x", int(k), 4) }
        eval x_name(column == 0 ? "rounds" : "")
    }
    name = word(head, c)
    cut = break_of(name)
    eval text(left, top + 8, name[1:cut], INK)
    eval text(left, top + 26, name[cut + 1:*], INK)
    plot curves skip 1 using (on_log_axis($1)):2 with lines @RIGHT, \
        curves skip 1 using (on_log_axis($1)):(column(c)) with lines @WRONG
    unset label
    unset arrow
}
if (N == 0) { unset border; unset tics; plot NaN notitle with lines linecolor rgb INK }
unset multiplot

# SPDX-License-Identifier: GPL-3.0-or-later
# The error over the rounds with a mistake, a small picture each, beside the right one: with those
# mistakes that come apart from it most, by the powers of ten between them. An error that is no
# number, or too small to be drawn, is far apart.
COLUMNS = 4
HIGH = 122.0
MOST = 12
FAR = 99
head = system("head -n 1 '" . curves . "'")
array apart[words(head)]
do for [c = 3:words(head)] {
    stats curves skip 1 using ($1 == 0 || strcol(2) eq "nan" ? 0 : \
        strcol(c) eq "nan" ? FAR : abs(log10(column(c) / $2))) nooutput
    apart[c] = STATS_max
}
array shown[words(head)]
N = 0
do for [c = 3:words(head)] {
    further = 0
    do for [other = 3:words(head)] {
        further = further + (apart[other] > apart[c] || (apart[other] == apart[c] && other < c))
    }
    if (further < MOST) { N = N + 1; shown[N] = c }
}
HEIGHT = HIGH * ceil(real(N) / COLUMNS) + 34
load "figures/style.gp"

LEFT = 46.0
WIDE = (640.0 - LEFT) / COLUMNS
stats curves skip 1 using 1 nooutput
last_round = STATS_max

set multiplot
set border 3 back linecolor rgb MUTED linewidth 0.5
unset key
set tics nomirror scale 0.4 textcolor rgb INK font ",12"
set logscale xy
set xrange [1:last_round > 1 ? last_round : 10]
set yrange [1e-8:2]
set xtics ("" 1e-9)
set ytics ("" 1e-99)

do for [c = 1:N] {
    row = (c - 1) / COLUMNS
    column = (c - 1) % COLUMNS
    left = (LEFT + column * WIDE) / 640.0
    top = 1 - (row * HIGH + 28) / HEIGHT
    set lmargin at screen left
    set rmargin at screen left + (WIDE - 16) / 640.0
    set tmargin at screen top
    set bmargin at screen top - (HIGH - 46) / HEIGHT
    set ytics ("" 1e-99)
    set xtics ("" 1e-99)
    if (column == 0) { do for [k = -8:0:4] { eval ten_tic("y", k, 0) } }
    if (c + COLUMNS > N) { do for [k = 0:2:2] { eval ten_tic("x", k, 4) } }
    unset label
    set label word(head, shown[c]) at graph 0, graph 1.13 left front font ",12" textcolor rgb INK
    plot curves skip 1 using (on_log_axis($1)):2 with lines linecolor rgb MUTED linewidth 1.2 dashtype (4, 3), \
        curves skip 1 using (on_log_axis($1)):(column(shown[c])) with lines linecolor rgb BACKWARD linewidth 1.6
}
unset multiplot

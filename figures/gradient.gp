# SPDX-License-Identifier: GPL-3.0-or-later
# How far a central difference misses the derivative, over the step, both axes logarithmic.
WIDTH = 480
HEIGHT = 400
load "figures/style.gp"
eval read_network

# Where the lines are: a miss that is no number, or 0, has no place. What rounding spoils grows as
# the step shrinks, so a line of it is known by its place at step 1.
small = 1
level = 0.1
shortest = 1
lowest = 1
coarse = NaN
fine = NaN
stats gradient skip 1 using ($1 < small && valid(2) && $2 > 0 ? (small = $1, level = $2) : 0, \
    $1 < shortest && valid(3) && $3 > 0 ? (shortest = $1, lowest = $3) : 0, \
    valid(4) && $4 > 0 ? coarse = log10($1 * $4) : 0, \
    valid(5) && $5 > 0 ? fine = log10($1 * $5) : 0, 0) nooutput

# The name of the first line stands below it, along so many powers of ten: below what it falls to there.
FROM = 4e-12
LONG = 3.78
dip = level
stats gradient skip 1 using (valid(2) && $2 > 0 && $1 < FROM * 10.0**LONG && $2 < dip ? (dip = $2, 0) : 0) nooutput

FEWEST = -12    # the powers of ten at which the axes begin
LEAST = -14
eval axes
eval set_margins(74, 20, 52, 62)
set logscale xy
set xrange [10.0**FEWEST:1]
set yrange [10.0**LEAST:1]
set xtics ("" 1e-99)
set ytics ("" 1e-99)
do for [k = FEWEST:0:3] { eval ten_tic("x", k, 0) }
do for [k = LEAST:0:2] { eval ten_tic("y", k, 0) }
eval x_name("step")
eval y_name("miss of " . d("E", symbol(role("last", "w5"))))

# Each is named beside it, the lines of rounding along them.
PER_X = (WIDTH - 94.0) / -FEWEST
PER_Y = (HEIGHT - 114.0) / -LEAST
name(x, y, side, what, colour) = sprintf('set label "%s" at first %.10g, first %.10g %s front \
    textcolor rgb "%s"', what, x, y, side, colour)
rounding(step, level, what) = name(10.0**step, 10.0**(level - step + 16 / PER_Y), "center", what, MUTED) . \
    sprintf(" rotate by %.2f", -180 / pi * atan2(PER_Y, PER_X))
below(y, far) = y * 10.0**(-far / PER_Y)
low = below(level, 34) < below(dip, 11) ? below(level, 34) : below(dip, 11)
if (small < 1) { eval name(FROM, low, "left", "nine decimals", BACKWARD) }
if (shortest < 1) { eval name(2 * shortest, lowest * 10.0**(-20 / PER_Y), "left", "double\nprecision", BACKWARD) }
if (coarse == coarse) { eval rounding(-5.2, coarse, "what rounding can spoil") }
if (fine == fine) { eval rounding(-7.7, fine, "the same in double precision") }

set style line 3 linecolor rgb BACKWARD linewidth 2
set style line 4 linecolor rgb BACKWARD linewidth 2 dashtype (9, 5)
set style line 5 linecolor rgb MUTED linewidth 1.2
plot gradient using 1:4 with lines linestyle 5, \
    gradient using 1:5 with lines linestyle 5, \
    gradient using 1:2 with lines linestyle 3, \
    gradient using 1:3 with lines linestyle 4

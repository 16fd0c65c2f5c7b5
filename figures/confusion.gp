# SPDX-License-Identifier: GPL-3.0-or-later
# What the digits that were kept back are taken for: a row for each digit, a column for each answer.
WIDTH = 480
HEIGHT = 470
load "figures/style.gp"

eval canvas
set xrange [0:WIDTH]
CELL = 40
LEFT = 62
TOP = HEIGHT - 62
x_of(answer) = LEFT + (answer + 0.5) * CELL
y_of(digit) = TOP - (digit + 0.5) * CELL

do for [k = 0:9] {
    eval label(x_of(k), TOP + 14, "center", sprintf("%d", k), INK)
    eval label(LEFT - 16, y_of(k), "center", sprintf("%d", k), INK)
}
eval label(LEFT + 5 * CELL, HEIGHT - 18, "center", "taken for", MUTED)
set label "digit" at 18, TOP - 5 * CELL center rotate by 90 textcolor rgb MUTED
do for [k = 0:10] {
    set arrow from LEFT, TOP - k * CELL rto 10 * CELL, 0 nohead linecolor rgb MUTED linewidth 0.4
    set arrow from LEFT + k * CELL, TOP rto 0, -10 * CELL nohead linecolor rgb MUTED linewidth 0.4
}
# Right ones blue, wrong ones in the colour of what goes wrong; their counts tell how many.
cell(digit, answer, n) = n == 0 ? "" : \
    label(x_of(answer), y_of(digit), "center", sprintf("%d", n), \
        digit == answer ? FORWARD : BACKWARD)
cells = ""
stats confusion skip 1 using (cells = cells . cell($1, $2, $3) . "\n", 0) nooutput
do for [k = 1:100] {
    eval cells[1:strstrt(cells, "\n") - 1]
    cells = cells[strstrt(cells, "\n") + 1:*]
}

plot NaN notitle linecolor rgb INK

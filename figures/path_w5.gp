# SPDX-License-Identifier: GPL-3.0-or-later
# The path of w5 to the error, and the factor of each step; the rest of the network is faint.
HEIGHT = 350
load "figures/style.gp"
eval read_values
eval canvas

UP = 204; DOWN = 92
I = 26; H = 112; NET = 302; OUT = 384; E = 492; TOTAL = 596
O = (NET + OUT) / 2; W = (H + NET) / 2 - 10
RADIUS = 38; SMALL = 20
path(x1, x2) = link(x1, UP, RADIUS, x2, UP, RADIUS, FORWARD, "linewidth 2.2")
faint(x1, y1, r1, x2, y2, r2) = link(x1, y1, r1, x2, y2, r2, MUTED, "linewidth 0.6")
faint_circle(x, y, name) = circle(x, y, SMALL, MUTED) . label(x, y, "center", name, MUTED)

# The rest of the network.
do for [y in "UP DOWN"] {
    eval faint(I, value(y), SMALL, H, UP, RADIUS)
    eval faint(I, value(y), SMALL, H, DOWN, SMALL)
}
eval faint(H, DOWN, SMALL, NET, UP, RADIUS)
eval faint(H, UP, RADIUS, O, DOWN, SMALL)
eval faint(H, DOWN, SMALL, O, DOWN, SMALL)
eval faint(O, DOWN, SMALL, E, DOWN, SMALL + 4)
eval faint(E, DOWN, SMALL + 4, TOTAL, UP, RADIUS)
eval faint_circle(I, UP, sub("i", 1))
eval faint_circle(I, DOWN, sub("i", 2))
eval faint_circle(H, DOWN, sub("h", 2))
eval faint_circle(O, DOWN, sub("o", 2))
eval faint_circle(E, DOWN, sub("E", "o2"))

# The path.
eval path(H, NET)
eval path(OUT, E)
eval path(E, TOTAL)
eval circle(H, UP, RADIUS, FORWARD)
eval inside(H, UP, sub("out", "h1"), brief(number_of("out_h1")), FORWARD)
eval label(W, UP + 16, "center", sub("w", 5), INK)
eval label(W, UP - 16, "center", typed("w5"), INK)
eval capsule(O, UP, OUT - O, RADIUS, FORWARD)
eval inside(NET + 5, UP, sub("net", "o1"), brief(number_of("net_o1")), FORWARD)
eval inside(OUT - 2, UP, sub("out", "o1"), brief(number_of("out_o1")), FORWARD)
eval circle(E, UP, RADIUS, FORWARD)
eval inside(E, UP, sub("E", "o1"), brief(number_of("E_o1")), FORWARD)
eval circle(TOTAL, UP, RADIUS, FORWARD)
eval inside(TOTAL, UP, sub("E", "total"), brief(number_of("E_total")), FORWARD)

# Backward: a factor for each step, and their product.
BACK = UP + RADIUS + 22
back(from, to, middle, name, key) = \
    arrow(from - 4, BACK, to + 4, BACK, BACKWARD, "linewidth 1.6") . "; " . \
    label(middle, BACK + 41, "center", name, BACKWARD) . "; " . \
    label(middle, BACK + 19, "center", equals(number_of(key)), BACKWARD)
eval back(TOTAL, OUT, (TOTAL + OUT) / 2, \
          d(sub("E", "total"), sub("out", "o1")), "dE/dout_o1")
eval back(OUT, NET, O, d(sub("out", "o1"), sub("net", "o1")), "dout_o1/dnet_o1")
eval back(NET, W, 222, d(sub("net", "o1"), sub("w", 5)), "dnet_o1/dw5")
eval label(320, 24, "center", told(d(sub("E", "total"), sub("w", 5)) . " ≈ " . \
    factor(number_of("dE/dout_o1")) . " × " . factor(number_of("dout_o1/dnet_o1")) . " × " . \
    factor(number_of("dnet_o1/dw5")), number_of("dE/dw5")), BACKWARD)

plot NaN notitle linecolor rgb INK

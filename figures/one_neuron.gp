# SPDX-License-Identifier: GPL-3.0-or-later
# One neuron with one weight: forward to the error, and back to the weight, factor by factor.
HEIGHT = 310
load "figures/style.gp"
eval read_values
eval canvas

ROW = 198; RADIUS = 42
X = 52; W = 148; NET = 274; OUT = 362; E = 560

# Forward: the weight stands on the arrow, its name above and its number below.
eval circle(X, ROW, RADIUS, INK)
eval inside(X, ROW, "x", typed("i1"), INK)
eval link(X, ROW, RADIUS, NET, ROW, RADIUS, INK, "linewidth 1.6")
eval label(W, ROW + 15, "center", "w", INK)
eval label(W, ROW - 15, "center", typed("w1"), INK)
eval capsule((NET + OUT) / 2, ROW, (OUT - NET) / 2, RADIUS, FORWARD)
eval inside(NET + 5, ROW, "net", brief(number_of("one_net")), FORWARD)
eval inside(OUT - 2, ROW, "out", brief(number_of("one_out")), FORWARD)
eval link(OUT, ROW, RADIUS, E, ROW, RADIUS, INK, "linewidth 1.6")
eval circle(E, ROW, RADIUS, FORWARD)
eval inside(E, ROW, "E", brief(number_of("one_E")), FORWARD)
eval label((NET + OUT) / 2, ROW + RADIUS + 16, "center", "the neuron", MUTED)

# The target goes into the error, too.
eval label(E, HEIGHT - 18, "center", "target t = " . typed("t1"), MUTED)
eval arrow(E, HEIGHT - 32, E, ROW + RADIUS, MUTED, "linewidth 1")

# Backward: a factor for each step, and their product.
BACK = ROW - RADIUS - 26
back(from, to, name, key) = \
    arrow(from - 5, BACK, to + 5, BACK, BACKWARD, "linewidth 1.6") . "; " . \
    label((from + to) / 2, BACK - 18, "center", name, BACKWARD) . "; " . \
    label((from + to) / 2, BACK - 39, "center", \
          equals(number_of(key)), BACKWARD)
eval back(E, OUT, "dE/dout", "one_dE/dout")
eval back(OUT, NET, "dout/dnet", "one_dout/dnet")
eval back(NET, W, "dnet/dw", "one_dnet/dw")
eval label(320, 24, "center", told("dE/dw ≈ " . factor(number_of("one_dE/dout")) . " × " . \
    factor(number_of("one_dout/dnet")) . " × " . factor(number_of("one_dnet/dw")), \
    number_of("one_dE/dw")), BACKWARD)

plot NaN notitle linecolor rgb INK

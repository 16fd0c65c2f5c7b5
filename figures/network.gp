# SPDX-License-Identifier: GPL-3.0-or-later
# The network with its numbers: what is given, and what the forward pass makes of it.
HEIGHT = 440
load "figures/style.gp"
eval read_values
eval canvas

LEFT = 64; MIDDLE = 318; RIGHT = 572
UP = 322; DOWN = 146
RADIUS = 42

# The weights, in the order of their numbers. Each stands along its arrow, on the upper side;
# on the crossing ones nearer to the source, where no two arrows meet.
number = 0
do for [layer = 1:2] {
    x1 = layer == 1 ? LEFT : MIDDLE
    x2 = layer == 1 ? MIDDLE : RIGHT
    do for [y2 in "UP DOWN"] {
        do for [y1 in "UP DOWN"] {
            number = number + 1
            part = y1 eq y2 ? 0.5 : 0.305
            eval link(x1, value(y1), RADIUS, x2, value(y2), RADIUS, INK, "linewidth 1")
            eval along(x1, value(y1), x2, value(y2), part, 14, \
                       given(sub("w", number), "w" . number), INK)
        }
    }
}

# The neurons, each with the number that leaves it; the hidden and the output layer's biases,
# one for both neurons or one for each; and what the outputs should have been.
bias(x, layer, one, other) = has("b" . layer) ? \
    label(x, 46, "center", given(sub("b", layer), "b" . layer), INK) . "; " . \
    label(x, 24, "center", "into " . one . " and " . other, INK) : \
    label(x, 46, "center", given(sub("b", one[1:1] . "1"), "b_" . one[1:1] . "1"), INK) . "; " . \
    label(x, 24, "center", given(sub("b", one[1:1] . "2"), "b_" . one[1:1] . "2"), INK)
do for [n = 1:2] {
    y = n == 1 ? UP : DOWN
    eval circle(LEFT, y, RADIUS, INK)
    eval inside(LEFT, y, sub("i", n), typed("i" . n), INK)
    eval circle(MIDDLE, y, RADIUS, FORWARD)
    eval inside(MIDDLE, y, sub("h", n), brief(number_of("out_h" . n)), FORWARD)
    eval circle(RIGHT, y, RADIUS, FORWARD)
    eval inside(RIGHT, y, sub("o", n), brief(number_of("out_o" . n)), FORWARD)
    eval label(RIGHT, n == 1 ? UP + 58 : DOWN - 58, "center", "target " . typed("t" . n), MUTED)
}
eval bias(MIDDLE, "1", sub("h", 1), sub("h", 2))
eval bias(RIGHT, "2", sub("o", 1), sub("o", 2))

eval label(LEFT, HEIGHT - 18, "center", "inputs", MUTED)
eval label(MIDDLE, HEIGHT - 18, "center", "hidden layer", MUTED)
eval label(RIGHT, HEIGHT - 18, "center", "output layer", MUTED)

plot NaN notitle linecolor rgb INK

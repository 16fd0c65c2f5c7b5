# SPDX-License-Identifier: GPL-3.0-or-later
# The cover: one round at a glance. Each neuron has its output and its delta, each arrow the
# weight after the round.
HEIGHT = 960
load "figures/style.gp"
eval read_values
eval canvas

LEFT = 84; MIDDLE = 320; RIGHT = 556
UP = 500; DOWN = 230
RADIUS = 52

set label "{/:Bold Backpropagation,}" at 34, 862 left front font "serif,50" textcolor rgb INK
set label "{/:Bold every number shown}" at 34, 796 left front font "serif,50" textcolor rgb INK
eval line(36, 744, 604, 744, INK, "linewidth 0.5")
kind(x, side, what, colour) = print_of(20, x, 702, side, what, colour)
eval kind(36, "left", "forward, the outputs", FORWARD)
eval kind(604, "right", "backward, the deltas", BACKWARD)
eval print_of(20, 320, 80, "center", "update, the new weights", UPDATE)

number = 0
do for [layer = 1:2] {
    x1 = layer == 1 ? LEFT : MIDDLE
    x2 = layer == 1 ? MIDDLE : RIGHT
    do for [y2 in "UP DOWN"] {
        do for [y1 in "UP DOWN"] {
            number = number + 1
            part = y1 eq y2 ? 0.5 : 0.32
            eval link(x1, value(y1), RADIUS, x2, value(y2), RADIUS, INK, "linewidth 1")
            eval along(x1, value(y1), x2, value(y2), part, y1 eq y2 ? 16 : 14, \
                       shown(number_of("w" . number . "+")), UPDATE)
        }
    }
}

neuron(x, y, of) = circle(x, y, RADIUS, FORWARD) . "; " . \
    label(x, y + 22, "center", sub(of[1:1], of[2:2]), INK) . "; " . \
    label(x, y, "center", brief(number_of("out_" . of)), FORWARD) . "; " . \
    label(x, y - 22, "center", brief(number_of("delta_" . of)), BACKWARD)
do for [n = 1:2] {
    y = n == 1 ? UP : DOWN
    eval circle(LEFT, y, RADIUS, INK)
    eval inside(LEFT, y, sub("i", n), typed("i" . n), INK)
    eval neuron(MIDDLE, y, "h" . n)
    eval neuron(RIGHT, y, "o" . n)
}

plot NaN notitle linecolor rgb INK

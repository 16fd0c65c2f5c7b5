# SPDX-License-Identifier: GPL-3.0-or-later
# The network with its numbers: what is given, and what the forward pass makes of it.
load "figures/style.gp"
eval(read_values)

unset border
unset tics
unset key
set margins 0, 0, 0, 0
set xrange [-0.5:4.3]
set yrange [-1.68:1.32]

LEFT = 0.0; MIDDLE = 1.8; RIGHT = 3.6
UP = 0.75; DOWN = -0.55
RADIUS = 0.33

# An arrow from neuron to neuron, from edge to edge. The weight's name and number stand
# along it, on its upper side, at that part of the way: nearer to the source, where no two
# arrows cross.
ARROW = 0
ABOVE = 0.11
draw_weight = 'ARROW = ARROW + 1; \
    LENGTH = sqrt((X2 - X1)**2 + (Y2 - Y1)**2); \
    UX = (X2 - X1) / LENGTH; UY = (Y2 - Y1) / LENGTH; \
    set arrow ARROW from X1 + RADIUS * UX, Y1 + RADIUS * UY \
        to X2 - RADIUS * UX, Y2 - RADIUS * UY head size 0.09, 18 filled linecolor rgb INK back; \
    set label ARROW NAME . " = " . text_of(NAME) \
        at X1 + PART * (X2 - X1) - ABOVE * UY, Y1 + PART * (Y2 - Y1) + ABOVE * UX \
        center front rotate by 180 / pi * atan2(UY, UX) font ",15" textcolor rgb INK'

X1 = LEFT; X2 = MIDDLE
NAME = "w1"; Y1 = UP; Y2 = UP; PART = 0.5; eval(draw_weight)
NAME = "w2"; Y1 = DOWN; Y2 = UP; PART = 0.31; eval(draw_weight)
NAME = "w3"; Y1 = UP; Y2 = DOWN; PART = 0.31; eval(draw_weight)
NAME = "w4"; Y1 = DOWN; Y2 = DOWN; PART = 0.5; eval(draw_weight)
X1 = MIDDLE; X2 = RIGHT
NAME = "w5"; Y1 = UP; Y2 = UP; PART = 0.5; eval(draw_weight)
NAME = "w6"; Y1 = DOWN; Y2 = UP; PART = 0.31; eval(draw_weight)
NAME = "w7"; Y1 = UP; Y2 = DOWN; PART = 0.31; eval(draw_weight)
NAME = "w8"; Y1 = DOWN; Y2 = DOWN; PART = 0.5; eval(draw_weight)

# A neuron: its name, and the number that leaves it.
SHOWN = 100
draw_neuron = 'SHOWN = SHOWN + 2; \
    set object SHOWN circle at X, Y size RADIUS front fillcolor rgb PAPER fillstyle solid \
        border linecolor rgb COLOUR linewidth 2; \
    set label SHOWN NAME at X, Y + 0.12 center front font ",16" textcolor rgb COLOUR; \
    set label SHOWN + 1 NUMBER at X, Y - 0.12 center front font ",15" textcolor rgb INK'

COLOUR = INK; X = LEFT
NAME = "i1"; Y = UP; NUMBER = text_of("i1"); eval(draw_neuron)
NAME = "i2"; Y = DOWN; NUMBER = text_of("i2"); eval(draw_neuron)
COLOUR = FORWARD; X = MIDDLE
NAME = "h1"; Y = UP; NUMBER = sprintf("%.4f", number_of("out_h1")); eval(draw_neuron)
NAME = "h2"; Y = DOWN; NUMBER = sprintf("%.4f", number_of("out_h2")); eval(draw_neuron)
X = RIGHT
NAME = "o1"; Y = UP; NUMBER = sprintf("%.4f", number_of("out_o1")); eval(draw_neuron)
NAME = "o2"; Y = DOWN; NUMBER = sprintf("%.4f", number_of("out_o2")); eval(draw_neuron)

# The biases, one for each layer, below the column they feed.
set label 201 "b1 = " . text_of("b1") . " into h1 and h2" at MIDDLE, -1.22 center font ",15" textcolor rgb INK
set label 202 "b2 = " . text_of("b2") . " into o1 and o2" at RIGHT, -1.22 center font ",15" textcolor rgb INK

# What the outputs should have been.
set label 211 "target " . text_of("t1") at RIGHT, UP + 0.45 center font ",15" textcolor rgb MUTED
set label 212 "target " . text_of("t2") at RIGHT, DOWN - 0.45 center font ",15" textcolor rgb MUTED

# The columns' names.
set label 221 "inputs" at LEFT, -1.52 center font ",15" textcolor rgb MUTED
set label 222 "hidden layer" at MIDDLE, -1.52 center font ",15" textcolor rgb MUTED
set label 223 "output layer" at RIGHT, -1.52 center font ",15" textcolor rgb MUTED

plot NaN notitle linecolor rgb INK

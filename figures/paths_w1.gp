# SPDX-License-Identifier: GPL-3.0-or-later
# The two paths of w1 to the error, one solid and one dashed, and how they add up where they
# part; the rest of the network is faint.
HEIGHT = 450
load "figures/style.gp"
eval read_values
eval canvas

UP = 338; MIDDLE = 248; DOWN = 158; LOW = 106
I = 44; NET = 172; OUT = 252; O = 414; E = 512; TOTAL = 598
H = (NET + OUT) / 2; W = (I + NET) / 2 - 2
RADIUS = 37; SMALL = 20
faint(x1, y1, r1, x2, y2, r2) = link(x1, y1, r1, x2, y2, r2, MUTED, "linewidth 0.6")
faint_circle(x, y, name) = circle(x, y, SMALL, MUTED) . label(x, y, "center", name, MUTED)

# The rest of the network.
eval faint(I, LOW, SMALL, NET, MIDDLE, RADIUS)
eval faint(I, MIDDLE, RADIUS, H, LOW, SMALL)
eval faint(I, LOW, SMALL, H, LOW, SMALL)
eval faint(H, LOW, SMALL, O, UP, RADIUS)
eval faint(H, LOW, SMALL, O, DOWN, RADIUS)
eval faint_circle(I, LOW, sub("i", 2))
eval faint_circle(H, LOW, sub("h", 2))

# The way to where the paths part.
full(x, y, name, number) = circle(x, y, RADIUS, FORWARD) . \
    inside(x, y, name, number, FORWARD)
eval link(I, MIDDLE, RADIUS, NET, MIDDLE, RADIUS, FORWARD, "linewidth 2.2")
eval full(I, MIDDLE, sub("i", 1), typed("i1"))
eval label(W, MIDDLE + 16, "center", sub("w", 1), INK)
eval label(W, MIDDLE - 16, "center", typed("w1"), INK)
eval capsule(H, MIDDLE, OUT - H, RADIUS, FORWARD)
eval inside(NET + 5, MIDDLE, sub("net", "h1"), brief(number_of("net_h1")), FORWARD)
eval inside(OUT - 2, MIDDLE, sub("out", "h1"), brief(number_of("out_h1")), FORWARD)

# A path: its arrows and circles, and beyond them what it contributes.
do for [n = 1:2] {
    y = n == 1 ? UP : DOWN
    look = "linewidth 2.2" . (n == 1 ? "" : " dashtype (7, 4)")
    weight = n == 1 ? 5 : 7
    outward = n == 1 ? 1 : -1
    eval link(OUT, MIDDLE, RADIUS, O, y, RADIUS, FORWARD, look)
    eval label(OUT + 98, (MIDDLE + y) / 2 + 28 * outward, "center", sub("w", weight), INK)
    eval link(O, y, RADIUS, E, y, RADIUS, FORWARD, look)
    eval link(E, y, RADIUS, TOTAL, MIDDLE, RADIUS, FORWARD, look)
    eval full(O, y, sub("out", "o" . n), brief(number_of("out_o" . n)))
    eval full(E, y, sub("E", "o" . n), brief(number_of("E_o" . n)))
    middle = y + (RADIUS + 33) * outward
    eval label(O + 20, middle + 12, "center", d(sub("E", "o" . n), sub("out", "h1")) . \
               " = " . sub("δ", "o" . n) . " × " . sub("w", weight), BACKWARD)
    eval label(O + 20, middle - 12, "center", told("≈ " . factor(number_of("delta_o" . n)) . \
               " × " . typed_factor("w" . weight), \
               number_of("dE_o" . n . "/dout_h1")), BACKWARD)
}
eval full(TOTAL, MIDDLE, sub("E", "total"), brief(number_of("E_total")))

# Where the paths part, they add; from there it is one chain.
eval label(320, 44, "center", told("the paths add:  " . \
    d(sub("E", "total"), sub("out", "h1")) . " ≈ " . \
    precise(number_of("dE_o1/dout_h1")) . " + " . factor(number_of("dE_o2/dout_h1")), \
    number_of("dE/dout_h1")), BACKWARD)
eval label(320, 20, "center", told("and then  " . \
    d(sub("E", "total"), sub("w", 1)) . " ≈ " . \
    factor(number_of("dE/dout_h1")) . " × " . \
    factor(number_of("dout_h1/dnet_h1")) . " × " . factor(number_of("dnet_h1/dw1")), \
    number_of("dE/dw1")), BACKWARD)

plot NaN notitle linecolor rgb INK

# SPDX-License-Identifier: GPL-3.0-or-later
# The logistic function, and its slope at the net input of the first neuron after the inputs, h1.
WIDTH = 480
load "figures/style.gp"
eval read_network

h1 = role("first", "h1")
slope_key = "dout_" . h1 . "/dnet_" . h1
wanted = " net_" . h1 . " out_" . h1 . " " . slope_key . " "
eval read_values
net = number_of("net_" . h1)
out = number_of("out_" . h1)
slope = number_of(slope_key)
logistic(x) = x < -700 ? 0 : 1 / (1 + exp(-x))

# As far to both sides, so that the upper left and the lower right are free of the curve.
SIDE = abs(net) > 5 ? 1.2 * abs(net) : 6.0
eval axes
eval set_margins(42, 20, 52, 62)
set xrange [-SIDE:SIDE]
set yrange [-0.04:1.08]
step = nice(SIDE / 4)
set xtics ("0" 0)
do for [k = 1:int(SIDE / step)] {
    eval tic("x", -k * step, -k * step)
    eval tic("x", k * step, k * step)
}
set ytics ("0" 0, "0.5" 0.5, "1" 1)
eval x_name("net")
eval y_name("out")

# The tangent is as long on the picture whatever its slope: PER_X and PER_Y are a unit's pixels.
PER_X = (WIDTH - 62.0) / (2 * SIDE)
PER_Y = (HEIGHT - 114.0) / 1.12
reach = 90 / PER_X / sqrt(1 + (PER_Y * slope / PER_X)**2)
set print $tangent
print sprintf("%.10g\t%.10g", net - reach, out - reach * slope)
print sprintf("%.10g\t%.10g", net, out)
print sprintf("%.10g\t%.10g", net + reach, out + reach * slope)
unset print
lines(x, y, side, first, second, colour) = sprintf('set label "%s" at graph %g, %g %s \
    textcolor rgb "%s"; set label "%s" at graph %g, %g %s textcolor rgb "%s"', \
    first, x, y, side, colour, second, x, y - 0.09, side, colour)
eval lines(0.03, 0.86, "left", "the slope of the tangent", \
           told(d(sub("out", h1), sub("net", h1)), slope), BACKWARD)
eval lines(0.97, 0.27, "right", told(sub("net", h1), net), told(sub("out", h1), out), FORWARD)

set samples 201
plot logistic(x) with lines linestyle 1, \
    $tangent with lines linecolor rgb BACKWARD linewidth 2, \
    $tangent every ::1::1 with points pointtype 7 pointsize 1 linecolor rgb FORWARD

# SPDX-License-Identifier: GPL-3.0-or-later
# One look for every figure. The colours mean the same everywhere in the book, are told
# apart by colour-blind readers (Okabe and Ito's palette), and become CSS variables of the
# page: forward blue, backward vermilion, update green, targets and axes grey.
FORWARD = "#0072b2"
BACKWARD = "#d55e00"
UPDATE = "#009e73"
MUTED = "#707070"
INK = "#1a1a1a"
PAPER = "#ffffff"

# A figure that wants another size sets it before it loads this. One that is 480 wide has larger
# print, for it is drawn once, for a desktop and for a phone, which shows it in 328 pixels.
if (!exists("WIDTH")) WIDTH = 640
if (!exists("HEIGHT")) HEIGHT = WIDTH == 480 ? 340 : 400
PRINT = WIDTH == 480 ? 17 : 16
SMALLEST_PRINT = WIDTH == 480 ? 15 : 14
set terminal svg dynamic enhanced size WIDTH,HEIGHT font sprintf("sans-serif,%d", PRINT) \
    linewidth 1.4 background rgb PAPER
set datafile separator tab
set style line 1 linecolor rgb FORWARD linewidth 2
set style line 2 linecolor rgb FORWARD linewidth 2 dashtype (9, 5)

# ------------------------------------------------------------------------------- values

# The network: its shape, as in 3-4-2, and which name plays which role, seen from its first layer or
# its last (see src/book/roles.h): at the last, w5 is the first weight into o1 in every network.
shape = ""
roles = "\n"
read_network = 'stats values using (strcol(1) eq "fact" && strcol(2) eq "shape" ? (shape = strcol(3), 0) : \
    strcol(1) eq "role" ? (roles = roles . strcol(2) . " " . strcol(3) . "\t" . strcol(4) . "\n", 0) : 0) nooutput'
line_of(all, key) = (after = all[strstrt(all, "\n" . key . "\t") + strlen(key) + 2:*], \
    after[1:strstrt(after, "\n") - 1])
has_role(view, name) = strstrt(roles, "\n" . view . " " . name . "\t") > 0
role(view, name) = line_of(roles, view . " " . name)
last_dash(text, n) = n < 1 || text[n:n] eq "-" ? n : last_dash(text, n - 1)
n_outputs(shape) = int(shape[last_dash(shape, strlen(shape)) + 1:*])

# The values that a figure needs, as one text. It says which before, a blank on both sides of each;
# a key that is not there stops gnuplot, which knows no no_such_value.
wanted = " "
all_values = "\n"
read_values = 'stats values using (valid(1) && strstrt(wanted, " " . strcol(2) . " ") ? \
    (all_values = all_values . strcol(2) . "\t" . strcol(3) . "\n", 0) : 0) nooutput'

# real() takes 1e-05 for a whole number with something behind it, 1.e-05 for what it is, and what
# is so small that a double keeps fewer digits of it for nothing at all.
front_of(text) = strstrt(text, "e") ? text[1:strstrt(text, "e") - 1] : text
power_of(text) = strstrt(text, "e") ? int(real(text[strstrt(text, "e") + 1:*] . ".")) : 0
scaled(text, ten) = real(front_of(text) . (strstrt(text, ".") ? "" : ".") . sprintf("e%d", ten))
real_of(text) = power_of(text) > -308 ? scaled(text, power_of(text)) : \
    scaled(text, power_of(text) + 100) * 1e-100

has(key) = strstrt(all_values, "\n" . key . "\t") > 0
number_of(key) = has(key) ? real_of(line_of(all_values, key)) : \
    (system("echo 'There is no value " . key . "' >&2"), no_such_value(key))

# ------------------------------------------------------------------------------ numbers

# A letter with its index, which is not to be smaller than the smallest print. Some readers of
# SVG drop a space that follows an index or an exponent at once: a joiner in between keeps it.
JOINER = "\342\201\240"
sub(letter, index) = letter . sprintf("_{/=%d %s}", SMALLEST_PRINT, "" . index) . JOINER

# A key such as w5 or b_o1 as a name.
symbol(key) = (cut = strstrt(key, "_"), sub(key[1:cut > 0 ? cut - 1 : 1], key[(cut > 0 ? cut : 1) + 1:*]))

d(of, by) = "∂" . of . "/∂" . by

# What the figure prints of numbers: a line for each, the number, a tab and how it looks.
printed = ""
noted(x, text) = (printed = printed . sprintf("%.17g\t", x) . text . "\n", text)

# What a number looks like: four decimals; four digits where it is small; a power of ten
# where it is tiny or huge. One that has no more than four decimals is shown as it is.
minus(text) = text[1:1] eq "-" ? "−" . text[2:*] : text
is_huge(x) = abs(x) >= 1e6
is_exact(x) = !is_huge(x) && abs(x - real(sprintf("%.4f", x))) <= 1e-12 * abs(x)
power(x, decimals) = (parts = sprintf(sprintf("%%.%de", decimals), x), \
    minus(front_of(parts)) . "×10^{" . \
    minus(sprintf("%d", power_of(parts))) . "}")
decimals(x) = abs(x) >= 1000 ? 1 : abs(x) >= 0.01 ? 4 : 3 - int(floor(log10(abs(x))))
# One decimal more where x lies in the middle between two numbers of so many.
to(n, x) = sprintf(sprintf("%%.%df", n), x)
is_middle(x, n) = (longer = to(n + 1, x), \
    longer[strlen(longer):*] eq "5" && abs(x - real(longer)) <= 1e-12 * abs(x))
look_of(x) = x == 0 ? "0" : is_exact(x) ? minus(sprintf("%.10g", x)) : \
    is_huge(x) || abs(x) < 1e-4 ? power(x, 2) : minus(to(decimals(x) + is_middle(x, decimals(x)), x))
shown(x) = noted(x, look_of(x))
equals(x) = (is_exact(x) ? "= " : "≈ ") . shown(x)
told(name, x) = name . " " . equals(x)

# An error below this is rounding noise, which is another on another machine.
LEAST_ERROR = 1e-25
below_least = "< 10^{" . minus(sprintf("%d", log10(LEAST_ERROR))) . "}"
told_error(name, x) = x < LEAST_ERROR ? name . " " . below_least : told(name, x)

# ----------------------------------------------------------------------------- pictures

# For whatever is no curve: a canvas without axes, in the picture's own units.
canvas = 'unset border; unset tics; unset key; set margins 0, 0, 0, 0; \
    set xrange [0:640]; set yrange [0:HEIGHT]'

# Each of these makes a command, for eval.
at(x, y) = sprintf("%.2f, %.2f", x, y)
print_of(size, x, y, side, what, colour) = \
    sprintf('set label "%s" at %s %s front font ",%d" textcolor rgb "%s"', \
    what, at(x, y), side, size, colour)
label(x, y, side, what, colour) = print_of(15, x, y, side, what, colour)

# ------------------------------------------------------------------------------- curves

# For curves: two axes, so far from the picture's edges, in its units. The curves' names stand where
# no line is, so there is no grid.
set_margins(left, right, top, bottom) = sprintf('set lmargin at screen %.6f; \
    set rmargin at screen %.6f; set tmargin at screen %.6f; set bmargin at screen %.6f', \
    real(left) / WIDTH, 1 - real(right) / WIDTH, 1 - real(top) / HEIGHT, real(bottom) / HEIGHT)
axes = 'set border 3 linecolor rgb INK; set tics nomirror textcolor rgb INK; unset key'
x_name(what) = sprintf('set xlabel "%s" offset 0, 0.5 textcolor rgb INK', what)
y_name(what) = sprintf('set label "%s" at screen 0.01, screen %.4f left textcolor rgb INK', \
    what, 1 - 18.0 / HEIGHT)

# A tic with a true minus; and with a power of ten, unless it is short when written out.
tic(axis, x, place) = \
    sprintf('set %stics add ("%s" %.10g)', axis, minus(sprintf("%.10g", x)), place)
ten_tic(axis, k, most) = sprintf('set %stics add ("%s" %.10g)', axis, k >= 0 && k <= most ? \
    sprintf("%.0f", 10.0**k) : \
    sprintf("10^{/=%d %s}", SMALLEST_PRINT, minus(sprintf("%d", k))), 10.0**k)

# The rounds, on a logarithmic axis. Round 0 has no place on it.
log_rounds = 'set logscale x; eval x_name("rounds"); set xtics ("" 1e-9); \
    set xrange [last_round > 1 ? 1 : 0.5:last_round > 1 ? last_round : 1]; \
    do for [k = 0:int(log10(last_round > 1 ? last_round : 1) + 1e-9)] { eval ten_tic("x", k, 4) }; \
    if (last_round > 1 && last_round < 10) { eval tic("x", last_round, last_round) }'
on_log_axis(x) = x > 0 ? x : NaN

# A mark where a curve ends, and a name beside it, if need be a bit higher or lower.
end_mark(x, y, colour) = sprintf('set label "" at first %.10g, first %.10g front \
    point pointtype 7 pointsize 0.7 linecolor rgb "%s"', x, y, colour)
end_name(y, name_y, what, colour) = sprintf('set label "%s" at graph 1.06, graph %.4f left \
    textcolor rgb "%s"; set arrow from graph 1.01, graph %.4f to graph 1.05, graph %.4f \
    nohead linecolor rgb "%s" linewidth 0.7', what, name_y, colour, y, name_y, colour)

# The smallest of 1, 2, 5, 10, ... that is not below x.
nice(x) = (ten = 10.0**floor(log10(x)), x <= ten ? ten : x <= 2 * ten ? 2 * ten : \
    x <= 5 * ten ? 5 * ten : 10 * ten)

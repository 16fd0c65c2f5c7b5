# SPDX-License-Identifier: GPL-3.0-or-later
# The error over the rounds, both axes logarithmic. Round 0 has no place on such an axis.
load "figures/style.gp"

set logscale xy
set format x "%.0f"
set format y "10^{%L}"
set decimalsign "."
set xlabel "rounds" textcolor rgb INK
set ylabel "E_{total}" rotate by 0 offset 1, 0 textcolor rgb INK
set grid linecolor rgb MUTED linewidth 0.3
set tics nomirror textcolor rgb INK
set border 3
unset key

plot training using ($1 > 0 ? $1 : NaN):2 with lines linestyle 1

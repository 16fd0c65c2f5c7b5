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

set terminal svg dynamic enhanced size 640,400 font "sans-serif,16" linewidth 1.4 \
    background rgb PAPER
set datafile separator tab
set border linecolor rgb INK
set style line 1 linecolor rgb FORWARD linewidth 2

# The values' file as one text, and the text of the value with that key.
all_values = ""
read_values = "stats values using (all_values = all_values . \"|\" . strcol(2) . \"=\" . strcol(3), 0) nooutput"
text_of(key) = (after = all_values[strstrt(all_values, "|" . key . "=") + strlen(key) + 2:*] . "|", \
                after[1:strstrt(after, "|") - 1])
number_of(key) = real(text_of(key))

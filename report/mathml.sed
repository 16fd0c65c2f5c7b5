# SPDX-License-Identifier: GPL-3.0-or-later
# Formulas as pandoc 2 writes them, whichever pandoc has: a minus is an operator, not a letter,
# a column has no style of its own, and no fraction an attribute that MathML does not know. A minus
# behind a parenthesis or an equals sign belongs to what follows: it has no space around it.

s|<mi>−</mi>|<mo>−</mo>|g
s|\(>(</mo><mo\)>−|\1 form="prefix">−|g
s|\(>=</mo><mo\)>−|\1 form="prefix">−|g
s|\(>≈</mo><mo\)>−|\1 form="prefix">−|g
s|\(<mtd columnalign="[a-z]*"\) style="text-align: [a-z]*">|\1>|g
s~<mfrac\( displaystyle="[a-z]*"\)>\(\(<m[ino]>[^<]*</m[ino]>\|<mrow>\(<m[ino]>[^<]*</m[ino]>\)*</mrow>\)*\)</mfrac>~<mstyle\1><mfrac>\2</mfrac></mstyle>~g

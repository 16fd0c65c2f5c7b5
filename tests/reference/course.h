/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef COURSE_H
#define COURSE_H

/* The algorithm of Andrew Ng's course on machine learning, in its own notation and
 * for one example, m = 1: a^(l) with a 1 in front, Theta^(l) with the biases in
 * column 0, delta^(L) = a^(L) - y, Delta, D with and without lambda, and J. */

#include "walk.h"

/* Puts delta_.., E_total and dE/dw.. of the first pair with the cross-entropy;
 * decayed_E_total and decayed_dE/dw.. with lambda; the two errors around the first
 * weight into the outputs, and their difference divided by two steps:
 * E_raised_.., E_lowered_.., central_..; least, where each output is on its target;
 * and lambda and epsilon, the step. Every neuron is logistic. */
void course_put(const example *given, table *t, slong bits);

#endif

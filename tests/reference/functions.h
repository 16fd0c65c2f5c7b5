/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef FUNCTIONS_H
#define FUNCTIONS_H

/* Other functions than the logistic and the squared error, as textbooks have them,
 * with their derivatives written out. */

#include "learner.h"

/* out of neuron j, of its net, and rest = 1 - out. Of softmax outputs, e^net: they
 * are divided once all of their layer are there. */
void function_output(worked_layer *a, long j, enum activation f, slong bits);
void function_divide(worked_layer *a, slong bits);

/* dout/dnet of neuron j; softmax has none. */
void function_slope(worked_layer *a, long j, enum activation f, slong bits);

/* The cross-entropy of output neuron j, and its derivative by out, by net where
 * that is softmax. */
void entropy(arb_t E, const worked_layer *a, long j, const arb_t target,
             enum activation f, slong bits);
void entropy_slope(arb_t d, const worked_layer *a, long j, const arb_t target,
                   enum activation f, slong bits);

#endif

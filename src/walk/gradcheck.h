/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_GRADCHECK_H
#define BP_GRADCHECK_H

/* Every derivative of an example, beside its central difference. */

#include "walk/complaint.h"
#include "walk/definitions.h"
#include "walk/trainer.h"

/* A derivative, and what was measured. */
typedef struct {
    char key[BP_KEY_SIZE]; /* dE/dw1 */
    double derivative;
    bp_difference difference;
    bp_gradient_verdict verdict;
    bool
        is_at_kink; /* however small the step, a ReLU neuron is on one side of 0
                        before and on the other behind: there is no difference,
                        and the derivative counts as too small to tell */
} bp_gradient_row;

typedef struct {
    bp_gradient_row *row; /* of weights, then of biases */
    size_t n;
    size_t n_verdicts[BP_TOO_SMALL + 1]; /* how many have each */
    size_t n_at_kink;                    /* how many of those are so */
} bp_gradient;

/* Fills in the gradient of the example's first round; the caller frees it. False,
 * and a complaint, where memory runs out or a number grows beyond all bounds. */
bool bp_gradcheck(const bp_example *example, const bp_progress *progress,
                  bp_gradient *g, bp_complaint *complaint);

/* Frees what it holds, not the gradient itself. */
void bp_gradient_free(bp_gradient *g);

/* The exponent of the least power of ten that is above x; x > 0 and finite. */
int bp_power_above(double x);

#endif

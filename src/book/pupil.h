/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_PUPIL_H
#define BP_PUPIL_H

/* A network with one hidden layer that learns from many pairs, and what trains it. */

#include "backprop.h"
#include "walk/complaint.h"

typedef struct {
    bp_network *network;
    bp_workspace *ws;
    bp_sums *sums;
    gsl_rng *rng;
    bp_method method; /* with trained biases */
} bp_pupil;

/* False where memory runs out; either way there is something to free. */
bool bp_pupil_make(size_t n_inputs, size_t n_hidden, size_t n_outputs,
                   bp_pupil *c);
void bp_pupil_free(bp_pupil *c);

/* Says so; false. */
bool bp_pupil_has_no_memory(bp_complaint *complaint);

/* Back to the start that belongs to this seed. */
void bp_pupil_start(bp_pupil *c, unsigned long seed);

/* The outputs for pair p, left in the workspace with their errors. */
const gsl_vector *bp_pupil_answer(bp_pupil *c, const bp_pairs *pairs, size_t p);

/* The mean error of the pairs from one up to, but without, another. */
double bp_pupil_mean_error(bp_pupil *c, const bp_pairs *pairs, size_t from,
                           size_t to);

#endif

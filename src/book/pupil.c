/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/pupil.h"

void bp_pupil_free(bp_pupil *c)
{
    bp_network_free(c->network);
    bp_workspace_free(c->ws);
    bp_sums_free(c->sums);
    gsl_rng_free(c->rng);
}

bool bp_pupil_make(size_t n_inputs, size_t n_hidden, size_t n_outputs,
                   bp_pupil *c)
{
    size_t n_neurons[] = {n_hidden, n_outputs};
    *c = (bp_pupil){.method = bp_vary(bp_backpropagation, &bp_train_biases)};
    c->network = bp_network_alloc(n_inputs, 2, n_neurons);
    if (c->network == NULL)
        return false;
    c->ws = bp_workspace_alloc(c->network);
    c->sums = bp_sums_alloc(c->network);
    c->rng = gsl_rng_alloc(gsl_rng_mt19937);
    return c->ws != NULL && c->sums != NULL && c->rng != NULL;
}

bool bp_pupil_has_no_memory(bp_complaint *complaint)
{
    bp_complain(complaint, 0, "out of memory");
    return false;
}

/* The outputs for pair p, left in the workspace with their errors. */
const gsl_vector *bp_pupil_answer(bp_pupil *c, const bp_pairs *pairs, size_t p)
{
    bp_given(pairs, p, 1.0, c->ws);
    bp_forward(c->network, c->ws);
    bp_errors(c->network, c->ws);
    return c->ws->layer[1].out;
}

void bp_pupil_start(bp_pupil *c, unsigned long seed)
{
    gsl_rng_set(c->rng, seed);
    bp_draw_weights(c->rng, c->network);
}

double bp_pupil_mean_error(bp_pupil *c, const bp_pairs *pairs, size_t from,
                           size_t to)
{
    double sum = 0.0;
    for (size_t p = from; p < to; p++) {
        bp_pupil_answer(c, pairs, p);
        sum += c->ws->E_total;
    }
    return sum / (double)(to - from);
}

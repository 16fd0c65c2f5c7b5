/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/score.h"

static bool is_right(const gsl_vector *out, const gsl_vector *target)
{
    if (out->size == 1)
        return fabs(gsl_vector_get(out, 0) - gsl_vector_get(target, 0)) < 0.5;
    return gsl_vector_max_index(out) == gsl_vector_max_index(target);
}

bp_score bp_score_of(bp_trainer *t, const bp_pairs *pairs)
{
    assert(bp_pairs_fit(t->network, pairs));

    const gsl_vector *out = t->ws->layer[t->network->n_layers - 1].out;
    size_t n_pairs = pairs->inputs->size1;
    size_t n_right = 0;
    double sum = 0.0;
    for (size_t p = 0; p < n_pairs; p++) {
        bp_given(pairs, p, t->eta, t->ws);
        t->method.forward(t->network, t->ws);
        t->method.errors(t->network, t->ws);
        sum += t->ws->E_total;
        n_right += is_right(out, t->ws->target);
    }
    t->is_as_left = false;
    return (bp_score){.mean_error = sum / (double)n_pairs,
                      .right = (double)n_right / (double)n_pairs};
}

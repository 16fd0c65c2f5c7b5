/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book's numbers of chapter 6: derivatives, measured. */
#include <stdio.h>

#include "book/book.h"
#include "book/draft.h"
#include "book/trusted.h"

/* The slope of the error along the first weight of layer l, from a nudge up, and
 * from one up and one down. */
static void put_slopes(bp_draft *d, size_t l)
{
    enum { DECIMALS = 11, MOST_DIGITS = 15 };
    const double step = BP_BOOK_NUDGE;
    char w[BP_NAME_SIZE];
    char lowered[BP_KEY_SIZE];
    bp_weight_name(d->network, l, 0, 0, w);
    snprintf(lowered, sizeof lowered, "E_lowered_%s", w);
    bp_trainer_try_round(d->trainer);
    double E = d->ws->E_total;
    double dE_dw = gsl_matrix_get(d->ws->layer[l].dE_dw, 0, 0);
    bp_nudge(d->network, l, 0, 0, step, d->ws);
    double E_raised = d->ws->E_total;
    bp_nudge(d->network, l, 0, 0, -step, d->ws);
    double E_lowered = d->ws->E_total;
    double one_sided = (E_raised - E) / step;
    double central = (E_raised - E_lowered) / (2.0 * step);
    bp_put_error(d->values, E_lowered, 0.0, MOST_DIGITS, lowered);
    bp_put_rounded(d->values, one_sided, DECIMALS, "one_sided_%s", w);
    bp_put_rounded(d->values, one_sided - dE_dw, DECIMALS, "one_sided_miss_%s",
                   w);
    bp_put_rounded(d->values, central, DECIMALS, "central_%s", w);
    bp_put_rounded(d->values, central - dE_dw, DECIMALS, "central_miss_%s", w);
}

/* The bounds are far apart, so that rounding noise makes none of them another. */
static double coarse_bound(double x)
{
    static const double bounds[] = {1e-9, 1e-6, 1e-3, 1.0};
    size_t k = 0;
    while (k < 3 && !(x < bounds[k]))
        k++;
    return bounds[k];
}

/* To how many decimals, ten at most, a measured slope is the derivative's. */
static int true_decimals(double slope, double derivative)
{
    return bp_steady_decimals(slope, fabs(slope - derivative), 10);
}

static void put_difference(bp_draft *d, double derivative, double slope,
                           const char *name)
{
    bp_put_rounded(d->values, slope, true_decimals(slope, derivative),
                   "difference_dE/d%s", name);
    bp_put_bound(d->values, BP_BELOW, coarse_bound(fabs(derivative - slope)),
                 "apart_dE/d%s", name);
}

static void put_weight_differences(bp_draft *d, size_t l)
{
    const gsl_matrix *dE_dw = d->ws->layer[l].dE_dw;
    for (size_t j = 0; j < dE_dw->size1; j++)
        for (size_t i = 0; i < dE_dw->size2; i++) {
            char name[BP_NAME_SIZE];
            bp_weight_name(d->network, l, j, i, name);
            bp_difference measured =
                bp_weight_difference(&d->method, d->network, l, j, i, d->ws);
            put_difference(d, gsl_matrix_get(dE_dw, j, i), measured.slope,
                           name);
        }
}

static void put_bias_differences(bp_draft *d, size_t l)
{
    const gsl_vector *dE_db = d->ws->layer[l].dE_db;
    for (size_t j = 0; j < bp_n_biases(&d->network->layer[l]); j++) {
        char name[BP_NAME_SIZE];
        bp_bias_name(d->network, l, j, name);
        bp_difference measured =
            bp_bias_difference(&d->method, d->network, l, j, d->ws);
        put_difference(d, gsl_vector_get(dE_db, j), measured.slope, name);
    }
}

/* The delta of the first neuron of layer l, measured: a bias that is its alone
 * moves its net input and nothing else. */
static void put_delta_difference(bp_draft *d, size_t l)
{
    char neuron[BP_NAME_SIZE];
    double delta = gsl_vector_get(d->ws->layer[l].delta, 0);
    bp_neuron_name(d->network, l, 0, neuron);
    bp_layer *layer = &d->network->layer[l];
    bool one_bias = layer->one_bias;
    layer->one_bias = false;
    bp_difference measured =
        bp_bias_difference(&d->method, d->network, l, 0, d->ws);
    layer->one_bias = one_bias;
    bp_put_rounded(d->values, measured.slope,
                   true_decimals(measured.slope, delta), "difference_delta_%s",
                   neuron);
}

void bp_draft_put_gradient_check(bp_draft *d)
{
    bp_draft_start(d, &d->method);
    size_t last = d->network->n_layers - 1;
    put_slopes(d, last);
    if (last > 0)
        put_slopes(d, last - 1);
    bp_trainer_try_round(d->trainer);
    for (size_t l = 0; l <= last; l++)
        put_weight_differences(d, l);
    for (size_t l = 0; l <= last; l++)
        put_bias_differences(d, l);
    if (last > 0)
        put_delta_difference(d, last - 1);
}

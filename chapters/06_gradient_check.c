//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 6: every derivative, measured by nudging the network both ways. */
#include "backprop.h"

#include <gsl/gsl_deriv.h>
//< head

//> nudge_bias
int bp_nudge_bias(bp_network *network, size_t l, size_t j, double step,
                  bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));
    if (l >= network->n_layers || j >= network->layer[l].b->size)
        return BP_FAIL(GSL_EINVAL, "no bias %zu in layer %zu", j, l);

    gsl_vector *b = network->layer[l].b;
    double before = gsl_vector_get(b, j);
    if (network->layer[l].one_bias)
        gsl_vector_set_all(b, before + step);
    else
        gsl_vector_set(b, j, before + step);
    int status = bp_forward(network, ws);
    if (status == GSL_SUCCESS)
        status = bp_errors(network, ws);
    if (network->layer[l].one_bias)
        gsl_vector_set_all(b, before);
    else
        gsl_vector_set(b, j, before);
    return status;
}
//< nudge_bias

//> error_at
typedef struct {
    bp_network *network;
    bp_workspace *ws;
    size_t l, j, i; /* the weight; of a bias, i is not used */
    bool is_bias;
    int status;   /* of the last nudge: it fails for every step, or for none */
    double least; /* the smallest step so far */
    double blur;  /* the most that rounding can have done to E_total */
} nudged;

/* An output near 1 is rounded to 1e-16, however near its target it is, and the
 * error is off by that many times the miss: more than the error's last digit. */
static double blur_of_error(const bp_workspace *ws)
{
    const gsl_vector *out = ws->layer[ws->n_layers - 1].out;
    double misses = 0.0;
    for (size_t j = 0; j < out->size; j++)
        misses += fabs(gsl_vector_get(ws->target, j) - gsl_vector_get(out, j));
    return GSL_DBL_EPSILON * misses;
}

static double error_at(double step, void *parameter)
{
    nudged *n = parameter;
    n->status = n->is_bias
                    ? bp_nudge_bias(n->network, n->l, n->j, step, n->ws)
                    : bp_nudge(n->network, n->l, n->j, n->i, step, n->ws);
    n->blur = fmax(n->blur, blur_of_error(n->ws));
    n->least = fmin(n->least, fabs(step));
    return n->ws->E_total;
}
//< error_at

//> best_difference
static int best_difference(nudged *n, double *difference, double *bound)
{
    enum { STEPS = 6 };
    gsl_function error = {.function = error_at, .params = n};
    double step = 0.1;
    *difference = 0.0;
    *bound = INFINITY;
    for (int k = 0; k < STEPS; k++) {
        double slope;
        double uncertainty;
        n->least = step;
        n->blur = 0.0;
        BP_TRY(gsl_deriv_central(&error, 0.0, step, &slope, &uncertainty));
        BP_TRY(n->status);
        uncertainty += n->blur / n->least;
        if (uncertainty < *bound) {
            *difference = slope;
            *bound = uncertainty;
        }
        step /= 10.0;
    }
    return GSL_SUCCESS;
}

int bp_weight_difference(bp_network *network, size_t l, size_t j, size_t i,
                         bp_workspace *ws, double *difference, double *bound)
{
    nudged n = {.network = network, .ws = ws, .l = l, .j = j, .i = i};
    return best_difference(&n, difference, bound);
}

int bp_bias_difference(bp_network *network, size_t l, size_t j,
                       bp_workspace *ws, double *difference, double *bound)
{
    nudged n = {.network = network, .ws = ws, .l = l, .j = j, .is_bias = true};
    return best_difference(&n, difference, bound);
}
//< best_difference

//> judge
bp_gradient_verdict bp_judge(double derivative, double difference, double bound)
{
    const double allowed = 10.0 * bound; /* the bound is an estimate */
    if (!(fabs(derivative - difference) <= allowed))
        return BP_DIFFERS; /* so does what is not a number */
    if (allowed >= 0.001 * fabs(derivative))
        return BP_TOO_SMALL;
    return BP_AGREES;
}
//< judge

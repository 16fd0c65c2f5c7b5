//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 6: every derivative, measured by nudging the network both ways. */
#include "backprop.h"

#include <gsl/gsl_deriv.h>
//< head

//> nudge_bias
/* Sets the bias of neuron j, or the one that its layer shares. */
static void set_bias(bp_layer *layer, size_t j, double b)
{
    if (layer->one_bias)
        gsl_vector_set_all(layer->b, b);
    else
        gsl_vector_set(layer->b, j, b);
}

void bp_nudge_bias(bp_network *network, size_t l, size_t j, double step,
                   bp_workspace *ws)
{
    double before = gsl_vector_get(network->layer[l].b, j);
    set_bias(&network->layer[l], j, before + step);
    bp_forward(network, ws);
    bp_errors(network, ws);
    set_bias(&network->layer[l], j, before);
}
//< nudge_bias

//> error_at
typedef struct {
    bp_network *network;
    bp_workspace *ws;
    size_t l, j, i; /* the weight; of a bias, i is not used */
    bool is_bias;
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
    if (n->is_bias)
        bp_nudge_bias(n->network, n->l, n->j, step, n->ws);
    else
        bp_nudge(n->network, n->l, n->j, n->i, step, n->ws);
    n->blur = fmax(n->blur, blur_of_error(n->ws));
    n->least = fmin(n->least, fabs(step));
    return n->ws->E_total;
}
//< error_at

//> best_difference
static bp_difference best_difference(nudged *n)
{
    enum { STEPS = 6 };
    gsl_function error = {.function = error_at, .params = n};
    bp_difference best = {.slope = 0.0, .bound = INFINITY};
    double step = 0.1;
    for (int k = 0; k < STEPS; k++) {
        double slope;
        double bound;
        n->least = step;
        n->blur = 0.0;
        gsl_deriv_central(&error, 0.0, step, &slope, &bound);
        bound += n->blur / n->least;
        if (bound < best.bound)
            best = (bp_difference){.slope = slope, .bound = bound};
        step /= 10.0;
    }
    return best;
}

bp_difference bp_weight_difference(bp_network *network, size_t l, size_t j,
                                   size_t i, bp_workspace *ws)
{
    nudged n = {.network = network, .ws = ws, .l = l, .j = j, .i = i};
    return best_difference(&n);
}

bp_difference bp_bias_difference(bp_network *network, size_t l, size_t j,
                                 bp_workspace *ws)
{
    nudged n = {.network = network, .ws = ws, .l = l, .j = j, .is_bias = true};
    return best_difference(&n);
}
//< best_difference

//> judge
bp_gradient_verdict bp_judge(double derivative, bp_difference difference)
{
    const double allowed =
        10.0 * difference.bound; /* the bound is an estimate */
    if (!(fabs(derivative - difference.slope) <= allowed))
        return BP_DIFFERS; /* so does what is not a number */
    if (allowed >= 0.001 * fabs(derivative))
        return BP_TOO_SMALL;
    return BP_AGREES;
}
//< judge

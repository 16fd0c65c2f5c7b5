//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 6: every derivative, measured by nudging the network both ways. */
#include "backprop.h"

#include <gsl/gsl_deriv.h>
//< head

//> nudge_any
typedef struct {
    const bp_method *method;
    bp_network *network;
    bp_workspace *ws;
    size_t l, j, i; /* the weight; of a bias, i is not used */
    bool is_bias;
    double least; /* the smallest step so far */
    double blur;  /* the most that rounding can have done to E_total */
} nudged;

static double number_of(const nudged *n)
{
    const bp_layer *layer = &n->network->layer[n->l];
    return n->is_bias ? gsl_vector_get(layer->b, n->j)
                      : gsl_matrix_get(layer->w, n->j, n->i);
}

/* Sets the weight; or the bias of neuron j, or the one that its layer shares. */
static void set_number(const nudged *n, double x)
{
    bp_layer *layer = &n->network->layer[n->l];
    if (!n->is_bias)
        gsl_matrix_set(layer->w, n->j, n->i, x);
    else if (layer->one_bias)
        gsl_vector_set_all(layer->b, x);
    else
        gsl_vector_set(layer->b, n->j, x);
}

static void nudge(const nudged *n, double step)
{
    double before = number_of(n);
    set_number(n, before + step);
    n->method->forward(n->network, n->ws);
    n->method->errors(n->network, n->ws);
    set_number(n, before);
}
//< nudge_any

//> error_at
/* An output near 1 is rounded to 1e-16, however near its target it is, and a
 * larger one to as much of itself. The error is off by that many times dE_dout:
 * more than the error's last digit. */
static double blur_of_error(const nudged *n)
{
    n->method->error_derivatives(n->network, n->ws);
    const bp_layer_work *work = &n->ws->layer[n->network->n_layers - 1];
    double sum = 0.0;
    for (size_t j = 0; j < work->out->size; j++) {
        double size = fmax(1.0, fabs(gsl_vector_get(work->out, j)));
        sum += fabs(gsl_vector_get(work->dE_dout, j)) * size;
    }
    return GSL_DBL_EPSILON * sum;
}

static double error_at(double step, void *parameter)
{
    nudged *n = parameter;
    nudge(n, step);
    n->blur = fmax(n->blur, blur_of_error(n));
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

bp_difference bp_weight_difference(const bp_method *method, bp_network *network,
                                   size_t l, size_t j, size_t i,
                                   bp_workspace *ws)
{
    nudged n = {
        .method = method, .network = network, .ws = ws, .l = l, .j = j, .i = i};
    return best_difference(&n);
}

bp_difference bp_bias_difference(const bp_method *method, bp_network *network,
                                 size_t l, size_t j, bp_workspace *ws)
{
    nudged n = {.method = method,
                .network = network,
                .ws = ws,
                .l = l,
                .j = j,
                .is_bias = true};
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of a number: by its definition, and from the workspace. */
#include "walk/definitions.h"

#include "walk/functions.h"

size_t bp_parent(const bp_definitions *d, size_t k, size_t which)
{
    return d->parent[d->number[k].first_parent + which];
}

const size_t *bp_parents(const bp_definitions *d, size_t k)
{
    return d->parent + d->number[k].first_parent;
}

size_t bp_step_from(const bp_definitions *d, size_t k)
{
    for (size_t n = 0; n < d->n_round; n++)
        if (d->number[n].operation == BP_STEP &&
            d->number[n].standing == BP_IN_WALK && bp_parent(d, n, 0) == k)
            return n;
    return SIZE_MAX;
}

/* ---------------------------------------------------------- by its definition */

static double sum(const size_t *parent, size_t n, const double x[])
{
    double total = 0.0;
    for (size_t p = 0; p < n; p++)
        total += x[parent[p]];
    return total;
}

static double sum_of_products(const size_t *parent, size_t n, const double x[])
{
    double total = 0.0;
    for (size_t p = 0; p + 1 < n; p += 2)
        total += x[parent[p]] * x[parent[p + 1]];
    return n % 2 == 0 ? total : total + x[parent[n - 1]];
}

static double softmax(const size_t *parent, size_t n, const double x[])
{
    double total = 1.0;
    for (size_t p = 1; p < n; p++)
        total += exp(x[parent[p]] - x[parent[0]]);
    return 1.0 / total;
}

static double sum_of_quotients(const size_t *parent, size_t n, const double x[])
{
    double total = 0.0;
    for (size_t p = 0; p < n; p += 2)
        total += x[parent[p]] / x[parent[p + 1]];
    return total;
}

/* The path along weight a to an output neuron that has been run again. */
static double path_again(const size_t *parent, size_t n, const double x[])
{
    double out = bp_logistic(sum_of_products(parent + 2, n - 2, x));
    return x[parent[0]] * -(x[parent[1]] - out) * bp_logistic_slope(out);
}

/* What the operation makes of the number's parents. */
static double operate(const bp_definition *number, const size_t *parent,
                      const double x[])
{
    size_t n = number->n_parents;
    switch (number->operation) {
    case BP_SAME:
        return x[parent[0]];
    case BP_SUM:
        return sum(parent, n, x);
    case BP_SUM_OF_PRODUCTS:
        return sum_of_products(parent, n, x);
    case BP_PRODUCT:
        return x[parent[0]] * x[parent[1]];
    case BP_LOGISTIC:
        return bp_logistic(x[parent[0]]);
    case BP_LOGISTIC_SLOPE:
        return bp_logistic_slope(x[parent[0]]);
    case BP_TANH:
        return tanh(x[parent[0]]);
    case BP_TANH_SLOPE:
        return bp_tanh_slope(x[parent[0]]);
    case BP_RELU:
        return bp_relu(x[parent[0]]);
    case BP_RELU_SLOPE:
        return bp_relu_slope(x[parent[0]]);
    case BP_ONE:
        return 1.0;
    case BP_SOFTMAX:
        return softmax(parent, n, x);
    case BP_HALF_SQUARE: {
        double miss = x[parent[0]] - x[parent[1]];
        return 0.5 * miss * miss;
    }
    case BP_MINUS_MISS:
        return -(x[parent[0]] - x[parent[1]]);
    case BP_CROSS_ENTROPY:
        return bp_cross_entropy(x[parent[0]], x[parent[1]]);
    case BP_CROSS_ENTROPY_SLOPE:
        return bp_cross_entropy_slope(x[parent[0]], x[parent[1]]);
    case BP_SOFTMAX_ENTROPY:
        return bp_softmax_entropy(x[parent[0]], x[parent[1]]);
    case BP_STEP:
        return x[parent[0]] - x[parent[2]] * x[parent[1]];
    case BP_LOGISTIC_OF_MINUS:
        return bp_logistic(-x[parent[0]]);
    case BP_SLOPE_OF_SQUASHED:
        return bp_logistic_slope(bp_logistic(x[parent[0]]));
    case BP_QUOTIENT:
        return x[parent[0]] / x[parent[1]];
    case BP_SUM_OF_QUOTIENTS:
        return sum_of_quotients(parent, n, x);
    case BP_STEP_UP:
        return x[parent[0]] + x[parent[2]] * x[parent[1]];
    case BP_WHOLE_STEP:
        return x[parent[0]] - x[parent[1]];
    case BP_PATH_AGAIN:
        return path_again(parent, n, x);
    case BP_GIVEN:
    case BP_TRAINED:
    case BP_NOTHING:
        break;
    }
    return NAN;
}

double bp_evaluate(const bp_definitions *d, size_t k, const double x[])
{
    const bp_definition *number = &d->number[k];
    if (number->operation == BP_GIVEN || number->operation == BP_TRAINED)
        return x[k];
    return number->factor * operate(number, bp_parents(d, k), x);
}

/* ------------------------------------------------------- from the workspace */

/* The bias that all neurons of a layer have, or none. */
static double common_bias(const gsl_vector *b)
{
    for (size_t j = 1; j < b->size; j++)
        if (gsl_vector_get(b, j) != gsl_vector_get(b, 0))
            return NAN;
    return gsl_vector_get(b, 0);
}

static double sum_of(const gsl_vector *delta)
{
    double total = 0.0;
    for (size_t j = 0; j < delta->size; j++)
        total += gsl_vector_get(delta, j);
    return total;
}

double bp_look_up(const bp_definition *number, const bp_network *network,
                  const bp_workspace *ws)
{
    size_t l = number->layer;
    size_t j = number->neuron;
    size_t i = number->source;
    const bp_layer *layer = &network->layer[l];
    const bp_layer_work *work = &ws->layer[l];
    bool is_shared = j == BP_WHOLE_LAYER;
    switch (number->kind) {
    case BP_INPUT:
        return gsl_vector_get(ws->input, j);
    case BP_TARGET:
        return gsl_vector_get(ws->target, j);
    case BP_WEIGHT:
        return gsl_matrix_get(layer->w, j, i);
    case BP_BIAS:
        return is_shared ? common_bias(layer->b) : gsl_vector_get(layer->b, j);
    case BP_ETA:
        return ws->eta;
    case BP_NET:
        return gsl_vector_get(work->net, j);
    case BP_OUT:
        return gsl_vector_get(work->out, j);
    case BP_ERROR:
        return gsl_vector_get(ws->E, j);
    case BP_TOTAL_ERROR:
        return ws->E_total;
    case BP_PATH_WEIGHT:
        return gsl_matrix_get(network->layer[l + 1].w, i, j);
    case BP_PATH:
        return gsl_matrix_get(work->dE_path, i, j);
    case BP_DE_DOUT:
        return gsl_vector_get(work->dE_dout, j);
    case BP_DOUT_DNET:
        return gsl_vector_get(work->dout_dnet, j);
    case BP_DELTA:
        return gsl_vector_get(work->delta, j);
    case BP_DNET_DW:
        return gsl_vector_get(bp_source(ws, l), i);
    case BP_DE_DW:
        return gsl_matrix_get(work->dE_dw, j, i);
    case BP_DE_DB:
        if (layer->one_bias == is_shared)
            return gsl_vector_get(work->dE_db, is_shared ? 0 : j);
        return is_shared ? sum_of(work->delta) : gsl_vector_get(work->delta, j);
    }
    return NAN;
}

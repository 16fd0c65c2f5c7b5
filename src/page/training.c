/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training by the thousand, and nudging. */
#include <stdlib.h>

#include "page/sides.h"
#include "page/text.h"

/* ----------------------------------------------------------------------- nudge */

/* Adds to a weight, or to a bias, which its layer may share. */
static void add_to(bp_network *network, const bp_definition *number,
                   double step)
{
    bp_layer *layer = &network->layer[number->layer];
    if (number->kind == BP_WEIGHT)
        *gsl_matrix_ptr(layer->w, number->neuron, number->source) += step;
    else if (number->neuron == BP_WHOLE_LAYER)
        gsl_vector_add_constant(layer->b, step);
    else
        *gsl_vector_ptr(layer->b, number->neuron) += step;
}

static double error_with(bp_trainer *t, const bp_definition *number,
                         double step)
{
    size_t pair = t->round % t->example->pairs.inputs->size1;
    bp_network *network = t->network;
    t->network = bp_network_copy(network);
    double error = NAN;
    if (t->network != NULL) {
        add_to(t->network, number, step);
        bp_trainer_look(t, pair);
        error = t->ws->E_total;
        bp_network_free(t->network);
    }
    t->network = network;
    return error;
}

/* dE/dw or dE/db of that weight or bias, of the round where the side is. */
static double derivative_of(const bp_one_side *s, const bp_definition *number)
{
    bp_kind kind = number->kind == BP_WEIGHT ? BP_DE_DW : BP_DE_DB;
    for (size_t k = 0; k < s->numbers->n_round; k++) {
        const bp_definition *d = &s->numbers->number[k];
        if (d->kind == kind && d->layer == number->layer &&
            d->neuron == number->neuron && d->source == number->source)
            return s->x[k];
    }
    return NAN;
}

const double *bp_page_nudge(double step)
{
    static double nudged[BP_N_NUDGE];
    bp_one_side *s = &bp_sides[BP_THE_EXAMPLE];
    size_t k = bp_definitions_find(s->numbers, bp_page_heard()->bytes);
    if (k >= s->numbers->n_round)
        return NULL;
    const bp_definition *number = &s->numbers->number[k];
    if (number->kind != BP_WEIGHT && number->kind != BP_BIAS)
        return NULL;
    bp_side_be_at(s);
    double before = error_with(s->trainer, number, 0.0);
    nudged[0] = error_with(s->trainer, number, step);
    nudged[1] = nudged[0] - before;
    nudged[2] = nudged[1] / step;
    nudged[3] = derivative_of(s, number);
    return nudged;
}

/* ----------------------------------------------------------------------- curve */

static double *curve;

/* The next round at which to look: further on by the same factor, so that they are
 * so many up to last. */
static size_t next_round(size_t round, size_t last, size_t most)
{
    double factor = pow((double)last + 1.0, 1.0 / (double)most);
    size_t next = (size_t)ceil(((double)round + 1.0) * factor) - 1;
    return next > last && round < last ? last : next;
}

size_t bp_page_curve(bp_side side, size_t last, size_t most)
{
    bp_trainer *t = bp_sides[side].trainer;
    double *larger = realloc(curve, 2 * (most + 2) * sizeof *curve);
    if (larger == NULL)
        return 0;
    curve = larger;
    size_t n = 0;
    for (size_t round = 0; round <= last && n < most + 2;
         round = next_round(round, last, most)) {
        bp_trainer_go(t, round);
        bp_trainer_look(t, round % t->example->pairs.inputs->size1);
        curve[2 * n] = (double)round;
        curve[2 * n + 1] = t->ws->E_total;
        n++;
    }
    return n;
}

const double *bp_page_curve_numbers(void)
{
    return curve;
}

/* -------------------------------------------------------------------- training */

static double *trained;
static size_t n_trained;

static void put_trained(const bp_trainer *t)
{
    const bp_network *network = t->network;
    const gsl_vector *out = t->ws->layer[network->n_layers - 1].out;
    n_trained = 0;
    trained[n_trained++] = t->ws->E_total;
    for (size_t j = 0; j < out->size; j++)
        trained[n_trained++] = gsl_vector_get(out, j);
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++)
                trained[n_trained++] = gsl_matrix_get(w, j, i);
    }
}

bool bp_page_train(size_t rounds)
{
    const bp_network *network = bp_sides[BP_THE_EXAMPLE].example->network;
    size_t n = 1 + bp_n_outputs(network) + bp_n_weights(network);
    double *larger = realloc(trained, n * sizeof *trained);
    if (larger == NULL)
        return false;
    trained = larger;
    if (!bp_page_take_mistake())
        return false;
    bp_trainer *t = bp_sides[BP_THE_OTHER].trainer;
    bp_trainer_go(t, rounds);
    bp_trainer_look(t, 0);
    put_trained(t);
    return true;
}

const double *bp_page_trained(void)
{
    return trained;
}

size_t bp_page_n_trained(void)
{
    return n_trained;
}

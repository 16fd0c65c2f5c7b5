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

/* The error of the pair whose turn it is, with so much more of the number. */
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

/* The weight or bias whose key is in the room; NULL where it is none. */
static const bp_definition *heard_parameter(const bp_one_side *s)
{
    size_t k = bp_definitions_find(s->numbers, bp_page_heard()->bytes);
    if (k >= s->numbers->n_round)
        return NULL;
    const bp_definition *number = &s->numbers->number[k];
    bool is_one = number->kind == BP_WEIGHT || number->kind == BP_BIAS;
    return is_one && number->moment == BP_IN_ROUND ? number : NULL;
}

/* Brings the side to its round; the error there goes to before. */
static const bp_definition *begin_at_parameter(bp_one_side *s, double *before)
{
    const bp_definition *number = heard_parameter(s);
    if (number == NULL)
        return NULL;
    bp_side_be_at(s);
    *before = error_with(s->trainer, number, 0.0);
    return number;
}

/* To how many digits two numbers agree, 0 to 15. */
static double digits_agreed(double a, double b)
{
    const double most = 15.0;
    double larger = fmax(fabs(a), fabs(b));
    if (a == b)
        return most;
    return fmin(fmax(floor(-log10(fabs(a - b) / larger)), 0.0), most);
}

const double *bp_page_nudge(double step)
{
    static double nudged[BP_N_NUDGE];
    bp_one_side *s = &bp_sides[BP_THE_EXAMPLE];
    double before;
    const bp_definition *number = begin_at_parameter(s, &before);
    if (number == NULL)
        return NULL;
    nudged[0] = error_with(s->trainer, number, step);
    nudged[1] = nudged[0] - before;
    nudged[2] = nudged[1] / step;
    nudged[3] = derivative_of(s, number);
    nudged[4] = digits_agreed(nudged[2], nudged[3]);
    return nudged;
}

const double *bp_page_slice(double reach)
{
    static double slice[3 * BP_N_SLICE];
    bp_one_side *s = &bp_sides[BP_THE_EXAMPLE];
    double before;
    const bp_definition *number = begin_at_parameter(s, &before);
    if (number == NULL)
        return NULL;
    double derivative = derivative_of(s, number);
    for (size_t p = 0; p < BP_N_SLICE; p++) {
        double step = reach * (2.0 * (double)p / (BP_N_SLICE - 1) - 1.0);
        double *row = &slice[3 * p];
        row[0] = step;
        row[1] = error_with(s->trainer, number, step) - before;
        row[2] = derivative * step;
    }
    return slice;
}

/* ----------------------------------------------------------------------- curve */

static double rows[2 * BP_MOST_KEPT];

static void put_row(const bp_curve *curve, size_t k, double number)
{
    rows[2 * k] = (double)bp_kept_round(curve, k);
    rows[2 * k + 1] = number;
}

size_t bp_page_curve(bp_side side, size_t last)
{
    bp_one_side *s = &bp_sides[side];
    bp_curve_go(&s->curve, s->trainer, last);
    size_t n = bp_curve_n(&s->curve, last);
    for (size_t k = 0; k < n; k++)
        put_row(&s->curve, k, s->curve.error[k]);
    return n;
}

size_t bp_page_ratio(size_t last)
{
    const bp_curve *other = &bp_sides[BP_THE_OTHER].curve;
    const bp_curve *example = &bp_sides[BP_THE_EXAMPLE].curve;
    size_t n = bp_page_curve(BP_THE_OTHER, last);
    bp_page_curve(BP_THE_EXAMPLE, last);
    for (size_t k = 0; k < n; k++)
        put_row(other, k, other->error[k] / example->error[k]);
    return n;
}

const double *bp_page_rows(void)
{
    return rows;
}

double bp_page_mean_error(bp_side side)
{
    bp_side_be_at(&bp_sides[side]);
    return bp_error_of_pairs(bp_sides[side].trainer);
}

double bp_page_ratio_here(void)
{
    return bp_page_mean_error(BP_THE_OTHER) /
           bp_page_mean_error(BP_THE_EXAMPLE);
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
    bp_complaint complaint = {.text = "out of memory"};
    double *larger = realloc(trained, n * sizeof *trained);
    if (larger != NULL)
        trained = larger;
    if (larger == NULL ||
        !bp_side_take_mistake(BP_THE_TRAINED, bp_page_heard()->bytes,
                              &complaint)) {
        bp_page_complain(&complaint);
        return false;
    }
    bp_trainer *t = bp_sides[BP_THE_TRAINED].trainer;
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

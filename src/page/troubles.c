/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/troubles.h"

/* ------------------------------------------------------------------- the steps */

/* The error of the pair whose turn it is after one round on it, with so much of the
 * learning rate; the trainer stays where it is. */
static double error_after(bp_trainer *t, double part)
{
    size_t pair = t->round % t->example->pairs.inputs->size1;
    double eta = t->eta;
    t->eta = part * eta;
    bp_trainer_step(t);
    bp_trainer_look(t, pair);
    double error = t->ws->E_total;
    bp_trainer_step_back(t);
    t->eta = eta;
    return error;
}

static void look_at_step(const bp_definitions *d, const double x[],
                         bp_trainer *t, const bp_sink *sink)
{
    const double thousandth = 0.001;
    double before = x[bp_definitions_find(d, "E_total")];
    double after = error_after(t, 1.0);
    if (after <= before * (1.0 + 1e-12))
        return;
    bool is_too_large = error_after(t, thousandth) < before;
    bp_cell(sink, is_too_large ? "step_too_large" : "ascent");
    bp_cell(sink, "E_total");
    bp_cell(sink, "E_total+");
    bp_end_row(sink);
}

/* ---------------------------------------------------------- numbers by their kind */

/* A row of all numbers of the round that are so, if there are any. */
static void say_those(const char *reason, const bp_definitions *d,
                      const double x[], const bp_trainer *t,
                      bool is_so(const bp_definition *, double,
                                 const bp_network *),
                      const bp_sink *sink)
{
    bool any = false;
    for (size_t k = 0; k < d->n_round; k++) {
        const bp_definition *number = &d->number[k];
        if (number->moment != BP_IN_ROUND || number->standing != BP_IN_WALK ||
            !is_so(number, x[k], t->network))
            continue;
        if (!any)
            bp_cell(sink, "%s", reason);
        bp_cell(sink, "%s", number->key);
        any = true;
    }
    if (any)
        bp_end_row(sink);
}

static bool is_saturated(const bp_definition *number, double x,
                         const bp_network *network)
{
    const double hardly_any = 0.01;
    (void)network;
    return number->kind == BP_DOUT_DNET && x < hardly_any;
}

static bool is_unreachable(const bp_definition *number, double x,
                           const bp_network *network)
{
    if (number->kind != BP_TARGET)
        return false;
    switch (network->layer[network->n_layers - 1].activation) {
    case BP_LOGISTIC_LAYER:
    case BP_SOFTMAX_LAYER:
        return x <= 0.0 || x >= 1.0;
    case BP_TANH_LAYER:
        return fabs(x) >= 1.0;
    case BP_RELU_LAYER:
        return x < 0.0;
    default:
        return false;
    }
}

/* --------------------------------------------------------------- equal neurons */

static bool are_equal(const bp_network *network, size_t l, size_t a, size_t b)
{
    const bp_layer *layer = &network->layer[l];
    const bp_layer *next = &network->layer[l + 1];
    bool equal = gsl_vector_get(layer->b, a) == gsl_vector_get(layer->b, b);
    for (size_t i = 0; equal && i < layer->w->size2; i++)
        equal =
            gsl_matrix_get(layer->w, a, i) == gsl_matrix_get(layer->w, b, i);
    for (size_t k = 0; equal && k < next->w->size1; k++)
        equal = gsl_matrix_get(next->w, k, a) == gsl_matrix_get(next->w, k, b);
    return equal;
}

static void say_equal(const bp_network *network, size_t l, size_t a, size_t b,
                      const bp_sink *sink)
{
    char name[BP_NAME_SIZE];
    bp_cell(sink, "equal");
    bp_neuron_name(network, l, a, name);
    bp_cell(sink, "out_%s", name);
    bp_neuron_name(network, l, b, name);
    bp_cell(sink, "out_%s", name);
    bp_end_row(sink);
}

static void look_for_equals(const bp_network *network, const bp_sink *sink)
{
    for (size_t l = 0; l + 1 < network->n_layers; l++)
        for (size_t b = 1; b < network->layer[l].w->size1; b++)
            for (size_t a = 0; a < b; a++)
                if (are_equal(network, l, a, b))
                    say_equal(network, l, a, b, sink);
}

void bp_say_troubles(const bp_definitions *d, const double x[], bp_trainer *t,
                     const bp_sink *sink)
{
    look_at_step(d, x, t, sink);
    say_those("saturated", d, x, t, is_saturated, sink);
    say_those("unreachable", d, x, t, is_unreachable, sink);
    look_for_equals(t->network, sink);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/exercise.h"

#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "walk/trainer.h"

/* An exercise that is being drawn, its worksheet, and what draws it. */
typedef struct {
    bp_example *example;
    bp_trainer *trainer;
    gsl_rng *rng;
} draft;

/* ----------------------------------------------------------------------- draws */

/* From least to most hundredths, either sign where it may be negative. */
static double draw(gsl_rng *rng, unsigned long least, unsigned long most,
                   bool may_be_negative)
{
    unsigned long hundredths =
        least + gsl_rng_uniform_int(rng, most - least + 1);
    bool is_negative = may_be_negative && gsl_rng_uniform_int(rng, 2) == 1;
    return (is_negative ? -1.0 : 1.0) * (double)hundredths / 100.0;
}

/* The more sources a neuron has, the smaller are its weights, so that its net input
 * stays as large as with six. */
static double draw_weight(gsl_rng *rng, size_t n_sources)
{
    const size_t few = 6;
    double share =
        n_sources <= few ? 1.0 : sqrt((double)few / (double)n_sources);
    unsigned long most = (unsigned long)(90.0 * share);
    unsigned long least = (unsigned long)(5.0 * share);
    return draw(rng, least < 1 ? 1 : least, most < 1 ? 1 : most, true);
}

static void draw_row(gsl_rng *rng, gsl_matrix *row, unsigned long least)
{
    for (size_t i = 0; i < row->size2; i++)
        gsl_matrix_set(row, 0, i, draw(rng, least, 95, false));
}

static void draw_weights_to(gsl_rng *rng, bp_layer *layer, size_t neuron)
{
    for (size_t i = 0; i < layer->w->size2; i++)
        gsl_matrix_set(layer->w, neuron, i, draw_weight(rng, layer->w->size2));
}

static void draw_weights_from(gsl_rng *rng, bp_layer *next, size_t neuron)
{
    for (size_t k = 0; k < next->w->size1; k++)
        gsl_matrix_set(next->w, k, neuron, draw_weight(rng, next->w->size2));
}

static void draw_layer(gsl_rng *rng, bp_layer *layer)
{
    layer->one_bias = true;
    gsl_vector_set_all(layer->b, draw(rng, 5, 60, true));
    for (size_t j = 0; j < layer->w->size1; j++)
        draw_weights_to(rng, layer, j);
}

static void draw_all(const draft *d)
{
    draw_row(d->rng, d->example->pairs.inputs, 10);
    draw_row(d->rng, d->example->pairs.targets, 5);
    for (size_t l = 0; l < d->example->network->n_layers; l++)
        draw_layer(d->rng, &d->example->network->layer[l]);
}

/* --------------------------------------------------------------------- mending */

/* Draws anew the weights that reach a neuron which is too far out. */
static bool mend_slopes(const draft *d, size_t l)
{
    const double least_slope = 0.05;
    const bp_layer_work *work = &d->trainer->ws->layer[l];
    bool was_good = true;
    for (size_t j = 0; j < work->dout_dnet->size; j++)
        if (gsl_vector_get(work->dout_dnet, j) < least_slope) {
            draw_weights_to(d->rng, &d->example->network->layer[l], j);
            was_good = false;
        }
    return was_good;
}

/* Draws anew the target of an output that is already near it. */
static bool mend_targets(const draft *d)
{
    const double least_miss = 0.1;
    const bp_workspace *ws = d->trainer->ws;
    gsl_matrix *targets = d->example->pairs.targets;
    bool was_good = true;
    for (size_t k = 0; k < targets->size2; k++) {
        double out = gsl_vector_get(ws->layer[ws->n_layers - 1].out, k);
        if (fabs(out - gsl_matrix_get(targets, 0, k)) < least_miss) {
            gsl_matrix_set(targets, 0, k, draw(d->rng, 5, 95, false));
            was_good = false;
        }
    }
    return was_good;
}

/* A derivative shrinks from layer to layer on its way back, here at most to a tenth. */
static double least_gradient(const draft *d, size_t l)
{
    double least = 1e-4;
    for (size_t k = l + 2; k < d->example->network->n_layers; k++)
        least /= 10.0;
    return least;
}

static bool is_learning(const bp_layer_work *work, size_t neuron, double least)
{
    for (size_t i = 0; i < work->dE_dw->size2; i++)
        if (fabs(gsl_matrix_get(work->dE_dw, neuron, i)) < least)
            return false;
    return true;
}

/* Draws anew the weights that leave a hidden neuron whose own hardly learn. */
static bool mend_gradients(const draft *d, size_t l)
{
    const bp_layer_work *work = &d->trainer->ws->layer[l];
    bool was_good = true;
    for (size_t j = 0; j < work->delta->size; j++)
        if (!is_learning(work, j, least_gradient(d, l))) {
            draw_weights_from(d->rng, &d->example->network->layer[l + 1], j);
            was_good = false;
        }
    return was_good;
}

/* Takes a round, and draws anew what is not good in it. */
static bool mend(const draft *d)
{
    bp_method method = bp_example_method(d->example);
    bp_trainer_start(d->trainer, d->example, &method);
    bp_trainer_try_round(d->trainer);
    size_t n_layers = d->example->network->n_layers;
    bool was_good = mend_targets(d);
    for (size_t l = 0; l < n_layers; l++)
        was_good = mend_slopes(d, l) && was_good;
    if (!was_good)
        return false;
    /* An output's weights learn where its slope and its target are good. */
    for (size_t l = 0; l + 1 < n_layers; l++)
        was_good = mend_gradients(d, l) && was_good;
    return was_good;
}

/* Two or three mends are usual, and twenty rare. */
static bool draw_until_good(const draft *d)
{
    enum { MOST_DRAWS = 100, MOST_MENDS = 200 };
    for (int draws = 0; draws < MOST_DRAWS; draws++) {
        draw_all(d);
        for (int mends = 0; mends < MOST_MENDS; mends++)
            if (mend(d))
                return true;
    }
    return false;
}

/* ----------------------------------------------------------------- the exercise */

static bp_example *blank_example(size_t n_inputs, size_t n_layers,
                                 const size_t n_neurons[])
{
    bp_example *example = calloc(1, sizeof *example);
    if (example == NULL)
        return NULL;
    example->eta = 0.5;
    example->batch = 1;
    example->rounds = BP_DEFAULT_ROUNDS;
    example->network = bp_network_alloc(n_inputs, n_layers, n_neurons);
    if (example->network != NULL) {
        example->pairs.inputs = gsl_matrix_alloc(1, n_inputs);
        example->pairs.targets =
            gsl_matrix_alloc(1, bp_n_outputs(example->network));
    }
    if (example->pairs.inputs != NULL && example->pairs.targets != NULL)
        return example;
    bp_example_free(example);
    return NULL;
}

bp_example *bp_exercise(unsigned long seed, size_t n_inputs, size_t n_layers,
                        const size_t n_neurons[])
{
    bp_example *example = blank_example(n_inputs, n_layers, n_neurons);
    if (example == NULL)
        return NULL;
    draft d = {.example = example,
               .trainer = bp_trainer_alloc(example),
               .rng = gsl_rng_alloc(gsl_rng_mt19937)};
    bool ok = d.trainer != NULL && d.rng != NULL;
    if (ok) {
        gsl_rng_set(d.rng, seed);
        ok = draw_until_good(&d);
    }
    gsl_rng_free(d.rng);
    bp_trainer_free(d.trainer);
    if (ok)
        return example;
    bp_example_free(example);
    return NULL;
}

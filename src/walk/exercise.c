/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/exercise.h"

#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "walk/trainer.h"

/* From least to most hundredths, either sign where it may be negative. */
static double draw(gsl_rng *rng, unsigned long least, unsigned long most,
                   bool may_be_negative)
{
    unsigned long hundredths =
        least + gsl_rng_uniform_int(rng, most - least + 1);
    bool is_negative = may_be_negative && gsl_rng_uniform_int(rng, 2) == 1;
    return (is_negative ? -1.0 : 1.0) * (double)hundredths / 100.0;
}

static void draw_row(gsl_rng *rng, gsl_matrix *row)
{
    for (size_t i = 0; i < row->size2; i++)
        gsl_matrix_set(row, 0, i, draw(rng, 5, 95, false));
}

static void draw_layer(gsl_rng *rng, bp_layer *layer)
{
    layer->one_bias = true;
    gsl_vector_set_all(layer->b, draw(rng, 5, 60, true));
    for (size_t j = 0; j < layer->w->size1; j++)
        for (size_t i = 0; i < layer->w->size2; i++)
            gsl_matrix_set(layer->w, j, i, draw(rng, 5, 90, true));
}

static void draw_all(gsl_rng *rng, bp_example *example)
{
    draw_row(rng, example->pairs.inputs);
    draw_row(rng, example->pairs.targets);
    for (size_t l = 0; l < example->network->n_layers; l++)
        draw_layer(rng, &example->network->layer[l]);
}

static bool learns(bp_trainer *t, const bp_example *example)
{
    const double least_slope = 0.05;
    bp_method method = bp_example_method(example);
    bp_trainer_start(t, example, &method);
    bp_trainer_try_round(t);
    for (size_t l = 0; l < example->network->n_layers; l++)
        if (gsl_vector_min(t->ws->layer[l].dout_dnet) < least_slope)
            return false;
    return true;
}

/* Draws again until every neuron can learn: large layers soon have one far out. */
static bool draw_until_it_learns(gsl_rng *rng, bp_example *example)
{
    enum { MOST_TRIES = 1000 };
    bp_trainer *t = bp_trainer_alloc(example);
    bool done = false;
    for (int tries = 0; t != NULL && !done && tries < MOST_TRIES; tries++) {
        draw_all(rng, example);
        done = learns(t, example);
    }
    bp_trainer_free(t);
    return done;
}

bp_example *bp_exercise(unsigned long seed, size_t n_inputs, size_t n_layers,
                        const size_t n_neurons[])
{
    bp_example *example = calloc(1, sizeof *example);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    bool ok = example != NULL && rng != NULL;
    if (ok) {
        example->eta = 0.5;
        example->batch = 1;
        example->rounds = BP_DEFAULT_ROUNDS;
        example->network = bp_network_alloc(n_inputs, n_layers, n_neurons);
        ok = example->network != NULL;
    }
    if (ok) {
        example->pairs.inputs = gsl_matrix_alloc(1, n_inputs);
        example->pairs.targets =
            gsl_matrix_alloc(1, bp_n_outputs(example->network));
        ok = example->pairs.inputs != NULL && example->pairs.targets != NULL;
    }
    if (ok) {
        gsl_rng_set(rng, seed);
        ok = draw_until_it_learns(rng, example);
    }
    gsl_rng_free(rng);
    if (ok)
        return example;
    bp_example_free(example);
    return NULL;
}

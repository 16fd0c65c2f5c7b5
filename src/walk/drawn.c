/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/drawn.h"

#include <stdlib.h>

static bool draw_network(bp_example *example, size_t n_hidden_layers,
                         const size_t n_hidden[], unsigned long seed)
{
    size_t n_neurons[BP_MAX_LAYERS];
    for (size_t l = 0; l < n_hidden_layers; l++)
        n_neurons[l] = n_hidden[l];
    n_neurons[n_hidden_layers] = example->pairs.targets->size2;
    example->network = bp_network_alloc(example->pairs.inputs->size2,
                                        n_hidden_layers + 1, n_neurons);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    bool ok = example->network != NULL && rng != NULL;
    if (ok) {
        gsl_rng_set(rng, seed);
        bp_draw_weights(rng, example->network);
    }
    gsl_rng_free(rng);
    return ok;
}

bp_example *bp_drawn_example(bp_pairs pairs, size_t n_hidden_layers,
                             const size_t n_hidden[], unsigned long seed)
{
    assert(n_hidden_layers <= BP_MAX_HIDDEN_LAYERS);

    bp_example *example = calloc(1, sizeof *example);
    if (example == NULL) {
        gsl_matrix_free(pairs.inputs);
        gsl_matrix_free(pairs.targets);
        return NULL;
    }
    example->pairs = pairs;
    example->eta = 0.5;
    example->train_biases = true;
    example->batch = 1;
    example->rounds = BP_DEFAULT_ROUNDS;
    if (draw_network(example, n_hidden_layers, n_hidden, seed))
        return example;
    bp_example_free(example);
    return NULL;
}

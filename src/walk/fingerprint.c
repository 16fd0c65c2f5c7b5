/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/fingerprint.h"

#include <string.h>

/* Multiplied by an odd number, no two words become the same; turned, what is in its
 * high bits comes down to the low ones, from where it goes up again. */
static uint64_t with(uint64_t print, uint64_t word)
{
    const uint64_t odd = 0x9e3779b97f4a7c15; /* its bits are in no order */
    const int turn = 29;
    print = (print ^ word) * odd;
    return print << turn | print >> (64 - turn);
}

static uint64_t with_number(uint64_t print, double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return with(print, bits);
}

static uint64_t with_matrix(uint64_t print, const gsl_matrix *m)
{
    print = with(with(print, m->size1), m->size2);
    for (size_t j = 0; j < m->size1; j++)
        for (size_t i = 0; i < m->size2; i++)
            print = with_number(print, gsl_matrix_get(m, j, i));
    return print;
}

static uint64_t with_layer(uint64_t print, const bp_layer *layer)
{
    print = with(with(print, layer->activation), layer->one_bias);
    print = with_matrix(print, layer->w);
    for (size_t j = 0; j < layer->b->size; j++)
        print = with_number(print, gsl_vector_get(layer->b, j));
    return print;
}

uint64_t bp_fingerprint(const bp_example *example)
{
    const bp_network *network = example->network;
    uint64_t print = with(with(0, network->n_layers), network->error);
    print = with_number(with(print, example->train_biases), example->eta);
    for (size_t l = 0; l < network->n_layers; l++)
        print = with_layer(print, &network->layer[l]);
    print = with_matrix(print, example->pairs.inputs);
    return with_matrix(print, example->pairs.targets);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "batch_rounds.h"

#include <math.h>

/* A number, and how it changes with the one weight or bias in question. */
typedef struct {
    long double x, slope;
} changing;

/* Which that is: a weight, or where source is BIAS a bias, which a layer's neurons may
 * share. */
enum { BIAS = MOST_NEURONS };
typedef struct {
    size_t layer, neuron, source;
} chosen;

static bool is_chosen_bias(const plain_network *network, const chosen *c,
                           size_t layer, size_t neuron)
{
    return c->layer == layer && c->source == BIAS &&
           (c->neuron == neuron || network->one_bias[layer]);
}

/* (w x)' = w' x + w x', and 1 / (1 + e^-net) has the slope e^-net / (1 + e^-net)^2. */
static void pass_layer(const plain_network *network, const chosen *c, size_t l,
                       const changing before[], changing after[])
{
    size_t n_sources = l == 0 ? network->n_inputs : network->n[l - 1];
    for (size_t j = 0; j < network->n[l]; j++) {
        changing net = {network->b[l][j],
                        is_chosen_bias(network, c, l, j) ? 1.0L : 0.0L};
        for (size_t i = 0; i < n_sources; i++) {
            bool is_it = c->layer == l && c->neuron == j && c->source == i;
            net.x += network->w[l][j][i] * before[i].x;
            net.slope += network->w[l][j][i] * before[i].slope;
            net.slope += is_it ? before[i].x : 0.0L;
        }
        long double e = expl(-net.x);
        after[j].x = 1.0L / (1.0L + e);
        after[j].slope = net.slope * e / ((1.0L + e) * (1.0L + e));
    }
}

/* dE/dw of one pair: E = sum of (target - out)^2 / 2. */
static long double derivative(const plain_network *network, const chosen *c,
                              const plain_pair *pair)
{
    changing out[2][MOST_NEURONS] = {{{0.0L, 0.0L}}};
    size_t last = network->n_layers - 1;
    for (size_t i = 0; i < network->n_inputs; i++)
        out[0][i] = (changing){pair->in[i], 0.0L};
    for (size_t l = 0; l <= last; l++)
        pass_layer(network, c, l, out[l % 2], out[(l + 1) % 2]);
    long double sum = 0.0L;
    for (size_t j = 0; j < network->n[last]; j++) {
        changing o = out[(last + 1) % 2][j];
        sum -= (pair->target[j] - o.x) * o.slope;
    }
    return sum;
}

static long double mean_derivative(const plain_network *network, chosen c,
                                   const plain_pair *const pairs[], size_t n)
{
    long double sum = 0.0L;
    for (size_t p = 0; p < n; p++)
        sum += derivative(network, &c, pairs[p]);
    return sum / (long double)n;
}

void plain_batch_round(plain_network *network, const plain_pair *const pairs[],
                       size_t n, long double eta)
{
    const plain_network old = *network;
    for (size_t l = 0; l < old.n_layers; l++)
        for (size_t j = 0; j < old.n[l]; j++) {
            size_t n_sources = l == 0 ? old.n_inputs : old.n[l - 1];
            for (size_t i = 0; i < n_sources; i++)
                network->w[l][j][i] -=
                    eta * mean_derivative(&old, (chosen){l, j, i}, pairs, n);
            if (old.train_biases)
                network->b[l][j] -=
                    eta * mean_derivative(&old, (chosen){l, j, BIAS}, pairs, n);
        }
}

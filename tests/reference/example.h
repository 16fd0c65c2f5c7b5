/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EXAMPLE_H
#define EXAMPLE_H

/* A valid example file, as the reference computations read it. Its decimals are
 * kept as they are written and read as decimals, not as doubles. */

#include "digits.h"

enum { MAX_LAYERS = 7, MAX_NEURONS = 1000, MAX_NUMBERS = 10000 };
enum { NAME_SIZE = 32 };

typedef struct {
    char name[NAME_SIZE];
    const char *text;
} given_number;

enum activation { LOGISTIC, HYPERBOLIC, RECTIFIED, UNCHANGED, SOFTMAX };

/* Layer 0 are the inputs, layer n_layers the outputs. A layer's weights lie row
 * by row, a row for each neuron; its biases are one or one for each neuron. */
typedef struct {
    long n_layers, n_pairs, rounds;
    long batch; /* pairs a round */
    bool trains_biases;
    long size[MAX_LAYERS + 1];        /* how many neurons */
    char letter[MAX_LAYERS + 1];      /* how their names begin */
    bool shares_bias[MAX_LAYERS + 1]; /* one bias for the whole layer */
    enum activation activation[MAX_LAYERS + 1];
    bool is_cross_entropy;        /* and not the squared error */
    long weights[MAX_LAYERS + 1]; /* which of the given is the first */
    long biases[MAX_LAYERS + 1];
    long all_biases, eta, pairs, n_given; /* where these begin, and the end */
    given_number given[MAX_NUMBERS]; /* weights, biases, eta, inputs, targets */
} example;

/* Ends the program with a complaint where there is no such example. */
void example_read(example *e, const char *path);

/* The same example with the cross-entropy for its error. */
void example_by_entropy(example *e, const example *from);

/* The same example with its hidden layer twice, one after the other, with the same
 * weights and biases. False where there is not one hidden layer that has as many
 * neurons as there are inputs. */
bool example_twice_hidden(example *e, const example *from);

/* The value of a given number. */
void example_value(arb_t x, const example *e, long which, slong bits);

/* How many of the given numbers a pair has. */
long example_pair_size(const example *e);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEST_BATCH_ROUNDS_H
#define BP_TEST_BATCH_ROUNDS_H

/* Rounds on batches, worked out apart: in long doubles, and without backpropagation.
 * What a weight does to the error is carried forward through the network along with
 * the outputs (the product and chain rules, one weight at a time). Shares no code with
 * the program. */

#include <stdbool.h>
#include <stddef.h>

enum { MOST_LAYERS = 4, MOST_NEURONS = 8 };

/* Logistic neurons and the squared error. */
typedef struct {
    size_t n_inputs, n_layers, n[MOST_LAYERS];
    bool one_bias[MOST_LAYERS], train_biases;
    long double w[MOST_LAYERS][MOST_NEURONS]
                 [MOST_NEURONS]; /* destination, source */
    long double b[MOST_LAYERS][MOST_NEURONS];
} plain_network;

typedef struct {
    long double in[MOST_NEURONS], target[MOST_NEURONS];
} plain_pair;

/* One round: every weight, and bias that is trained, less eta times the mean of its
 * derivatives on these n pairs. */
void plain_batch_round(plain_network *network, const plain_pair *const pairs[],
                       size_t n, long double eta);

#endif

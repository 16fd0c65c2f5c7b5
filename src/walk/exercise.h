/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXERCISE_H
#define BP_EXERCISE_H

/* Examples drawn by a seed, to compute along with. */

#include "walk/example.h"

/* A network of that shape and one pair, with short decimals: weights and biases of
 * two decimals, none of them 0; a bias for each layer; inputs and targets between 0
 * and 1. No neuron is so far out that its slope is below 0.05, no output nearer its
 * target than 0.1, and no derivative by a weight smaller than 1e-4, or a tenth of
 * that for each hidden layer between it and the last one. The same seed gives the
 * same exercise everywhere. The numbers have no typed texts. The caller frees it;
 * NULL where the shape is none, or memory runs out. */
bp_example *bp_exercise(unsigned long seed, size_t n_inputs, size_t n_layers,
                        const size_t n_neurons[]);

#endif

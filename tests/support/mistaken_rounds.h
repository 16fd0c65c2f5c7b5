/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEST_MISTAKEN_ROUNDS_H
#define BP_TEST_MISTAKEN_ROUNDS_H

/* Rounds in which mistakes are made, and numbers that must then come out. */

#include "backprop.h"

enum { MOST_VARIATIONS = 4, MOST_NUMBERS = 9 };

typedef struct {
    const char *key; /* NULL after the last */
    double x;
} expected_number;

/* The example's own method, varied by each variation in turn. The numbers are
 * those of the first round; with a +, the weights and biases after it; E_total+
 * and E_total@3, the error as the mistaken method sees it after one round, and
 * after three. Bias numbers have the neuron's name (dE/db_h1) also where the
 * layer shares one. */
typedef struct {
    const char *example;
    const bp_method *variation[MOST_VARIATIONS];
    expected_number number[MOST_NUMBERS];
} mistaken_round;

extern const mistaken_round mistaken_rounds[];
extern const size_t n_mistaken_rounds;

#endif

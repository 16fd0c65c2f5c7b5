/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs in an order that a seed draws. In a file of its own, as the page never asks for
 * it. */
#include <stdint.h>

#include "walk/trainer.h"

static size_t shuffled_pair(bp_trainer *t, size_t pass, size_t place)
{
    if (t->pass != pass) {
        t->pass = pass;
        bp_shuffle(t->rng, t->seed, pass, t->order);
    }
    return gsl_permutation_get(t->order, place);
}

bool bp_trainer_shuffle(bp_trainer *t, unsigned long seed)
{
    t->rng = gsl_rng_alloc(gsl_rng_mt19937);
    t->order = gsl_permutation_alloc(t->example->pairs.inputs->size1);
    t->seed = seed;
    t->pass = SIZE_MAX;
    t->pair_at = shuffled_pair;
    return t->rng != NULL && t->order != NULL;
}

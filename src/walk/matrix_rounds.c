/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Batches by products of matrices. In a file of its own: who never asks for them, as
 * the page, is not linked with BLAS's products.
 *
 * Measured with GSL's own BLAS, for a network of 2-2-2, 64-16-10 and 784-128-10 and
 * 10 pairs a round: 0.26, 2.8 and 219 microseconds a pair, in place of 0.36, 6.5 and
 * 577. No size was found at which pairs one by one are quicker. */
#include <string.h>

#include "walk/functions.h"
#include "walk/trainer.h"

static void take_on_sheet(bp_trainer *t)
{
    bp_sheet_round(&t->example->pairs, t->pair, t->eta,
                   t->example->train_biases, t->network, t->sheet);
}

bool bp_trainer_take_matrices(bp_trainer *t)
{
    bp_method right = bp_example_method(t->example);
    if (t->batch == 1 || t->batch > BP_MOST_SHEET_PAIRS ||
        bp_has_other_functions(t->example->network) ||
        memcmp(&t->method, &right, sizeof right) != 0)
        return true;
    bp_batch_sheet_free(t->sheet);
    t->sheet = bp_batch_sheet_alloc(t->network, t->batch);
    if (t->sheet == NULL)
        return false;
    t->take_batch = take_on_sheet;
    return true;
}

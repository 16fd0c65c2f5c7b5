/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_OTHER_EXAMPLES_H
#define BP_OTHER_EXAMPLES_H

/* Examples that are the learner's but for one thing, and weights a little off. */

#include "walk/example.h"
#include "walk/trainer.h"

/* Copies of all that is computed with: with every given number rounded to a float;
 * with each square W turned, so that it is read by columns. The caller frees what
 * there is of the copy, also after false, where memory runs out. */
bool bp_copy_in_floats(const bp_example *example, bp_example *copy);
bool bp_copy_by_source(const bp_example *example, bp_example *copy);
void bp_free_copy(bp_example *copy);

/* Moves each weight and bias by two units in its last place. */
void bp_nudge_weights(bp_network *network);

/* Trains up to that round, from the start of a training, as one does whose numbers
 * are rounded otherwise: the weights are moved so at the start and after 1, 2, 4, 8
 * and so on rounds, up and down in turn. Once is not enough: a large step may round
 * the start's away. */
void bp_train_beside(bp_trainer *t, size_t rounds);

#endif

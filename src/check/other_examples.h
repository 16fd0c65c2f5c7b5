/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_OTHER_EXAMPLES_H
#define BP_OTHER_EXAMPLES_H

/* Examples that are the learner's but for one thing, and weights a little off. */

#include "walk/example.h"

/* Copies of all that is computed with: with every given number rounded to a float;
 * with each square W turned, so that it is read by columns. The caller frees what
 * there is of the copy, also after false, where memory runs out. */
bool bp_copy_in_floats(const bp_example *example, bp_example *copy);
bool bp_copy_by_source(const bp_example *example, bp_example *copy);
void bp_free_copy(bp_example *copy);

/* Moves each weight and bias by two units in its last place, which later rounding
 * may take away. */
void bp_nudge_weights(bp_network *network);

#endif

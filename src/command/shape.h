/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SHAPE_H
#define BP_SHAPE_H

/* Counts that the user types with a - between them: layers, "16-8-4". */

#include "backprop.h"

/* The inputs and every layer of the largest network. */
enum { BP_MOST_COUNTS = BP_MAX_LAYERS + 1 };

typedef struct {
    size_t n;
    size_t count[BP_MOST_COUNTS]; /* each 1 .. BP_MAX_WEIGHTS */
} bp_shape;

/* False where the text is not that, or has more than so many counts, which are at
 * most BP_MOST_COUNTS. */
bool bp_read_shape(const char *text, size_t most, bp_shape *shape);

/* How many weights lead from each of these layers to the one after it. */
size_t bp_shape_weights(const bp_shape *shape);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_DRAWN_H
#define BP_DRAWN_H

/* An example to begin a long training with. */

#include "walk/example.h"

/* A network for these pairs, of logistic neurons: so many hidden layers, 0 to
 * BP_MAX_HIDDEN_LAYERS, and the weights that bp_draw_weights draws by the seed; its
 * biases are trained. Takes over the pairs, whatever it returns. The caller frees it;
 * NULL where memory runs out. */
bp_example *bp_drawn_example(bp_pairs pairs, size_t n_hidden_layers,
                             const size_t n_hidden[], unsigned long seed);

#endif

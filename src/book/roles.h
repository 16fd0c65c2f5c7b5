/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_ROLES_H
#define BP_ROLES_H

/* What the names in the book's prose stand for in another network. The prose is
 * written with the names of the shape 2-2-2, and there each name has a role: w5 is
 * the first weight into the first output neuron. In 3-4-2 that is w13, and w5 is
 * some hidden weight, which nobody means who reads on. */

#include "walk/definitions.h"
#include "walk/sink.h"

/* Which layers h and o mean, counted from 0, which are the inputs. i is what feeds
 * h. */
typedef struct {
    size_t h, o;
} bp_view;

/* The first layer after the inputs, and the output layer. */
bp_view bp_first_view(const bp_network *network);

/* The last two layers. Where there is no hidden layer, h are the inputs. */
bp_view bp_last_view(const bp_network *network);

/* The name of what plays the role, among i1 i2 h1 h2 o1 o2 t1 t2 w1 .. w8 b1 b2:
 *   i1 i2, h1 h2   the first and the second of their layer
 *   o1 o2          the first and the last of theirs; t1 t2 are their targets
 *   w1 w2, w3 w4   from i1 and i2 to h1, to h2
 *   w5 w6, w7 w8   from h1 and h2 to o1, to o2
 *   b1, b2         the biases of h1 and o1, or of their layers
 * False where there is none. */
bool bp_role(const bp_network *network, bp_view view, const char *role,
             char name[BP_NAME_SIZE]);

/* The key with the name of what plays the role in the place of every role in it:
 * dE_o1/dout_h1, w5+. False where there is none for one of them. */
bool bp_key_of_roles(const bp_network *network, bp_view view, const char *roles,
                     char key[BP_KEY_SIZE]);

/* Every role, as rows for the book:
 *   role VIEW ROLE NAME
 * A view is `first`, `last`, or `back-N` for each hidden layer before the last, from
 * the last of them back to the first, with N for that of its neurons' h. */
void bp_role_rows(const bp_network *network, const bp_sink *sink);

/* And what the network is made of:
 *   layer NAME NAME ..       each layer's neurons, the inputs first
 *   into NAME WEIGHT ..      the weights that lead into each neuron */
void bp_layer_rows(const bp_network *network, const bp_sink *sink);

#endif

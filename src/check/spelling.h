/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SPELLING_H
#define BP_SPELLING_H

/* How learners spell the keys of numbers. */

#include "walk/definitions.h"

/* Turns other spellings of a key into its own: ∂ is d, δ delta, η eta;
 * dE_total/dw5 is dE/dw5, dE_o1/dout_o1 dE/dout_o1, and dE_o1/dnet_o1 or
 * dE/dnet_o1 is delta_o1. False where it is too long for a key. */
bool bp_canonical_key(const char *typed, char key[BP_KEY_SIZE]);

/* The key that is most like this one, or NULL where none is. */
const char *bp_key_most_alike(const bp_definitions *numbers, const char *key);

#endif

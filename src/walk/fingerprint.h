/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_FINGERPRINT_H
#define BP_FINGERPRINT_H

/* An example told from another one by a single number. */

#include <stdint.h>

#include "walk/example.h"

/* Made of all that training starts from: shape and functions, which biases there are
 * and whether they are trained, learning rate, weights and pairs, to the last bit. Two
 * examples that differ in any of these have the same one by chance alone. Not part of
 * it: name, rounds, batch, and where the numbers stand. */
uint64_t bp_fingerprint(const bp_example *example);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_HINT_H
#define BP_HINT_H

/* What somebody may have meant by a key that nobody knows. */

#include "check/spelling.h"

enum { BP_HINT_SIZE = 4 * BP_KEY_SIZE };

/* Puts the keys most like this one, of the kinds that its letters say: "net_o1",
 * "net_h1 or out_h1", "one from w1 to w8". False where they say none, or no key of it
 * is like this one. */
bool bp_hint(const bp_definitions *known, const bp_example *example,
             const bp_spelling *spelling, char hint[BP_HINT_SIZE]);

#endif

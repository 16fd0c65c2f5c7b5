/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SPELLING_H
#define BP_SPELLING_H

/* How learners spell the keys of numbers. */

#include "walk/definitions.h"

/* A key as a learner types it, taken apart: of what, and when. */
typedef struct {
    char stem[BP_KEY_SIZE]; /* "dE/dw5": in the walk's spelling where it means
                               anything in that */
    bp_moment moment;
    size_t rounds; /* after training: how many; else 0 */
} bp_spelling;

typedef enum {
    BP_SPELT,
    BP_SPELT_TOO_LONG,  /* for any key */
    BP_SPELT_NO_ROUNDS, /* behind the @ there is no such number of rounds */
} bp_spelling_result;

/* Takes a key apart. Of many spellings:
 * letters      ∂ is d, δ and Δ delta, η eta, z net, a out; TeX's commands for them
 * subscripts   w₅, w_5, net_{h_1}, neth1
 * new values   w5+, w5', w5⁺, w_5^+, w5_new
 * derivatives  dE_total/dw5 and dE_dw5 are dE/dw5; dE_o1/dout_o1 is dE/dout_o1; and
 *              dE_o1/dnet_o1 or dE/dnet_o1 is delta_o1. */
bp_spelling_result bp_spell(const char *typed, bp_spelling *spelling);

/* The key of an entry, counted from 1, of the list of numbers with this key: out_o1 of
 * out_o. False where it is too long. */
bool bp_spell_entry(const bp_spelling *list, size_t number, bp_spelling *entry);

/* The key with its moment: of a number after training it has the example's rounds,
 * as definitions have it. False where it is too long. */
bool bp_spelt_key(const bp_spelling *spelling, const bp_example *example,
                  char key[BP_KEY_SIZE]);

/* The key of a number that, if it is one after training, is so after that many rounds;
 * returns key. */
const char *bp_key_after(const bp_definition *number, size_t rounds,
                         char key[BP_KEY_SIZE]);

/* The index of the number, or SIZE_MAX where the example has none. */
size_t bp_find_spelt(const bp_definitions *known, const bp_example *example,
                     const bp_spelling *spelling);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_REWRITE_H
#define BP_REWRITE_H

/* Definitions written again, number by number. */

#include "walk/definitions.h"

/* Definitions that are being rewritten. */
typedef struct {
    const bp_example *example;
    bp_definitions *d; /* a copy */
    size_t n_parents;  /* of all numbers, those left behind as well */
    size_t room;       /* for so many */
    bool ran_out;      /* of memory: from then on nothing is done */
} bp_rewriting;

/* Writes number k's definition as a mistake has it, or leaves it alone. */
typedef void bp_local_form(bp_rewriting *r, size_t k);

/* A copy of the definitions, with these n forms at work one after the other.
 * The caller frees it. NULL where memory runs out. */
bp_definitions *bp_rewrite(const bp_definitions *d, const bp_example *example,
                           bp_local_form *const form[], size_t n);

/* For local forms: begins number k's definition anew; makes it of one number more;
 * or changes one that it is made of, counted from 0. */
void bp_write_as(bp_rewriting *r, size_t k, bp_operation operation);
void bp_write_parent(bp_rewriting *r, size_t k, size_t parent);
void bp_change_parent(bp_rewriting *r, size_t k, size_t which, size_t parent);

/* For local forms: the place of a number. Each that is asked for is among the
 * definitions. */
size_t bp_place_of(const bp_rewriting *r, bp_moment moment, bp_kind kind,
                   size_t l, size_t j, size_t i);

#endif

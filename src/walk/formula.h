/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_FORMULA_H
#define BP_FORMULA_H

/* The formula of a number, as its definition has it, spelt in one notation or
 * another: the page's, a table's, a programming language's. */

#include "walk/definitions.h"
#include "walk/sink.h"

/* In a pattern %1, %2 .. stand for the number's parents, and %* for times. */
typedef struct {
    const char *plus;  /* between the terms of a sum */
    const char *times; /* between factors */
    /* Around the terms of a softmax output; in a term %2 is the net input of
     * the other neuron. */
    const char *softmax_before, *softmax_term, *softmax_after;
    /* NULL for what has no pattern, or is not to be told: given numbers, and
     * what only mistakes do. */
    const char *pattern[BP_STEP + 1];
    /* Writes number k, which is a parent. What it has to know of the numbers,
     * their values or where they stand, is handed to it. */
    void (*parent)(const void *known, const bp_definitions *d, size_t k,
                   const bp_out *out);
    const void *known; /* NULL: their keys are enough */
} bp_notation;

/* Writes the formula of number k; nothing for a number that is given or trained.
 * A parent that is but another name for a number of the walk is written as
 * that. */
void bp_write_formula(const bp_definitions *d, size_t k,
                      const bp_notation *notation, const bp_out *out);

#endif

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
    /* Writes number k, which is a parent. Its value is x[k]; x is NULL where
     * the caller of bp_write_formula has none. */
    void (*parent)(const bp_definitions *d, size_t k, const double x[],
                   const bp_out *out);
} bp_notation;

/* Writes the formula of number k; nothing for a number that is given or trained.
 * A parent that is but another name for a number of the walk is written as
 * that. */
void bp_write_formula(const bp_definitions *d, size_t k,
                      const bp_notation *notation, const double x[],
                      const bp_out *out);

#endif

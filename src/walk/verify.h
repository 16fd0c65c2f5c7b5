/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_VERIFY_H
#define BP_VERIFY_H

/* The walk against reference numbers that someone else worked out. */

#include <stdio.h>

#include "walk/values.h"
#include "walk/walk.h"

/* The relative difference from which on two numbers disagree. */
#define BP_VERIFY_TOLERANCE 1e-12

/* One reference number: what the file says of a value of the walk. */
typedef struct {
    const bp_value *value;
    double expected;
    unsigned long line;
} bp_reference;

/* Reads `key<TAB>value` lines to the file's end; blank lines and those that
 * start with # are passed over. The references point into values, are sorted in
 * the walk's order, and are the caller's to free. NULL, and a complaint, where
 * a line is not of that form, a key is unknown or given twice, or there is no
 * number at all. */
bp_reference *bp_references_read(FILE *file, bp_values *values, size_t *n,
                                 bp_complaint *complaint);

/* Writes a verdict for each chapter, and each number that disagrees; returns
 * how many do. */
size_t bp_verify(const bp_values *values, const bp_reference *references,
                 size_t n, FILE *out);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_VERIFY_H
#define BP_VERIFY_H

/* The walk against reference numbers that someone else worked out. */

#include "walk/values.h"

/* The relative difference from which on two numbers disagree. */
#define BP_VERIFY_TOLERANCE 1e-12

/* One reference number: what somebody says of a value of the walk. */
typedef struct {
    const bp_value *value;
    double expected;
    unsigned long line; /* of their file */
} bp_reference;

/* Reads `key<TAB>value` lines from text of that many bytes, behind which there is
 * a 0; it is changed. Blank lines and those that start with # are passed over. The
 * references point into values, are sorted in the walk's order, and are the
 * caller's to free. NULL, and a complaint, where a line is not of that form, a key
 * is unknown or given twice, or there is no number at all. */
bp_reference *bp_references_parse(char *text, size_t length, bp_values *values,
                                  size_t *n, bp_complaint *complaint);

double bp_relative_difference(double computed, double expected);
bool bp_disagrees(const bp_reference *reference);

/* How the walk's numbers of a chapter fare. */
typedef struct {
    size_t n_values;     /* so many has the chapter */
    size_t n_references; /* so many of them have a reference */
    size_t n_wrong;      /* and so many of those disagree */
} bp_chapter_verdict;

bp_chapter_verdict bp_verify_chapter(int chapter, const bp_values *values,
                                     const bp_reference *references, size_t n);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_NUMBERS_FILE_H
#define BP_NUMBERS_FILE_H

/* A learner's numbers: text, one number a line. */

#include "check/follow.h"
#include "check/spelling.h"

/* The numbers of one text after the other, in memory that is used again. All 0 to
 * begin with; bp_numbers_free frees what it holds. */
typedef struct {
    bp_given_number *number; /* in the text's order; they point into it */
    size_t n;
    size_t capacity;
    unsigned long *line_of_key; /* of keys seen in this text; else 0 */
} bp_numbers;

/* Reads text of that many bytes, with a 0 behind its last one; it is changed, and
 * must outlive the numbers. `key = value`, `key value`, `key,value` or with a tab
 * between, spaces where you like, # before a comment. Keys are those of the
 * example's numbers, or stand for one of them (see bp_canonical_key). False, and a
 * complaint with its line, where a line is none of that, a key is unknown or given
 * twice, or there is no number at all. */
bool bp_numbers_parse(char *text, size_t length, const bp_example *example,
                      const bp_definitions *known, bp_numbers *numbers,
                      bp_complaint *complaint);

void bp_numbers_free(bp_numbers *numbers);

#endif

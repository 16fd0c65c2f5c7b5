/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_NUMBERS_FILE_H
#define BP_NUMBERS_FILE_H

/* A learner's numbers: text, one number a line. */

#include "check/given.h"
#include "check/seen.h"
#include "walk/complaint.h"
#include "walk/definitions.h"

/* The numbers of one text after the other, in memory that is used again. All 0 to
 * begin with; bp_numbers_free frees what it holds. */
typedef struct {
    bp_given_number *number; /* in the text's order; they point into it */
    size_t n;
    size_t n_unfilled; /* keys with an = or a : and no number behind it */
    size_t capacity;
    bp_seen seen;
} bp_numbers;

/* Reads text of that many bytes, with a 0 behind its last one; it is changed, and
 * must outlive the numbers. A line is
 * - `key = value`, `key: value`, `key value`, `key,value`, or with a semicolon or a tab
 *   between; spaces where you like, also , or ; at the end
 * - a chain, `key = 0.4 - 0.5 x 0.08 = 0.36`, whose last number counts; ≈ is as =
 * - a list, `out_o = [0.75, 0.77]`, of all numbers with such a key; in [ ] it may go on
 *   in the next lines
 * - a blank that is not filled in yet, `key =` or `key:`, which gives no number
 * with a comment behind #. The first line may be `key value`, the words above two
 * columns. Keys are those of the example's numbers, or stand for one of them (see
 * check/spelling.h); after training they may have any number of rounds. False, and a
 * complaint with its line, where a line is none of that, a key is unknown or given
 * twice, or there is no number at all. */
bool bp_numbers_parse(char *text, size_t length, const bp_example *example,
                      const bp_definitions *known, bp_numbers *numbers,
                      bp_complaint *complaint);

void bp_numbers_free(bp_numbers *numbers);

#endif

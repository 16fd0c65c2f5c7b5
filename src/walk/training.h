/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TRAINING_H
#define BP_TRAINING_H

/* Training, told as a table: a row for some of the rounds. */

#include <stdio.h>

#include "walk/complaint.h"
#include "files/example_file.h"

/* Which rounds get a row. */
typedef enum {
    BP_ROWS_LOG,   /* at most BP_MOST_LOG_ROWS, spaced for a log axis, round 0
                      first */
    BP_ROWS_EVERY, /* round 0, every K-th round, and the last */
    BP_ROWS_LAST,  /* the last round only */
} bp_row_choice;

enum { BP_MOST_LOG_ROWS = 300 };

/* The next round that gets a row; this_round < n_rounds, every > 0. */
size_t bp_next_row(bp_row_choice choice, size_t every, size_t n_rounds,
                   size_t this_round);

/* Trains a copy of the example's network for n_rounds by a complete method, in
 * memory that does not grow with n_rounds, and writes the table: its header,
 * then a row for each chosen round, with the error and outputs of the first
 * pair after that many rounds. Tells of its progress on progress, unless that
 * is NULL, once it has taken a second. Output errors stay in the stream.
 * False, and a complaint, where memory runs out or a number grows beyond all
 * bounds; has_begun says whether anything had been written by then. */
bool bp_training_print(const bp_example *example, const bp_method *method,
                       size_t n_rounds, bp_row_choice choice, size_t every,
                       FILE *out, FILE *progress, bool *has_begun,
                       bp_complaint *complaint);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TRAINING_H
#define BP_TRAINING_H

/* Training, told as a table: a row for some of the rounds. */

#include "walk/complaint.h"
#include "walk/sink.h"
#include "walk/trainer.h"

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

/* Trains a copy of the example's network for n_rounds by its right method, in
 * memory that does not grow with n_rounds, and fills the table: its header, then a
 * row for each chosen round, with the error and outputs of the first pair after
 * that many rounds. False, and a complaint, where memory runs out or a number
 * grows beyond all bounds; has_begun says whether there had been rows by then. */
bool bp_training_rows(const bp_example *example, size_t n_rounds,
                      bp_row_choice choice, size_t every, const bp_sink *sink,
                      const bp_progress *progress, bool *has_begun,
                      bp_complaint *complaint);

#endif

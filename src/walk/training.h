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

/* The next round that gets a row; this_round < n_rounds, every > 0. With
 * BP_ROWS_EVERY it is a multiple of every, or the last. */
size_t bp_next_row(bp_row_choice choice, size_t every, size_t n_rounds,
                   size_t this_round);

/* What is trained, and told of it. */
typedef struct {
    size_t n_rounds; /* in all, from round 0 */
    bp_row_choice choice;
    size_t every;
    bool errors_only; /* over all pairs; else what the first pair gives, with
                             outputs, weights and biases */
    const bp_pairs *kept; /* back: their error, too; NULL: there are none */
} bp_training;

/* Trains on, from the round that the trainer is at to the last one, in memory that
 * does not grow with the rounds, and fills the table: its header, then a row for the
 * first of these rounds and for each chosen one. A row has
 *   round  E_total out_o1 .. w1 .. b1 ..   of the first pair, after that many
 *                                          rounds, or, with errors_only,
 *   round  E_mean  right                   the mean of E_total over all pairs, and
 *                                          which part of them is answered rightly
 *          E_kept  right_kept              the same of the pairs kept back
 * It ends early where nobody takes more rows, or whoever watches the trainer ends
 * it. False, and a complaint, where a number grows beyond all bounds; has_begun says
 * whether there had been rows by then. */
bool bp_training_rows(bp_trainer *t, const bp_training *training,
                      const bp_sink *sink, bool *has_begun,
                      bp_complaint *complaint);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_WALK_H
#define BP_WALK_H

/* The walk through an example: every number of it, chapter by chapter. */

#include "walk/trainer.h"
#include "walk/values.h"

/* Works out the numbers of one moment by the trainer's method, into x, which has an
 * entry for each definition: of a round on the first pair; or of what so many
 * rounds lead to. Only what is after training is trained in batches; the round that
 * is walked, and what is after it, takes one pair. */
void bp_walk_round(const bp_definitions *d, bp_trainer *t, double x[]);
void bp_walk_after(const bp_definitions *d, bp_moment moment, size_t rounds,
                   bp_trainer *t, double x[]);

/* The numbers of the round that comes after so many rounds, on the pair whose turn
 * it is without batches, and those after that round. The trainer is left before
 * it. */
void bp_walk_on(const bp_definitions *d, size_t rounds, bp_trainer *t,
                double x[]);

/* A walk with all that it is made of: the definitions, a number for each of them,
 * and those that the walk puts. */
typedef struct {
    bp_definitions *d;
    double *x;
    bp_values values;
} bp_full_walk;

/* The walk through an example, up to and with last_chapter, by a complete
 * method: what is given, one round on the first pair, the errors after it, and
 * the network after the example's rounds on all its pairs, in turn or in batches.
 * The caller
 * frees it, and tells nobody of the progress where that is NULL. False, and a
 * complaint, where memory runs out or a number grows beyond all bounds. */
bool bp_walk_in_full(const bp_example *example, const bp_method *method,
                     int last_chapter, const bp_progress *progress,
                     bp_full_walk *walk, bp_complaint *complaint);

/* Frees what the walk holds, not the walk itself. */
void bp_full_walk_free(bp_full_walk *walk);

/* The same for who needs the values alone, and frees them. */
bool bp_walk(const bp_example *example, const bp_method *method,
             int last_chapter, const bp_progress *progress, bp_values *values,
             bp_complaint *complaint);

#endif

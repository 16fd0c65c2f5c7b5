/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CURVE_H
#define BP_CURVE_H

/* The error over the rounds. It is kept for some of them, which lie evenly on a log
 * axis; all else of a round is worked out again. */

#include "walk/trainer.h"

/* 0, 1, .. 10, and 24 more up to each further power of ten, 1,000,000 the last. With
 * several pairs, these are passes over all of them: the error goes up and down within
 * a pass, by the pair that was last. */
enum { BP_MOST_KEPT = 131 };

typedef struct {
    size_t n_pairs;
    size_t n; /* how many are known, from the first on */
    double error[BP_MOST_KEPT];
} bp_curve;

/* The round that is kept as number k. */
size_t bp_kept_round(const bp_curve *curve, size_t k);

/* The mean, over all pairs, of the total error where the trainer is. */
double bp_error_of_pairs(bp_trainer *t);

/* Makes the curve known up to that round. The trainer is left at or before it, or
 * where it was. */
void bp_curve_go(bp_curve *curve, bp_trainer *t, size_t round);

/* How many of the curve's rounds come up to that one. */
size_t bp_curve_n(const bp_curve *curve, size_t last);

#endif

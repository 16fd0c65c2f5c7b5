/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SCORE_H
#define BP_SCORE_H

/* How good a network's answers are. */

#include "walk/trainer.h"

typedef struct {
    double mean_error; /* the mean of E_total over all pairs */
    double right;      /* how many of them are answered rightly, divided by how
                          many there are */
} bp_score;

/* That of the trainer's network, as it is now, on these pairs, which are for networks
 * of its shape. The largest output is the answer, and right where the same target is
 * the largest; among equals the first counts. A single output is right where it is
 * less than a half from its target. */
bp_score bp_score_of(bp_trainer *t, const bp_pairs *pairs);

#endif

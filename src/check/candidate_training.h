/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CANDIDATE_TRAINING_H
#define BP_CANDIDATE_TRAINING_H

/* What many rounds of a candidate lead to. */

#include "check/candidates.h"

/* Works out what so many rounds of the candidate lead to, unless that is there. NULL,
 * and a complaint, where memory runs out or a right number grows beyond all
 * bounds. */
const bp_trained *bp_candidate_train(bp_candidates *c, bp_candidate *candidate,
                                     size_t rounds, bp_complaint *complaint);

#endif

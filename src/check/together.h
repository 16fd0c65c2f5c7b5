/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TOGETHER_H
#define BP_TOGETHER_H

/* Explanations of all numbers at once: by one mistake, by two, by three that are at
 * work together. */

#include "check/evidence.h"

/* Each names what it finds. False, and a complaint, where memory runs out.
 *
 * A candidate is named where all numbers fit, or, with a slip, all but that; where
 * those that stand apart from the right ones have digits enough, or, if unsure is
 * good enough, where there are such. */
bool bp_try_candidate(const bp_evidence *e, bp_candidate *candidate,
                      bool with_slip, bool if_unsure);
bool bp_try_singles(const bp_evidence *e, bool with_slip, bool if_unsure);
bool bp_try_pairs(const bp_evidence *e, bool if_unsure);
bool bp_try_triples(const bp_evidence *e);

#endif

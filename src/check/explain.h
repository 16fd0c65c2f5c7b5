/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXPLAIN_H
#define BP_EXPLAIN_H

/* What explains a learner's numbers, once it is known which are right. */

#include "check/evidence.h"

/* Tries one explanation after the other: one mistake, two and three at once,
 * mixtures, a slip, each of the former with a slip, and what agrees on too few
 * digits. Fills in the diagnosis, and the reasons in the judgements. False, and a
 * complaint, where memory runs out. */
bool bp_explain(bp_evidence *e);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXPLAIN_H
#define BP_EXPLAIN_H

/* What explains a learner's numbers, once each has its verdict. */

#include "check/check.h"

/* What there is to go by; the diagnosis is filled in. */
typedef struct {
    bp_candidates *c;
    const bp_given_number *number;
    size_t n;
    const bp_verdict *verdict;
    bool with_training; /* is there any @ number */
    bp_diagnosis *diagnosis;
    bp_complaint *complaint;
} bp_evidence;

/* Tries one explanation after the other, in the order of bp_finding. False, and
 * a complaint, where memory runs out. */
bool bp_explain(const bp_evidence *e);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXPLAIN_H
#define BP_EXPLAIN_H

/* What explains a learner's numbers, once it is known which are right. */

#include "check/check.h"

/* What there is to go by. The diagnosis, and the reasons in the judgements, are
 * filled in. */
typedef struct {
    bp_follower f;
    const bp_opinion *right; /* what the right way says of each number */
    bp_judgement *judgement;
    bp_diagnosis *diagnosis;
    bp_complaint *complaint;
    /* To work with: room for opinions on each number, for three candidates, and
     * for what each single mistake says of each number. */
    bp_opinion *opinion[BP_MOST_AT_ONCE];
    bool *is_made;
} bp_evidence;

/* Tries one explanation after the other: one mistake, two and three at once,
 * mixtures, each of these with a slip, a slip alone, and what agrees on too few
 * digits. False, and a complaint, where memory runs out. */
bool bp_explain(bp_evidence *e);

/* Whether more of the numbers need floats to fit than fit to more digits than
 * floats have. */
bool bp_are_as_floats(const bp_evidence *e, const bp_opinion opinion[]);

/* Whether number i, which is wrong by these opinions, is a slip for all that can be
 * seen: what it is made of is given and fits, or another number was written in its
 * place, or it is typed wrongly. */
bool bp_is_slip(const bp_evidence *e, size_t i, const bp_opinion opinion[]);

/* The key of the number whose value number i has, or SIZE_MAX. */
size_t bp_same_as(const bp_evidence *e, size_t i, const bp_opinion opinion[]);

#endif

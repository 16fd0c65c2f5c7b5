/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CANDIDATE_NUMBERS_H
#define BP_CANDIDATE_NUMBERS_H

/* A candidate's numbers of the round, and the rules that make them. */

#include "check/candidates.h"

/* A run through an example that need not be the right one. */
typedef struct {
    const bp_example *example;
    bp_method method;
    size_t plus_rounds; /* after which the + numbers are taken; rightly 1 */
    int more_rounds;    /* after which the @ numbers are, more than they say */
} bp_run;

/* The run that makes the candidate's mistakes. Where these go by their rules, its
 * method is not asked. */
bp_run bp_candidate_run(const bp_candidates *c, const bp_candidate *candidate);

/* Work out a candidate's numbers of the round, and its rules with how far rounding
 * leads, unless they are there. False, and a complaint, where memory runs out or a
 * right number grows beyond all bounds. Numbers of a mistake may be infinite or not
 * a number. */
bool bp_candidate_work_out(bp_candidates *c, bp_candidate *candidate,
                           bp_complaint *complaint);
bool bp_candidate_rule(bp_candidates *c, bp_candidate *candidate,
                       bp_complaint *complaint);

/* Where the candidate has the number that learners know as key. */
size_t bp_candidate_place(const bp_candidates *c, const bp_candidate *candidate,
                          size_t key);

/* The number that learners know as key, after so many rounds if it is an @ number,
 * as the candidate has it; NAN where that has not been worked out. */
double bp_candidate_value(const bp_candidates *c, const bp_candidate *candidate,
                          size_t key, size_t rounds);

/* Whether the errors among the numbers from first up to end are finite; if not, a
 * complaint. Where a number has gone beyond all bounds, so have the errors after
 * it. */
bool bp_stay_within_bounds(const bp_candidates *c, const double x[],
                           size_t first, size_t end, bp_complaint *complaint);

#endif

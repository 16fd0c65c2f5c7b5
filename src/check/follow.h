/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_FOLLOW_H
#define BP_FOLLOW_H

/* A walk by one candidate's rules, with each number worked out from a learner's
 * own numbers where there are such: what agrees with these rules, as far as the
 * learner's rounding allows? */

#include "check/candidates.h"
#include "check/given.h"

typedef enum {
    BP_MISFITS,
    BP_FOLLOWS, /* from the learner's own numbers, of which some misfit */
    BP_FITS,    /* what the rules give, or what follows from numbers that fit */
} bp_agreement;

/* What a candidate says of one number. */
typedef struct {
    bp_agreement agreement;
    double made;         /* what the rules make of the learner's own numbers */
    double should;       /* what they make of those that agree */
    double tolerance;    /* how far off a number may be and still agree */
    bool only_in_floats; /* it agrees as floats do, and no better */
    bool
        is_beside; /* it fits, for it is written down rightly, where the rules use
                       another number in its place */
    bool is_lost; /* of a training so wild that doubles keep no digit of it */
} bp_opinion;

/* A learner's numbers, and how they are to be judged. */
typedef struct {
    bp_candidates *c;
    const bp_given_number
        *number; /* those of the round, then @ numbers by their
                                      rounds */
    size_t n;
    bp_precision precision; /* of each step */
    double
        coarsest; /* of the last places given: learners may go on with those */
    bool in_floats; /* as exact as floats, no more */
    /* To work with, an entry for each definition. */
    const bp_given_number **by_place;
    double *met[2];
    double *width[2];
} bp_follower;

/* The precision to which the numbers seem to be rounded. */
bp_precision bp_precision_shown(const bp_candidates *c,
                                const bp_given_number number[], size_t n);

/* The coarsest last place of what is shown and worked out in the round. */
double bp_coarsest_place(const bp_candidates *c, const bp_given_number number[],
                         size_t n);

/* Whether the number may be anything, for all that its digits tell: two units in
 * the last place are as much as the number itself. */
bool bp_is_coarse(const bp_given_number *number);

/* Whether the example gives the number, so that nobody had to work it out. */
bool bp_is_given(const bp_candidates *c, const bp_given_number *number);

/* What the candidate says of each number, opinion[i] of number[i]. False, and a
 * complaint, where memory runs out or a right number grows beyond all bounds. */
bool bp_follow(const bp_follower *f, bp_candidate *candidate,
               bp_opinion opinion[], bp_complaint *complaint);

/* Whether a learner may write such a number down rightly, and use another in its
 * place. */
bool bp_may_be_beside(const bp_definition *number);

/* Whether the number may fit, by how far rounding could lead if no number were
 * known: a quick look before bp_follow. Of two at once, what is known of each is
 * enough. */
bool bp_may_fit(const bp_follower *f, const bp_candidate *candidate,
                const bp_given_number *number);

#endif

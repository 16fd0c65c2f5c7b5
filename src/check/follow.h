/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_FOLLOW_H
#define BP_FOLLOW_H

/* The right walk once more, with each number worked out from a learner's own
 * numbers, where there are such, and not from the true ones. */

#include "check/candidates.h"

/* A number as a learner gives it. */
typedef struct {
    size_t key; /* its place among the definitions */
    double x;
    double unit; /* of the last place given; 0 where there is no point */
    int digits;  /* significant ones */
    unsigned long line;
    const char
        *text; /* as it was typed; whose it is, the reader's owner says */
} bp_given_number;

/* Whether the number is within 2 units of its last place of x (which is only
 * as exact as double precision); without decimals, whether it is x. */
bool bp_is_near(const bp_given_number *number, double x);

/* Whose numbers to go on with. */
typedef enum {
    BP_FOLLOW_RIGHT, /* the learner's where they are right: near the true value,
                        or near the one that follows */
    BP_FOLLOW_ALL,   /* the learner's, right or wrong */
    BP_FOLLOW_LOW,   /* the learner's where they are wrong, half a unit of their
                        last place lower; the others as they are worked out,
                        with all their digits */
    BP_FOLLOW_HIGH,  /* the same, half a unit higher */
    BP_N_FOLLOW_CHOICES
} bp_follow_choice;

/* Puts into from[choice][k], for each number k, what its definition makes of those
 * before it; the choices before this one must have been followed. by_key[k] is the
 * learner's number or NULL. The @ numbers follow from @ numbers alone, and only
 * where with_training says so. met has room for as many, to work with. */
void bp_follow(const bp_candidates *c, const bp_given_number *const by_key[],
               bp_follow_choice choice, bool with_training,
               double *const from[BP_N_FOLLOW_CHOICES], double met[]);

#endif

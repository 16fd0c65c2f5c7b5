/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SIDES_H
#define BP_SIDES_H

/* What the explorer looks at: an example, and another way beside it. */

#include "check/candidates.h"
#include "check/check.h"
#include "page/curve.h"
#include "page/page.h"

typedef struct {
    bp_example *example;     /* whose it is, see owns_example */
    bool owns_example;       /* other sides may look at the first one's */
    bp_definitions *numbers; /* of the example */
    bp_trainer *trainer;
    bp_network *here; /* after these rounds; the trainer may be further on */
    bp_curve curve;
    double *x; /* of the round after so many: an entry for each definition */
    double *walked; /* the same, as the trainer has them */
    size_t round;   /* how many */
    /* What is done wrongly: with W read by columns, names are for other places. */
    const bp_candidate *mistaken; /* NULL: nothing */
} bp_one_side;

extern bp_one_side bp_sides[BP_N_SIDES];

/* Takes the example, which is the side's from then on, at its round 0. False where
 * memory runs out; then the example is freed, and the side as it was. */
bool bp_side_take(bp_side side, bp_example *example);

/* Lets that side be the first one's example with the mistake of that id; with none
 * where it is "". False, with a complaint, where it cannot have it or memory runs
 * out; then the side is as it was. */
bool bp_side_take_mistake(bp_side side, const char *id,
                          bp_complaint *complaint);

/* Where so many rounds have been trained: works out the numbers of the next. */
void bp_side_go(bp_one_side *side, size_t round);

/* Brings the trainer to where the side is. */
void bp_side_be_at(bp_one_side *side);

/* What is worked out once for the first side's example, when it is first asked for;
 * NULL where there is none. The page owns them. */
bp_candidates *bp_side_candidates(void);
bp_checker *bp_side_checker(bp_complaint *complaint);

#endif

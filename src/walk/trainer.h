/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TRAINER_H
#define BP_TRAINER_H

/* The one way to train: start, go to a round, look at a pair. */

#include "walk/example.h"

/* How far something has come, for whoever wants to know. */
typedef struct {
    /* NULL: nobody does. */
    void (*tell)(void *to, size_t done, size_t of);
    void *to;
} bp_progress;

/* A copy of an example's network, and what trains it. */
typedef struct {
    const bp_example *example;
    bp_method method;
    double eta; /* the example's, unless someone sets another */
    bp_network *network;
    bp_workspace *ws;
    size_t round;    /* how many rounds have been trained */
    bool is_as_left; /* the worksheet, by the last of these rounds */
    bp_progress progress;
    size_t goal; /* how many rounds there will be, for progress; 0: as many as
                    are asked for at a time */
} bp_trainer;

/* A trainer for examples of this one's shape, which has been started with it and
 * its right method. The example must outlive it; the caller frees it. NULL after
 * GSL_EBADLEN, where the pairs are for a network of another shape, or where memory
 * runs out. */
bp_trainer *bp_trainer_alloc(const bp_example *example);
void bp_trainer_free(bp_trainer *t);

/* Back to round 0: the example's own network and learning rate, and a complete
 * method. */
void bp_trainer_start(bp_trainer *t, const bp_example *example,
                      const bp_method *method);

/* Trains on, up to that round, the example's pairs in turn, one a round; starts
 * again where the training is beyond it. */
void bp_trainer_go(bp_trainer *t, size_t round);

/* Leaves net and out of every layer on the worksheet, and the errors, of pair p
 * with the network as it is now. Where the method looks by a pass of its own, which
 * needs what the last round left, a second look at a round trains again. */
void bp_trainer_look(bp_trainer *t, size_t p);

/* Leaves all of one round on pair p, or on the first, on the worksheet, bias
 * derivatives too where the method does without; the network stays as it is. */
void bp_trainer_try_pair(bp_trainer *t, size_t p);
void bp_trainer_try_round(bp_trainer *t);

/* Whether the network's numbers, and the error on the worksheet, are finite. */
bool bp_trainer_is_finite(const bp_trainer *t);

#endif

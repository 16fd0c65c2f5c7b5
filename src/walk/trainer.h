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

typedef struct bp_trainer bp_trainer;

/* Who is asked now and then, between rounds, whether the training is to go on. */
typedef struct {
    /* False: it ends there. NULL: nobody is asked. */
    bool (*goes_on)(void *of, const bp_trainer *t);
    void *of;
} bp_watch;

/* A copy of an example's network, and what trains it. */
struct bp_trainer {
    const bp_example *example;
    bp_method method;
    double eta;   /* the example's, unless someone sets another */
    size_t batch; /* pairs a round, the example's */
    bp_network *network;
    bp_workspace *ws;
    size_t round;    /* how many rounds have been trained */
    bool is_as_left; /* the workspace, by the last of these rounds */
    bp_progress progress;
    size_t goal; /* how many rounds there will be, for progress; 0: as many as
                    are asked for at a time */
    bp_watch watch;

    /* For batches; NULL where the example has none. */
    size_t *pair;                      /* the numbers of the pairs of a round */
    bp_sums *sums;                     /* of derivatives */
    void (*take_batch)(bp_trainer *t); /* one round on these pairs */
    bp_batch_sheet *sheet;             /* NULL, unless rounds are taken on it */

    /* For pairs in another order than their own; NULL where they are in turn. */
    size_t (*pair_at)(bp_trainer *t, size_t pass, size_t place);
    gsl_rng *rng;
    gsl_permutation *order; /* in the pass whose number is this */
    size_t pass;
    unsigned long seed;
};

/* A trainer for examples of this one's shape and batch, which has been started with
 * it and its right method. The example must outlive it; the caller frees it. NULL
 * after GSL_EBADLEN, where the pairs are for a network of another shape, or where
 * memory runs out. */
bp_trainer *bp_trainer_alloc(const bp_example *example);
void bp_trainer_free(bp_trainer *t);

/* Back to round 0: the example's own network and learning rate, and a complete
 * method. */
void bp_trainer_start(bp_trainer *t, const bp_example *example,
                      const bp_method *method);

/* From here on the pairs of each pass over all of them come in an order that is
 * drawn by this seed and the number of the pass (bp_shuffle), and not in turn
 * (walk/shuffled_rounds.c). False where memory runs out. */
bool bp_trainer_shuffle(bp_trainer *t, unsigned long seed);

/* From here on, until it is started again, the trainer takes batches by matrices:
 * bp_sheet_round, which needs a quarter to three quarters of the time of
 * bp_batch_round, the less the larger the network (walk/matrix_rounds.c). It stays
 * with bp_batch_round where that is not the same, with other functions than the
 * book's or any but the example's right method; and with more than
 * BP_MOST_SHEET_PAIRS pairs a round, for memory's sake. Both lead to the same weights
 * but for the last digits. False where memory runs out. */
enum { BP_MOST_SHEET_PAIRS = 1024 };
bool bp_trainer_take_matrices(bp_trainer *t);

/* Goes on from round r of a training whose network is this one then. */
void bp_trainer_resume(bp_trainer *t, const bp_network *network, size_t r);

/* Trains on, up to that round; starts again where the training is beyond it. Short
 * of that round where whoever watches has ended it.
 *
 * A round takes the next pair, or of a batch of N the next N, one pass over all pairs
 * following the other: round r, from 0, takes those from r N to r N + N - 1, and
 * pair number k is the one at place k mod n_pairs in pass k / n_pairs. So a batch at
 * the end of a pass goes on with the next one, and all pairs are taken as often.
 *
 * One pair is a plain round, and a batch is bp_batch_round. */
void bp_trainer_go(bp_trainer *t, size_t round);

/* One round more on the pair whose turn it would be without batches, round mod
 * n_pairs, alone; and back, if nothing but a look has been taken since. */
void bp_trainer_step(bp_trainer *t);
void bp_trainer_step_back(bp_trainer *t);

/* Leaves net and out of every layer in the workspace, and the errors, of pair p
 * with the network as it is now. Where the method looks by a pass of its own, which
 * needs what the last round left, a second look at a round trains again. */
void bp_trainer_look(bp_trainer *t, size_t p);

/* Leaves all of one round on pair p, or on the first, in the workspace, bias
 * derivatives too where the method does without; the network stays as it is. */
void bp_trainer_try_pair(bp_trainer *t, size_t p);
void bp_trainer_try_round(bp_trainer *t);

/* Whether the network's numbers are finite; and whether the error in the workspace is,
 * too. */
bool bp_trainer_has_finite_network(const bp_trainer *t);
bool bp_trainer_is_finite(const bp_trainer *t);

#endif

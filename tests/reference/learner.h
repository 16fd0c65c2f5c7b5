/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef LEARNER_H
#define LEARNER_H

/* A learner who works through backpropagation as textbooks have it, number by
 * number, in ball arithmetic, and who may make mistakes. Each mistake is a small
 * deviation in learner.c, in the one place where it happens. */

#include "example.h"

enum mistake {
    NO_BIAS,
    FIRST_BIAS_EVERYWHERE,
    TANH,
    LINEAR_HIDDEN,
    EXP_SIGN,
    WEIGHTS_BY_SOURCE,
    NO_HALF,
    MEAN_ERROR,
    TARGETS_SWAPPED,
    TARGET_MINUS_OUTPUT,
    NO_OUTPUT_SLOPE,
    SLOPE_OF_NET,
    SLOPE_OF_OUT,
    UPDATED_WEIGHTS,
    WEIGHTS_NOT_TRANSPOSED,
    FIRST_OUTPUT_ONLY,
    PATHS_AVERAGED,
    DELTAS_UNWEIGHTED,
    NO_HIDDEN_SLOPE,
    NO_INPUT_FACTOR,
    NET_AS_INPUT,
    DESTINATION_OUTPUT,
    NO_LEARNING_RATE,
    ASCENT,
    BIAS_ONLY,
    NO_HALF_IN_ERROR,
    OWN_WEIGHTS,
    SUM_OF_GRADIENTS,
    FIRST_SLOPE_FOR_ALL,
    SOURCE_INDEX,
    SOURCE_INDEX_BIASES, /* the same, and the biases are trained likewise */
    SLOPE_OF_ERROR,
    DIVIDED,
    MEAN_BIAS,
    STALE_HIDDEN_OUTPUTS,
    FORWARD_AGAIN,
    SIGN_CONVENTION,
    BIASES_TRAINED,
    BIASES_TRAINED_SHARED,
    BIASES_FIXED,
    SINGLE_PRECISION,
    ONE_ROUND_LESS, /* off-by-one-round, in its four readings */
    ONE_ROUND_MORE,
    NEW_AFTER_0,
    NEW_AFTER_2,
    N_MISTAKES
};

/* A set of mistakes, a bit for each; 0 is the right method. */
typedef unsigned long long mistakes;

bool has(mistakes made, enum mistake m);

/* Reads `right`, ID or ID+ID up to the character `end`, which may be '\0'. Where
 * that stands, or NULL where this is no such text. */
const char *mistakes_read(mistakes *made, const char *ids, char end);

/* A layer's numbers; of layer 0, the inputs, there is only out. A row of w, w_new
 * and dE_dw is a neuron, in path a neuron of the next layer. */
typedef struct {
    long size, sources;
    arb_ptr w, w_new, dE_dw;
    arb_ptr b, b_new; /* one for each neuron, also where a layer shares one */
    arb_ptr net, out, rest; /* rest is 1 - out, where that has a meaning */
    arb_ptr dE_dout, slope, delta, path;
    arb_ptr dE_db;          /* of a bias of one's own, for each neuron */
    arb_t dE_db_of_all;     /* of one that the layer shares */
    arb_ptr out_before;     /* what out was in the last round */
    arb_ptr dw_sum, db_sum; /* of the derivatives of a batch; 0 between them */
    arb_t db_of_all_sum;
} worked_layer;

typedef struct {
    const example *given;
    mistakes made;
    long factor; /* of the learning rate */
    slong bits;
    worked_layer layer[MAX_LAYERS + 1];
    worked_layer again; /* the last one, where it is worked through twice */
    arb_ptr target, E;  /* as the errors use them, one for each output */
    arb_t eta, E_total;
    long round;       /* how many have been done */
    long diverged_in; /* the round that led beyond 1e300, or 0 */
    bool is_lost;     /* more bits are needed to go on */
    bool is_looking;  /* at what a round has led to */
    bool was_alone;   /* rounds have been done on one pair, not on batches */
} learner;

void learner_init(learner *me, const example *given);

/* Begins anew with the given numbers, the learning rate that many times as
 * large. */
void learner_begin(learner *me, mistakes made, long factor, slong bits);
void learner_begin_again(learner *me);

/* Puts a pair's inputs and targets in place. */
void learner_show(learner *me, long pair);

/* From the inputs to E_total; from there to the new weights and biases. */
void learner_forward(learner *me);
void learner_backward(learner *me);

/* The forward pass that shows what the rounds have led to. */
void learner_look(learner *me);

/* Trains up to that round, on the pairs or batches of them in turn, unless numbers diverge or are
 * lost on the way. */
void learner_train(learner *me, long round);

/* The same, whatever the batches, on one pair a round. learner_train begins again
 * after that, where there are batches. */
void learner_train_alone(learner *me, long round);

/* The precision to try next, where so many rounds were to be done and this one did
 * not do; 0 where there is none. Training that loses bits in every round needs
 * more of them the longer it goes on, up to MOST_BITS. */
enum { MOST_BITS = 16384 };
slong learner_more_bits(const learner *me, long rounds);

/* The source, of those of a layer, that stands beside delta j in the derivative of
 * weight i of that neuron. */
long learner_source(const learner *me, long l, long j, long i);

/* How a layer's biases are trained. */
enum policy { FIXED, EACH_ITS_OWN, ALL_ALIKE };
enum policy learner_policy(const learner *me, long l);

/* out = 1 / (1 + e^-net), rest = 1 - out */
void logistic(arb_t out, arb_t rest, const arb_t net, slong bits);

#endif

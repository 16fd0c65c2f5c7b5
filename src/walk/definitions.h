/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_DEFINITIONS_H
#define BP_DEFINITIONS_H

/* What every number of an example is, and which numbers make it: the one list of
 * them, in the walk's order. Evaluated one after the other, the definitions give
 * the walk, bit for bit. */

#include <stdint.h>

#include "walk/example.h"

enum { BP_KEY_SIZE = 72 };

/* The chapters in which the walk has its numbers, and those after them. */
enum {
    BP_NETWORK,
    BP_FORWARD_PASS,
    BP_OUTPUT_DELTAS,
    BP_HIDDEN_DELTAS,
    BP_UPDATES,
    BP_TRAINING,
    BP_N_WALK_CHAPTERS,
    BP_GRADIENT_CHECK = BP_N_WALK_CHAPTERS,
    BP_MISTAKES,
    BP_MATRIX_FORM,
    BP_MANY_EXAMPLES,
    BP_N_CHAPTERS
};

/* "network", "forward_pass", ...: what a chapter's files are called after their
 * number. */
extern const char *const bp_chapter_names[BP_N_CHAPTERS];

typedef enum {
    BP_INPUT,       /* i1 */
    BP_TARGET,      /* t1 */
    BP_WEIGHT,      /* w1 */
    BP_BIAS,        /* b1, b_h1 */
    BP_ETA,         /* eta */
    BP_NET,         /* net_h1 */
    BP_OUT,         /* out_h1 */
    BP_ERROR,       /* E_o1 */
    BP_TOTAL_ERROR, /* E_total */
    BP_PATH_WEIGHT, /* dnet_o1/dout_h1 */
    BP_PATH,        /* dE_o1/dout_h1 */
    BP_DE_DOUT,     /* dE/dout_h1 */
    BP_DOUT_DNET,   /* dout_h1/dnet_h1 */
    BP_DELTA,       /* delta_h1 */
    BP_DNET_DW,     /* dnet_h1/dw1 */
    BP_DE_DW,       /* dE/dw1 */
    BP_DE_DB,       /* dE/db1, dE/db_h1 */
} bp_kind;

/* When it is so. */
typedef enum {
    BP_IN_ROUND,       /* w1, net_h1: in the round that is walked */
    BP_AFTER_ROUND,    /* w1+, net_h1+: when it is over */
    BP_AFTER_TRAINING, /* w1@10000: after all rounds */
} bp_moment;

/* How its parents a, b, c .. make a number. */
typedef enum {
    BP_GIVEN,           /* the example says it */
    BP_TRAINED,         /* rounds that nobody writes down lead to it */
    BP_SAME,            /* a */
    BP_SUM,             /* a + b + c .. */
    BP_SUM_OF_PRODUCTS, /* a b + c d .., and the last one where it is alone */
    BP_PRODUCT,         /* a b */
    BP_LOGISTIC,        /* 1 / (1 + e^-a) */
    BP_LOGISTIC_SLOPE,  /* a (1 - a) */
    BP_TANH,            /* tanh a */
    BP_TANH_SLOPE,      /* 1 - a^2 */
    BP_RELU,            /* a where it is above 0, else 0 */
    BP_RELU_SLOPE,      /* 1 where a is above 0, else 0 */
    BP_ONE,             /* 1, whatever a is: the identity's slope */
    BP_SOFTMAX,         /* 1 / (1 + e^(b - a) + e^(c - a) ..) */
    BP_HALF_SQUARE,     /* 1/2 (a - b)^2 */
    BP_MINUS_MISS,      /* -(a - b) */
    BP_CROSS_ENTROPY,   /* -(a ln b + (1 - a) ln(1 - b)) */
    BP_CROSS_ENTROPY_SLOPE, /* (1 - a) / (1 - b) - a / b */
    BP_SOFTMAX_ENTROPY,     /* -a ln b */
    BP_STEP, /* a - c b: b is the derivative, c the learning rate */

    /* Of mistakes alone, whose rules are written as definitions, too. */
    BP_NOTHING,           /* there is no such number: NAN */
    BP_LOGISTIC_OF_MINUS, /* 1 / (1 + e^a) */
    BP_SLOPE_OF_SQUASHED, /* s (1 - s), where s is the logistic of a */
    BP_QUOTIENT,          /* a / b */
    BP_SUM_OF_QUOTIENTS,  /* a / b + c / d .. */
    BP_STEP_UP,           /* a + c b */
    BP_WHOLE_STEP,        /* a - b */
    BP_PATH_AGAIN, /* a d: d is the delta of an output neuron whose target
                             is b and whose net input is the sum of products
                             c d + e f .., and the last one */
} bp_operation;

/* Who knows it. */
typedef enum {
    BP_IN_WALK, /* the walk puts it */
    BP_BESIDE,  /* one of the walk's by another name, for learners */
    BP_UNNAMED, /* nobody asks for it, but others are made of it */
} bp_standing;

/* The whole layer, in place of a neuron: of a bias that its neurons share. */
#define BP_WHOLE_LAYER SIZE_MAX

typedef struct {
    char key[BP_KEY_SIZE];
    bp_kind kind;
    bp_moment moment;
    bp_standing standing;
    int chapter;
    size_t layer;  /* from 0; of inputs and eta it means nothing */
    size_t neuron; /* from 0, in its layer (row of W); or BP_WHOLE_LAYER */
    size_t
        source; /* of weights and what goes with them, the column of W; of paths
                      the neuron that is fed, in the next layer */
    bp_operation operation;
    double factor; /* of what the operation gives: 1, but for some mistakes */
    size_t n_parents;
    size_t first_parent; /* in bp_definitions.parent */
} bp_definition;

typedef struct {
    bp_definition *number;
    size_t n;
    size_t n_round; /* the first so many are of one round; the others are those
                       after training, and made of each other alone */
    size_t *parent; /* indices into number */
    size_t *order;  /* n indices: each number after its parents */
    size_t *by_key; /* n indices, sorted by key */
} bp_definitions;

/* The definitions for an example; the caller frees them. NULL where memory runs
 * out. */
bp_definitions *bp_define(const bp_example *example);
void bp_definitions_free(bp_definitions *d);

/* For bp_define: writes the key of a number whose other members are there; and
 * fills in by_key, false where memory runs out. */
void bp_spell_key(const bp_example *example, bp_definition *number);
bool bp_sort_keys(bp_definitions *d);

/* The index of the number with this key, or SIZE_MAX where there is none. */
size_t bp_definitions_find(const bp_definitions *d, const char *key);

/* Of number k, the parent that is counted from 0. */
size_t bp_parent(const bp_definitions *d, size_t k, size_t which);

/* All of them, one behind the other. */
const size_t *bp_parents(const bp_definitions *d, size_t k);

/* Of number k, what a round's step makes of it: of w1 it is w1+; SIZE_MAX where there
 * is no such step in the walk. */
size_t bp_step_from(const bp_definitions *d, size_t k);

/* What the definition of number k makes of the numbers x, an entry for each
 * definition; of one that is given or trained, its own entry. */
double bp_evaluate(const bp_definitions *d, size_t k, const double x[]);

/* The number as a network and its workspace have it, once the caller has brought
 * its moment about. NAN for a shared bias where the neurons' differ. */
double bp_look_up(const bp_definition *number, const bp_network *network,
                  const bp_workspace *ws);

#endif

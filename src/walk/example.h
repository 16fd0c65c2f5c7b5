/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXAMPLE_H
#define BP_EXAMPLE_H

/* An example: a network, and what it is to learn. */

#include <stdint.h>

#include "backprop.h"

enum {
    BP_MAX_WEIGHTS = 1000000,
    BP_MOST_WEIGHTS_TO_EXPORT = 1000, /* more are nothing that somebody reads */
    BP_MAX_SOFTMAX = 1000, /* neurons: each output depends on all net inputs */
    BP_MAX_ROUNDS = 1000000,
    BP_DEFAULT_ROUNDS = 10000
};

/* Texts, one behind the other, each with its closing 0. */
typedef struct {
    char *text;
    size_t size; /* bytes in use */
    size_t capacity;
} bp_texts;

/* The training that weights come from, so that it can go on. */
typedef struct {
    bool is_known; /* without it, all else is 0 */
    size_t rounds; /* that were trained, up to BP_MOST_TRAINED */
    bool is_shuffled;
    uint32_t seed;  /* of the order of its pairs; 0 where they are in turn */
    uint64_t start; /* the fingerprint of the example as it was at round 0; */
    uint64_t now;   /* as it was when it was saved */
} bp_past;

/* More than any training comes to: by then it has taken years. */
#define BP_MOST_TRAINED ((size_t)1000000000000000)

typedef struct {
    char *name; /* NULL where there is none */
    bp_network *network;
    bp_pairs pairs; /* at least one, for this network */
    char *data;   /* the file that has them, as it is typed; NULL: none does */
    size_t batch; /* pairs a round, 1 .. as many as there are */
    double eta;   /* learning rate, above 0 */
    bool train_biases;
    bool weights_by_source; /* its file has them so; the network has not */
    size_t rounds;          /* 0 .. BP_MAX_ROUNDS */
    bp_past trained;        /* where its weights come from a training */
    bp_texts typed;         /* the given numbers, see bp_example_typed */
} bp_example;

/* Frees the example and all it holds; NULL is fine. */
void bp_example_free(bp_example *example);

/* The right method for this example: the post's, with other functions where it
 * has any, and biases trained where it says so. */
bp_method bp_example_method(const bp_example *example);

/* The given numbers as they are typed ("0.10", ".5", "5e-05"), in the order in
 * which the walk puts them: inputs and targets of the first pair, weights,
 * biases, learning rate; what a file of pairs has, as its shortest decimals. The first one where before is NULL, else the one after
 * before, which this function returned; NULL after the last. The example owns
 * the text. */
const char *bp_example_typed(const bp_example *example, const char *before);

/* "3-4-2": how many inputs, then how many neurons, layer by layer; returns
 * text. There is room for any count and what follows it. */
enum { BP_SHAPE_SIZE = 21 * (BP_MAX_LAYERS + 1) };
const char *bp_example_shape(const bp_example *example,
                             char text[BP_SHAPE_SIZE]);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXAMPLE_FILE_H
#define BP_EXAMPLE_FILE_H

/* Example files: a network and what it is to learn, as YAML. */

#include <stdio.h>

#include "backprop.h"
#include "walk/complaint.h"

enum {
    BP_MAX_WEIGHTS = 100000,
    BP_MAX_ROUNDS = 1000000,
    BP_DEFAULT_ROUNDS = 10000
};

/* Texts, one behind the other, each with its closing 0. */
typedef struct {
    char *text;
    size_t size; /* bytes in use */
    size_t capacity;
} bp_texts;

typedef struct {
    char *name; /* NULL where the file gives none */
    bp_network *network;
    bp_pairs pairs; /* at least one */
    double eta;     /* learning rate, above 0 */
    bool train_biases;
    size_t rounds;  /* 0 .. BP_MAX_ROUNDS */
    bp_texts typed; /* the given numbers, see bp_example_typed */
} bp_example;

/* Reads an example from text of that many bytes, or from a file, to its end.
 * The caller frees it. NULL, and a complaint with its line, where the text is
 * not an example. */
bp_example *bp_example_parse(const char *text, size_t length,
                             bp_complaint *complaint);
bp_example *bp_example_read(FILE *file, bp_complaint *complaint);

/* The given numbers as they are typed ("0.10", ".5", "5e-05"), in the order in
 * which the walk puts them: inputs and targets of the first pair, weights,
 * biases, learning rate. The first one where before is NULL, else the one after
 * before, which this function returned; NULL after the last. The example owns
 * the text. */
const char *bp_example_typed(const bp_example *example, const char *before);

/* "3-4-2": how many inputs, then how many neurons, layer by layer; returns
 * text. There is room for any count and what follows it. */
enum { BP_SHAPE_SIZE = 21 * (BP_MAX_LAYERS + 1) };
const char *bp_example_shape(const bp_example *example,
                             char text[BP_SHAPE_SIZE]);

/* Writes the example as YAML that reads back to the same bits. Errors stay in
 * the stream. */
void bp_example_print(const bp_example *example, FILE *file);

/* Frees the example and all it holds; NULL is fine. */
void bp_example_free(bp_example *example);

/* The right method for this example: the post's, and biases trained where it
 * says so. */
bp_method bp_example_method(const bp_example *example);

#endif

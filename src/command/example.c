/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/inputs.h"
#include "command/shape.h"
#include "files/example_text.h"
#include "walk/drawn.h"
#include "walk/number.h"
#include "walk/printable.h"

enum { EXAMPLE, DATA, HIDDEN, SEED };
static const bp_option options[] = {
    [EXAMPLE] = {BP_EXAMPLE_OPTION},
    [DATA] = {0, "data", "FILE.csv",
              "instead: a network for the pairs of this file, with\n"
              "drawn weights; the file's name stays as it is, so\n"
              "keep the example where that leads to it"},
    [HIDDEN] = {0, "hidden", "N",
                "how many hidden neurons such a network has, layer\n"
                "by layer: 16, or 32-16 (default: none)"},
    [SEED] = {0, "seed", "N", "draw its weights by this number (default: 1)"},
};

static size_t count_weights(const bp_pairs *pairs, const bp_shape *hidden)
{
    bp_shape all = {.n = 1, .count = {pairs->inputs->size2}};
    for (size_t l = 0; l < hidden->n; l++)
        all.count[all.n++] = hidden->count[l];
    all.count[all.n++] = pairs->targets->size2;
    return bp_shape_weights(&all);
}

static bp_example *draw(const char *file, const bp_shape *hidden, size_t seed)
{
    const bp_data_wanted any = {0};
    bp_pairs pairs;
    if (!bp_is_printable(file)) {
        bp_bad_input(
            "example: --data %s: expected a name that can stand in an "
            "example file",
            file);
        return NULL;
    }
    if (!bp_read_pairs(file, &any, &pairs))
        return NULL;
    size_t n_weights = count_weights(&pairs, hidden);
    if (n_weights > BP_MAX_WEIGHTS) {
        bp_bad_input("example: %zu weights, expected at most %d", n_weights,
                     BP_MAX_WEIGHTS);
        gsl_matrix_free(pairs.inputs);
        gsl_matrix_free(pairs.targets);
        return NULL;
    }
    bp_example *example =
        bp_drawn_example(pairs, hidden->n, hidden->count, seed);
    if (example != NULL)
        example->data = strdup(file);
    if (example != NULL && example->data != NULL)
        return example;
    bp_bad_input("out of memory");
    bp_example_free(example);
    return NULL;
}

/* NULL after a complaint. */
static bp_example *drawn_example(const bp_asked *asked)
{
    bp_shape hidden = {.n = 0};
    size_t seed = 1;
    if (asked->value[HIDDEN] != NULL &&
        !bp_read_shape(asked->value[HIDDEN], BP_MAX_HIDDEN_LAYERS, &hidden)) {
        bp_bad_input(
            "example: --hidden %s: expected how many neurons each hidden "
            "layer has, such as 16 or 32-16, at most %d layers",
            asked->value[HIDDEN], BP_MAX_HIDDEN_LAYERS);
        return NULL;
    }
    if (asked->value[SEED] != NULL &&
        !bp_read_count(asked->value[SEED], UINT32_MAX, &seed)) {
        bp_bad_input(
            "example: --seed %s: expected a whole number from 0 to 4294967295",
            asked->value[SEED]);
        return NULL;
    }
    return draw(asked->value[DATA], &hidden, seed);
}

static int run(const bp_asked *asked)
{
    bool is_drawn = asked->value[DATA] != NULL;
    if (is_drawn && asked->value[EXAMPLE] != NULL)
        return bp_bad_input(
            "example: both -e and --data, expected one of them");
    if (!is_drawn &&
        (asked->value[HIDDEN] != NULL || asked->value[SEED] != NULL))
        return bp_bad_input(
            "example: --hidden or --seed without --data FILE.csv, expected the "
            "pairs that the network is for");
    bp_example *example = is_drawn ? drawn_example(asked)
                                   : bp_chosen_example(asked->value[EXAMPLE]);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_example_write(example, &bp_standard_output);
    bp_example_free(example);
    return BP_DONE;
}

const bp_command bp_example_command = {
    .name = "example",
    .summary = "print the example as YAML, a file to start your own from",
    .help =
        "Prints the example as YAML, which reads back to the same numbers. A file\n"
        "may say besides: activation: tanh, relu, identity or softmax, for a layer;\n"
        "error: cross-entropy; weights_by: source, where a row of weights is what\n"
        "leaves a neuron; batch: how many pairs a round takes in training. Without\n"
        "them: logistic, squared, what reaches a neuron, 1. In place of training:,\n"
        "data: names a CSV file of pairs, with a header i1,i2,..,t1,t2,.. and a pair\n"
        "a line.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

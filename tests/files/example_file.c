/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Example files: every complaint, and the limits.
 *
 * What is expected follows from the format itself: lines are counted by hand
 * (what the file breaks off without is missed in the line after its last line
 * end), places and words are those that a reader needs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "example_texts.h"
#include "support.h"

/* ------------------------------------------------- what is wrong, and where */

/* Of a training that was saved. */
#define PRINT "0123456789abcdef"
#define NO_PAST                                                                \
    "trained: expected rounds, start, now and, if any, seed, as train --save " \
    "writes them"

static const struct {
    const char *old, *new;
    unsigned long line;
    const char *words;
} faults[] = {
    /* Keys: unknown, repeated, missing, no words; at each of the levels. */
    {"rounds: 7", "round: 7", 4, "unknown key 'round', expected"},
    {"layers:", "Layers:", 10, "unknown key 'Layers', expected"},
    {"rounds: 7", "\"rounds\\0\": 7", 4, "unknown key"},
    {"rounds: 7", "\"\\e[31m\": 7", 4, "unknown key '\\x1b[31m'"},
    {"rounds: 7", "\"\\u009b31m\": 7", 4, "unknown key '\\xc2\\x9b31m'"},
    {"rounds: 7", "\"a\\tb\\nc\": 7", 4, "unknown key 'a\\tb\\nc'"},
    {"rounds: 7", "\"\\u202e\": 7", 4, "unknown key '\\xe2\\x80\\xae'"},
    {"rounds: 7", ": 7", 4, "not YAML"},
    {"rounds: 7", "'': 7", 4, "unknown key ''"},
    {"targets: [0.13]", "target: [0.13]", 7,
     "training[0]: unknown key 'target'"},
    {"targets: [0.16]", "target: [0.16]", 9,
     "training[1]: unknown key 'target'"},
    {"bias: 0.25", "bais: 0.25", 12, "layers[0]: unknown key 'bais'"},
    {"biases: [0.28]", "name: x", 14, "layers[1]: unknown key 'name'"},
    {"rounds: 7", "rounds: 7\nrounds: 7", 5, "'rounds' is given twice"},
    {"rounds: 7", "rounds: 7\n'name': x", 5, "'name' is given twice"},
    {"[0.13]", "[0.13]\n    inputs: [1, 2]", 8,
     "training[0]: 'inputs' is given twice"},
    {"[0.16]", "[0.16]\n    targets: [1]", 10,
     "training[1]: 'targets' is given twice"},
    {"bias: 0.25", "bias: 0.25\n    bias: 1", 13,
     "layers[0]: 'bias' is given twice"},
    {"[0.28]", "[0.28]\n    weights: [[1, 2]]", 15,
     "layers[1]: 'weights' is given twice"},
    {"learning_rate: 0.5\n", "", 1, "no learning_rate, expected"},
    {"  - inputs: [0.11, 0.12]\n  ", "  -", 6,
     "training[0]: no inputs, expected"},
    {"    targets: [0.13]\n", "", 6, "training[0]: no targets, expected"},
    {"  - inputs: [0.14, 0.15]\n  ", "  -", 8,
     "training[1]: no inputs, expected"},
    {"    targets: [0.16]\n", "", 8, "training[1]: no targets, expected"},
    {"  - weights: [[0.26, 0.27]]\n  ", "  -", 13,
     "layers[1]: no weights, expected"},
    {"    bias: 0.25\n", "", 11, "layers[0]: no bias, expected"},
    {"    biases: [0.28]\n", "", 13, "layers[1]: no bias, expected"},
    {"0.25\n", "0.25\n    biases: [1, 2]\n", 13,
     "layers[0]: both bias and biases"},
    {"[0.28]\n", "[0.28]\n    bias: 1\n", 14,
     "layers[1]: both bias and biases"},
    {"rounds: 7", "? [a, b]\n: 7", 4, "as a key, expected"},
    {"rounds: 7", "? {a: b}\n: 7", 4, "as a key, expected"},
    {"bias: 0.25", "[a]: 0.25", 12, "layers[0]: a list"},
    {"    bias: 0.25", "    <<: {bias: 0.25}", 12,
     "layers[0]: unknown key '<<'"},
    /* What a plain file has not. */
    {"[0.14, 0.15]\n    targets: [0.16]", "&x [0.14, 0.15]\n    targets: *x", 9,
     "alias"},
    {"rounds: 7", "<<: *x", 4, "alias"},
    {"rounds: 7", "*x : 7", 4, "alias"},
    {"rate: 0.5", "rate: !!float 0.5", 2, "a tag (!), expected"},
    {"rate: 0.5", "rate: ! 0.5", 2, "a tag (!), expected"},
    {"rate: 0.5", "rate: !<tag:yaml.org,2002:float> 0.5", 2,
     "a tag (!), expected"},
    {"rounds: 7", "!!str rounds: 7", 4, "a tag (!), expected"},
    {"[0.13]", "!!seq [0.13]", 7, "a tag (!), expected"},
    {"[[0.26, 0.27]]", "[! [0.26, 0.27]]", 13, "a tag (!), expected"},
    {"layers:\n", "layers: !!omap\n", 10, "a tag (!), expected"},
    {"[0.28]\n", "[0.28]\n---\nname: x\n", 15, "a second document"},
    {"[0.28]\n", "[0.28]\n---\n", 15, "a second document"},
    {"[0.28]\n", "[0.28]\n...\n---\nname: x\n", 16, "a second document"},
    {"name: Two pairs\n", "name: x\n---\n", 2, "a second document"},
    {"rounds: 7", "rounds: &a 7\nname: &a x", 5, "not YAML"},
    {"name: Two pairs", "%YAML 1.3\n---\n", 1, "not YAML"},
    /* Syntax. */
    {"rate: 0.5", "rate 0.5", 3, "not YAML"},
    {"train_biases: true", " train_biases: true", 3, "not YAML"},
    {"rounds: 7", "rounds: @7", 4, "not YAML"},
    {"rounds: 7", "\trounds: 7", 4, "not YAML"},
    {"[0.13]", "[0.13]]", 7, "not YAML"},
    {"[0.13]", "[0.13}", 7, "not YAML"},
    {"[0.28]", "[0.28", 15, "not YAML"},
    {"Two pairs", "\"Two pairs", 15, "not YAML"},
    {"Two pairs", "\"\\ud800\"", 1, "not YAML"},
    /* A list, a mapping, a number, each in the other's place. */
    {"[0.11, 0.12]", "0.11", 6, "training[0].inputs: not a list"},
    {"[0.11, 0.12]", "", 6, "training[0].inputs: not a list"},
    {"[0.11, 0.12]", "{a: 0.11}", 6, "training[0].inputs: not a list"},
    {"[0.13]", "0.13", 7, "training[0].targets: not a list"},
    {"[0.14, 0.15]", "{a: b}", 8, "training[1].inputs: not a list"},
    {"[0.16]", "~", 9, "training[1].targets: not a list"},
    {"inputs: [0.14, 0.15]\n    targets: [0.16]", "0.5", 8,
     "training[1]: expected inputs"},
    {"inputs: [0.14, 0.15]\n    targets: [0.16]", "[1]", 8,
     "training[1]: expected inputs"},
    {"inputs: [0.14, 0.15]\n    targets: [0.16]", "{}", 8,
     "training[1]: no inputs"},
    {"weights: [[0.26, 0.27]]\n    biases: [0.28]", "7", 13,
     "layers[1]: expected weights"},
    {"weights: [[0.26, 0.27]]\n    biases: [0.28]", "[]", 13,
     "layers[1]: expected weights"},
    {"weights: [[0.26, 0.27]]\n    biases: [0.28]", "{}", 13,
     "layers[1]: no weights"},
    {"[[0.26, 0.27]]", "0.26", 13, "layers[1].weights: not a list"},
    {"[[0.26, 0.27]]", "{a: [0.26]}", 13, "layers[1].weights: not a list"},
    {"[[0.26, 0.27]]", "[0.26, 0.27]", 13, "layers[1].weights[0]: not a list"},
    {"[0.23, 0.24]", "{a: 0.23}", 11, "layers[0].weights[1]: not a list"},
    {"[0.28]", "0.28", 14, "layers[1].biases: not a list"},
    {"Two pairs", "[a, b]", 1, "name: not a text"},
    {"Two pairs", "{a: b}", 1, "name: not a text"},
    /* Counts. */
    {"[0.11, 0.12]", "[]", 6, "training[0].inputs: an empty list"},
    {"[0.13]", "[]", 7, "training[0].targets: an empty list"},
    {"[0.14, 0.15]", "[]", 8, "training[1].inputs: an empty list"},
    {"[[0.26, 0.27]]", "[]", 13, "layers[1].weights: an empty list"},
    {"[[0.26, 0.27]]", "[[]]", 13, "layers[1].weights[0]: an empty list"},
    {"[0.28]", "[]", 14, "layers[1].biases: an empty list"},
    {"[0.11, 0.12]", "[0.11]", 11,
     "layers[0].weights[0]: 2 numbers, expected 1"},
    {"[0.23, 0.24]", "[0.23]", 11,
     "layers[0].weights[1]: 1 number, expected 2"},
    {"[0.23, 0.24]", "[1, 2, 3]", 11,
     "layers[0].weights[1]: 3 numbers, expected 2"},
    {"[0.21, 0.22]", "[0.21]", 11,
     "weights[0]: 1 number, expected 2, one for each input"},
    {"[0.26, 0.27]", "[1, 2, 3]", 13,
     "layers[1].weights[0]: 3 numbers, expected 2"},
    {"[0.26, 0.27]", "[0.26]", 13,
     "layers[1].weights[0]: 1 number, expected 2"},
    {", [0.23, 0.24]", "", 13, "layers[1].weights[0]: 2 numbers, expected 1"},
    {"[[0.26, 0.27]]", "[[1, 2], [3, 4]]", 14,
     "layers[1].biases: 1 number, expected 2"},
    {"[0.28]", "[0.28, 0.29]", 14, "layers[1].biases: 2 numbers, expected 1"},
    {"[0.13]", "[0.13, 1]", 7, "training[0].targets: 2 numbers, expected 1"},
    {"[0.14, 0.15]", "[0.14]", 8, "training[1].inputs: 1 number, expected 2"},
    {"[0.14, 0.15]", "[1, 2, 3]", 8,
     "training[1].inputs: 3 numbers, expected 2"},
    {"[0.16]", "[0.16, 1]", 9, "training[1].targets: 2 numbers, expected 1"},
    /* The line is that of the number, not of its list. */
    {"[0.23, 0.24]", "[0.23,\n    x]", 12, "layers[0].weights[1][1]: 'x'"},
    {"[0.28]", "\n      - x", 15, "layers[1].biases[0]: 'x'"},
    /* A decimal comma, where the comma does not part two numbers. */
    {"rate: 0.5", "rate: 0,5", 2,
     "learning_rate: '0,5' is not a finite decimal"},
    {"bias: 0.25", "bias: 0,25", 12,
     "layers[0].bias: '0,25' is not a finite decimal"},
    {"rate: 0.5", "rate:", 2, "learning_rate: '' is not a finite decimal"},
    {"rate: 0.5", "rate: \"\\e[0m\"", 2,
     "learning_rate: '\\x1b[0m' is not a finite decimal"},
    {"rate: 0.5", "rate: 0", 2, "learning_rate: 0, expected a number above 0"},
    {"rate: 0.5", "rate: -0.0", 2,
     "learning_rate: -0.0, expected a number above 0"},
    {"rate: 0.5", "rate: -0.5", 2,
     "learning_rate: -0.5, expected a number above 0"},
    {"rate: 0.5", "rate: 1e-999", 2,
     "learning_rate: 1e-999, expected a number above 0"},
    /* Functions: none but those that there are, each where it may be. */
    {"bias: 0.25", "bias: 0.25\n    activation: sigmoid", 13,
     "layers[0].activation: 'sigmoid', expected logistic, tanh, relu, identity "
     "or softmax"},
    {"bias: 0.25", "bias: 0.25\n    activation: Tanh", 13,
     "layers[0].activation: 'Tanh', expected"},
    {"bias: 0.25", "bias: 0.25\n    activation: \"tanh\\0\"", 13,
     "layers[0].activation: 'tanh', expected"},
    {"bias: 0.25", "bias: 0.25\n    activation: \"\\e[31m\"", 13,
     "layers[0].activation: '\\x1b[31m', expected"},
    {"bias: 0.25", "bias: 0.25\n    activation:", 13,
     "layers[0].activation: '', expected"},
    {"bias: 0.25", "bias: 0.25\n    activation: [tanh]", 13,
     "layers[0].activation: not a word, expected logistic"},
    {"[0.28]", "[0.28]\n    activation: {}", 15,
     "layers[1].activation: not a word, expected"},
    {"bias: 0.25", "bias: 0.25\n    activation: tanh\n    activation: tanh", 14,
     "layers[0]: 'activation' is given twice"},
    {"rounds: 7", "activation: tanh", 4, "unknown key 'activation'"},
    {"rounds: 7", "error: hinge", 4,
     "error: 'hinge', expected squared or cross-entropy"},
    {"rounds: 7", "error: cross entropy", 4,
     "error: 'cross entropy', expected"},
    {"rounds: 7", "error: 0", 4, "error: '0', expected"},
    {"rounds: 7", "error: [squared]", 4, "error: not a word, expected"},
    {"rounds: 7", "error: squared\nerror: squared", 5,
     "'error' is given twice"},
    {"rounds: 7", "weights_by: column", 4,
     "weights_by: 'column', expected destination or source"},
    {"rounds: 7", "weights_by: {source: true}", 4,
     "weights_by: not a word, expected"},
    {"rounds: 7", "batch: 0", 4,
     "batch: expected a whole number of pairs from 1 to 2, as there are no "
     "more"},
    {"rounds: 7", "batch: 3", 4, "from 1 to 2"},
    {"rounds: 7", "batch: -1", 4, "batch: expected a whole number"},
    {"rounds: 7", "batch: 1.0", 4, "batch: expected a whole number"},
    {"rounds: 7", "batch: '2'", 4, "batch: expected a whole number"},
    {"rounds: 7", "batch: all", 4, "batch: expected a whole number"},
    {"rounds: 7", "batch:", 4, "batch: expected a whole number"},
    {"rounds: 7", "batch: [1]", 4, "batch: expected a whole number"},
    {"rounds: 7", "batch: 99999999999999999999999", 4, "from 1 to 2"},
    {"rounds: 7", "batch: 1\nbatch: 1", 5, "'batch' is given twice"},
    {"rounds: 7", "trained: 7", 4, "trained: expected rounds and so on"},
    {"rounds: 7",
     "trained: {rounds: 7, age: 3, start: " PRINT ", now: " PRINT "}", 4,
     "trained: unknown key 'age'"},
    {"rounds: 7", "trained: {rounds: 7}", 4, NO_PAST},
    {"rounds: 7", "trained: {start: " PRINT ", now: " PRINT "}", 4, NO_PAST},
    {"rounds: 7", "trained: {rounds: 7, start: " PRINT "}", 4, NO_PAST},
    {"rounds: 7", "trained: {rounds: 7, now: " PRINT "}", 4, NO_PAST},
    {"rounds: 7",
     "trained: {rounds: 7, start: 0123456789abcde, now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7",
     "trained: {rounds: 7, start: " PRINT ", now: 0123456789abcdeg}", 4,
     NO_PAST},
    {"rounds: 7",
     "trained: {rounds: 7, start: 0123456789ABCDEF, now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7", "trained: {rounds: 7, start: [" PRINT "], now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7", "trained: {rounds: 7, start: " PRINT ", now: 12345}", 4,
     NO_PAST},
    {"rounds: 7", "trained: {rounds: 1e3, start: " PRINT ", now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7", "trained: {rounds: '7', start: " PRINT ", now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7",
     "trained: {rounds: 1000000000000001, start: " PRINT ", now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7",
     "trained: {rounds: 7, seed: -1, start: " PRINT ", now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7",
     "trained: {rounds: 7, seed: 4294967296, start: " PRINT ", now: " PRINT "}",
     4, NO_PAST},
    {"rounds: 7",
     "trained: {rounds: 7, seed: , start: " PRINT ", now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7",
     "trained: {rounds: 7, start: \"0123456789abcde\\0\", now: " PRINT "}", 4,
     NO_PAST},
    {"rounds: 7", "data: pairs.csv", 4,
     "both training and data, expected one of them"},
    {"bias: 0.25", "bias: 0.25\n    activation: softmax", 13,
     "layers[0].activation: softmax in a hidden layer, expected it in the "
     "output layer alone"},
    {"[0.28]", "[0.28]\n    activation: softmax", 15,
     "layers[1].activation: softmax with the squared error, expected error: "
     "cross-entropy"},
    {"[0.28]\n", "[0.28]\n    activation: softmax\nerror: squared\n", 15,
     "softmax with the squared error"},
    {"[0.28]\n", "[0.28]\n    activation: tanh\nerror: cross-entropy\n", 16,
     "error: cross-entropy of tanh outputs, expected logistic or softmax ones"},
    {"[0.28]\n", "[0.28]\n    activation: relu\nerror: cross-entropy\n", 16,
     "error: cross-entropy of relu outputs"},
    {"[0.28]\n", "[0.28]\n    activation: identity\nerror: cross-entropy\n", 16,
     "error: cross-entropy of identity outputs"},
    {"[0.28]\n", "[0.28]\n    activation: softmax\nerror: cross-entropy\n", 7,
     "training[0].targets: they add up to 0.13, expected 1"},
};

/* Rows by source: one for each input, or neuron of the layer before, and as many
 * numbers in each as there are neurons. */
static const struct {
    const char *layers;
    unsigned long line;
    const char *words;
} faults_by_source[] = {
    {"  - {weights: [[1, 2, 3]], bias: 0}\n", 6,
     "layers[0].weights: 1 row, expected 2, one for each input"},
    {"  - {weights: [[1], [2], [3]], bias: 0}\n", 6,
     "layers[0].weights: 3 rows, expected 2, one for each input"},
    {"  - {weights: [[1, 2], [3, 4]], bias: 0}\n"
     "  - {weights: [[1, 2]], bias: 0}\n",
     7,
     "layers[1].weights: 1 row, expected 2, one for each neuron of the layer "
     "before"},
    {"  - {weights: [[1, 2], [3]], bias: 0}\n", 6,
     "layers[0].weights[1]: 1 number, expected 2, one for each neuron"},
    {"  - {weights: [[1], [2, 3]], bias: 0}\n", 6,
     "layers[0].weights[1]: 2 numbers, expected 1"},
    {"  - {weights: [[1], [x]], bias: 0}\n", 6,
     "layers[0].weights[1][0]: 'x' is not a finite"},
    {"  - {weights: [[], [1]], bias: 0}\n", 6,
     "layers[0].weights[0]: an empty list"},
    {"  - {weights: [1, 2], bias: 0}\n", 6, "layers[0].weights[0]: not a list"},
    {"  - {weights: [[1], 2], bias: 0}\n", 6,
     "layers[0].weights[1]: not a list"},
    {"  - {weights: [], bias: 0}\n", 6, "layers[0].weights: an empty list"},
    {"  - {bias: 0}\n", 6,
     "layers[0]: no weights, expected a row for each source"},
    {"  - {weights: [[1, 2], [3, 4]], biases: [1, 2, 3]}\n", 6,
     "layers[0].biases: 3 numbers, expected 2"},
    {"  - {weights: [[1, 2], [3, 4]], bias: 0}\n", 4,
     "training[0].targets: 1 number, expected 2"},
};

START_TEST(fault_by_source_is_named_with_its_line)
{
    char text[512];
    int length = snprintf(text, sizeof text,
                          "weights_by: source\nlearning_rate: 1\n"
                          "training:\n  - {inputs: [1, 2], targets: [1]}\n"
                          "layers:\n%s",
                          faults_by_source[_i].layers);
    expect_refused(text, (size_t)length, faults_by_source[_i].line,
                   faults_by_source[_i].words);
}
END_TEST

/* Pairs in a file of their own, where nothing can open one. */
#define DATA_LAYER "layers: [{weights: [[1, 2]], bias: 1}]\n"

static const struct {
    const char *text;
    unsigned long line;
    const char *words;
} data_texts[] = {
    {"learning_rate: 1\ndata: pairs.csv\n" DATA_LAYER, 2,
     "data: no other file can be opened here, expected training: with the "
     "pairs"},
    {"learning_rate: 1\ndata: ''\n" DATA_LAYER, 2,
     "data: empty, expected a file name"},
    {"learning_rate: 1\ndata: [a]\n" DATA_LAYER, 2, "data: not a text"},
    {"learning_rate: 1\ndata: \"a\\nb\"\n" DATA_LAYER, 2, "data: line ends"},
    {"learning_rate: 1\ndata: \"a\\0b\"\n" DATA_LAYER, 2, "data: line ends"},
    {"learning_rate: 1\n" DATA_LAYER, 1,
     "no training, expected learning_rate, training (or data) and layers"},
    {"data: pairs.csv\n" DATA_LAYER, 1, "no learning_rate, expected"},
    {"learning_rate: 1\ndata: pairs.csv\n", 1, "no layers, expected"},
    {"learning_rate: 1\ndata: a\ndata: b\n" DATA_LAYER, 3,
     "'data' is given twice"},
    {"learning_rate: 1\ntraining: []\ndata: a\n" DATA_LAYER, 3,
     "both training and data"},
    /* How many inputs there are say the first layer's weights. */
    {"learning_rate: 1\ndata: a\nlayers: [{weights: [[]], bias: 1}]\n", 3,
     "layers[0].weights[0]: an empty list"},
    {"learning_rate: 1\ndata: a\nlayers: [{weights: [1], bias: 1}]\n", 3,
     "layers[0].weights[0]: not a list"},
    {"learning_rate: 1\ndata: a\nlayers: [{weights: [[1, 2], [3]], bias: 1}]\n",
     3, "layers[0].weights[1]: 1 number, expected 2, one for each input"},
    {"learning_rate: 1\nweights_by: source\ndata: a\n"
     "layers: [{weights: [[1, 2], [3]], bias: 1}]\n",
     4, "layers[0].weights[1]: 1 number, expected 2, one for each neuron"},
};

START_TEST(data_cannot_be_opened_here)
{
    expect_refused(data_texts[_i].text, strlen(data_texts[_i].text),
                   data_texts[_i].line, data_texts[_i].words);
}
END_TEST

/* Softmax targets are shares, in every pair; a double's last digits are not
 * asked for. */
static const struct {
    const char *targets, *words; /* no words: accepted */
} shares[] = {
    {"[0, 1, 0]", NULL},
    {"[0.1, 0.2, 0.7]", NULL},
    {"[0.3333333333333333, 0.3333333333333333, 0.3333333333333334]", NULL},
    {"[-0.5, 0.5, 1]", NULL},
    {"[0.333333333333, 0.333333333333, 0.333333333333]",
     "they add up to 0.99999999999"},
    {"[0, 1, 1]", "training[1].targets: they add up to 2, expected 1"},
    {"[0, 0, 0]", "training[1].targets: they add up to 0, expected 1"},
    {"[1e308, 1e308, 0]",
     "training[1].targets: they add up to inf, expected 1"},
};

START_TEST(softmax_targets_are_shares)
{
    char text[512];
    int length = snprintf(
        text, sizeof text,
        "learning_rate: 1\nerror: cross-entropy\ntraining:\n"
        "  - {inputs: [1], targets: [0.2, 0.3, 0.5]}\n"
        "  - {inputs: [1], targets: %s}\n"
        "layers: [{weights: [[1], [2], [3]], bias: 0, activation: softmax}]\n",
        shares[_i].targets);
    if (shares[_i].words != NULL)
        expect_refused(text, (size_t)length, 5, shares[_i].words);
    else
        bp_example_free(expect_example(text, (size_t)length));
}
END_TEST

/* Each softmax output depends on all net inputs of its layer: 1000 are enough. */
START_TEST(softmax_has_its_limit)
{
    for (int n = 1000; n <= 1001; n++) {
        char *text = NULL;
        size_t length = 0;
        FILE *file = open_memstream(&text, &length);
        fputs(
            "learning_rate: 1\nerror: cross-entropy\nweights_by: source\n"
            "training: [{inputs: [1], targets: [1",
            file);
        for (int j = 1; j < n; j++)
            fputs(", 0", file);
        fputs("]}]\nlayers:\n  - weights: [[1", file);
        for (int j = 1; j < n; j++)
            fputs(", 0", file);
        fputs("]]\n    bias: 0\n    activation: softmax\n", file);
        fclose(file);
        if (n > 1000)
            expect_refused(text, length, 8,
                           "layers[0].activation: softmax of 1001 neurons, "
                           "expected at most 1000");
        else
            bp_example_free(expect_example(text, length));
        free(text);
    }
}
END_TEST

START_TEST(fault_is_named_with_its_line)
{
    expect_edit_refused(faults[_i].old, faults[_i].new, faults[_i].line,
                        faults[_i].words);
}
END_TEST

#define BYTES(literal) literal, sizeof literal - 1

static const struct {
    const char *text;
    size_t length;
    unsigned long line;
    const char *words;
} texts[] = {
    {BYTES(""), 1, "the file is empty"},
    {BYTES("\xef\xbb\xbf"), 1, "the file is empty"},
    {BYTES("# only\n# comments\n"), 3, "the file is empty"},
    {BYTES("---\n"), 2, "expected"},
    {BYTES("null\n"), 1, "expected"},
    {BYTES("just text\n"), 1, "expected"},
    {BYTES("\n- learning_rate: 1\n"), 2, "expected"},
    {BYTES("{}\n"), 1, "no learning_rate"},
    {BYTES("learning_rate: 1\n" LAYER), 1, "no training, expected"},
    {BYTES(PAIR), 1, "no layers, expected"},
    {BYTES(PAIR "layers:\n"), 3, "layers: not a list"},
    {BYTES(PAIR "layers: []\n"), 3, "layers: an empty list"},
    {BYTES(PAIR "layers: {weights: [[1]], bias: 1}\n"), 3,
     "layers: not a list"},
    {BYTES(PAIR "layers: 3\n"), 3, "layers: not a list"},
    {BYTES("learning_rate: 1\ntraining: []\n" LAYER), 2,
     "training: an empty list"},
    {BYTES("learning_rate: 1\ntraining: 5\n" LAYER), 2, "training: not a list"},
    {BYTES("learning_rate: 1\ntraining: {inputs: [1]}\n" LAYER), 2,
     "training: not a list"},
    {BYTES("learning_rate: 1\ntraining: [5]\n" LAYER), 2,
     "training[0]: expected inputs"},
    {BYTES("learning_rate: 1\ntraining: [[5]]\n" LAYER), 2,
     "training[0]: expected inputs"},
    {BYTES("learning_rate: 1\ntraining: [{}]\n" LAYER), 2,
     "training[0]: no inputs"},
    /* Not UTF-8: no first byte, none after it, an overlong 0, a surrogate. */
    {BYTES(PAIR LAYER "# \xff\n"), 4, "not a text file"},
    {BYTES(PAIR LAYER "# \xc3\n"), 4, "not a text file"},
    {BYTES(PAIR LAYER "# \xe2\x82"), 4, "not a text file"},
    {BYTES(PAIR LAYER "\n# \xc0\x80\n"), 5, "not a text file"},
    {BYTES("# \xed\xa0\x80\n" PAIR LAYER), 1, "not a text file"},
    {BYTES("name: caf\xe9\n" PAIR LAYER), 1, "not a text file"},
    /* A NUL byte and control characters. */
    {BYTES("\0"), 1, "not a text file"},
    {BYTES(PAIR LAYER "\0"), 4, "not a text file"},
    {BYTES(PAIR "\0" LAYER), 3, "not a text file"},
    {BYTES(PAIR LAYER "# \x07\n"), 4, "not a text file"},
    {BYTES("name: \x1b[31mred\n" PAIR LAYER), 1, "not a text file"},
    {BYTES(PAIR LAYER "name: \x9b"
                      "31m\n"),
     4, "not a text file"},
    {BYTES(PAIR "# \x7f\n" LAYER), 3, "not a text file"},
    {BYTES(PAIR "# \xc2\x9b\n" LAYER), 3, "not a text file"},
    /* Lines end in CR LF. */
    {BYTES("name: x\r\nrounds: 1\r\nlearning_rate: x\r\n" PAIR LAYER), 4,
     "'learning_rate' is given twice"},
    {BYTES("rounds: -1\r\n" PAIR LAYER), 1, "rounds: expected"},
    {BYTES("name: x\r\n\r\n# \x07\r\n"), 3, "not a text file"},
    /* Nesting. */
    {BYTES(PAIR LAYER "name: [[[[[[[[[1]]]]]]]]]\n"), 4, "deeper"},
    {BYTES(PAIR LAYER "name: {a: {a: {a: {a: {a: {a: {a: {a: {}}}}}}}}}\n"), 4,
     "deeper"},
};

START_TEST(text_is_refused_with_its_line)
{
    expect_refused(texts[_i].text, texts[_i].length, texts[_i].line,
                   texts[_i].words);
}
END_TEST

START_TEST(endless_nesting_is_refused)
{
    static const char *const openings[] = {"[", "{", "- ", "? ", "{a: "};
    for (size_t o = 0; o < LENGTH(openings); o++) {
        size_t length = 1000000 * strlen(openings[o]);
        char *text = malloc(length + 1);
        for (size_t at = 0; at < length; at += strlen(openings[o]))
            strcpy(text + at, openings[o]);
        expect_refused(text, length, 1, "deeper");
        free(text);
    }
}
END_TEST

/* ------------------------------------------------- every number, name, flag */

static const char *const no_numbers[] = {
    "abc",         "'0.5'",      "\"0.5\"",
    ".inf",        "-.inf",      ".nan",
    "inf",         "nan",        "0x10",
    "0o17",        "1_000",      "''",
    "\"\"",        "null",       "~",
    "true",        "1e999",      "-1e999",
    "1e",          "1e+",        "1.2.3",
    "5%",          "0.5f",       "1/2",
    "1 000",       "--1",        "+",
    ".",           "[0.5]",      "{a: 0.5}",
    "[]",          "\"0.5\\0\"", "\xe2\x88\x92\x31",
    "\xef\xbc\x91"};

static const struct {
    const char *number;
    unsigned long line;
    const char *place;
} number_places[] = {
    {"0.5\n", 2, "learning_rate: "},
    {"0.12", 6, "training[0].inputs[1]: "},
    {"0.13", 7, "training[0].targets[0]: "},
    {"0.14", 8, "training[1].inputs[0]: "},
    {"0.16", 9, "training[1].targets[0]: "},
    {"0.23", 11, "layers[0].weights[1][0]: "},
    {"0.27", 13, "layers[1].weights[0][1]: "},
    {"0.25", 12, "layers[0].bias: "},
    {"0.28", 14, "layers[1].biases[0]: "},
};

START_TEST(no_number_is_refused_wherever_it_stands)
{
    for (size_t p = 0; p < LENGTH(number_places); p++) {
        char new[64];
        snprintf(new, sizeof new, "%s%s", no_numbers[_i], p == 0 ? "\n" : "");
        expect_edit_refused(number_places[p].number, new, number_places[p].line,
                            number_places[p].place);
        expect_edit_refused(number_places[p].number, new, number_places[p].line,
                            "number, expected");
    }
}
END_TEST

static const char *const no_rounds[] = {
    "1e4",   "-1",      "-0",  "+7",    "1000001", "99999999999999999999",
    "3.5",   "7.",      "'7'", "\"7\"", "0x10",    "1_000",
    "1,000", "",        "~",   "true",  "[7]",     "{a: 7}",
    "seven", "\"7\\0\""};

START_TEST(rounds_are_a_whole_number)
{
    char new[64];
    snprintf(new, sizeof new, "rounds: %s", no_rounds[_i]);
    expect_edit_refused("rounds: 7", new, 4,
                        "rounds: expected a whole number from 0 to 1000000");
}
END_TEST

static const char *const no_flags[] = {"yes",
                                       "no",
                                       "on",
                                       "off",
                                       "y",
                                       "True",
                                       "TRUE",
                                       "'true'",
                                       "\"false\"",
                                       "1",
                                       "0",
                                       "",
                                       "~",
                                       "null",
                                       "truefalse",
                                       "[true]",
                                       "{true: true}",
                                       "\"true\\0\""};

START_TEST(train_biases_is_true_or_false)
{
    char new[64];
    snprintf(new, sizeof new, "train_biases: %s", no_flags[_i]);
    expect_edit_refused("train_biases: true", new, 3,
                        "train_biases: expected true or false");
}
END_TEST

/* Escaped, for only so most of them come past libyaml: tab, line ends (\N \L \P are
 * NEL and the line and paragraph separators), escape, NUL, DEL, C1 controls, byte
 * order marks. As they are: what turns the direction of writing. */
static const char *const no_names[] = {
    "\"a\\tb\"",   "\"a\\nb\"",        "\"a\\rb\"",    "\"a\\Nb\"",
    "\"a\\Lb\"",   "\"a\\Pb\"",        "\"\\e[31m\"",  "\"a\\0b\"",
    "\"\\0\"",     "\"\\x7f\"",        "\"\\x80\"",    "\"\\u009b\"",
    "\"\\ufeff\"", "\"\\ufffe\"",      "\"\\uffff\"",  "|\n  a\n  b",
    "|\n  a",      ">\n  a\n",         "\"\\u202e\"",  "\"\\u2066\"",
    "\"\\u200f\"", "a\xe2\x80\xae, z", "\xe2\x81\xa6", "'\xe2\x80\x8e'"};

START_TEST(name_is_one_line)
{
    expect_edit_refused(
        "Two pairs", no_names[_i], 1,
        "name: line ends or control characters, expected one line");
}
END_TEST

START_TEST(long_texts_leave_room_for_what_was_expected)
{
    char new[2048] = "learning_rate: ";
    memset(new + strlen(new), '0', 1000);
    expect_edit_refused("learning_rate: 0.5", new, 2,
                        "expected a number above 0");
    memset(new, 'k', 1000);
    memcpy(new + 1000, ": 7", 4);
    expect_edit_refused("rounds: 7", new, 4, "', expected one like");
}
END_TEST

/* ------------------------------------------------- the numbers as they are typed */

/* Fails unless these are the typed numbers, parted by spaces. */
static void expect_typed(const bp_example *example, const char *expected)
{
    char all[1024] = "";
    const char *typed = NULL;
    while ((typed = bp_example_typed(example, typed)) != NULL) {
        ck_assert_uint_lt(strlen(all) + strlen(typed) + 2, sizeof all);
        strcat(strcat(all, all[0] != '\0' ? " " : ""), typed);
    }
    ck_assert_str_eq(all, expected);
}

/* What is expected is read off the files: the first pair, all weights, all
 * biases, the learning rate. */
static const struct {
    const char *example, *typed;
} typed_examples[] = {
    {"post",
     "0.05 0.10 0.01 0.99 0.15 0.20 0.25 0.30 0.40 0.45 0.50 0.55 0.35 0.60 "
     "0.5"},
    {"3-4-2",
     "0.283 -0.6147 0.9071 0.1736 0.8249 0.4127 -0.2938 0.1763 -0.5381 0.3619 "
     "0.7254 0.2291 0.6473 -0.3857 0.8136 -0.1579 0.0947 0.3541 -0.6187 0.2763 "
     "0.4919 -0.1427 0.5839 -0.7351 0.2153 0.1373 -0.2689 0.3217 0.0583 0.2467 "
     "-0.1891 0.37"},
    {"mixed",
     "0.2617 -0.7349 0.8123 0.4513 -0.6397 -0.2879 0.3461 0.7219 0.1733 0.5347 "
     "-0.4721 0.2963 -0.6151 0.1889 0.7573 0.6827 -0.3319 0.1127 -0.3581 "
     "0.2469 0.0759 -0.1643 0.57"},
    {"functions/identity",
     "1.3 -0.7 0.9 -1.6 0.42 0.36 -0.57 0.61 0.18 -0.94 0.33 0.72 -0.29 -0.48 "
     "0.15 0.86 0.25 0.11 -0.39 0.08"},
};

START_TEST(typed_numbers_stand_in_the_walks_order)
{
    bp_example *example = read_test_example(typed_examples[_i].example);
    expect_typed(example, typed_examples[_i].typed);
    bp_example_free(example);
}
END_TEST

START_TEST(numbers_are_kept_as_they_are_typed)
{
    static const char text[] =
        "layers:\n"
        "  - bias: +.5 # a comment\n"
        "    weights:\n"
        "    - - 5e-05\n"
        "      - -0\n"
        "learning_rate: 1.50E+0\n"
        "training:\n"
        "  - {targets: [0007.], inputs: [ 1.000000000000000000000001 ,\n"
        "    -.0]}\n"
        "  - {inputs: [11, 22], targets: [33]}\n";
    bp_example *example = expect_example(text, sizeof text - 1);
    expect_typed(example,
                 "1.000000000000000000000001 -.0 0007. 5e-05 -0 +.5 1.50E+0");
    bp_example_free(example);
}
END_TEST

/* --------------------------------------------------------------- the limits */

/* A network of one input, n_hidden hidden neurons and one output: 2 n_hidden
 * weights. */
static char *wide_example(size_t n_hidden, size_t *length)
{
    char *text = NULL;
    FILE *file = open_memstream(&text, length);
    fputs(PAIR "layers:\n  - bias: 0\n    weights:\n", file);
    for (size_t j = 0; j < n_hidden; j++)
        fprintf(file, "      - [%zu]\n", j);
    fputs("  - bias: 0\n    weights: [[", file);
    for (size_t i = 0; i < n_hidden; i++)
        fprintf(file, "%s-%zu", i > 0 ? ", " : "", i);
    fputs("]]\n", file);
    fclose(file);
    return text;
}

/* A network of n_inputs inputs and one neuron. */
static char *long_example(size_t n_inputs, size_t *length)
{
    char *text = NULL;
    FILE *file = open_memstream(&text, length);
    fputs("learning_rate: 1\ntraining:\n  - targets: [1]\n    inputs: [1",
          file);
    for (size_t i = 1; i < n_inputs; i++)
        fputs(", 1", file);
    fputs("]\nlayers:\n  - bias: 0\n    weights: [[1", file);
    for (size_t i = 1; i < n_inputs; i++)
        fputs(", 1", file);
    fputs("]]\n", file);
    fclose(file);
    return text;
}

START_TEST(million_weights_are_accepted)
{
    size_t length = 0;
    char *text = wide_example(500000, &length);
    bp_example *example = expect_example(text, length);
    ck_assert_uint_eq(bp_n_weights(example->network), 1000000);
    ck_assert(gsl_matrix_get(example->network->layer[0].w, 499999, 0) ==
              499999.0);
    ck_assert(gsl_matrix_get(example->network->layer[1].w, 0, 499999) ==
              -499999.0);
    size_t n_typed = 0;
    for (const char *typed = NULL;
         (typed = bp_example_typed(example, typed)) != NULL;)
        n_typed++;
    ck_assert_uint_eq(n_typed, 1 + 1 + 1000000 + 2 + 1);
    bp_example_free(example);
    free(text);

    text = long_example(1000000, &length);
    example = expect_example(text, length);
    ck_assert_uint_eq(bp_n_weights(example->network), 1000000);
    bp_example_free(example);
    free(text);
}
END_TEST

START_TEST(more_weights_are_refused)
{
    size_t length = 0;
    char *text = wide_example(500001, &length);
    expect_refused(text, length, 4,
                   "layers: 1000002 weights, expected at most 1000000");
    free(text);
    text = long_example(1000001, &length);
    expect_refused(text, length, 6,
                   "layers: 1000001 weights, expected at most 1000000");
    free(text);
}
END_TEST

START_TEST(seven_layers_are_the_most)
{
    char text[1024] = PAIR "layers:\n";
    for (size_t l = 0; l < BP_MAX_LAYERS; l++)
        strcat(text, "  - {weights: [[1]], bias: 1}\n");
    bp_example *example = expect_example(text, strlen(text));
    ck_assert_uint_eq(example->network->n_layers, 7);
    bp_example_free(example);
    strcat(text, "  - {weights: [[1]], bias: 1}\n");
    expect_refused(text, strlen(text), 4,
                   "layers: 8 layers, expected at most 7");
}
END_TEST

int main(void)
{
    TCase *wrong = tcase_create("what is wrong");
    tcase_set_timeout(wrong, 30);
    tcase_add_loop_test(wrong, fault_is_named_with_its_line, 0, LENGTH(faults));
    tcase_add_loop_test(wrong, text_is_refused_with_its_line, 0, LENGTH(texts));
    tcase_add_test(wrong, endless_nesting_is_refused);
    tcase_add_loop_test(wrong, fault_by_source_is_named_with_its_line, 0,
                        LENGTH(faults_by_source));
    tcase_add_loop_test(wrong, data_cannot_be_opened_here, 0,
                        LENGTH(data_texts));
    tcase_add_loop_test(wrong, softmax_targets_are_shares, 0, LENGTH(shares));
    tcase_add_loop_test(wrong, no_number_is_refused_wherever_it_stands, 0,
                        LENGTH(no_numbers));
    tcase_add_loop_test(wrong, rounds_are_a_whole_number, 0, LENGTH(no_rounds));
    tcase_add_loop_test(wrong, train_biases_is_true_or_false, 0,
                        LENGTH(no_flags));
    tcase_add_loop_test(wrong, name_is_one_line, 0, LENGTH(no_names));
    tcase_add_test(wrong, long_texts_leave_room_for_what_was_expected);

    TCase *typed = tcase_create("as typed");
    tcase_add_loop_test(typed, typed_numbers_stand_in_the_walks_order, 0,
                        LENGTH(typed_examples));
    tcase_add_test(typed, numbers_are_kept_as_they_are_typed);

    TCase *limits = tcase_create("the limits");
    tcase_set_timeout(limits, 120);
    tcase_add_test(limits, million_weights_are_accepted);
    tcase_add_test(limits, more_weights_are_refused);
    tcase_add_test(limits, softmax_has_its_limit);
    tcase_add_test(limits, seven_layers_are_the_most);

    return run_cases("example file", 3, (TCase *[]){wrong, typed, limits});
}

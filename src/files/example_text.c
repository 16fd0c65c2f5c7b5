/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/example_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk/number.h"
#include "walk/printable.h"
#include "files/outline.h"
#include "files/yaml_reader.h"

/* -------------------------------------------------------- name and settings */

enum { NAME, LEARNING_RATE, TRAIN_BIASES, ROUNDS, TRAINING, LAYERS, N_KEYS };
static const char *const keys[N_KEYS] = {[NAME] = "name",
                                         [LEARNING_RATE] = "learning_rate",
                                         [TRAIN_BIASES] = "train_biases",
                                         [ROUNDS] = "rounds",
                                         [TRAINING] = "training",
                                         [LAYERS] = "layers"};

static bool read_name(bp_yaml *yaml, const yaml_node_t *node,
                      bp_example *example)
{
    if (node->type != YAML_SCALAR_NODE)
        return BP_YAML_REFUSE(yaml, node,
                              "name: not a text, expected one line of text");
    if (strlen(bp_yaml_text(node)) != node->data.scalar.length ||
        !bp_is_printable(bp_yaml_text(node)))
        return BP_YAML_REFUSE(
            yaml, node,
            "name: line ends or control characters, expected one line "
            "of text");
    example->name = malloc(node->data.scalar.length + 1);
    if (example->name == NULL)
        return BP_YAML_REFUSE(yaml, node, "out of memory");
    memcpy(example->name, bp_yaml_text(node), node->data.scalar.length + 1);
    return true;
}

static bool read_learning_rate(bp_yaml *yaml, const yaml_node_t *node,
                               bp_example *example)
{
    if (!bp_yaml_number(yaml, node, "learning_rate", &example->eta))
        return false;
    if (example->eta <= 0.0)
        return BP_YAML_REFUSE(yaml, node,
                              "learning_rate: %.40s, expected a number above 0",
                              bp_yaml_text(node));
    return true;
}

static bool read_train_biases(bp_yaml *yaml, const yaml_node_t *node,
                              bp_example *example)
{
    bool is_true =
        bp_yaml_is_plain(node) && strcmp(bp_yaml_text(node), "true") == 0;
    bool is_false =
        bp_yaml_is_plain(node) && strcmp(bp_yaml_text(node), "false") == 0;
    example->train_biases = is_true;
    if (!is_true && !is_false)
        return BP_YAML_REFUSE(yaml, node,
                              "train_biases: expected true or false");
    return true;
}

static bool read_rounds(bp_yaml *yaml, const yaml_node_t *node,
                        bp_example *example)
{
    if (!bp_yaml_is_plain(node) ||
        !bp_read_count(bp_yaml_text(node), BP_MAX_ROUNDS, &example->rounds))
        return BP_YAML_REFUSE(yaml, node,
                              "rounds: expected a whole number from 0 to %d",
                              BP_MAX_ROUNDS);
    return true;
}

static bool read_settings(bp_yaml *yaml, const yaml_node_t *top,
                          yaml_node_t *const values[], bp_example *example)
{
    static const int required[] = {LEARNING_RATE, TRAINING, LAYERS};
    for (size_t k = 0; k < sizeof required / sizeof required[0]; k++)
        if (values[required[k]] == NULL)
            return BP_YAML_REFUSE(
                yaml, top, "no %s, expected learning_rate, training and layers",
                keys[required[k]]);
    example->rounds = BP_DEFAULT_ROUNDS;
    return read_learning_rate(yaml, values[LEARNING_RATE], example) &&
           (values[NAME] == NULL || read_name(yaml, values[NAME], example)) &&
           (values[ROUNDS] == NULL ||
            read_rounds(yaml, values[ROUNDS], example)) &&
           (values[TRAIN_BIASES] == NULL ||
            read_train_biases(yaml, values[TRAIN_BIASES], example));
}

/* --------------------------------------------------------- layers and pairs */

static bool read_layer(bp_yaml *yaml, const bp_outline *o, size_t l,
                       bp_layer *layer)
{
    char place[BP_YAML_PLACE_SIZE];
    yaml_node_t *const *values = o->layer[l];
    for (size_t j = 0; j < layer->w->size1; j++) {
        snprintf(place, sizeof place, "layers[%zu].weights[%zu]", l, j);
        if (!bp_yaml_row(yaml, bp_yaml_item(yaml, values[BP_LAYER_WEIGHTS], j),
                         place, l == 0 ? "input" : "neuron of the layer before",
                         layer->w, j))
            return false;
    }
    if (values[BP_LAYER_BIASES] != NULL) {
        snprintf(place, sizeof place, "layers[%zu].biases", l);
        return bp_yaml_numbers(yaml, values[BP_LAYER_BIASES], place, "neuron",
                               layer->b);
    }
    snprintf(place, sizeof place, "layers[%zu].bias", l);
    double b = 0.0;
    if (!bp_yaml_number(yaml, values[BP_LAYER_BIAS], place, &b))
        return false;
    gsl_vector_set_all(layer->b, b);
    layer->one_bias = true;
    return true;
}

static bool read_pair(bp_yaml *yaml, const yaml_node_t *pair, size_t p,
                      bp_pairs *pairs)
{
    char place[BP_YAML_PLACE_SIZE];
    yaml_node_t *lists[BP_N_PAIR_KEYS];
    if (!bp_outline_pair(yaml, pair, p, lists))
        return false;
    snprintf(place, sizeof place, "training[%zu].inputs", p);
    if (!bp_yaml_row(yaml, lists[BP_PAIR_INPUTS], place, "input", pairs->inputs,
                     p))
        return false;
    snprintf(place, sizeof place, "training[%zu].targets", p);
    return bp_yaml_row(yaml, lists[BP_PAIR_TARGETS], place, "output",
                       pairs->targets, p);
}

/* -------------------------------------------------------------- the example */

static bool out_of_memory(bp_yaml *yaml)
{
    bp_complain(yaml->complaint, 0, "out of memory");
    return false;
}

static bool read_network(bp_yaml *yaml, const bp_outline *o,
                         bp_example *example)
{
    example->network = bp_network_alloc(o->n_inputs, o->n_layers, o->n_neurons);
    if (example->network == NULL)
        return out_of_memory(yaml);
    for (size_t l = 0; l < o->n_layers; l++)
        if (!read_layer(yaml, o, l, &example->network->layer[l]))
            return false;
    return true;
}

static bool read_pairs(bp_yaml *yaml, const yaml_node_t *training,
                       const bp_outline *o, bp_example *example)
{
    if (!bp_outline_pairs(yaml, training, o))
        return false;
    size_t n_pairs = bp_yaml_count(training);
    bp_pairs *pairs = &example->pairs;
    pairs->inputs = gsl_matrix_calloc(n_pairs, o->n_inputs);
    pairs->targets = gsl_matrix_calloc(n_pairs, o->n_neurons[o->n_layers - 1]);
    if (pairs->inputs == NULL || pairs->targets == NULL)
        return out_of_memory(yaml);
    for (size_t p = 0; p < n_pairs; p++)
        if (!read_pair(yaml, bp_yaml_item(yaml, training, p), p, pairs))
            return false;
    return true;
}

static bool keep_number(bp_yaml *yaml, const yaml_node_t *number,
                        bp_texts *typed)
{
    size_t size = strlen(bp_yaml_text(number)) + 1;
    if (size > typed->capacity - typed->size) {
        size_t capacity = 2 * (typed->size + size);
        char *larger = realloc(typed->text, capacity);
        if (larger == NULL)
            return out_of_memory(yaml);
        typed->text = larger;
        typed->capacity = capacity;
    }
    memcpy(typed->text + typed->size, bp_yaml_text(number), size);
    typed->size += size;
    return true;
}

static bool keep_numbers(bp_yaml *yaml, const yaml_node_t *list,
                         bp_texts *typed)
{
    for (size_t i = 0; i < bp_yaml_count(list); i++)
        if (!keep_number(yaml, bp_yaml_item(yaml, list, i), typed))
            return false;
    return true;
}

static bool keep_rows(bp_yaml *yaml, const yaml_node_t *rows, bp_texts *typed)
{
    for (size_t j = 0; j < bp_yaml_count(rows); j++)
        if (!keep_numbers(yaml, bp_yaml_item(yaml, rows, j), typed))
            return false;
    return true;
}

/* The given numbers as they are typed, once all of them have been read. */
static bool keep_typed(bp_yaml *yaml, yaml_node_t *const values[],
                       const bp_outline *o, bp_texts *typed)
{
    yaml_node_t *first = bp_yaml_item(yaml, values[TRAINING], 0);
    yaml_node_t *lists[BP_N_PAIR_KEYS];
    bool ok = bp_outline_pair(yaml, first, 0, lists) &&
              keep_numbers(yaml, lists[BP_PAIR_INPUTS], typed) &&
              keep_numbers(yaml, lists[BP_PAIR_TARGETS], typed);
    for (size_t l = 0; ok && l < o->n_layers; l++)
        ok = keep_rows(yaml, o->layer[l][BP_LAYER_WEIGHTS], typed);
    for (size_t l = 0; ok && l < o->n_layers; l++)
        ok = o->layer[l][BP_LAYER_BIASES] != NULL
                 ? keep_numbers(yaml, o->layer[l][BP_LAYER_BIASES], typed)
                 : keep_number(yaml, o->layer[l][BP_LAYER_BIAS], typed);
    return ok && keep_number(yaml, values[LEARNING_RATE], typed);
}

static bool read_example(bp_yaml *yaml, bp_example *example)
{
    yaml_node_t *top = yaml_document_get_root_node(&yaml->document);
    yaml_node_t *values[N_KEYS];
    bp_outline o;
    return bp_yaml_mapping(yaml, top, "", N_KEYS, keys, values) &&
           read_settings(yaml, top, values, example) &&
           bp_outline_inputs(yaml, values[TRAINING], &o) &&
           bp_outline_layers(yaml, values[LAYERS], &o) &&
           read_network(yaml, &o, example) &&
           read_pairs(yaml, values[TRAINING], &o, example) &&
           keep_typed(yaml, values, &o, &example->typed);
}

bp_example *bp_example_parse(const char *text, size_t length,
                             bp_complaint *complaint)
{
    bp_yaml yaml = {.complaint = complaint};
    if (!bp_yaml_load(text, length, &yaml))
        return NULL;
    bp_example *example = calloc(1, sizeof *example);
    if (example == NULL)
        bp_complain(complaint, 0, "out of memory");
    else if (!read_example(&yaml, example)) {
        bp_example_free(example);
        example = NULL;
    }
    yaml_document_delete(&yaml.document);
    return example;
}

/* --------------------------------------------------------------- and out again */

/* A name is one line of printable text: only these two need a backslash. */
static void write_quoted(const char *text, const bp_out *out)
{
    bp_say(out, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            bp_say(out, "\\");
        bp_say(out, "%c", *text);
    }
    bp_say(out, "\"");
}

static void write_row(const gsl_vector *row, const bp_out *out)
{
    char text[BP_NUMBER_SIZE];
    bp_say(out, "[");
    for (size_t i = 0; i < row->size; i++)
        bp_say(out, "%s%s", i > 0 ? ", " : "",
               bp_number_text(gsl_vector_get(row, i), text));
    bp_say(out, "]\n");
}

static void write_matrix_row(const gsl_matrix *matrix, size_t j,
                             const bp_out *out)
{
    gsl_vector_const_view row = gsl_matrix_const_row(matrix, j);
    write_row(&row.vector, out);
}

static void write_layer(const bp_layer *layer, const bp_out *out)
{
    char text[BP_NUMBER_SIZE];
    bp_say(out, "  - weights:\n");
    for (size_t j = 0; j < layer->w->size1; j++) {
        bp_say(out, "      - ");
        write_matrix_row(layer->w, j, out);
    }
    if (layer->one_bias) {
        bp_say(out, "    bias: %s\n",
               bp_number_text(gsl_vector_get(layer->b, 0), text));
    } else {
        bp_say(out, "    biases: ");
        write_row(layer->b, out);
    }
}

void bp_example_write(const bp_example *example, const bp_out *out)
{
    char text[BP_NUMBER_SIZE];
    if (example->name != NULL) {
        bp_say(out, "name: ");
        write_quoted(example->name, out);
        bp_say(out, "\n");
    }
    bp_say(out, "learning_rate: %s\n", bp_number_text(example->eta, text));
    bp_say(out, "train_biases: %s\n", example->train_biases ? "true" : "false");
    bp_say(out, "rounds: %zu\n", example->rounds);

    bp_say(out,
           "training:  # one or more pairs: these inputs are to give these "
           "targets\n");
    for (size_t p = 0; p < example->pairs.inputs->size1; p++) {
        bp_say(out, "  - inputs: ");
        write_matrix_row(example->pairs.inputs, p, out);
        bp_say(out, "    targets: ");
        write_matrix_row(example->pairs.targets, p, out);
    }

    bp_say(out,
           "layers:  # hidden layers first, the output layer last; a row of "
           "weights for each\n"
           "         # neuron; bias: one for the layer, or biases: [..] one "
           "for each neuron\n");
    for (size_t l = 0; l < example->network->n_layers; l++)
        write_layer(&example->network->layer[l], out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/example_text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk/functions.h"
#include "walk/number.h"
#include "walk/printable.h"
#include "files/outline.h"
#include "files/trained_text.h"
#include "files/yaml_reader.h"

/* -------------------------------------------------------- name and settings */

enum {
    NAME,
    LEARNING_RATE,
    TRAIN_BIASES,
    ROUNDS,
    BATCH,
    ERROR,
    WEIGHTS_BY,
    TRAINED,
    DATA,
    TRAINING,
    LAYERS,
    N_KEYS
};
static const char *const keys[N_KEYS] = {[NAME] = "name",
                                         [LEARNING_RATE] = "learning_rate",
                                         [TRAIN_BIASES] = "train_biases",
                                         [ROUNDS] = "rounds",
                                         [BATCH] = "batch",
                                         [ERROR] = "error",
                                         [WEIGHTS_BY] = "weights_by",
                                         [TRAINED] = "trained",
                                         [DATA] = "data",
                                         [TRAINING] = "training",
                                         [LAYERS] = "layers"};

/* A copy of one line of text. */
static bool read_line(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                      char **line)
{
    if (node->type != YAML_SCALAR_NODE)
        return BP_YAML_REFUSE(
            yaml, node, "%s: not a text, expected one line of text", place);
    if (strlen(bp_yaml_text(node)) != node->data.scalar.length ||
        !bp_is_printable(bp_yaml_text(node)))
        return BP_YAML_REFUSE(
            yaml, node,
            "%s: line ends or control characters, expected one line of text",
            place);
    *line = malloc(node->data.scalar.length + 1);
    if (*line == NULL)
        return BP_YAML_REFUSE(yaml, node, "out of memory");
    memcpy(*line, bp_yaml_text(node), node->data.scalar.length + 1);
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

static bool read_batch(bp_yaml *yaml, const yaml_node_t *node,
                       bp_example *example)
{
    size_t n_pairs = example->pairs.inputs->size1;
    if (!bp_yaml_is_plain(node) ||
        !bp_read_count(bp_yaml_text(node), n_pairs, &example->batch) ||
        example->batch == 0)
        return BP_YAML_REFUSE(yaml, node,
                              "batch: expected a whole number of pairs from 1 "
                              "to %zu, as there are no more",
                              n_pairs);
    return true;
}

static bool read_weights_by(bp_yaml *yaml, const yaml_node_t *node,
                            bp_example *example)
{
    static const char *const words[] = {"destination", "source"};
    size_t which;
    if (!bp_yaml_word(yaml, node, keys[WEIGHTS_BY], 2, words, &which))
        return false;
    example->weights_by_source = which == 1;
    return true;
}

static bool read_settings(bp_yaml *yaml, const yaml_node_t *top,
                          yaml_node_t *const values[], bp_example *example)
{
    const int required[] = {LEARNING_RATE,
                            values[DATA] != NULL ? DATA : TRAINING, LAYERS};
    for (size_t k = 0; k < sizeof required / sizeof required[0]; k++)
        if (values[required[k]] == NULL)
            return BP_YAML_REFUSE(
                yaml, top,
                "no %s, expected learning_rate, training (or data) and layers",
                keys[required[k]]);
    if (values[DATA] != NULL && values[TRAINING] != NULL)
        return BP_YAML_REFUSE(yaml, values[DATA],
                              "both training and data, expected one of them");
    example->rounds = BP_DEFAULT_ROUNDS;
    example->batch = 1;
    return read_learning_rate(yaml, values[LEARNING_RATE], example) &&
           (values[NAME] == NULL ||
            read_line(yaml, values[NAME], keys[NAME], &example->name)) &&
           (values[ROUNDS] == NULL ||
            read_rounds(yaml, values[ROUNDS], example)) &&
           (values[TRAIN_BIASES] == NULL ||
            read_train_biases(yaml, values[TRAIN_BIASES], example)) &&
           (values[WEIGHTS_BY] == NULL ||
            read_weights_by(yaml, values[WEIGHTS_BY], example)) &&
           (values[TRAINED] == NULL ||
            bp_trained_read(yaml, values[TRAINED], &example->trained));
}

/* --------------------------------------------------------- layers and pairs */

static bool read_weights(bp_yaml *yaml, const bp_outline *o, size_t l,
                         gsl_matrix *w)
{
    char place[BP_YAML_PLACE_SIZE];
    const char *source = l == 0 ? "input" : "neuron of the layer before";
    yaml_node_t *rows = o->layer[l][BP_LAYER_WEIGHTS];
    size_t n = o->by_source ? w->size2 : w->size1;
    if (bp_yaml_count(rows) != n) {
        size_t count = bp_yaml_count(rows);
        return BP_YAML_REFUSE(
            yaml, rows,
            "layers[%zu].weights: %zu row%s, expected %zu, one for each %s", l,
            count, count == 1 ? "" : "s", n, source);
    }
    for (size_t r = 0; r < n; r++) {
        snprintf(place, sizeof place, "layers[%zu].weights[%zu]", l, r);
        gsl_vector_view numbers =
            o->by_source ? gsl_matrix_column(w, r) : gsl_matrix_row(w, r);
        if (!bp_yaml_numbers(yaml, bp_yaml_item(yaml, rows, r), place,
                             o->by_source ? "neuron" : source, &numbers.vector))
            return false;
    }
    return true;
}

static bool read_activation(bp_yaml *yaml, const bp_outline *o, size_t l,
                            bp_layer *layer)
{
    char place[BP_YAML_PLACE_SIZE];
    const yaml_node_t *node = o->layer[l][BP_LAYER_ACTIVATION];
    size_t which;
    snprintf(place, sizeof place, "layers[%zu].activation", l);
    if (!bp_yaml_word(yaml, node, place, BP_N_ACTIVATIONS, bp_activation_names,
                      &which))
        return false;
    layer->activation = (bp_activation)which;
    if (layer->activation != BP_SOFTMAX_LAYER)
        return true;
    if (l + 1 < o->n_layers)
        return BP_YAML_REFUSE(
            yaml, node,
            "%s: softmax in a hidden layer, expected it in the output layer "
            "alone",
            place);
    if (o->n_neurons[l] > BP_MAX_SOFTMAX)
        return BP_YAML_REFUSE(yaml, node,
                              "%s: softmax of %zu neurons, expected at most %d",
                              place, o->n_neurons[l], BP_MAX_SOFTMAX);
    return true;
}

static bool read_layer(bp_yaml *yaml, const bp_outline *o, size_t l,
                       bp_layer *layer)
{
    char place[BP_YAML_PLACE_SIZE];
    yaml_node_t *const *values = o->layer[l];
    if (!read_weights(yaml, o, l, layer->w) ||
        (values[BP_LAYER_ACTIVATION] != NULL &&
         !read_activation(yaml, o, l, layer)))
        return false;
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

/* That each pair's targets add up to 1, as shares do. */
static bool expect_shares(bp_yaml *yaml, const yaml_node_t *training,
                          const bp_pairs *pairs)
{
    char text[BP_NUMBER_SIZE];
    for (size_t p = 0; p < pairs->targets->size1; p++) {
        yaml_node_t *lists[BP_N_PAIR_KEYS];
        double sum;
        if (bp_adds_up_to_1(pairs->targets, p, &sum))
            continue;
        return bp_outline_pair(yaml, bp_yaml_item(yaml, training, p), p,
                               lists) &&
               BP_YAML_REFUSE(yaml, lists[BP_PAIR_TARGETS],
                              "training[%zu].targets: they add up to %s, "
                              "expected 1, as softmax outputs do",
                              p, bp_number_text(sum, text));
    }
    return true;
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

/* The error, which must suit the outputs; both have their defaults. */
static bool read_error(bp_yaml *yaml, yaml_node_t *const values[],
                       const bp_outline *o, bp_network *network)
{
    size_t last = o->n_layers - 1;
    bp_activation output = network->layer[last].activation;
    size_t which = BP_SQUARED_ERROR;
    if (values[ERROR] != NULL &&
        !bp_yaml_word(yaml, values[ERROR], keys[ERROR], BP_N_ERROR_KINDS,
                      bp_error_names, &which))
        return false;
    network->error = (bp_error_kind)which;
    if (network->error == BP_SQUARED_ERROR && output == BP_SOFTMAX_LAYER)
        return BP_YAML_REFUSE(
            yaml, o->layer[last][BP_LAYER_ACTIVATION],
            "layers[%zu].activation: softmax with the squared error, expected "
            "error: cross-entropy",
            last);
    if (network->error == BP_CROSS_ENTROPY_ERROR &&
        output != BP_LOGISTIC_LAYER && output != BP_SOFTMAX_LAYER)
        return BP_YAML_REFUSE(
            yaml, values[ERROR],
            "error: cross-entropy of %s outputs, expected logistic or softmax "
            "ones",
            bp_activation_names[output]);
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
    return !bp_has_softmax_outputs(example->network) ||
           expect_shares(yaml, training, pairs);
}

/* Asks whoever can open the file for its pairs. */
static bool read_data(bp_yaml *yaml, const yaml_node_t *node,
                      const bp_data_source *source, bp_example *example)
{
    const bp_network *network = example->network;
    const bp_data_wanted wanted = {.n_inputs = network->n_inputs,
                                   .n_outputs = bp_n_outputs(network),
                                   .are_shares =
                                       bp_has_softmax_outputs(network)};
    if (!read_line(yaml, node, keys[DATA], &example->data))
        return false;
    if (example->data[0] == '\0')
        return BP_YAML_REFUSE(yaml, node, "data: empty, expected a file name");
    if (source == NULL)
        return BP_YAML_REFUSE(yaml, node,
                              "data: no other file can be opened here, "
                              "expected training: with the pairs");
    return source->read(source->from, example->data, &wanted, &example->pairs,
                        yaml->complaint);
}

static bool keep_text(bp_yaml *yaml, const char *text, bp_texts *typed)
{
    size_t size = strlen(text) + 1;
    if (size > typed->capacity - typed->size) {
        size_t capacity = 2 * (typed->size + size);
        char *larger = realloc(typed->text, capacity);
        if (larger == NULL)
            return out_of_memory(yaml);
        typed->text = larger;
        typed->capacity = capacity;
    }
    memcpy(typed->text + typed->size, text, size);
    typed->size += size;
    return true;
}

static bool keep_number(bp_yaml *yaml, const yaml_node_t *number,
                        bp_texts *typed)
{
    return keep_text(yaml, bp_yaml_text(number), typed);
}

static bool keep_numbers(bp_yaml *yaml, const yaml_node_t *list,
                         bp_texts *typed)
{
    for (size_t i = 0; i < bp_yaml_count(list); i++)
        if (!keep_number(yaml, bp_yaml_item(yaml, list, i), typed))
            return false;
    return true;
}

/* Neuron by neuron, however the rows lie. */
static bool keep_weights(bp_yaml *yaml, const yaml_node_t *rows,
                         const gsl_matrix *w, bool by_source, bp_texts *typed)
{
    for (size_t j = 0; j < w->size1; j++)
        for (size_t i = 0; i < w->size2; i++) {
            yaml_node_t *row = bp_yaml_item(yaml, rows, by_source ? i : j);
            if (!keep_number(yaml, bp_yaml_item(yaml, row, by_source ? j : i),
                             typed))
                return false;
        }
    return true;
}

/* Those of the first pair: in the example itself, or in a file of pairs. */
static bool keep_first_pair(bp_yaml *yaml, const yaml_node_t *training,
                            bp_texts *typed)
{
    yaml_node_t *lists[BP_N_PAIR_KEYS];
    return bp_outline_pair(yaml, bp_yaml_item(yaml, training, 0), 0, lists) &&
           keep_numbers(yaml, lists[BP_PAIR_INPUTS], typed) &&
           keep_numbers(yaml, lists[BP_PAIR_TARGETS], typed);
}

static bool keep_first_row(bp_yaml *yaml, const gsl_matrix *numbers,
                           bp_texts *typed)
{
    char text[BP_NUMBER_SIZE];
    for (size_t i = 0; i < numbers->size2; i++)
        if (!keep_text(yaml,
                       bp_number_text(gsl_matrix_get(numbers, 0, i), text),
                       typed))
            return false;
    return true;
}

/* The given numbers as they are typed, once all of them have been read. */
static bool keep_typed(bp_yaml *yaml, yaml_node_t *const values[],
                       const bp_outline *o, bp_example *example)
{
    bp_texts *typed = &example->typed;
    bool ok = values[TRAINING] != NULL
                  ? keep_first_pair(yaml, values[TRAINING], typed)
                  : keep_first_row(yaml, example->pairs.inputs, typed) &&
                        keep_first_row(yaml, example->pairs.targets, typed);
    for (size_t l = 0; ok && l < o->n_layers; l++)
        ok = keep_weights(yaml, o->layer[l][BP_LAYER_WEIGHTS],
                          example->network->layer[l].w, o->by_source, typed);
    for (size_t l = 0; ok && l < o->n_layers; l++)
        ok = o->layer[l][BP_LAYER_BIASES] != NULL
                 ? keep_numbers(yaml, o->layer[l][BP_LAYER_BIASES], typed)
                 : keep_number(yaml, o->layer[l][BP_LAYER_BIAS], typed);
    return ok && keep_number(yaml, values[LEARNING_RATE], typed);
}

static bool read_example(bp_yaml *yaml, const bp_data_source *source,
                         bp_example *example)
{
    yaml_node_t *top = yaml_document_get_root_node(&yaml->document);
    yaml_node_t *values[N_KEYS];
    bp_outline o;
    if (!bp_yaml_mapping(yaml, top, "", N_KEYS, keys, values) ||
        !read_settings(yaml, top, values, example))
        return false;
    o.by_source = example->weights_by_source;
    o.n_inputs = 0;
    return (values[TRAINING] == NULL ||
            bp_outline_inputs(yaml, values[TRAINING], &o)) &&
           bp_outline_layers(yaml, values[LAYERS], &o) &&
           read_network(yaml, &o, example) &&
           read_error(yaml, values, &o, example->network) &&
           (values[TRAINING] != NULL
                ? read_pairs(yaml, values[TRAINING], &o, example)
                : read_data(yaml, values[DATA], source, example)) &&
           (values[BATCH] == NULL ||
            read_batch(yaml, values[BATCH], example)) &&
           keep_typed(yaml, values, &o, example);
}

bp_example *bp_example_parse(const char *text, size_t length,
                             bp_complaint *complaint)
{
    return bp_example_parse_with(text, length, NULL, complaint);
}

bp_example *bp_example_parse_with(const char *text, size_t length,
                                  const bp_data_source *source,
                                  bp_complaint *complaint)
{
    bp_yaml yaml = {.complaint = complaint};
    if (!bp_yaml_load(text, length, &yaml))
        return NULL;
    bp_example *example = calloc(1, sizeof *example);
    if (example == NULL)
        bp_complain(complaint, 0, "out of memory");
    else if (!read_example(&yaml, source, example)) {
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

static void write_line(const char *key, const char *text, const bp_out *out)
{
    bp_say(out, "%s: ", key);
    write_quoted(text, out);
    bp_say(out, "\n");
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

static void write_layer(const bp_layer *layer, bool by_source,
                        const bp_out *out)
{
    char text[BP_NUMBER_SIZE];
    const gsl_matrix *w = layer->w;
    bp_say(out, "  - weights:\n");
    for (size_t r = 0; r < (by_source ? w->size2 : w->size1); r++) {
        gsl_vector_const_view row = by_source ? gsl_matrix_const_column(w, r)
                                              : gsl_matrix_const_row(w, r);
        bp_say(out, "      - ");
        write_row(&row.vector, out);
    }
    if (layer->one_bias) {
        bp_say(out, "    bias: %s\n",
               bp_number_text(gsl_vector_get(layer->b, 0), text));
    } else {
        bp_say(out, "    biases: ");
        write_row(layer->b, out);
    }
    if (layer->activation != BP_LOGISTIC_LAYER)
        bp_say(out, "    activation: %s\n",
               bp_activation_names[layer->activation]);
}

static void write_pairs(const bp_pairs *pairs, const bp_out *out)
{
    bp_say(out,
           "training:  # one or more pairs: these inputs are to give these "
           "targets\n");
    for (size_t p = 0; p < pairs->inputs->size1; p++) {
        bp_say(out, "  - inputs: ");
        write_matrix_row(pairs->inputs, p, out);
        bp_say(out, "    targets: ");
        write_matrix_row(pairs->targets, p, out);
    }
}

void bp_example_write(const bp_example *example, const bp_out *out)
{
    char text[BP_NUMBER_SIZE];
    if (example->name != NULL)
        write_line(keys[NAME], example->name, out);
    bp_say(out, "learning_rate: %s\n", bp_number_text(example->eta, text));
    bp_say(out, "train_biases: %s\n", example->train_biases ? "true" : "false");
    bp_say(out, "rounds: %zu\n", example->rounds);
    if (example->batch != 1)
        bp_say(out, "batch: %zu\n", example->batch);
    if (example->network->error != BP_SQUARED_ERROR)
        bp_say(out, "error: %s\n", bp_error_names[example->network->error]);
    if (example->weights_by_source)
        bp_say(out, "weights_by: source\n");
    if (example->trained.is_known)
        bp_trained_write(&example->trained, out);

    if (example->data != NULL)
        write_line(keys[DATA], example->data, out);
    else
        write_pairs(&example->pairs, out);

    bp_say(out,
           "layers:  # hidden layers first, the output layer last; a row of "
           "weights for each\n"
           "         # %s; bias: one for the layer, or biases: [..] one "
           "for each neuron\n",
           example->weights_by_source ? "source" : "neuron");
    for (size_t l = 0; l < example->network->n_layers; l++)
        write_layer(&example->network->layer[l], example->weights_by_source,
                    out);
}

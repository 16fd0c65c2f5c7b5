/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading an example file: YAML in, an example or one precise complaint out. */
#include "files/example_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "walk/number.h"
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

/* One line of text: none of the characters that end a line, and no control
 * characters. */
static bool is_one_line(const unsigned char *text)
{
    for (; *text != '\0'; text++) {
        if (*text < ' ' || *text == 0x7f || (text[0] == 0xc2 && text[1] < 0xa0))
            return false;
        if (text[0] == 0xe2 && text[1] == 0x80 &&
            (text[2] == 0xa8 || text[2] == 0xa9))
            return false;
        if (text[0] == 0xef && ((text[1] == 0xbb && text[2] == 0xbf) ||
                                (text[1] == 0xbf && text[2] >= 0xbe)))
            return false;
    }
    return true;
}

static bool read_name(bp_yaml *yaml, const yaml_node_t *node,
                      bp_example *example)
{
    if (node->type != YAML_SCALAR_NODE)
        return BP_YAML_REFUSE(yaml, node,
                              "name: not a text, expected one line of text");
    if (strlen(bp_yaml_text(node)) != node->data.scalar.length ||
        !is_one_line(node->data.scalar.value))
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

/* The rest of a file, for the caller to free; NULL after a complaint. */
static char *read_all(FILE *file, size_t *length, bp_complaint *complaint)
{
    size_t capacity = 4096;
    char *text = malloc(capacity);
    *length = 0;
    while (text != NULL) {
        *length += fread(text + *length, 1, capacity - *length, file);
        if (*length < capacity)
            break;
        char *larger = realloc(text, capacity *= 2);
        if (larger == NULL)
            free(text);
        text = larger;
    }
    if (text == NULL)
        bp_complain(complaint, 0, "out of memory");
    else if (ferror(file)) {
        bp_complain(complaint, 0, "cannot be read: %s", strerror(errno));
        free(text);
        return NULL;
    }
    return text;
}

bp_example *bp_example_read(FILE *file, bp_complaint *complaint)
{
    size_t length = 0;
    char *text = read_all(file, &length, complaint);
    if (text == NULL)
        return NULL;
    bp_example *example = bp_example_parse(text, length, complaint);
    free(text);
    return example;
}

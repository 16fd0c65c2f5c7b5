/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/outline.h"

#include <stdio.h>

#include "walk/example.h"

static const char *const layer_keys[BP_N_LAYER_KEYS] = {
    [BP_LAYER_WEIGHTS] = "weights",
    [BP_LAYER_BIAS] = "bias",
    [BP_LAYER_BIASES] = "biases",
    [BP_LAYER_ACTIVATION] = "activation"};

static const char *const pair_keys[BP_N_PAIR_KEYS] = {
    [BP_PAIR_INPUTS] = "inputs", [BP_PAIR_TARGETS] = "targets"};

/* How many neurons a layer has: a row of its weights for each; or, where these are
 * by source, a number for each in the first row. */
static bool count_neurons(bp_yaml *yaml, yaml_node_t *weights, size_t l,
                          bp_outline *o)
{
    char place[BP_YAML_PLACE_SIZE];
    snprintf(place, sizeof place, "layers[%zu].weights", l);
    if (!bp_yaml_expect_list(yaml, weights, place,
                             o->by_source ? "rows, one for each source"
                                          : "rows, one for each neuron"))
        return false;
    if (o->by_source) {
        weights = bp_yaml_item(yaml, weights, 0);
        snprintf(place, sizeof place, "layers[%zu].weights[0]", l);
        if (!bp_yaml_expect_list(yaml, weights, place, "numbers"))
            return false;
    }
    o->n_neurons[l] = bp_yaml_count(weights);
    return true;
}

/* How many sources a neuron of the first layer has: a number in its row of weights
 * for each; or, where these are by source, a row. */
static bool count_sources(bp_yaml *yaml, bp_outline *o)
{
    yaml_node_t *weights = o->layer[0][BP_LAYER_WEIGHTS];
    if (!o->by_source) {
        weights = bp_yaml_item(yaml, weights, 0);
        if (!bp_yaml_expect_list(yaml, weights, "layers[0].weights[0]",
                                 "numbers"))
            return false;
    }
    o->n_inputs = bp_yaml_count(weights);
    return true;
}

static bool outline_layer(bp_yaml *yaml, const yaml_node_t *node, size_t l,
                          bp_outline *o)
{
    char place[BP_YAML_PLACE_SIZE];
    snprintf(place, sizeof place, "layers[%zu]", l);
    yaml_node_t **values = o->layer[l];
    if (!bp_yaml_mapping(yaml, node, place, BP_N_LAYER_KEYS, layer_keys,
                         values))
        return false;
    if (values[BP_LAYER_WEIGHTS] == NULL)
        return BP_YAML_REFUSE(yaml, node,
                              "%s: no weights, expected a row for each %s",
                              place, o->by_source ? "source" : "neuron");
    if (values[BP_LAYER_BIAS] == NULL && values[BP_LAYER_BIASES] == NULL)
        return BP_YAML_REFUSE(
            yaml, node,
            "%s: no bias, expected bias: one for the layer, or biases: "
            "[..] one for each neuron",
            place);
    if (values[BP_LAYER_BIAS] != NULL && values[BP_LAYER_BIASES] != NULL)
        return BP_YAML_REFUSE(yaml, values[BP_LAYER_BIASES],
                              "%s: both bias and biases, expected one of them",
                              place);
    return count_neurons(yaml, values[BP_LAYER_WEIGHTS], l, o);
}

bool bp_outline_layers(bp_yaml *yaml, const yaml_node_t *layers, bp_outline *o)
{
    if (!bp_yaml_expect_list(yaml, layers, "layers",
                             "layers, the output layer last"))
        return false;
    o->n_layers = bp_yaml_count(layers);
    if (o->n_layers > BP_MAX_LAYERS)
        return BP_YAML_REFUSE(
            yaml, layers,
            "layers: %zu layers, expected at most %d: six hidden layers "
            "and the output layer",
            o->n_layers, BP_MAX_LAYERS);
    size_t n_weights = 0;
    size_t n_source = o->n_inputs;
    for (size_t l = 0; l < o->n_layers; l++) {
        if (!outline_layer(yaml, bp_yaml_item(yaml, layers, l), l, o) ||
            (o->n_inputs == 0 && !count_sources(yaml, o)))
            return false;
        n_source = l == 0 ? o->n_inputs : n_source;
        n_weights += o->n_neurons[l] * n_source;
        n_source = o->n_neurons[l];
    }
    if (n_weights > BP_MAX_WEIGHTS)
        return BP_YAML_REFUSE(yaml, layers,
                              "layers: %zu weights, expected at most %d",
                              n_weights, BP_MAX_WEIGHTS);
    return true;
}

bool bp_outline_inputs(bp_yaml *yaml, const yaml_node_t *training,
                       bp_outline *o)
{
    if (!bp_yaml_expect_list(yaml, training, "training",
                             "pairs of inputs and targets"))
        return false;
    yaml_node_t *first = bp_yaml_item(yaml, training, 0);
    yaml_node_t *values[BP_N_PAIR_KEYS];
    if (!bp_yaml_mapping(yaml, first, "training[0]", BP_N_PAIR_KEYS, pair_keys,
                         values))
        return false;
    if (values[BP_PAIR_INPUTS] == NULL)
        return BP_YAML_REFUSE(yaml, first,
                              "training[0]: no inputs, expected a list of "
                              "numbers");
    if (!bp_yaml_expect_list(yaml, values[BP_PAIR_INPUTS], "training[0].inputs",
                             "numbers"))
        return false;
    o->n_inputs = bp_yaml_count(values[BP_PAIR_INPUTS]);
    for (size_t i = 0; i < o->n_inputs; i++) {
        char place[BP_YAML_PLACE_SIZE];
        double x;
        snprintf(place, sizeof place, "training[0].inputs[%zu]", i);
        if (!bp_yaml_number(yaml, bp_yaml_item(yaml, values[BP_PAIR_INPUTS], i),
                            place, &x))
            return false;
    }
    return true;
}

bool bp_outline_pair(bp_yaml *yaml, const yaml_node_t *pair, size_t p,
                     yaml_node_t *lists[])
{
    char place[BP_YAML_PLACE_SIZE];
    snprintf(place, sizeof place, "training[%zu]", p);
    if (!bp_yaml_mapping(yaml, pair, place, BP_N_PAIR_KEYS, pair_keys, lists))
        return false;
    for (size_t k = 0; k < BP_N_PAIR_KEYS; k++)
        if (lists[k] == NULL)
            return BP_YAML_REFUSE(yaml, pair,
                                  "%s: no %s, expected inputs and targets",
                                  place, pair_keys[k]);
    return true;
}

bool bp_outline_pairs(bp_yaml *yaml, const yaml_node_t *training,
                      const bp_outline *o)
{
    for (size_t p = 0; p < bp_yaml_count(training); p++) {
        char place[BP_YAML_PLACE_SIZE];
        yaml_node_t *lists[BP_N_PAIR_KEYS];
        if (!bp_outline_pair(yaml, bp_yaml_item(yaml, training, p), p, lists))
            return false;
        snprintf(place, sizeof place, "training[%zu].inputs", p);
        if (!bp_yaml_expect_count(yaml, lists[BP_PAIR_INPUTS], place,
                                  "input, as in training[0]", o->n_inputs))
            return false;
        snprintf(place, sizeof place, "training[%zu].targets", p);
        if (!bp_yaml_expect_count(yaml, lists[BP_PAIR_TARGETS], place,
                                  "output neuron",
                                  o->n_neurons[o->n_layers - 1]))
            return false;
    }
    return true;
}

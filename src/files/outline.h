/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_OUTLINE_H
#define BP_OUTLINE_H

/* The outline of an example file: how many layers, neurons, inputs and pairs it
 * has, and the nodes where their numbers stand. The numbers are not read yet. */

#include "backprop.h"
#include "files/yaml_reader.h"

/* The keys of a layer, and of a training pair. */
enum {
    BP_LAYER_WEIGHTS,
    BP_LAYER_BIAS,
    BP_LAYER_BIASES,
    BP_LAYER_ACTIVATION,
    BP_N_LAYER_KEYS
};
enum { BP_PAIR_INPUTS, BP_PAIR_TARGETS, BP_N_PAIR_KEYS };

/* The nodes belong to the YAML document. Of bias and biases, one is NULL, and
 * the activation may be. */
typedef struct {
    bool by_source; /* a row of weights is what leaves a source, and not what
                       reaches a neuron: set before the layers are looked at */
    size_t n_inputs;
    size_t n_layers;
    size_t n_neurons[BP_MAX_LAYERS];
    yaml_node_t *layer[BP_MAX_LAYERS][BP_N_LAYER_KEYS];
} bp_outline;

/* Each of these returns false, after a complaint that names line and place,
 * where the file is not what it should be. */

/* Counts the inputs of the first pair; they must be numbers. */
bool bp_outline_inputs(bp_yaml *yaml, const yaml_node_t *training,
                       bp_outline *o);

/* Then the layers and their neurons. Without a first pair there are 0 inputs so
 * far, and the first layer's weights say how many there are. Where that makes too
 * many weights, the complaint says so before there is room for any. */
bool bp_outline_layers(bp_yaml *yaml, const yaml_node_t *layers, bp_outline *o);

/* The two lists of pair p, BP_PAIR_INPUTS and BP_PAIR_TARGETS. */
bool bp_outline_pair(bp_yaml *yaml, const yaml_node_t *pair, size_t p,
                     yaml_node_t *lists[]);

/* Every pair has lists of the right lengths: looked at before there is room for
 * their numbers, so that no small file can ask for much of it. */
bool bp_outline_pairs(bp_yaml *yaml, const yaml_node_t *training,
                      const bp_outline *o);

#endif

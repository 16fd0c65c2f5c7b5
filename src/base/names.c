/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of neurons, weights and biases, from which every number takes its
 * key. */
#include "backprop.h"

#include <stdio.h>

void bp_neuron_name(const bp_network *network, size_t l, size_t j,
                    char name[BP_NAME_SIZE])
{
    static const char hidden[BP_MAX_HIDDEN_LAYERS] = {'h', 'k', 'm',
                                                      'n', 'p', 'q'};
    bool is_output = l + 1 == network->n_layers;
    snprintf(name, BP_NAME_SIZE, "%c%zu", is_output ? 'o' : hidden[l], j + 1);
}

void bp_weight_name(const bp_network *network, size_t l, size_t j, size_t i,
                    char name[BP_NAME_SIZE])
{
    size_t number = j * network->layer[l].w->size2 + i + 1;
    for (size_t before = 0; before < l; before++)
        number +=
            network->layer[before].w->size1 * network->layer[before].w->size2;
    snprintf(name, BP_NAME_SIZE, "w%zu", number);
}

void bp_bias_name(const bp_network *network, size_t l, size_t j,
                  char name[BP_NAME_SIZE])
{
    if (network->layer[l].one_bias) {
        snprintf(name, BP_NAME_SIZE, "b%zu", l + 1);
        return;
    }
    char neuron[BP_NAME_SIZE];
    bp_neuron_name(network, l, j, neuron);
    snprintf(name, BP_NAME_SIZE, "b_%.*s", BP_NAME_SIZE - 3, neuron);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks: layers of weights and biases, and what they cost in memory. */
#include "backprop.h"

#include <stdint.h>
#include <stdlib.h>

static bool shape_is_possible(size_t n_inputs, size_t n_layers,
                              const size_t n_neurons[])
{
    if (n_inputs == 0 || n_layers == 0 || n_layers > BP_MAX_LAYERS)
        return false;
    size_t n_source = n_inputs;
    for (size_t l = 0; l < n_layers; l++) {
        if (n_neurons[l] == 0 ||
            n_neurons[l] > SIZE_MAX / sizeof(double) / n_source)
            return false;
        n_source = n_neurons[l];
    }
    return true;
}

bp_network *bp_network_alloc(size_t n_inputs, size_t n_layers,
                             const size_t n_neurons[])
{
    if (!shape_is_possible(n_inputs, n_layers, n_neurons))
        GSL_ERROR_NULL(
            "a network needs inputs, 1 to 7 layers, a neuron in "
            "each, and no more weights than memory can address",
            GSL_EINVAL);
    bp_network *network = calloc(1, sizeof *network);
    if (network == NULL)
        GSL_ERROR_NULL("no memory for a network", GSL_ENOMEM);
    network->n_inputs = n_inputs;
    network->n_layers = n_layers;

    size_t n_source = n_inputs;
    for (size_t l = 0; l < n_layers; l++) {
        bp_layer *layer = &network->layer[l];
        layer->w = gsl_matrix_calloc(n_neurons[l], n_source);
        layer->b = gsl_vector_calloc(n_neurons[l]);
        if (layer->w == NULL || layer->b == NULL) {
            bp_network_free(network);
            return NULL;
        }
        n_source = n_neurons[l];
    }
    return network;
}

bp_network *bp_network_copy(const bp_network *network)
{
    size_t n_neurons[BP_MAX_LAYERS];
    for (size_t l = 0; l < network->n_layers; l++)
        n_neurons[l] = network->layer[l].w->size1;
    bp_network *copy =
        bp_network_alloc(network->n_inputs, network->n_layers, n_neurons);
    if (copy == NULL)
        return NULL;
    for (size_t l = 0; l < network->n_layers; l++)
        copy->layer[l].one_bias = network->layer[l].one_bias;
    bp_network_set(copy, network);
    return copy;
}

void bp_network_set(bp_network *network, const bp_network *from)
{
    assert(network->n_layers == from->n_layers);

    network->error = from->error;
    for (size_t l = 0; l < network->n_layers; l++) {
        network->layer[l].activation = from->layer[l].activation;
        gsl_matrix_memcpy(network->layer[l].w, from->layer[l].w);
        gsl_vector_memcpy(network->layer[l].b, from->layer[l].b);
    }
}

void bp_network_free(bp_network *network)
{
    if (network == NULL)
        return;
    for (size_t l = 0; l < network->n_layers; l++) {
        gsl_matrix_free(network->layer[l].w);
        gsl_vector_free(network->layer[l].b);
    }
    free(network);
}

size_t bp_n_outputs(const bp_network *network)
{
    return network->layer[network->n_layers - 1].w->size1;
}

size_t bp_n_weights(const bp_network *network)
{
    size_t n = 0;
    for (size_t l = 0; l < network->n_layers; l++)
        n += network->layer[l].w->size1 * network->layer[l].w->size2;
    return n;
}

size_t bp_n_biases(const bp_layer *layer)
{
    return layer->one_bias ? 1 : layer->b->size;
}

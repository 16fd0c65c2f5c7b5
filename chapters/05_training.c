//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 5: the stages put in order, and repeated. */
#include "backprop.h"
//< head

//> backpropagation
const bp_method bp_backpropagation = {
    .forward = bp_forward,
    .errors = bp_errors,
    .error_derivatives = bp_error_derivatives,
    .slopes = bp_slopes,
    .output_deltas = bp_output_deltas,
    .hidden_deltas = bp_hidden_deltas,
    .weight_derivatives = bp_weight_derivatives,
    .update_weights = bp_update_weights,
    .bias_derivatives = NULL,
    .update_biases = bp_keep_biases,
    .order = bp_usual_order,
};
//< backpropagation

//> round
void bp_usual_order(const bp_method *method, const bp_network *network,
                    bp_workspace *ws)
{
    method->forward(network, ws);
    method->errors(network, ws);
    method->error_derivatives(network, ws);
    method->slopes(network, ws);
    method->output_deltas(network, ws);
    method->hidden_deltas(network, ws);
    method->weight_derivatives(network, ws);
    method->update_weights(network, ws);
    if (method->bias_derivatives != NULL)
        method->bias_derivatives(network, ws);
    method->update_biases(network, ws);
}

void bp_round(const bp_method *method, const bp_network *network,
              bp_workspace *ws)
{
    assert(bp_fits(network, ws));

    method->order(method, network, ws);
}
//< round

//> adopt
void bp_adopt(bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer *layer = &network->layer[l];
        bp_layer_work *work = &ws->layer[l];
        gsl_matrix *old_w = layer->w;
        gsl_vector *old_b = layer->b;
        layer->w = work->w_new;
        layer->b = work->b_new;
        work->w_new = old_w;
        work->b_new = old_b;
    }
}
//< adopt

//> train
void bp_train(const bp_method *method, const bp_pairs *pairs, double eta,
              size_t first_round, size_t n_rounds, bp_network *network,
              bp_workspace *ws)
{
    size_t n_pairs = pairs->inputs->size1;
    for (size_t r = 0; r < n_rounds; r++) {
        bp_given(pairs, (first_round + r) % n_pairs, eta, ws);
        bp_round(method, network, ws);
        bp_adopt(network, ws);
    }
}
//< train

//> vary
bp_method bp_vary(bp_method method, const bp_method *variation)
{
    if (variation->forward != NULL)
        method.forward = variation->forward;
    if (variation->errors != NULL)
        method.errors = variation->errors;
    if (variation->error_derivatives != NULL)
        method.error_derivatives = variation->error_derivatives;
    if (variation->slopes != NULL)
        method.slopes = variation->slopes;
    if (variation->output_deltas != NULL)
        method.output_deltas = variation->output_deltas;
    if (variation->hidden_deltas != NULL)
        method.hidden_deltas = variation->hidden_deltas;
    if (variation->weight_derivatives != NULL)
        method.weight_derivatives = variation->weight_derivatives;
    if (variation->update_weights != NULL)
        method.update_weights = variation->update_weights;
    if (variation->bias_derivatives != NULL)
        method.bias_derivatives = variation->bias_derivatives;
    if (variation->update_biases != NULL)
        method.update_biases = variation->update_biases;
    if (variation->order != NULL)
        method.order = variation->order;
    if (variation->second_forward != NULL)
        method.second_forward = variation->second_forward;
    return method;
}
//< vary

//> bias_variations
const bp_method bp_train_biases = {
    .bias_derivatives = bp_bias_derivatives,
    .update_biases = bp_update_biases,
};

const bp_method bp_train_bias_per_neuron = {
    .bias_derivatives = bp_bias_derivatives_per_neuron,
    .update_biases = bp_update_biases,
};

const bp_method bp_train_bias_per_layer = {
    .bias_derivatives = bp_bias_derivatives_per_layer,
    .update_biases = bp_update_biases,
};
//< bias_variations

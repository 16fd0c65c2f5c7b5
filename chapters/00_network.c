//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 0: the network, and what is given. */
#include "backprop.h"
//< head

//> one_neuron
bp_one_weight bp_one_neuron(double x, double w, double t)
{
    bp_one_weight n = {.x = x, .w = w, .t = t};
    n.net = w * x;
    n.out = bp_logistic(n.net);
    n.E = 0.5 * (t - n.out) * (t - n.out);

    n.dE_dout = -(t - n.out);
    n.dout_dnet = n.out * (1.0 - n.out);
    n.dnet_dw = x;
    n.dE_dw = n.dE_dout * n.dout_dnet * n.dnet_dw;
    return n;
}
//< one_neuron

//> given_numbers
const char bp_post_example[] =
    "name: A Step by Step Backpropagation Example\n"
    "learning_rate: 0.5\n"
    "training:\n"
    "  - inputs: [0.05, 0.10]\n"
    "    targets: [0.01, 0.99]\n"
    "layers:\n"
    "  - weights: [[0.15, 0.20], [0.25, 0.30]]\n"
    "    bias: 0.35\n"
    "  - weights: [[0.40, 0.45], [0.50, 0.55]]\n"
    "    bias: 0.60\n";
//< given_numbers

//> given
void bp_given(const bp_pairs *pairs, size_t p, double eta, bp_workspace *ws)
{
    assert(p < pairs->inputs->size1 && p < pairs->targets->size1);

    for (size_t i = 0; i < ws->input->size; i++)
        gsl_vector_set(ws->input, i, gsl_matrix_get(pairs->inputs, p, i));
    for (size_t j = 0; j < ws->target->size; j++)
        gsl_vector_set(ws->target, j, gsl_matrix_get(pairs->targets, p, j));
    ws->eta = eta;
}
//< given

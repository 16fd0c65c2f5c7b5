//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 1: from the inputs to the outputs, and how wrong those are. */
#include "backprop.h"
//< head

//> logistic
double bp_logistic(double net)
{
    return 1.0 / (1.0 + exp(-net));
}
//< logistic

//> net_inputs
void bp_net_inputs(const gsl_matrix *w, const gsl_vector *b,
                   const gsl_vector *in, gsl_vector *net)
{
    assert(in->size == w->size2);
    assert(b->size == w->size1 && net->size == w->size1);

    for (size_t j = 0; j < w->size1; j++) {
        double sum = 0.0;
        for (size_t i = 0; i < w->size2; i++)
            sum += gsl_matrix_get(w, j, i) * gsl_vector_get(in, i);
        gsl_vector_set(net, j, sum + gsl_vector_get(b, j));
    }
}
//< net_inputs

//> outputs
void bp_outputs(const gsl_vector *net, gsl_vector *out)
{
    assert(out->size == net->size);

    for (size_t j = 0; j < net->size; j++)
        gsl_vector_set(out, j, bp_logistic(gsl_vector_get(net, j)));
}
//< outputs

//> forward
void bp_forward(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        bp_layer_work *work = &ws->layer[l];
        bp_net_inputs(layer->w, layer->b, bp_source(ws, l), work->net);
        bp_outputs(work->net, work->out);
    }
}
//< forward

//> errors
void bp_errors(const bp_network *network, bp_workspace *ws)
{
    const gsl_vector *out = ws->layer[network->n_layers - 1].out;
    ws->E_total = 0.0;
    for (size_t j = 0; j < out->size; j++) {
        double miss = gsl_vector_get(ws->target, j) - gsl_vector_get(out, j);
        double E = 0.5 * miss * miss;
        gsl_vector_set(ws->E, j, E);
        ws->E_total += E;
    }
}
//< errors

//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 8: the same round, a matrix a line. */
#include "backprop.h"

#include <gsl/gsl_blas.h>
//< head

//> matrix_forward
void bp_matrix_forward(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        bp_layer_work *work = &ws->layer[l];
        gsl_vector_memcpy(work->net, layer->b); /* net = W in + b */
        gsl_blas_dgemv(CblasNoTrans, 1.0, layer->w, bp_source(ws, l), 1.0,
                       work->net);
        bp_outputs(work->net, work->out);
    }
}
//< matrix_forward

//> matrix_hidden_deltas
void bp_matrix_hidden_deltas(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = network->n_layers - 1; l-- > 0;) {
        bp_layer_work *work = &ws->layer[l];
        gsl_blas_dgemv(CblasTrans, 1.0, network->layer[l + 1].w,
                       ws->layer[l + 1].delta, 0.0, work->dE_dout);
        gsl_vector_memcpy(work->delta, work->dE_dout);
        gsl_vector_mul(work->delta, work->dout_dnet);
    }
}
//< matrix_hidden_deltas

//> matrix_weight_derivatives
void bp_matrix_weight_derivatives(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        gsl_matrix_set_zero(work->dE_dw); /* dE/dW = delta in^T */
        gsl_blas_dger(1.0, work->delta, bp_source(ws, l), work->dE_dw);
    }
}
//< matrix_weight_derivatives

//> matrix_update_weights
void bp_matrix_update_weights(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        gsl_matrix_memcpy(work->w_new, work->dE_dw); /* W+ = W - eta dE/dW */
        gsl_matrix_scale(work->w_new, -ws->eta);
        gsl_matrix_add(work->w_new, network->layer[l].w);
    }
}
//< matrix_update_weights

//> matrix_form
const bp_method bp_matrix_form = {
    .forward = bp_matrix_forward,
    .hidden_deltas = bp_matrix_hidden_deltas,
    .weight_derivatives = bp_matrix_weight_derivatives,
    .update_weights = bp_matrix_update_weights,
};
//< matrix_form

//> cross_entropy
double bp_cross_entropy(double target, double out)
{
    double E = 0.0;
    if (target != 0.0)
        E -= target * log(out);
    if (target != 1.0)
        E -= (1.0 - target) * log1p(-out); /* log1p(x) is ln(1 + x) */
    return E;
}

double bp_cross_entropy_slope(double target, double out)
{
    double slope = 0.0;
    if (target != 1.0)
        slope += (1.0 - target) / (1.0 - out);
    if (target != 0.0)
        slope -= target / out;
    return slope;
}
//< cross_entropy

//> other_functions
double bp_tanh_slope(double out)
{
    return 1.0 - out * out;
}

double bp_relu(double net)
{
    return net > 0.0 ? net : 0.0;
}

double bp_relu_slope(double out)
{
    return out > 0.0 ? 1.0 : 0.0;
}
//< other_functions

//> softmax
void bp_softmax(const gsl_vector *net, gsl_vector *out)
{
    assert(out->size == net->size);

    for (size_t j = 0; j < net->size; j++) {
        double sum = 1.0; /* of e^(net_k - net_j), its own term first */
        for (size_t k = 0; k < net->size; k++)
            if (k != j)
                sum += exp(gsl_vector_get(net, k) - gsl_vector_get(net, j));
        gsl_vector_set(out, j, 1.0 / sum);
    }
}
//< softmax

//> decay
void bp_decay(const bp_network *network, double lambda, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        gsl_matrix *dE_dw = ws->layer[l].dE_dw;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++) {
                double shrink = lambda * gsl_matrix_get(w, j, i);
                gsl_matrix_set(dE_dw, j, i,
                               gsl_matrix_get(dE_dw, j, i) + shrink);
            }
    }
}
//< decay

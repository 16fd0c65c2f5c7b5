//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 2: how the error depends on the output neurons and their weights. */
#include "backprop.h"
//< head

//> logistic_slope
double bp_logistic_slope(double out)
{
    return out * (1.0 - out);
}
//< logistic_slope

//> error_derivatives
void bp_error_derivatives(const bp_network *network, bp_workspace *ws)
{
    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    for (size_t j = 0; j < work->out->size; j++) {
        double target = gsl_vector_get(ws->target, j);
        double out = gsl_vector_get(work->out, j);
        gsl_vector_set(work->dE_dout, j, -(target - out));
    }
}
//< error_derivatives

//> slopes
void bp_slopes(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        for (size_t j = 0; j < work->out->size; j++) {
            double out = gsl_vector_get(work->out, j);
            gsl_vector_set(work->dout_dnet, j, bp_logistic_slope(out));
        }
    }
}
//< slopes

//> deltas
void bp_deltas(const gsl_vector *dE_dout, const gsl_vector *dout_dnet,
               gsl_vector *delta)
{
    assert(dE_dout->size == delta->size && dout_dnet->size == delta->size);

    for (size_t j = 0; j < delta->size; j++) {
        double slope = gsl_vector_get(dout_dnet, j);
        gsl_vector_set(delta, j, gsl_vector_get(dE_dout, j) * slope);
    }
}
//< deltas

//> output_deltas
void bp_output_deltas(const bp_network *network, bp_workspace *ws)
{
    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    bp_deltas(work->dE_dout, work->dout_dnet, work->delta);
}
//< output_deltas

//> products
void bp_products(const gsl_vector *delta, const gsl_vector *source,
                 gsl_matrix *dE_dw)
{
    assert(dE_dw->size1 == delta->size && dE_dw->size2 == source->size);

    for (size_t j = 0; j < delta->size; j++)
        for (size_t i = 0; i < source->size; i++) {
            double in = gsl_vector_get(source, i);
            gsl_matrix_set(dE_dw, j, i, gsl_vector_get(delta, j) * in);
        }
}
//< products

//> weight_derivatives
void bp_weight_derivatives(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        bp_products(work->delta, bp_source(ws, l), work->dE_dw);
    }
}
//< weight_derivatives

//> nudge
void bp_nudge(bp_network *network, size_t l, size_t j, size_t i, double step,
              bp_workspace *ws)
{
    double *w = gsl_matrix_ptr(network->layer[l].w, j, i);
    double before = *w;
    *w = before + step;
    bp_forward(network, ws);
    bp_errors(network, ws);
    *w = before;
}
//< nudge

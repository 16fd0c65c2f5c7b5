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

//> output_deltas
int bp_output_deltas(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    for (size_t j = 0; j < work->out->size; j++) {
        double out = gsl_vector_get(work->out, j);
        double dE_dout = -(gsl_vector_get(ws->target, j) - out);
        double dout_dnet = bp_logistic_slope(out);
        gsl_vector_set(work->dE_dout, j, dE_dout);
        gsl_vector_set(work->dout_dnet, j, dout_dnet);
        gsl_vector_set(work->delta, j, dE_dout * dout_dnet);
    }
    return GSL_SUCCESS;
}
//< output_deltas

//> products
int bp_products(const gsl_vector *delta, const gsl_vector *source,
                gsl_matrix *dE_dw)
{
    if (dE_dw->size1 != delta->size || dE_dw->size2 != source->size)
        return BP_BAD_SHAPE("dE_dw is %zu x %zu, delta has %zu, source %zu",
                            dE_dw->size1, dE_dw->size2, delta->size,
                            source->size);

    for (size_t j = 0; j < delta->size; j++)
        for (size_t i = 0; i < source->size; i++)
            gsl_matrix_set(dE_dw, j, i,
                           gsl_vector_get(delta, j) *
                               gsl_vector_get(source, i));
    return GSL_SUCCESS;
}
//< products

//> weight_derivatives
int bp_weight_derivatives(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = 0; l < network->n_layers; l++)
        BP_TRY(bp_products(ws->layer[l].delta, bp_source(ws, l),
                           ws->layer[l].dE_dw));
    return GSL_SUCCESS;
}
//< weight_derivatives

//> nudge
int bp_nudge(bp_network *network, size_t l, size_t j, size_t i, double step,
             bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));
    if (l >= network->n_layers || j >= network->layer[l].w->size1 ||
        i >= network->layer[l].w->size2)
        return BP_FAIL(GSL_EINVAL, "no weight %zu, %zu in layer %zu", j, i, l);

    double *w = gsl_matrix_ptr(network->layer[l].w, j, i);
    double before = *w;
    *w = before + step;
    int status = bp_forward(network, ws);
    if (status == GSL_SUCCESS)
        status = bp_errors(network, ws);
    *w = before;
    return status;
}
//< nudge

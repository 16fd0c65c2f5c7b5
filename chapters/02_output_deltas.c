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
int bp_error_derivatives(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    for (size_t j = 0; j < work->out->size; j++) {
        double target = gsl_vector_get(ws->target, j);
        double out = gsl_vector_get(work->out, j);
        gsl_vector_set(work->dE_dout, j, -(target - out));
    }
    return GSL_SUCCESS;
}
//< error_derivatives

//> slopes
int bp_slopes(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        for (size_t j = 0; j < work->out->size; j++) {
            double out = gsl_vector_get(work->out, j);
            gsl_vector_set(work->dout_dnet, j, bp_logistic_slope(out));
        }
    }
    return GSL_SUCCESS;
}
//< slopes

//> deltas
int bp_deltas(const gsl_vector *dE_dout, const gsl_vector *dout_dnet,
              gsl_vector *delta)
{
    if (dE_dout->size != delta->size || dout_dnet->size != delta->size)
        return BP_BAD_SHAPE("dE_dout has %zu, dout_dnet %zu, delta %zu",
                            dE_dout->size, dout_dnet->size, delta->size);

    for (size_t j = 0; j < delta->size; j++)
        gsl_vector_set(delta, j,
                       gsl_vector_get(dE_dout, j) *
                           gsl_vector_get(dout_dnet, j));
    return GSL_SUCCESS;
}
//< deltas

//> output_deltas
int bp_output_deltas(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    return bp_deltas(work->dE_dout, work->dout_dnet, work->delta);
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

//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 4: a step downhill for every weight, and for biases that learn. */
#include "backprop.h"
//< head

//> step
int bp_step(const gsl_matrix *w, const gsl_matrix *dE_dw, double eta,
            gsl_matrix *w_new)
{
    if (dE_dw->size1 != w->size1 || dE_dw->size2 != w->size2 ||
        w_new->size1 != w->size1 || w_new->size2 != w->size2)
        return BP_BAD_SHAPE("W is %zu x %zu, dE_dw %zu x %zu, w_new %zu x %zu",
                            w->size1, w->size2, dE_dw->size1, dE_dw->size2,
                            w_new->size1, w_new->size2);

    for (size_t j = 0; j < w->size1; j++)
        for (size_t i = 0; i < w->size2; i++) {
            double change = -eta * gsl_matrix_get(dE_dw, j, i);
            gsl_matrix_set(w_new, j, i, gsl_matrix_get(w, j, i) + change);
        }
    return GSL_SUCCESS;
}
//< step

//> update_weights
int bp_update_weights(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        BP_TRY(bp_step(network->layer[l].w, work->dE_dw, ws->eta, work->w_new));
    }
    return GSL_SUCCESS;
}
//< update_weights

//> own_bias_derivatives
int bp_own_bias_derivatives(const gsl_vector *delta, gsl_vector *dE_db)
{
    if (dE_db->size != delta->size)
        return BP_BAD_SHAPE("delta has %zu, dE_db %zu", delta->size,
                            dE_db->size);

    for (size_t j = 0; j < delta->size; j++)
        gsl_vector_set(dE_db, j, gsl_vector_get(delta, j));
    return GSL_SUCCESS;
}
//< own_bias_derivatives

//> shared_bias_derivative
int bp_shared_bias_derivative(const gsl_vector *delta, gsl_vector *dE_db)
{
    if (dE_db->size != delta->size)
        return BP_BAD_SHAPE("delta has %zu, dE_db %zu", delta->size,
                            dE_db->size);

    double sum = 0.0;
    for (size_t j = 0; j < delta->size; j++)
        sum += gsl_vector_get(delta, j);
    gsl_vector_set_all(dE_db, sum);
    return GSL_SUCCESS;
}
//< shared_bias_derivative

//> bias_derivatives
int bp_bias_derivatives(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        if (network->layer[l].one_bias)
            BP_TRY(bp_shared_bias_derivative(work->delta, work->dE_db));
        else
            BP_TRY(bp_own_bias_derivatives(work->delta, work->dE_db));
    }
    return GSL_SUCCESS;
}
//< bias_derivatives

//> bias_policies
int bp_bias_derivatives_per_neuron(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = 0; l < network->n_layers; l++)
        BP_TRY(bp_own_bias_derivatives(ws->layer[l].delta, ws->layer[l].dE_db));
    return GSL_SUCCESS;
}

int bp_bias_derivatives_per_layer(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = 0; l < network->n_layers; l++)
        BP_TRY(
            bp_shared_bias_derivative(ws->layer[l].delta, ws->layer[l].dE_db));
    return GSL_SUCCESS;
}
//< bias_policies

//> keep_biases
int bp_keep_biases(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = 0; l < network->n_layers; l++)
        BP_TRY(gsl_vector_memcpy(ws->layer[l].b_new, network->layer[l].b));
    return GSL_SUCCESS;
}
//< keep_biases

//> update_biases
int bp_update_biases(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_vector *b = network->layer[l].b;
        bp_layer_work *work = &ws->layer[l];
        for (size_t j = 0; j < b->size; j++) {
            double change = -ws->eta * gsl_vector_get(work->dE_db, j);
            gsl_vector_set(work->b_new, j, gsl_vector_get(b, j) + change);
        }
    }
    return GSL_SUCCESS;
}
//< update_biases

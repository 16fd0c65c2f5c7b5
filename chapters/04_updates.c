//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 4: a step downhill for every weight, and for biases that learn. */
#include "backprop.h"
//< head

//> step
void bp_step(const gsl_matrix *w, const gsl_matrix *dE_dw, double eta,
             gsl_matrix *w_new)
{
    assert(dE_dw->size1 == w->size1 && dE_dw->size2 == w->size2);
    assert(w_new->size1 == w->size1 && w_new->size2 == w->size2);

    for (size_t j = 0; j < w->size1; j++)
        for (size_t i = 0; i < w->size2; i++) {
            double change = -eta * gsl_matrix_get(dE_dw, j, i);
            gsl_matrix_set(w_new, j, i, gsl_matrix_get(w, j, i) + change);
        }
}
//< step

//> update_weights
void bp_update_weights(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        bp_step(network->layer[l].w, work->dE_dw, ws->eta, work->w_new);
    }
}
//< update_weights

//> own_bias_derivatives
void bp_own_bias_derivatives(const gsl_vector *delta, gsl_vector *dE_db)
{
    assert(dE_db->size == delta->size);

    for (size_t j = 0; j < delta->size; j++)
        gsl_vector_set(dE_db, j, gsl_vector_get(delta, j));
}
//< own_bias_derivatives

//> shared_bias_derivative
void bp_shared_bias_derivative(const gsl_vector *delta, gsl_vector *dE_db)
{
    assert(dE_db->size == delta->size);

    double sum = 0.0;
    for (size_t j = 0; j < delta->size; j++)
        sum += gsl_vector_get(delta, j);
    for (size_t j = 0; j < delta->size; j++)
        gsl_vector_set(dE_db, j, sum);
}
//< shared_bias_derivative

//> bias_derivatives
void bp_bias_derivatives(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        if (network->layer[l].one_bias)
            bp_shared_bias_derivative(work->delta, work->dE_db);
        else
            bp_own_bias_derivatives(work->delta, work->dE_db);
    }
}
//< bias_derivatives

//> update_biases
void bp_update_biases(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_vector *b = network->layer[l].b;
        bp_layer_work *work = &ws->layer[l];
        for (size_t j = 0; j < b->size; j++) {
            double change = -ws->eta * gsl_vector_get(work->dE_db, j);
            gsl_vector_set(work->b_new, j, gsl_vector_get(b, j) + change);
        }
    }
}
//< update_biases

//> bias_policies
void bp_keep_biases(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_vector *b = network->layer[l].b;
        for (size_t j = 0; j < b->size; j++)
            gsl_vector_set(ws->layer[l].b_new, j, gsl_vector_get(b, j));
    }
}

void bp_bias_derivatives_per_neuron(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++)
        bp_own_bias_derivatives(ws->layer[l].delta, ws->layer[l].dE_db);
}

void bp_bias_derivatives_per_layer(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++)
        bp_shared_bias_derivative(ws->layer[l].delta, ws->layer[l].dE_db);
}
//< bias_policies

//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 9: a round on several pairs at once. */
#include "backprop.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_randist.h>
//< head

//> sums
void bp_forget(bp_sums *sums)
{
    for (size_t l = 0; l < sums->n_layers; l++) {
        gsl_matrix_set_zero(sums->dE_dw[l]);
        gsl_vector_set_zero(sums->dE_db[l]);
    }
}

void bp_add_derivatives(const bp_workspace *ws, bp_sums *sums)
{
    for (size_t l = 0; l < sums->n_layers; l++) {
        gsl_matrix_add(sums->dE_dw[l], ws->layer[l].dE_dw);
        gsl_vector_add(sums->dE_db[l], ws->layer[l].dE_db);
    }
}

void bp_take_means(const bp_sums *sums, size_t n, bp_workspace *ws)
{
    for (size_t l = 0; l < sums->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        gsl_matrix_memcpy(work->dE_dw, sums->dE_dw[l]);
        gsl_matrix_scale(work->dE_dw, 1.0 / (double)n);
        gsl_vector_memcpy(work->dE_db, sums->dE_db[l]);
        gsl_vector_scale(work->dE_db, 1.0 / (double)n);
    }
}
//< sums

//> batch_round
void bp_batch_round(const bp_method *method, const bp_pairs *pairs,
                    const size_t pair[], size_t n, double eta,
                    const bp_network *network, bp_workspace *ws, bp_sums *sums)
{
    bp_forget(sums);
    for (size_t k = 0; k < n; k++) {
        bp_given(pairs, pair[k], eta, ws);
        bp_round(method, network, ws);
        bp_add_derivatives(ws, sums);
    }
    bp_take_means(sums, n, ws);
    method->update_weights(network, ws);
    method->update_biases(network, ws);
}
//< batch_round

//> shuffle
void bp_shuffle(gsl_rng *rng, unsigned long seed, size_t pass,
                gsl_permutation *order)
{
    const unsigned long apart = 2654435761; /* seeds of passes, far apart */
    gsl_rng_set(rng, (seed + apart * pass) & 0xffffffff);
    gsl_permutation_init(order);
    gsl_ran_shuffle(rng, order->data, order->size, sizeof order->data[0]);
}
//< shuffle

//> draw_weights
void bp_draw_weights(gsl_rng *rng, bp_network *network)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer *layer = &network->layer[l];
        double most = 1.0 / sqrt((double)layer->w->size2);
        for (size_t j = 0; j < layer->w->size1; j++)
            for (size_t i = 0; i < layer->w->size2; i++) {
                double w = (2.0 * gsl_rng_uniform(rng) - 1.0) * most;
                gsl_matrix_set(layer->w, j, i, w);
            }
        gsl_vector_set_zero(layer->b);
    }
}
//< draw_weights

//> sheet_given
void bp_sheet_given(const bp_pairs *pairs, const size_t pair[],
                    bp_batch_sheet *sheet)
{
    for (size_t p = 0; p < sheet->n_pairs; p++) {
        bp_copy_row(pairs->inputs, pair[p], sheet->input, p);
        bp_copy_row(pairs->targets, pair[p], sheet->target, p);
    }
}
//< sheet_given

//> sheet_forward
void bp_sheet_forward(const bp_network *network, bp_batch_sheet *sheet)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        gsl_matrix *net = sheet->net[l];
        for (size_t p = 0; p < net->size1; p++)
            gsl_matrix_set_row(net, p, layer->b); /* Net = In W^T + b */
        bp_multiply(CblasNoTrans, CblasTrans, 1.0, bp_sheet_source(sheet, l),
                    layer->w, 1.0, net);
        gsl_vector_view all_out = bp_all_of(sheet->out[l]);
        gsl_vector_view all_net = bp_all_of(net);
        bp_outputs(&all_net.vector, &all_out.vector);
    }
}
//< sheet_forward

//> sheet_deltas
static void times_slope(const gsl_matrix *out, gsl_matrix *delta)
{
    for (size_t p = 0; p < out->size1; p++)
        for (size_t j = 0; j < out->size2; j++) {
            double o = gsl_matrix_get(out, p, j);
            double slope = o * (1.0 - o);
            gsl_matrix_set(delta, p, j, gsl_matrix_get(delta, p, j) * slope);
        }
}

void bp_sheet_deltas(const bp_network *network, bp_batch_sheet *sheet)
{
    size_t l = network->n_layers - 1;
    gsl_matrix_memcpy(sheet->delta[l], sheet->out[l]);
    gsl_matrix_sub(sheet->delta[l], sheet->target); /* -(t - out) */
    times_slope(sheet->out[l], sheet->delta[l]);
    for (; l-- > 0;) {
        bp_multiply(CblasNoTrans, CblasNoTrans, 1.0, sheet->delta[l + 1],
                    network->layer[l + 1].w, 0.0, sheet->delta[l]);
        times_slope(sheet->out[l], sheet->delta[l]);
    }
}
//< sheet_deltas

//> sheet_update
void bp_sheet_update_weights(const bp_batch_sheet *sheet, double eta,
                             bp_network *network)
{
    for (size_t l = 0; l < network->n_layers; l++)
        bp_multiply(CblasTrans, CblasNoTrans, -eta / (double)sheet->n_pairs,
                    sheet->delta[l], bp_sheet_source(sheet, l), 1.0,
                    network->layer[l].w);
}

void bp_sheet_update_biases(bp_batch_sheet *sheet, double eta,
                            bp_network *network)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        gsl_blas_dgemv(CblasTrans, 1.0, sheet->delta[l], sheet->ones, 0.0,
                       sheet->sum[l]);
        if (network->layer[l].one_bias)
            bp_shared_bias_derivative(sheet->sum[l], sheet->dE_db[l]);
        else
            bp_own_bias_derivatives(sheet->sum[l], sheet->dE_db[l]);
        gsl_blas_daxpy(-eta / (double)sheet->n_pairs, sheet->dE_db[l],
                       network->layer[l].b);
    }
}
//< sheet_update

//> sheet_round
void bp_sheet_round(const bp_pairs *pairs, const size_t pair[], double eta,
                    bool train_biases, bp_network *network,
                    bp_batch_sheet *sheet)
{
    bp_sheet_given(pairs, pair, sheet);
    bp_sheet_forward(network, sheet);
    bp_sheet_deltas(network, sheet);
    bp_sheet_update_weights(sheet, eta, network);
    if (train_biases)
        bp_sheet_update_biases(sheet, eta, network);
}
//< sheet_round

//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 3: how the error depends on the hidden neurons. */
#include "backprop.h"
//< head

//> sum_paths
void bp_sum_paths(const gsl_matrix *w, const gsl_vector *delta_next,
                  gsl_matrix *dE_path, gsl_vector *dE_dout)
{
    assert(delta_next->size == w->size1 && dE_dout->size == w->size2);
    assert(dE_path->size1 == w->size1 && dE_path->size2 == w->size2);

    for (size_t j = 0; j < w->size2; j++) {
        double sum = 0.0;
        for (size_t k = 0; k < w->size1; k++) {
            double delta = gsl_vector_get(delta_next, k);
            double path = delta * gsl_matrix_get(w, k, j);
            gsl_matrix_set(dE_path, k, j, path);
            sum += path;
        }
        gsl_vector_set(dE_dout, j, sum);
    }
}
//< sum_paths

//> hidden_deltas
void bp_hidden_deltas(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = network->n_layers - 1; l-- > 0;) {
        bp_layer_work *work = &ws->layer[l];
        const bp_layer_work *next = &ws->layer[l + 1];
        bp_sum_paths(network->layer[l + 1].w, next->delta, work->dE_path,
                     work->dE_dout);
        bp_deltas(work->dE_dout, work->dout_dnet, work->delta);
    }
}
//< hidden_deltas

//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 3: how the error depends on the hidden neurons. */
#include "backprop.h"
//< head

//> sum_paths
int bp_sum_paths(const gsl_matrix *w, const gsl_vector *delta_next,
                 gsl_matrix *dE_path, gsl_vector *dE_dout)
{
    if (w->size1 != delta_next->size || w->size2 != dE_dout->size ||
        dE_path->size1 != w->size1 || dE_path->size2 != w->size2)
        return BP_BAD_SHAPE(
            "W is %zu x %zu, delta_next has %zu, dE_path is %zu x %zu, "
            "dE_dout has %zu",
            w->size1, w->size2, delta_next->size, dE_path->size1,
            dE_path->size2, dE_dout->size);

    gsl_vector_set_zero(dE_dout);
    for (size_t k = 0; k < w->size1; k++)
        for (size_t j = 0; j < w->size2; j++) {
            double path =
                gsl_vector_get(delta_next, k) * gsl_matrix_get(w, k, j);
            gsl_matrix_set(dE_path, k, j, path);
            gsl_vector_set(dE_dout, j, gsl_vector_get(dE_dout, j) + path);
        }
    return GSL_SUCCESS;
}
//< sum_paths

//> hidden_deltas
int bp_hidden_deltas(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_check_fit(network, ws));

    for (size_t l = network->n_layers - 1; l-- > 0;) {
        bp_layer_work *work = &ws->layer[l];
        const bp_layer_work *next = &ws->layer[l + 1];
        BP_TRY(bp_sum_paths(network->layer[l + 1].w, next->delta, work->dE_path,
                            work->dE_dout));
        BP_TRY(bp_deltas(work->dE_dout, work->dout_dnet, work->delta));
    }
    return GSL_SUCCESS;
}
//< hidden_deltas

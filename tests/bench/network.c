/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "network.h"

bp_network *bench_network(const bench_task *task)
{
    bp_network *network =
        bp_network_alloc(task->size[0], task->n_sizes - 1, task->size + 1);
    for (size_t l = 0; network != NULL && l < network->n_layers; l++) {
        gsl_matrix *w = network->layer[l].w;
        gsl_vector *b = network->layer[l].b;
        gsl_matrix_const_view given_w =
            gsl_matrix_const_view_array(task->w[l], w->size1, w->size2);
        gsl_vector_const_view given_b =
            gsl_vector_const_view_array(task->b[l], b->size);
        gsl_matrix_memcpy(w, &given_w.matrix);
        gsl_vector_memcpy(b, &given_b.vector);
    }
    return network;
}

bp_pairs bench_pairs(const bench_task *task, bench_views *views)
{
    size_t n_outputs = task->size[task->n_sizes - 1];
    views->inputs =
        gsl_matrix_view_array(task->inputs, task->n_pairs, task->size[0]);
    views->targets =
        gsl_matrix_view_array(task->targets, task->n_pairs, n_outputs);
    return (bp_pairs){&views->inputs.matrix, &views->targets.matrix};
}

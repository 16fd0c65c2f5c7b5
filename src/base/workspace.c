/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workspace of one round, and what fits a network. */
#include "backprop.h"

#include <stdlib.h>

/* Room for one layer's results: n neurons, fed by n_source, feeding n_next (0:
 * none). False where memory ran out; what was allocated stays in work, for the
 * caller to free. */
static bool layer_work_alloc(bp_layer_work *work, size_t n, size_t n_source,
                             size_t n_next)
{
    gsl_vector **const vectors[] = {
        &work->net,   &work->out,   &work->dE_dout, &work->dout_dnet,
        &work->delta, &work->dE_db, &work->b_new};
    for (size_t v = 0; v < sizeof vectors / sizeof vectors[0]; v++)
        if ((*vectors[v] = gsl_vector_calloc(n)) == NULL)
            return false;
    if ((work->dE_dw = gsl_matrix_calloc(n, n_source)) == NULL)
        return false;
    if ((work->w_new = gsl_matrix_calloc(n, n_source)) == NULL)
        return false;
    if (n_next > 0 && (work->dE_path = gsl_matrix_calloc(n_next, n)) == NULL)
        return false;
    return true;
}

static void layer_work_free(bp_layer_work *work)
{
    gsl_vector_free(work->net);
    gsl_vector_free(work->out);
    gsl_vector_free(work->dE_dout);
    gsl_vector_free(work->dout_dnet);
    gsl_vector_free(work->delta);
    gsl_matrix_free(work->dE_path);
    gsl_matrix_free(work->dE_dw);
    gsl_vector_free(work->dE_db);
    gsl_matrix_free(work->w_new);
    gsl_vector_free(work->b_new);
}

bp_workspace *bp_workspace_alloc(const bp_network *network)
{
    bp_workspace *ws = calloc(1, sizeof *ws);
    if (ws == NULL)
        GSL_ERROR_NULL("no memory for a workspace", GSL_ENOMEM);
    ws->n_layers = network->n_layers;
    ws->input = gsl_vector_calloc(network->n_inputs);
    ws->target = gsl_vector_calloc(bp_n_outputs(network));
    ws->E = gsl_vector_calloc(bp_n_outputs(network));
    bool enough = ws->input != NULL && ws->target != NULL && ws->E != NULL;
    for (size_t l = 0; enough && l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        bool is_last = l + 1 == network->n_layers;
        size_t n_next = is_last ? 0 : network->layer[l + 1].w->size1;
        enough = layer_work_alloc(&ws->layer[l], w->size1, w->size2, n_next);
    }
    if (!enough) {
        bp_workspace_free(ws);
        return NULL;
    }
    return ws;
}

void bp_workspace_free(bp_workspace *ws)
{
    if (ws == NULL)
        return;
    gsl_vector_free(ws->input);
    gsl_vector_free(ws->target);
    gsl_vector_free(ws->E);
    for (size_t l = 0; l < ws->n_layers; l++)
        layer_work_free(&ws->layer[l]);
    free(ws);
}

/* ------------------------------------------------------ where things meet */

bool bp_fits(const bp_network *network, const bp_workspace *ws)
{
    bool fits = network->n_layers == ws->n_layers;
    for (size_t l = 0; fits && l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        const gsl_matrix *w_new = ws->layer[l].w_new;
        fits = w->size1 == w_new->size1 && w->size2 == w_new->size2;
    }
    return fits;
}

bool bp_pairs_fit(const bp_network *network, const bp_pairs *pairs)
{
    return pairs->inputs->size1 > 0 &&
           pairs->targets->size1 == pairs->inputs->size1 &&
           pairs->inputs->size2 == network->n_inputs &&
           pairs->targets->size2 == bp_n_outputs(network);
}

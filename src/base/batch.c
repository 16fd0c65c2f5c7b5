/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a round on several pairs needs: sums, and a worksheet of many rows. */
#include "backprop.h"

#include <stdlib.h>

bp_sums *bp_sums_alloc(const bp_network *network)
{
    bp_sums *sums = calloc(1, sizeof *sums);
    if (sums == NULL)
        GSL_ERROR_NULL("no memory for sums", GSL_ENOMEM);
    sums->n_layers = network->n_layers;
    bool enough = true;
    for (size_t l = 0; enough && l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        sums->dE_dw[l] = gsl_matrix_calloc(w->size1, w->size2);
        sums->dE_db[l] = gsl_vector_calloc(w->size1);
        enough = sums->dE_dw[l] != NULL && sums->dE_db[l] != NULL;
    }
    if (enough)
        return sums;
    bp_sums_free(sums);
    return NULL;
}

void bp_sums_free(bp_sums *sums)
{
    if (sums == NULL)
        return;
    for (size_t l = 0; l < sums->n_layers; l++) {
        gsl_matrix_free(sums->dE_dw[l]);
        gsl_vector_free(sums->dE_db[l]);
    }
    free(sums);
}

/* Room for one layer of n neurons. False where memory ran out; what was allocated
 * stays in the sheet, for the caller to free. */
static bool layer_alloc(bp_batch_sheet *sheet, size_t l, size_t n)
{
    gsl_matrix **const matrices[] = {&sheet->net[l], &sheet->out[l],
                                     &sheet->delta[l]};
    for (size_t m = 0; m < sizeof matrices / sizeof matrices[0]; m++)
        if ((*matrices[m] = gsl_matrix_calloc(sheet->n_pairs, n)) == NULL)
            return false;
    return (sheet->sum[l] = gsl_vector_calloc(n)) != NULL &&
           (sheet->dE_db[l] = gsl_vector_calloc(n)) != NULL;
}

bp_batch_sheet *bp_batch_sheet_alloc(const bp_network *network, size_t n_pairs)
{
    bp_batch_sheet *sheet = calloc(1, sizeof *sheet);
    if (sheet == NULL)
        GSL_ERROR_NULL("no memory for a batch's worksheet", GSL_ENOMEM);
    sheet->n_pairs = n_pairs;
    sheet->n_layers = network->n_layers;
    sheet->input = gsl_matrix_calloc(n_pairs, network->n_inputs);
    sheet->target = gsl_matrix_calloc(n_pairs, bp_n_outputs(network));
    sheet->ones = gsl_vector_alloc(n_pairs);
    bool enough =
        sheet->input != NULL && sheet->target != NULL && sheet->ones != NULL;
    for (size_t l = 0; enough && l < network->n_layers; l++)
        enough = layer_alloc(sheet, l, network->layer[l].w->size1);
    if (!enough) {
        bp_batch_sheet_free(sheet);
        return NULL;
    }
    gsl_vector_set_all(sheet->ones, 1.0);
    return sheet;
}

void bp_batch_sheet_free(bp_batch_sheet *sheet)
{
    if (sheet == NULL)
        return;
    gsl_matrix_free(sheet->input);
    gsl_matrix_free(sheet->target);
    gsl_vector_free(sheet->ones);
    for (size_t l = 0; l < sheet->n_layers; l++) {
        gsl_matrix_free(sheet->net[l]);
        gsl_matrix_free(sheet->out[l]);
        gsl_matrix_free(sheet->delta[l]);
        gsl_vector_free(sheet->sum[l]);
        gsl_vector_free(sheet->dE_db[l]);
    }
    free(sheet);
}

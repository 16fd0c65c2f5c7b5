/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a round on several pairs needs: sums, a workspace of many rows, and what fills
 * it fast. */
#include "backprop.h"

#include <stdlib.h>
#include <string.h>

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
        GSL_ERROR_NULL("no memory for a batch's workspace", GSL_ENOMEM);
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

/* --------------------------------------------------------- rows and products */

void bp_copy_row(const gsl_matrix *from, size_t i, gsl_matrix *to, size_t p)
{
    assert(from->size2 == to->size2);

    memcpy(gsl_matrix_ptr(to, p, 0), gsl_matrix_const_ptr(from, i, 0),
           to->size2 * sizeof(double));
}

void bp_multiply(CBLAS_TRANSPOSE_t trans_a, CBLAS_TRANSPOSE_t trans_b,
                 double alpha, const gsl_matrix *a, const gsl_matrix *b,
                 double beta, gsl_matrix *c)
{
    bool is_row = a->size1 == 1;
    gsl_vector_const_view row_a = gsl_matrix_const_row(a, 0);
    if (is_row && trans_a == CblasNoTrans) {
        /* c is a row: its transpose is B^T times that of a. */
        CBLAS_TRANSPOSE_t other =
            trans_b == CblasNoTrans ? CblasTrans : CblasNoTrans;
        gsl_vector_view row_c = gsl_matrix_row(c, 0);
        gsl_blas_dgemv(other, alpha, b, &row_a.vector, beta, &row_c.vector);
    } else if (is_row && trans_b == CblasNoTrans && beta == 1.0) {
        /* A column times a row, so that B is a row as well. */
        gsl_vector_const_view row_b = gsl_matrix_const_row(b, 0);
        gsl_blas_dger(alpha, &row_a.vector, &row_b.vector, c);
    } else {
        gsl_blas_dgemm(trans_a, trans_b, alpha, a, b, beta, c);
    }
}

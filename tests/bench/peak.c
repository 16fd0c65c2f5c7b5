/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast OpenBLAS multiplies matrices here: the most that a round can reach.
 *
 *   peak large SECONDS        two matrices of 1024 x 1024: the peak
 *   peak BATCH SECONDS        the products of a round of 784-128-10, and nothing else
 *   peak library              which OpenBLAS this is, and what processor it is for
 *
 * Prints what bench_time does, of one product of large matrices or of one round's. */
#include <cblas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "task.h"

enum { LARGE = 1024, N_INPUTS = 784, N_HIDDEN = 128, N_OUTPUTS = 10 };

/* Matrices of the shapes that their users know, all of one size in memory. */
typedef struct {
    blasint n; /* pairs */
    double *input, *out_h, *delta_h, *delta_o, *w_h, *w_o;
} matrices;

static void large_products(void *what, size_t n_rounds)
{
    matrices *m = what;
    for (size_t r = 0; r < n_rounds; r++)
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, LARGE, LARGE,
                    LARGE, 1.0, m->input, LARGE, m->w_h, LARGE, 0.0, m->out_h,
                    LARGE);
}

/* The five products of chapter 9: both layers forward, the hidden deltas, and both
 * steps downhill, which are too small to change a weight here. */
static void round_products(void *what, size_t n_rounds)
{
    const double step = -1e-30;
    matrices *m = what;
    for (size_t r = 0; r < n_rounds; r++) {
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m->n, N_HIDDEN,
                    N_INPUTS, 1.0, m->input, N_INPUTS, m->w_h, N_INPUTS, 0.0,
                    m->out_h, N_HIDDEN);
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m->n, N_OUTPUTS,
                    N_HIDDEN, 1.0, m->out_h, N_HIDDEN, m->w_o, N_HIDDEN, 0.0,
                    m->delta_o, N_OUTPUTS);
        cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m->n, N_HIDDEN,
                    N_OUTPUTS, 1.0, m->delta_o, N_OUTPUTS, m->w_o, N_HIDDEN,
                    0.0, m->delta_h, N_HIDDEN);
        cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, N_OUTPUTS,
                    N_HIDDEN, m->n, step, m->delta_o, N_OUTPUTS, m->out_h,
                    N_HIDDEN, 1.0, m->w_o, N_HIDDEN);
        cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, N_HIDDEN, N_INPUTS,
                    m->n, step, m->delta_h, N_HIDDEN, m->input, N_INPUTS, 1.0,
                    m->w_h, N_INPUTS);
    }
}

static double *make_matrix(size_t n_numbers)
{
    double *m = malloc(n_numbers * sizeof *m);
    for (size_t i = 0; m != NULL && i < n_numbers; i++)
        m[i] = ((double)(i % 7) - 3.0) / 8.0;
    return m;
}

static void clear(matrices *m)
{
    free(m->input);
    free(m->out_h);
    free(m->delta_h);
    free(m->delta_o);
    free(m->w_h);
    free(m->w_o);
}

/* Room for a round of n pairs, 0 for the large product; false where memory runs out. */
static bool make_matrices(size_t n, matrices *m)
{
    size_t large = (size_t)LARGE * LARGE;
    m->n = (blasint)n;
    m->input = make_matrix(n == 0 ? large : n * N_INPUTS);
    m->out_h = make_matrix(n == 0 ? large : n * N_HIDDEN);
    m->delta_h = make_matrix(n * N_HIDDEN + 1);
    m->delta_o = make_matrix(n * N_OUTPUTS + 1);
    m->w_h = make_matrix(n == 0 ? large : (size_t)N_HIDDEN * N_INPUTS);
    m->w_o = make_matrix((size_t)N_OUTPUTS * N_HIDDEN);
    return m->input != NULL && m->out_h != NULL && m->delta_h != NULL &&
           m->delta_o != NULL && m->w_h != NULL && m->w_o != NULL;
}

int main(int argc, char *argv[])
{
    if (argc == 2 && strcmp(argv[1], "library") == 0) {
        printf("%s\t%s\n", openblas_get_config(), openblas_get_corename());
        return 0;
    }
    double seconds = argc == 3 ? strtod(argv[2], NULL) : 0.0;
    bool is_large = argc == 3 && strcmp(argv[1], "large") == 0;
    size_t n = argc == 3 && !is_large ? bench_count(argv[1]) : 0;
    if (!(seconds > 0.0) || (n == 0 && !is_large)) {
        fputs("peak: expected large or a batch, then seconds; or library\n",
              stderr);
        return 2;
    }
    matrices m;
    bool ok = make_matrices(n, &m);
    if (ok)
        bench_time(seconds, is_large ? large_products : round_products, &m);
    clear(&m);
    return ok ? 0 : 1;
}

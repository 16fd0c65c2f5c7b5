/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast OpenBLAS multiplies large matrices here: the most that a round of matrix
 * products can reach.
 *
 *   peak SIZE PRODUCTS
 *
 * Multiplies two matrices of SIZE x SIZE so many times, after once that is not timed.
 * Prints what bench_print does, of a product. */
#include <cblas.h>
#include <stdlib.h>

#include "task.h"

static void multiply(size_t size, const double *a, const double *b, double *c)
{
    blasint n = (blasint)size;
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1.0, a, n,
                b, n, 0.0, c, n);
}

int main(int argc, char *argv[])
{
    size_t size = argc == 3 ? bench_count(argv[1]) : 0;
    size_t n_products = argc == 3 ? bench_count(argv[2]) : 0;
    if (size == 0 || n_products == 0) {
        fputs("peak: expected SIZE PRODUCTS\n", stderr);
        return 2;
    }
    double *a = malloc(size * size * sizeof *a);
    double *b = malloc(size * size * sizeof *b);
    double *c = malloc(size * size * sizeof *c);
    bool ok = a != NULL && b != NULL && c != NULL;
    if (ok) {
        for (size_t i = 0; i < size * size; i++) {
            a[i] = 1.0 / (double)(i + 1);
            b[i] = (double)(i % 7) - 3.0;
        }
        multiply(size, a, b, c);
        double since = bench_clock();
        for (size_t p = 0; p < n_products; p++)
            multiply(size, a, b, c);
        bench_print(since, n_products);
    }
    free(a);
    free(b);
    free(c);
    return ok ? 0 : 1;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What fills a batch's worksheet: rows and products. Expected: the sums that make a
 * product, written out here. All numbers are small and whole, so that they are exact in
 * whichever order they are added up. */
#include "support.h"

/* A matrix of whole numbers, which begin with another one each time. */
static gsl_matrix *whole_numbers(size_t n_rows, size_t n_columns, int first)
{
    gsl_matrix *m = gsl_matrix_alloc(n_rows, n_columns);
    ck_assert_ptr_nonnull(m);
    for (size_t j = 0; j < n_rows; j++)
        for (size_t i = 0; i < n_columns; i++)
            gsl_matrix_set(m, j, i, first++ % 11 - 5);
    return m;
}

static gsl_matrix *given(CBLAS_TRANSPOSE_t trans, size_t n_rows,
                         size_t n_columns, int first)
{
    return trans == CblasTrans ? whole_numbers(n_columns, n_rows, first)
                               : whole_numbers(n_rows, n_columns, first);
}

static double element(CBLAS_TRANSPOSE_t trans, const gsl_matrix *m, size_t j,
                      size_t i)
{
    return trans == CblasTrans ? gsl_matrix_get(m, i, j)
                               : gsl_matrix_get(m, j, i);
}

static void expect_product(CBLAS_TRANSPOSE_t trans_a, CBLAS_TRANSPOSE_t trans_b,
                           size_t n_rows, size_t n_sum, size_t n_columns,
                           double beta)
{
    const double alpha = -3.0;
    gsl_matrix *a = given(trans_a, n_rows, n_sum, 2);
    gsl_matrix *b = given(trans_b, n_sum, n_columns, 7);
    gsl_matrix *before = whole_numbers(n_rows, n_columns, 4);
    gsl_matrix *c = whole_numbers(n_rows, n_columns, 4);
    bp_multiply(trans_a, trans_b, alpha, a, b, beta, c);
    for (size_t j = 0; j < n_rows; j++)
        for (size_t i = 0; i < n_columns; i++) {
            double sum = 0.0;
            for (size_t k = 0; k < n_sum; k++)
                sum += element(trans_a, a, j, k) * element(trans_b, b, k, i);
            ck_assert_double_eq(gsl_matrix_get(c, j, i),
                                alpha * sum +
                                    beta * gsl_matrix_get(before, j, i));
        }
    gsl_matrix_free(a);
    gsl_matrix_free(b);
    gsl_matrix_free(before);
    gsl_matrix_free(c);
}

/* Of every shape up to 3 x 3 x 3, single rows and columns among them. */
START_TEST(product_is_the_sums)
{
    const CBLAS_TRANSPOSE_t trans_a = _i % 2 == 0 ? CblasNoTrans : CblasTrans;
    const CBLAS_TRANSPOSE_t trans_b = _i / 2 == 0 ? CblasNoTrans : CblasTrans;
    for (size_t n_rows = 1; n_rows <= 3; n_rows++)
        for (size_t n_sum = 1; n_sum <= 3; n_sum++)
            for (size_t n_columns = 1; n_columns <= 3; n_columns++)
                for (int beta = 0; beta <= 2; beta++)
                    expect_product(trans_a, trans_b, n_rows, n_sum, n_columns,
                                   beta);
}
END_TEST

/* The matrices are parts of larger ones, as a view may be: their rows do not follow
 * each other at once. */
START_TEST(row_is_copied_and_no_other)
{
    gsl_matrix *from = whole_numbers(4, 5, 1);
    gsl_matrix *to = gsl_matrix_calloc(3, 7);
    ck_assert_ptr_nonnull(to);
    gsl_matrix_const_view part = gsl_matrix_const_submatrix(from, 0, 1, 4, 3);
    gsl_matrix_view place = gsl_matrix_submatrix(to, 0, 2, 3, 3);
    bp_copy_row(&part.matrix, 2, &place.matrix, 1);
    for (size_t j = 0; j < to->size1; j++)
        for (size_t i = 0; i < to->size2; i++) {
            bool is_copied = j == 1 && i >= 2 && i < 5;
            ck_assert_double_eq(gsl_matrix_get(to, j, i),
                                is_copied ? gsl_matrix_get(from, 2, i - 1)
                                          : 0.0);
        }
    gsl_matrix_free(from);
    gsl_matrix_free(to);
}
END_TEST

int main(void)
{
    TCase *batch = tcase_create("batch");
    tcase_add_loop_test(batch, product_is_the_sums, 0, 4);
    tcase_add_test(batch, row_is_copied_and_no_other);
    return run_cases("batch", 1, &batch);
}

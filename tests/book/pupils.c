/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is trained on many pairs, on small ones: which pairs are digits, and which
 * of them are kept back. tests/book/many.sh has the book's own.
 * Expected: worked out by hand, and rounds of chapter 9, one by one. */
#include <stdlib.h>
#include <string.h>

#include "book/many.h"
#include "book/pupil.h"
#include "files/tsv.h"
#include "support.h"
#include "written.h"

enum { FEWEST = BP_KEPT_BACK * BP_DIGIT_BATCH };

/* Digits of three points; pair p shows p mod 10, the more plainly the less noise. */
static bp_pairs make_digits(size_t n, size_t n_targets)
{
    bp_pairs digits = {.inputs = gsl_matrix_alloc(n, 3),
                       .targets = gsl_matrix_calloc(n, n_targets)};
    ck_assert(digits.inputs != NULL && digits.targets != NULL);
    for (size_t p = 0; p < n; p++) {
        for (size_t i = 0; i < 3; i++)
            gsl_matrix_set(digits.inputs, p, i,
                           sin(1.3 * (double)((p % 10) * 3 + i)) +
                               0.1 * cos(2.9 * (double)(p * 3 + i)));
        gsl_matrix_set(digits.targets, p, p % n_targets, 1.0);
    }
    return digits;
}

static void free_digits(bp_pairs *digits)
{
    gsl_matrix_free(digits->inputs);
    gsl_matrix_free(digits->targets);
}

typedef bool fill_rows(const bp_pairs *digits, const bp_sink *sink,
                       bp_complaint *complaint);

/* What is written of them, for the caller to free. */
static char *rows_of(fill_rows *fill, const bp_pairs *digits)
{
    written w = {.length = 0};
    bp_out out = write_to(&w);
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &out);
    bp_complaint complaint;
    ck_assert(fill(digits, &sink, &complaint));
    return w.text;
}

/* ---------------------------------------------------------- what are no digits */

static void expect_no_digits(const bp_pairs *digits)
{
    written w = {.length = 0};
    bp_out out = write_to(&w);
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &out);
    bp_values values;
    bp_complaint complaint[3];
    ck_assert(!bp_digit_rows(digits, &sink, &complaint[0]));
    ck_assert(!bp_confusion_rows(digits, &sink, &complaint[1]));
    ck_assert(!bp_many_values(digits, &values, &complaint[2]));
    ck_assert_uint_eq(w.length, 0);
    for (size_t k = 0; k < LENGTH(complaint); k++)
        expect_complaint_with(&complaint[k], 0,
                              "these are no digits, expected at least 50 pairs "
                              "with ten targets, one of them 1 and the others "
                              "0",
                              "digits");
    free(w.text);
}

START_TEST(pairs_that_are_no_digits)
{
    bp_pairs few = make_digits(FEWEST - 1, 10);
    expect_no_digits(&few);
    free_digits(&few);
    bp_pairs nine = make_digits(FEWEST, 9);
    expect_no_digits(&nine);
    free_digits(&nine);
    bp_pairs eleven = make_digits(FEWEST, 11);
    expect_no_digits(&eleven);
    free_digits(&eleven);
}
END_TEST

/* In the last pair: no 1, two of them, a half, less than nothing. */
static const struct {
    size_t t;
    double x;
} faults[] = {{9, 0.0}, {3, 1.0}, {9, 0.5}, {0, -1.0}, {0, NAN}};

START_TEST(targets_that_are_no_digit)
{
    bp_pairs digits = make_digits(FEWEST, 10);
    gsl_matrix_set(digits.targets, FEWEST - 1, faults[_i].t, faults[_i].x);
    expect_no_digits(&digits);
    free_digits(&digits);
}
END_TEST

/* ------------------------------------------------------------- what is learned */

/* 52 pairs: a fifth, which is 10, is kept back; of the 42 that are learned, 4
 * batches of 10 are full. Each pass, by rounds of chapter 9. */
START_TEST(passes_round_by_round)
{
    enum { ALL = 52, LEARNED = 42, BATCHES = 4 };
    bp_pairs digits = make_digits(ALL, 10);
    char *rows = rows_of(bp_digit_rows, &digits);
    bp_pupil pupil;
    ck_assert(bp_pupil_make(3, BP_DIGIT_HIDDEN, 10, &pupil));
    gsl_permutation *order = gsl_permutation_alloc(LEARNED);
    ck_assert_ptr_nonnull(order);
    bp_pupil_start(&pupil, BP_DIGIT_SEED);
    char *rest;
    ck_assert_str_eq(strtok_r(rows, "\n", &rest), "pass\tlearned\tkept");
    for (size_t pass = 0; pass < BP_DIGIT_PASSES; pass++) {
        bp_shuffle(pupil.rng, BP_DIGIT_SEED, pass, order);
        for (size_t b = 0; b < BATCHES; b++) {
            bp_batch_round(&pupil.method, &digits, order->data + 10 * b, 10,
                           BP_DIGIT_ETA, pupil.network, pupil.ws, pupil.sums);
            bp_adopt(pupil.network, pupil.ws);
        }
        double E[2] = {0.0, 0.0};
        for (size_t p = 0; p < ALL; p++) {
            bp_pupil_answer(&pupil, &digits, p);
            E[p >= LEARNED] += pupil.ws->E_total;
        }
        char *cell = strtok_r(NULL, "\n", &rest);
        ck_assert_ptr_nonnull(cell);
        ck_assert_uint_eq(strtoul(cell, &cell, 10), pass + 1);
        expect_close("learned", strtod(cell, &cell), E[0] / (double)LEARNED,
                     1e-3);
        expect_close("kept", strtod(cell, &cell),
                     E[1] / (double)(ALL - LEARNED), 1e-3);
    }
    ck_assert_ptr_null(strtok_r(NULL, "\n", &rest));
    gsl_permutation_free(order);
    bp_pupil_free(&pupil);
    free(rows);
    free_digits(&digits);
}
END_TEST

/* The last ten of fifty: one of each digit is kept back. */
START_TEST(answers_of_those_kept_back)
{
    bp_pairs digits = make_digits(FEWEST, 10);
    char *rows = rows_of(bp_confusion_rows, &digits);
    unsigned long n[10] = {0};
    size_t n_rows = 0;
    char *rest;
    strtok_r(rows, "\n", &rest);
    for (char *row; (row = strtok_r(NULL, "\n", &rest)) != NULL; n_rows++) {
        unsigned long digit = strtoul(row, &row, 10);
        unsigned long answer = strtoul(row, &row, 10);
        ck_assert_uint_eq(10 * digit + answer, n_rows);
        n[digit] += strtoul(row, NULL, 10);
    }
    ck_assert_uint_eq(n_rows, 100);
    for (int digit = 0; digit < 10; digit++)
        ck_assert_uint_eq(n[digit], 1);
    free(rows);
    free_digits(&digits);
}
END_TEST

/* ------------------------------------------------------------------- the pupil */

/* A start is forgotten by the next, and is that of chapter 9. */
START_TEST(a_start_belongs_to_its_seed)
{
    bp_pupil one, other;
    ck_assert(bp_pupil_make(2, 3, 1, &one) && bp_pupil_make(2, 3, 1, &other));
    bp_pupil_start(&one, 4);
    bp_pupil_start(&other, 5);
    ck_assert(!is_same_network(one.network, other.network));
    bp_pupil_start(&other, 4);
    ck_assert(is_same_network(one.network, other.network));
    gsl_rng_set(one.rng, 4);
    bp_draw_weights(one.rng, one.network);
    ck_assert(is_same_network(one.network, other.network));
    bp_pupil_free(&other);
    bp_pupil_free(&one);
}
END_TEST

/* Without weights every output is a half. Targets 0, 1 and 1/4 are missed by 1/2,
 * 1/2 and 1/4: errors of 1/8, 1/8 and 1/32. */
START_TEST(mean_errors_by_hand)
{
    bp_pupil pupil;
    ck_assert(bp_pupil_make(1, 1, 1, &pupil));
    double in[] = {3, -2, 5};
    double target[] = {0, 1, 0.25};
    gsl_matrix_view inputs = gsl_matrix_view_array(in, 3, 1);
    gsl_matrix_view targets = gsl_matrix_view_array(target, 3, 1);
    bp_pairs pairs = {&inputs.matrix, &targets.matrix};
    ck_assert_double_eq(gsl_vector_get(bp_pupil_answer(&pupil, &pairs, 1), 0),
                        0.5);
    ck_assert_double_eq(bp_pupil_mean_error(&pupil, &pairs, 0, 2), 0.125);
    ck_assert_double_eq(bp_pupil_mean_error(&pupil, &pairs, 1, 3),
                        (0.125 + 0.03125) / 2.0);
    ck_assert_double_eq(bp_pupil_mean_error(&pupil, &pairs, 2, 3), 0.03125);
    bp_pupil_free(&pupil);
}
END_TEST

int main(void)
{
    TCase *digits = tcase_create("digits");
    tcase_set_timeout(digits, 60);
    tcase_add_test(digits, pairs_that_are_no_digits);
    tcase_add_loop_test(digits, targets_that_are_no_digit, 0, LENGTH(faults));
    tcase_add_test(digits, passes_round_by_round);
    tcase_add_test(digits, answers_of_those_kept_back);
    TCase *pupils = tcase_create("pupils");
    tcase_add_test(pupils, a_start_belongs_to_its_seed);
    tcase_add_test(pupils, mean_errors_by_hand);
    return run_cases("pupils", 2, (TCase *[]){digits, pupils});
}

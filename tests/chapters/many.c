/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 09: rounds on several pairs, their order, and weights to start from.
 * Expected: the rounds of chapters 01 to 05, which other tests hold to the
 * reference, and means of what they leave; numbers worked out by hand; and what
 * tests/reference/twister.c draws, which was written after the publication of the
 * generator and shares nothing with GSL's. */
#include "workspace.h"

#include <float.h>
#include <stdlib.h>

#define ROW_OF(...) ((double[]){__VA_ARGS__})

static void expect_numbers(const char *what, size_t n, const double computed[],
                           const double expected[])
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(computed[i] == expected[i],
                      "%s, number %zu: %.17g, expected %.17g", what, i,
                      computed[i], expected[i]);
}

/* Two numbers that came of the same ones by sums in another order. */
static void expect_near(const char *what, size_t l, size_t k, double a,
                        double b)
{
    ck_assert_msg(fabs(a - b) <= 16.0 * DBL_EPSILON * fmax(1.0, fabs(b)),
                  "%s of layer %zu, number %zu: %.17g and %.17g", what, l, k, a,
                  b);
}

/* --------------------------------------------------------- networks and pairs */

/* Shapes: no hidden layer, single neurons, more and fewer outputs than inputs, two
 * hidden layers. */
static const struct {
    size_t n_inputs, n_layers, n_neurons[3];
} shapes[] = {
    {3, 1, {2}},    {1, 1, {1}},    {1, 3, {1, 1, 1}},
    {2, 2, {2, 2}}, {4, 2, {3, 5}}, {5, 3, {4, 2, 3}},
};

enum { N_PAIRS = 6 };

static bp_network *network;
static bp_pairs pairs;

/* Numbers without a pattern, from -0.9 to 0.9. */
static double next_number(size_t *k)
{
    return 0.9 * sin(1.7 * (double)(*k)++ + 0.3);
}

static void fill(gsl_matrix *matrix, size_t *k)
{
    for (size_t j = 0; j < matrix->size1; j++)
        for (size_t i = 0; i < matrix->size2; i++)
            gsl_matrix_set(matrix, j, i, next_number(k));
}

static void make(size_t shape, bool one_bias)
{
    size_t k = 0;
    network = bp_network_alloc(shapes[shape].n_inputs, shapes[shape].n_layers,
                               shapes[shape].n_neurons);
    ck_assert_ptr_nonnull(network);
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer *layer = &network->layer[l];
        fill(layer->w, &k);
        layer->one_bias = one_bias;
        gsl_vector_set_all(layer->b, next_number(&k));
        for (size_t j = 0; !one_bias && j < layer->b->size; j++)
            gsl_vector_set(layer->b, j, next_number(&k));
    }
    pairs.inputs = gsl_matrix_alloc(N_PAIRS, network->n_inputs);
    pairs.targets = gsl_matrix_alloc(N_PAIRS, bp_n_outputs(network));
    ck_assert(pairs.inputs != NULL && pairs.targets != NULL);
    fill(pairs.inputs, &k);
    fill(pairs.targets, &k);
}

static void unmake(void)
{
    gsl_matrix_free(pairs.inputs);
    gsl_matrix_free(pairs.targets);
    bp_network_free(network);
}

static bp_method method_of(bool train_biases)
{
    return train_biases ? bp_vary(bp_backpropagation, &bp_train_biases)
                        : bp_backpropagation;
}

/* --------------------------------------------------------------------- sums
 * 2-1: (1, -2) + (0.5, 4) = (1.5, 2), and 3 - 7 = -4; divided by 4, (0.375, 0.5)
 * and -1. */

static void put_derivatives(bp_workspace *ws, double first, double second,
                            double bias)
{
    gsl_matrix_set(ws->layer[0].dE_dw, 0, 0, first);
    gsl_matrix_set(ws->layer[0].dE_dw, 0, 1, second);
    gsl_vector_set(ws->layer[0].dE_db, 0, bias);
}

START_TEST(sums_and_means_by_hand)
{
    bp_network *small = bp_network_alloc(2, 1, (const size_t[]){1});
    bp_workspace *ws = bp_workspace_alloc(small);
    bp_sums *sums = bp_sums_alloc(small);
    ck_assert(small != NULL && ws != NULL && sums != NULL);
    for (int again = 0; again < 2; again++) { /* forgets what was there */
        bp_forget(sums);
        expect_numbers("forgotten", 2, sums->dE_dw[0]->data, ROW_OF(0, 0));
        expect_numbers("forgotten", 1, sums->dE_db[0]->data, ROW_OF(0));
        put_derivatives(ws, 1.0, -2.0, 3.0);
        bp_add_derivatives(ws, sums);
        put_derivatives(ws, 0.5, 4.0, -7.0);
        bp_add_derivatives(ws, sums);
        bp_take_means(sums, 4, ws);
        expect_numbers("sums", 2, sums->dE_dw[0]->data, ROW_OF(1.5, 2));
        expect_numbers("sums", 1, sums->dE_db[0]->data, ROW_OF(-4));
        expect_numbers("means", 2, ws->layer[0].dE_dw->data,
                       ROW_OF(0.375, 0.5));
        expect_numbers("means", 1, ws->layer[0].dE_db->data, ROW_OF(-1));
    }
    bp_sums_free(sums);
    bp_workspace_free(ws);
    bp_network_free(small);
}
END_TEST

/* --------------------------------------------------------------- a batch's round */

/* A batch of one is the round of that pair, to the last bit. */
static void expect_online_round(bool train_biases)
{
    const bp_method method = method_of(train_biases);
    bp_workspace *online = bp_workspace_alloc(network);
    bp_workspace *batch = bp_workspace_alloc(network);
    bp_sums *sums = bp_sums_alloc(network);
    ck_assert(online != NULL && batch != NULL && sums != NULL);
    for (size_t p = 0; p < N_PAIRS; p++) {
        bp_given(&pairs, p, 0.7, online);
        bp_round(&method, network, online);
        bp_batch_round(&method, &pairs, &p, 1, 0.7, network, batch, sums);
        for (size_t l = 0; l < network->n_layers; l++) {
            ck_assert(gsl_matrix_equal(batch->layer[l].w_new,
                                       online->layer[l].w_new));
            ck_assert(gsl_vector_equal(batch->layer[l].b_new,
                                       online->layer[l].b_new));
        }
    }
    bp_sums_free(sums);
    bp_workspace_free(batch);
    bp_workspace_free(online);
}

START_TEST(a_batch_of_one_is_a_round)
{
    for (int policy = 0; policy < 4; policy++) {
        make((size_t)_i, policy / 2);
        expect_online_round(policy % 2);
        unmake();
    }
}
END_TEST

/* dE/dw or, where i is beyond the sources, dE/db of a neuron: the mean over these
 * pairs of what a round on each of them leaves. */
static double mean_derivative(const bp_method *method, const size_t pair[],
                              size_t n, size_t l, size_t j, size_t i,
                              bp_workspace *ws)
{
    double sum = 0.0;
    for (size_t k = 0; k < n; k++) {
        bp_given(&pairs, pair[k], 0.7, ws);
        bp_round(method, network, ws);
        const bp_layer_work *work = &ws->layer[l];
        sum += i < work->dE_dw->size2 ? gsl_matrix_get(work->dE_dw, j, i)
                                      : gsl_vector_get(work->dE_db, j);
    }
    return sum / (double)n;
}

/* One is there twice and counts twice; not all are there. */
static const size_t batch_of[] = {4, 0, 2, 4, 1};

static void expect_means(bool train_biases)
{
    const bp_method method = method_of(train_biases);
    bp_workspace *batch = bp_workspace_alloc(network);
    bp_workspace *one = bp_workspace_alloc(network);
    bp_sums *sums = bp_sums_alloc(network);
    bp_network *before = bp_network_copy(network);
    ck_assert(batch != NULL && one != NULL && sums != NULL && before != NULL);
    bp_batch_round(&method, &pairs, batch_of, LENGTH(batch_of), 0.7, network,
                   batch, sums);
    ck_assert_msg(is_same_network(network, before), "it has stepped");
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        const bp_layer_work *work = &batch->layer[l];
        for (size_t j = 0; j < layer->w->size1; j++) {
            for (size_t i = 0; i < layer->w->size2; i++) {
                double mean = mean_derivative(&method, batch_of,
                                              LENGTH(batch_of), l, j, i, one);
                expect_near("dE/dw", l, i, gsl_matrix_get(work->dE_dw, j, i),
                            mean);
                expect_near("w+", l, i, gsl_matrix_get(work->w_new, j, i),
                            gsl_matrix_get(layer->w, j, i) - 0.7 * mean);
            }
            double mean = mean_derivative(&method, batch_of, LENGTH(batch_of),
                                          l, j, layer->w->size2, one);
            expect_near("b+", l, j, gsl_vector_get(work->b_new, j),
                        gsl_vector_get(layer->b, j) -
                            (train_biases ? 0.7 * mean : 0.0));
        }
    }
    bp_network_free(before);
    bp_sums_free(sums);
    bp_workspace_free(one);
    bp_workspace_free(batch);
}

START_TEST(a_batch_takes_the_mean)
{
    for (int policy = 0; policy < 4; policy++) {
        make((size_t)_i, policy / 2);
        expect_means(policy % 2);
        unmake();
    }
}
END_TEST

/* The derivatives are those of the method that was asked for: of a mistake, whose
 * deltas are another's. */
START_TEST(a_batch_follows_its_method)
{
    make(4, false);
    const bp_method mistake = bp_vary(bp_backpropagation, &bp_no_output_slope);
    bp_workspace *ws = bp_workspace_alloc(network);
    bp_workspace *one = bp_workspace_alloc(network);
    bp_sums *sums = bp_sums_alloc(network);
    ck_assert(ws != NULL && one != NULL && sums != NULL);
    bp_batch_round(&mistake, &pairs, batch_of, LENGTH(batch_of), 0.7, network,
                   ws, sums);
    expect_near(
        "dE/dw", 1, 0, gsl_matrix_get(ws->layer[1].dE_dw, 0, 0),
        mean_derivative(&mistake, batch_of, LENGTH(batch_of), 1, 0, 0, one));
    bp_sums_free(sums);
    bp_workspace_free(one);
    bp_workspace_free(ws);
    unmake();
}
END_TEST

/* ---------------------------------------------------------------- as matrices */

/* Each row of the sheet is the workspace of one pair. */
static void expect_rows(const bp_batch_sheet *sheet, bool train_biases)
{
    const bp_method method = method_of(train_biases);
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert_ptr_nonnull(ws);
    for (size_t p = 0; p < sheet->n_pairs; p++) {
        bp_given(&pairs, batch_of[p], 0.7, ws);
        bp_round(&method, network, ws);
        for (size_t i = 0; i < network->n_inputs; i++)
            ck_assert_double_eq(gsl_matrix_get(sheet->input, p, i),
                                gsl_vector_get(ws->input, i));
        for (size_t j = 0; j < bp_n_outputs(network); j++)
            ck_assert_double_eq(gsl_matrix_get(sheet->target, p, j),
                                gsl_vector_get(ws->target, j));
        for (size_t l = 0; l < network->n_layers; l++)
            for (size_t j = 0; j < network->layer[l].w->size1; j++) {
                const bp_layer_work *work = &ws->layer[l];
                expect_near("net", l, j, gsl_matrix_get(sheet->net[l], p, j),
                            gsl_vector_get(work->net, j));
                expect_near("out", l, j, gsl_matrix_get(sheet->out[l], p, j),
                            gsl_vector_get(work->out, j));
                expect_near("delta", l, j,
                            gsl_matrix_get(sheet->delta[l], p, j),
                            gsl_vector_get(work->delta, j));
            }
    }
    bp_workspace_free(ws);
}

/* Some rounds, each beside that of the loops. The stages are tried on a sheet of
 * their own, so that a round finds nothing there but what it has done itself. */
static void expect_same_batches(size_t n, bool train_biases)
{
    const bp_method method = method_of(train_biases);
    bp_network *by_loops = bp_network_copy(network);
    bp_workspace *ws = bp_workspace_alloc(network);
    bp_sums *sums = bp_sums_alloc(network);
    bp_batch_sheet *rows = bp_batch_sheet_alloc(network, n);
    bp_batch_sheet *sheet = bp_batch_sheet_alloc(network, n);
    ck_assert(by_loops != NULL && ws != NULL && sums != NULL);
    ck_assert(rows != NULL && sheet != NULL);
    for (int round = 0; round < 3; round++) {
        bp_sheet_given(&pairs, batch_of, rows);
        bp_sheet_forward(network, rows);
        bp_sheet_deltas(network, rows);
        expect_rows(rows, train_biases);
        bp_sheet_round(&pairs, batch_of, 0.7, train_biases, network, sheet);
        bp_batch_round(&method, &pairs, batch_of, n, 0.7, by_loops, ws, sums);
        bp_adopt(by_loops, ws);
        for (size_t l = 0; l < network->n_layers; l++)
            for (size_t j = 0; j < network->layer[l].w->size1; j++) {
                for (size_t i = 0; i < network->layer[l].w->size2; i++)
                    expect_near("w", l, i,
                                gsl_matrix_get(network->layer[l].w, j, i),
                                gsl_matrix_get(by_loops->layer[l].w, j, i));
                expect_near("b", l, j, gsl_vector_get(network->layer[l].b, j),
                            gsl_vector_get(by_loops->layer[l].b, j));
            }
    }
    bp_batch_sheet_free(sheet);
    bp_batch_sheet_free(rows);
    bp_sums_free(sums);
    bp_workspace_free(ws);
    bp_network_free(by_loops);
}

START_TEST(a_sheet_makes_the_same_step)
{
    for (size_t n = 1; n <= LENGTH(batch_of); n++)
        for (int policy = 0; policy < 4; policy++) {
            make((size_t)_i, policy / 2);
            expect_same_batches(n, policy % 2);
            unmake();
        }
}
END_TEST

/* ------------------------------------------------------------ order and start */

enum { N_ORDER = 12 };

/* By the seed alone: (seed + 2654435761 pass) modulo 2^32. */
static const struct {
    unsigned long seed;
    size_t pass, order[N_ORDER];
} orders[] = {
    {1, 0, {11, 2, 3, 6, 4, 1, 9, 0, 8, 7, 10, 5}},
    {1, 1, {2, 3, 7, 10, 9, 1, 5, 4, 8, 6, 11, 0}},
    {1, 2, {1, 0, 4, 11, 2, 3, 8, 7, 6, 5, 10, 9}},
    {0xfffffff0, 3, {3, 10, 11, 0, 6, 1, 9, 2, 8, 7, 4, 5}},
};

/* What was drawn before, and what stood in the order, makes no difference. */
START_TEST(the_order_of_a_pass)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_permutation *order = gsl_permutation_calloc(N_ORDER);
    ck_assert(rng != NULL && order != NULL);
    for (int again = 0; again < 2; again++)
        for (size_t k = 0; k < LENGTH(orders); k++) {
            bp_shuffle(rng, orders[k].seed, orders[k].pass, order);
            for (size_t p = 0; p < N_ORDER; p++)
                ck_assert_msg(
                    gsl_permutation_get(order, p) == orders[k].order[p],
                    "seed %lu, pass %zu, place %zu: %zu, expected "
                    "%zu",
                    orders[k].seed, orders[k].pass, p,
                    gsl_permutation_get(order, p), orders[k].order[p]);
        }
    gsl_permutation_free(order);
    gsl_rng_free(rng);
}
END_TEST

/* Of any length each pair is there once. */
START_TEST(an_order_has_every_pair)
{
    static const size_t lengths[] = {1, 2, 3, 100, 1438};
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    for (size_t k = 0; k < LENGTH(lengths); k++)
        for (size_t pass = 0; pass < 5; pass++) {
            gsl_permutation *order = gsl_permutation_calloc(lengths[k]);
            ck_assert(rng != NULL && order != NULL);
            bp_shuffle(rng, 3, pass, order);
            ck_assert_int_eq(gsl_permutation_valid(order), GSL_SUCCESS);
            gsl_permutation_free(order);
        }
    gsl_rng_free(rng);
}
END_TEST

/* The first twelve numbers of the generator with seed 7: they are divided by 2^32. */
static const double drawn[] = {
    327741615,  976413892,  3349725721, 1369975286, 1882953283, 4201435347,
    3107259287, 1956722279, 4200432988, 1322904761, 2312822158, 1133316631,
};

/* 3-2-3: row by row, layer by layer, (2 u - 1) / sqrt(how many sources). */
START_TEST(weights_to_start_from)
{
    bp_network *start_of = bp_network_alloc(3, 2, (const size_t[]){2, 3});
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    ck_assert(start_of != NULL && rng != NULL);
    for (size_t l = 0; l < 2; l++)
        gsl_vector_set_all(start_of->layer[l].b, 7.0);
    gsl_rng_set(rng, 7);
    bp_draw_weights(rng, start_of);
    size_t k = 0;
    for (size_t l = 0; l < 2; l++) {
        const bp_layer *layer = &start_of->layer[l];
        for (size_t j = 0; j < layer->w->size1; j++) {
            for (size_t i = 0; i < layer->w->size2; i++) {
                double u = drawn[k++] / 4294967296.0;
                double root = l == 0 ? 1.7320508075688772 : 1.4142135623730951;
                expect_close("w", gsl_matrix_get(layer->w, j, i),
                             (2.0 * u - 1.0) / root, 1e-15);
            }
            ck_assert(is_same_number(gsl_vector_get(layer->b, j), 0.0));
        }
    }
    ck_assert_uint_eq(k, LENGTH(drawn));
    gsl_rng_free(rng);
    bp_network_free(start_of);
}
END_TEST

int main(void)
{
    TCase *batches = tcase_create("batches");
    tcase_add_test(batches, sums_and_means_by_hand);
    tcase_add_loop_test(batches, a_batch_of_one_is_a_round, 0, LENGTH(shapes));
    tcase_add_loop_test(batches, a_batch_takes_the_mean, 0, LENGTH(shapes));
    tcase_add_test(batches, a_batch_follows_its_method);
    tcase_add_loop_test(batches, a_sheet_makes_the_same_step, 0,
                        LENGTH(shapes));
    TCase *draws = tcase_create("draws");
    tcase_add_test(draws, the_order_of_a_pass);
    tcase_add_test(draws, an_order_has_every_pair);
    tcase_add_test(draws, weights_to_start_from);
    TCase *const cases[] = {batches, draws};
    return run_cases("chapter_many", LENGTH(cases), cases);
}

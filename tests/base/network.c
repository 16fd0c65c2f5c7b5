/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Networks and workspaces: made, copied, counted, compared and freed; and what
 * fits them. */
#include "support.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Numbers of layer l that are told apart from those of any other layer. */
static void fill_layer(bp_layer *layer, size_t l)
{
    for (size_t j = 0; j < layer->w->size1; j++) {
        for (size_t i = 0; i < layer->w->size2; i++)
            gsl_matrix_set(layer->w, j, i,
                           (double)(100 * l + 10 * j + i) + 0.5);
        gsl_vector_set(layer->b, j, (double)(100 * l + j) + 0.25);
    }
}

/* 3-4-2, filled; its first layer shares one bias, its second does not. */
static bp_network *small_network(void)
{
    bp_network *network = bp_network_alloc(3, 2, (const size_t[]){4, 2});
    ck_assert_ptr_nonnull(network);
    for (size_t l = 0; l < 2; l++)
        fill_layer(&network->layer[l], l);
    network->layer[0].one_bias = true;
    return network;
}

/* ----------------------------------------------------------- making a network
 * Expected: what backprop.h promises. */

START_TEST(network_has_its_shape_and_is_zero)
{
    const size_t n_neurons[] = {4, 5, 2};
    const size_t n_sources[] = {3, 4, 5};
    bp_network *network = bp_network_alloc(3, 3, n_neurons);
    ck_assert_ptr_nonnull(network);
    ck_assert_uint_eq(network->n_inputs, 3);
    ck_assert_uint_eq(network->n_layers, 3);
    for (size_t l = 0; l < 3; l++) {
        const bp_layer *layer = &network->layer[l];
        ck_assert_uint_eq(layer->w->size1, n_neurons[l]);
        ck_assert_uint_eq(layer->w->size2, n_sources[l]);
        ck_assert_uint_eq(layer->b->size, n_neurons[l]);
        ck_assert(gsl_matrix_isnull(layer->w));
        ck_assert(gsl_vector_isnull(layer->b));
        ck_assert(!layer->one_bias);
    }
    bp_network_free(network);
}
END_TEST

START_TEST(network_of_the_output_layer_alone)
{
    bp_network *network = bp_network_alloc(1, 1, (const size_t[]){1});
    ck_assert_ptr_nonnull(network);
    ck_assert_uint_eq(bp_n_outputs(network), 1);
    ck_assert_uint_eq(bp_n_weights(network), 1);
    bp_network_free(network);
}
END_TEST

START_TEST(network_of_seven_layers)
{
    bp_network *network = bp_network_alloc(
        2, BP_MAX_LAYERS, (const size_t[]){3, 1, 4, 1, 5, 9, 2});
    ck_assert_ptr_nonnull(network);
    ck_assert_uint_eq(bp_n_outputs(network), 2);
    ck_assert_uint_eq(bp_n_weights(network), 6 + 3 + 4 + 4 + 5 + 45 + 18);
    bp_network_free(network);
}
END_TEST

/* The last four have more weights than memory can address: in the first layer;
 * in a later one, though each layer alone would do; by a single one. */
#define HALF ((size_t)1 << (sizeof(size_t) * 4))

static const struct {
    size_t n_inputs, n_layers, n_neurons[BP_MAX_LAYERS + 1];
} impossible[] = {
    {0, 1, {2}},
    {2, 0, {2}},
    {2, BP_MAX_LAYERS + 1, {2, 2, 2, 2, 2, 2, 2, 2}},
    {2, SIZE_MAX, {2}},
    {2, 1, {0}},
    {2, 3, {2, 0, 2}},
    {2, 3, {2, 2, 0}},
    {HALF, 1, {HALF}},
    {1, 2, {HALF, HALF}},
    {1, 1, {SIZE_MAX / sizeof(double) + 1}},
    {SIZE_MAX, 1, {1}},
};

START_TEST(network_that_cannot_be)
{
    keep_gsl_errors();
    ck_assert_ptr_null(bp_network_alloc(impossible[_i].n_inputs,
                                        impossible[_i].n_layers,
                                        impossible[_i].n_neurons));
    char code[16];
    snprintf(code, sizeof code, "(%d)", GSL_EINVAL);
    ck_assert_msg(strstr(last_gsl_error, code) != NULL, "it said: %s",
                  last_gsl_error);
}
END_TEST

START_TEST(nothing_to_free)
{
    bp_network_free(NULL);
    bp_workspace_free(NULL);
}
END_TEST

/* ---------------------------------------------- copying it, and counting in it
 * Expected: counted by hand for 3-4-2, whose first layer shares one bias. */

START_TEST(copy_is_equal)
{
    bp_network *network = small_network();
    ck_assert_int_eq(network->layer[0].activation, BP_LOGISTIC_LAYER);
    ck_assert_int_eq(network->error, BP_SQUARED_ERROR);
    network->layer[0].activation = BP_RELU_LAYER;
    network->error = BP_CROSS_ENTROPY_ERROR;
    bp_network *copy = bp_network_copy(network);
    ck_assert_ptr_nonnull(copy);
    ck_assert_int_eq(copy->layer[0].activation, BP_RELU_LAYER);
    ck_assert_int_eq(copy->layer[1].activation, BP_LOGISTIC_LAYER);
    ck_assert_int_eq(copy->error, BP_CROSS_ENTROPY_ERROR);
    ck_assert_uint_eq(copy->n_inputs, 3);
    ck_assert_uint_eq(copy->n_layers, 2);
    for (size_t l = 0; l < 2; l++) {
        ck_assert(gsl_matrix_equal(copy->layer[l].w, network->layer[l].w));
        ck_assert(gsl_vector_equal(copy->layer[l].b, network->layer[l].b));
    }
    ck_assert(copy->layer[0].one_bias);
    ck_assert(!copy->layer[1].one_bias);
    bp_network_free(copy);
    bp_network_free(network);
}
END_TEST

START_TEST(copy_is_a_network_of_its_own)
{
    bp_network *network = small_network();
    bp_network *copy = bp_network_copy(network);
    ck_assert_ptr_nonnull(copy);
    for (size_t l = 0; l < 2; l++) {
        gsl_matrix_set_all(network->layer[l].w, -1.0);
        gsl_vector_set_all(network->layer[l].b, -1.0);
    }
    bp_network_free(network);
    bp_network *same = small_network();
    for (size_t l = 0; l < 2; l++) {
        ck_assert(gsl_matrix_equal(copy->layer[l].w, same->layer[l].w));
        ck_assert(gsl_vector_equal(copy->layer[l].b, same->layer[l].b));
    }
    bp_network_free(same);
    bp_network_free(copy);
}
END_TEST

START_TEST(set_takes_the_numbers_of_another)
{
    bp_network *from = small_network();
    bp_network *network = bp_network_alloc(3, 2, (const size_t[]){4, 2});
    ck_assert_ptr_nonnull(network);
    bp_layer before[2] = {network->layer[0], network->layer[1]};
    bp_network_set(network, from);
    bp_network *same = small_network();
    for (size_t l = 0; l < 2; l++) {
        gsl_matrix_set_all(from->layer[l].w, -1.0);
        gsl_vector_set_all(from->layer[l].b, -1.0);
        ck_assert_ptr_eq(network->layer[l].w, before[l].w);
        ck_assert_ptr_eq(network->layer[l].b, before[l].b);
        ck_assert(gsl_matrix_equal(network->layer[l].w, same->layer[l].w));
        ck_assert(gsl_vector_equal(network->layer[l].b, same->layer[l].b));
    }
    bp_network_free(same);
    bp_network_free(network);
    bp_network_free(from);
}
END_TEST

/* Networks that are not 3-4-2: more or fewer layers; in one of them, more or fewer
 * neurons, or what feeds them. */
static const struct {
    size_t n_inputs, n_layers, n_neurons[BP_MAX_LAYERS];
} others[] = {
    {3, 1, {2}},    {3, 3, {4, 2, 2}}, {2, 2, {4, 2}},
    {3, 2, {5, 2}}, {4, 2, {3, 2}},    {3, 2, {4, 3}},
};
static const int n_others = sizeof others / sizeof others[0];

static bp_network *other_network(int i)
{
    bp_network *other = bp_network_alloc(others[i].n_inputs, others[i].n_layers,
                                         others[i].n_neurons);
    ck_assert_ptr_nonnull(other);
    return other;
}

/* The number of layers is asserted; GSL compares the sizes of two matrices. */
START_TEST(set_from_a_network_of_another_shape)
{
    bp_network *network = small_network(), *other = other_network(_i);
    abort_in_silence();
    bp_network_set(network, other);
}
END_TEST

START_TEST(counts)
{
    bp_network *network = small_network();
    ck_assert_uint_eq(bp_n_outputs(network), 2);
    ck_assert_uint_eq(bp_n_weights(network), 3 * 4 + 4 * 2);
    ck_assert_uint_eq(bp_n_biases(&network->layer[0]), 1);
    ck_assert_uint_eq(bp_n_biases(&network->layer[1]), 2);
    network->layer[0].one_bias = false;
    ck_assert_uint_eq(bp_n_biases(&network->layer[0]), 4);
    bp_network_free(network);
}
END_TEST

/* --------------------------------------------------------------- the workspace
 * Expected: the sizes that backprop.h names, for 3-4-2. */

static void expect_zero_vector(const gsl_vector *vector, size_t n)
{
    ck_assert_ptr_nonnull(vector);
    ck_assert_uint_eq(vector->size, n);
    ck_assert(gsl_vector_isnull(vector));
}

static void expect_zero_matrix(const gsl_matrix *matrix, size_t n1, size_t n2)
{
    ck_assert_ptr_nonnull(matrix);
    ck_assert_uint_eq(matrix->size1, n1);
    ck_assert_uint_eq(matrix->size2, n2);
    ck_assert(gsl_matrix_isnull(matrix));
}

static void expect_zero_layer(const bp_layer_work *work, size_t n,
                              size_t n_source)
{
    const gsl_vector *const vectors[] = {
        work->net,   work->out,   work->dE_dout, work->dout_dnet,
        work->delta, work->dE_db, work->b_new};
    for (size_t v = 0; v < sizeof vectors / sizeof vectors[0]; v++)
        expect_zero_vector(vectors[v], n);
    expect_zero_matrix(work->dE_dw, n, n_source);
    expect_zero_matrix(work->w_new, n, n_source);
}

START_TEST(workspace_has_the_networks_shape_and_is_zero)
{
    bp_network *network = small_network();
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert_ptr_nonnull(ws);
    ck_assert_uint_eq(ws->n_layers, 2);
    expect_zero_vector(ws->input, 3);
    expect_zero_vector(ws->target, 2);
    expect_zero_vector(ws->E, 2);
    ck_assert_double_eq(ws->E_total, 0.0);
    ck_assert_double_eq(ws->eta, 0.0);
    expect_zero_layer(&ws->layer[0], 4, 3);
    expect_zero_layer(&ws->layer[1], 2, 4);
    expect_zero_matrix(ws->layer[0].dE_path, 2, 4);
    ck_assert_ptr_null(ws->layer[1].dE_path);
    bp_workspace_free(ws);
    bp_network_free(network);
}
END_TEST

START_TEST(source_is_the_layer_before)
{
    bp_network *network = bp_network_alloc(3, 3, (const size_t[]){4, 5, 2});
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert_ptr_eq(bp_source(ws, 0), ws->input);
    ck_assert_ptr_eq(bp_source(ws, 1), ws->layer[0].out);
    ck_assert_ptr_eq(bp_source(ws, 2), ws->layer[1].out);
    bp_workspace_free(ws);
    bp_network_free(network);
}
END_TEST

/* ------------------------------------------------------ what fits, and what not
 * Expected: what backprop.h promises, for 3-4-2. */

START_TEST(workspace_of_the_same_shape_fits)
{
    bp_network *network = small_network();
    bp_network *same = bp_network_alloc(3, 2, (const size_t[]){4, 2});
    bp_workspace *ws = bp_workspace_alloc(same);
    ck_assert(same != NULL && ws != NULL);
    ck_assert(bp_fits(network, ws));
    bp_workspace_free(ws);
    bp_network_free(same);
    bp_network_free(network);
}
END_TEST

START_TEST(workspace_of_another_shape_does_not_fit)
{
    bp_network *network = small_network();
    bp_network *other = other_network(_i);
    bp_workspace *ws = bp_workspace_alloc(other);
    ck_assert_ptr_nonnull(ws);
    ck_assert(!bp_fits(network, ws));
    bp_workspace_free(ws);
    bp_network_free(other);
    bp_network_free(network);
}
END_TEST

/* Each reason by itself: there is no pair; not as many targets as inputs; a pair
 * of other inputs; of other targets. */
static const struct {
    size_t n_inputs_rows, n_inputs, n_targets_rows, n_targets;
    bool fit;
} pairs_of_shapes[] = {
    {1, 3, 1, 2, true},  {5, 3, 5, 2, true},  {0, 3, 0, 2, false},
    {2, 3, 1, 2, false}, {2, 3, 3, 2, false}, {2, 3, 0, 2, false},
    {2, 2, 2, 2, false}, {2, 4, 2, 2, false}, {2, 3, 2, 1, false},
    {2, 3, 2, 3, false}, {3, 2, 3, 2, false},
};

START_TEST(pairs_fit_or_not)
{
    gsl_matrix inputs = {.size1 = pairs_of_shapes[_i].n_inputs_rows,
                         .size2 = pairs_of_shapes[_i].n_inputs};
    gsl_matrix targets = {.size1 = pairs_of_shapes[_i].n_targets_rows,
                          .size2 = pairs_of_shapes[_i].n_targets};
    const bp_pairs pairs = {.inputs = &inputs, .targets = &targets};
    bp_network *network = small_network();
    ck_assert(bp_pairs_fit(network, &pairs) == pairs_of_shapes[_i].fit);
    bp_network_free(network);
}
END_TEST

static TCase *network_case(void)
{
    TCase *network = tcase_create("network");
    tcase_add_test(network, network_has_its_shape_and_is_zero);
    tcase_add_test(network, network_of_the_output_layer_alone);
    tcase_add_test(network, network_of_seven_layers);
    tcase_add_loop_test(network, network_that_cannot_be, 0,
                        sizeof impossible / sizeof impossible[0]);
    tcase_add_test(network, nothing_to_free);
    tcase_add_test(network, copy_is_equal);
    tcase_add_test(network, copy_is_a_network_of_its_own);
    tcase_add_test(network, set_takes_the_numbers_of_another);
    tcase_add_loop_test_raise_signal(
        network, set_from_a_network_of_another_shape, SIGABRT, 0, n_others);
    tcase_add_test(network, counts);
    return network;
}

static TCase *workspace_case(void)
{
    TCase *workspace = tcase_create("workspace");
    tcase_add_test(workspace, workspace_has_the_networks_shape_and_is_zero);
    tcase_add_test(workspace, source_is_the_layer_before);
    return workspace;
}

static TCase *fit_case(void)
{
    TCase *fit = tcase_create("fit");
    tcase_add_test(fit, workspace_of_the_same_shape_fits);
    tcase_add_loop_test(fit, workspace_of_another_shape_does_not_fit, 0,
                        n_others);
    tcase_add_loop_test(fit, pairs_fit_or_not, 0,
                        sizeof pairs_of_shapes / sizeof pairs_of_shapes[0]);
    return fit;
}

int main(void)
{
    TCase *const cases[] = {network_case(), workspace_case(), fit_case()};
    return run_cases("network", sizeof cases / sizeof cases[0], cases);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stage leaves on the worksheet, and what happens where something does
 * not fit. */
#include "worksheet.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static void expect_network_unchanged(void)
{
    for (size_t l = 0; l < t.network->n_layers; l++) {
        const bp_layer *layer = &t.network->layer[l];
        const bp_layer *given = &t.example->network->layer[l];
        ck_assert(gsl_matrix_equal(layer->w, given->w));
        ck_assert(gsl_vector_equal(layer->b, given->b));
    }
}

/* -------------------------------------------------- what a stage leaves behind
 * A worksheet that is nan all over loses it place by place: each stage writes
 * its own results and no others, and needs none that come later.
 * Expected: counted in the list of the workspace's members in backprop.h. */

enum { MOST_PARTS = 3 + 10 * BP_MAX_LAYERS };

static gsl_vector as_vector(const gsl_matrix *matrix)
{
    return gsl_vector_view_array(matrix->data, matrix->size1 * matrix->size2)
        .vector;
}

static size_t list_parts(const bp_workspace *ws, gsl_vector parts[MOST_PARTS])
{
    size_t n = 0;
    parts[n++] = *ws->input;
    parts[n++] = *ws->target;
    parts[n++] = *ws->E;
    for (size_t l = 0; l < ws->n_layers; l++) {
        const bp_layer_work *work = &ws->layer[l];
        const gsl_vector *const vectors[] = {
            work->net,   work->out,   work->dE_dout, work->dout_dnet,
            work->delta, work->dE_db, work->b_new};
        for (size_t v = 0; v < sizeof vectors / sizeof vectors[0]; v++)
            parts[n++] = *vectors[v];
        parts[n++] = as_vector(work->dE_dw);
        parts[n++] = as_vector(work->w_new);
        if (work->dE_path != NULL)
            parts[n++] = as_vector(work->dE_path);
    }
    return n;
}

static void fill_with_nan(bp_workspace *ws)
{
    gsl_vector parts[MOST_PARTS];
    size_t n = list_parts(ws, parts);
    for (size_t p = 0; p < n; p++)
        gsl_vector_set_all(&parts[p], NAN);
    ws->eta = NAN;
    ws->E_total = NAN;
}

/* How many numbers of the worksheet are no longer nan, but for eta and
 * E_total. */
static size_t count_written(const bp_workspace *ws)
{
    gsl_vector parts[MOST_PARTS];
    size_t n = list_parts(ws, parts);
    size_t n_written = 0;
    for (size_t p = 0; p < n; p++)
        for (size_t i = 0; i < parts[p].size; i++)
            n_written += isnan(gsl_vector_get(&parts[p], i)) ? 0 : 1;
    return n_written;
}

/* Runs a stage that is to write so many numbers; returns how many are written
 * by now. */
static size_t run(bp_stage *stage, size_t n_new, size_t n_before)
{
    ck_assert_int_eq(stage(t.network, t.ws), GSL_SUCCESS);
    ck_assert_uint_eq(count_written(t.ws), n_before + n_new);
    return n_before + n_new;
}

static const char *const examples[] = {"post", "3-4-2", "2-3-3-2", "5-2",
                                       "mixed"};

START_TEST(stages_write_their_own_numbers)
{
    start(examples[_i]);
    size_t n_outputs = bp_n_outputs(t.network),
           n_weights = bp_n_weights(t.network);
    size_t n_paths =
        n_weights - t.network->layer[0].w->size1 * t.network->n_inputs;
    size_t n_neurons = 0;
    for (size_t l = 0; l < t.network->n_layers; l++)
        n_neurons += t.network->layer[l].b->size;
    fill_with_nan(t.ws);
    ck_assert_uint_eq(count_written(t.ws), 0);
    ck_assert_int_eq(bp_given(&t.example->pairs, 0, t.example->eta, t.ws),
                     GSL_SUCCESS);
    size_t n = t.network->n_inputs + n_outputs;
    n = run(bp_forward, 2 * n_neurons, n);
    n = run(bp_errors, n_outputs, n);
    n = run(bp_error_derivatives, n_outputs, n);
    n = run(bp_slopes, n_neurons, n);
    n = run(bp_output_deltas, n_outputs, n);
    n = run(bp_hidden_deltas, 2 * (n_neurons - n_outputs) + n_paths, n);
    n = run(bp_weight_derivatives, n_weights, n);
    n = run(bp_update_weights, n_weights, n);
    n = run(bp_bias_derivatives, n_neurons, n);
    n = run(bp_update_biases, n_neurons, n);
    expect_network_unchanged();
    ck_assert(isfinite(t.ws->E_total) && isfinite(t.ws->eta));
    end();
}
END_TEST

/* ----------------------------------------------------------- stages, and pairs
 * Expected: what backprop.h promises of a network and a worksheet, or a pair,
 * that do not fit. The network is 3-4-2. */

static double numbers[64];

static gsl_matrix matrix(size_t n1, size_t n2)
{
    return gsl_matrix_view_array(numbers, n1, n2).matrix;
}

static void expect_refused(int status, int expected_status, const char *message)
{
    ck_assert_int_eq(status, expected_status);
    ck_assert_msg(strstr(last_gsl_error, message) != NULL,
                  "it said: %s, expected: %s", last_gsl_error, message);
    last_gsl_error[0] = '\0';
}

static void expect_bad_shape(int status, const char *message)
{
    expect_refused(status, GSL_EBADLEN, message);
}

static void start_misfit(size_t n_inputs, size_t n_layers,
                         const size_t n_neurons[])
{
    start("3-4-2");
    bp_network *other = bp_network_alloc(n_inputs, n_layers, n_neurons);
    bp_workspace_free(t.ws);
    t.ws = bp_workspace_alloc(other);
    bp_network_free(other);
    ck_assert_ptr_nonnull(t.ws);
    keep_gsl_errors();
}

static bp_stage *const stages[] = {
    bp_forward,
    bp_errors,
    bp_error_derivatives,
    bp_slopes,
    bp_output_deltas,
    bp_hidden_deltas,
    bp_weight_derivatives,
    bp_update_weights,
    bp_bias_derivatives,
    bp_bias_derivatives_per_neuron,
    bp_bias_derivatives_per_layer,
    bp_keep_biases,
    bp_update_biases,
};

START_TEST(stages_on_another_networks_worksheet)
{
    start_misfit(3, 2, (const size_t[]){5, 2});
    expect_bad_shape(stages[_i](t.network, t.ws),
                     "W of layer 0 is 4 x 3, in the workspace 5 x 3 ");
    end();
    start_misfit(3, 3, (const size_t[]){4, 2, 2});
    expect_bad_shape(stages[_i](t.network, t.ws),
                     "the network has 2 layers, the workspace 3 ");
    end();
}
END_TEST

START_TEST(round_on_another_networks_worksheet)
{
    start_misfit(3, 2, (const size_t[]){5, 2});
    expect_bad_shape(bp_round(&bp_backpropagation, t.network, t.ws),
                     "W of layer 0 is 4 x 3, in the workspace 5 x 3 ");
    end();
}
END_TEST

/* Nothing is exchanged, not even the layers that would fit. */
START_TEST(adopt_from_another_networks_worksheet)
{
    start_misfit(3, 2, (const size_t[]){4, 3});
    bp_network network = *t.network;
    bp_workspace ws = *t.ws;
    expect_bad_shape(bp_adopt(t.network, t.ws),
                     "W of layer 1 is 2 x 4, in the workspace 3 x 4 ");
    for (size_t l = 0; l < 2; l++) {
        ck_assert_ptr_eq(t.network->layer[l].w, network.layer[l].w);
        ck_assert_ptr_eq(t.network->layer[l].b, network.layer[l].b);
        ck_assert_ptr_eq(t.ws->layer[l].w_new, ws.layer[l].w_new);
        ck_assert_ptr_eq(t.ws->layer[l].b_new, ws.layer[l].b_new);
    }
    expect_network_unchanged();
    end();
}
END_TEST

/* The pair fits this worksheet, the network does not. */
START_TEST(train_on_another_networks_worksheet)
{
    start_misfit(3, 2, (const size_t[]){5, 2});
    expect_bad_shape(bp_train(&bp_backpropagation, &t.example->pairs, 0.5, 0, 3,
                              t.network, t.ws),
                     "W of layer 0 is 4 x 3, in the workspace 5 x 3 ");
    expect_network_unchanged();
    end();
}
END_TEST

/* Pairs of so many inputs and targets, given to 3-4-2, by themselves and in
 * training. */
static void expect_refused_pairs(size_t n_inputs_rows, size_t n_inputs,
                                 size_t n_targets_rows, size_t n_targets,
                                 size_t p, int expected_status,
                                 const char *message)
{
    gsl_matrix inputs = matrix(n_inputs_rows, n_inputs);
    gsl_matrix targets = matrix(n_targets_rows, n_targets);
    bp_pairs pairs = {&inputs, &targets};
    expect_refused(bp_given(&pairs, p, 0.5, t.ws), expected_status, message);
    expect_refused(
        bp_train(&bp_backpropagation, &pairs, 0.5, p, 1, t.network, t.ws),
        expected_status, message);
    expect_network_unchanged();
}

START_TEST(pairs_of_another_shape)
{
    start("3-4-2");
    keep_gsl_errors();
    expect_refused_pairs(
        2, 4, 2, 2, 1, GSL_EBADLEN,
        "a pair has 4 inputs and 2 targets, the network 3 and 2 ");
    expect_refused_pairs(
        2, 3, 2, 1, 0, GSL_EBADLEN,
        "a pair has 3 inputs and 1 targets, the network 3 and 2 ");
    end();
}
END_TEST

START_TEST(pairs_that_are_not_there)
{
    start("3-4-2");
    keep_gsl_errors();
    gsl_matrix two_inputs = matrix(2, 3), two_targets = matrix(2, 2);
    bp_pairs two = {&two_inputs, &two_targets};
    const char *message = "there is no training pair";
    expect_refused(bp_given(&two, 2, 0.5, t.ws), GSL_EINVAL, message);
    expect_refused(bp_given(&two, SIZE_MAX, 0.5, t.ws), GSL_EINVAL, message);
    expect_refused_pairs(3, 3, 2, 2, 2, GSL_EINVAL, message);
    gsl_matrix three_targets = matrix(3, 2);
    bp_pairs two_and_three = {&two_inputs, &three_targets};
    expect_refused(bp_given(&two_and_three, 2, 0.5, t.ws), GSL_EINVAL, message);

    gsl_matrix no_inputs = {.size2 = 3}, no_targets = {.size2 = 2};
    bp_pairs none = {&no_inputs, &no_targets};
    expect_refused(bp_given(&none, 0, 0.5, t.ws), GSL_EINVAL, message);
    expect_refused(
        bp_train(&bp_backpropagation, &none, 0.5, 0, 1, t.network, t.ws),
        GSL_EINVAL, "there is no training pair");
    expect_refused(
        bp_train(&bp_backpropagation, &none, 0.5, 0, 0, t.network, t.ws),
        GSL_EINVAL, "there is no training pair");
    expect_network_unchanged();
    end();
}
END_TEST

/* -------------------------------------------------------------------- the nudge
 * Expected: the error of a second network, in which that one weight is larger. */

START_TEST(nudge_raises_one_weight_and_puts_it_back)
{
    start("3-4-2");
    const size_t l = 0, j = 3,
                 i = 1; /* no square matrix, and off its diagonal */
    bp_network *larger = bp_network_copy(t.network);
    ck_assert_ptr_nonnull(larger);
    *gsl_matrix_ptr(larger->layer[l].w, j, i) += 0.25;
    ck_assert_int_eq(bp_forward(larger, t.ws), GSL_SUCCESS);
    ck_assert_int_eq(bp_errors(larger, t.ws), GSL_SUCCESS);
    double expected = t.ws->E_total;
    bp_network_free(larger);

    ck_assert_int_eq(bp_errors(t.network, t.ws), GSL_SUCCESS);
    t.ws->E_total = NAN;
    ck_assert_int_eq(bp_nudge(t.network, l, j, i, 0.25, t.ws), GSL_SUCCESS);
    ck_assert(t.ws->E_total == expected);
    expect_network_unchanged();
    end();
}
END_TEST

START_TEST(nudge_of_a_weight_that_is_not_there)
{
    start("3-4-2");
    keep_gsl_errors();
    static const size_t none[][3] = {
        {2, 0, 0}, {0, 4, 0}, {0, 0, 3}, {1, 2, 0}, {1, 0, 4}};
    for (size_t n = 0; n < sizeof none / sizeof none[0]; n++) {
        size_t l = none[n][0], j = none[n][1], i = none[n][2];
        char message[64];
        snprintf(message, sizeof message, ": no weight %zu, %zu in layer %zu ",
                 j, i, l);
        expect_refused(bp_nudge(t.network, l, j, i, 0.25, t.ws), GSL_EINVAL,
                       message);
    }
    expect_network_unchanged();

    bp_example *other = read_test_example("5-2");
    expect_refused(bp_nudge(other->network, 0, 0, 0, 0.25, t.ws), GSL_EBADLEN,
                   "layers");
    bp_example_free(other);
    end();
}
END_TEST

static TCase *worksheet_case(void)
{
    TCase *c = tcase_create("worksheet");
    tcase_add_loop_test(c, stages_write_their_own_numbers, 0,
                        sizeof examples / sizeof examples[0]);
    tcase_add_loop_test(c, stages_on_another_networks_worksheet, 0,
                        sizeof stages / sizeof stages[0]);
    tcase_add_test(c, round_on_another_networks_worksheet);
    tcase_add_test(c, adopt_from_another_networks_worksheet);
    tcase_add_test(c, train_on_another_networks_worksheet);
    return c;
}

int main(void)
{
    TCase *nudge = tcase_create("nudge");
    tcase_add_test(nudge, nudge_raises_one_weight_and_puts_it_back);
    tcase_add_test(nudge, nudge_of_a_weight_that_is_not_there);

    TCase *pairs = tcase_create("pairs");
    tcase_add_test(pairs, pairs_of_another_shape);
    tcase_add_test(pairs, pairs_that_are_not_there);
    TCase *const cases[] = {worksheet_case(), nudge, pairs};
    return run_cases("chapter_errors", sizeof cases / sizeof cases[0], cases);
}

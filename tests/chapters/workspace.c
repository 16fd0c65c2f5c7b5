/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a stage and a nudge leave in the workspace and in the network. */
#include "workspace.h"

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
 * A workspace that is nan all over loses it place by place: each stage writes
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

/* How many numbers of the workspace are no longer nan, but for eta and
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
    stage(t.network, t.ws);
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
    bp_given(&t.example->pairs, 0, t.example->eta, t.ws);
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
    bp_forward(larger, t.ws);
    bp_errors(larger, t.ws);
    double expected = t.ws->E_total;
    bp_network_free(larger);

    bp_errors(t.network, t.ws);
    t.ws->E_total = NAN;
    bp_nudge(t.network, l, j, i, 0.25, t.ws);
    ck_assert(t.ws->E_total == expected);
    expect_network_unchanged();
    end();
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("workspace");
    tcase_add_loop_test(c, stages_write_their_own_numbers, 0,
                        sizeof examples / sizeof examples[0]);
    tcase_add_test(c, nudge_raises_one_weight_and_puts_it_back);
    TCase *const cases[] = {c};
    return run_cases("chapter_workspace", sizeof cases / sizeof cases[0],
                     cases);
}

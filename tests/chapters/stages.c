/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stages of chapters 00 to 05, one by one, against numbers worked out
 * without them.
 *
 * Expected: tables of 15 digits that tests/reference/reference.c makes from
 * the examples by interval arithmetic, without backpropagation; for the post's
 * example also tests/reference/post.tsv, worked out in 60-digit arithmetic.
 * needs: reference_numbers */
#include "support.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double tolerance = 1e-12;

static const struct {
    const char *example, *table;
} walks[] = {
    {"post", "build/tests/post.tsv"},   {"post", "tests/reference/post.tsv"},
    {"3-4-2", "build/tests/3-4-2.tsv"}, {"2-3-3-2", "build/tests/2-3-3-2.tsv"},
    {"5-2", "build/tests/5-2.tsv"},     {"mixed", "build/tests/mixed.tsv"},
};

/* ---------------------------------------------- a table of expected numbers */

typedef struct {
    char key[48];
    double x;
    bool is_compared;
} entry;

static entry table[256];
static size_t n_entries;

static void read_table(const char *path)
{
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s: cannot be opened", path);
    char line[512];
    for (n_entries = 0; fgets(line, sizeof line, file) != NULL;) {
        char number[48];
        if (line[0] == '#')
            continue;
        ck_assert(n_entries < sizeof table / sizeof table[0]);
        entry *e = &table[n_entries++];
        ck_assert_msg(sscanf(line, "%47[^\t]\t%47s", e->key, number) == 2,
                      "%s: %s", path, line);
        e->x = strtod(number, NULL);
        e->is_compared = false;
        ck_assert_msg(e->x != 0.0, "%s: %s is 0, which proves nothing", path,
                      e->key);
    }
    fclose(file);
}

static entry *find(const char *key)
{
    for (size_t e = 0; e < n_entries; e++)
        if (strcmp(table[e].key, key) == 0)
            return &table[e];
    ck_abort_msg("%s is not in the table", key);
    return NULL;
}

__attribute__((format(printf, 2, 3))) static void
expect(double computed, const char *format, ...)
{
    char key[48];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(key, sizeof key, format, arguments);
    va_end(arguments);
    entry *e = find(key);
    e->is_compared = true;
    expect_close(key, computed, e->x, tolerance);
}

/* Of the numbers after training ("w1@200"), or of all the others. */
static void expect_nothing_left_out(bool after_training)
{
    for (size_t e = 0; e < n_entries; e++)
        if ((strchr(table[e].key, '@') != NULL) == after_training)
            ck_assert_msg(table[e].is_compared, "%s was never compared",
                          table[e].key);
}

/* --------------------------------- whole vectors and matrices with one name */

static void expect_numbered(const gsl_vector *vector, const char *name)
{
    for (size_t i = 0; i < vector->size; i++)
        expect(gsl_vector_get(vector, i), "%s%zu", name, i + 1);
}

static void expect_by_neuron(const bp_network *network, size_t l,
                             const gsl_vector *vector, const char *before,
                             const char *after)
{
    for (size_t j = 0; j < vector->size; j++) {
        char name[BP_NAME_SIZE];
        bp_neuron_name(network, l, j, name);
        expect(gsl_vector_get(vector, j), "%s%s%s", before, name, after);
    }
}

static void expect_by_weight(const bp_network *network, size_t l,
                             const gsl_matrix *matrix, const char *before,
                             const char *after)
{
    for (size_t j = 0; j < matrix->size1; j++)
        for (size_t i = 0; i < matrix->size2; i++) {
            char name[BP_NAME_SIZE];
            bp_weight_name(network, l, j, i, name);
            expect(gsl_matrix_get(matrix, j, i), "%s%s%s", before, name, after);
        }
}

/* Every neuron's number, also where a layer's neurons share one. */
static void expect_by_bias(const bp_network *network, size_t l,
                           const gsl_vector *vector, const char *before,
                           const char *after)
{
    for (size_t j = 0; j < vector->size; j++) {
        char name[BP_NAME_SIZE];
        bp_bias_name(network, l, j, name);
        expect(gsl_vector_get(vector, j), "%s%s%s", before, name, after);
    }
}

static void expect_weights_and_biases(const bp_network *network,
                                      bool with_biases, const char *after)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        expect_by_weight(network, l, network->layer[l].w, "", after);
        if (with_biases)
            expect_by_bias(network, l, network->layer[l].b, "", after);
    }
}

/* ------------------------------------------- stage by stage through a round */

static struct {
    bp_example *example;
    bp_network *network;
    bp_workspace *ws;
} walk;

static void start_walk(int w)
{
    read_table(walks[w].table);
    walk.example = read_test_example(walks[w].example);
    walk.network = bp_network_copy(walk.example->network);
    walk.ws = bp_workspace_alloc(walk.network);
    ck_assert(walk.network != NULL && walk.ws != NULL);
}

static void end_walk(void)
{
    bp_workspace_free(walk.ws);
    bp_network_free(walk.network);
    bp_example_free(walk.example);
}

static void run(bp_stage *stage)
{
    stage(walk.network, walk.ws);
}

static void give(void)
{
    const bp_example *example = walk.example;
    bp_given(&example->pairs, 0, example->eta, walk.ws);
}

static void test_given(void)
{
    give();
    expect_numbered(walk.ws->input, "i");
    expect_numbered(walk.ws->target, "t");
    expect(walk.ws->eta, "eta");
    expect_weights_and_biases(walk.network, true, "");
}

static void expect_forward_pass(const char *after)
{
    for (size_t l = 0; l < walk.network->n_layers; l++) {
        expect_by_neuron(walk.network, l, walk.ws->layer[l].net, "net_", after);
        expect_by_neuron(walk.network, l, walk.ws->layer[l].out, "out_", after);
    }
    expect_by_neuron(walk.network, walk.network->n_layers - 1, walk.ws->E, "E_",
                     after);
    expect(walk.ws->E_total, "E_total%s", after);
}

static void test_forward_pass(void)
{
    run(bp_forward);
    run(bp_errors);
    expect_forward_pass("");
}

static void expect_error_derivatives(size_t l)
{
    expect_by_neuron(walk.network, l, walk.ws->layer[l].dE_dout, "dE/dout_",
                     "");
}

static void expect_slopes(size_t l)
{
    const gsl_vector *dout_dnet = walk.ws->layer[l].dout_dnet;
    for (size_t j = 0; j < dout_dnet->size; j++) {
        char name[BP_NAME_SIZE];
        bp_neuron_name(walk.network, l, j, name);
        expect(gsl_vector_get(dout_dnet, j), "dout_%s/dnet_%s", name, name);
    }
}

static void expect_deltas(size_t l)
{
    expect_by_neuron(walk.network, l, walk.ws->layer[l].delta, "delta_", "");
}

/* From the last hidden layer each path has its number in the table; from the
 * others it is the product of a delta and a weight that have theirs. */
static void expect_path(size_t l, size_t k, size_t j)
{
    char from[BP_NAME_SIZE], to[BP_NAME_SIZE], weight[BP_NAME_SIZE];
    char delta[BP_NAME_SIZE + 8];
    double path = gsl_matrix_get(walk.ws->layer[l].dE_path, k, j);
    bp_neuron_name(walk.network, l, j, from);
    bp_neuron_name(walk.network, l + 1, k, to);
    bp_weight_name(walk.network, l + 1, k, j, weight);
    snprintf(delta, sizeof delta, "delta_%s", to);
    if (l + 2 == walk.network->n_layers)
        expect(path, "dE_%s/dout_%s", to, from);
    expect_close(from, path, find(delta)->x * find(weight)->x, tolerance);
}

static void test_deltas(void)
{
    size_t output = walk.network->n_layers - 1;
    run(bp_error_derivatives);
    expect_error_derivatives(output);
    run(bp_slopes);
    for (size_t l = 0; l < walk.network->n_layers; l++)
        expect_slopes(l);
    run(bp_output_deltas);
    expect_deltas(output);
    run(bp_hidden_deltas);
    for (size_t l = 0; l < output; l++) {
        expect_error_derivatives(l);
        expect_deltas(l);
        for (size_t k = 0; k < walk.network->layer[l + 1].b->size; k++)
            for (size_t j = 0; j < walk.network->layer[l].b->size; j++)
                expect_path(l, k, j);
    }
}

static void test_weight_derivatives(void)
{
    run(bp_weight_derivatives);
    for (size_t l = 0; l < walk.network->n_layers; l++) {
        const gsl_matrix *dE_dw = walk.ws->layer[l].dE_dw;
        expect_by_weight(walk.network, l, dE_dw, "dE/d", "");
        for (size_t j = 0; j < dE_dw->size1; j++)
            for (size_t i = 0; i < dE_dw->size2; i++) {
                char neuron[BP_NAME_SIZE], weight[BP_NAME_SIZE];
                bp_neuron_name(walk.network, l, j, neuron);
                bp_weight_name(walk.network, l, j, i, weight);
                expect(gsl_vector_get(bp_source(walk.ws, l), i), "dnet_%s/d%s",
                       neuron, weight);
            }
    }
}

static void test_updates(void)
{
    const bp_network *network = walk.network;
    run(bp_update_weights);
    run(bp_bias_derivatives);
    run(walk.example->train_biases ? bp_update_biases : bp_keep_biases);
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer_work *work = &walk.ws->layer[l];
        expect_by_weight(network, l, work->w_new, "", "+");
        expect_by_bias(network, l, work->dE_db, "dE/d", "");
        expect_by_bias(network, l, work->b_new, "",
                       walk.example->train_biases ? "+" : "");
    }
}

/* The new weights and biases are the network's, and give the next errors. */
static void test_next_errors(void)
{
    bp_adopt(walk.network, walk.ws);
    expect_weights_and_biases(walk.network, walk.example->train_biases, "+");
    run(bp_forward);
    run(bp_errors);
    expect_forward_pass("+");
}

START_TEST(every_number_of_a_round)
{
    start_walk(_i);
    test_given();
    test_forward_pass();
    test_deltas();
    test_weight_derivatives();
    test_updates();
    test_next_errors();
    expect_nothing_left_out(false);
    end_walk();
}
END_TEST

/* --------------------------------------------- all the rounds of an example */

START_TEST(every_number_after_all_rounds)
{
    start_walk(_i);
    const bp_example *example = walk.example;
    bp_method method = bp_backpropagation;
    if (example->train_biases)
        method = bp_vary(method, &bp_train_biases);
    bp_train(&method, &example->pairs, example->eta, 0, example->rounds,
             walk.network, walk.ws);
    give();
    run(bp_forward);
    run(bp_errors);

    char after[16];
    snprintf(after, sizeof after, "@%zu", example->rounds);
    expect_weights_and_biases(walk.network, example->train_biases, after);
    expect_by_neuron(walk.network, walk.network->n_layers - 1,
                     walk.ws->layer[walk.network->n_layers - 1].out, "out_",
                     after);
    expect(walk.ws->E_total, "E_total%s", after);
    expect_nothing_left_out(true);
    end_walk();
}
END_TEST

int main(void)
{
    TCase *walk_case = tcase_create("walk");
    int n_walks = sizeof walks / sizeof walks[0];
    tcase_add_loop_test(walk_case, every_number_of_a_round, 0, n_walks);
    tcase_add_loop_test(walk_case, every_number_after_all_rounds, 0, n_walks);
    TCase *const cases[] = {walk_case};
    return run_cases("chapters", sizeof cases / sizeof cases[0], cases);
}

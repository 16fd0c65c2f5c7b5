/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trainer: to a round, and back, and what is then in the workspace. Expected:
 * plain calls of the chapters' own functions, bit for bit; and the numbers of
 * tests/reference.
 * needs: reference_numbers */
#include "walk/trainer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

static const char *const examples[] = {"post", "3-4-2", "2-3-3-2", "5-2",
                                       "mixed"};

static bp_example *example;
static bp_trainer *trainer;

/* The same, by plain calls. */
static bp_network *network;
static bp_workspace *ws;

static void begin(const char *name)
{
    example = read_test_example(name);
    trainer = bp_trainer_alloc(example);
    ck_assert_ptr_nonnull(trainer);
    network = bp_network_copy(example->network);
    ws = bp_workspace_alloc(network);
}

static void end(void)
{
    bp_workspace_free(ws);
    bp_network_free(network);
    bp_trainer_free(trainer);
    bp_example_free(example);
}

static void expect_network(const bp_network *expected)
{
    for (size_t l = 0; l < expected->n_layers; l++) {
        ck_assert(gsl_matrix_equal(trainer->network->layer[l].w,
                                   expected->layer[l].w));
        ck_assert(gsl_vector_equal(trainer->network->layer[l].b,
                                   expected->layer[l].b));
    }
}

/* Trains the plain network by rounds that are called one by one. */
static void train_plainly(const bp_method *method, size_t first, size_t after)
{
    for (size_t r = first; r < after; r++) {
        bp_given(&example->pairs, r % example->pairs.inputs->size1,
                 trainer->eta, ws);
        bp_round(method, network, ws);
        bp_adopt(network, ws);
    }
}

START_TEST(it_begins_with_the_example)
{
    begin(examples[_i]);
    bp_method method = bp_example_method(example);
    ck_assert(memcmp(&trainer->method, &method, sizeof method) == 0);
    ck_assert_double_eq(trainer->eta, example->eta);
    ck_assert_uint_eq(trainer->round, 0);
    ck_assert(trainer->progress.tell == NULL);
    expect_network(example->network);
    bp_trainer_free(NULL);
    end();
}
END_TEST

/* On, on to the same round, back, and on again. */
START_TEST(it_goes_to_any_round)
{
    static const size_t rounds[] = {0, 1, 1, 7, 23, 5, 24, 0, 3};
    begin(examples[_i]);
    bp_method method = bp_example_method(example);
    for (size_t k = 0; k < LENGTH(rounds); k++) {
        bp_network_set(network, example->network);
        train_plainly(&method, 0, rounds[k]);
        bp_trainer_go(trainer, rounds[k]);
        ck_assert_uint_eq(trainer->round, rounds[k]);
        expect_network(network);
    }
    end();
}
END_TEST

/* A pair other than the first, after an odd number of rounds. */
START_TEST(it_looks_at_a_pair)
{
    begin("mixed");
    bp_method method = bp_example_method(example);
    bp_trainer_go(trainer, 5);
    train_plainly(&method, 0, 5);
    for (size_t p = example->pairs.inputs->size1; p-- > 0;) {
        bp_trainer_look(trainer, p);
        bp_given(&example->pairs, p, example->eta, ws);
        bp_forward(network, ws);
        bp_errors(network, ws);
        for (size_t l = 0; l < network->n_layers; l++) {
            ck_assert(
                gsl_vector_equal(trainer->ws->layer[l].net, ws->layer[l].net));
            ck_assert(
                gsl_vector_equal(trainer->ws->layer[l].out, ws->layer[l].out));
        }
        ck_assert(gsl_vector_equal(trainer->ws->E, ws->E));
        ck_assert_double_eq(trainer->ws->E_total, ws->E_total);
    }
    ck_assert_uint_eq(trainer->round, 5);
    expect_network(network);
    end();
}
END_TEST

/* Net inputs of what the last plain round left, with the network as it is now:
 * each layer but the first from the outputs that the round had. */
static void expect_old_outputs(size_t p)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        gsl_vector *net = gsl_vector_alloc(ws->layer[l].net->size);
        gsl_vector_view input = gsl_matrix_row(example->pairs.inputs, p);
        bp_net_inputs(network->layer[l].w, network->layer[l].b,
                      l == 0 ? &input.vector : ws->layer[l - 1].out, net);
        ck_assert(gsl_vector_equal(trainer->ws->layer[l].net, net));
        bp_outputs(net, net);
        ck_assert(gsl_vector_equal(trainer->ws->layer[l].out, net));
        gsl_vector_free(net);
    }
}

/* A look by a pass of its own, which starts from what the last round left: again,
 * at another pair, after a round that was tried, and after more rounds. Before the
 * first round it is the plain one. */
START_TEST(it_looks_by_the_second_forward_pass)
{
    begin(examples[_i]);
    bp_method method =
        bp_vary(bp_example_method(example), &bp_stale_hidden_outputs);
    bp_trainer_start(trainer, example, &method);
    trainer->eta = 0.3;
    bp_trainer_look(trainer, 0);
    bp_given(&example->pairs, 0, trainer->eta, ws);
    bp_forward(network, ws);
    ck_assert(gsl_vector_equal(trainer->ws->layer[network->n_layers - 1].net,
                               ws->layer[network->n_layers - 1].net));

    static const size_t rounds[] = {1, 1, 5};
    size_t last = example->pairs.inputs->size1 - 1;
    for (size_t k = 0; k < LENGTH(rounds); k++) {
        bp_network_set(network, example->network);
        train_plainly(&method, 0, rounds[k]);
        bp_trainer_go(trainer, rounds[k]);
        bp_trainer_look(trainer, last);
        expect_old_outputs(last);
        bp_trainer_look(trainer, 0);
        expect_old_outputs(0);
        bp_trainer_try_round(trainer);
        bp_trainer_look(trainer, 0);
        expect_old_outputs(0);
        ck_assert_uint_eq(trainer->round, rounds[k]);
        expect_network(network);
    }
    end();
}
END_TEST

/* The network stays as it is, also where training goes on from there. The bias
 * derivatives are there, although the post's method has none. */
START_TEST(it_tries_a_round)
{
    begin(examples[_i]);
    bp_method method = bp_example_method(example);
    train_plainly(&method, 0, 4);
    bp_trainer_go(trainer, 4);
    bp_trainer_try_round(trainer);
    ck_assert_uint_eq(trainer->round, 4);
    expect_network(network);

    bp_given(&example->pairs, 0, example->eta, ws);
    bp_round(&method, network, ws);
    bp_bias_derivatives(network, ws);
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer_work *work = &trainer->ws->layer[l];
        ck_assert(gsl_matrix_equal(work->dE_dw, ws->layer[l].dE_dw));
        ck_assert(gsl_matrix_equal(work->w_new, ws->layer[l].w_new));
        ck_assert(gsl_vector_equal(work->delta, ws->layer[l].delta));
        ck_assert(gsl_vector_equal(work->dE_db, ws->layer[l].dE_db));
        ck_assert(gsl_vector_equal(work->b_new, ws->layer[l].b_new));
    }
    train_plainly(&method, 4, 6);
    bp_trainer_go(trainer, 6);
    expect_network(network);
    end();
}
END_TEST

START_TEST(it_starts_again_by_another_method)
{
    begin("post");
    bp_method method = bp_vary(bp_backpropagation, &bp_train_bias_per_neuron);
    bp_trainer_go(trainer, 9);
    trainer->eta = 7.0;
    bp_trainer_start(trainer, example, &method);
    ck_assert_uint_eq(trainer->round, 0);
    ck_assert_double_eq(trainer->eta, example->eta);
    expect_network(example->network);
    bp_trainer_go(trainer, 3);
    train_plainly(&method, 0, 3);
    expect_network(network);
    end();
}
END_TEST

/* A learning rate that someone has set stays, also on the way back. */
START_TEST(it_keeps_another_learning_rate)
{
    begin("3-4-2");
    bp_method method = bp_example_method(example);
    trainer->eta = 2.5;
    bp_trainer_go(trainer, 8);
    bp_trainer_go(trainer, 2);
    train_plainly(&method, 0, 2);
    expect_network(network);
    end();
}
END_TEST

/* ------------------------------------------------------ against the reference */

/* The value of a key in a file of references. */
static double reference(const char *path, const char *key)
{
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s: cannot be opened", path);
    char line[256];
    double x = NAN;
    while (isnan(x) && fgets(line, sizeof line, file) != NULL) {
        char *tab = strchr(line, '\t');
        if (tab != NULL && strlen(key) == (size_t)(tab - line) &&
            strncmp(line, key, strlen(key)) == 0)
            x = strtod(tab + 1, NULL);
    }
    fclose(file);
    ck_assert_msg(!isnan(x), "%s: no %s", path, key);
    return x;
}

/* E_total, the first output and the last weight of the example, with what stands
 * behind their keys. */
static void expect_reference(const char *path, const char *after)
{
    const bp_network *n = trainer->network;
    const gsl_matrix *w = n->layer[n->n_layers - 1].w;
    char key[64];
    snprintf(key, sizeof key, "E_total%s", after);
    expect_close(key, trainer->ws->E_total, reference(path, key), 1e-12);
    snprintf(key, sizeof key, "out_o1%s", after);
    expect_close(key,
                 gsl_vector_get(trainer->ws->layer[n->n_layers - 1].out, 0),
                 reference(path, key), 1e-12);
    snprintf(key, sizeof key, "w%zu%s", bp_n_weights(n), after);
    expect_close(key, gsl_matrix_get(w, w->size1 - 1, w->size2 - 1),
                 reference(path, key), 1e-12);
}

/* After all rounds, then after one, and back at the start. */
START_TEST(it_agrees_with_the_reference)
{
    char path[64];
    char after[32];
    begin(examples[_i]);
    snprintf(path, sizeof path, "build/tests/%s.tsv", examples[_i]);
    snprintf(after, sizeof after, "@%zu", example->rounds);
    const size_t rounds[] = {example->rounds, 1, 0};
    const char *const behind[] = {after, "+", ""};
    for (size_t k = 0; k < LENGTH(rounds); k++) {
        bp_trainer_go(trainer, rounds[k]);
        bp_trainer_look(trainer, 0);
        expect_reference(path, behind[k]);
    }
    end();
}
END_TEST

/* ---------------------------------------------------------------------- bounds */

START_TEST(what_is_not_finite_is_seen)
{
    static const double endless[] = {INFINITY, -INFINITY, NAN};
    begin("2-3-3-2");
    bp_trainer_look(trainer, 0);
    ck_assert(bp_trainer_is_finite(trainer));
    double *const places[] = {
        gsl_matrix_ptr(trainer->network->layer[0].w, 0, 0),
        gsl_matrix_ptr(trainer->network->layer[2].w, 1, 2),
        gsl_vector_ptr(trainer->network->layer[1].b, 2),
        &trainer->ws->E_total,
    };
    for (size_t p = 0; p < LENGTH(places); p++) {
        double before = *places[p];
        *places[p] = endless[_i];
        ck_assert_msg(!bp_trainer_is_finite(trainer), "place %zu", p);
        *places[p] = -1.7e308; /* large is not endless */
        ck_assert_msg(bp_trainer_is_finite(trainer), "place %zu", p);
        *places[p] = before;
    }
    end();
}
END_TEST

/* -------------------------------------------------------------------- progress */

/* Of the goal, or of the rounds that are asked for where there is none; a few
 * rounds are not worth telling. What comes out is the same. */
START_TEST(it_tells_how_far_it_has_come)
{
    enum { MANY = 60000, FEW = 10 };
    static const size_t goals[] = {0, 1000000};
    heard_progress heard = {.n_times = 0};
    begin("5-2");
    bp_method method = bp_example_method(example);
    bp_train(&method, &example->pairs, example->eta, 0, MANY, network, ws);
    trainer->goal = goals[_i];
    trainer->progress = (bp_progress){.tell = hear, .to = &heard};
    bp_trainer_go(trainer, FEW);
    ck_assert_uint_eq(heard.n_times, 0);
    bp_trainer_go(trainer, MANY);
    ck_assert_uint_gt(heard.n_times, 1);
    ck_assert_uint_eq(heard.of, goals[_i] > 0 ? goals[_i] : MANY);
    ck_assert_uint_gt(heard.done, MANY / 2);
    expect_network(network);
    end();
}
END_TEST

int main(void)
{
    int n = (int)LENGTH(examples);
    TCase *rounds = tcase_create("rounds");
    tcase_set_timeout(rounds, 30);
    tcase_add_loop_test(rounds, it_begins_with_the_example, 0, n);
    tcase_add_loop_test(rounds, it_goes_to_any_round, 0, n);
    tcase_add_test(rounds, it_looks_at_a_pair);
    tcase_add_loop_test(rounds, it_looks_by_the_second_forward_pass, 0, n);
    tcase_add_loop_test(rounds, it_tries_a_round, 0, n);
    tcase_add_test(rounds, it_starts_again_by_another_method);
    tcase_add_test(rounds, it_keeps_another_learning_rate);
    tcase_add_loop_test(rounds, it_agrees_with_the_reference, 0, n);

    TCase *other = tcase_create("bounds and progress");
    tcase_add_loop_test(other, what_is_not_finite_is_seen, 0, 3);
    tcase_add_loop_test(other, it_tells_how_far_it_has_come, 0, 2);
    return run_cases("trainer", 2, (TCase *[]){rounds, other});
}

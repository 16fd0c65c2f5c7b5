/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 05: methods, rounds and training. */
#include "workspace.h"

#include <string.h>

/* ------------------------------------------------------- methods and one round
 * Expected: what backprop.h promises of bp_vary and bp_round. */

enum { N_MEMBERS = 10 };

/* The stages of a method in the order in which a round runs them. */
static void list_members(bp_method *method, bp_stage **members[N_MEMBERS])
{
    bp_stage **const in_order[N_MEMBERS] = {&method->forward,
                                            &method->errors,
                                            &method->error_derivatives,
                                            &method->slopes,
                                            &method->output_deltas,
                                            &method->hidden_deltas,
                                            &method->weight_derivatives,
                                            &method->update_weights,
                                            &method->bias_derivatives,
                                            &method->update_biases};
    memcpy(members, in_order, sizeof in_order);
}

/* That the stages are the same, whatever the order is. */
static void expect_same_stages(bp_method a, bp_method b)
{
    bp_stage **of_a[N_MEMBERS], **of_b[N_MEMBERS];
    list_members(&a, of_a);
    list_members(&b, of_b);
    for (int m = 0; m < N_MEMBERS; m++)
        ck_assert(*of_a[m] == *of_b[m]);
}

static int n_stages_run;

static void counted(const bp_network *network, bp_workspace *ws)
{
    ck_assert(network == t.network && ws == t.ws);
    n_stages_run++;
}

static int n_stages_before; /* the marked one */

static void marked(const bp_network *network, bp_workspace *ws)
{
    n_stages_before = n_stages_run;
    counted(network, ws);
}

/* A method whose stages do nothing but count. */
static const bp_method all_counted = {
    .forward = counted,
    .errors = counted,
    .error_derivatives = counted,
    .slopes = counted,
    .output_deltas = counted,
    .hidden_deltas = counted,
    .weight_derivatives = counted,
    .update_weights = counted,
    .bias_derivatives = counted,
    .update_biases = counted,
    .order = bp_usual_order,
};

/* An order that runs a single stage, and says what it was given. */
static const bp_method *ordered;

static void weights_alone(const bp_method *method, const bp_network *network,
                          bp_workspace *ws)
{
    ordered = method;
    method->update_weights(network, ws);
}

START_TEST(vary_changes_the_members_named)
{
    bp_method variation = {0};
    bp_stage **named[N_MEMBERS], **member[N_MEMBERS], **original[N_MEMBERS];
    list_members(&variation, named);
    *named[_i] = marked;
    bp_method right = bp_backpropagation;
    bp_method varied = bp_vary(bp_backpropagation, &variation);
    list_members(&varied, member);
    list_members(&right, original);
    for (int m = 0; m < N_MEMBERS; m++)
        ck_assert(*member[m] == (m == _i ? marked : *original[m]));
    ck_assert(varied.order == bp_usual_order);
}
END_TEST

START_TEST(vary_changes_the_order)
{
    bp_method variation = {.order = weights_alone};
    bp_method varied = bp_vary(bp_backpropagation, &variation);
    expect_same_stages(varied, bp_backpropagation);
    ck_assert(varied.order == weights_alone);

    bp_method nothing = {0};
    ck_assert(bp_vary(varied, &nothing).order == weights_alone);
}
END_TEST

START_TEST(vary_changes_the_second_forward)
{
    bp_method variation = {.second_forward = counted};
    bp_method varied = bp_vary(bp_backpropagation, &variation);
    expect_same_stages(varied, bp_backpropagation);
    ck_assert(varied.order == bp_usual_order);
    ck_assert(varied.second_forward == counted);
    ck_assert(bp_backpropagation.second_forward == NULL);

    bp_method nothing = {0};
    ck_assert(bp_vary(varied, &nothing).second_forward == counted);
}
END_TEST

START_TEST(vary_by_nothing_or_by_everything)
{
    bp_method nothing = {0};
    bp_method same = bp_vary(bp_backpropagation, &nothing);
    expect_same_stages(same, bp_backpropagation);
    expect_same_stages(bp_vary(bp_backpropagation, &all_counted), all_counted);
    ck_assert(same.order == bp_usual_order);
}
END_TEST

/* One stage is marked: those that stand before it in the method run before it. */
START_TEST(round_runs_its_stages_in_their_order)
{
    start("3-4-2");
    bp_method method = all_counted;
    bp_stage **member[N_MEMBERS];
    list_members(&method, member);
    *member[_i] = marked;
    n_stages_run = 0;
    n_stages_before = -1;
    bp_round(&method, t.network, t.ws);
    ck_assert_int_eq(n_stages_before, _i);
    ck_assert_int_eq(n_stages_run, N_MEMBERS);
    end();
}
END_TEST

START_TEST(round_runs_every_stage_once)
{
    start("3-4-2");
    n_stages_run = 0;
    bp_round(&all_counted, t.network, t.ws);
    ck_assert_int_eq(n_stages_run, N_MEMBERS);
    n_stages_run = 0;
    bp_usual_order(&all_counted, t.network, t.ws);
    ck_assert_int_eq(n_stages_run, N_MEMBERS);
    end();
}
END_TEST

/* A round leaves to the method's order which stages run. */
START_TEST(round_goes_by_the_methods_order)
{
    start("3-4-2");
    bp_method method = all_counted;
    method.order = weights_alone;
    n_stages_run = 0;
    bp_round(&method, t.network, t.ws);
    ck_assert_int_eq(n_stages_run, 1);
    ck_assert_ptr_eq(ordered, &method);
    end();
}
END_TEST

START_TEST(adopt_exchanges_old_and_new)
{
    start("3-4-2");
    bp_round(&bp_backpropagation, t.network, t.ws);
    ck_assert(is_same_network(t.network, t.example->network));
    bp_layer old[2], new[2];
    for (size_t l = 0; l < 2; l++) {
        old[l] = t.network->layer[l];
        new[l] =
            (bp_layer){.w = t.ws->layer[l].w_new, .b = t.ws->layer[l].b_new};
        ck_assert(!gsl_matrix_equal(old[l].w, new[l].w));
    }
    bp_adopt(t.network, t.ws);
    for (size_t l = 0; l < 2; l++) {
        ck_assert_ptr_eq(t.network->layer[l].w, new[l].w);
        ck_assert_ptr_eq(t.network->layer[l].b, new[l].b);
        ck_assert_ptr_eq(t.ws->layer[l].w_new, old[l].w);
        ck_assert_ptr_eq(t.ws->layer[l].b_new, old[l].b);
        ck_assert(gsl_matrix_equal(old[l].w, t.example->network->layer[l].w));
    }
    end();
}
END_TEST

/* Behind the last of seven layers there is no room for another. */
START_TEST(adopt_in_the_deepest_network)
{
    const size_t n_neurons[BP_MAX_LAYERS] = {1, 1, 1, 1, 1, 1, 1};
    bp_network *network = bp_network_alloc(1, BP_MAX_LAYERS, n_neurons);
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert(network != NULL && ws != NULL);
    for (size_t l = 0; l < BP_MAX_LAYERS; l++)
        gsl_matrix_set_all(ws->layer[l].w_new, (double)l + 0.5);
    bp_adopt(network, ws);
    for (size_t l = 0; l < BP_MAX_LAYERS; l++)
        ck_assert(gsl_matrix_get(network->layer[l].w, 0, 0) == (double)l + 0.5);
    bp_workspace_free(ws);
    bp_network_free(network);
}
END_TEST

/* -------------------------------------------------------------------- training
 * Expected: the same computation done in other portions, bit for bit. */

START_TEST(pairs_are_taken_in_turn)
{
    start("mixed");
    ck_assert_uint_eq(t.example->pairs.inputs->size1, 3);
    bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
    train(&method, 0, 20);
    bp_network *in_one_call = bp_network_copy(t.network);
    end();

    static const size_t first_rounds[] = {0, 1, 5, 6, 6, 13, 20};
    start("mixed");
    for (size_t c = 0; c + 1 < sizeof first_rounds / sizeof first_rounds[0];
         c++)
        train(&method, first_rounds[c], first_rounds[c + 1] - first_rounds[c]);
    ck_assert(is_same_network(t.network, in_one_call));
    end();

    start("mixed");
    for (size_t r = 0; r < 20; r++) {
        bp_given(&t.example->pairs, r % 3, t.example->eta, t.ws);
        bp_round(&method, t.network, t.ws);
        bp_adopt(t.network, t.ws);
    }
    ck_assert(is_same_network(t.network, in_one_call));
    end();

    start("mixed");
    train(&method, 1, 20);
    ck_assert(!is_same_network(t.network, in_one_call));
    end();
    bp_network_free(in_one_call);
}
END_TEST

START_TEST(no_rounds_change_nothing)
{
    start("mixed");
    train(&bp_backpropagation, 0, 0);
    ck_assert(is_same_network(t.network, t.example->network));
    end();
}
END_TEST

/* Bias derivatives of other rounds, or none, stay where nobody trains biases:
 * each order leaves that stage out. */
static const bp_method no_variation = {0};
static const bp_method *const orders[] = {&no_variation, &bp_updated_weights,
                                          &bp_forward_again,
                                          &bp_single_precision};
static const int n_orders = sizeof orders / sizeof orders[0];

START_TEST(kept_biases_need_no_derivatives)
{
    start("2-3-3-2");
    for (size_t l = 0; l < t.ws->n_layers; l++)
        gsl_vector_set_all(t.ws->layer[l].dE_db, 7.0);
    bp_method method = bp_vary(bp_backpropagation, orders[_i]);
    train(&method, 0, 3);
    for (size_t l = 0; l < t.ws->n_layers; l++) {
        const gsl_vector *dE_db = t.ws->layer[l].dE_db;
        ck_assert(gsl_vector_min(dE_db) == 7.0 && gsl_vector_max(dE_db) == 7.0);
        ck_assert(gsl_matrix_isnull(t.ws->layer[l].dE_dw) == 0);
    }
    end();
}
END_TEST

/* Both kinds of biases, by each order. Expected: a step of eta against the sum of
 * the layer's deltas where it shares a bias, against the neuron's own where not.
 * The old biases are left in the workspace. */
static void expect_trained_biases(const char *example, const bp_method *order,
                                  double tolerance)
{
    start(example);
    bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
    method = bp_vary(method, order);
    train(&method, 0, 1);
    for (size_t l = 0; l < t.ws->n_layers; l++) {
        const bp_layer *layer = &t.network->layer[l];
        const bp_layer_work *work = &t.ws->layer[l];
        double sum = 0.0;
        for (size_t j = 0; j < work->delta->size; j++)
            sum += gsl_vector_get(work->delta, j);
        for (size_t j = 0; j < work->delta->size; j++) {
            double delta = gsl_vector_get(work->delta, j);
            double dE_db = layer->one_bias ? sum : delta;
            expect_close("dE/db", gsl_vector_get(work->dE_db, j), dE_db,
                         tolerance);
            expect_close("b+", gsl_vector_get(layer->b, j),
                         gsl_vector_get(work->b_new, j) - t.ws->eta * dE_db,
                         tolerance);
        }
    }
    end();
}

START_TEST(trained_biases_step_against_their_derivatives)
{
    double tolerance = orders[_i] == &bp_single_precision ? 1e-6 : 1e-14;
    expect_trained_biases("2-3-3-2", orders[_i], tolerance);
    expect_trained_biases("3-4-2", orders[_i], tolerance);
}
END_TEST

/* The first error of 0.298371109 (60-digit arithmetic: 0.298371108760003) stays
 * in the workspace when the network has already moved on. */
START_TEST(training_leaves_the_errors_before_its_last_update)
{
    start("post");
    train(&bp_backpropagation, 0, 1);
    expect_close("E_total", t.ws->E_total, 0.298371108760003, 1e-12);
    bp_forward(t.network, t.ws);
    bp_errors(t.network, t.ws);
    expect_close("E_total+", t.ws->E_total, 0.291027773693599, 1e-12);
    end();
}
END_TEST

/* A shared bias stays one number; where the biases are left alone they stay as
 * given. */
START_TEST(biases_after_training)
{
    start("2-3-3-2");
    bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
    train(&method, 0, 50);
    for (size_t l = 0; l < t.network->n_layers; l++) {
        const gsl_vector *b = t.network->layer[l].b;
        ck_assert_double_eq(gsl_vector_max(b), gsl_vector_min(b));
        ck_assert_double_ne(gsl_vector_get(b, 0),
                            gsl_vector_get(t.example->network->layer[l].b, 0));
    }
    end();

    start("2-3-3-2");
    train(&bp_backpropagation, 0, 50);
    for (size_t l = 0; l < t.network->n_layers; l++)
        ck_assert(gsl_vector_equal(t.network->layer[l].b,
                                   t.example->network->layer[l].b));
    end();
}
END_TEST

static TCase *methods_case(void)
{
    TCase *c = tcase_create("methods");
    tcase_add_loop_test(c, vary_changes_the_members_named, 0, N_MEMBERS);
    tcase_add_test(c, vary_changes_the_order);
    tcase_add_test(c, vary_changes_the_second_forward);
    tcase_add_test(c, vary_by_nothing_or_by_everything);
    tcase_add_loop_test(c, round_runs_its_stages_in_their_order, 0, N_MEMBERS);
    tcase_add_test(c, round_runs_every_stage_once);
    tcase_add_test(c, round_goes_by_the_methods_order);
    return c;
}

static TCase *training_case(void)
{
    TCase *c = tcase_create("training");
    tcase_add_test(c, adopt_exchanges_old_and_new);
    tcase_add_test(c, adopt_in_the_deepest_network);
    tcase_add_test(c, pairs_are_taken_in_turn);
    tcase_add_test(c, no_rounds_change_nothing);
    tcase_add_test(c, training_leaves_the_errors_before_its_last_update);
    tcase_add_test(c, biases_after_training);
    tcase_add_loop_test(c, kept_biases_need_no_derivatives, 0, n_orders);
    tcase_add_loop_test(c, trained_biases_step_against_their_derivatives, 0,
                        n_orders);
    return c;
}

int main(void)
{
    TCase *const cases[] = {methods_case(), training_case()};
    return run_cases("chapter_methods", sizeof cases / sizeof cases[0], cases);
}

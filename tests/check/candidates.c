/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the numbers would be by a mistake, and by two. Expected: products of other
 * numbers of the same candidate, and plain calls of bp_train; tests/check/learners.sh
 * has the numbers that an independent computation makes. */
#include "check/candidate_numbers.h"

#include <string.h>

#include "check/candidate_training.h"
#include "files/example_text.h"
#include "candidates.h"
#include "support.h"

static size_t key(const char *name)
{
    size_t k = bp_definitions_find(c->numbers, name);
    ck_assert_msg(k != SIZE_MAX, "there is no %s", name);
    return k;
}

/* The first form of a mistake, or the one after so many more. */
static bp_candidate *single(const char *id, size_t more)
{
    for (size_t s = 0; s < c->n_singles; s++)
        if (strcmp(c->single[s].mistake[0]->id, id) == 0 && more-- == 0)
            return &c->single[s];
    ck_abort_msg("no %s", id);
    return NULL;
}

static void work_out(bp_candidate *candidate)
{
    ck_assert_msg(bp_candidate_rule(c, candidate, &complaint), "%s",
                  complaint.text);
}

/* What a mistake does not touch is right. */
START_TEST(untouched_numbers_are_right)
{
    begin_candidates("3-4-2");
    const bp_candidate *no_half = single("no-half", 0);
    expect_close("E_total", no_half->x[key("E_total")],
                 2.0 * c->right.x[key("E_total")], 1e-14);
    ck_assert_double_eq(no_half->x[key("out_o1")], c->right.x[key("out_o1")]);
    end_candidates();
}
END_TEST

/* A network whose weights are read by columns has every number under the name of
 * the weight across. */
START_TEST(by_source_names_change_places)
{
    begin_candidates("post");
    const bp_candidate *by_source = single("weights-by-source", 1);
    ck_assert(by_source->by_source);
    ck_assert_uint_eq(bp_candidate_place(c, by_source, key("dE/dw2")),
                      key("dE/dw3"));
    ck_assert_uint_eq(bp_candidate_place(c, by_source, key("net_h1")),
                      key("net_h1"));
    double right = 0.15 * 0.05 + 0.25 * 0.10 + 0.35;
    expect_close("net_h1", by_source->x[key("net_h1")], right, 1e-15);
    end_candidates();
}
END_TEST

static void begin_with(const char *text)
{
    example = bp_example_parse(text, strlen(text), &complaint);
    ck_assert_msg(example != NULL, "%s", complaint.text);
    c = bp_candidates_alloc(example, &complaint);
    ck_assert_msg(c != NULL, "%s", complaint.text);
}

static bool is_candidate(const char *id)
{
    for (size_t s = 0; s < c->n_singles; s++)
        if (strcmp(c->single[s].mistake[0]->id, id) == 0)
            return true;
    return false;
}

/* A mistake that divides by 0 is no candidate. */
START_TEST(undefined_mistakes_are_no_candidates)
{
    begin_with(
        "learning_rate: 1\n"
        "training: [{inputs: [0, 1], targets: [0.5]}]\n"
        "layers: [{weights: [[0.1, 0.2]], bias: 0.3}]\n");
    ck_assert(!is_candidate("divided"));
    ck_assert(is_candidate("ascent"));
    end_candidates();
}
END_TEST

/* Nor is one that changes nothing, as it is of another function than those that the
 * network has. */
START_TEST(mistakes_of_other_functions_are_no_candidates)
{
    static const char *const of_logistic[] = {
        "tanh", "exp-sign", "slope-of-net", "slope-of-out", "slope-of-error"};
    static const char *const of_half[] = {"no-half", "no-half-in-error"};
    begin_candidates("functions/mixed");
    for (size_t m = 0; m < sizeof of_logistic / sizeof of_logistic[0]; m++)
        ck_assert(!is_candidate(of_logistic[m]));
    ck_assert(is_candidate(of_half[0]) && is_candidate(of_half[1]));
    ck_assert(is_candidate("linear-hidden"));
    end_candidates();
    begin_candidates("functions/tanh-entropy");
    for (size_t m = 0; m < sizeof of_half / sizeof of_half[0]; m++)
        ck_assert(!is_candidate(of_half[m]));
    ck_assert(is_candidate("slope-of-net") && is_candidate("no-output-slope"));
    end_candidates();
    begin_candidates("functions/identity");
    ck_assert(!is_candidate("linear-hidden"));
    ck_assert(!is_candidate("no-hidden-slope"));
    end_candidates();
}
END_TEST

/* A ReLU neuron that is on for the first pair is the same without it; for the second
 * it is off, or on as well. */
START_TEST(a_mistake_may_show_on_another_pair)
{
    static const char text[] =
        "learning_rate: 1\n"
        "training: [{inputs: [1], targets: [1]}, {inputs: [%s], targets: "
        "[1]}]\n"
        "layers: [{weights: [[2]], bias: 0.5, activation: relu},\n"
        "         {weights: [[3]], bias: 0.25}]\n";
    char with_pair[sizeof text];
    snprintf(with_pair, sizeof with_pair, text, "-1");
    begin_with(with_pair);
    ck_assert(is_candidate("linear-hidden"));
    end_candidates();
    snprintf(with_pair, sizeof with_pair, text, "2");
    begin_with(with_pair);
    ck_assert(!is_candidate("linear-hidden"));
    end_candidates();
}
END_TEST

static void expect_weights(const bp_candidate *candidate, const char *after,
                           size_t rounds)
{
    bp_run run = bp_candidate_run(c, candidate);
    bp_network *network = bp_network_copy(example->network);
    bp_workspace *ws = bp_workspace_alloc(network);
    bp_train(&run.method, &example->pairs, example->eta, 0, rounds, network,
             ws);
    ck_assert_double_eq(bp_candidate_value(c, candidate, key(after), 200),
                        gsl_matrix_get(network->layer[0].w, 0, 1));
    bp_workspace_free(ws);
    bp_network_free(network);
}

/* The forms of off-by-one-round: a round less in all, one more, and the + numbers
 * after none and after two. */
START_TEST(rounds_are_those_of_the_form)
{
    begin_candidates("mixed");
    static const struct {
        size_t plus;
        int more;
    } rounds[] = {{1, -1}, {1, 1}, {0, 0}, {2, 0}};
    for (size_t f = 0; f < sizeof rounds / sizeof rounds[0]; f++) {
        bp_candidate *candidate = single("off-by-one-round", f);
        bp_run run = bp_candidate_run(c, candidate);
        ck_assert_uint_eq(run.plus_rounds, rounds[f].plus);
        ck_assert_int_eq(run.more_rounds, rounds[f].more);
        work_out(candidate);
        ck_assert_ptr_nonnull(
            bp_candidate_train(c, candidate, 200, &complaint));
        expect_weights(candidate, "w2+", rounds[f].plus);
        expect_weights(candidate, "w2@200", (size_t)(200 + rounds[f].more));
    }
    end_candidates();
}
END_TEST

/* Both halves' effects, each in what it touches. */
START_TEST(two_at_once)
{
    begin_candidates("3-4-2");
    ck_assert(bp_candidates_pair(c, &complaint));
    bp_candidate *both = NULL;
    for (size_t p = 0; p < c->n_pairs; p++) {
        const bp_candidate *pair = &c->pair[p];
        ck_assert_uint_eq(pair->n, 2);
        if (strcmp(pair->mistake[0]->id, "no-half") == 0 &&
            strcmp(pair->mistake[1]->id, "ascent") == 0)
            both = &c->pair[p];
    }
    ck_assert_ptr_nonnull(both);
    work_out(both);
    double right_step = c->right.x[key("w1+")] - c->right.x[key("w1")];
    expect_close("E_total", both->x[key("E_total")],
                 2.0 * c->right.x[key("E_total")], 1e-14);
    expect_close("w1+", both->x[key("w1+")] - both->x[key("w1")],
                 -2.0 * right_step, 1e-9);
    end_candidates();
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("candidates");
    tcase_set_timeout(t, 30);
    tcase_add_test(t, untouched_numbers_are_right);
    tcase_add_test(t, by_source_names_change_places);
    tcase_add_test(t, undefined_mistakes_are_no_candidates);
    tcase_add_test(t, mistakes_of_other_functions_are_no_candidates);
    tcase_add_test(t, a_mistake_may_show_on_another_pair);
    tcase_add_test(t, rounds_are_those_of_the_form);
    tcase_add_test(t, two_at_once);
    return run_cases("candidates", 1, (TCase *[]){t});
}

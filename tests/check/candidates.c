/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the numbers would be by a mistake, and by two. Expected: products of other
 * numbers of the same candidate, and plain calls of bp_train; tests/check/learners.sh
 * has the numbers that an independent computation makes. */
#include "check/candidates.h"

#include <string.h>

#include "support.h"

static bp_example *example;
static bp_candidates *c;
static bp_complaint complaint;

static void begin(const char *name)
{
    example = read_test_example(name);
    c = bp_candidates_alloc(example, &complaint);
    ck_assert_msg(c != NULL, "%s", complaint.text);
}

static void end(void)
{
    bp_candidates_free(c);
    bp_example_free(example);
}

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
    ck_assert_msg(bp_candidate_work_out(c, candidate, true, &complaint), "%s",
                  complaint.text);
}

/* What a mistake writes down, and what it uses: the input is written, and 1 is
 * used; the paths by updated weights are used. */
START_TEST(numbers_of_which_there_are_two)
{
    begin("3-4-2");
    const bp_candidate *no_input = single("no-input-factor", 0);
    ck_assert_double_eq(no_input->x[key("dnet_h2/dw5")],
                        no_input->x[key("i2")]);
    expect_close("dnet_h2/dw5", no_input->other[key("dnet_h2/dw5")], 1.0,
                 1e-15);

    const bp_candidate *updated = single("updated-weights", 0);
    double delta = updated->x[key("delta_o2")];
    expect_close("dE_o2/dout_h3", updated->x[key("dE_o2/dout_h3")],
                 delta * updated->x[key("w19+")], 1e-12);
    expect_close("dE_o2/dout_h3", updated->other[key("dE_o2/dout_h3")],
                 delta * updated->x[key("w19")], 1e-12);
    end();
}
END_TEST

/* Where no mistake is at work, and where it does not reach, both are the same. */
START_TEST(numbers_of_which_there_is_one)
{
    begin("3-4-2");
    const bp_candidate *no_half = single("no-half", 0);
    for (size_t k = 0; k < c->numbers->n_round; k++)
        expect_close(c->numbers->number[k].key, no_half->other[k],
                     no_half->x[k], 1e-12);
    expect_close("E_total", no_half->x[key("E_total")],
                 2.0 * c->right[key("E_total")], 1e-14);
    ck_assert_double_eq(no_half->x[key("out_o1")], c->right[key("out_o1")]);
    end();
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
    ck_assert_double_eq(candidate->x[key(after)],
                        gsl_matrix_get(network->layer[0].w, 0, 1));
    bp_workspace_free(ws);
    bp_network_free(network);
}

/* The forms of off-by-one-round: a round less in all, one more, and the + numbers
 * after none and after two. */
START_TEST(rounds_are_those_of_the_form)
{
    begin("mixed");
    static const struct {
        size_t plus, all;
    } rounds[] = {{1, 199}, {1, 201}, {0, 200}, {2, 200}};
    for (size_t f = 0; f < sizeof rounds / sizeof rounds[0]; f++) {
        bp_candidate *candidate = single("off-by-one-round", f);
        bp_run run = bp_candidate_run(c, candidate);
        ck_assert_uint_eq(run.plus_rounds, rounds[f].plus);
        ck_assert_uint_eq(run.rounds, rounds[f].all);
        work_out(candidate);
        expect_weights(candidate, "w2+", rounds[f].plus);
        expect_weights(candidate, "w2@200", rounds[f].all);
    }
    end();
}
END_TEST

/* Both halves' effects, each in what it touches. */
START_TEST(two_at_once)
{
    begin("3-4-2");
    ck_assert(bp_candidates_pair(c, &complaint));
    bp_candidate *both = NULL;
    for (size_t p = 0; p < c->n_pairs; p++) {
        const bp_candidate *pair = &c->pair[p];
        ck_assert_uint_eq(pair->mistake[0]->touches & pair->mistake[1]->touches,
                          0);
        if (strcmp(pair->mistake[0]->id, "no-half") == 0 &&
            strcmp(pair->mistake[1]->id, "ascent") == 0)
            both = &c->pair[p];
    }
    ck_assert_ptr_nonnull(both);
    work_out(both);
    double right_step = c->right[key("w1+")] - c->right[key("w1")];
    expect_close("E_total", both->x[key("E_total")],
                 2.0 * c->right[key("E_total")], 1e-14);
    expect_close("w1+", both->x[key("w1+")] - both->x[key("w1")],
                 -2.0 * right_step, 1e-9);
    end();
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("candidates");
    tcase_set_timeout(t, 30);
    tcase_add_test(t, numbers_of_which_there_are_two);
    tcase_add_test(t, numbers_of_which_there_is_one);
    tcase_add_test(t, rounds_are_those_of_the_form);
    tcase_add_test(t, two_at_once);
    return run_cases("candidates", 1, (TCase *[]){t});
}

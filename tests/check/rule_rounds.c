/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds by a mistake's rules. Expected: what its method leads to, the C of chapter 7,
 * which knows nothing of rules; tests/check/functions.sh has the numbers of networks
 * that these methods are not written for. */
#include "check/rule_rounds.h"

#include "check/candidate_numbers.h"
#include "check/candidate_training.h"
#include "candidates.h"
#include "support.h"

static const char *const names[] = {"post",  "2-3-3-2", "3-4-2",
                                    "mixed", "5-2",     "functions/by-source"};
enum { N_NAMES = sizeof names / sizeof names[0] };

/* Whether the rules are all of it: no other layout, precision or number of rounds. */
static bool has_method(const bp_candidate *candidate)
{
    const bp_form *form = candidate->form[0];
    return form->variation != NULL && form->local != NULL;
}

static void start(void)
{
    bp_method method = bp_example_method(example);
    bp_trainer_start(c->trainer, example, &method);
}

static void expect_training(bp_candidate *candidate, size_t rounds)
{
    double *x = calloc(c->numbers->n, sizeof *x);
    const bp_trained *expected =
        bp_candidate_train(c, candidate, rounds, &complaint);
    ck_assert_ptr_nonnull(x);
    ck_assert_ptr_nonnull(expected);
    start();
    bp_rule_training(candidate->rules, c->trainer, rounds, x);
    for (size_t k = c->numbers->n_round; k < c->numbers->n; k++) {
        double off = fabs(x[k] - expected->x[k]);
        bool is_same = off <= 1e-10 * fabs(expected->x[k]) + 1e-14 ||
                       (!isfinite(x[k]) && !isfinite(expected->x[k]));
        ck_assert_msg(is_same, "%s: %s%zu is %.17g, by its rules %.17g",
                      candidate->n == 0 ? "right" : candidate->mistake[0]->id,
                      c->numbers->number[k].key, rounds, expected->x[k], x[k]);
    }
    free(x);
}

/* Of several pairs, more than one in turn. */
START_TEST(training_is_the_methods)
{
    static const size_t rounds[] = {0, 1, 2, 25};
    begin_candidates(names[_i]);
    for (size_t r = 0; r < sizeof rounds / sizeof rounds[0]; r++) {
        expect_training(&c->right, rounds[r]);
        size_t n = 0;
        for (size_t s = 0; s < c->n_singles; s++)
            if (has_method(&c->single[s])) {
                expect_training(&c->single[s], rounds[r]);
                n++;
            }
        ck_assert_uint_gt(n, 10);
    }
    end_candidates();
}
END_TEST

/* The first round on the first pair is the walk's, and on another pair what the
 * workspace has of that. */
START_TEST(rounds_are_those_of_their_pair)
{
    begin_candidates("mixed");
    double *x = calloc(c->numbers->n, sizeof *x);
    start();
    bp_rule_round(c->right.rules, c->trainer, 0, x);
    for (size_t k = 0; k < c->numbers->n_round; k++)
        expect_close(c->numbers->number[k].key, x[k], c->right.x[k], 1e-13);
    bp_rule_round(c->right.rules, c->trainer, 1, x);
    bp_trainer_look(c->trainer, 1);
    size_t k = bp_definitions_find(c->numbers, "E_total");
    expect_close("E_total", x[k], c->trainer->ws->E_total, 1e-14);
    ck_assert_double_ne(x[k], c->right.x[k]);
    free(x);
    end_candidates();
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("rule_rounds");
    tcase_set_timeout(t, 60);
    tcase_add_loop_test(t, training_is_the_methods, 0, N_NAMES);
    tcase_add_test(t, rounds_are_those_of_their_pair);
    return run_cases("rule_rounds", 1, (TCase *[]){t});
}

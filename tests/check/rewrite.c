/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The local forms of mistakes: evaluated one after the other, the rules of a mistake
 * are what its whole method works out. Expected: the numbers of the method, which
 * tests/reference/mistakes.c proves by a computation of its own. Where functions are
 * other ones the rules go without a method: see tests/check/functions.sh. */
#include "check/candidate_numbers.h"

#include "support.h"

static const char *const names[] = {"post", "2-3-3-2", "3-4-2", "5-2", "mixed"};

/* What is written down rightly, and left out of account by the mistake, has no rule
 * of the method's. */
static bool has_rule(const bp_definition *number)
{
    return number->operation != BP_NOTHING && number->kind != BP_DNET_DW &&
           number->kind != BP_PATH_WEIGHT;
}

static void expect_rules(bp_candidates *c, bp_candidate *candidate)
{
    bp_complaint complaint;
    ck_assert(bp_candidate_rule(c, candidate, &complaint));
    for (size_t k = 0; k < c->numbers->n_round; k++) {
        const bp_definition *number = &candidate->rules->number[k];
        double x = bp_evaluate(candidate->rules, k, candidate->x);
        double expected = candidate->x[k];
        bool is_same = fabs(x - expected) <= 1e-11 * fabs(x) + 1e-16 ||
                       (!isfinite(x) && !isfinite(expected));
        ck_assert_msg(!has_rule(number) || is_same,
                      "%s%s%s: %s is %.17g, by its rule %.17g",
                      candidate->mistake[0]->id, candidate->n > 1 ? "+" : "",
                      candidate->n > 1 ? candidate->mistake[1]->id : "",
                      number->key, expected, x);
    }
}

START_TEST(rules_are_the_method)
{
    bp_example *example = read_test_example(names[_i]);
    bp_complaint complaint;
    bp_candidates *c = bp_candidates_alloc(example, &complaint);
    ck_assert_ptr_nonnull(c);
    for (size_t s = 0; s < c->n_singles; s++)
        if (!bp_is_precision(&c->single[s]))
            expect_rules(c, &c->single[s]);
    ck_assert(bp_candidates_pair(c, &complaint));
    for (size_t p = 0; p < c->n_pairs; p++)
        expect_rules(c, &c->pair[p]);
    ck_assert_uint_gt(c->n_pairs, c->n_singles);
    bp_candidates_free(c);
    bp_example_free(example);
}
END_TEST

/* Each mistake that can be seen in one round has a rule or a layout of its own. */
START_TEST(each_mistake_has_a_local_form)
{
    for (size_t m = 0; m < bp_n_mistakes; m++)
        for (size_t f = 0; f < bp_mistakes[m].n_forms; f++) {
            const bp_form *form = &bp_mistakes[m].form[f];
            bool is_seen = form->variation != NULL && !form->in_floats &&
                           bp_mistakes[m].touches != BP_TOUCHES_ALL;
            ck_assert_msg(!is_seen || form->local != NULL, "%s has none",
                          bp_mistakes[m].id);
        }
}
END_TEST

int main(void)
{
    TCase *t = tcase_create("rewrite");
    tcase_set_timeout(t, 120);
    tcase_add_loop_test(t, rules_are_the_method, 0,
                        sizeof names / sizeof names[0]);
    tcase_add_test(t, each_mistake_has_a_local_form);
    return run_cases("rewrite", 1, (TCase *[]){t});
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every derivative beside its central difference: which there are, what is told of
 * each, and what becomes of those that cannot be told. tests/command/gradcheck.sh
 * has how they are printed. */
#include "walk/gradcheck.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

#include "files/example_text.h"
#include "support.h"
#include "walk/walk.h"

static const bp_progress nobody = {.tell = NULL};

static bp_gradient here; /* each test frees it */

static void check_example(const bp_example *example)
{
    bp_complaint complaint;
    ck_assert_msg(bp_gradcheck(example, &nobody, &here, &complaint), "%s",
                  complaint.text);
    size_t n = 0;
    for (size_t v = 0; v < LENGTH(here.n_verdicts); v++)
        n += here.n_verdicts[v];
    ck_assert_uint_eq(n, here.n);
    for (size_t k = 0; k < here.n; k++)
        ck_assert_int_eq(here.row[k].verdict, bp_judge(here.row[k].derivative,
                                                       here.row[k].difference));
}

static void expect_verdicts(size_t n_agree, size_t n_too_small)
{
    ck_assert_uint_eq(here.n_verdicts[BP_AGREES], n_agree);
    ck_assert_uint_eq(here.n_verdicts[BP_DIFFERS], 0);
    ck_assert_uint_eq(here.n_verdicts[BP_TOO_SMALL], n_too_small);
}

static bp_example *parse(const char *yaml)
{
    bp_complaint complaint;
    bp_example *example = bp_example_parse(yaml, strlen(yaml), &complaint);
    ck_assert_msg(example != NULL, "%s", complaint.text);
    return example;
}

static void check_text(const char *yaml)
{
    bp_example *example = parse(yaml);
    check_example(example);
    bp_example_free(example);
}

/* --------------------------------------------------------- where all is well
 * Expected: the derivatives of the walk, which tests/walk/walk.c holds to the
 * reference; and weights and biases counted by hand. */

static const struct {
    const char *name;
    size_t n;
    const char *first_bias;
} examples[] = {
    {"post", 8 + 2, "dE/db1"},     {"3-4-2", 20 + 6, "dE/db_h1"},
    {"2-3-3-2", 21 + 3, "dE/db1"}, {"5-2", 10 + 1, "dE/db1"},
    {"mixed", 14 + 5, "dE/db_h1"},
};

START_TEST(a_row_for_every_derivative)
{
    bp_example *example = read_test_example(examples[_i].name);
    bp_method method = bp_example_method(example);
    bp_values walk;
    bp_complaint complaint;
    ck_assert(bp_walk(example, &method, BP_UPDATES, NULL, &walk, &complaint));
    check_example(example);

    ck_assert_uint_eq(here.n, examples[_i].n);
    size_t n_weights = bp_n_weights(example->network);
    for (size_t k = 0; k < here.n; k++) {
        const bp_gradient_row *r = &here.row[k];
        char key[48];
        snprintf(key, sizeof key, "dE/dw%zu", k + 1);
        if (k < n_weights)
            ck_assert_str_eq(r->key, key);
        const bp_value *value = bp_values_find(&walk, r->key);
        ck_assert_msg(value != NULL, "the walk has no %s", r->key);
        ck_assert_double_eq(r->derivative, value->x);
        ck_assert_int_eq(r->verdict, BP_AGREES);
        expect_close(r->key, r->difference.slope, r->derivative, 1e-8);
        ck_assert_double_le(r->difference.bound, 1e-6 * fabs(r->derivative));
    }
    ck_assert_str_eq(here.row[n_weights].key, examples[_i].first_bias);
    expect_verdicts(here.n, 0);
    bp_gradient_free(&here);
    ck_assert_ptr_null(here.row);
    bp_values_free(&walk);
    bp_example_free(example);
}
END_TEST

START_TEST(example_is_as_it_was)
{
    bp_example *example = read_test_example("2-3-3-2");
    bp_network *before = bp_network_copy(example->network);
    check_example(example);
    ck_assert(is_same_network(before, example->network));
    bp_gradient_free(&here);
    bp_network_free(before);
    bp_example_free(example);
}
END_TEST

static void listen(void *to, size_t done, size_t of)
{
    size_t *n_told = to;
    ck_assert_uint_eq(done, ++*n_told);
    ck_assert_uint_eq(of, 26);
}

START_TEST(each_derivative_is_told)
{
    bp_example *example = read_test_example("3-4-2");
    size_t n_told = 0;
    bp_progress progress = {.tell = listen, .to = &n_told};
    bp_complaint complaint;
    ck_assert(bp_gradcheck(example, &progress, &here, &complaint));
    ck_assert_uint_eq(n_told, 26);
    bp_gradient_free(&here);
    bp_example_free(example);
}
END_TEST

/* --------------------------------------------------- where little can be told */

#define EXAMPLE(TARGETS, W, BIAS)                                              \
    "learning_rate: 0.5\n"                                                     \
    "training: [{inputs: [0.3, 0.7], targets: " TARGETS                        \
    "}]\n"                                                                     \
    "layers: [{weights: [[0.2, -0.4], [0.5, 0.1]], bias: 0.3},\n"              \
    "         {weights: " W ", bias: " BIAS "}]\n"

/* e^-800 is nothing beside 1. Once the outputs of 1 miss their targets, once
 * they meet them, where even the bounds are 0. */
START_TEST(nothing_can_be_told_of_a_flat_network)
{
    static const char *const flat[] = {
        EXAMPLE("[0.1, 0.9]", "[[0.4, 0.6], [0.7, -0.2]]", "800"),
        EXAMPLE("[1, 1]", "[[0.4, 0.6], [0.7, -0.2]]", "800"),
    };
    check_text(flat[_i]);
    ck_assert_uint_eq(here.n, 10);
    expect_verdicts(0, 10);
    for (size_t k = 0; k < here.n; k++) {
        ck_assert(here.row[k].derivative == 0.0);
        ck_assert(here.row[k].difference.slope == 0.0);
        ck_assert_double_le(here.row[k].difference.bound, 1e-10);
    }
    bp_gradient_free(&here);
}
END_TEST

/* o1 and h1, which leads to o1 alone, are flat: w1, w2, w5 and w6 cannot be
 * told, and the shared biases are the others'. */
START_TEST(some_can_be_told)
{
    check_text(EXAMPLE("[0.1, 0.9]", "[[900, 800], [0, -0.2]]", "0.6"));
    static const char *const too_small[] = {"dE/dw1", "dE/dw2", "dE/dw5",
                                            "dE/dw6"};
    size_t n = 0;
    for (size_t k = 0; k < here.n; k++)
        if (here.row[k].verdict != BP_AGREES) {
            ck_assert(n < LENGTH(too_small));
            ck_assert_str_eq(here.row[k].key, too_small[n++]);
        }
    ck_assert_uint_eq(n, LENGTH(too_small));
    expect_verdicts(6, 4);
    bp_gradient_free(&here);
}
END_TEST

/* ----------------------------------------------------- beyond all bounds
 * Half the square of 1e200 is no double, and 1e300 * 1e300 - 1e300 * 1e300 no
 * number at all. */
START_TEST(nothing_is_left_where_not_all_is_finite)
{
    static const char *const endless[] = {
        EXAMPLE("[1e200, 0.9]", "[[0.4, 0.6], [0.7, -0.2]]", "0.6"),
        "learning_rate: 1\n"
        "training: [{inputs: [1e300, 1e300], targets: [0.5]}]\n"
        "layers: [{weights: [[1e300, -1e300]], bias: 0}]\n",
    };
    bp_example *example = parse(endless[_i]);
    bp_complaint complaint = {.line = 999999};
    ck_assert(!bp_gradcheck(example, &nobody, &here, &complaint));
    ck_assert_ptr_null(here.row);
    ck_assert_uint_eq(complaint.line, 0);
    ck_assert_msg(strstr(complaint.text, "stay within bounds") != NULL, "%s",
                  complaint.text);
    bp_example_free(example);
}
END_TEST

/* -------------------------------------------------------------- powers of ten */

START_TEST(power_above)
{
    static const struct {
        double x;
        int power;
    } powers[] = {
        {1.0, 1},       {0.5, 0},     {9.99, 1},      {10.0, 2},
        {0.1, 0},       {0.09, -1},   {3e-12, -11},   {9.9e-12, -11},
        {1.5e-11, -10}, {1e300, 301}, {DBL_MAX, 309}, {DBL_MIN, -307},
    };
    for (size_t p = 0; p < LENGTH(powers); p++)
        ck_assert_msg(bp_power_above(powers[p].x) == powers[p].power,
                      "%g: %d, expected %d", powers[p].x,
                      bp_power_above(powers[p].x), powers[p].power);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("gradcheck");
    tcase_add_loop_test(c, a_row_for_every_derivative, 0, LENGTH(examples));
    tcase_add_test(c, example_is_as_it_was);
    tcase_add_test(c, each_derivative_is_told);
    tcase_add_loop_test(c, nothing_can_be_told_of_a_flat_network, 0, 2);
    tcase_add_test(c, some_can_be_told);
    tcase_add_loop_test(c, nothing_is_left_where_not_all_is_finite, 0, 2);
    tcase_add_test(c, power_above);
    TCase *const cases[] = {c};
    return run_cases("gradcheck", LENGTH(cases), cases);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tables of numbers are filled: what is put beside a number, what is left
 * out, and the walk with every key that is known.
 * Expected: what values.h and walk.h promise. */
#include <stdio.h>
#include <string.h>

#include "support.h"
#include "walk/walk.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

static bp_values values;
static bp_complaint complaint;
static bp_filler f;

static void begin(void)
{
    values = (bp_values){0};
    complaint = (bp_complaint){0};
    f = (bp_filler){
        .values = &values, .complaint = &complaint, .last_chapter = 4};
}

static const bp_value *find(const char *key)
{
    const bp_value *value = bp_values_find(&values, key);
    ck_assert_msg(value != NULL, "there is no %s", key);
    return value;
}

START_TEST(one_number_and_two)
{
    begin();
    f.chapter = 3;
    bp_put(&f, 0.25, "w%d", 7);
    bp_put_either(&f, 0.5, -0.75, "w%d", 8);
    ck_assert_uint_eq(values.n, 2);
    ck_assert_double_eq(find("w7")->x, 0.25);
    ck_assert_double_eq(find("w7")->other, 0.25);
    ck_assert_double_eq(find("w8")->x, 0.5);
    ck_assert_double_eq(find("w8")->other, -0.75);
    for (size_t v = 0; v < 2; v++) {
        ck_assert_int_eq(values.value[v].kind, BP_VALUE);
        ck_assert_int_eq(values.value[v].digits, 0);
        ck_assert_int_eq(values.value[v].chapter, 3);
    }
    bp_values_free(&values);
}
END_TEST

static void put_four(const char *key)
{
    bp_put(&f, 1.0, "%s1", key);
    bp_put_either(&f, 1.0, 2.0, "%s2", key);
    bp_put_rounded(&f, 1.0, 3, "%s3", key);
    bp_put_bound(&f, BP_BELOW, 1.0, "%s4", key);
}

START_TEST(later_chapters_are_left_out)
{
    begin();
    for (f.chapter = 3; f.chapter <= 5; f.chapter++)
        put_four(f.chapter == 5 ? "late" : "w");
    ck_assert_uint_eq(values.n, 8);
    ck_assert_ptr_null(bp_values_find(&values, "late1"));
    ck_assert_int_eq(values.value[7].kind, BP_BELOW);
    ck_assert(!f.failed);
    bp_values_free(&values);
}
END_TEST

START_TEST(nothing_is_put_after_a_failure)
{
    static const double endless[] = {INFINITY, -INFINITY, NAN};
    begin();
    put_four("w");
    bp_put(&f, endless[_i], "net_h%d", 1);
    ck_assert(f.failed);
    ck_assert_msg(strstr(complaint.text, "net_h1 is not a finite number") !=
                      NULL,
                  "%s", complaint.text);
    size_t n = values.n;
    put_four("out");
    ck_assert_uint_eq(values.n, n);
    ck_assert_int_eq(values.value[3].kind, BP_BELOW);
    bp_values_free(&values);
}
END_TEST

START_TEST(numbers_that_may_diverge)
{
    begin();
    f.may_diverge = true;
    bp_put(&f, INFINITY, "a");
    bp_put_either(&f, NAN, 0.5, "b");
    bp_put(&f, 0.25, "c");
    ck_assert(!f.failed);
    ck_assert(isinf(find("a")->x) && isinf(find("a")->other));
    ck_assert(isnan(find("b")->x));
    ck_assert_double_eq(find("b")->other, 0.5);
    ck_assert_double_eq(find("c")->x, 0.25);
    bp_values_free(&values);
}
END_TEST

/* So many significant digits are left of a number, counted by hand. */
START_TEST(digits_that_can_be_trusted)
{
    static const struct {
        double x;
        int decimals, digits;
        double put;
    } numbers[] = {
        {0.08216704056, 11, 10, 0.08216704056},
        {-0.25, 4, 4, -0.25},
        {12.5, 3, 5, 12.5},
        {1.0, 2, 3, 1.0},
        {0.1, 2, 2, 0.1},
        {0.0006, 3, 1, 0.0006}, /* rounded, 0.001 */
        {0.0004, 3, 3, 0.0},
        {-0.0004, 3, 3, 0.0},
        {0.0, 9, 9, 0.0},
        {0.3, 0, 1, 0.0},
        {4.7, 0, 1, 4.7},
        {3.5e-20, 28, 9, 3.5e-20},
    };
    begin();
    for (size_t n = 0; n < LENGTH(numbers); n++) {
        bp_put_rounded(&f, numbers[n].x, numbers[n].decimals, "x%zu", n);
        const bp_value *value = &values.value[n];
        ck_assert_msg(value->digits == numbers[n].digits,
                      "%.17g to %d decimals: %d digits, expected %d",
                      numbers[n].x, numbers[n].decimals, value->digits,
                      numbers[n].digits);
        ck_assert_double_eq(value->x, numbers[n].put);
        ck_assert_int_eq(value->kind, BP_VALUE);
    }
    bp_values_free(&values);
}
END_TEST

START_TEST(bounds)
{
    begin();
    bp_put_bound(&f, BP_BELOW, 1e-9, "apart_%s", "w1");
    bp_put_bound(&f, BP_DIVERGES, 17.0, "E_total@%d", 20);
    ck_assert_int_eq(find("apart_w1")->kind, BP_BELOW);
    ck_assert_double_eq(find("apart_w1")->x, 1e-9);
    ck_assert_int_eq(find("E_total@20")->kind, BP_DIVERGES);
    ck_assert_double_eq(find("E_total@20")->x, 17.0);
    bp_values_free(&values);
}
END_TEST

/* ------------------------------------------------------ the walk with all keys */

static void fill_all_keys(bp_example *example, const bp_method *method)
{
    begin();
    f.last_chapter = BP_N_WALK_CHAPTERS - 1;
    f.with_all_keys = true;
    f.may_diverge = true;
    bp_way way = {.example = example,
                  .method = *method,
                  .plus_rounds = 1,
                  .rounds = example->rounds};
    bp_network *network = bp_network_copy(example->network);
    bp_network *trained = bp_network_copy(example->network);
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert(network != NULL && trained != NULL && ws != NULL);
    ck_assert_int_eq(bp_walk_round(&way, network, ws, &f), GSL_SUCCESS);
    ck_assert_int_eq(bp_walk_training(&way, trained, ws, &f), GSL_SUCCESS);
    ck_assert(!f.failed);
    bp_workspace_free(ws);
    bp_network_free(trained);
    bp_network_free(network);
}

/* Expected: the walk, which tests/walk/walk.c holds to the reference. */
START_TEST(all_keys_are_the_walks_and_more)
{
    static const char *const examples[] = {"post", "3-4-2", "2-3-3-2", "5-2",
                                           "mixed"};
    bp_example *example = read_test_example(examples[_i]);
    bp_method method = bp_example_method(example);
    bp_values walk;
    ck_assert(
        bp_walk(example, &method, BP_N_WALK_CHAPTERS - 1, &walk, &complaint));
    fill_all_keys(example, &method);
    ck_assert_uint_gt(values.n, walk.n);
    for (size_t v = 0; v < walk.n; v++) {
        const bp_value *value = find(walk.value[v].key);
        ck_assert_msg(value->x == walk.value[v].x, "%s", value->key);
        ck_assert_int_eq(value->chapter, walk.value[v].chapter);
        expect_close(value->key, value->other, value->x, 1e-12);
    }
    bp_values_free(&walk);
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

static void expect_sum(const char *sum, const char *const parts[])
{
    double x = 0.0;
    for (size_t p = 0; parts[p] != NULL; p++)
        x += find(parts[p])->x;
    expect_close(sum, find(sum)->x, x, 1e-15);
}

static void expect_same(const char *key, const char *other)
{
    ck_assert_msg(find(key)->x == find(other)->x, "%s is %.17g, %s %.17g", key,
                  find(key)->x, other, find(other)->x);
}

/* 2-3-3-2 shares its biases: each neuron's has the layer's number, and the
 * layer's derivative is the sum of the deltas. */
START_TEST(biases_by_both_names_where_they_are_shared)
{
    bp_example *example = read_test_example("2-3-3-2");
    bp_method method = bp_example_method(example);
    fill_all_keys(example, &method);
    expect_same("b_k2", "b2");
    expect_same("b_k2+", "b2+");
    expect_same("b_o1@200", "b3@200");
    expect_same("dE/db_h3", "delta_h3");
    expect_sum("dE/db2",
               (const char *const[]){"delta_k1", "delta_k2", "delta_k3", NULL});
    expect_same("dnet_k1/dout_h2", "w8");
    expect_same("dnet_o2/dout_k3", "w21");
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

/* 3-4-2 has one for each neuron: the layer has none that all share. */
START_TEST(biases_by_both_names_where_each_has_its_own)
{
    bp_example *example = read_test_example("3-4-2");
    bp_method method = bp_example_method(example);
    fill_all_keys(example, &method);
    ck_assert(isnan(find("b1")->x));
    ck_assert(isnan(find("b2+")->x));
    ck_assert_double_eq(find("b_h3")->x, 0.3217);
    expect_same("b_h3+", "b_h3");
    expect_same("dE/db_o2", "delta_o2");
    expect_sum("dE/db1", (const char *const[]){"delta_h1", "delta_h2",
                                               "delta_h3", "delta_h4", NULL});
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

/* What a mistake writes down, and what it uses: the paths by updated weights
 * are used, and so is 1 for the input. */
START_TEST(numbers_of_which_there_are_two)
{
    bp_example *example = read_test_example("3-4-2");
    bp_method method = bp_vary(bp_backpropagation, &bp_no_input_factor);
    fill_all_keys(example, &method);
    expect_same("dnet_h2/dw5", "i2");
    expect_close("dnet_h2/dw5", find("dnet_h2/dw5")->other, 1.0, 1e-15);
    bp_values_free(&values);

    method = bp_vary(bp_backpropagation, &bp_updated_weights);
    fill_all_keys(example, &method);
    expect_close("dE_o2/dout_h3", find("dE_o2/dout_h3")->x,
                 find("delta_o2")->x * find("w19+")->x, 1e-12);
    expect_close("dE_o2/dout_h3", find("dE_o2/dout_h3")->other,
                 find("delta_o2")->x * find("w19")->x, 1e-12);
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

/* The + numbers after other rounds than 1, and the @ numbers after others than
 * the example's: those of bp_train and the right stages. */
START_TEST(ways_with_other_rounds)
{
    bp_example *example = read_test_example("mixed");
    bp_method method = bp_example_method(example);
    begin();
    f.last_chapter = BP_N_WALK_CHAPTERS - 1;
    bp_way way = {
        .example = example, .method = method, .plus_rounds = 2, .rounds = 7};
    bp_network *network = bp_network_copy(example->network);
    bp_network *trained = bp_network_copy(example->network);
    bp_network *after_2 = bp_network_copy(example->network);
    bp_network *after_7 = bp_network_copy(example->network);
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert_int_eq(bp_walk_round(&way, network, ws, &f), GSL_SUCCESS);
    ck_assert_int_eq(bp_walk_training(&way, trained, ws, &f), GSL_SUCCESS);
    ck_assert_int_eq(
        bp_train(&method, &example->pairs, example->eta, 0, 2, after_2, ws),
        GSL_SUCCESS);
    ck_assert_int_eq(
        bp_train(&method, &example->pairs, example->eta, 0, 7, after_7, ws),
        GSL_SUCCESS);
    ck_assert_double_eq(find("w2+")->x,
                        gsl_matrix_get(after_2->layer[0].w, 0, 1));
    ck_assert_double_eq(find("w2@200")->x,
                        gsl_matrix_get(after_7->layer[0].w, 0, 1));
    bp_workspace_free(ws);
    bp_network_free(after_7);
    bp_network_free(after_2);
    bp_network_free(trained);
    bp_network_free(network);
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

int main(void)
{
    TCase *filler = tcase_create("filler");
    tcase_add_test(filler, one_number_and_two);
    tcase_add_test(filler, later_chapters_are_left_out);
    tcase_add_loop_test(filler, nothing_is_put_after_a_failure, 0, 3);
    tcase_add_test(filler, numbers_that_may_diverge);
    tcase_add_test(filler, digits_that_can_be_trusted);
    tcase_add_test(filler, bounds);

    TCase *all_keys = tcase_create("all keys");
    tcase_add_loop_test(all_keys, all_keys_are_the_walks_and_more, 0, 5);
    tcase_add_test(all_keys, biases_by_both_names_where_they_are_shared);
    tcase_add_test(all_keys, biases_by_both_names_where_each_has_its_own);
    tcase_add_test(all_keys, numbers_of_which_there_are_two);
    tcase_add_test(all_keys, ways_with_other_rounds);
    TCase *const cases[] = {filler, all_keys};
    return run_cases("filler", LENGTH(cases), cases);
}

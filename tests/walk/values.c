/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How tables of numbers are filled: what is put beside a number, what becomes of
 * one that is not finite, and how numbers are found.
 * Expected: what values.h promises. */
#include "walk/values.h"

#include <stdio.h>
#include <string.h>

#include "support.h"

static bp_values values;
static bp_complaint complaint;

static void begin(void)
{
    complaint = (bp_complaint){0};
    values = (bp_values){.complaint = &complaint};
}

static const bp_value *find(const char *key)
{
    const bp_value *value = bp_values_find(&values, key);
    ck_assert_msg(value != NULL, "there is no %s", key);
    return value;
}

START_TEST(number_has_its_key_and_chapter)
{
    begin();
    values.chapter = 3;
    bp_put(&values, 0.25, "w%d", 7);
    values.chapter = 4;
    bp_put(&values, -0.75, "dE_%s/dout_%s", "o1", "h2");
    ck_assert_uint_eq(values.n, 2);
    ck_assert_double_eq(find("w7")->x, 0.25);
    ck_assert_int_eq(find("w7")->chapter, 3);
    ck_assert_double_eq(find("dE_o1/dout_h2")->x, -0.75);
    ck_assert_int_eq(find("dE_o1/dout_h2")->chapter, 4);
    for (size_t v = 0; v < 2; v++) {
        ck_assert_int_eq(values.value[v].kind, BP_VALUE);
        ck_assert_int_eq(values.value[v].digits, 0);
    }
    ck_assert(!values.failed);
    bp_values_free(&values);
}
END_TEST

/* More than there is room for at first; in the order in which they were put. */
START_TEST(many_numbers_keep_their_order)
{
    enum { MANY = 1000 };
    begin();
    for (int k = 0; k < MANY; k++)
        bp_put(&values, 0.5 * k, "w%d", MANY - k);
    ck_assert_uint_eq(values.n, MANY);
    for (size_t k = 0; k < MANY; k++) {
        char key[BP_KEY_SIZE];
        snprintf(key, sizeof key, "w%zu", MANY - k);
        ck_assert_str_eq(values.value[k].key, key);
        ck_assert_ptr_eq(find(key), &values.value[k]);
        ck_assert_double_eq(find(key)->x, 0.5 * (double)k);
    }
    bp_values_free(&values);
}
END_TEST

START_TEST(nothing_is_found_in_an_empty_table)
{
    begin();
    ck_assert_ptr_null(bp_values_find(&values, "w1"));
    ck_assert_ptr_nonnull(values.by_key);
    bp_values_free(&values);
    ck_assert_ptr_null(values.by_key);
}
END_TEST

static void put_three(const char *key)
{
    bp_put(&values, 1.0, "%s1", key);
    bp_put_rounded(&values, 1.0, 3, "%s2", key);
    bp_put_bound(&values, BP_BELOW, 1.0, "%s3", key);
}

START_TEST(nothing_is_put_after_a_failure)
{
    static const double endless[] = {INFINITY, -INFINITY, NAN};
    begin();
    put_three("w");
    ck_assert(!values.failed);
    bp_put(&values, endless[_i], "net_h%d", 1);
    ck_assert(values.failed);
    ck_assert_msg(strstr(complaint.text, "net_h1 is not a finite number") !=
                      NULL,
                  "%s", complaint.text);
    size_t n = values.n;
    put_three("out");
    bp_put(&values, endless[_i], "net_h%d", 2);
    ck_assert_uint_eq(values.n, n);
    ck_assert_ptr_null(strstr(complaint.text, "net_h2"));
    ck_assert_int_eq(values.value[2].kind, BP_BELOW);
    bp_values_free(&values);
    ck_assert(!values.failed);
}
END_TEST

/* Nor is what is to be rounded, or a bound. */
START_TEST(nothing_endless_is_put)
{
    begin();
    bp_put_rounded(&values, NAN, 3, "a");
    ck_assert(values.failed);
    ck_assert_ptr_nonnull(strstr(complaint.text, "a is not a finite number"));
    bp_values_free(&values);
    begin();
    bp_put_bound(&values, BP_BELOW, INFINITY, "b");
    ck_assert(values.failed);
    ck_assert_ptr_nonnull(strstr(complaint.text, "b is not a finite number"));
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
        bp_put_rounded(&values, numbers[n].x, numbers[n].decimals, "x%zu", n);
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
    bp_put_bound(&values, BP_BELOW, 1e-9, "apart_%s", "w1");
    bp_put_bound(&values, BP_DIVERGES, 17.0, "E_total@%d", 20);
    ck_assert_int_eq(find("apart_w1")->kind, BP_BELOW);
    ck_assert_double_eq(find("apart_w1")->x, 1e-9);
    ck_assert_int_eq(find("E_total@20")->kind, BP_DIVERGES);
    ck_assert_double_eq(find("E_total@20")->x, 17.0);
    bp_values_free(&values);
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("values");
    tcase_add_test(c, number_has_its_key_and_chapter);
    tcase_add_test(c, many_numbers_keep_their_order);
    tcase_add_test(c, nothing_is_found_in_an_empty_table);
    tcase_add_loop_test(c, nothing_is_put_after_a_failure, 0, 3);
    tcase_add_test(c, nothing_endless_is_put);
    tcase_add_test(c, digits_that_can_be_trusted);
    tcase_add_test(c, bounds);
    return run_cases("values", 1, (TCase *[]){c});
}

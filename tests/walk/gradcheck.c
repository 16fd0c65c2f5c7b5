/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every derivative beside its central difference: what is printed, and when all
 * is said to be well. */
#include "walk/gradcheck.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "walk/walk.h"

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* ------------------------------------------------------------------- a table */

static const char header[] =
    "derivative\tby_backpropagation\tby_central_difference\t"
    "apart_by_less_than\tverdict";

typedef struct {
    char key[48];
    double derivative, difference, apart;
    char verdict[16];
} row;

typedef struct {
    row row[64];
    size_t n_rows;
    char last_line[128];
    bool all_agree;
} table;

/* Whether the text is a power of ten and nothing else, as 1e-12. */
static bool is_power_of_ten(const char *text)
{
    char again[24];
    snprintf(again, sizeof again, "1e%ld", strtol(text + 2, NULL, 10));
    return strcmp(text, again) == 0;
}

static double finite_number(const char *text)
{
    char *rest;
    double x = strtod(text, &rest);
    ck_assert_msg(rest != text && *rest == '\0' && isfinite(x), "%s", text);
    return x;
}

static void read_row(table *t, const char *line)
{
    char derivative[40], difference[40], apart[24];
    ck_assert(t->n_rows < LENGTH(t->row));
    row *r = &t->row[t->n_rows++];
    int end = 0;
    int n = sscanf(line, "%47[^\t]\t%39[^\t]\t%39[^\t]\t%23[^\t]\t%15[^\t]%n",
                   r->key, derivative, difference, apart, r->verdict, &end);
    ck_assert_msg(n == 5 && line[end] == '\0', "line %zu: %s", t->n_rows, line);
    ck_assert_msg(is_power_of_ten(apart), "%s is no power of ten", apart);
    r->derivative = finite_number(derivative);
    r->difference = finite_number(difference);
    r->apart = finite_number(apart);
}

static void read_table(table *t, char *text)
{
    size_t length = strlen(text);
    ck_assert(length > 0 && text[length - 1] == '\n');
    text[length - 1] = '\0';
    char *last = strrchr(text, '\n');
    ck_assert_ptr_nonnull(last);
    *last = '\0';
    snprintf(t->last_line, sizeof t->last_line, "%s", last + 1);
    char *rest;
    ck_assert_str_eq(strtok_r(text, "\n", &rest), header);
    t->n_rows = 0;
    for (char *line = strtok_r(NULL, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest))
        read_row(t, line);
}

static void check_example(table *t, const bp_example *example)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    bp_complaint complaint;
    bool ok = bp_gradcheck_print(example, out, NULL, &t->all_agree, &complaint);
    fclose(out);
    ck_assert_msg(ok, "%s", complaint.text);
    read_table(t, text);
    free(text);
}

static bp_example *parse(const char *yaml)
{
    bp_complaint complaint;
    bp_example *example = bp_example_parse(yaml, strlen(yaml), &complaint);
    ck_assert_msg(example != NULL, "%s", complaint.text);
    return example;
}

static void check_text(table *t, const char *yaml)
{
    bp_example *example = parse(yaml);
    check_example(t, example);
    bp_example_free(example);
}

/* --------------------------------------------------------- where all is well
 * Expected: the derivatives of the walk, which tests/walk/walk.c holds to the
 * reference; and weights and biases counted by hand. */

static const struct {
    const char *name;
    size_t n;
    const char *first_bias, *last;
} examples[] = {
    {"post", 8 + 2, "dE/db1", "10 of 10"},
    {"3-4-2", 20 + 6, "dE/db_h1", "26 of 26"},
    {"2-3-3-2", 21 + 3, "dE/db1", "24 of 24"},
    {"5-2", 10 + 1, "dE/db1", "11 of 11"},
    {"mixed", 14 + 5, "dE/db_h1", "19 of 19"},
};

static table here;

START_TEST(a_line_for_every_derivative)
{
    bp_example *example = read_test_example(examples[_i].name);
    bp_method method = bp_example_method(example);
    bp_values walk;
    bp_complaint complaint;
    ck_assert(bp_walk(example, &method, BP_UPDATES, &walk, &complaint));
    check_example(&here, example);

    ck_assert_uint_eq(here.n_rows, examples[_i].n);
    size_t n_weights = bp_n_weights(example->network);
    for (size_t k = 0; k < here.n_rows; k++) {
        const row *r = &here.row[k];
        char key[48];
        snprintf(key, sizeof key, "dE/dw%zu", k + 1);
        if (k < n_weights)
            ck_assert_str_eq(r->key, key);
        const bp_value *value = bp_values_find(&walk, r->key);
        ck_assert_msg(value != NULL, "the walk has no %s", r->key);
        ck_assert_double_eq(r->derivative, value->x);
        ck_assert_str_eq(r->verdict, "right");
        expect_close(r->key, r->difference, r->derivative, 1e-8);
        /* the difference has been rounded to 12 digits */
        ck_assert_double_lt(fabs(r->derivative - r->difference),
                            r->apart + 1e-11 * fabs(r->derivative));
        ck_assert_double_le(r->apart, 1e-5 * fabs(r->derivative));
    }
    ck_assert_str_eq(here.row[n_weights].key, examples[_i].first_bias);
    char last_line[128];
    snprintf(last_line, sizeof last_line,
             "%s derivatives agree with central differences",
             examples[_i].last);
    ck_assert_str_eq(here.last_line, last_line);
    ck_assert(here.all_agree);
    bp_values_free(&walk);
    bp_example_free(example);
}
END_TEST

START_TEST(example_is_as_it_was)
{
    bp_example *example = read_test_example("2-3-3-2");
    bp_network *before = bp_network_copy(example->network);
    check_example(&here, example);
    for (size_t l = 0; l < before->n_layers; l++) {
        const bp_layer *a = &before->layer[l], *b = &example->network->layer[l];
        ck_assert(gsl_matrix_equal(a->w, b->w));
        ck_assert(gsl_vector_equal(a->b, b->b));
    }
    bp_network_free(before);
    bp_example_free(example);
}
END_TEST

START_TEST(nothing_is_told_of_a_short_check)
{
    char *text = NULL, *said = NULL;
    size_t length = 0, length_said = 0;
    FILE *out = open_memstream(&text, &length);
    FILE *progress = open_memstream(&said, &length_said);
    bp_example *example = read_test_example("post");
    bp_complaint complaint;
    bool all_agree = false;
    ck_assert(
        bp_gradcheck_print(example, out, progress, &all_agree, &complaint));
    fclose(out);
    fclose(progress);
    ck_assert(all_agree && length > 0);
    ck_assert_uint_eq(length_said, 0);
    bp_example_free(example);
    free(said);
    free(text);
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
    check_text(&here, flat[_i]);
    ck_assert_uint_eq(here.n_rows, 10);
    for (size_t k = 0; k < here.n_rows; k++) {
        ck_assert(here.row[k].derivative == 0.0);
        ck_assert(here.row[k].difference == 0.0);
        ck_assert_str_eq(here.row[k].verdict, "too small");
        ck_assert_double_le(here.row[k].apart, 1e-10);
    }
    ck_assert_str_eq(here.last_line,
                     "0 of 10 derivatives agree with central differences, 10 "
                     "too small to tell");
    ck_assert(!here.all_agree);
}
END_TEST

/* o1 and h1, which leads to o1 alone, are flat: w1, w2, w5 and w6 cannot be
 * told, and the shared biases are the others'. */
START_TEST(some_can_be_told)
{
    check_text(&here, EXAMPLE("[0.1, 0.9]", "[[900, 800], [0, -0.2]]", "0.6"));
    static const char *const too_small[] = {"dE/dw1", "dE/dw2", "dE/dw5",
                                            "dE/dw6"};
    size_t n = 0;
    for (size_t k = 0; k < here.n_rows; k++)
        if (strcmp(here.row[k].verdict, "right") != 0) {
            ck_assert_str_eq(here.row[k].verdict, "too small");
            ck_assert(n < LENGTH(too_small));
            ck_assert_str_eq(here.row[k].key, too_small[n++]);
        }
    ck_assert_uint_eq(n, LENGTH(too_small));
    ck_assert_str_eq(here.last_line,
                     "6 of 10 derivatives agree with central differences, 4 "
                     "too small to tell");
    ck_assert(here.all_agree);
}
END_TEST

/* ----------------------------------------------------- beyond all bounds
 * Half the square of 1e200 is no double, and 1e300 * 1e300 - 1e300 * 1e300 no
 * number at all. */
START_TEST(nothing_is_written_where_not_all_is_finite)
{
    static const char *const endless[] = {
        EXAMPLE("[1e200, 0.9]", "[[0.4, 0.6], [0.7, -0.2]]", "0.6"),
        "learning_rate: 1\n"
        "training: [{inputs: [1e300, 1e300], targets: [0.5]}]\n"
        "layers: [{weights: [[1e300, -1e300]], bias: 0}]\n",
    };
    bp_example *example = parse(endless[_i]);
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    bool all_agree = false;
    bp_complaint complaint = {.line = 999999};
    ck_assert(!bp_gradcheck_print(example, out, NULL, &all_agree, &complaint));
    fclose(out);
    ck_assert_uint_eq(length, 0);
    ck_assert(!all_agree);
    ck_assert_uint_eq(complaint.line, 0);
    ck_assert_msg(strstr(complaint.text, "stay within bounds") != NULL, "%s",
                  complaint.text);
    free(text);
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
    tcase_add_loop_test(c, a_line_for_every_derivative, 0, LENGTH(examples));
    tcase_add_test(c, example_is_as_it_was);
    tcase_add_test(c, nothing_is_told_of_a_short_check);
    tcase_add_loop_test(c, nothing_can_be_told_of_a_flat_network, 0, 2);
    tcase_add_test(c, some_can_be_told);
    tcase_add_loop_test(c, nothing_is_written_where_not_all_is_finite, 0, 2);
    tcase_add_test(c, power_above);
    TCase *const cases[] = {c};
    return run_cases("gradcheck", LENGTH(cases), cases);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book's numbers and expansions for networks of other shapes than the
 * book's own, which the command would refuse. What is expected comes from
 * tests/reference, by way of the walk, which tests/walk/walk.c holds to it.
 * tests/book/numbers.sh has the numbers of 2-2-2. */
#include "book/book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "book/table.h"
#include "files/tsv.h"
#include "support.h"
#include "walk/walk.h"
#include "written.h"

static double number(bp_values *values, const char *key)
{
    const bp_value *value = bp_values_find(values, key);
    ck_assert_msg(value != NULL, "there is no %s", key);
    return value->x;
}

/* w is the first weight of the output layer, o the last output neuron; its bias
 * and n, the rounds, are read off the file. h is the first neuron of the last hidden
 * layer, and hidden_w the first weight into it; NULL where there is none. */
static const struct {
    const char *example, *shape, *w, *o, *h, *hidden_w;
    double bias;
    const char *n;
} networks[] = {
    {"post", "2-2-2", "w5", "o2", "h1", "w1", 0.60, "10000"},
    {"3-4-2", "3-4-2", "w13", "o2", "h1", "w1", -0.1891, "200"},
    {"2-3-3-2", "2-3-3-2", "w16", "o2", "k1", "w7", 0.0937, "200"},
    {"5-2", "5-2", "w1", "o2", NULL, NULL, 0.2273, "50"},
    {"mixed", "2-3-2-1", "w13", "o1", "k1", "w7", -0.1643, "200"},
};

/* One of the numbers that only a network with a hidden layer has. */
static void expect_hidden(bp_values *own, const char *format, const char *name)
{
    char key[BP_KEY_SIZE];
    snprintf(key, sizeof key, format, name == NULL ? "h1" : name);
    ck_assert_msg((bp_values_find(own, key) != NULL) == (name != NULL), "%s",
                  key);
}

START_TEST(numbers_have_the_names_of_their_network)
{
    bp_example *example = read_test_example(networks[_i].example);
    bp_method method = bp_example_method(example);
    bp_values walk;
    bp_values own;
    bp_complaint complaint;
    ck_assert(bp_walk(example, &method, BP_TRAINING, NULL, &walk, &complaint));
    ck_assert(bp_book_values(example, &own, &complaint));

    char shape[BP_SHAPE_SIZE];
    ck_assert_str_eq(bp_example_shape(example, shape), networks[_i].shape);
    char key[BP_KEY_SIZE];
    snprintf(key, sizeof key, "zeroed_out_%s", networks[_i].o);
    expect_close(key, number(&own, key), 1.0 / (1.0 + exp(-networks[_i].bias)),
                 1e-15);
    snprintf(key, sizeof key, "dE/d%s", networks[_i].w);
    double slope = number(&walk, key);
    snprintf(key, sizeof key, "rise_predicted_%s", networks[_i].w);
    expect_close(key, number(&own, key), 0.01 * slope, 1e-12);
    snprintf(key, sizeof key, "%s_nudged@%s", networks[_i].w, networks[_i].n);
    number(&own, key);
    snprintf(key, sizeof key, "unseen_out_%s@%s", networks[_i].o,
             networks[_i].n);
    number(&own, key);
    expect_close("rounds", number(&own, "rounds"), atof(networks[_i].n), 0.0);
    expect_close("drop", number(&own, "drop"),
                 number(&walk, "E_total") - number(&walk, "E_total+"), 1e-12);

    expect_hidden(&own, "updated-weights_%s+", networks[_i].hidden_w);
    expect_hidden(&own, "zeroed_delta_%s", networks[_i].h);
    expect_hidden(&own, "difference_delta_%s", networks[_i].h);
    bp_values_free(&own);
    bp_values_free(&walk);
    bp_example_free(example);
}
END_TEST

static void expect_own(bp_values *own, const char *key, double expected)
{
    expect_close(key, number(own, key), expected, 1e-12);
}

/* What becomes of h1 in 3-4-2 with updated weights is worked out from numbers of
 * the walk: paths by w13+ and w17+. Without w17 the second path is gone, and the
 * first one is what it was: o1 does not depend on w17. */
START_TEST(hidden_deltas_have_their_variants)
{
    bp_example *example = read_test_example("3-4-2");
    bp_method method = bp_example_method(example);
    bp_values walk;
    bp_values own;
    bp_complaint complaint;
    ck_assert(bp_walk(example, &method, BP_TRAINING, NULL, &walk, &complaint));
    ck_assert(bp_book_values(example, &own, &complaint));
    double updated = number(&walk, "delta_o1") * number(&walk, "w13+") +
                     number(&walk, "delta_o2") * number(&walk, "w17+");
    double slope = number(&walk, "dout_h1/dnet_h1");
    double dE_dw1 = updated * slope * number(&walk, "i1");
    expect_own(&own, "updated-weights_dE/dout_h1", updated);
    expect_own(&own, "updated-weights_delta_h1", updated * slope);
    expect_own(&own, "updated-weights_dE/dw1", dE_dw1);
    expect_own(&own, "rise_updated-weights_w1", 0.01 * dE_dw1);
    expect_own(&own, "updated-weights_w1+",
               number(&walk, "w1") - number(&walk, "eta") * dE_dw1);
    expect_own(&own, "zeroed_delta_h1", number(&walk, "dE_o1/dout_h1") * slope);
    bp_values_free(&own);
    bp_values_free(&walk);
    bp_example_free(example);
}
END_TEST

/* Where no output weight lets anything through, every output is 1/2, and where that is
 * its target the error is 0, whatever the hidden layer does. */
START_TEST(of_an_error_of_0_a_bound_is_told)
{
    bp_example *example = read_test_example("post");
    gsl_matrix_set_zero(example->network->layer[1].w);
    gsl_vector_set_zero(example->network->layer[1].b);
    gsl_matrix_set_all(example->pairs.targets, 0.5);
    bp_values own;
    bp_complaint complaint;
    ck_assert(bp_book_values(example, &own, &complaint));
    static const char *const keys[] = {"E_nudged_w1", "E_lowered_w1"};
    for (size_t k = 0; k < LENGTH(keys); k++) {
        const bp_value *E = bp_values_find(&own, keys[k]);
        ck_assert(E != NULL && E->kind == BP_BELOW);
        expect_close(keys[k], E->x, 1e-25, 0.0);
    }
    bp_values_free(&own);
    bp_example_free(example);
}
END_TEST

/* Inputs as large as these make a hidden neuron's output 1, by the logistic and by
 * tanh, and its slope 0. With so large a bias behind them the deltas are too small for
 * the weights, which stay what they are, so that updated ones change nothing. */
START_TEST(what_chapters_show_is_there_where_it_is_no_mistake)
{
    bp_example *example = read_test_example("post");
    gsl_matrix_set_all(example->pairs.inputs, 300.0);
    gsl_vector_set_all(example->network->layer[1].b, -60.0);
    bp_values own;
    bp_complaint complaint;
    ck_assert(bp_book_values(example, &own, &complaint));
    expect_own(&own, "tanh_out_h1", 1.0);
    double out = exp(0.40 + 0.45 - 60.0); /* to double precision, of o1 */
    double out_2 = exp(0.50 + 0.55 - 60.0);
    expect_own(&own, "updated-weights_dE/dout_h1",
               -0.01 * out * 0.40 - 0.99 * out_2 * 0.50);
    bp_values_free(&own);
    bp_example_free(example);
}
END_TEST

/* ------------------------------------------------------------- the expansions */

/* The product of the keys in a term, with spaces between. */
static double product(bp_values *walk, char *term)
{
    double x = 1.0;
    char *rest;
    for (char *key = strtok_r(term, " ", &rest); key != NULL;
         key = strtok_r(NULL, " ", &rest))
        x *= number(walk, key);
    return x;
}

/* "terms", the key, its terms: their sum is what the walk has under the key. */
static void expect_sum(bp_values *walk, char *line)
{
    char *rest;
    strtok_r(line, "\t", &rest);
    const char *key = strtok_r(NULL, "\t", &rest);
    double sum = 0.0;
    size_t n = 0;
    for (char *term = strtok_r(NULL, "\t", &rest); term != NULL;
         term = strtok_r(NULL, "\t", &rest), n++)
        sum += product(walk, term);
    ck_assert_uint_ge(n, 1);
    expect_close(key, sum, number(walk, key), 1e-12);
}

/* Every net, E_total, every hidden dE/dout, every bias's derivative. */
static const size_t n_expansions[] = {
    4 + 1 + 2 + 2, 6 + 1 + 4 + 6, 8 + 1 + 6 + 3, 2 + 1 + 0 + 1, 6 + 1 + 5 + 5};

START_TEST(expansions_add_up)
{
    bp_example *example = read_test_example(networks[_i].example);
    bp_method method = bp_example_method(example);
    bp_values walk;
    bp_complaint complaint;
    ck_assert(bp_walk(example, &method, BP_TRAINING, NULL, &walk, &complaint));
    written w = {.length = 0};
    bp_out out = write_to(&w);
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &out);
    ck_assert(bp_book_rows(example, false, &sink, &complaint));

    size_t n = 0;
    char *rest;
    for (char *line = strtok_r(w.text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest))
        if (strncmp(line, "terms\t", 6) == 0) {
            expect_sum(&walk, line);
            n++;
        }
    ck_assert_uint_eq(n, n_expansions[_i]);
    free(w.text);
    bp_values_free(&walk);
    bp_example_free(example);
}
END_TEST

int main(void)
{
    TCase *numbers = tcase_create("numbers");
    tcase_set_timeout(numbers, 120);
    tcase_add_loop_test(numbers, numbers_have_the_names_of_their_network, 0,
                        LENGTH(networks));
    tcase_add_test(numbers, hidden_deltas_have_their_variants);
    tcase_add_test(numbers, of_an_error_of_0_a_bound_is_told);
    tcase_add_test(numbers, what_chapters_show_is_there_where_it_is_no_mistake);
    tcase_add_loop_test(numbers, expansions_add_up, 0, LENGTH(networks));
    return run_cases("book", 1, (TCase *[]){numbers});
}

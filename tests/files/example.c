/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examples: what is accepted, and the way out as YAML and back in, bit for bit. */
#include <float.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "example_texts.h"
#include "support.h"
#include "written.h"

/* --------------------------------------------------------- what is accepted */

static void expect_same_matrix(const gsl_matrix *a, const gsl_matrix *b)
{
    ck_assert_uint_eq(a->size1, b->size1);
    ck_assert_uint_eq(a->size2, b->size2);
    for (size_t j = 0; j < a->size1; j++)
        for (size_t i = 0; i < a->size2; i++)
            ck_assert_msg(is_same_number(gsl_matrix_get(a, j, i),
                                         gsl_matrix_get(b, j, i)),
                          "[%zu][%zu]: %.17g, expected %.17g", j, i,
                          gsl_matrix_get(a, j, i), gsl_matrix_get(b, j, i));
}

/* The same network, pairs and settings, bit for bit; the names are not looked
 * at. */
static void expect_same_numbers(const bp_example *a, const bp_example *b)
{
    ck_assert_msg(is_same_number(a->eta, b->eta), "eta: %.17g, expected %.17g",
                  a->eta, b->eta);
    ck_assert_uint_eq(a->rounds, b->rounds);
    ck_assert_uint_eq(a->batch, b->batch);
    ck_assert_int_eq(a->trained.is_known, b->trained.is_known);
    ck_assert_uint_eq(a->trained.rounds, b->trained.rounds);
    ck_assert_int_eq(a->trained.is_shuffled, b->trained.is_shuffled);
    ck_assert_uint_eq(a->trained.seed, b->trained.seed);
    ck_assert_uint_eq(a->trained.start, b->trained.start);
    ck_assert_uint_eq(a->trained.now, b->trained.now);
    ck_assert_int_eq(a->train_biases, b->train_biases);
    ck_assert_int_eq(a->weights_by_source, b->weights_by_source);
    ck_assert_int_eq(a->network->error, b->network->error);
    expect_same_matrix(a->pairs.inputs, b->pairs.inputs);
    expect_same_matrix(a->pairs.targets, b->pairs.targets);
    ck_assert_uint_eq(a->network->n_inputs, b->network->n_inputs);
    ck_assert_uint_eq(a->network->n_layers, b->network->n_layers);
    for (size_t l = 0; l < a->network->n_layers; l++) {
        const bp_layer *left = &a->network->layer[l];
        const bp_layer *right = &b->network->layer[l];
        expect_same_matrix(left->w, right->w);
        ck_assert_uint_eq(left->b->size, right->b->size);
        for (size_t j = 0; j < left->b->size; j++)
            ck_assert(is_same_number(gsl_vector_get(left->b, j),
                                     gsl_vector_get(right->b, j)));
        ck_assert_int_eq(left->one_bias, right->one_bias);
        ck_assert_int_eq(left->activation, right->activation);
    }
}

static void expect_numbers(const gsl_matrix *matrix, size_t n,
                           const double expected[])
{
    ck_assert_uint_eq(matrix->size1 * matrix->size2, n);
    for (size_t i = 0; i < n; i++)
        ck_assert(gsl_matrix_get(matrix, i / matrix->size2,
                                 i % matrix->size2) == expected[i]);
}

START_TEST(everything_is_in_its_place)
{
    bp_example *example = expect_example(good_example, strlen(good_example));
    const bp_layer *layer = example->network->layer;
    ck_assert_str_eq(example->name, "Two pairs");
    ck_assert(example->eta == 0.5);
    ck_assert(example->train_biases);
    ck_assert_uint_eq(example->rounds, 7);
    ck_assert_uint_eq(example->network->n_inputs, 2);
    ck_assert_uint_eq(example->network->n_layers, 2);
    expect_numbers(example->pairs.inputs, 4,
                   (double[]){0.11, 0.12, 0.14, 0.15});
    expect_numbers(example->pairs.targets, 2, (double[]){0.13, 0.16});
    expect_numbers(layer[0].w, 4, (double[]){0.21, 0.22, 0.23, 0.24});
    expect_numbers(layer[1].w, 2, (double[]){0.26, 0.27});
    ck_assert_uint_eq(layer[0].b->size, 2);
    ck_assert(gsl_vector_get(layer[0].b, 0) == 0.25);
    ck_assert(gsl_vector_get(layer[0].b, 1) == 0.25);
    ck_assert(gsl_vector_get(layer[1].b, 0) == 0.28);
    ck_assert(layer[0].one_bias && !layer[1].one_bias);
    bp_example_free(example);
}
END_TEST

START_TEST(what_may_be_left_out_has_its_default)
{
    static const char text[] = PAIR LAYER;
    bp_example *example = expect_example(text, strlen(text));
    ck_assert_ptr_null(example->name);
    ck_assert_uint_eq(example->rounds, 10000);
    ck_assert(!example->train_biases);
    bp_example_free(example);
    bp_example_free(NULL);
}
END_TEST

/* Other ways to write the good example. */
static const struct {
    const char *old, *new;
} same_meaning[] = {
    {"rate: 0.5", "rate: .5"},
    {"rate: 0.5", "rate: +0.5"},
    {"rate: 0.5", "rate: 5e-01"},
    {"rate: 0.5", "rate: 50.E-2   # a comment"},
    {"rate: 0.5", "rate: &eta 0.5"},
    {"rate: 0.5", "rate:\t0.5"},
    {"rate: 0.5", "rate:\n  0.5"},
    {"learning_rate: 0.5", "? learning_rate\n: 0.5"},
    {"learning_rate", "\"learning_rate\""},
    {"rounds: 7", "rounds: 007"},
    {"[0.11, 0.12]", "[.11, 12e-2]"},
    {"[0.11, 0.12]", "[0.11, 0.12,]"},
    {"[0.11, 0.12]", "[ 0.11 ,0.12 ]"},
    {"[0.11, 0.12]", "[0.11,\n      # a comment\n      0.12]"},
    {"[0.11, 0.12]", "\n      - 0.11\n      - 0.12"},
    {"[0.11, 0.12]", "&in [0.11, &two 0.12]"},
    {"[[0.26, 0.27]]", "\n    - - 0.26\n      - 0.27"},
    {"weights: [[0.26, 0.27]]\n    biases: [0.28]",
     "{biases: [0.28], weights: [[0.26, 0.27]]}"},
    {"name: Two pairs\n", "---\nname: Two pairs\n"},
    {"name: Two pairs\n", "%YAML 1.1\n---\nname: Two pairs\n"},
    {"name: Two pairs\n", "\xef\xbb\xbfname: Two pairs\n"},
    {"name: Two pairs\n", "\n# \xec\x98\x88\n\nname: Two pairs\n"},
    {"biases: [0.28]\n", "biases: [0.28]"},
    {"biases: [0.28]\n", "biases: [0.28]\n...\n"},
    {"biases: [0.28]\n", "biases: [0.28]\n\n\n# the end"},
};

START_TEST(same_example_otherwise_written)
{
    bp_example *expected = expect_example(good_example, strlen(good_example));
    char *text = edited(same_meaning[_i].old, same_meaning[_i].new);
    bp_example *example = expect_example(text, strlen(text));
    expect_same_numbers(example, expected);
    ck_assert_str_eq(example->name, expected->name);
    bp_example_free(example);
    free(text);
    bp_example_free(expected);
}
END_TEST

START_TEST(lines_may_end_in_cr_lf)
{
    char text[4096];
    ck_assert(2 * strlen(good_example) < sizeof text);
    size_t n = 0;
    for (const char *c = good_example; *c != '\0'; c++) {
        if (*c == '\n')
            text[n++] = '\r';
        text[n++] = *c;
    }
    bp_example *expected = expect_example(good_example, strlen(good_example));
    bp_example *example = expect_example(text, n);
    expect_same_numbers(example, expected);
    ck_assert_str_eq(example->name, expected->name);
    bp_example_free(example);
    bp_example_free(expected);
}
END_TEST

START_TEST(rounds_have_their_limits)
{
    static const size_t rounds[] = {0, 1, 1000000};
    for (size_t r = 0; r < LENGTH(rounds); r++) {
        char new[64];
        snprintf(new, sizeof new, "rounds: %zu", rounds[r]);
        char *text = edited("rounds: 7", new);
        bp_example *example = expect_example(text, strlen(text));
        ck_assert_uint_eq(example->rounds, rounds[r]);
        bp_example_free(example);
        free(text);
    }
}
END_TEST

START_TEST(method_trains_biases_only_where_asked)
{
    char *text = edited("biases: true", "biases: false");
    bp_example *trains = expect_example(good_example, strlen(good_example));
    bp_example *keeps = expect_example(text, strlen(text));
    bp_method with = bp_example_method(trains);
    bp_method without = bp_example_method(keeps);
    ck_assert(with.bias_derivatives == bp_bias_derivatives);
    ck_assert(with.update_biases == bp_update_biases);
    ck_assert(without.bias_derivatives == NULL);
    ck_assert(without.update_biases == bp_keep_biases);
    /* All else is the right method. */
    with.bias_derivatives = without.bias_derivatives;
    with.update_biases = without.update_biases;
    ck_assert(memcmp(&with, &bp_backpropagation, sizeof with) == 0);
    ck_assert(memcmp(&without, &bp_backpropagation, sizeof without) == 0);
    bp_example_free(trains);
    bp_example_free(keeps);
    free(text);
}
END_TEST

START_TEST(built_in_example_is_the_post)
{
    bp_example *built_in =
        expect_example(bp_post_example, strlen(bp_post_example));
    bp_example *post = read_test_example("post");
    expect_same_numbers(built_in, post);
    bp_example_free(built_in);
    bp_example_free(post);
}
END_TEST

/* ---------------------------------------------------------- out and back in */

/* What is written reads back to the same name, flags, rounds and bits. */
static void expect_round_trip(const bp_example *example)
{
    written w = {.length = 0};
    bp_out out = write_to(&w);
    bp_example_write(example, &out);
    bp_example *back = expect_example(w.text, w.length);
    expect_same_numbers(back, example);
    if (example->name == NULL)
        ck_assert_ptr_null(back->name);
    else
        ck_assert_str_eq(back->name, example->name);
    bp_example_free(back);
    free(w.text);
}

static const char *const test_examples[] = {"post",
                                            "3-4-2",
                                            "2-3-3-2",
                                            "5-2",
                                            "mixed",
                                            "functions/identity",
                                            "functions/mixed",
                                            "functions/softmax-alone",
                                            "functions/tanh-entropy"};

START_TEST(test_example_survives_the_round_trip)
{
    bp_example *example = read_test_example(test_examples[_i]);
    expect_round_trip(example);
    bp_example_free(example);
}
END_TEST

/* Of other functions, and of rows by source, nothing is written where the example
 * has none: expected are the words of the format. */
START_TEST(what_is_the_default_is_not_written)
{
    static const char *const words[] = {"activation: logistic",
                                        "activation:", "error:", "weights_by:"};
    char *text = edited("bias: 0.25", "bias: 0.25\n    activation: logistic");
    char *more = malloc(strlen(text) + 64);
    sprintf(more, "error: squared\nweights_by: destination\n%s", text);
    bp_example *example = expect_example(more, strlen(more));
    written w = {.length = 0};
    bp_out out = write_to(&w);
    bp_example_write(example, &out);
    for (size_t k = 0; k < LENGTH(words); k++)
        ck_assert_msg(strstr(w.text, words[k]) == NULL, "%s", w.text);
    free(w.text);
    bp_example_free(example);
    free(more);
    free(text);
}
END_TEST

START_TEST(other_functions_are_written)
{
    bp_example *example = read_test_example("functions/softmax-alone");
    written w = {.length = 0};
    bp_out out = write_to(&w);
    bp_example_write(example, &out);
    ck_assert_msg(strstr(w.text,
                         "\nerror: cross-entropy\n"
                         "weights_by: source\n") != NULL,
                  "%s", w.text);
    ck_assert_msg(strstr(w.text,
                         "  - weights:\n"
                         "      - [0.63, -0.27, 0.48, 0.15, -0.92]\n"
                         "      - [0.37, 0.84, -0.51, 0.29, 0.66]\n"
                         "    biases: [0.13, -0.24, 0.35, -0.46, 0.57]\n"
                         "    activation: softmax\n") != NULL,
                  "%s", w.text);
    free(w.text);
    bp_example_free(example);
}
END_TEST

static const struct {
    const char *yaml, *name;
} names[] = {
    {"Two pairs", "Two pairs"},
    {"\"say \\\"hi\\\"\"", "say \"hi\""},
    {"'it''s'", "it's"},
    {"C:\\new\\table", "C:\\new\\table"},
    {"\"back\\\\slash\\\\\"", "back\\slash\\"},
    {"\xec\x97\xad\xec\xa0\x84\xed\x8c\x8c",
     "\xec\x97\xad\xec\xa0\x84\xed\x8c\x8c"},
    {"\"\\uc5ed\\U0001f9e0\"",
     "\xec\x97\xad\xf0\x9f\xa7\xa0"}, /* Korean, emoji */
    {"caf\xc3\xa9 \xc2\xa0 \xef\xbf\xbd", "caf\xc3\xa9 \xc2\xa0 \xef\xbf\xbd"},
    {"\"\"", ""},
    {"", ""},
    {"\"  spaces  \"", "  spaces  "},
    {"\"# no comment: [{&*!|>%@`\"", "# no comment: [{&*!|>%@`"},
    {"two\n  lines", "two lines"},
    {">-\n  two\n  lines", "two lines"},
    {"true", "true"},
    {"~", "~"},
    {"0x10", "0x10"},
};

START_TEST(name_survives_the_round_trip)
{
    char *text = edited("Two pairs", names[_i].yaml);
    bp_example *example = expect_example(text, strlen(text));
    ck_assert_str_eq(example->name, names[_i].name);
    expect_round_trip(example);
    bp_example_free(example);
    free(text);
}
END_TEST

/* An awkward double, or one of random bits; never inf or nan. */
static double random_number(const gsl_rng *random)
{
    static const double awkward[] = {0x1.3333333333334p-2, /* 0.1 + 0.2 */
                                     -0.0,
                                     0.0,
                                     1.0 / 3.0,
                                     DBL_MAX,
                                     -DBL_MAX,
                                     DBL_MIN,
                                     0x1p-1074,
                                     -0x3p-1074,
                                     0x0.fffffffffffffp-1022,
                                     0x1p-44,
                                     0x1p89,
                                     1e22,
                                     1e23,
                                     9007199254740993.0};
    if (gsl_rng_uniform(random) < 0.5)
        return awkward[gsl_rng_uniform_int(random, LENGTH(awkward))];
    uint64_t bits = gsl_rng_get(random);
    bits = bits << 32 | gsl_rng_get(random);
    double x;
    memcpy(&x, &bits, sizeof x);
    return isfinite(x) ? x : random_number(random);
}

static gsl_matrix *random_matrix(const gsl_rng *random, size_t n1, size_t n2)
{
    gsl_matrix *matrix = gsl_matrix_alloc(n1, n2);
    for (size_t j = 0; j < n1; j++)
        for (size_t i = 0; i < n2; i++)
            gsl_matrix_set(matrix, j, i, random_number(random));
    return matrix;
}

static bp_network *random_network(const gsl_rng *random)
{
    size_t n_neurons[BP_MAX_LAYERS];
    for (size_t l = 0; l < BP_MAX_LAYERS; l++)
        n_neurons[l] = 1 + gsl_rng_uniform_int(random, 4);
    bp_network *network = bp_network_alloc(
        1 + gsl_rng_uniform_int(random, 4),
        1 + gsl_rng_uniform_int(random, BP_MAX_LAYERS), n_neurons);
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer *layer = &network->layer[l];
        gsl_matrix *w = random_matrix(random, layer->w->size1, layer->w->size2);
        gsl_matrix_memcpy(layer->w, w);
        gsl_matrix_free(w);
        layer->one_bias = gsl_rng_uniform(random) < 0.5;
        gsl_vector_set_all(layer->b, random_number(random));
        for (size_t j = 0; !layer->one_bias && j < layer->b->size; j++)
            gsl_vector_set(layer->b, j, random_number(random));
    }
    return network;
}

static bp_past random_past(gsl_rng *random)
{
    uint64_t high = gsl_rng_get(random);
    bp_past past = {.is_known = true,
                    .rounds = gsl_rng_get(random) * 1000,
                    .is_shuffled = gsl_rng_uniform(random) < 0.5,
                    .start = high << 32 | gsl_rng_get(random),
                    .now = high * 3};
    if (past.is_shuffled)
        past.seed = (uint32_t)gsl_rng_get(random);
    return past;
}

START_TEST(random_examples_survive_the_round_trip)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 314159);
    for (size_t n = 0; n < 200; n++) {
        bp_example example = {.network = random_network(random)};
        size_t n_pairs = 1 + gsl_rng_uniform_int(random, 3);
        example.batch = 1 + gsl_rng_uniform_int(random, n_pairs);
        if (n % 2 == 0)
            example.trained = random_past(random);
        example.pairs.inputs =
            random_matrix(random, n_pairs, example.network->n_inputs);
        example.pairs.targets =
            random_matrix(random, n_pairs, bp_n_outputs(example.network));
        do
            example.eta = fabs(random_number(random));
        while (example.eta == 0.0);
        example.train_biases = gsl_rng_uniform(random) < 0.5;
        example.rounds = gsl_rng_uniform_int(random, BP_MAX_ROUNDS + 1);
        expect_round_trip(&example);
        bp_network_free(example.network);
        gsl_matrix_free(example.pairs.inputs);
        gsl_matrix_free(example.pairs.targets);
    }
    gsl_rng_free(random);
}
END_TEST

int main(void)
{
    TCase *right = tcase_create("what is accepted");
    tcase_add_test(right, everything_is_in_its_place);
    tcase_add_test(right, what_may_be_left_out_has_its_default);
    tcase_add_loop_test(right, same_example_otherwise_written, 0,
                        LENGTH(same_meaning));
    tcase_add_test(right, rounds_have_their_limits);
    tcase_add_test(right, lines_may_end_in_cr_lf);
    tcase_add_test(right, method_trains_biases_only_where_asked);
    tcase_add_test(right, built_in_example_is_the_post);

    TCase *back = tcase_create("out and back in");
    tcase_set_timeout(back, 30);
    tcase_add_loop_test(back, test_example_survives_the_round_trip, 0,
                        LENGTH(test_examples));
    tcase_add_test(back, what_is_the_default_is_not_written);
    tcase_add_test(back, other_functions_are_written);
    tcase_add_loop_test(back, name_survives_the_round_trip, 0, LENGTH(names));
    tcase_add_test(back, random_examples_survive_the_round_trip);

    return run_cases("example", 2, (TCase *[]){right, back});
}

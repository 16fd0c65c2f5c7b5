/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk: every number of an example under its key, in order, chapter by
 * chapter.
 * needs: reference_numbers */
#include "walk/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files/example_text.h"
#include "support.h"

enum { MOST_LINES = 300, ALL_CHAPTERS = BP_N_WALK_CHAPTERS - 1 };

typedef struct {
    char key[BP_KEY_SIZE];
    double x;
} reference;

/* The key<TAB>value lines of a file; returns how many there are. */
static size_t read_references(const char *path,
                              reference references[MOST_LINES])
{
    FILE *file = fopen(path, "r");
    ck_assert_msg(file != NULL, "%s: cannot be opened", path);
    char line[256];
    size_t n = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        if (line[0] == '#')
            continue;
        ck_assert_uint_lt(n, MOST_LINES);
        ck_assert_int_eq(
            sscanf(line, "%55[^\t]\t%lf", references[n].key, &references[n].x),
            2);
        n++;
    }
    fclose(file);
    return n;
}

static bp_values walk(const bp_example *example, int last_chapter)
{
    bp_method method = bp_example_method(example);
    bp_values values;
    bp_complaint complaint;
    ck_assert_msg(
        bp_walk(example, &method, last_chapter, NULL, &values, &complaint),
        "%s", complaint.text);
    return values;
}

static bp_example *parse(const char *text)
{
    bp_complaint complaint;
    bp_example *example = bp_example_parse(text, strlen(text), &complaint);
    ck_assert_msg(example != NULL, "line %lu: %s", complaint.line,
                  complaint.text);
    return example;
}

/* ---------------------------------------- against the independent reference */

/* The post's numbers come from 60-digit arithmetic, the others from
 * tests/reference, which proves 15 digits by interval arithmetic and knows no
 * backpropagation. The key with which each chapter begins is read off the table
 * of stages; NULL: it has no numbers. */
static const struct {
    const char *example, *path;
    const char *first_key[BP_N_WALK_CHAPTERS];
} networks[] = {
    {"post",
     "tests/reference/post.tsv",
     {"i1", "net_h1", "dE/dout_o1", "dE_o1/dout_h1", "dE/db1", "E_total@"}},
    {"3-4-2",
     "build/tests/3-4-2.tsv",
     {"i1", "net_h1", "dE/dout_o1", "dE_o1/dout_h1", "dE/db_h1", "E_total@"}},
    {"2-3-3-2",
     "build/tests/2-3-3-2.tsv",
     {"i1", "net_h1", "dE/dout_o1", "dE_o1/dout_k1", "dE/db1", "E_total@"}},
    {"5-2",
     "build/tests/5-2.tsv",
     {"i1", "net_o1", "dE/dout_o1", NULL, "dE/db1", "E_total@"}},
    {"mixed",
     "build/tests/mixed.tsv",
     {"i1", "net_h1", "dE/dout_o1", "dE_o1/dout_k1", "dE/db_h1", "E_total@"}},
};

START_TEST(walk_agrees_with_the_reference)
{
    static reference references[MOST_LINES];
    size_t n = read_references(networks[_i].path, references);
    bp_example *example = read_test_example(networks[_i].example);
    bp_values values = walk(example, ALL_CHAPTERS);
    for (size_t v = 0; v < values.n && v < n; v++) {
        ck_assert_str_eq(values.value[v].key, references[v].key);
        expect_close(references[v].key, values.value[v].x, references[v].x,
                     1e-12);
    }
    ck_assert_uint_eq(values.n, n);
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

static bool is_first(const char *key, const char *first)
{
    size_t length = strlen(first);
    bool is_open = first[length - 1] == '@'; /* whatever the number of rounds */
    return strncmp(key, first, length) == 0 && (is_open || key[length] == '\0');
}

START_TEST(each_number_has_its_chapter)
{
    bp_example *example = read_test_example(networks[_i].example);
    bp_values values = walk(example, ALL_CHAPTERS);
    int chapter = 0;
    for (size_t v = 0; v < values.n; v++) {
        for (int later = chapter + 1; later < BP_N_WALK_CHAPTERS; later++) {
            const char *first = networks[_i].first_key[later];
            if (first != NULL && is_first(values.value[v].key, first))
                chapter = later;
        }
        ck_assert_msg(values.value[v].chapter == chapter,
                      "%s: chapter %d, expected %d", values.value[v].key,
                      values.value[v].chapter, chapter);
    }
    ck_assert_int_eq(chapter, ALL_CHAPTERS);
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

START_TEST(last_chapter_cuts_the_walk)
{
    bp_example *example = read_test_example(networks[_i].example);
    bp_values all = walk(example, ALL_CHAPTERS);
    for (int last = 0; last < BP_N_WALK_CHAPTERS; last++) {
        bp_values values = walk(example, last);
        size_t n = 0;
        while (n < all.n && all.value[n].chapter <= last)
            n++;
        ck_assert_uint_eq(values.n, n);
        for (size_t v = 0; v < n; v++) {
            ck_assert_str_eq(values.value[v].key, all.value[v].key);
            ck_assert(values.value[v].x == all.value[v].x);
            ck_assert_int_eq(values.value[v].chapter, all.value[v].chapter);
        }
        bp_values_free(&values);
    }
    bp_values_free(&all);
    bp_example_free(example);
}
END_TEST

/* ---------------------------------------------------------- finding numbers */

static void expect_none(bp_values *values, const char *key)
{
    ck_assert_msg(bp_values_find(values, key) == NULL, "'%s' is found", key);
}

START_TEST(every_key_is_found)
{
    bp_example *example = read_test_example(networks[_i].example);
    bp_values values = walk(example, ALL_CHAPTERS);
    for (size_t v = 0; v < values.n; v++) {
        char key[2 * BP_KEY_SIZE];
        ck_assert_ptr_eq(bp_values_find(&values, values.value[v].key),
                         &values.value[v]);
        snprintf(key, sizeof key, "%s ", values.value[v].key);
        expect_none(&values, key);
        snprintf(key, sizeof key, " %s", values.value[v].key);
        expect_none(&values, key);
    }
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

START_TEST(other_keys_are_not_found)
{
    static const char *const others[] = {"",         "w",
                                         "w0",       "w9",
                                         "w01",      "W1",
                                         "i3",       "t3",
                                         "h1",       "net",
                                         "net_",     "net_h3",
                                         "out_i1",   "dE/dw",
                                         "dE/dw9",   "E_total@",
                                         "w1@9999",  "E_total@10001",
                                         "b1+",      "b1@10000",
                                         "b_h1",     "b3",
                                         "dE/db3",   "delta_h3",
                                         "Delta_o1", "dE_o3/dout_h1",
                                         "w1++",     "w1+@10000",
                                         "zzz",      "\xff"};
    bp_example *example = read_test_example("post");
    bp_values values = walk(example, ALL_CHAPTERS);
    for (size_t k = 0; k < LENGTH(others); k++)
        expect_none(&values, others[k]);
    for (size_t length = BP_KEY_SIZE - 2; length < 1000; length++) {
        char key[1001] = "w1";
        memset(key + 2, 'x', length - 2);
        expect_none(&values, key);
    }
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

START_TEST(long_key_is_not_cut_to_one_that_is_there)
{
    char key[2 * BP_KEY_SIZE] = "";
    memset(key, 'k', BP_KEY_SIZE - 1);
    bp_value longest = {.x = 1.0};
    memcpy(longest.key, key, BP_KEY_SIZE);
    bp_values values = {.value = &longest, .n = 1};
    ck_assert_ptr_eq(bp_values_find(&values, key), &longest);
    key[BP_KEY_SIZE - 1] = 'k';
    expect_none(&values, key);
    free(values.by_key);
}
END_TEST

START_TEST(what_is_cut_is_not_found)
{
    bp_example *example = read_test_example("post");
    bp_values values = walk(example, 1);
    ck_assert_ptr_nonnull(bp_values_find(&values, "E_total"));
    expect_none(&values, "delta_o1");
    expect_none(&values, "E_total@10000");
    bp_values_free(&values);
    ck_assert_ptr_null(values.value);
    ck_assert_ptr_null(values.by_key);
    bp_example_free(example);
}
END_TEST

/* -------------------------------------------------------- six hidden layers */

/* The keys follow from the rules for names; the numbers are those of
 * tests/reference for this example. */
static const char deep[] =
    "learning_rate: 0.7\n"
    "train_biases: true\n"
    "rounds: 3\n"
    "training: [{inputs: [0.31, -0.47], targets: [0.83]}]\n"
    "layers:\n"
    "  - {weights: [[0.52, -0.38], [0.27, 0.64]], biases: [0.11, -0.23]}\n"
    "  - {weights: [[0.73, -0.41]], bias: 0.19}\n"
    "  - {weights: [[0.58], [-0.66]], bias: -0.14}\n"
    "  - {weights: [[0.35, 0.92]], biases: [0.26]}\n"
    "  - {weights: [[-0.84]], bias: 0.37}\n"
    "  - {weights: [[0.49]], bias: -0.08}\n"
    "  - {weights: [[0.61]], bias: 0.17}\n";

static const char deep_keys[] =
    "i1 i2 t1 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 b_h1 b_h2 b2 b3 b_n1 "
    "b5 b6 b7 "
    "eta net_h1 out_h1 net_h2 out_h2 net_k1 out_k1 net_m1 out_m1 net_m2 out_m2 "
    "net_n1 "
    "out_n1 net_p1 out_p1 net_q1 out_q1 net_o1 out_o1 E_o1 E_total dE/dout_o1 "
    "dout_o1/dnet_o1 delta_o1 dnet_o1/dw13 dE/dw13 dE_o1/dout_q1 dE/dout_q1 "
    "dout_q1/dnet_q1 delta_q1 dnet_q1/dw12 dE/dw12 dE/dout_p1 dout_p1/dnet_p1 "
    "delta_p1 "
    "dnet_p1/dw11 dE/dw11 dE/dout_n1 dout_n1/dnet_n1 delta_n1 dnet_n1/dw9 "
    "dE/dw9 "
    "dnet_n1/dw10 dE/dw10 dE/dout_m1 dout_m1/dnet_m1 delta_m1 dE/dout_m2 "
    "dout_m2/dnet_m2 delta_m2 dnet_m1/dw7 dE/dw7 dnet_m2/dw8 dE/dw8 dE/dout_k1 "
    "dout_k1/dnet_k1 delta_k1 dnet_k1/dw5 dE/dw5 dnet_k1/dw6 dE/dw6 dE/dout_h1 "
    "dout_h1/dnet_h1 delta_h1 dE/dout_h2 dout_h2/dnet_h2 delta_h2 dnet_h1/dw1 "
    "dE/dw1 "
    "dnet_h1/dw2 dE/dw2 dnet_h2/dw3 dE/dw3 dnet_h2/dw4 dE/dw4 dE/db_h1 "
    "dE/db_h2 dE/db2 "
    "dE/db3 dE/db_n1 dE/db5 dE/db6 dE/db7 w1+ w2+ w3+ w4+ w5+ w6+ w7+ w8+ w9+ "
    "w10+ "
    "w11+ "
    "w12+ w13+ b_h1+ b_h2+ b2+ b3+ b_n1+ b5+ b6+ b7+ net_h1+ out_h1+ net_h2+ "
    "out_h2+ "
    "net_k1+ out_k1+ net_m1+ out_m1+ net_m2+ out_m2+ net_n1+ out_n1+ net_p1+ "
    "out_p1+ "
    "net_q1+ out_q1+ net_o1+ out_o1+ E_o1+ E_total+ E_total@3 out_o1@3 w1@3 "
    "w2@3 w3@3 "
    "w4@3 w5@3 w6@3 w7@3 w8@3 w9@3 w10@3 w11@3 w12@3 w13@3 b_h1@3 b_h2@3 b2@3 "
    "b3@3 "
    "b_n1@3 b5@3 b6@3 b7@3 ";

static const reference deep_numbers[] = {
    {"net_h2", -0.4471},
    {"out_k1", 0.616758270421814},
    {"out_m2", 0.366546673613494},
    {"out_o1", 0.621579153844685},
    {"delta_q1", -0.00743991442279251},
    {"dE/dout_n1", 0.000757346598806699},
    {"dE/dout_m2", 0.000149540250173894},
    {"delta_h1", -6.05729468706216e-07},
    {"delta_h2", 3.4040686095619e-07},
    {"dE/db3", 4.87771385095296e-05},
    {"net_p1+", -0.207032672767421},
    {"E_total@3", 0.0160041269550598},
    {"w10@3", 0.919878597708737},
    {"b_n1@3", 0.259668785501107},
};

START_TEST(six_hidden_layers_have_names_and_numbers)
{
    bp_example *example = parse(deep);
    bp_values values = walk(example, ALL_CHAPTERS);
    const char *keys = deep_keys;
    for (size_t v = 0; v < values.n; v++) {
        size_t length = strcspn(keys, " ");
        ck_assert_msg(strlen(values.value[v].key) == length &&
                          strncmp(values.value[v].key, keys, length) == 0,
                      "%s, expected %.*s", values.value[v].key, (int)length,
                      keys);
        keys += length + 1;
    }
    ck_assert_str_eq(keys, "");
    for (size_t k = 0; k < LENGTH(deep_numbers); k++) {
        const bp_value *value = bp_values_find(&values, deep_numbers[k].key);
        ck_assert_ptr_nonnull(value);
        expect_close(value->key, value->x, deep_numbers[k].x, 1e-12);
    }
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

/* -------------------------------------------------- methods, rounds, bounds */

/* The post's example by other methods; the figures were worked out
 * independently, in high precision, and rounded to the digits given here. */
static const struct {
    const bp_method *variation;
    double E_total_after_1, E_total_after_10000;
} methods[] = {
    {&bp_updated_weights, 0.291027923905, 3.50847863e-05},
    {&bp_train_bias_per_neuron, 0.280471446791, 2.44756224e-06},
    {&bp_train_bias_per_layer, 0.285750886699, 4.35532107e-06},
};

START_TEST(walk_takes_the_method_it_is_given)
{
    bp_example *example = read_test_example("post");
    bp_method method = bp_vary(bp_backpropagation, methods[_i].variation);
    bp_values values;
    bp_complaint complaint;
    ck_assert(
        bp_walk(example, &method, ALL_CHAPTERS, NULL, &values, &complaint));
    expect_close("E_total+", bp_values_find(&values, "E_total+")->x,
                 methods[_i].E_total_after_1, 2e-12);
    expect_close("E_total@10000", bp_values_find(&values, "E_total@10000")->x,
                 methods[_i].E_total_after_10000, 2e-9);
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

/* After no round all is as given; after one, as the walk's own leaves it. */
START_TEST(no_round_and_one_round)
{
    static const struct {
        const char *after_0, *as_given, *after_1, *updated;
    } keys[] = {{"E_total@0", "E_total", "E_total@1", "E_total+"},
                {"out_o2@0", "out_o2", "out_o2@1", "out_o2+"},
                {"w1@0", "w1", "w1@1", "w1+"},
                {"w17@0", "w17", "w17@1", "w17+"},
                {"b_h1@0", "b_h1", "b_h1@1", "b_h1+"}};
    bp_example *example = read_test_example("3-4-2");
    example->train_biases = true;
    example->rounds = 0;
    bp_values before = walk(example, ALL_CHAPTERS);
    example->rounds = 1;
    bp_values after = walk(example, ALL_CHAPTERS);
    for (size_t k = 0; k < LENGTH(keys); k++) {
        ck_assert(bp_values_find(&before, keys[k].after_0)->x ==
                  bp_values_find(&before, keys[k].as_given)->x);
        ck_assert(bp_values_find(&after, keys[k].after_1)->x ==
                  bp_values_find(&after, keys[k].updated)->x);
    }
    bp_values_free(&before);
    bp_values_free(&after);
    bp_example_free(example);
}
END_TEST

START_TEST(walk_leaves_the_example_alone)
{
    bp_example *example = read_test_example("mixed");
    bp_values first = walk(example, ALL_CHAPTERS);
    bp_values second = walk(example, ALL_CHAPTERS);
    ck_assert_uint_eq(first.n, second.n);
    for (size_t v = 0; v < first.n; v++)
        ck_assert(first.value[v].x == second.value[v].x);
    bp_values_free(&first);
    bp_values_free(&second);
    bp_example_free(example);
}
END_TEST

/* What first grows beyond the largest double (1.8e308), worked out by hand: a
 * net input of 2e308; half the square of 1e200; with eta = 1e308 and delta = 4
 * * 0.25, steps of -1e308 in both weights, hence a net input of -2e308; and,
 * after a first pair that is right already, a second one that moves w1 by
 * 0.25e200 * 1e200. */
static const struct {
    const char *text, *key;
} beyond_bounds[] = {
    {"learning_rate: 1\ntraining: [{inputs: [1, 1], targets: [1]}]\n"
     "layers: [{weights: [[1e308, 1e308]], bias: 0}]\n",
     "net_o1"},
    {"learning_rate: 1\ntraining: [{inputs: [1, 1], targets: [1e200]}]\n"
     "layers: [{weights: [[0, 0]], bias: 0}]\n",
     "E_o1"},
    {"learning_rate: 1e308\ntraining: [{inputs: [1, 1], targets: [-3.5]}]\n"
     "layers: [{weights: [[0, 0]], bias: 0}]\n",
     "net_o1+"},
    {"learning_rate: 1\nrounds: 2\ntraining:\n  - {inputs: [1], targets: "
     "[0.5]}\n"
     "  - {inputs: [1e200], targets: [1e200]}\nlayers: [{weights: [[0]], bias: "
     "0}]\n",
     "w1@2"},
};

START_TEST(numbers_beyond_bounds_are_refused)
{
    bp_example *example = parse(beyond_bounds[_i].text);
    bp_method method = bp_example_method(example);
    bp_values values = {.n = 77};
    bp_complaint complaint;
    ck_assert(
        !bp_walk(example, &method, ALL_CHAPTERS, NULL, &values, &complaint));
    char expected[64];
    snprintf(expected, sizeof expected, "%s is not a finite number, expected ",
             beyond_bounds[_i].key);
    ck_assert_msg(strncmp(complaint.text, expected, strlen(expected)) == 0,
                  "%s\nexpected %s", complaint.text, expected);
    ck_assert_uint_eq(complaint.line, 0);
    ck_assert_uint_eq(values.n, 0); /* nothing is left to free */
    ck_assert_ptr_null(values.value);
    ck_assert_ptr_null(values.by_key);
    bp_example_free(example);
}
END_TEST

int main(void)
{
    TCase *agree = tcase_create("against the reference");
    tcase_add_loop_test(agree, walk_agrees_with_the_reference, 0,
                        LENGTH(networks));
    tcase_add_loop_test(agree, each_number_has_its_chapter, 0,
                        LENGTH(networks));
    tcase_add_loop_test(agree, last_chapter_cuts_the_walk, 0, LENGTH(networks));
    tcase_add_test(agree, six_hidden_layers_have_names_and_numbers);

    TCase *find = tcase_create("finding numbers");
    tcase_add_loop_test(find, every_key_is_found, 0, LENGTH(networks));
    tcase_add_test(find, other_keys_are_not_found);
    tcase_add_test(find, long_key_is_not_cut_to_one_that_is_there);
    tcase_add_test(find, what_is_cut_is_not_found);

    TCase *bounds = tcase_create("methods, rounds, bounds");
    tcase_add_loop_test(bounds, walk_takes_the_method_it_is_given, 0,
                        LENGTH(methods));
    tcase_add_test(bounds, no_round_and_one_round);
    tcase_add_test(bounds, walk_leaves_the_example_alone);
    tcase_add_loop_test(bounds, numbers_beyond_bounds_are_refused, 0,
                        LENGTH(beyond_bounds));

    return run_cases("values", 3, (TCase *[]){agree, find, bounds});
}

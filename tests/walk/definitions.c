/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every number is made of. Expected: the walk, which tests/walk/walk.c holds to
 * the reference, bit for bit; and, of single numbers, the formulas of the chapters,
 * read by hand. */
#include "walk/definitions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "example_texts.h"
#include "support.h"
#include "walk/walk.h"

/* Examples that tests/examples has not. Biases of their own that are all the same,
 * kept and trained; one layer; no rounds; several pairs. */
#define EQUAL_BIASES(SETTINGS)                                                 \
    SETTINGS                                                                   \
    "learning_rate: 0.43\n"                                                    \
    "training: [{inputs: [0.31, -0.72], targets: [0.24]}]\n"                   \
    "layers:\n"                                                                \
    "  - {weights: [[0.13, 0.26], [-0.41, 0.37]], biases: [0.61, 0.61]}\n"     \
    "  - {weights: [[0.52, -0.83]], biases: [0.19]}\n"

static const struct {
    const char *name; /* of a file in tests/examples, where there is no text */
    const char *text;
} examples[] = {
    {"post", NULL},
    {"3-4-2", NULL},
    {"2-3-3-2", NULL},
    {"5-2", NULL},
    {"mixed", NULL},
    {"functions/tanh-entropy", NULL},
    {"functions/relu-softmax", NULL},
    {"functions/identity", NULL},
    {"functions/mixed", NULL},
    {"functions/softmax-alone", NULL},
    {"equal biases, kept", EQUAL_BIASES("rounds: 3\n")},
    {"equal biases, trained", EQUAL_BIASES("rounds: 3\ntrain_biases: true\n")},
    {"no rounds", EQUAL_BIASES("rounds: 0\ntrain_biases: true\n")},
    {"one round, one layer",
     "learning_rate: 0.9\nrounds: 1\n"
     "train_biases: true\n"
     "training: [{inputs: [0.7], targets: [0.1, 0.8]}]\n"
     "layers: [{weights: [[0.4], [-0.6]], bias: 0.3}]\n"},
    {"pairs in turn",
     "learning_rate: 0.37\nrounds: 7\ntraining:\n"
     "  - {inputs: [0.3, 0.9], targets: [0.2, 0.7, 0.4]}\n"
     "  - {inputs: [-0.5, 0.1], targets: [0.6, 0.3, 0.9]}\n"
     "  - {inputs: [0.8, -0.4], targets: [0.1, 0.5, 0.2]}\n"
     "layers:\n"
     "  - {weights: [[0.21, -0.32]], bias: 0.11}\n"
     "  - {weights: [[0.43], [-0.54], [0.65], [0.76]], bias: -0.27}\n"
     "  - {weights: [[0.12, 0.34, -0.56, 0.78], [0.87, -0.65, 0.43, 0.21],\n"
     "               [-0.19, 0.28, 0.37, -0.46]], biases: [0.5, -0.5, 0.25]}\n"},
};

static bp_example *example;
static bp_definitions *d;
static double *x; /* an entry for each */
static bp_values walk;

/* Evaluates the definitions, each after its parents. What is given or trained is
 * looked up once its moment has come. */
static void evaluate(void)
{
    static const bp_moment moments[] = {BP_IN_ROUND, BP_AFTER_TRAINING};
    const size_t rounds[] = {0, example->rounds};
    bp_trainer *t = bp_trainer_alloc(example);
    ck_assert_ptr_nonnull(t);
    for (size_t m = 0; m < LENGTH(moments); m++) {
        bp_trainer_go(t, rounds[m]);
        bp_trainer_look(t, 0);
        for (size_t k = 0; k < d->n; k++)
            if (d->number[k].moment == moments[m] &&
                (d->number[k].operation == BP_GIVEN ||
                 d->number[k].operation == BP_TRAINED))
                x[k] = bp_look_up(&d->number[k], t->network, t->ws);
    }
    bp_trainer_free(t);
    for (size_t s = 0; s < d->n; s++)
        x[d->order[s]] = bp_evaluate(d, d->order[s], x);
}

static void begin(int e)
{
    example = examples[e].text == NULL
                  ? read_test_example(examples[e].name)
                  : expect_example(examples[e].text, strlen(examples[e].text));
    d = bp_define(example);
    ck_assert_ptr_nonnull(d);
    x = malloc(d->n * sizeof *x);
    for (size_t k = 0; k < d->n; k++)
        x[k] = NAN;
    evaluate();
    bp_method method = bp_example_method(example);
    bp_complaint complaint;
    ck_assert_msg(
        bp_walk(example, &method, BP_TRAINING, NULL, &walk, &complaint), "%s",
        complaint.text);
}

static void end(void)
{
    bp_values_free(&walk);
    free(x);
    bp_definitions_free(d);
    bp_example_free(example);
}

/* The index of a number that must be there. */
static size_t find(const char *key)
{
    size_t k = bp_definitions_find(d, key);
    ck_assert_msg(k != SIZE_MAX, "there is no %s", key);
    ck_assert_str_eq(d->number[k].key, key);
    return k;
}

/* -------------------------------------------------------- the walk, bit for bit */

START_TEST(those_in_the_walk_are_the_walk)
{
    begin(_i);
    size_t v = 0;
    for (size_t k = 0; k < d->n; k++) {
        const bp_definition *number = &d->number[k];
        if (number->standing != BP_IN_WALK)
            continue;
        ck_assert_uint_lt(v, walk.n);
        ck_assert_str_eq(number->key, walk.value[v].key);
        ck_assert_msg(is_same_number(x[k], walk.value[v].x),
                      "%s: evaluated %.17g, the walk says %.17g", number->key,
                      x[k], walk.value[v].x);
        ck_assert_int_eq(number->chapter, walk.value[v].chapter);
        v++;
    }
    ck_assert_uint_eq(v, walk.n);
    end();
}
END_TEST

/* Each once, and no number of one round is made of one after training. */
START_TEST(parents_stand_before_their_children)
{
    begin(_i);
    size_t *place = malloc(d->n * sizeof *place);
    for (size_t k = 0; k < d->n; k++)
        place[k] = SIZE_MAX;
    for (size_t s = 0; s < d->n; s++) {
        ck_assert_uint_lt(d->order[s], d->n);
        ck_assert_uint_eq(place[d->order[s]], SIZE_MAX);
        place[d->order[s]] = s;
    }
    for (size_t k = 0; k < d->n; k++) {
        const bp_definition *number = &d->number[k];
        ck_assert_int_eq(k < d->n_round, number->moment != BP_AFTER_TRAINING);
        ck_assert_int_eq(place[k] < d->n_round, k < d->n_round);
        ck_assert_int_eq(number->n_parents == 0,
                         number->operation == BP_GIVEN ||
                             number->operation == BP_TRAINED);
        for (size_t p = 0; p < number->n_parents; p++) {
            size_t parent = bp_parent(d, k, p);
            ck_assert_uint_lt(parent, d->n);
            ck_assert_msg(place[parent] < place[k], "%s before %s", number->key,
                          d->number[parent].key);
        }
    }
    free(place);
    end();
}
END_TEST

/* ------------------------------------------------------------------------ keys */

START_TEST(keys_are_unique_and_found)
{
    begin(_i);
    for (size_t s = 1; s < d->n; s++)
        ck_assert_str_lt(d->number[d->by_key[s - 1]].key,
                         d->number[d->by_key[s]].key);
    size_t n_unnamed = 0;
    for (size_t k = 0; k < d->n; k++) {
        const bp_definition *number = &d->number[k];
        bool is_named = number->standing != BP_UNNAMED;
        char longer[2 * BP_KEY_SIZE];
        ck_assert_uint_eq(bp_definitions_find(d, number->key),
                          is_named ? k : SIZE_MAX);
        snprintf(longer, sizeof longer, "%s ", number->key);
        ck_assert_uint_eq(bp_definitions_find(d, longer), SIZE_MAX);
        n_unnamed += !is_named;
    }
    ck_assert_uint_ge(n_unnamed, 2); /* net_o1@n, E_o1@n */
    ck_assert_uint_eq(bp_definitions_find(d, ""), SIZE_MAX);
    ck_assert_uint_eq(bp_definitions_find(d, "zzz"), SIZE_MAX);
    end();
}
END_TEST

/* --------------------------------------------------------- the same, otherwise */

/* What stands beside the walk has the value of what it is another name of: a bias,
 * by the layer's name and by the neuron's; a weight as a derivative. */
START_TEST(those_beside_have_the_value_of_what_they_stand_for)
{
    begin(_i);
    size_t n_beside = 0;
    for (size_t k = 0; k < d->n; k++) {
        const bp_definition *number = &d->number[k];
        if (number->standing != BP_BESIDE || number->operation != BP_SAME)
            continue;
        size_t of = bp_parent(d, k, 0);
        ck_assert_msg(is_same_number(x[k], x[of]), "%s and %s", number->key,
                      d->number[of].key);
        ck_assert(number->kind == d->number[of].kind ||
                  (number->kind == BP_PATH_WEIGHT &&
                   d->number[of].kind == BP_WEIGHT) ||
                  (number->kind == BP_DE_DB && d->number[of].kind == BP_DELTA));
        n_beside++;
    }
    ck_assert_uint_gt(n_beside, 0);
    end();
}
END_TEST

/* What the checker takes for right is looked up: of every number that has a name, it
 * is what the definition makes of the others. */
START_TEST(looked_up_they_are_the_same)
{
    begin(_i);
    double *looked_up = calloc(d->n, sizeof *looked_up);
    bp_trainer *t = bp_trainer_alloc(example);
    bp_walk_round(d, t, looked_up);
    bp_walk_after(d, BP_AFTER_ROUND, 1, t, looked_up);
    bp_walk_after(d, BP_AFTER_TRAINING, example->rounds, t, looked_up);
    for (size_t k = 0; k < d->n; k++)
        if (d->number[k].standing != BP_UNNAMED)
            expect_close(d->number[k].key, looked_up[k], x[k], 1e-15);
    bp_trainer_free(t);
    free(looked_up);
    end();
}
END_TEST

static void expect_same(const char *key, const char *other)
{
    ck_assert_msg(is_same_number(x[find(key)], x[find(other)]), "%s and %s",
                  key, other);
}

static void expect_sum(const char *key, const char *const parts[])
{
    double sum = 0.0;
    for (size_t p = 0; parts[p] != NULL; p++)
        sum += x[find(parts[p])];
    expect_close(key, x[find(key)], sum, 1e-15);
}

/* 2-3-3-2 shares its biases and trains them: each neuron's is the layer's, and the
 * layer's derivative is the sum of the deltas. */
START_TEST(biases_that_are_shared_have_the_neurons_names)
{
    begin(2);
    expect_same("b_k2", "b2");
    expect_same("b_k2+", "b2+");
    expect_same("b_o1@200", "b3@200");
    expect_same("dE/db_h3", "delta_h3");
    expect_sum("dE/db2",
               (const char *const[]){"delta_k1", "delta_k2", "delta_k3", NULL});
    expect_same("dnet_k1/dout_h2", "w8");
    expect_same("dnet_o2/dout_k3", "w21");
    end();
}
END_TEST

/* 3-4-2 has one for each neuron: the layer has none that all share. */
START_TEST(biases_of_their_own_have_no_other_name)
{
    begin(1);
    ck_assert_uint_eq(bp_definitions_find(d, "b1"), SIZE_MAX);
    ck_assert_uint_eq(bp_definitions_find(d, "b2+"), SIZE_MAX);
    ck_assert_double_eq(x[find("b_h3")], 0.3217);
    expect_same("b_h3+", "b_h3");
    expect_same("dE/db_o2", "delta_o2");
    expect_sum("dE/db1", (const char *const[]){"delta_h1", "delta_h2",
                                               "delta_h3", "delta_h4", NULL});
    end();
}
END_TEST

/* As long as they are all the same: where they are trained, before that alone. */
START_TEST(equal_biases_have_the_layers_name_while_they_are)
{
    begin(10);
    expect_same("b1", "b_h2");
    expect_same("b1+", "b_h1");
    expect_same("b1@3", "b_h2@3");
    ck_assert_double_eq(x[find("b1")], 0.61);
    end();
    begin(11);
    expect_same("b1", "b_h2");
    ck_assert_uint_eq(bp_definitions_find(d, "b1+"), SIZE_MAX);
    ck_assert_uint_eq(bp_definitions_find(d, "b1@3"), SIZE_MAX);
    ck_assert(x[find("b_h1+")] != x[find("b_h2+")]);
    end();
}
END_TEST

/* A neuron alone in its layer shares its bias with no other, trained or not. */
START_TEST(bias_of_a_neuron_alone_has_the_layers_name)
{
    begin(11);
    expect_same("b2", "b_o1");
    expect_same("b2+", "b_o1+");
    expect_same("b2@3", "b_o1@3");
    end();
}
END_TEST

/* -------------------------------------------------------- single numbers, by hand */

enum { POST = 0, DEEP = 2, OWN = 4 }; /* 2-2-2, 2-3-3-2, mixed: 2-3-2-1 */
enum { ENTROPY = 5, SOFTMAX, IDENTITY, MIXED };

static const struct {
    int example;
    const char *key;
    bp_kind kind;
    bp_moment moment;
    bp_standing standing;
    int chapter;
    size_t layer, neuron, source;
    bp_operation operation;
    const char *parents; /* with spaces between */
} by_hand[] = {
    {POST, "i2", BP_INPUT, BP_IN_ROUND, BP_IN_WALK, 0, 0, 1, 0, BP_GIVEN, ""},
    {POST, "t1", BP_TARGET, BP_IN_ROUND, BP_IN_WALK, 0, 1, 0, 0, BP_GIVEN, ""},
    {POST, "w7", BP_WEIGHT, BP_IN_ROUND, BP_IN_WALK, 0, 1, 1, 0, BP_GIVEN, ""},
    {POST, "b2", BP_BIAS, BP_IN_ROUND, BP_IN_WALK, 0, 1, BP_WHOLE_LAYER, 0,
     BP_GIVEN, ""},
    {POST, "b_o2", BP_BIAS, BP_IN_ROUND, BP_BESIDE, 0, 1, 1, 0, BP_SAME, "b2"},
    {POST, "eta", BP_ETA, BP_IN_ROUND, BP_IN_WALK, 0, 0, 0, 0, BP_GIVEN, ""},
    {POST, "net_h2", BP_NET, BP_IN_ROUND, BP_IN_WALK, 1, 0, 1, 0,
     BP_SUM_OF_PRODUCTS, "w3 i1 w4 i2 b_h2"},
    {POST, "out_o1", BP_OUT, BP_IN_ROUND, BP_IN_WALK, 1, 1, 0, 0, BP_LOGISTIC,
     "net_o1"},
    {POST, "E_o2", BP_ERROR, BP_IN_ROUND, BP_IN_WALK, 1, 1, 1, 0,
     BP_HALF_SQUARE, "t2 out_o2"},
    {POST, "E_total", BP_TOTAL_ERROR, BP_IN_ROUND, BP_IN_WALK, 1, 0, 0, 0,
     BP_SUM, "E_o1 E_o2"},
    {POST, "dE/dout_o2", BP_DE_DOUT, BP_IN_ROUND, BP_IN_WALK, 2, 1, 1, 0,
     BP_MINUS_MISS, "t2 out_o2"},
    {POST, "dout_o1/dnet_o1", BP_DOUT_DNET, BP_IN_ROUND, BP_IN_WALK, 2, 1, 0, 0,
     BP_LOGISTIC_SLOPE, "out_o1"},
    {POST, "delta_o2", BP_DELTA, BP_IN_ROUND, BP_IN_WALK, 2, 1, 1, 0,
     BP_PRODUCT, "dE/dout_o2 dout_o2/dnet_o2"},
    {POST, "dnet_o2/dw8", BP_DNET_DW, BP_IN_ROUND, BP_IN_WALK, 2, 1, 1, 1,
     BP_SAME, "out_h2"},
    {POST, "dE/dw5", BP_DE_DW, BP_IN_ROUND, BP_IN_WALK, 2, 1, 0, 0, BP_PRODUCT,
     "delta_o1 dnet_o1/dw5"},
    {POST, "dnet_o2/dout_h1", BP_PATH_WEIGHT, BP_IN_ROUND, BP_BESIDE, 3, 0, 0,
     1, BP_SAME, "w7"},
    {POST, "dE_o2/dout_h1", BP_PATH, BP_IN_ROUND, BP_IN_WALK, 3, 0, 0, 1,
     BP_PRODUCT, "delta_o2 dnet_o2/dout_h1"},
    {POST, "dE/dout_h2", BP_DE_DOUT, BP_IN_ROUND, BP_IN_WALK, 3, 0, 1, 0,
     BP_SUM, "dE_o1/dout_h2 dE_o2/dout_h2"},
    {POST, "dE/db1", BP_DE_DB, BP_IN_ROUND, BP_IN_WALK, 4, 0, BP_WHOLE_LAYER, 0,
     BP_SUM, "delta_h1 delta_h2"},
    {POST, "dE/db_h2", BP_DE_DB, BP_IN_ROUND, BP_BESIDE, 4, 0, 1, 0, BP_SAME,
     "delta_h2"},
    {POST, "w5+", BP_WEIGHT, BP_AFTER_ROUND, BP_IN_WALK, 4, 1, 0, 0, BP_STEP,
     "w5 dE/dw5 eta"},
    {POST, "b1+", BP_BIAS, BP_AFTER_ROUND, BP_BESIDE, 4, 0, BP_WHOLE_LAYER, 0,
     BP_SAME, "b1"},
    {POST, "net_o1+", BP_NET, BP_AFTER_ROUND, BP_IN_WALK, 4, 1, 0, 0,
     BP_SUM_OF_PRODUCTS, "w5+ out_h1+ w6+ out_h2+ b_o1+"},
    {POST, "w5@10000", BP_WEIGHT, BP_AFTER_TRAINING, BP_IN_WALK, 5, 1, 0, 0,
     BP_TRAINED, ""},
    {POST, "out_o2@10000", BP_OUT, BP_AFTER_TRAINING, BP_IN_WALK, 5, 1, 1, 0,
     BP_LOGISTIC, "net_o2@10000"},
    {DEEP, "dE/dout_h2", BP_DE_DOUT, BP_IN_ROUND, BP_IN_WALK, 3, 0, 1, 0,
     BP_SUM_OF_PRODUCTS,
     "delta_k1 dnet_k1/dout_h2 delta_k2 dnet_k2/dout_h2 "
     "delta_k3 dnet_k3/dout_h2"},
    {DEEP, "b2+", BP_BIAS, BP_AFTER_ROUND, BP_IN_WALK, 4, 1, BP_WHOLE_LAYER, 0,
     BP_STEP, "b2 dE/db2 eta"},
    {OWN, "b_h2+", BP_BIAS, BP_AFTER_ROUND, BP_IN_WALK, 4, 0, 1, 0, BP_STEP,
     "b_h2 dE/db_h2 eta"},
    {OWN, "dE/db_h2", BP_DE_DB, BP_IN_ROUND, BP_IN_WALK, 4, 0, 1, 0, BP_SAME,
     "delta_h2"},
    {OWN, "b_h3@200", BP_BIAS, BP_AFTER_TRAINING, BP_IN_WALK, 5, 0, 2, 0,
     BP_TRAINED, ""},
    {ENTROPY, "out_h3", BP_OUT, BP_IN_ROUND, BP_IN_WALK, 1, 0, 2, 0, BP_TANH,
     "net_h3"},
    {ENTROPY, "dout_h3/dnet_h3", BP_DOUT_DNET, BP_IN_ROUND, BP_IN_WALK, 3, 0, 2,
     0, BP_TANH_SLOPE, "out_h3"},
    {ENTROPY, "E_o2", BP_ERROR, BP_IN_ROUND, BP_IN_WALK, 1, 1, 1, 0,
     BP_CROSS_ENTROPY, "t2 out_o2"},
    {ENTROPY, "dE/dout_o2", BP_DE_DOUT, BP_IN_ROUND, BP_IN_WALK, 2, 1, 1, 0,
     BP_CROSS_ENTROPY_SLOPE, "t2 out_o2"},
    {ENTROPY, "delta_o2", BP_DELTA, BP_IN_ROUND, BP_IN_WALK, 2, 1, 1, 0,
     BP_PRODUCT, "dE/dout_o2 dout_o2/dnet_o2"},
    {SOFTMAX, "out_h2", BP_OUT, BP_IN_ROUND, BP_IN_WALK, 1, 0, 1, 0, BP_RELU,
     "net_h2"},
    {SOFTMAX, "dout_h2/dnet_h2", BP_DOUT_DNET, BP_IN_ROUND, BP_IN_WALK, 3, 0, 1,
     0, BP_RELU_SLOPE, "out_h2"},
    {SOFTMAX, "out_o2", BP_OUT, BP_IN_ROUND, BP_IN_WALK, 1, 1, 1, 0, BP_SOFTMAX,
     "net_o2 net_o1 net_o3"},
    {SOFTMAX, "out_o3+", BP_OUT, BP_AFTER_ROUND, BP_IN_WALK, 4, 1, 2, 0,
     BP_SOFTMAX, "net_o3+ net_o1+ net_o2+"},
    {SOFTMAX, "out_o1@90", BP_OUT, BP_AFTER_TRAINING, BP_IN_WALK, 5, 1, 0, 0,
     BP_SOFTMAX, "net_o1@90 net_o2@90 net_o3@90"},
    {SOFTMAX, "E_o3", BP_ERROR, BP_IN_ROUND, BP_IN_WALK, 1, 1, 2, 0,
     BP_SOFTMAX_ENTROPY, "t3 out_o3"},
    {SOFTMAX, "delta_o2", BP_DELTA, BP_IN_ROUND, BP_IN_WALK, 2, 1, 1, 0,
     BP_MINUS_MISS, "t2 out_o2"},
    {IDENTITY, "out_o1", BP_OUT, BP_IN_ROUND, BP_IN_WALK, 1, 1, 0, 0, BP_SAME,
     "net_o1"},
    {IDENTITY, "dout_o1/dnet_o1", BP_DOUT_DNET, BP_IN_ROUND, BP_IN_WALK, 2, 1,
     0, 0, BP_ONE, "out_o1"},
    {MIXED, "E_o1", BP_ERROR, BP_IN_ROUND, BP_IN_WALK, 1, 2, 0, 0,
     BP_HALF_SQUARE, "t1 out_o1"},
};

static void expect_parents(size_t k, const char *expected)
{
    char parents[512] = "";
    for (size_t p = 0; p < d->number[k].n_parents; p++) {
        strcat(parents, p > 0 ? " " : "");
        strcat(parents, d->number[bp_parent(d, k, p)].key);
    }
    ck_assert_str_eq(parents, expected);
}

/* A softmax output has no slope of its own. */
START_TEST(softmax_outputs_have_no_slopes)
{
    begin(SOFTMAX);
    ck_assert_uint_eq(bp_definitions_find(d, "dE/dout_o1"), SIZE_MAX);
    ck_assert_uint_eq(bp_definitions_find(d, "dout_o1/dnet_o1"), SIZE_MAX);
    for (size_t k = 0; k < d->n; k++)
        ck_assert(d->number[k].layer != 1 || d->number[k].kind != BP_DE_DOUT);
    end();
}
END_TEST

START_TEST(number_is_what_it_says)
{
    begin(by_hand[_i].example);
    size_t k = find(by_hand[_i].key);
    const bp_definition *number = &d->number[k];
    ck_assert_int_eq(number->kind, by_hand[_i].kind);
    ck_assert_int_eq(number->moment, by_hand[_i].moment);
    ck_assert_int_eq(number->standing, by_hand[_i].standing);
    ck_assert_int_eq(number->chapter, by_hand[_i].chapter);
    ck_assert_uint_eq(number->layer, by_hand[_i].layer);
    ck_assert_uint_eq(number->neuron, by_hand[_i].neuron);
    ck_assert_uint_eq(number->source, by_hand[_i].source);
    ck_assert_int_eq(number->operation, by_hand[_i].operation);
    expect_parents(k, by_hand[_i].parents);
    end();
}
END_TEST

/* ------------------------------------------------------------------- operations */

/* tanh 3, 1 / (1 + e^3), 1 / (1 + e^-1) times 1 less it, 1 / (1 + e^-2.75 + e^4),
 * -(3 ln 0.25 - 2 ln 0.75) and -3 ln 0.25 with 16 digits; and what is not there where
 * it has no part: bc -l. */
START_TEST(operations_that_are_not_exact)
{
    static const struct {
        bp_operation operation;
        double a, b, c;
        size_t n_parents;
        double result;
    } made[] = {
        {BP_TANH, 3.0, 0.0, 0.0, 1, 0.99505475368673045},
        {BP_LOGISTIC_OF_MINUS, 3.0, 0.0, 0.0, 1, 0.04742587317756678},
        {BP_SLOPE_OF_SQUASHED, 1.0, 0.0, 0.0, 1, 0.19661193324148185},
        {BP_SOFTMAX, 3.0, 0.25, 7.0, 3, 0.01796555281134210},
        {BP_SOFTMAX, 900.0, -900.0, 0.0, 3, 1.0},
        {BP_SOFTMAX, -900.0, 900.0, 0.0, 3, 0.0},
        {BP_CROSS_ENTROPY, 3.0, 0.25, 0.0, 2, 3.58351893845611000},
        {BP_CROSS_ENTROPY, 1.0, 1.0, 0.0, 2, 0.0},
        {BP_CROSS_ENTROPY, 0.0, 0.0, 0.0, 2, 0.0},
        {BP_CROSS_ENTROPY, 0.0, 1e-20, 0.0, 2, 1e-20},
        {BP_CROSS_ENTROPY_SLOPE, 1.0, 1.0, 0.0, 2, -1.0},
        {BP_CROSS_ENTROPY_SLOPE, 0.0, 0.0, 0.0, 2, 1.0},
        {BP_SOFTMAX_ENTROPY, 3.0, 0.25, 0.0, 2, 4.15888308335967185},
        {BP_SOFTMAX_ENTROPY, 0.0, 0.0, 0.0, 2, 0.0},
        {BP_RELU, -3.0, 0.0, 0.0, 1, 0.0},
        {BP_RELU_SLOPE, 0.0, 0.0, 0.0, 1, 0.0},
    };
    for (size_t o = 0; o < LENGTH(made); o++) {
        const double numbers[] = {made[o].a, made[o].b, made[o].c, 64.0};
        bp_definition number[4] = {[3] = {.operation = made[o].operation,
                                          .factor = 1.0,
                                          .n_parents = made[o].n_parents}};
        size_t parent[] = {0, 1, 2};
        bp_definitions some = {.number = number, .n = 4, .parent = parent};
        expect_close("result", bp_evaluate(&some, 3, numbers), made[o].result,
                     1e-15);
    }
}
END_TEST

/* Each on numbers that tell it from the others, worked out by hand. */
START_TEST(each_operation)
{
    static const struct {
        bp_operation operation;
        size_t n_parents;
        double result;
    } made[] = {
        {BP_GIVEN, 0, 64.0},
        {BP_TRAINED, 0, 64.0},
        {BP_SAME, 1, 3.0},
        {BP_SUM, 3, 3.0 + 0.25 + 7.0},
        {BP_SUM_OF_PRODUCTS, 4, 3.0 * 0.25 + 7.0 * 11.0},
        {BP_SUM_OF_PRODUCTS, 3, 3.0 * 0.25 + 7.0},
        {BP_PRODUCT, 2, 0.75},
        {BP_LOGISTIC_SLOPE, 1, 3.0 * (1.0 - 3.0)},
        {BP_HALF_SQUARE, 2, 0.5 * 2.75 * 2.75},
        {BP_MINUS_MISS, 2, -2.75},
        {BP_TANH_SLOPE, 1, -8.0},
        {BP_RELU, 1, 3.0},
        {BP_RELU_SLOPE, 1, 1.0},
        {BP_ONE, 1, 1.0},
        {BP_CROSS_ENTROPY_SLOPE, 2, -2.0 / 0.75 - 3.0 / 0.25},
        {BP_STEP, 3, 3.0 - 7.0 * 0.25},
        {BP_QUOTIENT, 2, 12.0},
        {BP_SUM_OF_QUOTIENTS, 4, 12.0 + 7.0 / 11.0},
        {BP_STEP_UP, 3, 3.0 + 7.0 * 0.25},
        {BP_WHOLE_STEP, 2, 2.75},
    };
    static const double numbers[] = {3.0, 0.25, 7.0, 11.0, 64.0};
    for (size_t o = 0; o < LENGTH(made); o++) {
        bp_definition number[5] = {[4] = {.operation = made[o].operation,
                                          .factor = 1.0,
                                          .n_parents = made[o].n_parents}};
        size_t parent[] = {0, 1, 2, 3};
        bp_definitions some = {.number = number, .n = 5, .parent = parent};
        ck_assert_double_eq(bp_evaluate(&some, 4, numbers), made[o].result);
    }
}
END_TEST

START_TEST(factor_is_of_what_the_operation_gives)
{
    static const double numbers[] = {3.0, 0.25, 64.0};
    bp_definition number[3] = {
        [0] = {.operation = BP_GIVEN, .factor = -2.0},
        [2] = {.operation = BP_PRODUCT, .factor = -2.0, .n_parents = 2},
    };
    size_t parent[] = {0, 1};
    bp_definitions some = {.number = number, .n = 3, .parent = parent};
    ck_assert_double_eq(bp_evaluate(&some, 2, numbers), -1.5);
    ck_assert_double_eq(bp_evaluate(&some, 0, numbers), 3.0);
}
END_TEST

int main(void)
{
    int n = (int)LENGTH(examples);
    TCase *all = tcase_create("all numbers");
    tcase_set_timeout(all, 30);
    tcase_add_loop_test(all, those_in_the_walk_are_the_walk, 0, n);
    tcase_add_loop_test(all, parents_stand_before_their_children, 0, n);
    tcase_add_loop_test(all, keys_are_unique_and_found, 0, n);
    tcase_add_loop_test(all, looked_up_they_are_the_same, 0, n);
    tcase_add_loop_test(all, those_beside_have_the_value_of_what_they_stand_for,
                        0, n);

    TCase *biases = tcase_create("biases");
    tcase_add_test(biases, biases_that_are_shared_have_the_neurons_names);
    tcase_add_test(biases, biases_of_their_own_have_no_other_name);
    tcase_add_test(biases, equal_biases_have_the_layers_name_while_they_are);
    tcase_add_test(biases, bias_of_a_neuron_alone_has_the_layers_name);

    TCase *single = tcase_create("single numbers");
    tcase_add_test(single, softmax_outputs_have_no_slopes);
    tcase_add_loop_test(single, number_is_what_it_says, 0, LENGTH(by_hand));
    tcase_add_test(single, each_operation);
    tcase_add_test(single, factor_is_of_what_the_operation_gives);
    tcase_add_test(single, operations_that_are_not_exact);
    return run_cases("definitions", 3, (TCase *[]){all, biases, single});
}

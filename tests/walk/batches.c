/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Training in batches, and in the order of a seed. Expected: rounds worked out apart, in
 * long doubles and without backpropagation (tests/support/batch_rounds.c). */
#include "walk/trainer.h"

#include <stdint.h>
#include <string.h>

#include "batch_rounds.h"
#include "support.h"
#include "walk/fingerprint.h"
#include "walk/score.h"

enum { N_PAIRS = 7, ROUNDS = 9 };

static const char *const examples[] = {"post", "3-4-2", "2-3-3-2", "5-2",
                                       "mixed"};

static bp_example *example;
static plain_network plain;
static plain_pair plain_pairs[N_PAIRS];

static void fill(gsl_rng *random, gsl_matrix *m, double least, double most)
{
    for (size_t p = 0; p < m->size1; p++)
        for (size_t i = 0; i < m->size2; i++)
            gsl_matrix_set(m, p, i,
                           least + (most - least) * gsl_rng_uniform(random));
}

static void copy_plainly(void)
{
    const bp_network *network = example->network;
    plain = (plain_network){.n_inputs = network->n_inputs,
                            .n_layers = network->n_layers,
                            .train_biases = example->train_biases};
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        plain.n[l] = layer->w->size1;
        plain.one_bias[l] = layer->one_bias;
        for (size_t j = 0; j < layer->w->size1; j++) {
            plain.b[l][j] = gsl_vector_get(layer->b, j);
            for (size_t i = 0; i < layer->w->size2; i++)
                plain.w[l][j][i] = gsl_matrix_get(layer->w, j, i);
        }
    }
    for (size_t p = 0; p < N_PAIRS; p++) {
        for (size_t i = 0; i < network->n_inputs; i++)
            plain_pairs[p].in[i] = gsl_matrix_get(example->pairs.inputs, p, i);
        for (size_t j = 0; j < bp_n_outputs(network); j++)
            plain_pairs[p].target[j] =
                gsl_matrix_get(example->pairs.targets, p, j);
    }
}

/* The example with seven pairs of its shape, in batches, with its biases trained or
 * not. */
static void begin(const char *name, size_t batch, bool train_biases)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 271828);
    example = read_test_example(name);
    gsl_matrix_free(example->pairs.inputs);
    gsl_matrix_free(example->pairs.targets);
    example->pairs.inputs =
        gsl_matrix_alloc(N_PAIRS, example->network->n_inputs);
    example->pairs.targets =
        gsl_matrix_alloc(N_PAIRS, bp_n_outputs(example->network));
    fill(random, example->pairs.inputs, -1.0, 1.0);
    fill(random, example->pairs.targets, 0.05, 0.95);
    example->batch = batch;
    example->train_biases = train_biases;
    gsl_rng_free(random);
    copy_plainly();
}

static void expect_plain(const bp_trainer *t)
{
    for (size_t l = 0; l < plain.n_layers; l++)
        for (size_t j = 0; j < plain.n[l]; j++) {
            const bp_layer *layer = &t->network->layer[l];
            expect_close("a bias", gsl_vector_get(layer->b, j),
                         (double)plain.b[l][j], 1e-12);
            for (size_t i = 0; i < layer->w->size2; i++)
                expect_close("a weight", gsl_matrix_get(layer->w, j, i),
                             (double)plain.w[l][j][i], 1e-12);
        }
}

/* Round r takes numbers r batch to r batch + batch - 1 of all that are taken; of
 * these, number k is at place k mod 7 of pass k / 7, whose order the function gives. */
typedef size_t pair_at(size_t pass, size_t place);

static void train_plainly(size_t rounds, pair_at *at)
{
    for (size_t r = 0; r < rounds; r++) {
        const plain_pair *pairs[N_PAIRS];
        for (size_t k = 0; k < example->batch; k++) {
            size_t number = r * example->batch + k;
            pairs[k] = &plain_pairs[at(number / N_PAIRS, number % N_PAIRS)];
        }
        plain_batch_round(&plain, pairs, example->batch, example->eta);
    }
}

static size_t in_turn(size_t pass, size_t place)
{
    (void)pass;
    return place;
}

/* Batches of one pair to all of them, also such as do not go into seven; to a round, on
 * from there, and back. */
START_TEST(rounds_are_those_worked_out_apart)
{
    for (size_t batch = 1; batch <= N_PAIRS; batch++)
        for (int k = 0; k < 4; k++) {
            begin(examples[_i], batch, k % 2 == 0);
            bp_trainer *t = bp_trainer_alloc(example);
            bool by_matrices = k / 2 == 1;
            ck_assert(!by_matrices || bp_trainer_take_matrices(t));
            ck_assert_int_eq(t->sheet != NULL, by_matrices && batch > 1);
            bp_trainer_go(t, 4);
            bp_trainer_go(t, ROUNDS);
            train_plainly(ROUNDS, in_turn);
            expect_plain(t);
            bp_trainer_go(t, 2);
            copy_plainly();
            train_plainly(2, in_turn);
            expect_plain(t);
            bp_trainer_free(t);
            bp_example_free(example);
        }
}
END_TEST

/* -------------------------------------------------------------- in other orders */

enum { SEED = 3141592 };

/* The order of a pass, by the chapter's function: what its generator draws is tested
 * where it is, against another one. */
static size_t shuffled(size_t pass, size_t place)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_permutation *order = gsl_permutation_alloc(N_PAIRS);
    bp_shuffle(rng, SEED, pass, order);
    size_t pair = gsl_permutation_get(order, place);
    gsl_permutation_free(order);
    gsl_rng_free(rng);
    return pair;
}

START_TEST(seed_draws_the_order_of_each_pass)
{
    for (size_t batch = 1; batch <= N_PAIRS; batch++) {
        begin(examples[_i], batch, true);
        bp_trainer *t = bp_trainer_alloc(example);
        ck_assert(bp_trainer_shuffle(t, SEED));
        ck_assert(batch % 2 == 0 || bp_trainer_take_matrices(t));
        bp_trainer_go(t, ROUNDS);
        train_plainly(ROUNDS, shuffled);
        expect_plain(t);
        bp_trainer_go(t, 3);
        copy_plainly();
        train_plainly(3, shuffled);
        expect_plain(t);
        bp_trainer_free(t);
        bp_example_free(example);
    }
}
END_TEST

/* Each pair once a pass; another order for another pass or seed; and the same again,
 * whatever the generator has drawn before. */
START_TEST(each_pass_has_each_pair_once)
{
    enum { MANY = 1000, SEEDS = 20, PASSES = 20 };
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_permutation *order = gsl_permutation_alloc(MANY);
    gsl_permutation *again = gsl_permutation_alloc(MANY);
    static size_t first[SEEDS * PASSES];
    for (size_t s = 0; s < SEEDS; s++)
        for (size_t pass = 0; pass < PASSES; pass++) {
            bp_shuffle(rng, s, pass, order);
            ck_assert_int_eq(gsl_permutation_valid(order), GSL_SUCCESS);
            gsl_rng_get(rng);
            bp_shuffle(rng, s, pass, again);
            ck_assert(memcmp(order->data, again->data,
                             MANY * sizeof *order->data) == 0);
            /* Ten places tell one order from another. */
            size_t print = 0;
            for (size_t k = 0; k < 10; k++)
                print = print * 31 + gsl_permutation_get(order, k);
            first[s * PASSES + pass] = print;
            for (size_t o = 0; o < s * PASSES + pass; o++)
                ck_assert_uint_ne(first[o], print);
        }
    gsl_permutation_free(order);
    gsl_permutation_free(again);
    gsl_rng_free(rng);
}
END_TEST

/* ------------------------------------------------------------------- going on */

/* From any round on, in a trainer of its own: the same bits as in one go. */
START_TEST(it_goes_on_where_another_stopped)
{
    for (size_t batch = 1; batch <= N_PAIRS; batch += 2)
        for (size_t stop = 0; stop <= ROUNDS; stop++) {
            begin(examples[_i], batch, true);
            bp_trainer *whole = bp_trainer_alloc(example);
            bp_trainer *begun = bp_trainer_alloc(example);
            bp_trainer *resumed = bp_trainer_alloc(example);
            bp_trainer *const all[] = {whole, begun, resumed};
            for (size_t k = 0; k < LENGTH(all); k++) {
                ck_assert(stop % 2 == 0 || bp_trainer_shuffle(all[k], SEED));
                ck_assert(bp_trainer_take_matrices(all[k]));
            }
            bp_trainer_go(whole, ROUNDS);
            bp_trainer_go(begun, stop);
            bp_trainer_resume(resumed, begun->network, stop);
            ck_assert_uint_eq(resumed->round, stop);
            bp_trainer_go(resumed, ROUNDS);
            ck_assert(is_same_network(whole->network, resumed->network));
            for (size_t k = 0; k < LENGTH(all); k++)
                bp_trainer_free(all[k]);
            bp_example_free(example);
        }
}
END_TEST

/* One round on one pair, whatever the batch, and back to the bit. */
START_TEST(step_is_taken_back)
{
    begin(examples[_i], 3, true);
    bp_trainer *t = bp_trainer_alloc(example);
    bp_trainer_go(t, 4);
    bp_network *before = bp_network_copy(t->network);
    bp_network *after = bp_network_copy(t->network);
    bp_workspace *ws = bp_workspace_alloc(after);
    bp_given(&example->pairs, 4, example->eta, ws);
    bp_round(&t->method, after, ws);
    bp_adopt(after, ws);
    bp_trainer_step(t);
    bp_trainer_look(t, 4);
    ck_assert_uint_eq(t->round, 5);
    ck_assert(is_same_network(t->network, after));
    bp_trainer_step_back(t);
    ck_assert_uint_eq(t->round, 4);
    ck_assert(is_same_network(t->network, before));
    bp_workspace_free(ws);
    bp_network_free(before);
    bp_network_free(after);
    bp_trainer_free(t);
    bp_example_free(example);
}
END_TEST

/* ------------------------------------------------------ when matrices are not taken */

START_TEST(matrices_are_taken_only_where_they_are_the_same)
{
    begin("3-4-2", 2, true);
    bp_trainer *t = bp_trainer_alloc(example);
    bp_method mistaken =
        bp_vary(bp_example_method(example), &bp_no_hidden_slope);
    bp_trainer_start(t, example, &mistaken);
    ck_assert(bp_trainer_take_matrices(t));
    ck_assert_ptr_null(t->sheet);
    bp_trainer_free(t);

    example->network->layer[0].activation = BP_TANH_LAYER;
    t = bp_trainer_alloc(example);
    ck_assert(bp_trainer_take_matrices(t));
    ck_assert_ptr_null(t->sheet);
    bp_trainer_free(t);
    bp_example_free(example);
}
END_TEST

/* ------------------------------------------------------------------ the answers */

/* One input, weights 0: the outputs are logistic(bias), whatever the input. */
START_TEST(answers_are_counted)
{
    const size_t n_neurons[] = {3};
    const double targets[][3] = {
        {0.0, 1.0, 0.0}, {0.9, 1.0, 0.2}, {1.0, 0.0, 0.0}, {0.5, 0.5, 0.4}};
    bp_example three = {.eta = 1.0, .batch = 1};
    three.network = bp_network_alloc(1, 1, n_neurons);
    three.pairs.inputs = gsl_matrix_calloc(4, 1);
    three.pairs.targets = gsl_matrix_alloc(4, 3);
    for (size_t p = 0; p < 4; p++)
        for (size_t j = 0; j < 3; j++)
            gsl_matrix_set(three.pairs.targets, p, j, targets[p][j]);
    gsl_vector_set(three.network->layer[0].b, 1, 5.0);
    bp_trainer *t = bp_trainer_alloc(&three);
    bp_score score = bp_score_of(t, &three.pairs);
    ck_assert_double_eq(score.right, 0.5); /* the first two */
    /* Twice (t - 1/2)^2 / 2, and that of logistic(5). */
    const double o = 1.0 / (1.0 + exp(-5.0));
    double sum = 0.0;
    for (size_t p = 0; p < 4; p++)
        sum += 0.5 * ((targets[p][0] - 0.5) * (targets[p][0] - 0.5) +
                      (targets[p][1] - o) * (targets[p][1] - o) +
                      (targets[p][2] - 0.5) * (targets[p][2] - 0.5));
    expect_close("E_mean", score.mean_error, sum / 4.0, 1e-14);
    bp_trainer_free(t);
    bp_network_free(three.network);
    gsl_matrix_free(three.pairs.inputs);
    gsl_matrix_free(three.pairs.targets);
}
END_TEST

/* A single output of a half: right for targets that are nearer than a half. */
START_TEST(single_answer_is_near)
{
    const size_t n_neurons[] = {1};
    const double targets[] = {0.0, 1.0, 0.01, 0.99, 1.2};
    bp_example one = {.eta = 1.0, .batch = 1};
    one.network = bp_network_alloc(1, 1, n_neurons);
    one.pairs.inputs = gsl_matrix_calloc(5, 1);
    one.pairs.targets = gsl_matrix_alloc(5, 1);
    for (size_t p = 0; p < 5; p++)
        gsl_matrix_set(one.pairs.targets, p, 0, targets[p]);
    bp_trainer *t = bp_trainer_alloc(&one);
    ck_assert_double_eq(bp_score_of(t, &one.pairs).right, 0.4);
    bp_trainer_free(t);
    bp_network_free(one.network);
    gsl_matrix_free(one.pairs.inputs);
    gsl_matrix_free(one.pairs.targets);
}
END_TEST

/* --------------------------------------------------------------- the fingerprint */

/* Whatever training starts from changes it, by the last bit; and nothing else does. */
START_TEST(fingerprint_tells_examples_apart)
{
    begin("2-3-3-2", 2, true);
    bp_network *network = example->network;
    uint64_t print = bp_fingerprint(example);
    double *const numbers[] = {
        &example->eta,
        gsl_matrix_ptr(network->layer[0].w, 0, 0),
        gsl_matrix_ptr(network->layer[2].w, 1, 2),
        gsl_vector_ptr(network->layer[1].b, 2),
        gsl_matrix_ptr(example->pairs.inputs, 0, 0),
        gsl_matrix_ptr(example->pairs.inputs, 6, 1),
        gsl_matrix_ptr(example->pairs.targets, 6, 1),
    };
    for (size_t k = 0; k < LENGTH(numbers); k++) {
        double before = *numbers[k];
        *numbers[k] = nextafter(before, INFINITY);
        ck_assert(bp_fingerprint(example) != print);
        *numbers[k] = -before;
        ck_assert(bp_fingerprint(example) != print);
        *numbers[k] = before;
    }
    double *w = network->layer[0].w->data; /* two that change places */
    double first = w[0];
    w[0] = w[1];
    w[1] = first;
    ck_assert(bp_fingerprint(example) != print);
    w[1] = w[0];
    w[0] = first;
    example->train_biases = false;
    ck_assert(bp_fingerprint(example) != print);
    example->train_biases = true;
    network->layer[1].one_bias = !network->layer[1].one_bias;
    ck_assert(bp_fingerprint(example) != print);
    network->layer[1].one_bias = !network->layer[1].one_bias;
    network->layer[1].activation = BP_TANH_LAYER;
    ck_assert(bp_fingerprint(example) != print);
    network->layer[1].activation = BP_LOGISTIC_LAYER;
    network->error = BP_CROSS_ENTROPY_ERROR;
    ck_assert(bp_fingerprint(example) != print);
    network->error = BP_SQUARED_ERROR;
    example->batch = 5;
    example->rounds++;
    ck_assert(bp_fingerprint(example) == print);
    bp_example_free(example);
}
END_TEST

int main(void)
{
    int n = (int)LENGTH(examples);
    TCase *rounds = tcase_create("rounds");
    tcase_set_timeout(rounds, 60);
    tcase_add_loop_test(rounds, rounds_are_those_worked_out_apart, 0, n);
    tcase_add_loop_test(rounds, seed_draws_the_order_of_each_pass, 0, n);
    tcase_add_test(rounds, each_pass_has_each_pair_once);
    tcase_add_loop_test(rounds, it_goes_on_where_another_stopped, 0, n);
    tcase_add_loop_test(rounds, step_is_taken_back, 0, n);
    tcase_add_test(rounds, matrices_are_taken_only_where_they_are_the_same);

    TCase *answers = tcase_create("answers and fingerprints");
    tcase_add_test(answers, answers_are_counted);
    tcase_add_test(answers, single_answer_is_near);
    tcase_add_test(answers, fingerprint_tells_examples_apart);
    return run_cases("batches", 2, (TCase *[]){rounds, answers});
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/trainer.h"

#include <stdlib.h>

/* How many updates of a weight there are, at the least, before someone is told
 * of the progress. */
enum { UPDATES_BETWEEN = 40000 };

/* False where memory runs out; what there is by then is freed with the trainer. */
static bool make_room_for_batches(bp_trainer *t, const bp_example *example)
{
    if (example->batch == 1)
        return true;
    t->sums = bp_sums_alloc(example->network);
    return t->sums != NULL;
}

bp_trainer *bp_trainer_alloc(const bp_example *example)
{
    if (!bp_pairs_fit(example->network, &example->pairs))
        GSL_ERROR_NULL("the pairs are for a network of another shape",
                       GSL_EBADLEN);
    bp_trainer *t = calloc(1, sizeof *t);
    if (t == NULL)
        return NULL;
    t->network = bp_network_copy(example->network);
    t->ws = bp_workspace_alloc(example->network);
    t->pair = calloc(example->batch, sizeof *t->pair);
    if (t->network == NULL || t->ws == NULL || t->pair == NULL ||
        !make_room_for_batches(t, example)) {
        bp_trainer_free(t);
        return NULL;
    }
    bp_method method = bp_example_method(example);
    bp_trainer_start(t, example, &method);
    return t;
}

void bp_trainer_free(bp_trainer *t)
{
    if (t == NULL)
        return;
    bp_workspace_free(t->ws);
    bp_network_free(t->network);
    free(t->pair);
    bp_sums_free(t->sums);
    bp_batch_sheet_free(t->sheet);
    gsl_rng_free(t->rng);
    gsl_permutation_free(t->order);
    free(t);
}

/* The plain way. */
static void take_by_pairs(bp_trainer *t)
{
    bp_batch_round(&t->method, &t->example->pairs, t->pair, t->batch, t->eta,
                   t->network, t->ws, t->sums);
    bp_adopt(t->network, t->ws);
}

void bp_trainer_start(bp_trainer *t, const bp_example *example,
                      const bp_method *method)
{
    assert(bp_fits(example->network, t->ws));
    assert(bp_pairs_fit(example->network, &example->pairs));
    assert(example->batch > 0 &&
           example->batch <= example->pairs.inputs->size1);
    assert(example->batch == 1 || t->sums != NULL);

    t->example = example;
    t->method = *method;
    t->eta = example->eta;
    t->batch = example->batch;
    t->take_batch = take_by_pairs;
    t->round = 0;
    t->is_as_left = false;
    bp_network_set(t->network, example->network);
}

void bp_trainer_resume(bp_trainer *t, const bp_network *network, size_t r)
{
    bp_network_set(t->network, network);
    t->round = r;
    t->is_as_left = false;
}

/* ---------------------------------------------------------------------- rounds */

static void take_round(bp_trainer *t)
{
    size_t n_pairs = t->example->pairs.inputs->size1;
    for (size_t k = 0; k < t->batch; k++) {
        size_t number = t->round * t->batch + k;
        t->pair[k] = t->pair_at == NULL
                         ? number % n_pairs
                         : t->pair_at(t, number / n_pairs, number % n_pairs);
    }
    if (t->batch > 1) {
        t->take_batch(t);
    } else {
        bp_given(&t->example->pairs, t->pair[0], t->eta, t->ws);
        bp_round(&t->method, t->network, t->ws);
        bp_adopt(t->network, t->ws);
    }
    t->round++;
}

static void train(bp_trainer *t, size_t n_rounds)
{
    t->is_as_left = t->is_as_left || n_rounds > 0;
    if (t->batch > 1 || t->pair_at != NULL) {
        for (size_t r = 0; r < n_rounds; r++)
            take_round(t);
        return;
    }
    bp_train(&t->method, &t->example->pairs, t->eta, t->round, n_rounds,
             t->network, t->ws);
    t->round += n_rounds;
}

void bp_trainer_go(bp_trainer *t, size_t round)
{
    if (round < t->round) {
        t->round = 0;
        bp_network_set(t->network, t->example->network);
    }
    size_t updates = bp_n_weights(t->network) * t->batch;
    size_t between = 1 + UPDATES_BETWEEN / updates;
    while (round - t->round > between) {
        train(t, between);
        if (t->progress.tell != NULL)
            t->progress.tell(t->progress.to, t->round,
                             t->goal > 0 ? t->goal : round);
        if (t->watch.goes_on != NULL && !t->watch.goes_on(t->watch.of, t))
            return;
    }
    train(t, round - t->round);
}

void bp_trainer_step(bp_trainer *t)
{
    bp_train(&t->method, &t->example->pairs, t->eta, t->round, 1, t->network,
             t->ws);
    t->round++;
    t->is_as_left = true;
}

void bp_trainer_step_back(bp_trainer *t)
{
    bp_adopt(t->network, t->ws);
    t->round--;
    t->is_as_left = false;
}

/* Makes the workspace what the last round left. */
static void train_again(bp_trainer *t)
{
    size_t round = t->round;
    bp_trainer_go(t, 0);
    bp_trainer_go(t, round);
}

void bp_trainer_look(bp_trainer *t, size_t p)
{
    bp_stage *forward = t->method.forward;
    if (t->round > 0 && t->method.second_forward != NULL) {
        forward = t->method.second_forward;
        if (!t->is_as_left)
            train_again(t);
    }
    bp_given(&t->example->pairs, p, t->eta, t->ws);
    forward(t->network, t->ws);
    t->method.errors(t->network, t->ws);
    t->is_as_left = false;
}

void bp_trainer_try_pair(bp_trainer *t, size_t p)
{
    bp_method method = t->method;
    if (method.bias_derivatives == NULL)
        method.bias_derivatives = bp_bias_derivatives;
    bp_given(&t->example->pairs, p, t->eta, t->ws);
    bp_round(&method, t->network, t->ws);
    t->is_as_left = false;
}

void bp_trainer_try_round(bp_trainer *t)
{
    bp_trainer_try_pair(t, 0);
}

bool bp_trainer_has_finite_network(const bp_trainer *t)
{
    /* 0 times a finite number is 0; 0 times any other is not. */
    double zero = 0.0;
    for (size_t l = 0; l < t->network->n_layers; l++) {
        const gsl_matrix *w = t->network->layer[l].w;
        const gsl_vector *b = t->network->layer[l].b;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++)
                zero += 0.0 * gsl_matrix_get(w, j, i);
        for (size_t j = 0; j < b->size; j++)
            zero += 0.0 * gsl_vector_get(b, j);
    }
    return zero == 0.0;
}

bool bp_trainer_is_finite(const bp_trainer *t)
{
    return bp_trainer_has_finite_network(t) && isfinite(t->ws->E_total);
}

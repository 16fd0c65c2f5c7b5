/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/trainer.h"

#include <stdlib.h>

/* How many updates of a weight there are, at the least, before someone is told
 * of the progress. */
enum { UPDATES_BETWEEN = 40000 };

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
    if (t->network == NULL || t->ws == NULL) {
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
    free(t);
}

void bp_trainer_start(bp_trainer *t, const bp_example *example,
                      const bp_method *method)
{
    assert(bp_fits(example->network, t->ws));
    assert(bp_pairs_fit(example->network, &example->pairs));

    t->example = example;
    t->method = *method;
    t->eta = example->eta;
    t->round = 0;
    t->is_as_left = false;
    bp_network_set(t->network, example->network);
}

static void train(bp_trainer *t, size_t n_rounds)
{
    bp_train(&t->method, &t->example->pairs, t->eta, t->round, n_rounds,
             t->network, t->ws);
    t->round += n_rounds;
    t->is_as_left = t->is_as_left || n_rounds > 0;
}

void bp_trainer_go(bp_trainer *t, size_t round)
{
    if (round < t->round) {
        t->round = 0;
        bp_network_set(t->network, t->example->network);
    }
    size_t between = 1 + UPDATES_BETWEEN / bp_n_weights(t->network);
    while (round - t->round > between) {
        train(t, between);
        if (t->progress.tell != NULL)
            t->progress.tell(t->progress.to, t->round,
                             t->goal > 0 ? t->goal : round);
    }
    train(t, round - t->round);
}

/* Makes the worksheet what the last round left. */
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

bool bp_trainer_is_finite(const bp_trainer *t)
{
    /* 0 times a finite number is 0; 0 times any other is not. */
    double zero = 0.0 * t->ws->E_total;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/candidates.h"

#include <stdlib.h>

/* Two computations of the same number differ by rounding at most. */
static const double same_number = 1e-13;

/* ---------------------------------------------------------------------- runs */

static bool has(const bp_candidate *candidate, size_t m)
{
    return candidate->mistake[m] != NULL;
}

static bool biases_learn(const bp_candidates *c, const bp_candidate *candidate)
{
    bool learn = c->example->train_biases;
    for (size_t m = 0; m < 2 && has(candidate, m); m++)
        if (candidate->form[m]->biases != BP_BIASES_AS_GIVEN)
            learn = candidate->form[m]->biases == BP_BIASES_LEARN;
    return learn;
}

bp_run bp_candidate_run(const bp_candidates *c, const bp_candidate *candidate)
{
    bp_run run = {.example = c->example,
                  .method = bp_example_method(c->example),
                  .plus_rounds = 1,
                  .rounds = c->example->rounds};
    for (size_t m = 0; m < 2 && has(candidate, m); m++) {
        const bp_form *form = candidate->form[m];
        if (form->variation != NULL)
            run.method = bp_vary(run.method, form->variation);
        if (form->in_floats)
            run.example = &c->in_floats;
        run.plus_rounds += (size_t)form->plus_rounds;
        run.rounds += (size_t)form->rounds;
    }
    for (size_t m = 0; m < 2 && has(candidate, m); m++)
        if (biases_learn(c, candidate) &&
            candidate->form[m]->if_biases_learn != NULL)
            run.method =
                bp_vary(run.method, candidate->form[m]->if_biases_learn);
    return run;
}

/* Without a first round there are no numbers of one round fewer. */
static bool is_possible(const bp_candidates *c, const bp_form *form)
{
    return form->rounds >= 0 || c->example->rounds > 0;
}

/* ------------------------------------------------------------- right numbers */

static void walk_round(bp_candidates *c, const bp_run *run, double x[])
{
    bp_trainer_start(c->trainer, run->example, &run->method);
    bp_walk_round(c->numbers, c->trainer, x);
    bp_walk_after(c->numbers, BP_AFTER_ROUND, run->plus_rounds, c->trainer, x);
}

static void walk_training(bp_candidates *c, const bp_run *run, double x[])
{
    bp_trainer_start(c->trainer, run->example, &run->method);
    bp_walk_after(c->numbers, BP_AFTER_TRAINING, run->rounds, c->trainer, x);
}

static const bp_candidate no_mistake = {.x = NULL};

/* Where a number has gone beyond all bounds, so have the errors after it. */
static bool stays_within_bounds(const bp_candidates *c, bp_complaint *complaint)
{
    for (size_t k = 0; k < c->numbers->n; k++) {
        const bp_definition *number = &c->numbers->number[k];
        bool is_there = number->moment != BP_AFTER_TRAINING || c->has_training;
        if (is_there && number->kind == BP_TOTAL_ERROR &&
            !isfinite(c->right[k])) {
            bp_complain(complaint, 0,
                        "%s is not a finite number, expected an example whose "
                        "numbers stay within bounds",
                        number->key);
            return false;
        }
    }
    return true;
}

static bool walk_rightly(bp_candidates *c, bp_complaint *complaint)
{
    bp_run run = bp_candidate_run(c, &no_mistake);
    walk_round(c, &run, c->right);
    return stays_within_bounds(c, complaint);
}

bool bp_candidates_train(bp_candidates *c, bp_complaint *complaint)
{
    if (c->has_training)
        return true;
    bp_run run = bp_candidate_run(c, &no_mistake);
    walk_training(c, &run, c->right);
    c->has_training = true;
    return stays_within_bounds(c, complaint);
}

/* ---------------------------------------------------------------- candidates */

static bool make_room(bp_candidates *c, bp_candidate *candidate)
{
    if (candidate->x != NULL)
        return true;
    candidate->x = calloc(2 * c->numbers->n, sizeof(double));
    if (candidate->x == NULL)
        return false;
    candidate->other = candidate->x + c->numbers->n;
    return true;
}

/* What delta was multiplied by to make number k, a weight's derivative, whatever
 * should have been. */
static double factor_used(const bp_definitions *d, size_t k, const double x[])
{
    double delta = x[bp_parent(d, k, 0)];
    return delta != 0.0 ? x[k] / delta : x[bp_parent(d, k, 1)];
}

/* A path may have been written down with its weight, and used without; a factor
 * written down rightly, and another used; the derivative of a bias likewise. */
static void work_out_others(const bp_definitions *d, double x[], double other[])
{
    for (size_t k = 0; k < d->n; k++) {
        bp_kind kind = d->number[k].kind;
        other[k] = x[k];
        if (kind == BP_PATH)
            other[k] = bp_evaluate(d, k, x);
        if (kind == BP_DE_DB)
            x[k] = bp_evaluate(d, k, x);
        if (kind == BP_DE_DW)
            other[bp_parent(d, k, 1)] = factor_used(d, k, x);
    }
}

bool bp_candidate_work_out(bp_candidates *c, bp_candidate *candidate,
                           bool with_training, bp_complaint *complaint)
{
    bool round = candidate->x == NULL;
    bool training = with_training && !candidate->has_training;
    if (!make_room(c, candidate)) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bp_run run = bp_candidate_run(c, candidate);
    if (round)
        walk_round(c, &run, candidate->x);
    if (training)
        walk_training(c, &run, candidate->x);
    if (round || training)
        work_out_others(c->numbers, candidate->x, candidate->other);
    candidate->has_training = candidate->has_training || training;
    return true;
}

void bp_candidate_let_go(const bp_candidates *c, bp_candidate *candidate)
{
    enum { MOST_KEYS_TO_KEEP = 10000 };
    if (c->numbers->n <= MOST_KEYS_TO_KEEP)
        return;
    free(candidate->x);
    candidate->x = NULL;
    candidate->has_training = false;
}

static bool is_same(double a, double b)
{
    return a == b || fabs(a - b) <= same_number * fmax(fabs(a), fabs(b)) ||
           (isnan(a) && isnan(b));
}

/* Whether a mistake that can be seen in one round does show in this one. With
 * several pairs it may show on another. */
static bool changes_something(const bp_candidates *c,
                              const bp_candidate *candidate)
{
    if (candidate->form[0]->rounds != 0 || c->example->pairs.inputs->size1 > 1)
        return true;
    for (size_t k = 0; k < c->numbers->n_round; k++)
        if (!is_same(candidate->x[k], c->right[k]) ||
            !is_same(candidate->other[k], c->right[k]))
            return true;
    return false;
}

static bool make_singles(bp_candidates *c, bp_complaint *complaint)
{
    c->single = calloc(bp_n_mistakes * BP_MOST_FORMS, sizeof c->single[0]);
    if (c->single == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    for (size_t m = 0; m < bp_n_mistakes; m++)
        for (size_t r = 0; r < bp_mistakes[m].n_forms; r++) {
            bp_candidate *candidate = &c->single[c->n_singles];
            candidate->mistake[0] = &bp_mistakes[m];
            candidate->form[0] = &bp_mistakes[m].form[r];
            if (!is_possible(c, candidate->form[0]))
                continue;
            if (!bp_candidate_work_out(c, candidate, false, complaint))
                return false;
            if (changes_something(c, candidate)) {
                c->n_singles++;
            } else {
                free(candidate->x);
                *candidate = (bp_candidate){.x = NULL};
            }
        }
    return true;
}

bool bp_candidates_pair(bp_candidates *c, bp_complaint *complaint)
{
    if (c->pair != NULL)
        return true;
    c->pair = calloc(c->n_singles * c->n_singles + 1, sizeof c->pair[0]);
    if (c->pair == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    for (size_t a = 0; a < c->n_singles; a++)
        for (size_t b = a + 1; b < c->n_singles; b++) {
            const bp_candidate *first = &c->single[a];
            const bp_candidate *second = &c->single[b];
            if ((first->mistake[0]->touches & second->mistake[0]->touches) != 0)
                continue;
            c->pair[c->n_pairs++] = (bp_candidate){
                .mistake = {first->mistake[0], second->mistake[0]},
                .form = {first->form[0], second->form[0]},
                .part = {&c->single[a], &c->single[b]}};
        }
    return true;
}

/* --------------------------------------------------------------- all of them */

static void matrix_to_floats(gsl_matrix *matrix)
{
    for (size_t j = 0; j < matrix->size1; j++)
        for (size_t i = 0; i < matrix->size2; i++)
            gsl_matrix_set(matrix, j, i, (float)gsl_matrix_get(matrix, j, i));
}

static gsl_matrix *copy_in_floats(const gsl_matrix *matrix)
{
    gsl_matrix *copy = gsl_matrix_alloc(matrix->size1, matrix->size2);
    if (copy != NULL) {
        gsl_matrix_memcpy(copy, matrix);
        matrix_to_floats(copy);
    }
    return copy;
}

/* A copy of all that is computed with. */
static bool round_example(const bp_example *example, bp_example *in_floats)
{
    *in_floats = (bp_example){.eta = (float)example->eta,
                              .train_biases = example->train_biases,
                              .rounds = example->rounds,
                              .network = bp_network_copy(example->network)};
    in_floats->pairs.inputs = copy_in_floats(example->pairs.inputs);
    in_floats->pairs.targets = copy_in_floats(example->pairs.targets);
    if (in_floats->network == NULL || in_floats->pairs.inputs == NULL ||
        in_floats->pairs.targets == NULL)
        return false;
    for (size_t l = 0; l < in_floats->network->n_layers; l++) {
        gsl_vector *b = in_floats->network->layer[l].b;
        matrix_to_floats(in_floats->network->layer[l].w);
        for (size_t j = 0; j < b->size; j++)
            gsl_vector_set(b, j, (float)gsl_vector_get(b, j));
    }
    return true;
}

static bool make_all(bp_candidates *c, bp_complaint *complaint)
{
    c->numbers = bp_define(c->example);
    c->trainer = bp_trainer_alloc(c->example);
    if (c->numbers != NULL)
        c->right = calloc(c->numbers->n, sizeof c->right[0]);
    if (c->trainer == NULL || c->right == NULL ||
        !round_example(c->example, &c->in_floats)) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    return walk_rightly(c, complaint) && make_singles(c, complaint);
}

bp_candidates *bp_candidates_alloc(const bp_example *example,
                                   bp_complaint *complaint)
{
    size_t n_weights = bp_n_weights(example->network);
    if (n_weights > BP_MOST_WEIGHTS_TO_CHECK) {
        bp_complain(complaint, 0,
                    "%zu weights, expected %d at the most for numbers to be "
                    "checked",
                    n_weights, BP_MOST_WEIGHTS_TO_CHECK);
        return NULL;
    }
    bp_candidates *c = calloc(1, sizeof *c);
    if (c == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return NULL;
    }
    c->example = example;
    if (!make_all(c, complaint)) {
        bp_candidates_free(c);
        return NULL;
    }
    return c;
}

static void free_list(bp_candidate *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i].x);
    free(list);
}

void bp_candidates_free(bp_candidates *c)
{
    if (c == NULL)
        return;
    /* One more may be under way when memory runs out. */
    free_list(c->single, c->single == NULL ? 0 : c->n_singles + 1);
    free_list(c->pair, c->n_pairs);
    bp_network_free(c->in_floats.network);
    gsl_matrix_free(c->in_floats.pairs.inputs);
    gsl_matrix_free(c->in_floats.pairs.targets);
    bp_definitions_free(c->numbers);
    free(c->right);
    bp_trainer_free(c->trainer);
    free(c);
}

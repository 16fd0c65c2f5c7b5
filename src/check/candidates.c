/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/candidates.h"

#include <stdlib.h>
#include <string.h>

/* Two computations of the same number differ by rounding at most. */
static const double same_number = 1e-13;

/* ---------------------------------------------------------- ways of walking */

static bool has(const bp_candidate *candidate, size_t m)
{
    return candidate->mistake[m] != NULL;
}

static bool biases_learn(const bp_candidates *c, const bp_candidate *candidate)
{
    bool learn = c->example->train_biases;
    for (size_t m = 0; m < 2 && has(candidate, m); m++)
        if (candidate->reading[m]->biases != BP_BIASES_AS_GIVEN)
            learn = candidate->reading[m]->biases == BP_BIASES_LEARN;
    return learn;
}

bp_way bp_candidate_way(const bp_candidates *c, const bp_candidate *candidate)
{
    bp_way way = {.example = c->example,
                  .method = bp_example_method(c->example),
                  .plus_rounds = 1,
                  .rounds = c->example->rounds};
    for (size_t m = 0; m < 2 && has(candidate, m); m++) {
        const bp_reading *reading = candidate->reading[m];
        if (reading->variation != NULL)
            way.method = bp_vary(way.method, reading->variation);
        if (reading->in_floats)
            way.example = &c->in_floats;
        way.plus_rounds += (size_t)reading->plus_rounds;
        way.rounds += (size_t)reading->rounds;
    }
    for (size_t m = 0; m < 2 && has(candidate, m); m++)
        if (biases_learn(c, candidate) &&
            candidate->reading[m]->if_biases_learn != NULL)
            way.method =
                bp_vary(way.method, candidate->reading[m]->if_biases_learn);
    return way;
}

/* Without a first round there are no numbers of one round fewer. */
static bool is_possible(const bp_candidates *c, const bp_reading *reading)
{
    return reading->rounds >= 0 || c->example->rounds > 0;
}

/* ------------------------------------------------------------- right numbers */

/* Walks one round, and trains; leaves the numbers in values. */
static bool walk(bp_candidates *c, const bp_way *way, bool round, bool training,
                 bp_filler *f)
{
    f->last_chapter = BP_N_WALK_CHAPTERS - 1;
    f->with_all_keys = true;
    f->values->n = 0;
    int status = GSL_SUCCESS;
    if (round) {
        status = bp_network_set(c->network, way->example->network);
        if (status == GSL_SUCCESS)
            status = bp_walk_round(way, c->network, c->ws, f);
    }
    if (status == GSL_SUCCESS && training && !f->failed) {
        status = bp_network_set(c->trained, way->example->network);
        if (status == GSL_SUCCESS)
            status = bp_walk_training(way, c->trained, c->ws, f);
    }
    if (status != GSL_SUCCESS)
        bp_complain_of(f->complaint, status);
    return status == GSL_SUCCESS && !f->failed;
}

static const bp_candidate no_mistake = {.x = NULL};

/* Where a number has gone beyond all bounds, so have the errors after it. */
static bool stays_within_bounds(const bp_candidates *c, bp_complaint *complaint)
{
    for (size_t k = 0; k < c->right.n; k++) {
        const bp_value *value = &c->right.value[k];
        if (strncmp(value->key, "E_total", 7) == 0 && !isfinite(value->x)) {
            bp_complain(complaint, 0,
                        "%s is not a finite number, expected an example whose "
                        "numbers stay within bounds",
                        value->key);
            return false;
        }
    }
    return true;
}

/* All keys, and all right numbers but those after training, for which there are
 * names only. A layer that has no common bias has no number for it; where biases
 * are trained, the first round parts them. */
static bool walk_rightly(bp_candidates *c, bp_complaint *complaint)
{
    bp_filler f = {
        .values = &c->right, .complaint = complaint, .may_diverge = true};
    bp_way way = bp_candidate_way(c, &no_mistake);
    way.rounds = c->example->rounds > 0 ? 1 : 0;
    if (!walk(c, &way, true, true, &f))
        return false;
    while (c->n_round < c->right.n &&
           c->right.value[c->n_round].chapter != BP_TRAINING)
        c->n_round++;
    return stays_within_bounds(c, complaint);
}

bool bp_candidates_train(bp_candidates *c, bp_complaint *complaint)
{
    if (c->has_training)
        return true;
    bp_filler f = {
        .values = &c->values, .complaint = complaint, .may_diverge = true};
    bp_way way = bp_candidate_way(c, &no_mistake);
    if (!walk(c, &way, false, true, &f))
        return false;
    for (size_t k = 0; k < c->values.n; k++)
        c->right.value[c->n_round + k].x = c->values.value[k].x;
    c->has_training = true;
    bp_network_set(c->trained_rightly, c->trained);
    return stays_within_bounds(c, complaint);
}

/* ---------------------------------------------------------------- candidates */

static bool make_room(bp_candidates *c, bp_candidate *candidate)
{
    if (candidate->x != NULL)
        return true;
    candidate->x = malloc(2 * c->right.n * sizeof(double));
    if (candidate->x == NULL)
        return false;
    candidate->other = candidate->x + c->right.n;
    return true;
}

static void keep(bp_candidate *candidate, const bp_values *values, size_t first)
{
    for (size_t k = 0; k < values->n; k++) {
        candidate->x[first + k] = values->value[k].x;
        candidate->other[first + k] = values->value[k].other;
    }
}

bool bp_candidate_work_out(bp_candidates *c, bp_candidate *candidate,
                           bool with_training, bp_complaint *complaint)
{
    bool round = candidate->x == NULL;
    bool training = with_training && !candidate->has_training;
    if (!round && !training)
        return true;
    if (!make_room(c, candidate)) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bp_filler f = {
        .values = &c->values, .complaint = complaint, .may_diverge = true};
    bp_way way = bp_candidate_way(c, candidate);
    if (!walk(c, &way, round, training, &f))
        return false;
    keep(candidate, &c->values, round ? 0 : c->n_round);
    candidate->has_training = candidate->has_training || training;
    return true;
}

void bp_candidate_let_go(const bp_candidates *c, bp_candidate *candidate)
{
    enum { MOST_KEYS_TO_KEEP = 10000 };
    if (c->right.n <= MOST_KEYS_TO_KEEP)
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
    if (candidate->reading[0]->rounds != 0 ||
        c->example->pairs.inputs->size1 > 1)
        return true;
    for (size_t k = 0; k < c->n_round; k++)
        if (!is_same(candidate->x[k], c->right.value[k].x) ||
            !is_same(candidate->other[k], c->right.value[k].x))
            return true;
    return false;
}

static bool make_singles(bp_candidates *c, bp_complaint *complaint)
{
    c->single = calloc(bp_n_mistakes * BP_MOST_READINGS, sizeof c->single[0]);
    if (c->single == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    for (size_t m = 0; m < bp_n_mistakes; m++)
        for (size_t r = 0; r < bp_mistakes[m].n_readings; r++) {
            bp_candidate *candidate = &c->single[c->n_singles];
            candidate->mistake[0] = &bp_mistakes[m];
            candidate->reading[0] = &bp_mistakes[m].reading[r];
            if (!is_possible(c, candidate->reading[0]))
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
                .reading = {first->reading[0], second->reading[0]},
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
    c->network = bp_network_copy(c->example->network);
    c->trained = bp_network_copy(c->example->network);
    c->trained_rightly = bp_network_copy(c->example->network);
    c->ws = bp_workspace_alloc(c->example->network);
    if (c->network == NULL || c->trained == NULL ||
        c->trained_rightly == NULL || c->ws == NULL ||
        !round_example(c->example, &c->in_floats)) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    return walk_rightly(c, complaint) && make_singles(c, complaint);
}

bp_candidates *bp_candidates_alloc(const bp_example *example,
                                   bp_complaint *complaint)
{
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
    bp_network_free(c->network);
    bp_network_free(c->trained);
    bp_network_free(c->trained_rightly);
    bp_workspace_free(c->ws);
    bp_values_free(&c->right);
    bp_values_free(&c->values);
    free(c);
}

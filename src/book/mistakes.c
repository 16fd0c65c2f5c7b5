/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book's numbers of chapter 7: what each mistake leads to. */
#include <stdio.h>

#include "book/draft.h"
#include "book/roles.h"
#include "book/trusted.h"
#include "check/candidate_numbers.h"
#include "check/candidate_training.h"
#include "walk/gradcheck.h"

/* What a training must not lead a weight or a bias beyond. */
static const double beyond_all_bounds = 1e300;

/* Whether all weights and biases are numbers, and not beyond all bounds. */
static bool has_bounds(const bp_network *network)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        const gsl_vector *b = network->layer[l].b;
        for (size_t j = 0; j < w->size1; j++) {
            if (!(fabs(gsl_vector_get(b, j)) < beyond_all_bounds))
                return false;
            for (size_t i = 0; i < w->size2; i++)
                if (!(fabs(gsl_matrix_get(w, j, i)) < beyond_all_bounds))
                    return false;
        }
    }
    return true;
}

/* The first of the rounds that lead a weight, a bias or the error beyond all
 * bounds. */
static size_t find_divergence(bp_draft *d, const bp_mistake *mistake)
{
    const bp_method *variation = mistake->form[0].variation;
    bp_method method =
        variation == NULL ? d->method : bp_vary(d->method, variation);
    bp_draft_start(d, &method);
    do
        bp_draft_go(d, d->trainer->round + 1);
    while (has_bounds(d->network) && isfinite(d->ws->E_total) &&
           d->trainer->round < d->example->rounds);
    return d->trainer->round;
}

/* Whether the training has led a weight or a bias beyond all bounds. The error may be
 * a number all the same: an output that is 0 or 1 is one. Biases that the mistake has
 * otherwise than the example are not known, that is no numbers. */
static bool has_diverged(const bp_definitions *numbers,
                         const bp_trained *trained)
{
    for (size_t k = numbers->n_round; k < numbers->n; k++) {
        bp_kind kind = numbers->number[k].kind;
        double size = fabs(trained->x[k]);
        if ((kind == BP_WEIGHT && !(size < beyond_all_bounds)) ||
            (kind == BP_BIAS && size >= beyond_all_bounds))
            return true;
    }
    return false;
}

/* An error by its index among the numbers, after a round or after training. */
static void put_error(bp_draft *d, bp_candidates *c, bp_candidate *candidate,
                      const bp_mistake *mistake, const bp_trained *trained,
                      size_t k)
{
    enum { MOST_DIGITS = 9 };
    const bp_definition *number = &c->numbers->number[k];
    double E = bp_candidate_value(c, candidate, k, d->example->rounds);
    bool is_trained = number->moment == BP_AFTER_TRAINING;
    char key[2 * BP_KEY_SIZE];
    snprintf(key, sizeof key, "%s_%s", mistake->id, number->key);
    if (!isfinite(E) || (is_trained && has_diverged(c->numbers, trained)))
        bp_put_bound(d->values, BP_DIVERGES,
                     (double)find_divergence(d, mistake), "%s", key);
    else
        bp_put_error(d->values, E, is_trained ? trained->lost[k] : 0.0,
                     MOST_DIGITS, key);
}

/* The candidate that makes the mistake, or NULL where it changes nothing. Of the
 * rounds that are one too few or too many the former are meant. */
static bp_candidate *candidate_for(bp_candidates *c, const bp_mistake *mistake)
{
    for (size_t s = 0; s < c->n_singles; s++) {
        bp_candidate *candidate = &c->single[s];
        const bp_form *form = candidate->form[0];
        bool is_partly = form->rounds != form->plus_rounds;
        bool is_first = form == &mistake->form[0] || form->rounds < 0;
        if (candidate->mistake[0] == mistake && is_first && !is_partly)
            return candidate;
    }
    return NULL;
}

/* The number that tells the mistake apart, in this network; SIZE_MAX where there is
 * none. One of the forward pass shows first in the first layer. */
static size_t telling_number(const bp_candidates *c, const bp_mistake *mistake)
{
    const bp_network *network = c->example->network;
    bool is_forward = mistake->touches == BP_TOUCHES_FORWARD;
    bp_view view = is_forward ? bp_first_view(network) : bp_last_view(network);
    char key[BP_KEY_SIZE];
    if (mistake->tells == NULL ||
        !bp_key_of_roles(network, view, mistake->tells, key))
        return SIZE_MAX;
    return bp_definitions_find(c->numbers, key);
}

/* The outputs after training, which the post prints. */
static bool is_closing_figure(const bp_definition *number,
                              const bp_mistake *mistake)
{
    return number->kind == BP_OUT && number->moment == BP_AFTER_TRAINING &&
           mistake == bp_mistake_find("updated-weights");
}

/* Of a number that the mistake leaves as it is, nothing. */
static void put_telling(bp_draft *d, bp_candidates *c,
                        const bp_candidate *candidate, size_t telling)
{
    size_t rounds = d->example->rounds;
    double x = bp_candidate_value(c, candidate, telling, rounds);
    if (x != bp_candidate_value(c, &c->right, telling, rounds))
        bp_put(d->values, x, "%s_%s", candidate->mistake[0]->id,
               c->numbers->number[telling].key);
}

/* Whether a number of the walk is another with the mistake. With several pairs there
 * are candidates of which this is not known before they are worked out. */
static bool changes_walk(const bp_draft *d, bp_candidates *c,
                         bp_candidate *candidate)
{
    for (size_t k = 0; k < c->numbers->n; k++) {
        double x = bp_candidate_value(c, candidate, k, d->example->rounds);
        double right = bp_candidate_value(c, &c->right, k, d->example->rounds);
        if (c->numbers->number[k].standing == BP_IN_WALK && x != right)
            return true;
    }
    return false;
}

static bool put_mistake(bp_draft *d, bp_candidates *c,
                        const bp_mistake *mistake)
{
    const bp_definitions *numbers = c->numbers;
    bp_candidate *candidate = candidate_for(c, mistake);
    if (candidate == NULL)
        return true;
    const bp_trained *trained = bp_candidate_train(
        c, candidate, d->example->rounds, d->values->complaint);
    if (trained == NULL)
        return false;
    if (!changes_walk(d, c, candidate))
        return true;
    size_t telling = telling_number(c, mistake);
    if (telling != SIZE_MAX)
        put_telling(d, c, candidate, telling);
    for (size_t k = 0; k < numbers->n; k++) {
        const bp_definition *number = &numbers->number[k];
        if (number->standing != BP_IN_WALK)
            continue;
        if (number->kind == BP_TOTAL_ERROR && number->moment != BP_IN_ROUND)
            put_error(d, c, candidate, mistake, trained, k);
        if (is_closing_figure(number, mistake))
            bp_put(d->values,
                   bp_candidate_value(c, candidate, k, d->example->rounds),
                   "%s_%s", mistake->id, number->key);
    }
    return true;
}

/* The error after one round where each new weight is rounded to nine decimals,
 * as they are printed. */
static void put_rounded(bp_draft *d)
{
    bp_draft_start(d, &d->method);
    bp_trainer_step(d->trainer); /* on the first pair alone, as the walk */
    for (size_t l = 0; l < d->network->n_layers; l++) {
        gsl_matrix *w = d->network->layer[l].w;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++)
                gsl_matrix_set(w, j, i,
                               round(1e9 * gsl_matrix_get(w, j, i)) / 1e9);
    }
    bp_trainer_look(d->trainer, 0);
    bp_put(d->values, d->ws->E_total, "rounded_E_total+");
}

/* Biases that nobody trains cannot be left alone by mistake, and without a round
 * there is none too many. */
static bool is_possible(const bp_example *example, const bp_mistake *mistake)
{
    bool is_no_choice =
        mistake->form[0].biases == BP_BIASES_FIXED && !example->train_biases;
    bool has_no_rounds =
        mistake->touches == BP_TOUCHES_ROUNDS && example->rounds == 0;
    return !is_no_choice && !has_no_rounds;
}

/* The error that takes the mean of all squared misses, without a half. */
static void put_mean_of_squares(bp_draft *d)
{
    bp_draft_start(d, &d->method);
    bp_trainer_try_round(d->trainer);
    bp_put(d->values, 2.0 * d->ws->E_total / (double)bp_n_outputs(d->network),
           "mean_of_squares");
}

void bp_draft_put_mistakes(bp_draft *d)
{
    put_rounded(d);
    put_mean_of_squares(d);
    bp_candidates *c = bp_candidates_alloc(d->example, d->values->complaint);
    bool ok = c != NULL && bp_candidate_train(c, &c->right, d->example->rounds,
                                              d->values->complaint) != NULL;
    for (size_t m = 0; ok && m < bp_n_mistakes; m++)
        if (is_possible(d->example, &bp_mistakes[m]))
            ok = put_mistake(d, c, &bp_mistakes[m]);
    d->values->failed = d->values->failed || !ok;
    bp_candidates_free(c);
}

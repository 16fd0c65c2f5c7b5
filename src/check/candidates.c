/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/candidates.h"

#include <stdlib.h>

#include "check/candidate_numbers.h"
#include "check/other_examples.h"
#include "check/rule_rounds.h"
#include "walk/functions.h"

/* Two computations of the same number differ by rounding at most. */
static const double same_number = 1e-13;

static bool out_of_memory(bp_complaint *complaint)
{
    bp_complain(complaint, 0, "out of memory");
    return false;
}

/* ------------------------------------------------------------------ candidates */

static void forget(bp_candidate *candidate)
{
    free(candidate->x);
    free(candidate->by_decimal);
    bp_definitions_free(candidate->rules);
    for (size_t t = 0; t < candidate->n_trained; t++)
        free(candidate->trained[t].x);
    free(candidate->trained);
    candidate->x = candidate->by_decimal = NULL;
    candidate->rules = NULL;
    candidate->trained = NULL;
    candidate->n_trained = 0;
}

bool bp_is_large(const bp_candidates *c)
{
    enum { MOST_KEYS_TO_KEEP = 10000 };
    return c->numbers->n > MOST_KEYS_TO_KEEP;
}

void bp_candidate_let_go(const bp_candidates *c, bp_candidate *candidate)
{
    if (bp_is_large(c))
        forget(candidate);
}

static bool is_same(double a, double b)
{
    return a == b || fabs(a - b) <= same_number * fmax(fabs(a), fabs(b)) ||
           (isnan(a) && isnan(b));
}

static bool differs(const bp_candidates *c, const bp_candidate *candidate,
                    const double x[], const double right[])
{
    for (size_t k = 0; k < c->numbers->n_round; k++)
        if (!is_same(x[bp_candidate_place(c, candidate, k)], right[k]))
            return true;
    return false;
}

/* Whether the candidate's rules show on another pair than the first; room is for
 * two rounds. */
static bool differs_on_another(const bp_candidates *c,
                               const bp_candidate *candidate, double room[])
{
    size_t n_pairs = c->example->pairs.inputs->size1;
    bp_method right = bp_example_method(c->example);
    double *x = room;
    double *right_x = room + c->numbers->n;
    bp_trainer_start(c->trainer, c->example, &right);
    for (size_t pair = 1; pair < n_pairs; pair++) {
        bp_rule_round(candidate->rules, c->trainer, pair, x);
        bp_rule_round(c->right.rules, c->trainer, pair, right_x);
        if (differs(c, candidate, x, right_x))
            return true;
    }
    return false;
}

/* Whether a mistake that can be seen in one round does show in this one. With
 * several pairs it may show on another. */
static bool changes_something(const bp_candidates *c,
                              const bp_candidate *candidate, double room[])
{
    if (candidate->form[0]->rounds != 0 ||
        differs(c, candidate, candidate->x, c->right.x))
        return true;
    return candidate->by_rules ? differs_on_another(c, candidate, room)
                               : c->example->pairs.inputs->size1 > 1;
}

/* Whether it can be worked out at all: a quotient by 0 cannot. */
static bool is_defined(const bp_candidates *c, const bp_candidate *candidate)
{
    for (size_t k = 0; k < c->numbers->n_round; k++)
        if (!isfinite(candidate->x[k]) && isfinite(c->right.x[k]) &&
            candidate->rules->number[k].operation != BP_NOTHING)
            return false;
    return true;
}

bool bp_is_precision(const bp_candidate *candidate)
{
    return candidate->n > 0 && candidate->mistake[0]->touches == BP_TOUCHES_ALL;
}

/* The mistakes of chapter 7 are methods for logistic neurons and the squared error.
 * With other functions each goes by its rules. */
static bool goes_by_rules(const bp_example *example, const bp_form *form)
{
    return form->variation != NULL && bp_has_other_functions(example->network);
}

static bool add_single(bp_candidates *c, const bp_mistake *mistake,
                       const bp_form *form, double room[],
                       bp_complaint *complaint)
{
    bp_candidate *candidate = &c->single[c->n_singles];
    *candidate = (bp_candidate){.mistake = {mistake},
                                .form = {form},
                                .n = 1,
                                .of = {candidate},
                                .part = {&c->right},
                                .by_source = form->by_source,
                                .by_rules = goes_by_rules(c->example, form)};
    /* A precision has no rules. */
    if (candidate->by_rules && form->local == NULL)
        return true;
    if (!bp_candidate_rule(c, candidate, complaint))
        return false;
    if (changes_something(c, candidate, room) && is_defined(c, candidate))
        c->n_singles++;
    else
        forget(candidate);
    return true;
}

static bool make_singles(bp_candidates *c, bp_complaint *complaint)
{
    c->single = calloc(bp_n_mistakes * BP_MOST_FORMS, sizeof c->single[0]);
    double *room = calloc(2 * c->numbers->n, sizeof *room);
    bool has_room = c->single != NULL && room != NULL;
    bool ok = has_room || out_of_memory(complaint);
    for (size_t m = 0; ok && m < bp_n_mistakes; m++)
        for (size_t f = 0; ok && f < bp_mistakes[m].n_forms; f++)
            ok = add_single(c, &bp_mistakes[m], &bp_mistakes[m].form[f], room,
                            complaint);
    free(room);
    return ok;
}

static unsigned touches(const bp_candidate *single)
{
    unsigned biases = single->form[0]->biases == BP_BIASES_AS_GIVEN
                          ? 0
                          : BP_TOUCHES_BIASES | BP_TOUCHES_BIAS_STEP;
    return single->by_source ? (unsigned)BP_TOUCHES_LAYOUT
                             : single->mistake[0]->touches | biases;
}

/* Whether it needs to know what the round itself leads to, as do rules without a
 * method. */
static bool needs_new_weights(const bp_candidate *single)
{
    const bp_method *variation = single->form[0]->variation;
    return single->by_rules ||
           (touches(single) & BP_TOUCHES_HIDDEN_DELTAS) != 0 ||
           (variation != NULL && variation->second_forward != NULL);
}

/* Where the + numbers are those of other rounds, nothing can be said of a mistake
 * that needs those of this one. The rules of many pairs are too much for a large
 * network. */
static bool may_go_together(const bp_candidates *c, const bp_candidate *a,
                            const bp_candidate *b)
{
    bool is_other_round =
        a->form[0]->plus_rounds != 0 || b->form[0]->plus_rounds != 0;
    bool needs_rules = a->by_rules || b->by_rules;
    return (touches(a) & touches(b)) == 0 &&
           !(is_other_round &&
             (needs_new_weights(a) || needs_new_weights(b))) &&
           !(needs_rules && bp_is_large(c));
}

bool bp_candidates_pair(bp_candidates *c, bp_complaint *complaint)
{
    if (c->pair != NULL)
        return true;
    c->pair = calloc(c->n_singles * c->n_singles + 1, sizeof c->pair[0]);
    if (c->pair == NULL)
        return out_of_memory(complaint);
    for (size_t a = 0; a < c->n_singles; a++)
        for (size_t b = a + 1; b < c->n_singles; b++) {
            bp_candidate *first = &c->single[a];
            bp_candidate *second = &c->single[b];
            if (!may_go_together(c, first, second))
                continue;
            c->pair[c->n_pairs++] = (bp_candidate){
                .mistake = {first->mistake[0], second->mistake[0]},
                .form = {first->form[0], second->form[0]},
                .n = 2,
                .of = {first, second},
                .part = {second, first},
                .by_source = first->by_source || second->by_source,
                .by_rules = first->by_rules || second->by_rules};
        }
    return true;
}

/* The pair of two singles, or NULL. */
static bp_candidate *pair_of(const bp_candidates *c, const bp_candidate *a,
                             const bp_candidate *b)
{
    const bp_candidate *first = a < b ? a : b;
    const bp_candidate *second = a < b ? b : a;
    for (size_t p = 0; p < c->n_pairs; p++)
        if (c->pair[p].part[1] == first && c->pair[p].part[0] == second)
            return &c->pair[p];
    return NULL;
}

bp_candidate *bp_candidates_triple(bp_candidates *c, const bp_candidate *pair,
                                   const bp_candidate *single)
{
    const bp_candidate *of[BP_MOST_AT_ONCE] = {pair->part[1], pair->part[0],
                                               single};
    if (!may_go_together(c, of[0], single) ||
        !may_go_together(c, of[1], single))
        return NULL;
    /* In the order of the mistakes. */
    for (size_t m = BP_MOST_AT_ONCE - 1; m > 0 && of[m] < of[m - 1]; m--) {
        const bp_candidate *later = of[m - 1];
        of[m - 1] = of[m];
        of[m] = later;
    }
    forget(&c->triple);
    c->triple = (bp_candidate){.n = BP_MOST_AT_ONCE};
    for (size_t m = 0; m < BP_MOST_AT_ONCE; m++) {
        c->triple.mistake[m] = of[m]->mistake[0];
        c->triple.form[m] = of[m]->form[0];
        c->triple.of[m] = of[m];
        c->triple.part[m] = pair_of(c, of[m == 0 ? 1 : 0], of[m == 2 ? 1 : 2]);
        c->triple.by_source = c->triple.by_source || of[m]->by_source;
        c->triple.by_rules = c->triple.by_rules || of[m]->by_rules;
    }
    return &c->triple;
}

/* --------------------------------------------------------------------- places */

/* By columns, the weight of row j and column i stands in row i and column j. */
static bool find_places_by_source(bp_candidates *c)
{
    const bp_definitions *d = c->numbers;
    c->place_by_source = calloc(d->n, sizeof c->place_by_source[0]);
    if (c->place_by_source == NULL)
        return false;
    for (size_t k = 0; k < d->n; k++) {
        bp_definition other = d->number[k];
        const gsl_matrix *w = c->example->network->layer[other.layer].w;
        bool is_of_weight = other.kind == BP_WEIGHT ||
                            other.kind == BP_DNET_DW || other.kind == BP_DE_DW;
        c->place_by_source[k] = k;
        if (!is_of_weight || w->size1 != w->size2)
            continue;
        other.neuron = d->number[k].source;
        other.source = d->number[k].neuron;
        bp_spell_key(c->example, &other);
        c->place_by_source[k] = bp_definitions_find(d, other.key);
    }
    return true;
}

/* --------------------------------------------------------------- all of them */

static bool make_all(bp_candidates *c, bp_complaint *complaint)
{
    c->numbers = bp_define(c->example);
    c->trainer = bp_trainer_alloc(c->example);
    if (c->trainer == NULL || c->numbers == NULL ||
        !bp_copy_in_floats(c->example, &c->in_floats) ||
        !bp_copy_by_source(c->example, &c->by_source) ||
        !find_places_by_source(c))
        return out_of_memory(complaint);
    return bp_candidate_rule(c, &c->right, complaint) &&
           make_singles(c, complaint);
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
        forget(&list[i]);
    free(list);
}

void bp_candidates_free(bp_candidates *c)
{
    if (c == NULL)
        return;
    /* One more may be under way when memory runs out. */
    free_list(c->single, c->single == NULL ? 0 : c->n_singles + 1);
    free_list(c->pair, c->n_pairs);
    forget(&c->right);
    forget(&c->triple);
    bp_free_copy(&c->in_floats);
    bp_free_copy(&c->by_source);
    free(c->place_by_source);
    bp_definitions_free(c->numbers);
    bp_trainer_free(c->trainer);
    free(c);
}

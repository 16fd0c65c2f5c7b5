/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/candidates.h"

#include <float.h>
#include <stdlib.h>

#include "walk/functions.h"

/* Two computations of the same number differ by rounding at most. */
static const double same_number = 1e-13;

/* ---------------------------------------------------------------------- runs */

static bool biases_learn(const bp_candidates *c, const bp_candidate *candidate)
{
    bool learn = c->example->train_biases;
    for (size_t m = 0; m < candidate->n; m++)
        if (candidate->form[m]->biases != BP_BIASES_AS_GIVEN)
            learn = candidate->form[m]->biases == BP_BIASES_LEARN;
    return learn;
}

bp_run bp_candidate_run(const bp_candidates *c, const bp_candidate *candidate)
{
    bp_run run = {.example = candidate->by_source ? &c->by_source : c->example,
                  .method = bp_example_method(c->example),
                  .plus_rounds = 1};
    for (size_t m = 0; m < candidate->n; m++) {
        const bp_form *form = candidate->form[m];
        if (form->variation != NULL)
            run.method = bp_vary(run.method, form->variation);
        if (form->in_floats)
            run.example = &c->in_floats;
        run.plus_rounds += (size_t)form->plus_rounds;
        run.more_rounds += form->rounds;
    }
    for (size_t m = 0; m < candidate->n; m++)
        if (biases_learn(c, candidate) &&
            candidate->form[m]->if_biases_learn != NULL)
            run.method =
                bp_vary(run.method, candidate->form[m]->if_biases_learn);
    return run;
}

size_t bp_candidate_place(const bp_candidates *c, const bp_candidate *candidate,
                          size_t key)
{
    return candidate->by_source ? c->place_by_source[key] : key;
}

double bp_candidate_value(const bp_candidates *c, const bp_candidate *candidate,
                          size_t key, size_t rounds)
{
    size_t place = bp_candidate_place(c, candidate, key);
    if (key < c->numbers->n_round)
        return candidate->x == NULL ? NAN : candidate->x[place];
    for (size_t t = 0; t < candidate->n_trained; t++)
        if (candidate->trained[t].rounds == rounds)
            return candidate->trained[t].x[place];
    return NAN;
}

/* ------------------------------------------------------------- right numbers */

/* Where a number has gone beyond all bounds, so have the errors after it. */
static bool stays_within_bounds(const bp_candidates *c, const double x[],
                                size_t first, size_t end,
                                bp_complaint *complaint)
{
    for (size_t k = first; k < end; k++) {
        const bp_definition *number = &c->numbers->number[k];
        if (number->kind == BP_TOTAL_ERROR && !isfinite(x[k])) {
            bp_complain(complaint, 0,
                        "%s is not a finite number, expected an example whose "
                        "numbers stay within bounds",
                        number->key);
            return false;
        }
    }
    return true;
}

/* ------------------------------------------------------------------- one round */

static bool out_of_memory(bp_complaint *complaint)
{
    bp_complain(complaint, 0, "out of memory");
    return false;
}

/* The derivative of a bias that the method has no use for is not worked out by
 * it; the definition says what it would be. */
static void work_out_bias_derivatives(const bp_definitions *d, double x[])
{
    for (size_t k = 0; k < d->n_round; k++)
        if (d->number[k].kind == BP_DE_DB)
            x[k] = bp_evaluate(d, k, x);
}

bool bp_candidate_work_out(bp_candidates *c, bp_candidate *candidate,
                           bp_complaint *complaint)
{
    if (candidate->x != NULL)
        return true;
    candidate->x = calloc(c->numbers->n, sizeof(double));
    if (candidate->x == NULL)
        return out_of_memory(complaint);
    bp_run run = bp_candidate_run(c, candidate);
    bp_trainer_start(c->trainer, run.example, &run.method);
    bp_walk_round(c->numbers, c->trainer, candidate->x);
    bp_walk_after(c->numbers, BP_AFTER_ROUND, run.plus_rounds, c->trainer,
                  candidate->x);
    return true;
}

/* ------------------------------------------------------------------------ rules */

/* Which biases learn is settled first, and hidden deltas last: they may be made of
 * anything. */
static int rank(const bp_candidate *candidate, size_t m)
{
    if (candidate->form[m]->biases != BP_BIASES_AS_GIVEN)
        return 0;
    bool is_last =
        (candidate->mistake[m]->touches & BP_TOUCHES_HIDDEN_DELTAS) != 0;
    return is_last ? 2 : 1;
}

static bp_definitions *rules_of(const bp_candidates *c,
                                const bp_candidate *candidate)
{
    bp_local_form *rules[BP_MOST_AT_ONCE] = {NULL};
    size_t n = 0;
    for (int r = 0; r <= 2; r++)
        for (size_t m = 0; m < candidate->n; m++) {
            bp_local_form *rule = candidate->form[m]->local;
            if (rule == NULL || rank(candidate, m) != r)
                continue;
            /* cppcheck-suppress legacyUninitvar; it is written, not read */
            rules[n] = rule;
            n++;
        }
    return bp_rewrite(c->numbers, c->example, rules, n);
}

/* How far each number is off where each step is rounded like this, and none of
 * them is known. The measure is small, so that bounds stay of first order. */
static void work_out_widths(const bp_candidate *candidate,
                            bp_precision precision, double scale,
                            double width[])
{
    const bp_definitions *d = candidate->rules;
    for (size_t s = 0; s < d->n_round; s++) {
        size_t k = d->order[s];
        width[k] = bp_width(d, k, candidate->x, width, &precision);
    }
    for (size_t k = 0; k < d->n_round; k++)
        width[k] *= scale;
}

bool bp_candidate_rule(bp_candidates *c, bp_candidate *candidate,
                       bp_complaint *complaint)
{
    const double small = 1e-8;
    if (!bp_candidate_work_out(c, candidate, complaint))
        return false;
    if (candidate->rules != NULL)
        return true;
    size_t n = c->numbers->n_round;
    candidate->rules = rules_of(c, candidate);
    candidate->by_decimal = calloc(3 * n, sizeof(double));
    if (candidate->rules == NULL || candidate->by_decimal == NULL)
        return out_of_memory(complaint);
    work_out_bias_derivatives(candidate->rules, candidate->x);
    candidate->by_significant = candidate->by_decimal + n;
    candidate->by_binary = candidate->by_significant + n;
    work_out_widths(candidate, (bp_precision){.decimal = small}, 1.0 / small,
                    candidate->by_decimal);
    work_out_widths(candidate, (bp_precision){.significant = small},
                    1.0 / small, candidate->by_significant);
    work_out_widths(candidate, (bp_precision){.binary = small}, 1.0 / small,
                    candidate->by_binary);
    return true;
}

/* ------------------------------------------------------ numbers a little off */

typedef double changed(double x);

static double to_float(double x)
{
    return (float)x;
}

/* Two units in the last place, which later rounding may take away. */
static double nudged(double x)
{
    return x * (1.0 + 2.0 * DBL_EPSILON);
}

static void change_vector(gsl_vector *vector, changed *change)
{
    for (size_t j = 0; j < vector->size; j++)
        gsl_vector_set(vector, j, change(gsl_vector_get(vector, j)));
}

static void change_matrix(gsl_matrix *matrix, changed *change)
{
    for (size_t j = 0; j < matrix->size1; j++) {
        gsl_vector_view row = gsl_matrix_row(matrix, j);
        change_vector(&row.vector, change);
    }
}

static void change_weights(bp_network *network, changed *change)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        change_matrix(network->layer[l].w, change);
        change_vector(network->layer[l].b, change);
    }
}

/* ------------------------------------------------------------- many rounds */

/* Brings a run so far, and looks; x has an entry for each definition. */
static void walk_training(bp_candidates *c, const bp_run *run, size_t rounds,
                          double x[])
{
    bp_trainer_start(c->trainer, run->example, &run->method);
    bp_walk_after(c->numbers, BP_AFTER_TRAINING, rounds, c->trainer, x);
}

static void work_out_apart(const bp_candidates *c, const double x[],
                           double apart[])
{
    for (size_t k = c->numbers->n_round; k < c->numbers->n; k++)
        apart[k] = fabs(apart[k] - x[k]);
}

/* What a long training does to rounded numbers is seen by training once more, from
 * weights that are two units in the last place off. */
static void work_out_lost(bp_candidates *c, const bp_run *run, size_t rounds,
                          bp_trained *t)
{
    bp_trainer_start(c->trainer, run->example, &run->method);
    change_weights(c->trainer->network, nudged);
    bp_walk_after(c->numbers, BP_AFTER_TRAINING, rounds, c->trainer, t->lost);
    work_out_apart(c, t->x, t->lost);
}

/* The same for floats. */
static void work_out_in_floats(bp_candidates *c, size_t rounds, bp_trained *t)
{
    bp_run run = bp_candidate_run(c, &c->right);
    run.example = &c->in_floats;
    if (!bp_has_other_functions(c->example->network))
        run.method = bp_vary(run.method, &bp_single_precision);
    walk_training(c, &run, rounds, t->in_floats);
    work_out_apart(c, t->x, t->in_floats);
}

static bp_trained *add_trained(bp_candidates *c, bp_candidate *candidate)
{
    size_t n = candidate->n_trained;
    bp_trained *larger =
        realloc(candidate->trained, (n + 1) * sizeof candidate->trained[0]);
    if (larger == NULL)
        return NULL;
    candidate->trained = larger;
    size_t n_numbers = c->numbers->n;
    double *x = calloc(3 * n_numbers, sizeof(double));
    if (x == NULL)
        return NULL;
    larger[n] = (bp_trained){
        .x = x, .lost = x + n_numbers, .in_floats = x + 2 * n_numbers};
    return &larger[n];
}

const bp_trained *bp_candidate_train(bp_candidates *c, bp_candidate *candidate,
                                     size_t rounds, bp_complaint *complaint)
{
    for (size_t t = 0; t < candidate->n_trained; t++)
        if (candidate->trained[t].rounds == rounds)
            return &candidate->trained[t];
    bp_trained *t = add_trained(c, candidate);
    if (t == NULL) {
        out_of_memory(complaint);
        return NULL;
    }
    bp_run run = bp_candidate_run(c, candidate);
    t->rounds = rounds;
    candidate->n_trained++;
    /* Without a first round there are no numbers of one round fewer. */
    if (run.more_rounds < 0 && rounds == 0) {
        for (size_t k = c->numbers->n_round; k < c->numbers->n; k++)
            t->x[k] = NAN;
        return t;
    }
    size_t goal = rounds + (size_t)run.more_rounds;
    walk_training(c, &run, goal, t->x);
    if (candidate == &c->right &&
        !stays_within_bounds(c, t->x, c->numbers->n_round, c->numbers->n,
                             complaint))
        return NULL;
    work_out_lost(c, &run, goal, t);
    if (candidate == &c->right)
        work_out_in_floats(c, rounds, t);
    return t;
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

/* Whether a mistake that can be seen in one round does show in this one. With
 * several pairs it may show on another. */
static bool changes_something(const bp_candidates *c,
                              const bp_candidate *candidate)
{
    if (candidate->form[0]->rounds != 0 || c->example->pairs.inputs->size1 > 1)
        return true;
    for (size_t k = 0; k < c->numbers->n_round; k++)
        if (!is_same(candidate->x[bp_candidate_place(c, candidate, k)],
                     c->right.x[k]))
            return true;
    return false;
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

/* Whether a form is one of the example's functions. The mistakes of chapter 7 that
 * squash, or take the error, do so as the chapters do: by the logistic function,
 * and by squares. */
static bool goes_with(const bp_example *example, const bp_form *form)
{
    const bp_method *v = form->variation;
    const bp_network *network = example->network;
    if (v == NULL || !bp_has_other_functions(network))
        return true;
    bool squashes = v->forward != NULL || v->second_forward != NULL ||
                    v->slopes != NULL || v == &bp_forward_again ||
                    v == &bp_slope_of_error;
    bool takes_error = v->errors != NULL || v->error_derivatives != NULL ||
                       v->output_deltas != NULL;
    return !squashes && !(takes_error && network->error != BP_SQUARED_ERROR);
}

static bool make_singles(bp_candidates *c, bp_complaint *complaint)
{
    c->single = calloc(bp_n_mistakes * BP_MOST_FORMS, sizeof c->single[0]);
    if (c->single == NULL)
        return out_of_memory(complaint);
    for (size_t m = 0; m < bp_n_mistakes; m++)
        for (size_t f = 0; f < bp_mistakes[m].n_forms; f++) {
            bp_candidate *candidate = &c->single[c->n_singles];
            if (!goes_with(c->example, &bp_mistakes[m].form[f]))
                continue;
            *candidate =
                (bp_candidate){.mistake = {&bp_mistakes[m]},
                               .form = {&bp_mistakes[m].form[f]},
                               .n = 1,
                               .of = {candidate},
                               .part = {&c->right},
                               .by_source = bp_mistakes[m].form[f].by_source};
            if (!bp_candidate_rule(c, candidate, complaint))
                return false;
            if (changes_something(c, candidate) && is_defined(c, candidate))
                c->n_singles++;
            else
                forget(candidate);
        }
    return true;
}

static unsigned touches(const bp_candidate *single)
{
    unsigned biases = single->form[0]->biases == BP_BIASES_AS_GIVEN
                          ? 0
                          : BP_TOUCHES_BIASES | BP_TOUCHES_BIAS_STEP;
    return single->by_source ? (unsigned)BP_TOUCHES_LAYOUT
                             : single->mistake[0]->touches | biases;
}

/* Whether it needs to know what the round itself leads to. */
static bool needs_new_weights(const bp_candidate *single)
{
    const bp_method *variation = single->form[0]->variation;
    return (touches(single) & BP_TOUCHES_HIDDEN_DELTAS) != 0 ||
           (variation != NULL && variation->second_forward != NULL);
}

/* Where the + numbers are those of other rounds, nothing can be said of a mistake
 * that needs those of this one. */
static bool may_go_together(const bp_candidate *a, const bp_candidate *b)
{
    bool is_other_round =
        a->form[0]->plus_rounds != 0 || b->form[0]->plus_rounds != 0;
    return (touches(a) & touches(b)) == 0 &&
           !(is_other_round && (needs_new_weights(a) || needs_new_weights(b)));
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
            if (!may_go_together(first, second))
                continue;
            c->pair[c->n_pairs++] = (bp_candidate){
                .mistake = {first->mistake[0], second->mistake[0]},
                .form = {first->form[0], second->form[0]},
                .n = 2,
                .of = {first, second},
                .part = {second, first},
                .by_source = first->by_source || second->by_source};
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
    if (!may_go_together(of[0], single) || !may_go_together(of[1], single))
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
    }
    return &c->triple;
}

/* ------------------------------------------------------------ other examples */

static gsl_matrix *copy_of(const gsl_matrix *matrix)
{
    gsl_matrix *copy = gsl_matrix_alloc(matrix->size1, matrix->size2);
    if (copy != NULL)
        gsl_matrix_memcpy(copy, matrix);
    return copy;
}

/* A copy of all that is computed with. */
static bool copy_example(const bp_example *example, bp_example *copy)
{
    *copy = (bp_example){.eta = example->eta,
                         .train_biases = example->train_biases,
                         .rounds = example->rounds,
                         .network = bp_network_copy(example->network)};
    copy->pairs.inputs = copy_of(example->pairs.inputs);
    copy->pairs.targets = copy_of(example->pairs.targets);
    return copy->network != NULL && copy->pairs.inputs != NULL &&
           copy->pairs.targets != NULL;
}

static void free_copy(bp_example *copy)
{
    bp_network_free(copy->network);
    gsl_matrix_free(copy->pairs.inputs);
    gsl_matrix_free(copy->pairs.targets);
}

static bool make_examples(bp_candidates *c)
{
    if (!copy_example(c->example, &c->in_floats) ||
        !copy_example(c->example, &c->by_source))
        return false;
    c->in_floats.eta = to_float(c->example->eta);
    change_matrix(c->in_floats.pairs.inputs, to_float);
    change_matrix(c->in_floats.pairs.targets, to_float);
    change_weights(c->in_floats.network, to_float);
    for (size_t l = 0; l < c->example->network->n_layers; l++) {
        gsl_matrix *w = c->by_source.network->layer[l].w;
        if (w->size1 == w->size2)
            gsl_matrix_transpose(w);
    }
    return true;
}

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
    if (c->trainer == NULL || c->numbers == NULL || !make_examples(c) ||
        !find_places_by_source(c))
        return out_of_memory(complaint);
    return bp_candidate_work_out(c, &c->right, complaint) &&
           stays_within_bounds(c, c->right.x, 0, c->numbers->n_round,
                               complaint) &&
           bp_candidate_rule(c, &c->right, complaint) &&
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
    free_copy(&c->in_floats);
    free_copy(&c->by_source);
    free(c->place_by_source);
    bp_definitions_free(c->numbers);
    bp_trainer_free(c->trainer);
    free(c);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/candidate_numbers.h"

#include <stdlib.h>

#include "check/rule_rounds.h"

static bool out_of_memory(bp_complaint *complaint)
{
    bp_complain(complaint, 0, "out of memory");
    return false;
}

/* ------------------------------------------------------------- where they are */

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

/* ------------------------------------------------------------------------ runs */

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

/* ----------------------------------------------------------------------- rules */

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

/* ------------------------------------------------------------------- one round */

bool bp_stay_within_bounds(const bp_candidates *c, const double x[],
                           size_t first, size_t end, bp_complaint *complaint)
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

static void walk_round(bp_candidates *c, const bp_run *run, double x[])
{
    bp_trainer_start(c->trainer, run->example, &run->method);
    bp_walk_round(c->numbers, c->trainer, x);
    bp_walk_after(c->numbers, BP_AFTER_ROUND, run->plus_rounds, c->trainer, x);
}

/* By rules that are written for this alone, unless they are there. Those of all
 * pairs would fill the memory. */
static bool work_out_by_rules(bp_candidates *c, bp_candidate *candidate)
{
    bp_definitions *rules =
        candidate->rules == NULL ? rules_of(c, candidate) : NULL;
    const bp_definitions *by = rules == NULL ? candidate->rules : rules;
    if (by == NULL)
        return false;
    bp_run run = bp_candidate_run(c, candidate);
    bp_trainer_start(c->trainer, run.example, &run.method);
    bp_rule_round(by, c->trainer, 0, candidate->x);
    bp_definitions_free(rules);
    return true;
}

bool bp_candidate_work_out(bp_candidates *c, bp_candidate *candidate,
                           bp_complaint *complaint)
{
    if (candidate->x != NULL)
        return true;
    candidate->x = calloc(c->numbers->n, sizeof(double));
    if (candidate->x == NULL)
        return out_of_memory(complaint);
    if (candidate->by_rules)
        return work_out_by_rules(c, candidate) || out_of_memory(complaint);
    bp_run run = bp_candidate_run(c, candidate);
    walk_round(c, &run, candidate->x);
    return candidate->n > 0 ||
           bp_stay_within_bounds(c, candidate->x, 0, c->numbers->n_round,
                                 complaint);
}

/* ---------------------------------------------------------- rules, and widths */

/* The derivative of a bias that the method has no use for is not worked out by
 * it; the definition says what it would be. */
static void work_out_bias_derivatives(const bp_definitions *d, double x[])
{
    for (size_t k = 0; k < d->n_round; k++)
        if (d->number[k].kind == BP_DE_DB)
            x[k] = bp_evaluate(d, k, x);
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
    size_t n = c->numbers->n_round;
    if (candidate->rules != NULL)
        return true;
    candidate->rules = rules_of(c, candidate);
    candidate->by_decimal = calloc(3 * n, sizeof(double));
    if (candidate->rules == NULL || candidate->by_decimal == NULL)
        return out_of_memory(complaint);
    if (!bp_candidate_work_out(c, candidate, complaint))
        return false;
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

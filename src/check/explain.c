/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/explain.h"

#include <float.h>

/* Whether most of the example's given numbers that are among these are others. */
static bool may_be_another(const bp_evidence *e)
{
    size_t n_right = 0;
    size_t n_wrong = 0;
    for (size_t i = 0; i < e->n; i++)
        if (e->c->numbers->number[e->number[i].key].chapter == BP_NETWORK)
            *(e->verdict[i] == BP_IS_RIGHT ? &n_right : &n_wrong) += 1;
    return n_wrong > 1 && n_wrong > n_right;
}

static void count(const bp_evidence *e)
{
    bp_diagnosis *d = e->diagnosis;
    *d = (bp_diagnosis){.finding = BP_FOUND_UNKNOWN,
                        .none_agrees = true,
                        .another_example = may_be_another(e)};
    for (size_t i = 0; i < e->n; i++) {
        if (e->verdict[i] == BP_IS_RIGHT) {
            d->none_agrees = false;
            continue;
        }
        if (d->n_not_right == 0 || e->number[i].key < e->number[d->first].key)
            d->first = i;
        d->n_not_right++;
        d->n_wrong += e->verdict[i] == BP_IS_WRONG;
    }
}

/* ------------------------------------------------- a candidate and the numbers */

static bool is_trained(const bp_evidence *e, size_t i)
{
    return e->number[i].key >= e->c->numbers->n_round;
}

static bool agrees(const bp_evidence *e, size_t i,
                   const bp_candidate *candidate)
{
    const bp_given_number *number = &e->number[i];
    return bp_is_near(number, candidate->x[number->key]) ||
           bp_is_near(number, candidate->other[number->key]);
}

/* A number that follows from the learner's own, and is but a little off: that
 * comes from rounding on the way. */
static bool agrees_roughly(const bp_evidence *e, size_t i,
                           const bp_candidate *candidate)
{
    const bp_given_number *number = &e->number[i];
    const double most_units = 25.0;
    return e->verdict[i] != BP_IS_WRONG &&
           !bp_is_near(number, e->c->right[number->key]) &&
           fabs(number->x - candidate->x[number->key]) <=
               most_units * number->unit;
}

/* Whether every number agrees, those after training or the others. */
static bool all_agree(const bp_evidence *e, const bp_candidate *candidate,
                      bool trained)
{
    for (size_t i = 0; i < e->n; i++)
        if (is_trained(e, i) == trained && !agrees(e, i, candidate) &&
            !agrees_roughly(e, i, candidate))
            return false;
    return true;
}

/* Whether every number given agrees. Looks at the first that is not right before
 * all others, and trains only where it comes to that. */
static bool explains_all(const bp_evidence *e, bp_candidate *candidate,
                         bool *ok)
{
    size_t first = e->diagnosis->first;
    *ok = bp_candidate_work_out(e->c, candidate, false, e->complaint);
    if (!*ok ||
        (!is_trained(e, first) && !agrees(e, first, candidate) &&
         !agrees_roughly(e, first, candidate)) ||
        !all_agree(e, candidate, false))
        return false;
    if (!e->with_training)
        return true;
    *ok = bp_candidate_work_out(e->c, candidate, true, e->complaint);
    return *ok && all_agree(e, candidate, true);
}

/* Significant digits of the numbers that are wrong, or that are carried if these
 * count as well, and agree with the candidate, but not with the one besides
 * (NULL: whatever it says). */
static int digits_that_agree(const bp_evidence *e,
                             const bp_candidate *candidate,
                             const bp_candidate *besides, bool with_carried)
{
    int digits = 0;
    for (size_t i = 0; i < e->n; i++) {
        bool counts = e->verdict[i] == BP_IS_WRONG ||
                      (with_carried && e->verdict[i] == BP_IS_CARRIED);
        if (counts && agrees(e, i, candidate) &&
            (besides == NULL || !agrees(e, i, besides)))
            digits += e->number[i].digits;
    }
    return digits;
}

/* Those of the numbers that are not right. */
static int digits_for(const bp_evidence *e, const bp_candidate *candidate,
                      const bp_candidate *besides)
{
    return digits_that_agree(e, candidate, besides, true);
}

/* --------------------------------------------------------------------- naming */

static bool is_named(const bp_diagnosis *d, const bp_mistake *a,
                     const bp_mistake *b)
{
    for (size_t k = 0; k < d->n_names; k++)
        if (d->name[k].mistake[0] == a && d->name[k].mistake[1] == b)
            return true;
    return false;
}

/* Counts what the first name explains. */
static void count_explained(const bp_evidence *e, const bp_candidate *a,
                            const bp_candidate *b)
{
    bp_diagnosis *d = e->diagnosis;
    for (size_t i = 0; i < e->n; i++)
        if (e->verdict[i] != BP_IS_RIGHT &&
            (agrees(e, i, a) || (b != NULL && agrees(e, i, b)))) {
            size_t digits = (size_t)e->number[i].digits;
            if (d->n_explained++ == 0 || digits < d->least_digits)
                d->least_digits = digits;
        }
}

/* Names one candidate, or two that share the wrong numbers between them. */
static void name(const bp_evidence *e, bp_finding finding,
                 const bp_candidate *a, const bp_candidate *b)
{
    bp_diagnosis *d = e->diagnosis;
    const bp_mistake *first = a->mistake[0];
    const bp_mistake *second = b != NULL ? b->mistake[0] : a->mistake[1];
    if (d->n_names == BP_MOST_NAMES || is_named(d, first, second))
        return;
    if (d->n_names == 0)
        count_explained(e, a, b);
    d->finding = finding;
    d->name[d->n_names++] = (bp_name){.mistake = {first, second}};
}

/* ------------------------------------------------------------ what explains it */

static bool look_for_one(const bp_evidence *e)
{
    bool ok = true;
    for (size_t s = 0; ok && s < e->c->n_singles; s++) {
        bp_candidate *candidate = &e->c->single[s];
        if (explains_all(e, candidate, &ok) &&
            digits_for(e, candidate, NULL) >= BP_ENOUGH_DIGITS)
            name(e, BP_FOUND_MISTAKE, candidate, NULL);
    }
    return ok;
}

/* Neither of the two may be named for what the other does alone. */
static bool needs_both(const bp_evidence *e, const bp_candidate *pair, bool *ok)
{
    for (size_t p = 0; p < 2 && *ok; p++)
        *ok = bp_candidate_work_out(e->c, pair->part[p], e->with_training,
                                    e->complaint);
    return *ok && digits_for(e, pair, NULL) >= 2 * BP_ENOUGH_DIGITS &&
           digits_for(e, pair, pair->part[0]) >= BP_ENOUGH_DIGITS &&
           digits_for(e, pair, pair->part[1]) >= BP_ENOUGH_DIGITS;
}

/* Significant digits of all numbers that are not right. */
static int digits_to_explain(const bp_evidence *e)
{
    int digits = 0;
    for (size_t i = 0; i < e->n; i++)
        digits += e->verdict[i] != BP_IS_RIGHT ? e->number[i].digits : 0;
    return digits;
}

/* Hundreds of pairs may have to be trained, so only where two could be named. */
static bool look_for_two(const bp_evidence *e)
{
    if (digits_to_explain(e) < 2 * BP_ENOUGH_DIGITS)
        return true;
    bool ok = bp_candidates_pair(e->c, e->complaint);
    for (size_t p = 0; ok && p < e->c->n_pairs; p++) {
        bp_candidate *pair = &e->c->pair[p];
        if (explains_all(e, pair, &ok) && needs_both(e, pair, &ok))
            name(e, BP_FOUND_TWO, pair, NULL);
        bp_candidate_let_go(e->c, pair);
    }
    return ok;
}

/* Whether each wrong number agrees with one or the other (b may be NULL). */
static bool share_wrong_numbers(const bp_evidence *e, const bp_candidate *a,
                                const bp_candidate *b)
{
    for (size_t i = 0; i < e->n; i++)
        if (e->verdict[i] == BP_IS_WRONG && !agrees(e, i, a) &&
            (b == NULL || !agrees(e, i, b)))
            return false;
    return true;
}

/* As digits_for, of wrong numbers alone: those that are carried follow from them
 * whatever the reason, and tell nothing more. */
static int wrong_digits_for(const bp_evidence *e, const bp_candidate *candidate,
                            const bp_candidate *besides)
{
    return digits_that_agree(e, candidate, besides, false);
}

/* What is wrong with every number of a round is no part of a mixture. */
static bool may_mix(const bp_candidate *candidate)
{
    return candidate->mistake[0]->touches != BP_TOUCHES_ALL;
}

static void look_for_mixture_with(const bp_evidence *e, const bp_candidate *a,
                                  size_t after)
{
    for (size_t s = after; may_mix(a) && s < e->c->n_singles; s++) {
        const bp_candidate *b = &e->c->single[s];
        if (a->mistake[0] != b->mistake[0] && may_mix(b) &&
            share_wrong_numbers(e, a, b) &&
            wrong_digits_for(e, a, b) >= BP_ENOUGH_DIGITS &&
            wrong_digits_for(e, b, a) >= BP_ENOUGH_DIGITS)
            name(e, BP_FOUND_MIXTURE, a, b);
    }
}

static bool look_for_mixture(const bp_evidence *e)
{
    bp_candidates *c = e->c;
    for (size_t s = 0; s < c->n_singles; s++) {
        bp_candidate *a = &c->single[s];
        if (!bp_candidate_work_out(c, a, e->with_training, e->complaint))
            return false;
        if (may_mix(a) && share_wrong_numbers(e, a, NULL) &&
            wrong_digits_for(e, a, NULL) >= BP_ENOUGH_DIGITS)
            name(e, BP_FOUND_MIXTURE, a, NULL);
    }
    if (e->diagnosis->n_names == 0)
        for (size_t s = 0; s < c->n_singles; s++)
            look_for_mixture_with(e, &c->single[s], s + 1);
    return true;
}

/* Whether number i is off as far as floats are when every sum and product is
 * rounded, in whatever order: by some units in the last of 24 bits, *near; where
 * terms cancel, by more. */
static bool may_be_float(const bp_evidence *e, size_t i, bool *near)
{
    const bp_given_number *number = &e->number[i];
    double right = e->c->right[number->key];
    double off = fabs(number->x - right) - 2.0 * number->unit;
    *near = off <= 4.0 * (double)FLT_EPSILON * fabs(right);
    return off <= 1e-3 * fabs(right);
}

/* Whether the numbers are off as floats are: nearly all by a little, and only few
 * are right to more digits than a float has. */
static bool are_floats(const bp_evidence *e)
{
    size_t n_near = 0;
    size_t n_finer = 0;
    for (size_t i = 0; i < e->n; i++) {
        const bp_given_number *number = &e->number[i];
        bool is_given =
            e->c->numbers->number[number->key].chapter == BP_NETWORK;
        bool near;
        if (!may_be_float(e, i, &near))
            return false;
        if (e->verdict[i] != BP_IS_RIGHT)
            n_near += near;
        else if (!is_given &&
                 8.0 * number->unit < (double)FLT_EPSILON * fabs(number->x))
            n_finer++;
    }
    size_t n = e->diagnosis->n_not_right;
    return n >= 3 && 4 * n_near >= 3 * n && 2 * n_finer < n;
}

/* What nothing else explains may come from floats that were rounded elsewhere than
 * the candidate's. One number that is wrong is a slip. */
static void look_for_floats(const bp_evidence *e)
{
    for (size_t s = 0; s < e->c->n_singles; s++) {
        const bp_candidate *candidate = &e->c->single[s];
        if (!may_mix(candidate) && e->diagnosis->n_wrong > 1 && are_floats(e) &&
            digits_to_explain(e) >= BP_ENOUGH_DIGITS)
            name(e, BP_FOUND_MISTAKE, candidate, NULL);
    }
}

/* Nothing but 0.0 and 0.00 tells nothing. */
static bool is_told(const bp_evidence *e)
{
    int digits = 0;
    for (size_t i = 0; i < e->n; i++)
        digits += e->number[i].unit > 0.0 ? e->number[i].digits : 1;
    return digits > 0;
}

bool bp_explain(const bp_evidence *e)
{
    bp_diagnosis *d = e->diagnosis;
    count(e);
    if (d->n_not_right == 0) {
        if (is_told(e))
            d->finding = BP_FOUND_RIGHT;
        return true;
    }
    if (!look_for_one(e) || (d->n_names == 0 && !look_for_two(e)) ||
        (d->n_names == 0 && !look_for_mixture(e)))
        return false;
    if (d->n_names == 0)
        look_for_floats(e);
    if (d->n_names == 0 && d->n_wrong == 1)
        d->finding = BP_FOUND_SLIP;
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/together.h"

#include "check/candidate_numbers.h"

/* ------------------------------------------------------- all numbers, one way */

/* Every number but one, which is a slip. */
static bool fits_but_for_a_slip(const bp_evidence *e, const bp_account *a,
                                const bp_opinion opinion[])
{
    return a->n_misfits == 1 && bp_is_slip(e, a->misfit, opinion);
}

static void name_candidate(const bp_evidence *e, const bp_candidate *candidate,
                           bool with_slip)
{
    bp_name n = {.n = candidate->n, .with_slip = with_slip};
    for (size_t m = 0; m < candidate->n; m++)
        n.mistake[m] = candidate->mistake[m];
    bp_name_it(e, BP_FOUND_MISTAKE, n);
}

/* What a learner may write down rightly beside a mistake is no reason to give up. */
static bool is_telling(const bp_evidence *e, size_t i)
{
    const bp_definition *number = &e->f.c->numbers->number[e->f.number[i].key];
    return number->moment != BP_AFTER_TRAINING &&
           number->standing == BP_IN_WALK && !bp_may_be_beside(number);
}

/* A quick look at the numbers that are not right, then at all. */
static bool may_fit_all(const bp_evidence *e, const bp_candidate *candidate)
{
    for (int right = 0; right < 2; right++)
        for (size_t i = 0; i < e->f.n; i++)
            if (bp_is_not_right(e, i) == !right && is_telling(e, i) &&
                !bp_may_fit(&e->f, candidate, &e->f.number[i]))
                return false;
    return true;
}

/* Whether each of the mistakes is needed: without it, fewer numbers fit. */
static bool needs_each(const bp_evidence *e, const bp_candidate *candidate,
                       int enough, bool *ok)
{
    const bp_opinion *by_all = e->opinion[0];
    for (size_t m = 0; m < candidate->n && candidate->n > 1; m++) {
        int digits = 0;
        bp_account a;
        *ok = bp_take_account(e, candidate->part[m], 1, &a);
        for (size_t i = 0; *ok && i < e->f.n; i++) {
            double apart = fabs(e->f.number[i].x - e->opinion[1][i].should);
            double tolerance =
                fmax(by_all[i].tolerance, e->opinion[1][i].tolerance);
            if (by_all[i].agreement == BP_FITS &&
                e->opinion[1][i].agreement != BP_FITS &&
                apart > bp_far_apart * tolerance)
                digits += e->f.number[i].digits;
        }
        if (!*ok || digits < enough)
            return false;
    }
    return true;
}

/* Names the candidate where all numbers fit, or all but a slip; is unsure of it
 * where these have few digits. */
bool bp_try_candidate(const bp_evidence *e, bp_candidate *candidate,
                      bool with_slip, bool if_unsure)
{
    const int few = 3;
    bp_account a;
    bool ok = bp_take_account(e, candidate, 0, &a);
    if (!ok)
        return false;
    bool fits = with_slip ? fits_but_for_a_slip(e, &a, e->opinion[0])
                          : a.n_misfits == 0 && a.n_follows == 0;
    bool is_enough = a.digits >= BP_ENOUGH_DIGITS * (int)candidate->n;
    if (if_unsure)
        is_enough = a.n_apart >= candidate->n;
    bool in_floats = bp_are_as_floats(e, e->opinion[0]);
    if (!fits || !is_enough ||
        !needs_each(e, candidate, if_unsure ? few : BP_ENOUGH_DIGITS, &ok))
        return ok;
    if (e->diagnosis->n_names == 0)
        e->diagnosis->in_floats = in_floats;
    name_candidate(e, candidate, with_slip);
    return ok;
}

bool bp_try_singles(const bp_evidence *e, bool with_slip, bool if_unsure)
{
    bool ok = true;
    for (size_t s = 0; ok && s < e->f.c->n_singles; s++) {
        bp_candidate *single = &e->f.c->single[s];
        if (!bp_is_precision(single) && (with_slip || may_fit_all(e, single)))
            ok = bp_try_candidate(e, single, with_slip, if_unsure);
    }
    return ok;
}

/* Significant digits of all numbers that are not right. */
static int digits_to_explain(const bp_evidence *e)
{
    int digits = 0;
    for (size_t i = 0; i < e->f.n; i++)
        digits += bp_is_not_right(e, i) ? e->f.number[i].digits : 0;
    return digits;
}

/* Hundreds of pairs may have to be worked out, so only where two could be named. */
bool bp_try_pairs(const bp_evidence *e, bool if_unsure)
{
    int enough = if_unsure ? BP_ENOUGH_DIGITS : 2 * BP_ENOUGH_DIGITS;
    if (digits_to_explain(e) < enough)
        return true;
    bool ok = bp_candidates_pair(e->f.c, e->complaint);
    for (size_t p = 0; ok && p < e->f.c->n_pairs; p++) {
        bp_candidate *pair = &e->f.c->pair[p];
        ok = bp_candidate_work_out(e->f.c, pair, e->complaint);
        if (ok && may_fit_all(e, pair))
            ok = bp_try_candidate(e, pair, false, if_unsure);
        bp_candidate_let_go(e->f.c, pair);
    }
    return ok;
}

/* How many of the numbers may fit, in the walk's order, before one does not. */
static size_t n_fit_first(const bp_evidence *e, const bp_candidate *candidate)
{
    size_t i = 0;
    while (i < e->f.n && e->f.number[i].key < e->f.c->numbers->n_round &&
           (!is_telling(e, i) || bp_may_fit(&e->f, candidate, &e->f.number[i])))
        i++;
    return i;
}

static bool try_triples_with(const bp_evidence *e, const bp_candidate *pair)
{
    bp_candidates *c = e->f.c;
    bool ok = true;
    for (size_t s = 0; ok && s < c->n_singles; s++) {
        bp_candidate *triple = bp_candidates_triple(c, pair, &c->single[s]);
        if (triple == NULL)
            continue;
        ok = bp_candidate_work_out(c, triple, e->complaint);
        if (ok && may_fit_all(e, triple))
            ok = bp_try_candidate(e, triple, false, false);
    }
    return ok;
}

/* A third mistake changes what comes after that which two explain. So it is tried
 * with those few pairs that explain most of the walk, and more than one mistake
 * does. */
bool bp_try_triples(const bp_evidence *e)
{
    enum { FEW = 8 };
    bp_candidates *c = e->f.c;
    size_t most = 0;
    size_t by_one = 0;
    if (bp_is_large(c) ||
        digits_to_explain(e) < BP_MOST_AT_ONCE * BP_ENOUGH_DIGITS)
        return true;
    for (size_t s = 0; s < c->n_singles; s++) {
        size_t n = n_fit_first(e, &c->single[s]);
        by_one = n > by_one ? n : by_one;
    }
    for (size_t p = 0; p < c->n_pairs; p++) {
        if (!bp_candidate_work_out(c, &c->pair[p], e->complaint))
            return false;
        size_t n = n_fit_first(e, &c->pair[p]);
        most = n > most ? n : most;
    }
    bool ok = true;
    size_t n_tried = 0;
    for (size_t p = 0; ok && most > by_one && p < c->n_pairs; p++)
        if (n_fit_first(e, &c->pair[p]) == most && n_tried++ < FEW)
            ok = try_triples_with(e, &c->pair[p]);
    return ok;
}

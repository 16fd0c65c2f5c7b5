/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bp_checker {
    bp_candidates *candidates;
    const bp_given_number **by_key; /* the learner's number of each key */
    /* What follows from them, for each choice of whose to go on with. */
    double *from[BP_N_FOLLOW_CHOICES];
};

/* What is being checked. */
typedef struct {
    bp_candidates *c;
    const bp_given_number *number;
    size_t n;
    const bp_verdict *verdict;
    bool with_training; /* is there any @ number */
    bp_diagnosis *diagnosis;
    bp_complaint *complaint;
} evidence;

bp_checker *bp_checker_alloc(const bp_example *example, bp_complaint *complaint)
{
    bp_checker *checker = calloc(1, sizeof *checker);
    if (checker != NULL)
        checker->candidates = bp_candidates_alloc(example, complaint);
    else
        bp_complain(complaint, 0, "out of memory");
    if (checker == NULL || checker->candidates == NULL) {
        bp_checker_free(checker);
        return NULL;
    }
    size_t n = checker->candidates->right.n;
    checker->by_key = calloc(n, sizeof(const bp_given_number *));
    bool has_room = checker->by_key != NULL;
    for (size_t k = 0; k < BP_N_FOLLOW_CHOICES; k++) {
        checker->from[k] = malloc(n * sizeof(double));
        has_room = has_room && checker->from[k] != NULL;
    }
    if (!has_room) {
        bp_complain(complaint, 0, "out of memory");
        bp_checker_free(checker);
        return NULL;
    }
    return checker;
}

void bp_checker_free(bp_checker *checker)
{
    if (checker == NULL)
        return;
    bp_candidates_free(checker->candidates);
    free(checker->by_key);
    for (size_t k = 0; k < BP_N_FOLLOW_CHOICES; k++)
        free(checker->from[k]);
    free(checker);
}

bp_values *bp_checker_keys(bp_checker *checker)
{
    return &checker->candidates->right;
}

/* ------------------------------------------------------------------ verdicts */

static bool follow(bp_checker *checker, const evidence *e)
{
    int status = GSL_SUCCESS;
    for (int k = 0; k < BP_N_FOLLOW_CHOICES && status == GSL_SUCCESS; k++)
        status =
            bp_follow(checker->candidates, checker->by_key, (bp_follow_choice)k,
                      e->with_training, checker->from);
    if (status != GSL_SUCCESS)
        bp_complain_of(e->complaint, status);
    return status == GSL_SUCCESS;
}

/* Whether the number follows from the learner's own, as they are written down,
 * or as they may have been before that. */
static bool is_carried(const bp_checker *checker, const bp_given_number *number)
{
    double low = checker->from[BP_FOLLOW_LOW][number->key];
    double high = checker->from[BP_FOLLOW_HIGH][number->key];
    return bp_is_near(number, checker->from[BP_FOLLOW_ALL][number->key]) ||
           bp_is_near(number, low) || bp_is_near(number, high) ||
           (isfinite(low) && isfinite(high) && fmin(low, high) < number->x &&
            number->x < fmax(low, high));
}

static bp_verdict judge(const bp_checker *checker,
                        const bp_given_number *number)
{
    size_t key = number->key;
    if (bp_is_near(number, checker->candidates->right.value[key].x) ||
        bp_is_near(number, checker->from[BP_FOLLOW_RIGHT][key]))
        return BP_IS_RIGHT;
    return is_carried(checker, number) ? BP_IS_CARRIED : BP_IS_WRONG;
}

/* Where nothing is wrong, nothing can have been carried on from it: then the
 * first number that is not right is wrong. */
static void blame_one(const evidence *e, bp_verdict verdict[])
{
    size_t first = e->n;
    for (size_t i = 0; i < e->n; i++) {
        if (verdict[i] == BP_IS_WRONG)
            return;
        if (verdict[i] == BP_IS_CARRIED &&
            (first == e->n || e->number[i].key < e->number[first].key))
            first = i;
    }
    if (first < e->n)
        verdict[first] = BP_IS_WRONG;
}

static bool judge_all(bp_checker *checker, const evidence *e,
                      bp_verdict verdict[])
{
    for (size_t i = 0; i < e->n; i++)
        checker->by_key[e->number[i].key] = &e->number[i];
    bool ok = follow(checker, e);
    for (size_t i = 0; i < e->n; i++)
        checker->by_key[e->number[i].key] = NULL;
    for (size_t i = 0; ok && i < e->n; i++)
        verdict[i] = judge(checker, &e->number[i]);
    if (ok)
        blame_one(e, verdict);
    return ok;
}

/* Whether most of the example's given numbers that are among these are others. */
static bool may_be_another(const evidence *e)
{
    size_t n_right = 0;
    size_t n_wrong = 0;
    for (size_t i = 0; i < e->n; i++)
        if (e->c->right.value[e->number[i].key].chapter == BP_NETWORK)
            *(e->verdict[i] == BP_IS_RIGHT ? &n_right : &n_wrong) += 1;
    return n_wrong > 1 && n_wrong > n_right;
}

static void count(const evidence *e)
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

static bool is_trained(const evidence *e, size_t i)
{
    return e->number[i].key >= e->c->n_round;
}

static bool agrees(const evidence *e, size_t i, const bp_candidate *candidate)
{
    const bp_given_number *number = &e->number[i];
    return bp_is_near(number, candidate->x[number->key]) ||
           bp_is_near(number, candidate->other[number->key]);
}

/* A number that follows from the learner's own, and is but a little off: that
 * comes from rounding on the way. */
static bool agrees_roughly(const evidence *e, size_t i,
                           const bp_candidate *candidate)
{
    const bp_given_number *number = &e->number[i];
    const double most_units = 25.0;
    return e->verdict[i] != BP_IS_WRONG &&
           !bp_is_near(number, e->c->right.value[number->key].x) &&
           fabs(number->x - candidate->x[number->key]) <=
               most_units * number->unit;
}

/* Whether every number agrees, those after training or the others. */
static bool all_agree(const evidence *e, const bp_candidate *candidate,
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
static bool explains_all(const evidence *e, bp_candidate *candidate, bool *ok)
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

/* Significant digits of the numbers that are not right and agree with the
 * candidate, but not with the one besides (NULL: whatever it says). */
static int digits_for(const evidence *e, const bp_candidate *candidate,
                      const bp_candidate *besides)
{
    int digits = 0;
    for (size_t i = 0; i < e->n; i++)
        if (e->verdict[i] != BP_IS_RIGHT && agrees(e, i, candidate) &&
            (besides == NULL || !agrees(e, i, besides)))
            digits += e->number[i].digits;
    return digits;
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
static void count_explained(const evidence *e, const bp_candidate *a,
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
static void name(const evidence *e, bp_finding finding, const bp_candidate *a,
                 const bp_candidate *b)
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

static bool look_for_one(const evidence *e)
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
static bool needs_both(const evidence *e, const bp_candidate *pair, bool *ok)
{
    for (size_t p = 0; p < 2 && *ok; p++)
        *ok = bp_candidate_work_out(e->c, pair->part[p], e->with_training,
                                    e->complaint);
    return *ok && digits_for(e, pair, NULL) >= 2 * BP_ENOUGH_DIGITS &&
           digits_for(e, pair, pair->part[0]) >= BP_ENOUGH_DIGITS &&
           digits_for(e, pair, pair->part[1]) >= BP_ENOUGH_DIGITS;
}

/* Significant digits of all numbers that are not right. */
static int digits_to_explain(const evidence *e)
{
    int digits = 0;
    for (size_t i = 0; i < e->n; i++)
        digits += e->verdict[i] != BP_IS_RIGHT ? e->number[i].digits : 0;
    return digits;
}

/* Hundreds of pairs may have to be trained, so only where two could be named. */
static bool look_for_two(const evidence *e)
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
static bool share_wrong_numbers(const evidence *e, const bp_candidate *a,
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
static int wrong_digits_for(const evidence *e, const bp_candidate *candidate,
                            const bp_candidate *besides)
{
    int digits = 0;
    for (size_t i = 0; i < e->n; i++)
        if (e->verdict[i] == BP_IS_WRONG && agrees(e, i, candidate) &&
            (besides == NULL || !agrees(e, i, besides)))
            digits += e->number[i].digits;
    return digits;
}

/* What is wrong with every number of a round is no part of a mixture. */
static bool may_mix(const bp_candidate *candidate)
{
    return candidate->mistake[0]->touches != BP_TOUCHES_ALL;
}

static void look_for_mixture_with(const evidence *e, const bp_candidate *a,
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

static bool look_for_mixture(const evidence *e)
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
static bool may_be_float(const evidence *e, size_t i, bool *near)
{
    const bp_given_number *number = &e->number[i];
    double right = e->c->right.value[number->key].x;
    double off = fabs(number->x - right) - 2.0 * number->unit;
    *near = off <= 4.0 * (double)FLT_EPSILON * fabs(right);
    return off <= 1e-3 * fabs(right);
}

/* Whether the numbers are off as floats are: nearly all by a little, and only few
 * are right to more digits than a float has. */
static bool are_floats(const evidence *e)
{
    size_t n_near = 0;
    size_t n_finer = 0;
    for (size_t i = 0; i < e->n; i++) {
        const bp_given_number *number = &e->number[i];
        bool is_given = e->c->right.value[number->key].chapter == BP_NETWORK;
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
static void look_for_floats(const evidence *e)
{
    for (size_t s = 0; s < e->c->n_singles; s++) {
        const bp_candidate *candidate = &e->c->single[s];
        if (!may_mix(candidate) && e->diagnosis->n_wrong > 1 && are_floats(e) &&
            digits_to_explain(e) >= BP_ENOUGH_DIGITS)
            name(e, BP_FOUND_MISTAKE, candidate, NULL);
    }
}

/* Nothing but 0.0 and 0.00 tells nothing. */
static bool is_told(const evidence *e)
{
    int digits = 0;
    for (size_t i = 0; i < e->n; i++)
        digits += e->number[i].unit > 0.0 ? e->number[i].digits : 1;
    return digits > 0;
}

static bool diagnose(const evidence *e)
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

bool bp_check(bp_checker *checker, const bp_given_number number[], size_t n,
              bp_verdict verdict[], bp_diagnosis *diagnosis,
              bp_complaint *complaint)
{
    evidence e = {.c = checker->candidates,
                  .number = number,
                  .n = n,
                  .verdict = verdict,
                  .diagnosis = diagnosis,
                  .complaint = complaint};
    for (size_t i = 0; i < n; i++)
        e.with_training = e.with_training || is_trained(&e, i);
    return (!e.with_training || bp_candidates_train(e.c, complaint)) &&
           judge_all(checker, &e, verdict) && diagnose(&e);
}

const char *bp_diagnosis_text(const bp_diagnosis *diagnosis,
                              char text[BP_DIAGNOSIS_SIZE])
{
    static const char *const findings[] = {[BP_FOUND_RIGHT] = "right",
                                           [BP_FOUND_SLIP] = "slip",
                                           [BP_FOUND_UNKNOWN] = "unknown"};
    if (diagnosis->n_names == 0) {
        snprintf(text, BP_DIAGNOSIS_SIZE, "%s", findings[diagnosis->finding]);
        return text;
    }
    size_t used = 0;
    for (size_t k = 0; k < diagnosis->n_names; k++) {
        const bp_name *n = &diagnosis->name[k];
        bool is_pair = n->mistake[1] != NULL;
        used += (size_t)snprintf(text + used, BP_DIAGNOSIS_SIZE - used,
                                 "%s%s%s%s", k > 0 ? "," : "",
                                 n->mistake[0]->id, is_pair ? "+" : "",
                                 is_pair ? n->mistake[1]->id : "");
    }
    return text;
}

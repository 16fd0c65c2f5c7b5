/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/check.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/candidate_numbers.h"
#include "check/explain.h"

/* What the right way says, and besides it the explanations: of the last file that was
 * checked, in memory that serves the next one. */
struct bp_checker {
    bp_candidates *candidates;
    bp_evidence e;
    bp_opinion *right;
    bp_opinion *by_sign; /* the same under the other convention of signs */
    size_t room;         /* for the numbers of one file */
};

/* --------------------------------------------------------------------- memory */

/* Room to follow in, which is as large as the example. */
static bool make_room_to_follow(bp_checker *checker)
{
    bp_follower *f = &checker->e.f;
    size_t n = checker->candidates->numbers->n;
    f->c = checker->candidates;
    f->by_place = calloc(n, sizeof(const bp_given_number *));
    bool has_room = f->by_place != NULL;
    for (size_t way = 0; way < 2; way++) {
        f->met[way] = malloc(n * sizeof(double));
        f->width[way] = malloc(n * sizeof(double));
        has_room = has_room && f->met[way] != NULL && f->width[way] != NULL;
    }
    return has_room;
}

/* Room for what is thought of so many numbers. */
static bool make_room_for_opinions(bp_checker *checker, size_t n)
{
    if (n <= checker->room)
        return true;
    size_t room = 2 * n;
    bp_opinion *opinions = calloc(4 * room, sizeof *opinions);
    bp_made *made =
        calloc(room * (checker->candidates->n_singles + 1), sizeof *made);
    if (opinions == NULL || made == NULL) {
        free(opinions);
        free(made);
        return false;
    }
    free(checker->right);
    free(checker->e.made);
    checker->right = opinions;
    checker->by_sign = opinions + room;
    checker->e.right = checker->right;
    checker->e.opinion[0] = opinions + 2 * room;
    checker->e.opinion[1] = opinions + 3 * room;
    checker->e.made = made;
    checker->room = room;
    return true;
}

bp_checker *bp_checker_alloc(const bp_example *example,
                             const bp_progress *progress,
                             bp_complaint *complaint)
{
    bp_checker *checker = calloc(1, sizeof *checker);
    if (checker == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return NULL;
    }
    checker->candidates = bp_candidates_alloc(example, complaint);
    if (checker->candidates == NULL) {
        bp_checker_free(checker);
        return NULL;
    }
    if (!make_room_to_follow(checker)) {
        bp_complain(complaint, 0, "out of memory");
        bp_checker_free(checker);
        return NULL;
    }
    if (progress != NULL)
        checker->candidates->trainer->progress = *progress;
    return checker;
}

void bp_checker_free(bp_checker *checker)
{
    if (checker == NULL)
        return;
    bp_candidates_free(checker->candidates);
    free(checker->e.f.by_place);
    for (size_t way = 0; way < 2; way++) {
        free(checker->e.f.met[way]);
        free(checker->e.f.width[way]);
    }
    free(checker->right);
    free(checker->e.made);
    free(checker);
}

const bp_definitions *bp_checker_numbers(const bp_checker *checker)
{
    return checker->candidates->numbers;
}

double bp_checker_right(const bp_checker *checker,
                        const bp_given_number *number)
{
    const bp_candidates *c = checker->candidates;
    return bp_candidate_value(c, &c->right, number->key, number->rounds);
}

/* ------------------------------------------------------------ order and names */

static int compare(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_numbers(const void *a, const void *b)
{
    const bp_given_number *left = a;
    const bp_given_number *right = b;
    int by_rounds = compare(left->rounds, right->rounds);
    return by_rounds != 0 ? by_rounds : compare(left->key, right->key);
}

/* The key of a weight or bias once the round is over; of anything else
 * SIZE_MAX. */
static size_t key_of_new(const bp_candidates *c, size_t key)
{
    const bp_definition *old = &c->numbers->number[key];
    char name[BP_KEY_SIZE + 1];
    bool is_weight = old->kind == BP_WEIGHT || old->kind == BP_BIAS;
    if (!is_weight || old->moment != BP_IN_ROUND)
        return SIZE_MAX;
    snprintf(name, sizeof name, "%s+", old->key);
    return bp_definitions_find(c->numbers, name);
}

static bool is_given_besides(const bp_given_number number[], size_t n,
                             size_t key)
{
    for (size_t i = 0; i < n; i++)
        if (number[i].key == key)
            return true;
    return false;
}

/* Whether a number is not that of an old weight, as the example gives it, but near
 * that of the new one. */
static bool is_new(const bp_candidates *c, const bp_given_number *number,
                   size_t new_key)
{
    double old_x = c->right.x[number->key];
    double new_x = c->right.x[new_key];
    return fabs(number->x - old_x) > 2.0 * number->unit + 1e-12 &&
           fabs(number->x - new_x) <
               0.25 * fabs(number->x - old_x) + 2.0 * number->unit;
}

/* Gives new weights that stand under the names of old ones their own names; returns
 * how many there are. */
static size_t rename_new_weights(const bp_candidates *c,
                                 bp_given_number number[], size_t n)
{
    size_t n_new = 0;
    for (size_t i = 0; i < n && bp_is_given(c, &number[i]); i++) {
        size_t new_key = key_of_new(c, number[i].key);
        if (new_key != SIZE_MAX && is_new(c, &number[i], new_key) &&
            !is_given_besides(number, n, new_key)) {
            number[i].key = new_key;
            n_new++;
        }
    }
    return n_new;
}

/* ------------------------------------------------------------------- verdicts */

/* The mistake that is none: another convention of signs. */
static bp_candidate *other_sign(bp_candidates *c)
{
    for (size_t s = 0; s < c->n_singles; s++)
        if (strcmp(c->single[s].mistake[0]->id, "sign-convention") == 0)
            return &c->single[s];
    return NULL;
}

/* Whether the learner has derivatives with the other sign. */
static bool has_other_sign(const bp_evidence *e, const bp_opinion by_sign[])
{
    for (size_t i = 0; i < e->f.n; i++)
        if (e->right[i].agreement == BP_MISFITS &&
            by_sign[i].agreement == BP_FITS && !bp_is_coarse(&e->f.number[i]))
            return true;
    return false;
}

/* Whether a coarse number of the round has a sign, and the right one has another,
 * and half a unit or more of it: rounded, it would show. */
static bool has_other_sign_than(const bp_given_number *number,
                                const double right[])
{
    if (number->rounds > 0 || number->x == 0.0)
        return false;
    double x = right[number->key];
    return x * number->x < 0.0 && fabs(x) >= 0.5 * number->unit;
}

/* What the example gives is right with any digits, if it is the same number. */
static bp_verdict verdict_on(const bp_given_number *number,
                             const bp_opinion *right, bool is_given)
{
    bool is_sure = is_given && fabs(number->x - right->should) < 1e-15;
    if (right->is_lost ||
        (right->agreement != BP_MISFITS && !is_sure && bp_is_coarse(number)))
        return BP_IS_COARSE;
    if (right->agreement == BP_FITS)
        return BP_IS_RIGHT;
    return right->agreement == BP_FOLLOWS ? BP_IS_CARRIED : BP_IS_WRONG;
}

/* Where nothing is wrong, nothing can have been carried on from it: then the
 * first number that is not right is wrong. */
static void blame_one(const bp_evidence *e)
{
    for (size_t i = 0; i < e->f.n; i++)
        if (e->judgement[i].verdict == BP_IS_WRONG)
            return;
    for (size_t i = 0; i < e->f.n; i++)
        if (e->judgement[i].verdict == BP_IS_CARRIED) {
            e->judgement[i].verdict = BP_IS_WRONG;
            return;
        }
}

static bool judge_all(bp_checker *checker)
{
    bp_evidence *e = &checker->e;
    bp_candidates *c = checker->candidates;
    if (!bp_follow(&e->f, &c->right, checker->right, e->complaint))
        return false;
    bool any_wrong = false;
    for (size_t i = 0; i < e->f.n; i++) {
        const bp_given_number *number = &e->f.number[i];
        e->judgement[i] =
            (bp_judgement){.verdict = verdict_on(number, &checker->right[i],
                                                 bp_is_given(c, number)),
                           .because.same_as = SIZE_MAX,
                           .is_lost = checker->right[i].is_lost};
        e->judgement[i].has_other_sign =
            e->judgement[i].verdict == BP_IS_COARSE &&
            has_other_sign_than(number, c->right.x);
        any_wrong = any_wrong || e->judgement[i].verdict == BP_IS_WRONG;
    }
    bp_candidate *sign = other_sign(c);
    if (any_wrong && sign != NULL) {
        if (!bp_follow(&e->f, sign, checker->by_sign, e->complaint))
            return false;
        for (size_t i = 0; i < e->f.n && has_other_sign(e, checker->by_sign);
             i++)
            if (e->judgement[i].verdict == BP_IS_WRONG &&
                checker->by_sign[i].agreement == BP_FOLLOWS)
                e->judgement[i].verdict = BP_IS_CARRIED;
    }
    blame_one(e);
    return true;
}

/* ------------------------------------------------------------------- diagnosis */

/* Whether most of the example's given numbers that are among these are others. */
static bool may_be_another(const bp_evidence *e)
{
    size_t n_right = 0;
    size_t n_wrong = 0;
    for (size_t i = 0; i < e->f.n; i++)
        if (bp_is_given(e->f.c, &e->f.number[i]))
            *(e->judgement[i].verdict == BP_IS_RIGHT ? &n_right : &n_wrong) +=
                1;
    return n_wrong > 1 && n_wrong > n_right;
}

/* Whether there is no number of the walk's round that was not given. */
static bool is_complete(const bp_evidence *e)
{
    const bp_definitions *d = e->f.c->numbers;
    size_t i = 0;
    for (size_t k = 0; k < d->n_round; k++) {
        while (i < e->f.n && e->f.number[i].key < k)
            i++;
        bool is_there = i < e->f.n && e->f.number[i].key == k;
        bool is_asked = d->number[k].standing == BP_IN_WALK &&
                        d->number[k].chapter != BP_NETWORK;
        if (is_asked && !is_there)
            return false;
    }
    return true;
}

static void count(const bp_evidence *e)
{
    bp_diagnosis *d = e->diagnosis;
    *d = (bp_diagnosis){.finding = BP_FOUND_UNKNOWN,
                        .another_example = may_be_another(e),
                        .is_complete = is_complete(e)};
    for (size_t i = 0; i < e->f.n; i++) {
        const bp_judgement *j = &e->judgement[i];
        bool is_not_right =
            j->verdict == BP_IS_WRONG || j->verdict == BP_IS_CARRIED;
        if (is_not_right && d->n_not_right++ == 0)
            d->first = i;
        d->n_wrong += j->verdict == BP_IS_WRONG;
        d->n_coarse += j->verdict == BP_IS_COARSE;
        d->n_lost += j->is_lost;
        d->n_other_sign += j->has_other_sign;
    }
}

/* ---------------------------------------------------------------------- floats */

/* Whether a float that is printed with so many digits can be told from a double. */
static bool tells_floats(const bp_given_number *number)
{
    return number->unit > 0.0 && number->digits >= 9 &&
           8.0 * number->unit < (double)FLT_EPSILON * fabs(number->x);
}

/* Nine digits of a float are all that it has; more may follow as zeros. */
static bool is_float(const bp_given_number *number)
{
    const bp_precision nine_digits = {.significant = 1e-8};
    double half = 0.5 * bp_last_place(&nine_digits, number->x);
    return fabs(number->x - (double)(float)number->x) <=
           fmax(number->unit, half);
}

/* Floats, doubles, or nobody can tell. */
typedef enum { BP_MAY_BE_FLOATS, BP_ARE_FLOATS, BP_ARE_DOUBLES } bp_floats;

static bp_floats find_floats(const bp_evidence *e)
{
    size_t n_float = 0;
    size_t n_double = 0;
    for (size_t i = 0; i < e->f.n; i++)
        if (!bp_is_given(e->f.c, &e->f.number[i]) &&
            tells_floats(&e->f.number[i]))
            *(is_float(&e->f.number[i]) ? &n_float : &n_double) += 1;
    if (n_float + n_double == 0)
        return BP_MAY_BE_FLOATS;
    return n_float > n_double ? BP_ARE_FLOATS : BP_ARE_DOUBLES;
}

/* ------------------------------------------------------------------- the whole */

/* Judges, with floats as good as doubles or not. */
static bool judge_as(bp_checker *checker, bool in_floats)
{
    bp_evidence *e = &checker->e;
    e->f.in_floats = in_floats;
    e->f.precision =
        bp_precision_shown(checker->candidates, e->f.number, e->f.n);
    e->f.coarsest = bp_coarsest_place(checker->candidates, e->f.number, e->f.n);
    if (in_floats)
        e->f.precision.binary = bp_binary_float;
    if (!judge_all(checker))
        return false;
    count(e);
    e->diagnosis->in_floats = bp_are_as_floats(e, e->right);
    if (e->diagnosis->n_not_right == 0 && e->diagnosis->n_other_sign == 0)
        e->diagnosis->finding = BP_FOUND_RIGHT;
    return true;
}

static bool judge_and_explain(bp_checker *checker, bool in_floats)
{
    return judge_as(checker, in_floats) &&
           (checker->e.diagnosis->finding == BP_FOUND_RIGHT ||
            bp_explain(&checker->e));
}

/* How much there is to say, so that the better of two explanations is taken. */
static int worth(const bp_diagnosis *d)
{
    if (d->finding == BP_FOUND_UNKNOWN)
        return 0;
    if (d->is_unsure)
        return 1;
    return d->finding == BP_FOUND_SLIP || d->name[0].with_slip ? 2 : 3;
}

/* Whether a number that is not right shows as many digits as a float has, and no
 * more of the others are right to more. */
static bool may_be_floats(const bp_evidence *e)
{
    size_t n_fine = 0;
    size_t n_finer = 0;
    for (size_t i = 0; i < e->f.n; i++) {
        const bp_given_number *number = &e->f.number[i];
        double step = (double)FLT_EPSILON * fabs(number->x);
        bool is_fine = number->unit < 32.0 * step || number->x == 0.0;
        n_fine += is_fine && e->judgement[i].verdict != BP_IS_RIGHT;
        n_finer += bp_is_finer_than_floats(e, i, &e->right[i]);
    }
    return n_fine > 0 && n_finer <= n_fine;
}

/* Numbers that may be floats or doubles are taken for what explains them better:
 * doubles, unless floats say more. */
static bool find_the_better(bp_checker *checker)
{
    bp_diagnosis *d = checker->e.diagnosis;
    if (!may_be_floats(&checker->e))
        return bp_explain(&checker->e);
    if (!judge_as(checker, true))
        return false;
    if (d->finding == BP_FOUND_RIGHT && d->in_floats)
        return true;
    if (!judge_and_explain(checker, false))
        return false;
    const int sure = 3;
    int before = worth(d);
    if (before == sure)
        return true;
    if (!judge_and_explain(checker, true))
        return false;
    bool is_better = worth(d) > before && d->in_floats;
    return is_better || judge_and_explain(checker, false);
}

/* Numbers that are not right as doubles. */
static bool explain_by_precision(bp_checker *checker)
{
    switch (find_floats(&checker->e)) {
    case BP_ARE_FLOATS:
        return judge_and_explain(checker, true);
    case BP_ARE_DOUBLES:
        return bp_explain(&checker->e);
    default:
        return find_the_better(checker);
    }
}

/* Puts the numbers into order; returns how many were given new names. */
static size_t put_in_order(const bp_candidates *c, bp_given_number number[],
                           size_t n)
{
    qsort(number, n, sizeof number[0], compare_numbers);
    size_t n_new = rename_new_weights(c, number, n);
    if (n_new > 0)
        qsort(number, n, sizeof number[0], compare_numbers);
    return n_new;
}

bool bp_check(bp_checker *checker, bp_given_number number[], size_t n,
              bp_judgement judgement[], bp_diagnosis *diagnosis,
              bp_complaint *complaint)
{
    bp_evidence *e = &checker->e;
    if (!make_room_for_opinions(checker, n)) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    size_t n_new = put_in_order(checker->candidates, number, n);
    e->f.number = number;
    e->f.n = n;
    e->judgement = judgement;
    e->diagnosis = diagnosis;
    e->complaint = complaint;
    bool ok = judge_as(checker, false);
    if (ok && diagnosis->finding != BP_FOUND_RIGHT)
        ok = explain_by_precision(checker);
    diagnosis->n_read_as_new = n_new;
    return ok;
}

/* ----------------------------------------------------------------------- words */

static void append(char text[BP_DIAGNOSIS_SIZE], const char *what)
{
    size_t used = strlen(text);
    snprintf(text + used, BP_DIAGNOSIS_SIZE - used, "%s", what);
}

/* "a+b+single-precision+slip?" */
static void append_name(const bp_diagnosis *d, const bp_name *name,
                        char text[BP_DIAGNOSIS_SIZE])
{
    static const char single_precision[] = "single-precision";
    const bp_mistake *floats = bp_mistake_find(single_precision);
    bool is_open = d->in_floats; /* still to be said */
    for (size_t m = 0; m < name->n; m++) {
        if (is_open && name->mistake[m] > floats) {
            append(text, m > 0 ? "+" : "");
            append(text, single_precision);
            append(text, "+");
            is_open = false;
        } else if (m > 0) {
            append(text, "+");
        }
        append(text, name->mistake[m]->id);
    }
    if (is_open)
        append(text, "+single-precision");
    append(text, name->with_slip ? "+slip" : "");
    append(text, d->is_unsure ? "?" : "");
}

const char *bp_diagnosis_text(const bp_diagnosis *d,
                              char text[BP_DIAGNOSIS_SIZE])
{
    static const char *const findings[] = {[BP_FOUND_RIGHT] = "right",
                                           [BP_FOUND_SLIP] = "slip",
                                           [BP_FOUND_UNKNOWN] = "unknown"};
    text[0] = '\0';
    for (size_t k = 0; k < d->n_names; k++) {
        append(text, k > 0 ? "," : "");
        append_name(d, &d->name[k], text);
    }
    if (d->n_names > 0)
        return text;
    bool is_right = d->finding == BP_FOUND_RIGHT;
    if (d->in_floats && d->finding != BP_FOUND_UNKNOWN)
        append(text, is_right ? "single-precision" : "single-precision+");
    if (!is_right || !d->in_floats)
        append(text, findings[d->finding]);
    return text;
}

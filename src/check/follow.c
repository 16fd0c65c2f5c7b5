/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/follow.h"

#include <float.h>

#include "check/candidate_numbers.h"
#include "check/candidate_training.h"
#include "walk/number.h"

/* ------------------------------------------------------------------- precision */

/* Decimals of a number; of a whole number none. */
static int n_decimals(const bp_given_number *number)
{
    return number->unit > 0.0 ? (int)lround(-log10(number->unit)) : 0;
}

static int n_digits(const bp_given_number *number)
{
    return number->digits;
}

/* How fine most of the numbers are that somebody had to work out by hand. */
typedef struct {
    int most;      /* so many places, or digits, have at least some of them */
    bool is_usual; /* and no more and no fewer, most of them */
} fineness;

static fineness find_fineness(const bp_candidates *c,
                              const bp_given_number number[], size_t n,
                              int (*measure)(const bp_given_number *))
{
    enum { LEAST = -20, MOST = 40 };
    size_t count[MOST - LEAST + 1] = {0};
    size_t total = 0;
    for (size_t i = 0; i < n && number[i].key < c->numbers->n_round; i++)
        if (!bp_is_given(c, &number[i]) && number[i].unit > 0.0) {
            int places = measure(&number[i]);
            places = places < LEAST ? LEAST : places > MOST ? MOST : places;
            count[places - LEAST]++;
            total++;
        }
    size_t finer = 0;
    for (int places = MOST; places >= LEAST; places--) {
        finer += count[places - LEAST];
        /* One digit too many in one of many numbers says nothing. */
        if (finer > 0 && 5 * finer >= total)
            return (fineness){places, 10 * count[places - LEAST] >= 6 * total};
    }
    return (fineness){MOST, true};
}

bp_precision bp_precision_shown(const bp_candidates *c,
                                const bp_given_number number[], size_t n)
{
    enum { FEWEST = 2 };
    fineness decimals = find_fineness(c, number, n, n_decimals);
    fineness digits = find_fineness(c, number, n, n_digits);
    /* Nobody goes on with one digit: it would allow anything. */
    if (digits.most < FEWEST)
        digits.most = FEWEST;
    bp_precision precision = {.decimal = bp_power_of_ten(-decimals.most),
                              .significant = bp_power_of_ten(1 - digits.most),
                              .binary = bp_binary_double};
    /* Where it is not plain which of the two it is, it may be either. */
    if (decimals.is_usual && !digits.is_usual)
        precision.significant = 0.0;
    if (digits.is_usual && !decimals.is_usual)
        precision.decimal = 0.0;
    return precision;
}

double bp_coarsest_place(const bp_candidates *c, const bp_given_number number[],
                         size_t n)
{
    double coarsest = 0.0;
    for (size_t i = 0; i < n && number[i].key < c->numbers->n_round; i++)
        if (!bp_is_given(c, &number[i]))
            coarsest = fmax(coarsest, number[i].unit);
    return coarsest;
}

bool bp_is_coarse(const bp_given_number *number)
{
    return 2.0 * number->unit >= fabs(number->x) * (1.0 - 1e-12) &&
           number->unit > 0.0;
}

bool bp_is_given(const bp_candidates *c, const bp_given_number *number)
{
    return c->numbers->number[number->key].chapter == BP_NETWORK;
}

/* ------------------------------------------------------------------------- near */

/* Whether the number is so far from x at most, and from two units in its last
 * place. */
static bool is_within(const bp_given_number *number, double x, double width)
{
    double most = fmax(2.0 * number->unit, width);
    return isfinite(x) &&
           fabs(number->x - x) <= most * (1.0 + 1e-9) + DBL_EPSILON * fabs(x);
}

/* What a candidate gives, and how far doubles, or floats, may be off from it. */
typedef struct {
    double x, in_doubles, in_floats;
} target;

/* An error differs by more the nearer it is to 0: it is half the square of a miss,
 * which has been rounded in the last places of a number near 1. */
static double rounding(double x)
{
    const double last_places = 16.0 * DBL_EPSILON;
    return 1e-12 * fabs(x) + last_places * sqrt(2.0 * fabs(x));
}

static target target_in_round(const bp_candidate *candidate, size_t place)
{
    double x = candidate->x[place];
    double off = candidate->by_binary[place];
    return (target){x, 4.0 * bp_binary_double * off + 1e-12 * fabs(x),
                    bp_binary_float * (off + fabs(x))};
}

/* Floats that were rounded elsewhere are a few times as far off as ours. */
static target target_after(const bp_trained *of, const bp_trained *right,
                           size_t place)
{
    const double times = 8.0;
    double x = of->x[place];
    double in_doubles =
        rounding(x) + 64.0 * fmax(right->lost[place], of->lost[place]);
    return (target){
        x, in_doubles,
        times * (right->in_floats[place] + (double)FLT_EPSILON * fabs(x))};
}

/* Whether a number that fits needs floats for it: it is too far off for its digits,
 * and they are about as many as a float has, or more. */
static bool shows_floats(const bp_follower *f, const bp_given_number *given,
                         double should)
{
    bool is_fine = given->x == 0.0 ||
                   given->unit < 32.0 * (double)FLT_EPSILON * fabs(given->x);
    return f->in_floats && is_fine &&
           !is_within(given, should, 2.0 * given->unit);
}

static bool is_near(const bp_follower *f, const bp_given_number *number,
                    const target *t, bool *only_in_floats)
{
    *only_in_floats = false;
    if (is_within(number, t->x, 2.0 * number->unit + t->in_doubles))
        return true;
    *only_in_floats = f->in_floats;
    return f->in_floats &&
           is_within(number, t->x, 2.0 * number->unit + t->in_floats);
}

/* How far rounding could lead, by rules that are there. */
static double widest(const bp_follower *f, const bp_candidate *candidate,
                     size_t k)
{
    double binary = f->in_floats ? bp_binary_float : 4.0 * bp_binary_double;
    return fmax(f->precision.decimal, f->coarsest) * candidate->by_decimal[k] +
           f->precision.significant * candidate->by_significant[k] +
           binary * (candidate->by_binary[k] + fabs(candidate->x[k]));
}

bool bp_may_fit(const bp_follower *f, const bp_candidate *candidate,
                const bp_given_number *number)
{
    const double spare = 2.0;
    size_t k = bp_candidate_place(f->c, candidate, number->key);
    double width = 0.0;
    if (candidate->rules != NULL)
        width = widest(f, candidate, k);
    else
        for (size_t m = 0; m < candidate->n; m++)
            width += widest(f, candidate->of[m], k);
    return is_within(number, candidate->x[k],
                     2.0 * number->unit + spare * width);
}

/* ---------------------------------------------------------------- in the round */

enum { AGREED, OWN };

/* How the walk goes on: with the learner's numbers where they agree; with the
 * learner's own in any case. */
typedef struct {
    const bp_follower *f;
    bp_candidate *candidate;
    bp_precision precision;
    bool parted; /* do the two differ */
} follower;

/* The precision of the steps that lead to a number: no coarser than what is shown
 * of it. */
static bp_precision precision_for(const follower *w,
                                  const bp_given_number *given, double x)
{
    bp_precision p = w->precision;
    if (given == NULL || given->unit == 0.0)
        return p;
    bp_precision one = {.significant = 1.0};
    p.decimal = fmin(p.decimal, given->unit);
    p.significant = fmin(p.significant, given->unit / bp_last_place(&one, x));
    return p;
}

/* What the rules make of the numbers that have been met. */
static void work_out(const follower *w, size_t k, int way,
                     const bp_given_number *given)
{
    const bp_candidate *candidate = w->candidate;
    double *x = w->f->met[way];
    double *width = w->f->width[way];
    bp_operation operation = candidate->rules->number[k].operation;
    if (operation == BP_GIVEN || operation == BP_TRAINED) {
        x[k] = candidate->x[k];
        width[k] = operation == BP_GIVEN
                       ? 0.0
                       : 2.0 * bp_last_place(&w->precision, x[k]);
        return;
    }
    x[k] = bp_evaluate(candidate->rules, k, x);
    bp_precision precision = precision_for(w, given, x[k]);
    width[k] = bp_width(candidate->rules, k, x, width, &precision);
}

bool bp_may_be_beside(const bp_definition *number)
{
    return number->kind == BP_PATH || number->kind == BP_DNET_DW ||
           number->kind == BP_DE_DB || number->kind == BP_DOUT_DNET ||
           number->kind == BP_PATH_WEIGHT;
}

/* How far number k may be off. Worst-case bounds for two digits at each step lead
 * beyond 0 soon; a number that is not coarse is taken to have its sign, where with
 * three digits it would have. */
static double allowed(const follower *w, int way, size_t k)
{
    const double two_digits = 0.1;
    double width = w->f->width[way][k];
    double x = fabs(w->f->met[way][k]);
    bool has_sign = w->precision.significant >= two_digits && width < 10.0 * x;
    return has_sign ? fmin(width, x) : width;
}

static bool is_right_beside(const follower *w, size_t k,
                            const bp_given_number *given)
{
    const bp_candidates *c = w->f->c;
    if (w->candidate->n == 0 || !bp_may_be_beside(&c->numbers->number[k]))
        return false;
    double x = bp_evaluate(c->numbers, k, w->f->met[OWN]);
    bp_precision precision = precision_for(w, given, x);
    double width =
        bp_width(c->numbers, k, w->f->met[OWN], w->f->width[OWN], &precision);
    return is_within(given, x, width);
}

static bp_opinion judge(const follower *w, size_t k,
                        const bp_given_number *given)
{
    double *const *x = w->f->met;
    target t = target_in_round(w->candidate, k);
    bp_opinion o = {.agreement = BP_FITS,
                    .made = x[OWN][k],
                    .should = x[AGREED][k],
                    .tolerance =
                        fmax(2.0 * given->unit, allowed(w, AGREED, k))};
    if (is_within(given, t.x, 2.0 * given->unit + t.in_doubles))
        return o;
    /* What the example gives is not worked out. */
    bool is_made = !bp_is_given(w->f->c, given);
    o.only_in_floats = shows_floats(w->f, given, x[AGREED][k]);
    if (is_made && is_within(given, x[AGREED][k], allowed(w, AGREED, k)))
        return o;
    o.is_beside = is_made && is_right_beside(w, k, given);
    if (o.is_beside)
        return o;
    bool in_floats;
    if (is_near(w->f, given, &t, &in_floats)) {
        o.only_in_floats = in_floats;
        o.tolerance = fmax(o.tolerance, t.in_floats);
        return o;
    }
    o.only_in_floats = false;
    o.agreement = is_made && is_within(given, x[OWN][k], allowed(w, OWN, k))
                      ? BP_FOLLOWS
                      : BP_MISFITS;
    return o;
}

/* Goes on from number k, which has been worked out, as the learner does. A program
 * that has floats prints them rounded, and goes on with all of their bits; so may
 * anybody where it is not for right or wrong, but for what is carried. */
static void go_on(follower *w, size_t k, const bp_given_number *given,
                  bp_agreement agreement)
{
    double width = 0.0;
    if (w->f->in_floats)
        width = given->unit + (double)FLT_EPSILON * fabs(given->x);
    if (agreement == BP_FITS) {
        w->f->met[AGREED][k] = given->x;
        w->f->width[AGREED][k] = width;
    }
    if (!bp_is_given(w->f->c, given))
        width = fmax(width, given->unit);
    w->parted = w->parted || agreement != BP_FITS;
    w->f->met[OWN][k] = given->x;
    w->f->width[OWN][k] = width;
}

static void follow_round(follower *w, bp_opinion opinion[])
{
    const bp_follower *f = w->f;
    const bp_definitions *d = w->candidate->rules;
    for (size_t s = 0; s < d->n_round; s++) {
        size_t k = d->order[s];
        const bp_given_number *given = f->by_place[k];
        work_out(w, k, AGREED, given);
        if (w->parted) {
            work_out(w, k, OWN, given);
        } else {
            f->met[OWN][k] = f->met[AGREED][k];
            f->width[OWN][k] = f->width[AGREED][k];
        }
        if (given != NULL) {
            bp_opinion *o = &opinion[given - f->number];
            *o = judge(w, k, given);
            go_on(w, k, given, o->agreement);
        }
    }
}

/* -------------------------------------------------------------- after training */

/* What a program prints is rounded once. What follows, follows from other @ numbers
 * with the same rounds. */
static void follow_training(follower *w, const bp_trained *of,
                            const bp_trained *right, bp_opinion opinion[])
{
    const bp_follower *f = w->f;
    const bp_definitions *d = w->candidate->rules;
    double *x = f->met[OWN];
    double *width = f->width[OWN];
    bool is_wrong = false;
    for (size_t k = 0; k < d->n_round; k++) {
        x[k] = w->candidate->x[k];
        width[k] = 0.0;
    }
    for (size_t s = d->n_round; s < d->n; s++) {
        size_t k = d->order[s];
        bp_operation operation = d->number[k].operation;
        const bp_given_number *given = f->by_place[k];
        bool is_led_to = operation == BP_GIVEN || operation == BP_TRAINED;
        x[k] = is_led_to ? of->x[k] : bp_evaluate(d, k, x);
        width[k] = is_led_to ? 0.0 : bp_width(d, k, x, width, &w->precision);
        if (given == NULL)
            continue;
        target t = target_after(of, right, k);
        bp_opinion *o = &opinion[given - f->number];
        *o =
            (bp_opinion){.agreement = BP_FITS,
                         .made = x[k],
                         .should = of->x[k],
                         .is_lost = 640.0 * right->lost[k] > fabs(right->x[k])};
        o->tolerance = 2.0 * given->unit + t.in_doubles;
        if (!is_near(f, given, &t, &o->only_in_floats))
            o->agreement = is_wrong && is_within(given, x[k], width[k])
                               ? BP_FOLLOWS
                               : BP_MISFITS;
        if (o->only_in_floats)
            o->tolerance = 2.0 * given->unit + t.in_floats;
        is_wrong = is_wrong || o->agreement != BP_FITS;
        x[k] = given->x;
        width[k] = given->unit;
    }
}

/* ------------------------------------------------------------------ all of them */

/* Puts down, or takes away, who gives which number; those from first on that have
 * the same rounds. Returns where the next ones begin. */
static size_t put(const bp_follower *f, const bp_candidate *candidate,
                  size_t first, bool is_there)
{
    size_t n_round = f->c->numbers->n_round;
    size_t i = first;
    while (i < f->n && f->number[i].rounds == f->number[first].rounds &&
           (f->number[i].key < n_round) == (f->number[first].key < n_round)) {
        size_t place = bp_candidate_place(f->c, candidate, f->number[i].key);
        f->by_place[place] = is_there ? &f->number[i] : NULL;
        i++;
    }
    return i;
}

/* A training of a large network takes seconds. It is spared where numbers of the
 * round misfit already. */
static bool is_worth_training(const bp_follower *f,
                              const bp_candidate *candidate,
                              const bp_opinion opinion[], size_t n)
{
    size_t n_misfits = 0;
    if (candidate->n == 0 || !bp_is_large(f->c))
        return true;
    for (size_t i = 0; i < n; i++)
        n_misfits += opinion[i].agreement == BP_MISFITS;
    return n_misfits <= 1;
}

/* Numbers after training, from first on, that have the same rounds. */
static bool train_and_follow(follower *w, size_t first, bp_opinion opinion[],
                             bp_complaint *complaint)
{
    const bp_follower *f = w->f;
    size_t rounds = f->number[first].rounds;
    const bp_trained *of =
        bp_candidate_train(f->c, w->candidate, rounds, complaint);
    const bp_trained *right =
        of == NULL ? NULL
                   : bp_candidate_train(f->c, &f->c->right, rounds, complaint);
    if (right == NULL)
        return false;
    follow_training(w, of, right, opinion);
    return true;
}

bool bp_follow(const bp_follower *f, bp_candidate *candidate,
               bp_opinion opinion[], bp_complaint *complaint)
{
    if (!bp_candidate_rule(f->c, candidate, complaint))
        return false;
    follower w = {.f = f, .candidate = candidate, .precision = f->precision};
    bool ok = true;
    for (size_t first = 0; ok && first < f->n;) {
        size_t next = put(f, candidate, first, true);
        if (f->number[first].key < f->c->numbers->n_round)
            follow_round(&w, opinion);
        else if (is_worth_training(f, candidate, opinion, first))
            ok = train_and_follow(&w, first, opinion, complaint);
        else
            for (size_t i = first; i < next; i++)
                opinion[i] = (bp_opinion){.agreement = BP_MISFITS};
        put(f, candidate, first, false);
        first = next;
    }
    return ok;
}

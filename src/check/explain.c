/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/explain.h"

#include <float.h>
#include <string.h>

/* How often what rounding can do must go into the difference of two values, so
 * that a number tells one from the other. */
static const double far_apart = 5.0;

static bool is_not_right(const bp_evidence *e, size_t i)
{
    bp_verdict verdict = e->judgement[i].verdict;
    return verdict == BP_IS_WRONG || verdict == BP_IS_CARRIED;
}

static bool is_wrong(const bp_evidence *e, size_t i)
{
    return e->judgement[i].verdict == BP_IS_WRONG;
}

/* ------------------------------------------------------------------- evidence */

bool bp_is_finer_than_floats(const bp_evidence *e, size_t i,
                             const bp_opinion *opinion)
{
    const bp_given_number *number = &e->f.number[i];
    return opinion->agreement == BP_FITS && !opinion->only_in_floats &&
           !bp_is_given(e->f.c, number) && number->unit > 0.0 &&
           64.0 * number->unit < (double)FLT_EPSILON * fabs(number->x) &&
           fabs(number->x - opinion->should) <= 2.0 * number->unit;
}

bool bp_are_as_floats(const bp_evidence *e, const bp_opinion opinion[])
{
    size_t n_floats = 0;
    size_t n_finer = 0;
    for (size_t i = 0; i < e->f.n; i++) {
        n_floats += opinion[i].only_in_floats;
        n_finer += bp_is_finer_than_floats(e, i, &opinion[i]);
    }
    return n_floats > 0 && n_finer <= n_floats;
}

/* The digits of number i, where its value stands apart from the right one, well
 * beyond what rounding can do by either way. */
static int digits_apart(const bp_evidence *e, size_t i, const bp_opinion *by)
{
    if (e->judgement[i].has_other_sign)
        return e->f.number[i].digits;
    double apart = fabs(e->f.number[i].x - e->right[i].should);
    double tolerance = fmax(e->right[i].tolerance, by->tolerance);
    bool tells =
        is_not_right(e, i) && !by->is_beside && apart > far_apart * tolerance;
    return tells ? e->f.number[i].digits : 0;
}

/* What one candidate makes of all numbers. */
typedef struct {
    size_t n_misfits; /* numbers that do not fit */
    size_t misfit;    /* the last of these */
    size_t n_follows; /* numbers that follow from these */
    int digits;     /* of those that fit, and stand apart from the right ones */
    size_t n_apart; /* how many numbers these are */
    bool in_floats;
} account;

static account account_of(const bp_evidence *e, const bp_opinion opinion[])
{
    account a = {.n_misfits = 0};
    for (size_t i = 0; i < e->f.n; i++) {
        int digits = 0;
        bool is_contrary = e->judgement[i].has_other_sign &&
                           opinion[i].should * e->f.number[i].x < 0.0;
        switch (is_contrary ? BP_MISFITS : opinion[i].agreement) {
        case BP_MISFITS:
            a.n_misfits++;
            a.misfit = i;
            break;
        case BP_FOLLOWS:
            a.n_follows++;
            break;
        case BP_FITS:
            digits = digits_apart(e, i, &opinion[i]);
            a.digits += digits;
            a.n_apart += digits > 0;
        }
    }
    return a;
}

/* Every number but one, which is a slip. */
static bool fits_but_for_a_slip(const bp_evidence *e, const account *a,
                                const bp_opinion opinion[])
{
    return a->n_misfits == 1 && bp_is_slip(e, a->misfit, opinion);
}

static bool follow(const bp_evidence *e, bp_candidate *candidate, size_t room,
                   account *a)
{
    if (!bp_follow(&e->f, candidate, e->opinion[room], e->complaint))
        return false;
    *a = account_of(e, e->opinion[room]);
    return true;
}

/* --------------------------------------------------------------------- naming */

static bool is_named(const bp_diagnosis *d, const bp_name *name)
{
    for (size_t k = 0; k < d->n_names; k++)
        if (memcmp(d->name[k].mistake, name->mistake, sizeof name->mistake) ==
            0)
            return true;
    return false;
}

static void name(const bp_evidence *e, bp_finding finding, bp_name name)
{
    bp_diagnosis *d = e->diagnosis;
    if (d->n_names == BP_MOST_NAMES || is_named(d, &name))
        return;
    d->finding = finding;
    d->name[d->n_names++] = name;
}

static void name_candidate(const bp_evidence *e, const bp_candidate *candidate,
                           bool with_slip)
{
    bp_name n = {.n = candidate->n, .with_slip = with_slip};
    for (size_t m = 0; m < candidate->n; m++)
        n.mistake[m] = candidate->mistake[m];
    name(e, BP_FOUND_MISTAKE, n);
}

/* Of a number that is wrong, and of one that is named first. */
static void give_reason(const bp_evidence *e, size_t i,
                        const bp_mistake *mistake)
{
    bp_judgement *j = &e->judgement[i];
    if (j->verdict == BP_IS_WRONG && j->because.mistake == NULL)
        j->because.mistake = mistake;
}

static void count_explained(const bp_evidence *e, size_t i)
{
    bp_diagnosis *d = e->diagnosis;
    size_t digits = (size_t)e->f.number[i].digits;
    if (d->n_explained++ == 0 || digits < d->least_digits)
        d->least_digits = digits;
}

/* ------------------------------------------------------- all numbers, one way */

/* A quick look at the numbers that are not right, then at all. */
static bool may_fit_all(const bp_evidence *e, const bp_candidate *candidate)
{
    size_t n_round = e->f.c->numbers->n_round;
    for (int right = 0; right < 2; right++)
        for (size_t i = 0; i < e->f.n && e->f.number[i].key < n_round; i++)
            if (is_not_right(e, i) == !right &&
                !bp_may_fit(&e->f, candidate, &e->f.number[i]) &&
                e->f.c->numbers->number[e->f.number[i].key].standing ==
                    BP_IN_WALK)
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
        account a;
        *ok = follow(e, candidate->part[m], 1, &a);
        for (size_t i = 0; *ok && i < e->f.n; i++) {
            double apart = fabs(e->f.number[i].x - e->opinion[1][i].should);
            double tolerance =
                fmax(by_all[i].tolerance, e->opinion[1][i].tolerance);
            if (by_all[i].agreement == BP_FITS &&
                e->opinion[1][i].agreement != BP_FITS &&
                apart > far_apart * tolerance)
                digits += e->f.number[i].digits;
        }
        if (!*ok || digits < enough)
            return false;
    }
    return true;
}

/* Names the candidate where all numbers fit, or all but a slip; is unsure of it
 * where these have few digits. */
static bool try_candidate(const bp_evidence *e, bp_candidate *candidate,
                          bool with_slip, bool if_unsure)
{
    const int few = 3;
    account a;
    bool ok = follow(e, candidate, 0, &a);
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

static bool try_singles(const bp_evidence *e, bool with_slip, bool if_unsure)
{
    bool ok = true;
    for (size_t s = 0; ok && s < e->f.c->n_singles; s++) {
        bp_candidate *single = &e->f.c->single[s];
        if (!bp_is_precision(single) && (with_slip || may_fit_all(e, single)))
            ok = try_candidate(e, single, with_slip, if_unsure);
    }
    return ok;
}

/* Significant digits of all numbers that are not right. */
static int digits_to_explain(const bp_evidence *e)
{
    int digits = 0;
    for (size_t i = 0; i < e->f.n; i++)
        digits += is_not_right(e, i) ? e->f.number[i].digits : 0;
    return digits;
}

/* Hundreds of pairs may have to be worked out, so only where two could be named. */
static bool try_pairs(const bp_evidence *e, bool if_unsure)
{
    int enough = if_unsure ? BP_ENOUGH_DIGITS : 2 * BP_ENOUGH_DIGITS;
    if (digits_to_explain(e) < enough)
        return true;
    bool ok = bp_candidates_pair(e->f.c, e->complaint);
    for (size_t p = 0; ok && p < e->f.c->n_pairs; p++) {
        bp_candidate *pair = &e->f.c->pair[p];
        ok = bp_candidate_work_out(e->f.c, pair, e->complaint);
        if (ok && may_fit_all(e, pair))
            ok = try_candidate(e, pair, false, if_unsure);
        bp_candidate_let_go(e->f.c, pair);
    }
    return ok;
}

/* How many of the numbers may fit, in the walk's order, before one does not. */
static size_t n_fit_first(const bp_evidence *e, const bp_candidate *candidate)
{
    size_t i = 0;
    while (i < e->f.n && e->f.number[i].key < e->f.c->numbers->n_round &&
           bp_may_fit(&e->f, candidate, &e->f.number[i]))
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
            ok = try_candidate(e, triple, false, false);
    }
    return ok;
}

/* A third mistake changes what comes after that which two explain. So it is tried
 * with those few pairs that explain most of the walk, and more than one mistake
 * does. */
static bool try_triples(const bp_evidence *e)
{
    enum { FEW = 8 };
    bp_candidates *c = e->f.c;
    size_t most = 0;
    size_t by_one = 0;
    if (digits_to_explain(e) < BP_MOST_AT_ONCE * BP_ENOUGH_DIGITS)
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

/* -------------------------------------------------------------------- mixtures */

/* What a single mistake makes of the numbers; behind the last, room for one
 * candidate more. */
static bp_made *made_by(const bp_evidence *e, size_t s)
{
    return &e->made[s * e->f.n];
}

/* One number with the other sign, where all else is right, is a slip. */
static bool is_other_sign(const bp_evidence *e, size_t i)
{
    return fabs(e->f.number[i].x + e->right[i].should) <=
           2.0 * e->right[i].tolerance;
}

/* What follows from the learner's own numbers by these rules must not follow by the
 * right ones, too. */
static bp_made is_made(const bp_evidence *e, size_t i, const bp_opinion *by)
{
    const bp_opinion *right = &e->right[i];
    double tolerance = fmax(right->tolerance, by->tolerance);
    double apart = fabs(e->f.number[i].x - right->made);
    if (by->agreement == BP_FOLLOWS)
        apart = fmin(apart, fabs(by->made - right->made));
    if (!is_wrong(e, i) || by->agreement == BP_MISFITS || by->is_beside ||
        apart <= tolerance)
        return BP_NOT_MADE;
    return apart > far_apart * tolerance ? BP_MADE_AND_TELLS : BP_MADE;
}

/* Which wrong numbers a candidate makes of the learner's own, or would make if it
 * were at work throughout. */
static bool see_what_is_made(const bp_evidence *e, bp_candidate *candidate,
                             bp_made made[])
{
    account a;
    memset(made, 0, e->f.n * sizeof made[0]);
    if (bp_is_precision(candidate))
        return true;
    if (!follow(e, candidate, 0, &a))
        return false;
    size_t n = 0;
    size_t last = 0;
    for (size_t i = 0; i < e->f.n; i++) {
        made[i] = is_made(e, i, &e->opinion[0][i]);
        if (made[i] != BP_NOT_MADE) {
            n++;
            last = i;
        }
    }
    if (n == 1 && is_other_sign(e, last))
        made[last] = BP_NOT_MADE;
    return true;
}

static bool see_all(const bp_evidence *e)
{
    for (size_t s = 0; s < e->f.c->n_singles; s++)
        if (!see_what_is_made(e, &e->f.c->single[s], made_by(e, s)))
            return false;
    return true;
}

/* Whether a mistake is among those that are named first. */
static bool is_in_diagnosis(const bp_diagnosis *d, const bp_mistake *mistake)
{
    for (size_t m = 0; d->n_names > 0 && m < d->name[0].n; m++)
        if (d->name[0].mistake[m] == mistake)
            return true;
    return false;
}

static bool see_named(const bp_evidence *e)
{
    const bp_candidates *c = e->f.c;
    memset(e->made, 0, c->n_singles * e->f.n * sizeof e->made[0]);
    for (size_t s = 0; s < c->n_singles && e->diagnosis->name[0].n > 1; s++)
        if (is_in_diagnosis(e->diagnosis, c->single[s].mistake[0]) &&
            !see_what_is_made(e, &c->single[s], made_by(e, s)))
            return false;
    return true;
}

/* Digits of the numbers that the one makes and the other, if there is one, does
 * not. */
static int digits_made(const bp_evidence *e, const bp_made one[],
                       const bp_made other[])
{
    int digits = 0;
    for (size_t i = 0; i < e->f.n; i++)
        if (one[i] == BP_MADE_AND_TELLS &&
            (other == NULL || other[i] == BP_NOT_MADE))
            digits += e->f.number[i].digits;
    return digits;
}

/* One mistake or two, and what they make of the numbers: each alone, and both at
 * once. What is not there is NULL. */
typedef struct {
    const bp_candidate *of[2];
    const bp_made *made[3];
} mixture;

static bool is_made_by_any(const mixture *m, size_t i)
{
    for (size_t k = 0; k < 3; k++)
        if (m->made[k] != NULL && m->made[k][i] != BP_NOT_MADE)
            return true;
    return false;
}

/* A slip of what is right, or of what one of the mistakes gives. */
static bool is_slip_in(const bp_evidence *e, const mixture *m, size_t i)
{
    const bp_given_number *number = &e->f.number[i];
    if (bp_is_slip(e, i, e->right))
        return true;
    for (size_t k = 0; k < 2 && m->of[k] != NULL; k++)
        if (bp_is_typed_wrongly(number, bp_candidate_value(e->f.c, m->of[k],
                                                           number->key,
                                                           number->rounds)))
            return true;
    return false;
}

/* Whether they make every wrong number between them; with a slip, all but one. */
static bool make_all(const bp_evidence *e, const mixture *m, bool with_slip)
{
    size_t n_left = 0;
    size_t left = 0;
    for (size_t i = 0; i < e->f.n; i++)
        if (is_wrong(e, i) && !is_made_by_any(m, i)) {
            n_left++;
            left = i;
        }
    return n_left == 0 || (with_slip && n_left == 1 && is_slip_in(e, m, left));
}

static void name_mixture(const bp_evidence *e, const mixture *m, bool with_slip)
{
    bp_name n = {.with_slip = with_slip};
    for (size_t k = 0; k < 2 && m->of[k] != NULL; k++)
        n.mistake[n.n++] = m->of[k]->mistake[0];
    name(e, BP_FOUND_MIXTURE, n);
}

static void try_mixtures_of_one(const bp_evidence *e, bool with_slip)
{
    const bp_candidates *c = e->f.c;
    for (size_t s = 0; s < c->n_singles; s++) {
        mixture m = {.of = {&c->single[s]}, .made = {made_by(e, s)}};
        if (make_all(e, &m, with_slip) &&
            digits_made(e, m.made[0], NULL) >= BP_ENOUGH_DIGITS)
            name_mixture(e, &m, with_slip);
    }
}

static void try_mixtures_of_two(const bp_evidence *e, bool with_slip)
{
    const bp_candidates *c = e->f.c;
    for (size_t s = 0; s < c->n_singles; s++) {
        mixture m = {.of = {&c->single[s]}, .made = {made_by(e, s)}};
        if (digits_made(e, m.made[0], NULL) < BP_ENOUGH_DIGITS)
            continue;
        for (size_t t = s + 1; t < c->n_singles; t++) {
            m.of[1] = &c->single[t];
            m.made[1] = made_by(e, t);
            if (m.of[0]->mistake[0] != m.of[1]->mistake[0] &&
                make_all(e, &m, with_slip) &&
                digits_made(e, m.made[0], m.made[1]) >= BP_ENOUGH_DIGITS &&
                digits_made(e, m.made[1], m.made[0]) >= BP_ENOUGH_DIGITS)
                name_mixture(e, &m, with_slip);
        }
    }
}

/* Whether the parts of a pair make at least half of the wrong numbers, as each of
 * them makes what it touches. */
static bool makes_half(const bp_evidence *e, const mixture *m)
{
    size_t n_wrong = 0;
    size_t n_made = 0;
    for (size_t i = 0; i < e->f.n; i++)
        if (is_wrong(e, i)) {
            n_wrong++;
            n_made += is_made_by_any(m, i);
        }
    return 2 * n_made >= n_wrong;
}

static mixture parts_of(const bp_evidence *e, const bp_candidate *pair)
{
    mixture m = {.of = {pair->part[1], pair->part[0]}};
    for (size_t k = 0; k < 2; k++)
        m.made[k] = made_by(e, (size_t)(m.of[k] - e->f.c->single));
    return m;
}

/* Two at work at once, in every number but one. */
static bool try_pairs_with_slip(const bp_evidence *e)
{
    bool ok = bp_candidates_pair(e->f.c, e->complaint);
    for (size_t p = 0; ok && p < e->f.c->n_pairs; p++) {
        mixture m = parts_of(e, &e->f.c->pair[p]);
        if (makes_half(e, &m))
            ok = try_candidate(e, &e->f.c->pair[p], true, false);
        bp_candidate_let_go(e->f.c, &e->f.c->pair[p]);
    }
    return ok;
}

/* One mistake throughout, and another at some places: there, the two are at work at
 * once. */
static bool try_mixtures_of_both(const bp_evidence *e, bool with_slip)
{
    bp_candidates *c = e->f.c;
    bp_made *both = made_by(e, c->n_singles);
    bool ok = bp_candidates_pair(c, e->complaint);
    for (size_t p = 0; ok && p < c->n_pairs; p++) {
        mixture m = parts_of(e, &c->pair[p]);
        int digits = digits_made(e, m.made[0], NULL) +
                     digits_made(e, m.made[1], m.made[0]);
        if (digits == 0 || !makes_half(e, &m))
            continue;
        m.made[2] = both;
        ok = see_what_is_made(e, &c->pair[p], both);
        if (ok && make_all(e, &m, with_slip) &&
            digits + digits_made(e, both, NULL) >= 2 * BP_ENOUGH_DIGITS)
            name_mixture(e, &m, with_slip);
        bp_candidate_let_go(c, &c->pair[p]);
    }
    return ok;
}

static bool try_mixtures(const bp_evidence *e, bool with_slip)
{
    try_mixtures_of_one(e, with_slip);
    if (e->diagnosis->n_names == 0)
        try_mixtures_of_two(e, with_slip);
    if (e->diagnosis->n_names == 0)
        return try_mixtures_of_both(e, with_slip);
    return true;
}

/* How much of what is wrong a mixture makes, and on how many digits. */
typedef struct {
    size_t n_made, n_left;
    int digits;
} part;

static part part_made(const bp_evidence *e, const mixture *m)
{
    part p = {.n_made = 0};
    for (size_t i = 0; i < e->f.n; i++) {
        if (!is_wrong(e, i))
            continue;
        bool tells = false;
        for (size_t k = 0; k < 3; k++)
            tells = tells ||
                    (m->made[k] != NULL && m->made[k][i] == BP_MADE_AND_TELLS);
        *(is_made_by_any(m, i) ? &p.n_made : &p.n_left) += 1;
        p.digits += tells ? e->f.number[i].digits : 0;
    }
    return p;
}

/* Whether it makes nearly all, on many digits, and more than what has been found
 * before. */
static bool is_better_part(const bp_evidence *e, const mixture *m, part *best)
{
    part p = part_made(e, m);
    int enough = (m->of[1] != NULL ? 4 : 2) * BP_ENOUGH_DIGITS;
    bool is_better = p.digits >= enough && p.n_made >= 3 * p.n_left &&
                     p.n_made >= best->n_made;
    if (is_better)
        *best = p;
    return is_better;
}

/* What makes nearly all that is wrong, though not all. */
static bool try_parts(const bp_evidence *e)
{
    bp_candidates *c = e->f.c;
    bp_made *both = made_by(e, c->n_singles);
    part best = {.n_made = 0};
    mixture named = {.of = {NULL}};
    for (size_t s = 0; s < c->n_singles; s++) {
        mixture m = {.of = {&c->single[s]}, .made = {made_by(e, s)}};
        if (is_better_part(e, &m, &best))
            named = m;
    }
    for (size_t p = 0; named.of[0] == NULL && p < c->n_pairs; p++) {
        mixture m = parts_of(e, &c->pair[p]);
        if (!makes_half(e, &m))
            continue;
        m.made[2] = both;
        if (!see_what_is_made(e, &c->pair[p], both))
            return false;
        if (is_better_part(e, &m, &best))
            named = m;
        bp_candidate_let_go(c, &c->pair[p]);
    }
    if (named.of[0] != NULL)
        name_mixture(e, &named, false);
    return true;
}

/* --------------------------------------------------------------------- reasons */

/* By the mistakes of the diagnosis, or by others, as far as what these make has
 * digits enough. */
static void reason_from_what_is_made(const bp_evidence *e, bool if_named)
{
    const bp_candidates *c = e->f.c;
    for (size_t s = 0; s < c->n_singles; s++) {
        const bp_mistake *mistake = c->single[s].mistake[0];
        const bp_made *made = made_by(e, s);
        bool is_named = is_in_diagnosis(e->diagnosis, mistake);
        if (is_named != if_named ||
            (!is_named && digits_made(e, made, NULL) < BP_ENOUGH_DIGITS))
            continue;
        for (size_t i = 0; i < e->f.n; i++)
            if (made[i] == BP_MADE_AND_TELLS ||
                (is_named && made[i] == BP_MADE))
                give_reason(e, i, mistake);
    }
}

/* Where mistakes are at work at once, a number that none of them makes alone is
 * made by the last one. */
static void reason_at_once(const bp_evidence *e)
{
    const bp_name *n = &e->diagnosis->name[0];
    if (e->diagnosis->n_names == 0 ||
        e->diagnosis->finding != BP_FOUND_MISTAKE || n->with_slip)
        return;
    for (size_t i = 0; i < e->f.n; i++)
        give_reason(e, i, n->mistake[n->n - 1]);
}

static void reason_otherwise(const bp_evidence *e)
{
    for (size_t i = 0; i < e->f.n; i++) {
        bp_reason *because = &e->judgement[i].because;
        if (!is_wrong(e, i) || because->mistake != NULL)
            continue;
        because->same_as = bp_same_as(e, i, e->right);
        because->is_slip = because->same_as == SIZE_MAX &&
                           (bp_is_slip(e, i, e->right) ||
                            bp_is_made_of_known(e, i, e->right, false));
    }
}

static void count_all_explained(const bp_evidence *e)
{
    for (size_t i = 0; i < e->f.n; i++) {
        const bp_judgement *j = &e->judgement[i];
        bool by_name = j->because.mistake != NULL &&
                       is_in_diagnosis(e->diagnosis, j->because.mistake);
        if (by_name || (j->verdict == BP_IS_CARRIED &&
                        e->diagnosis->finding == BP_FOUND_MISTAKE))
            count_explained(e, i);
    }
}

/* ------------------------------------------------------------------ the whole */

static void find_slip(const bp_evidence *e)
{
    for (size_t i = 0; i < e->f.n && e->diagnosis->n_wrong == 1; i++)
        if (is_wrong(e, i) && bp_is_slip(e, i, e->right))
            e->diagnosis->finding = BP_FOUND_SLIP;
}

/* What agrees with a few digits only, and with few mistakes. */
static bool find_unsure(const bp_evidence *e)
{
    enum { TOO_MANY = 5 };
    bp_diagnosis *d = e->diagnosis;
    if (!try_singles(e, false, true) ||
        (d->n_names == 0 && !try_pairs(e, true)))
        return false;
    d->is_unsure = d->n_names > 0;
    if (d->n_names >= TOO_MANY) {
        d->n_names = 0;
        d->is_unsure = false;
        d->finding = BP_FOUND_UNKNOWN;
    }
    if (d->n_names > 0)
        return true;
    bool ok = try_parts(e);
    d->is_unsure = d->n_names > 0;
    return ok;
}

static bool is_open(const bp_evidence *e)
{
    return e->diagnosis->finding == BP_FOUND_UNKNOWN;
}

bool bp_explain(bp_evidence *e)
{
    bool ok = try_singles(e, false, false) &&
              (!is_open(e) || try_pairs(e, false)) &&
              (!is_open(e) || try_triples(e)) &&
              (is_open(e) ? see_all(e) : see_named(e));
    if (ok && is_open(e))
        ok = try_mixtures(e, false);
    /* One cause is better than two. */
    if (ok && is_open(e))
        find_slip(e);
    if (ok && is_open(e))
        ok = try_singles(e, true, false);
    if (ok && is_open(e))
        ok = try_pairs_with_slip(e);
    if (ok && is_open(e))
        ok = try_mixtures(e, true);
    if (ok && is_open(e))
        ok = find_unsure(e);
    if (!ok)
        return false;
    if (e->diagnosis->finding != BP_FOUND_MISTAKE)
        e->diagnosis->in_floats = bp_are_as_floats(e, e->right);
    reason_from_what_is_made(e, true);
    reason_at_once(e);
    reason_from_what_is_made(e, false);
    reason_otherwise(e);
    count_all_explained(e);
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/mixture.h"

#include <string.h>

#include "check/candidate_numbers.h"
#include "check/together.h"

/* What a single mistake makes of the numbers; behind the last, room for one
 * candidate more. */
bp_made *bp_made_by(const bp_evidence *e, size_t s)
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
    if (!bp_is_wrong(e, i) || by->agreement == BP_MISFITS || by->is_beside ||
        apart <= tolerance)
        return BP_NOT_MADE;
    return apart > bp_far_apart * tolerance ? BP_MADE_AND_TELLS : BP_MADE;
}

/* Which wrong numbers a candidate makes of the learner's own, or would make if it
 * were at work throughout. */
static bool see_what_is_made(const bp_evidence *e, bp_candidate *candidate,
                             bp_made made[])
{
    bp_account a;
    memset(made, 0, e->f.n * sizeof made[0]);
    if (bp_is_precision(candidate))
        return true;
    if (!bp_take_account(e, candidate, 0, &a))
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

bool bp_see_what_all_make(const bp_evidence *e)
{
    for (size_t s = 0; s < e->f.c->n_singles; s++)
        if (!see_what_is_made(e, &e->f.c->single[s], bp_made_by(e, s)))
            return false;
    return true;
}

bool bp_is_in_diagnosis(const bp_diagnosis *d, const bp_mistake *mistake)
{
    for (size_t m = 0; d->n_names > 0 && m < d->name[0].n; m++)
        if (d->name[0].mistake[m] == mistake)
            return true;
    return false;
}

bool bp_see_what_named_make(const bp_evidence *e)
{
    const bp_candidates *c = e->f.c;
    memset(e->made, 0, c->n_singles * e->f.n * sizeof e->made[0]);
    for (size_t s = 0; s < c->n_singles && e->diagnosis->name[0].n > 1; s++)
        if (bp_is_in_diagnosis(e->diagnosis, c->single[s].mistake[0]) &&
            !see_what_is_made(e, &c->single[s], bp_made_by(e, s)))
            return false;
    return true;
}

int bp_digits_made(const bp_evidence *e, const bp_made one[],
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
        if (bp_is_wrong(e, i) && !is_made_by_any(m, i)) {
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
    bp_name_it(e, BP_FOUND_MIXTURE, n);
}

static void try_mixtures_of_one(const bp_evidence *e, bool with_slip)
{
    const bp_candidates *c = e->f.c;
    for (size_t s = 0; s < c->n_singles; s++) {
        mixture m = {.of = {&c->single[s]}, .made = {bp_made_by(e, s)}};
        if (make_all(e, &m, with_slip) &&
            bp_digits_made(e, m.made[0], NULL) >= BP_ENOUGH_DIGITS)
            name_mixture(e, &m, with_slip);
    }
}

static void try_mixtures_of_two(const bp_evidence *e, bool with_slip)
{
    const bp_candidates *c = e->f.c;
    for (size_t s = 0; s < c->n_singles; s++) {
        const bp_candidate *one = &c->single[s];
        if (bp_digits_made(e, bp_made_by(e, s), NULL) < BP_ENOUGH_DIGITS)
            continue;
        for (size_t t = s + 1; t < c->n_singles; t++) {
            const bp_candidate *two = &c->single[t];
            mixture m = {.of = {one, two},
                         .made = {bp_made_by(e, s), bp_made_by(e, t)}};
            if (one->mistake[0] != two->mistake[0] &&
                make_all(e, &m, with_slip) &&
                bp_digits_made(e, m.made[0], m.made[1]) >= BP_ENOUGH_DIGITS &&
                bp_digits_made(e, m.made[1], m.made[0]) >= BP_ENOUGH_DIGITS)
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
        if (bp_is_wrong(e, i)) {
            n_wrong++;
            n_made += is_made_by_any(m, i);
        }
    return 2 * n_made >= n_wrong;
}

static mixture parts_of(const bp_evidence *e, const bp_candidate *pair)
{
    mixture m = {.of = {pair->part[1], pair->part[0]}};
    for (size_t k = 0; k < 2; k++)
        m.made[k] = bp_made_by(e, (size_t)(m.of[k] - e->f.c->single));
    return m;
}

/* Two at work at once, in every number but one. */
bool bp_try_pairs_with_slip(const bp_evidence *e)
{
    if (bp_is_large(e->f.c))
        return true;
    bool ok = bp_candidates_pair(e->f.c, e->complaint);
    for (size_t p = 0; ok && p < e->f.c->n_pairs; p++) {
        mixture m = parts_of(e, &e->f.c->pair[p]);
        if (makes_half(e, &m))
            ok = bp_try_candidate(e, &e->f.c->pair[p], true, false);
    }
    return ok;
}

/* One mistake throughout, and another at some places: there, the two are at work at
 * once. */
static bool try_mixtures_of_both(const bp_evidence *e, bool with_slip)
{
    bp_candidates *c = e->f.c;
    bp_made *both = bp_made_by(e, c->n_singles);
    bool ok = bp_candidates_pair(c, e->complaint);
    for (size_t p = 0; ok && p < c->n_pairs; p++) {
        mixture m = parts_of(e, &c->pair[p]);
        int digits = bp_digits_made(e, m.made[0], NULL) +
                     bp_digits_made(e, m.made[1], m.made[0]);
        if (digits == 0 || !makes_half(e, &m))
            continue;
        m.made[2] = both;
        ok = see_what_is_made(e, &c->pair[p], both);
        if (ok && make_all(e, &m, with_slip) &&
            digits + bp_digits_made(e, both, NULL) >= 2 * BP_ENOUGH_DIGITS)
            name_mixture(e, &m, with_slip);
    }
    return ok;
}

bool bp_try_mixtures(const bp_evidence *e, bool with_slip)
{
    try_mixtures_of_one(e, with_slip);
    if (e->diagnosis->n_names == 0)
        try_mixtures_of_two(e, with_slip);
    if (e->diagnosis->n_names == 0 && !bp_is_large(e->f.c))
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
        if (!bp_is_wrong(e, i))
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
bool bp_try_parts(const bp_evidence *e)
{
    bp_candidates *c = e->f.c;
    bp_made *both = bp_made_by(e, c->n_singles);
    part best = {.n_made = 0};
    mixture named = {.of = {NULL}};
    for (size_t s = 0; s < c->n_singles; s++) {
        mixture m = {.of = {&c->single[s]}, .made = {bp_made_by(e, s)}};
        if (is_better_part(e, &m, &best))
            named = m;
    }
    for (size_t p = 0; named.of[0] == NULL && !bp_is_large(c) && p < c->n_pairs;
         p++) {
        mixture m = parts_of(e, &c->pair[p]);
        if (!makes_half(e, &m))
            continue;
        m.made[2] = both;
        if (!see_what_is_made(e, &c->pair[p], both))
            return false;
        if (is_better_part(e, &m, &best))
            named = m;
    }
    if (named.of[0] != NULL)
        name_mixture(e, &named, false);
    return true;
}

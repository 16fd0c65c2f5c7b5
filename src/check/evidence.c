/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/evidence.h"

#include <float.h>
#include <string.h>

const double bp_far_apart = 5.0;

bool bp_is_not_right(const bp_evidence *e, size_t i)
{
    bp_verdict verdict = e->judgement[i].verdict;
    return verdict == BP_IS_WRONG || verdict == BP_IS_CARRIED;
}

bool bp_is_wrong(const bp_evidence *e, size_t i)
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
    bool tells = bp_is_not_right(e, i) && !by->is_beside &&
                 apart > bp_far_apart * tolerance;
    return tells ? e->f.number[i].digits : 0;
}

bp_account bp_account_of(const bp_evidence *e, const bp_opinion opinion[])
{
    bp_account a = {.n_misfits = 0};
    for (size_t i = 0; i < e->f.n; i++) {
        int digits = 0;
        bool is_contrary = e->judgement[i].has_other_sign &&
                           opinion[i].should * e->f.number[i].x < 0.0;
        bp_agreement agreement =
            is_contrary ? BP_MISFITS : opinion[i].agreement;
        switch (agreement) {
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

bool bp_take_account(const bp_evidence *e, bp_candidate *candidate, size_t room,
                     bp_account *a)
{
    if (!bp_follow(&e->f, candidate, e->opinion[room], e->complaint))
        return false;
    *a = bp_account_of(e, e->opinion[room]);
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

void bp_name_it(const bp_evidence *e, bp_finding finding, bp_name name)
{
    bp_diagnosis *d = e->diagnosis;
    if (d->n_names == BP_MOST_NAMES || is_named(d, &name))
        return;
    d->finding = finding;
    d->name[d->n_names++] = name;
}

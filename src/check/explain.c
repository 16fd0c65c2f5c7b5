/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/explain.h"

#include "check/mixture.h"
#include "check/together.h"

/* --------------------------------------------------------------------- reasons */

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

/* By the mistakes of the diagnosis, or by others, as far as what these make has
 * digits enough. */
static void reason_from_what_is_made(const bp_evidence *e, bool if_named)
{
    const bp_candidates *c = e->f.c;
    for (size_t s = 0; s < c->n_singles; s++) {
        const bp_mistake *mistake = c->single[s].mistake[0];
        const bp_made *made = bp_made_by(e, s);
        bool is_named = bp_is_in_diagnosis(e->diagnosis, mistake);
        if (is_named != if_named ||
            (!is_named && bp_digits_made(e, made, NULL) < BP_ENOUGH_DIGITS))
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
        if (!bp_is_wrong(e, i) || because->mistake != NULL)
            continue;
        because->same_as = bp_same_as(e, i, e->right);
        because->is_slip = because->same_as == SIZE_MAX &&
                           (bp_is_slip(e, i, e->right) ||
                            bp_is_a_step_or_two_off(e, i, e->right));
    }
}

static void count_all_explained(const bp_evidence *e)
{
    for (size_t i = 0; i < e->f.n; i++) {
        const bp_judgement *j = &e->judgement[i];
        bool by_name = j->because.mistake != NULL &&
                       bp_is_in_diagnosis(e->diagnosis, j->because.mistake);
        if (by_name || (j->verdict == BP_IS_CARRIED &&
                        e->diagnosis->finding == BP_FOUND_MISTAKE))
            count_explained(e, i);
    }
}

/* ------------------------------------------------------------------ the whole */

static bool try_slip(const bp_evidence *e)
{
    for (size_t i = 0; i < e->f.n && e->diagnosis->n_wrong == 1; i++)
        if (bp_is_wrong(e, i) && bp_is_slip(e, i, e->right))
            e->diagnosis->finding = BP_FOUND_SLIP;
    return true;
}

static bool try_one(const bp_evidence *e)
{
    return bp_try_singles(e, false, false);
}

static bool try_two(const bp_evidence *e)
{
    return bp_try_pairs(e, false);
}

static bool try_mixtures(const bp_evidence *e)
{
    return bp_see_what_all_make(e) && bp_try_mixtures(e, false);
}

static bool try_one_with_slip(const bp_evidence *e)
{
    return bp_try_singles(e, true, false);
}

static bool try_mixtures_with_slip(const bp_evidence *e)
{
    return bp_try_mixtures(e, true);
}

/* What agrees with a few digits only, and with few mistakes. */
static bool try_unsure(const bp_evidence *e)
{
    enum { TOO_MANY = 5 };
    bp_diagnosis *d = e->diagnosis;
    if (!bp_try_singles(e, false, true) ||
        (d->n_names == 0 && !bp_try_pairs(e, true)))
        return false;
    d->is_unsure = d->n_names > 0;
    if (d->n_names >= TOO_MANY) {
        d->n_names = 0;
        d->is_unsure = false;
        d->finding = BP_FOUND_UNKNOWN;
    }
    if (d->n_names > 0)
        return true;
    bool ok = bp_try_parts(e);
    d->is_unsure = d->n_names > 0;
    return ok;
}

bool bp_explain(bp_evidence *e)
{
    /* One cause is better than two, and what is sure than what is not. */
    static bool (*const tries[])(const bp_evidence *) = {try_one,
                                                         try_two,
                                                         bp_try_triples,
                                                         try_mixtures,
                                                         try_slip,
                                                         try_one_with_slip,
                                                         bp_try_pairs_with_slip,
                                                         try_mixtures_with_slip,
                                                         try_unsure};
    bp_diagnosis *d = e->diagnosis;
    bool ok = true;
    for (size_t t = 0; ok && d->finding == BP_FOUND_UNKNOWN &&
                       t < sizeof tries / sizeof tries[0];
         t++)
        ok = tries[t](e);
    if (ok && d->finding == BP_FOUND_MISTAKE)
        ok = bp_see_what_named_make(e);
    if (!ok)
        return false;
    if (d->finding != BP_FOUND_MISTAKE)
        d->in_floats = bp_are_as_floats(e, e->right);
    reason_from_what_is_made(e, true);
    reason_at_once(e);
    reason_from_what_is_made(e, false);
    reason_otherwise(e);
    count_all_explained(e);
    return true;
}

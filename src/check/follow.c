/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/follow.h"

#include <float.h>
#include <string.h>

/* Computed numbers may differ by rounding, however many digits are given. An
 * error differs by more the nearer it is to 0: it is half the square of a miss,
 * which has been rounded in the last places of a number near 1. */
static double rounding(double x)
{
    const double last_places = 16.0 * DBL_EPSILON;
    return 1e-12 * fabs(x) + last_places * sqrt(2.0 * fabs(x));
}

bool bp_is_near(const bp_given_number *number, double x)
{
    double units = 2.0 * number->unit;
    return isfinite(x) &&
           fabs(number->x - x) <= units * (1.0 + 1e-12) + rounding(x);
}

typedef struct {
    const bp_candidates *c;
    const bp_given_number *const *by_key;
    bp_follow_choice choice;
    double *const *from;
} follower;

/* What a learner goes on with who has rounded no number but has written all of
 * them down rounded: the number itself, where what is written follows from it or
 * from others that are written. */
static double unrounded(const follower *f, const bp_given_number *given,
                        double number)
{
    double right = f->c->right[given->key];
    double half = f->choice == BP_FOLLOW_LOW ? -0.5 : 0.5;
    if (bp_is_near(given, number))
        return number;
    if (bp_is_near(given, right))
        return right;
    if (bp_is_near(given, f->from[BP_FOLLOW_RIGHT][given->key]))
        return given->x;
    if (bp_is_near(given, f->from[BP_FOLLOW_ALL][given->key]))
        return number;
    return given->x + half * given->unit;
}

/* What the learner goes on with once number k has been worked out: that, or what
 * the learner has in its place. */
static double meet(const follower *f, size_t k, double number)
{
    const bp_given_number *given = f->by_key[k];
    if (given == NULL)
        return number;
    if (f->choice == BP_FOLLOW_LOW || f->choice == BP_FOLLOW_HIGH)
        return unrounded(f, given, number);
    if (f->choice == BP_FOLLOW_ALL || bp_is_near(given, number) ||
        bp_is_near(given, f->c->right[k]))
        return given->x;
    return number;
}

/* What the definition makes of the numbers that have been met; where it says
 * nothing, the true value. */
static double work_out(const bp_candidates *c, size_t k, const double met[])
{
    bp_operation operation = c->numbers->number[k].operation;
    if (operation == BP_GIVEN || operation == BP_TRAINED)
        return c->right[k];
    return bp_evaluate(c->numbers, k, met);
}

void bp_follow(const bp_candidates *c, const bp_given_number *const by_key[],
               bp_follow_choice choice, bool with_training,
               double *const from[BP_N_FOLLOW_CHOICES], double met[])
{
    const follower f = {
        .c = c, .by_key = by_key, .choice = choice, .from = from};
    const bp_definitions *d = c->numbers;
    size_t n = with_training ? d->n : d->n_round;
    for (size_t s = 0; s < n; s++) {
        size_t k = d->order[s];
        /* A program that trains starts from the example's own numbers. */
        if (s == d->n_round)
            memcpy(met, c->right, d->n_round * sizeof met[0]);
        from[choice][k] = work_out(c, k, met);
        met[k] = meet(&f, k, from[choice][k]);
    }
}

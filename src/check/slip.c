/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Slips: of arithmetic, of copying, of typing. */
#include <stdio.h>
#include <string.h>

#include "check/evidence.h"

static const bp_definition *definition(const bp_evidence *e, size_t k)
{
    return &e->f.c->numbers->number[k];
}

/* The learner's number of that key and the same rounds, or one beyond the last.
 * They stand in the order of rounds, then of keys. */
static size_t given_of(const bp_evidence *e, size_t k, size_t rounds)
{
    size_t low = 0;
    size_t high = e->f.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const bp_given_number *number = &e->f.number[middle];
        if (number->rounds < rounds ||
            (number->rounds == rounds && number->key < k))
            low = middle + 1;
        else
            high = middle;
    }
    bool is_there = low < e->f.n && e->f.number[low].key == k &&
                    e->f.number[low].rounds == rounds;
    return is_there ? low : e->f.n;
}

/* ------------------------------------------------------------------ arithmetic */

/* Whether number k is there to be seen: given by the example, given by the learner,
 * or another name for such a one; and fits, if it must. */
static bool is_shown(const bp_evidence *e, size_t k, const bp_opinion opinion[],
                     bool must_fit)
{
    const bp_definitions *d = e->f.c->numbers;
    size_t i = given_of(e, k, 0);
    while (i == e->f.n && d->number[k].operation == BP_SAME) {
        k = bp_parent(d, k, 0);
        i = given_of(e, k, 0);
    }
    if (i < e->f.n)
        return !must_fit || opinion[i].agreement == BP_FITS;
    return d->number[k].chapter == BP_NETWORK;
}

static bool are_parents_shown(const bp_evidence *e, size_t k,
                              const bp_opinion opinion[], bool must_fit)
{
    const bp_definitions *d = e->f.c->numbers;
    for (size_t p = 0; p < d->number[k].n_parents; p++)
        if (!is_shown(e, bp_parent(d, k, p), opinion, must_fit))
            return false;
    return d->number[k].n_parents > 0;
}

bool bp_is_made_of_shown(const bp_evidence *e, size_t i,
                         const bp_opinion opinion[])
{
    size_t k = e->f.number[i].key;
    bool is_given = definition(e, k)->operation == BP_GIVEN;
    return k < e->f.c->numbers->n_round &&
           (is_given || are_parents_shown(e, k, opinion, true));
}

bool bp_is_a_step_or_two_off(const bp_evidence *e, size_t i,
                             const bp_opinion opinion[])
{
    const bp_definitions *d = e->f.c->numbers;
    size_t k = e->f.number[i].key;
    if (k >= d->n_round)
        return false;
    for (size_t p = 0; p < d->number[k].n_parents; p++) {
        size_t parent = bp_parent(d, k, p);
        if (!is_shown(e, parent, opinion, false) &&
            !are_parents_shown(e, parent, opinion, false))
            return false;
    }
    return d->number[k].n_parents > 0 || d->number[k].operation == BP_GIVEN;
}

/* --------------------------------------------------------------------- copying */

/* What stands where number k should stand, as the learner has it. */
static double value_of(const bp_evidence *e, size_t k, size_t rounds)
{
    size_t i = given_of(e, k, rounds);
    if (i < e->f.n)
        return e->f.number[i].x;
    return k < e->f.c->numbers->n_round ? e->f.c->right.x[k] : NAN;
}

/* How far two numbers are from each other in the book: the less, the more easily
 * one is written for the other. */
static int distance(const bp_definition *a, const bp_definition *b)
{
    bool is_same_neuron = a->layer == b->layer && a->neuron == b->neuron;
    if (a->moment != b->moment)
        return a->kind == b->kind && is_same_neuron && a->source == b->source
                   ? 1
                   : 3;
    if (is_same_neuron)
        return a->kind == b->kind ? 0 : 1;
    return a->kind == b->kind ? 1 : 2;
}

size_t bp_same_as(const bp_evidence *e, size_t i, const bp_opinion opinion[])
{
    enum { FEW_DIGITS = 4, FARTHEST = 3 };
    const bp_given_number *number = &e->f.number[i];
    const bp_definition *own = definition(e, number->key);
    /* Other numbers come near this one by chance the more, the fewer its digits. */
    int farthest = number->digits >= BP_ENOUGH_DIGITS ? FARTHEST : 1;
    size_t best = SIZE_MAX;
    if (number->digits < FEW_DIGITS || number->unit == 0.0)
        return SIZE_MAX;
    for (size_t k = 0; k < e->f.c->numbers->n; k++) {
        const bp_definition *other = definition(e, k);
        int far = distance(own, other);
        if (k == number->key || far > farthest || other->standing == BP_UNNAMED)
            continue;
        double x = value_of(e, k, number->rounds);
        bool is_same = fabs(x - number->x) <= number->unit * (1.0 + 1e-9);
        if (is_same &&
            fabs(x - opinion[i].should) > 4.0 * opinion[i].tolerance) {
            best = k;
            farthest = far - 1;
        }
    }
    return best;
}

/* ---------------------------------------------------------------------- typing */

enum { MOST_DIGITS = 40, DIGITS_TO_SEE = 5 };

/* The digits of a number without point and exponent; those before the first that is
 * not 0 are spared. */
static void digits_of(const char *text, bool with_zeros_before,
                      char digits[MOST_DIGITS])
{
    size_t n = 0;
    for (; *text != '\0' && *text != 'e' && *text != 'E'; text++)
        if (*text >= '0' && *text <= '9' && n + 1 < MOST_DIGITS &&
            (n > 0 || *text != '0' || with_zeros_before))
            digits[n++] = *text;
    digits[n] = '\0';
}

/* Whether b becomes a when one digit is put in, left out or changed, or two that
 * stand side by side change places. The last digits of both may be rounded. */
static bool is_one_off(const char *a, const char *b)
{
    size_t same = 0;
    while (a[same] != '\0' && a[same] == b[same])
        same++;
    const char *x = a + same;
    const char *y = b + same;
    if (*x == '\0' || *y == '\0')
        return false;
    size_t n = strlen(x) < strlen(y) ? strlen(x) : strlen(y);
    size_t rest = n > 2 ? n - 2 : 0;
    return (rest >= 1 && strncmp(x + 1, y + 1, n - 1) == 0) ||
           (rest >= 2 && strncmp(x + 1, y, rest) == 0) ||
           (rest >= 2 && strncmp(x, y + 1, rest) == 0) ||
           (rest >= 1 && x[0] == y[1] && x[1] == y[0] &&
            strncmp(x + 2, y + 2, rest) == 0);
}

/* Whether so many digits of the right number, or so many decimals, are one off. */
static bool is_one_off_at(const bp_given_number *number, double should,
                          const char *format, int places)
{
    bool is_decimal = strchr(format, 'f') != NULL;
    char typed[MOST_DIGITS];
    char right[MOST_DIGITS];
    char text[MOST_DIGITS];
    digits_of(number->text, is_decimal, typed);
    int n = snprintf(text, sizeof text, format, places, should);
    digits_of(text, is_decimal, right);
    return n < MOST_DIGITS && strlen(right) >= DIGITS_TO_SEE &&
           is_one_off(typed, right);
}

/* Rounded where the learner ends, or going on as it does behind that. */
static bool has_one_off(const bp_given_number *number, double should,
                        const char *format, int places)
{
    return is_one_off_at(number, should, format, places) ||
           is_one_off_at(number, should, format, places + 2);
}

/* The same digits, with the point elsewhere. */
static bool has_point_elsewhere(const bp_given_number *number, double should,
                                int digits)
{
    char typed[MOST_DIGITS];
    char right[MOST_DIGITS];
    char text[MOST_DIGITS];
    snprintf(text, sizeof text, "%.*e", digits - 1, should);
    digits_of(number->text, false, typed);
    digits_of(text, false, right);
    return fabs(number->x - should) > 0.01 * fabs(should) &&
           strncmp(typed, right, strlen(right) - 1) == 0;
}

bool bp_is_typed_wrongly(const bp_given_number *number, double should)
{
    enum { DIGITS_OF_A_DOUBLE = 17 };
    if (number->digits < DIGITS_TO_SEE || !isfinite(should) || should == 0.0)
        return false;
    int digits = number->digits > DIGITS_OF_A_DOUBLE ? DIGITS_OF_A_DOUBLE
                                                     : number->digits;
    const char *point = strchr(number->text, '.');
    bool is_decimal = point != NULL && strpbrk(number->text, "eE") == NULL &&
                      strlen(point) <= DIGITS_OF_A_DOUBLE;
    return has_point_elsewhere(number, should, digits) ||
           has_one_off(number, should, "%.*e", digits - 1) ||
           (is_decimal &&
            has_one_off(number, should, "%.*f", (int)strlen(point) - 1));
}

bool bp_is_slip(const bp_evidence *e, size_t i, const bp_opinion opinion[])
{
    return bp_is_made_of_shown(e, i, opinion) ||
           bp_is_typed_wrongly(&e->f.number[i], opinion[i].should) ||
           bp_same_as(e, i, opinion) != SIZE_MAX;
}

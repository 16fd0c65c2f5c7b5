/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digits.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Nothing below 2^NOTHING is told from 0. From the last precision on, neither is a
 * ball around 0 that lies below 2^SMALL. */
enum { NOTHING = -20000, SMALL = -1000 };

void expect(bool is_so, const char *what)
{
    if (!is_so) {
        fprintf(stderr, "reference: expected %s\n", what);
        exit(2);
    }
}

void power_of_ten(arb_t x, int factor, long exponent, slong bits)
{
    char s[32];
    snprintf(s, sizeof s, "%de%ld", factor, exponent);
    arb_set_str(x, s, bits);
}

static bool is_called_0(const arb_t x, slong bits)
{
    mag_t m;
    mag_init(m);
    arb_get_mag(m, x);
    bool is_0 = mag_cmp_2exp_si(m, NOTHING) < 0 ||
                (bits >= LAST_BITS && arb_contains_zero(x) &&
                 mag_cmp_2exp_si(m, SMALL) < 0);
    mag_clear(m);
    return is_0;
}

/* The exponent of x as printf writes it, from a double. Should it be the wrong
 * one, then x is so near a power of ten that either exponent leads to that
 * power. What is too small for a double is made larger first. */
static long exponent_of(const arb_t x, slong bits)
{
    char s[DIGITS_SIZE];
    long exponent = 0;
    arb_t y, step;
    arb_init(y);
    arb_init(step);
    power_of_ten(step, 1, 200, bits);
    arb_set(y, x);
    for (; arf_cmpabs_2exp_si(arb_midref(y), SMALL) < 0; exponent -= 200)
        arb_mul(y, y, step, bits);
    snprintf(s, sizeof s, "%.16e", arf_get_d(arb_midref(y), ARF_RND_NEAR));
    arb_clear(y);
    arb_clear(step);
    return exponent + atol(strchr(s, 'e') + 1);
}

/* Writes 15 digits, the first of which stands for 10^exponent. They survive the
 * way through a double, so that printf chooses their form, where there is one. */
static void write_digits(char s[DIGITS_SIZE], double digits, long exponent)
{
    if (exponent > -300) {
        snprintf(s, DIGITS_SIZE, "%.0fe%ld", digits, exponent - 14);
        snprintf(s, DIGITS_SIZE, "%.15g", strtod(s, NULL));
        return;
    }
    snprintf(s, DIGITS_SIZE, "%.14e", digits);
    char *e = strchr(s, 'e');
    exponent += atol(e + 1) - 14; /* 1 more where 999.. became 1000.. */
    while (e[-1] == '0')
        e--;
    if (e[-1] == '.')
        e--;
    snprintf(e, (size_t)(s + DIGITS_SIZE - e), "e%ld", exponent);
}

bool certain_digits(char s[DIGITS_SIZE], const arb_t x, slong bits)
{
    snprintf(s, DIGITS_SIZE, "0");
    if (arb_is_zero(x) || is_called_0(x, bits))
        return true;
    if (arb_contains_zero(x) || arb_rel_accuracy_bits(x) < 64 ||
        arf_cmpabs_2exp_si(arb_midref(x), -SMALL) > 0)
        return false;
    long exponent = exponent_of(x, bits);
    arb_t digits;
    arb_init(digits);
    power_of_ten(digits, 2, 14 - exponent, bits);
    arb_mul(digits, digits, x, bits);
    arb_add_si(digits, digits, 1, bits);
    arb_mul_2exp_si(digits, digits, -1);
    arb_floor(digits, digits, bits); /* of x / 10^(exponent - 14) + 1/2 */
    write_digits(s, arf_get_d(arb_midref(digits), ARF_RND_NEAR), exponent);
    bool is_certain = arb_is_int(digits);
    arb_clear(digits);
    return is_certain;
}

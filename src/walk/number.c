/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/number.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_pow_int.h>

/* Below a power of two the doubles lie twice as close as above it. So the
 * decimal nearest to 2^-44 may miss it, and the next one up, although farther
 * away, still read back to it. */
static bool next_decimal_fits(double x, int digits, char text[BP_NUMBER_SIZE])
{
    int exponent;
    if (fabs(frexp(x, &exponent)) != 0.5) /* no power of two */
        return false;
    char next[BP_NUMBER_SIZE];
    snprintf(next, sizeof next, "%#.*g", digits, x);
    char *last = next + strcspn(next, "e") - 1;
    if (*last < '0' || *last >= '9') /* a carry would make a shorter decimal */
        return false;
    ++*last;
    if (strtod(next, NULL) != x)
        return false;
    memcpy(text, next, sizeof next);
    return true;
}

const char *bp_number_text(double x, char text[BP_NUMBER_SIZE])
{
    /* DBL_DIG digits survive the way through a double, so no shorter decimal
     * can do better, except for the tiny numbers that have fewer bits. */
    int digits = isnormal(x) ? DBL_DIG : 1;
    do
        snprintf(text, BP_NUMBER_SIZE, "%.*g", digits, x);
    while (strtod(text, NULL) != x && !next_decimal_fits(x, digits, text) &&
           digits++ < DBL_DECIMAL_DIG);
    return text;
}

const char *bp_rounded_text(double x, int digits, char text[BP_NUMBER_SIZE])
{
    assert(digits > 0 && digits <= DBL_DECIMAL_DIG);

    if (isfinite(x))
        snprintf(text, BP_NUMBER_SIZE, "%.*g", digits, x);
    else
        snprintf(text, BP_NUMBER_SIZE, "nan");
    return text;
}

static const char *skip_digits(const char *text)
{
    while (*text >= '0' && *text <= '9')
        text++;
    return text;
}

static bool is_decimal(const char *text)
{
    if (*text == '+' || *text == '-')
        text++;
    const char *after_whole = skip_digits(text);
    bool has_digits = after_whole > text;
    text = after_whole;
    if (*text == '.') {
        const char *after_fraction = skip_digits(text + 1);
        has_digits = has_digits || after_fraction > text + 1;
        text = after_fraction;
    }
    if (has_digits && (*text == 'e' || *text == 'E')) {
        text++;
        if (*text == '+' || *text == '-')
            text++;
        const char *after_exponent = skip_digits(text);
        has_digits = after_exponent > text;
        text = after_exponent;
    }
    return has_digits && *text == '\0';
}

bool bp_read_number(const char *text, double *x)
{
    if (!is_decimal(text))
        return false;
    double number = strtod(text, NULL);
    if (!isfinite(number))
        return false;
    *x = number;
    return true;
}

bool bp_read_count(const char *text, size_t most, size_t *n)
{
    if (*text == '\0' || *skip_digits(text) != '\0')
        return false;
    size_t count = 0;
    for (; *text != '\0'; text++) {
        size_t digit = (size_t)(*text - '0');
        if (digit > most || count > (most - digit) / 10)
            return false;
        count = 10 * count + digit;
    }
    *n = count;
    return true;
}

double bp_power_of_ten(int n)
{
    double power = gsl_pow_int(10.0, abs(n));
    return n < 0 ? 1.0 / power : power;
}

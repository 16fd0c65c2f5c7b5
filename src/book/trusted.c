/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/trusted.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "walk/gradcheck.h"
#include "walk/number.h"

/* Whether what lies so small a part of x below and above it is rounded to the same. */
static bool rounds_the_same(double x, double part, int digits)
{
    char below[BP_NUMBER_SIZE];
    char above[BP_NUMBER_SIZE];
    bp_rounded_text(x * (1.0 - part), digits, below);
    bp_rounded_text(x * (1.0 + part), digits, above);
    return strcmp(below, above) == 0;
}

int bp_steady_digits(double x, double rounds)
{
    /* A round adds an error of its own sign to those before it: they grow as the
     * distance of a walk does whose steps go to and fro. After 10,000 rounds this
     * is 832 epsilons; a network of 160 weights was found to be off by 456. */
    double part = DBL_EPSILON * (32.0 + 8.0 * sqrt(rounds));
    /* A tiny output is a power of e, and has the error of its exponent. */
    if (fabs(x) > 0.0 && fabs(x) < 1e-9)
        part += 4.0 * DBL_EPSILON * fabs(log(fabs(x)));
    int digits = BP_MOST_PRINTED_DIGITS;
    while (digits > 1 && !rounds_the_same(x, part, digits))
        digits--;
    return digits;
}

int bp_steady_decimals(double x, double off, int most_decimals)
{
    int decimals = most_decimals;
    while (decimals > 0 && round((x - off) * bp_power_of_ten(decimals)) !=
                               round((x + off) * bp_power_of_ten(decimals)))
        decimals--;
    return decimals;
}

/* To how many decimals an error E > 0 can be trusted. It is half the square of a
 * miss, and that is the difference of numbers near 1: the nearer to 0, the fewer
 * digits are left. Not more than so many digits. */
static int trusted_decimals(double E, int most_digits)
{
    double noise = 16.0 * DBL_EPSILON * sqrt(2.0) * sqrt(E);
    double digits = fmin(most_digits, floor(log10(E / noise)));
    return (int)digits - bp_power_above(E);
}

void bp_limit_error(bp_value *error, int most_digits)
{
    if (error->x < BP_LEAST_ERROR) {
        error->kind = BP_BELOW;
        error->x = BP_LEAST_ERROR;
    } else {
        int decimals = trusted_decimals(error->x, most_digits);
        error->digits = bp_power_above(error->x) + decimals;
    }
}

void bp_put_error(bp_values *values, double E, double lost, int most_digits,
                  const char *key)
{
    static const double safety = 64.0;
    enum { LEAST_DIGITS = 3 };
    if (E < BP_LEAST_ERROR) {
        bp_put_bound(values, BP_BELOW, BP_LEAST_ERROR, "%s", key);
        return;
    }
    int decimals = trusted_decimals(E, most_digits);
    if (lost > 0.0)
        decimals = (int)fmin(decimals, -bp_power_above(safety * lost));
    if (bp_power_above(E) + decimals >= LEAST_DIGITS || lost == 0.0)
        bp_put_rounded(values, E, decimals, "%s", key);
}

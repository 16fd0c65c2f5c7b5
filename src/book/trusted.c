/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/trusted.h"

#include <float.h>
#include <math.h>

#include "walk/gradcheck.h"

int bp_trusted_decimals(double E, int most_digits)
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
        int decimals = bp_trusted_decimals(error->x, most_digits);
        error->digits = bp_power_above(error->x) + decimals;
    }
}

void bp_put_error(bp_values *values, double E, double lost, int most_digits,
                  const char *key)
{
    enum { SAFETY = 64, LEAST_DIGITS = 3 };
    if (E < BP_LEAST_ERROR) {
        bp_put_bound(values, BP_BELOW, BP_LEAST_ERROR, "%s", key);
        return;
    }
    int decimals = bp_trusted_decimals(E, most_digits);
    if (lost > 0.0)
        decimals = (int)fmin(decimals, -bp_power_above(SAFETY * lost));
    if (bp_power_above(E) + decimals >= LEAST_DIGITS || lost == 0.0)
        bp_put_rounded(values, E, decimals, "%s", key);
}

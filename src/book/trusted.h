/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TRUSTED_H
#define BP_TRUSTED_H

/* Errors that have become so small, or come of so wild a training, that not all
 * digits of them are right. */

#include "walk/values.h"

/* What is below that is rounding noise. */
#define BP_LEAST_ERROR 1e-25

/* To how many decimals an error E > 0 can be trusted. It is half the square of a
 * miss, and that is the difference of numbers near 1: the nearer to 0, the fewer
 * digits are left. Not more than so many digits. */
int bp_trusted_decimals(double E, int most_digits);

/* Limits what is told of an error to its digits that can be trusted, or to a
 * bound. */
void bp_limit_error(bp_value *error, int most_digits);

/* Puts an error E, finite and not below 0, under that key. It is off by so much
 * where a training begins two units in the last place beside the given weights;
 * nothing is put where that leaves no digit. */
void bp_put_error(bp_values *values, double E, double lost, int most_digits,
                  const char *key);

#endif

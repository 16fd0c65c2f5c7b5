/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TRUSTED_H
#define BP_TRUSTED_H

/* How many digits of a number are right: of errors that have become so small, or come
 * of so wild a training, that not all are; and of any number that lies so near the
 * middle between two printed ones that its rounding decides which it is. */

#include "walk/values.h"

/* What is below that is rounding noise. */
#define BP_LEAST_ERROR 1e-25

/* The most digits of a number that is printed. */
enum { BP_MOST_PRINTED_DIGITS = 12 };

/* To how many significant digits, BP_MOST_PRINTED_DIGITS at most, the number rounds
 * the same although it was computed in doubles: with any other C library, and in
 * exact arithmetic. The rounding of so many rounds has gone into it. */
int bp_steady_digits(double x, double rounds);

/* To how many decimals, so many at most, a number that may be off by as much as that
 * rounds the same. */
int bp_steady_decimals(double x, double off, int most_decimals);

/* Limits what is told of an error to its digits that can be trusted, or to a
 * bound. */
void bp_limit_error(bp_value *error, int most_digits);

/* Puts an error E, finite and not below 0, under that key. It is off by so much
 * in a training beside (bp_train_beside); nothing is put where that leaves no
 * digit. */
void bp_put_error(bp_values *values, double E, double lost, int most_digits,
                  const char *key);

#endif

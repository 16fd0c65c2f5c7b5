/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_NUMBER_H
#define BP_NUMBER_H

/* Numbers as text: decimals with a point, in the C locale. (The program never
 * leaves that locale; whoever calls setlocale must keep LC_NUMERIC.) */

#include <stdbool.h>
#include <stddef.h>

enum { BP_NUMBER_SIZE = 32 };

/* The shortest decimal that reads back to the same double; returns text. */
const char *bp_number_text(double x, char text[BP_NUMBER_SIZE]);

/* The number with so many significant digits at most, "nan" where it is not finite;
 * returns text. */
const char *bp_rounded_text(double x, int digits, char text[BP_NUMBER_SIZE]);

/* The whole of text as a finite decimal number: 0.15, -2, .5, 5e-05. False, and
 * x as it was, for anything else: hex, inf, nan, digits with _ or a comma, a
 * number too large. */
bool bp_read_number(const char *text, double *x);

/* The whole of text as a whole number from 0 to most, digits only. False, and n
 * as it was, for anything else. */
bool bp_read_count(const char *text, size_t most, size_t *n);

/* 10^n: correctly rounded while |n| is at most 22; infinite or 0 beyond a double. */
double bp_power_of_ten(int n);

#endif

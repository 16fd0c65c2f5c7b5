/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef DIGITS_H
#define DIGITS_H

/* How far the reference computations trust a ball, that is, a midpoint and a
 * radius that surely contain the true value. Arb is a library of its own on
 * Debian 12, later a part of FLINT. */

#if __has_include(<flint/arb_poly.h>)
#include <flint/arb.h>
#include <flint/arb_poly.h>
#else
#include <arb.h>
#include <arb_poly.h>
#endif
#include <stdbool.h>

/* The precisions to try, each twice the one before. */
enum { FIRST_BITS = 128, LAST_BITS = 4096 };

enum { DIGITS_SIZE = 64 };

/* Whether the ball, worked out with so many bits, leaves but one choice for x
 * rounded to 15 digits; then these are in s, without trailing zeros. What lies
 * nearer to 0 than any double is called 0 where nothing better can be proved. */
bool certain_digits(char s[DIGITS_SIZE], const arb_t x, slong bits);

/* x = factor * 10^exponent. */
void power_of_ten(arb_t x, int factor, long exponent, slong bits);

/* Ends the program with a complaint where that is not so. */
void expect(bool is_so, const char *what);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef PRINTED_H
#define PRINTED_H

/* A number as a document prints it, and whether a ball proves it. */

#include "digits.h"

typedef struct {
    enum { A_NUMBER, A_BOUND, A_DIVERGENCE } kind;
    char number[64]; /* plain, as 4.81e-21; of a bound, the bound */
    long last;       /* its last digit stands for 10^last */
    long round;      /* of a divergence */
    bool is_about;   /* a given number that has lost digits */
} printed;

/* Reads "-0.38", "4.81e-21", "4.81×10^-21", also with a typographic minus or raised
 * digits; "below 1e-25"; "diverges in round 7"; "about -0.45". */
bool printed_read(printed *p, const char *text);

/* What stands for 10^last in a plain number, such as an example has them. */
bool printed_last_digit(const char *number, long *last);

enum verdict { OPEN, PROVED, REFUTED };

/* Whether x, rounded to the digits shown, is that number. Halfway between two
 * numbers x is neither. Of a bound: whether x lies below it. */
enum verdict printed_judge(const printed *p, const arb_t x, slong bits);

/* Whether x, which is a whole multiple of 10^last, is that very number. */
enum verdict printed_judge_exact(const printed *p, const arb_t x, long last,
                                 slong bits);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_GIVEN_H
#define BP_GIVEN_H

/* One number of a learner's. */

#include <stdbool.h>
#include <stddef.h>

/* A number as a learner gives it. */
typedef struct {
    size_t key; /* its place among the definitions; after training, that of the
                      same number after the example's own rounds */
    size_t rounds; /* after training: how many; else 0 */
    double x;
    double unit; /* of the last place given; 0 where there is no point */
    int digits;  /* significant ones */
    unsigned long line;
    const char
        *text; /* as it was typed; whose it is, the reader's owner says */
} bp_given_number;

/* Reads a number that may have typographic minus signs and an f at its end, which is
 * cut off. Fills in x, unit, digits and text; false where it is no finite decimal
 * number. */
bool bp_read_given(char *typed, bp_given_number *number);

/* What to say behind "expected one" of what is no such number: ", not a percentage";
 * "" where that says all. */
const char *bp_given_hint(const char *typed);

#endif

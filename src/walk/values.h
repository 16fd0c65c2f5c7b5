/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_VALUES_H
#define BP_VALUES_H

/* Tables of named numbers. */

#include <stdbool.h>
#include <stddef.h>

#include "walk/complaint.h"
#include "walk/definitions.h"

/* What is known of a number: its value, or no more than a bound. */
typedef enum {
    BP_VALUE,    /* x is the number */
    BP_BELOW,    /* it lies below x, which is all that can be said */
    BP_DIVERGES, /* it is beyond all bounds, from round x on */
} bp_value_kind;

/* A number, its key, and the chapter in which the book works it out. */
typedef struct {
    char key[BP_KEY_SIZE];
    double x;
    bp_value_kind kind;
    int digits; /* how many significant ones can be trusted; 0: all */
    int chapter;
} bp_value;

/* All 0 to begin with, but for the complaint. */
typedef struct {
    bp_value *value; /* in the order in which they were put */
    size_t n;
    size_t capacity;
    const bp_value *
        *by_key; /* the same n, sorted; NULL until the first search */
    int chapter; /* of the numbers that are put now */
    bool failed; /* nothing more is put, and the complaint says why */
    bp_complaint *complaint;
} bp_values;

/* Puts a number into the table under a key given by a format. Where memory runs
 * out, or the number is not finite, the table has failed. */
void bp_put(bp_values *values, double x, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a number that can be trusted to so many decimals, whatever machine
 * computes it; 0 is put for what is less than any of these. */
void bp_put_rounded(bp_values *values, double x, int decimals,
                    const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same for a number of which no more is told than a bound. */
void bp_put_bound(bp_values *values, bp_value_kind kind, double x,
                  const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The value of that key, or NULL where there is none (or, at the first call, no
 * memory for the sorted table: then by_key is still NULL). */
const bp_value *bp_values_find(bp_values *values, const char *key);

/* Frees what the table holds, not the table itself. */
void bp_values_free(bp_values *values);

#endif

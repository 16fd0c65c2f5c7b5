/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_VALUES_H
#define BP_VALUES_H

/* Tables of named numbers. */

#include <stdbool.h>
#include <stddef.h>

#include "walk/complaint.h"

enum { BP_KEY_SIZE = 56 };

/* What is known of a number: its value, or no more than a bound. */
typedef enum {
    BP_VALUE,    /* x is the number */
    BP_BELOW,    /* it lies below x, which is all that can be said */
    BP_DIVERGES, /* it is beyond all bounds, from round x on */
} bp_value_kind;

/* A number, its key, and the chapter in which the book works it out. Where a
 * mistake is at work, other is what may just as well be written down (see
 * bp_put_either); else it is x again. */
typedef struct {
    char key[BP_KEY_SIZE];
    double x;
    double other;
    bp_value_kind kind;
    int digits; /* how many significant ones can be trusted; 0: all */
    int chapter;
} bp_value;

typedef struct {
    bp_value *value; /* in the order in which they were put */
    size_t n;
    size_t capacity;
    const bp_value *
        *by_key; /* the same n, sorted; NULL until the first search */
} bp_values;

/* A table that is being filled. */
typedef struct {
    bp_values *values;
    bp_complaint *complaint;
    int chapter;
    int last_chapter;   /* numbers of later ones are left out */
    bool with_all_keys; /* those too that are known, but are not the walk's */
    bool may_diverge;   /* numbers need not be finite */
    bool failed;
} bp_filler;

/* Puts a number into the table under a key given by a format, unless its chapter
 * is beyond the last. Where memory runs out, or the number is not finite (and
 * must be), the complaint says so, failed is set, and nothing more is put. */
void bp_put(bp_filler *f, double x, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a number of which there are two: one that is written down
 * rightly, and the other that is really used. */
void bp_put_either(bp_filler *f, double x, double other, const char *format,
                   ...) __attribute__((format(printf, 4, 5)));

/* The same for a number that can be trusted to so many decimals, whatever machine
 * computes it; 0 is put for what is less than any of these. */
void bp_put_rounded(bp_filler *f, double x, int decimals, const char *format,
                    ...) __attribute__((format(printf, 4, 5)));

/* The same for a number of which no more is told than a bound. */
void bp_put_bound(bp_filler *f, bp_value_kind kind, double x,
                  const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The value of that key, or NULL where there is none (or, at the first call, no
 * memory for the sorted table: then by_key is still NULL). */
const bp_value *bp_values_find(bp_values *values, const char *key);

/* Frees what the table holds, not the table itself. */
void bp_values_free(bp_values *values);

#endif

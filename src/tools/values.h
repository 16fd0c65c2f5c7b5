/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_VALUES_H
#define BP_VALUES_H

/* Tables of named numbers. */

#include <stdbool.h>
#include <stddef.h>

#include "complaint.h"

enum { BP_KEY_SIZE = 56 };

/* A number, its key, and the chapter in which the book works it out. */
typedef struct {
    char key[BP_KEY_SIZE];
    double x;
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
    int last_chapter; /* numbers of later ones are left out */
    bool failed;
} bp_filler;

/* Puts a number into the table under a key given by a format, unless its chapter
 * is beyond the last. Where memory runs out, or the number is not finite, the
 * complaint says so, failed is set, and nothing more is put. */
void bp_put(bp_filler *f, double x, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The value of that key, or NULL where there is none (or, at the first call, no
 * memory for the sorted table: then by_key is still NULL). */
const bp_value *bp_values_find(bp_values *values, const char *key);

/* Frees what the table holds, not the table itself. */
void bp_values_free(bp_values *values);

#endif

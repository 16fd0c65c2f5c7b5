/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_VALUES_H
#define BP_VALUES_H

/* Tables of named numbers: the walk through an example, every number with its
 * key. */

#include "backprop.h"
#include "complaint.h"
#include "example_file.h"

enum { BP_KEY_SIZE = 56, BP_N_CHAPTERS = 6 };

/* "network", "forward_pass", ...: what a chapter's files are called after their
 * number. */
extern const char *const bp_chapter_names[BP_N_CHAPTERS];

/* One line of the walk. */
typedef struct {
    char key[BP_KEY_SIZE];
    double x;
    int chapter; /* in which the book works it out */
} bp_value;

typedef struct {
    bp_value *value; /* in the walk's order */
    size_t n;
    size_t capacity;
    const bp_value *
        *by_key; /* the same n, sorted; NULL until bp_values_find is called */
} bp_values;

/* The walk through an example, up to and with last_chapter, by a complete
 * method: what is given, one round on the first pair, the errors after it, and
 * the network after the example's rounds on all its pairs in turn. The caller
 * frees the values. False, and a complaint, where memory runs out or a number
 * grows beyond all bounds. */
bool bp_walk(const bp_example *example, const bp_method *method,
             int last_chapter, bp_values *values, bp_complaint *complaint);

/* The value of that key, or NULL where there is none (or, at the first call, no
 * memory for the sorted table: then by_key is still NULL). */
const bp_value *bp_values_find(bp_values *values, const char *key);

/* Frees what the table holds, not the table itself. */
void bp_values_free(bp_values *values);

#endif

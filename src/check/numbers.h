/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_NUMBERS_FILE_H
#define BP_NUMBERS_FILE_H

/* A learner's numbers: a text file, one number a line. */

#include <stdio.h>

#include "check/follow.h"
#include "check/spelling.h"
#include "walk/values.h"

/* The numbers of one file after the other, in memory that is used again. All 0
 * to begin with; bp_numbers_free frees what it holds. */
typedef struct {
    bp_given_number *number; /* in the file's order; its text points below */
    size_t n;
    size_t capacity;
    char *text;
    size_t text_capacity;
    unsigned long *line_of_key; /* of keys seen in this file; else 0 */
} bp_numbers;

/* Reads a file to its end: `key = value`, `key value`, `key,value` or with a tab
 * between, spaces where you like, # before a comment. Keys are those of the
 * table, or stand for one of them (see bp_canonical_key); the example has so
 * many rounds, which keys with @ name. False, and a complaint with its line,
 * where a line is none of that, a key is unknown or given twice, or there is no
 * number at all. */
bool bp_numbers_read(FILE *file, bp_values *keys, size_t rounds,
                     bp_numbers *numbers, bp_complaint *complaint);

/* The same from text in memory, which the numbers then point into, and which is
 * changed: it has a 0 behind its last byte. */
bool bp_numbers_parse(char *text, size_t length, bp_values *keys, size_t rounds,
                      bp_numbers *numbers, bp_complaint *complaint);

void bp_numbers_free(bp_numbers *numbers);

#endif

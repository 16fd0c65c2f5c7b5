/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SEEN_H
#define BP_SEEN_H

/* Which numbers a text has given so far, and where: one text after the other, in
 * memory that is used again. */

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t key, rounds;
    unsigned long line;
    unsigned long text; /* the one that was counted so when this was seen */
} bp_seen_number;

/* All 0 to begin with; bp_seen_free frees what it holds. */
typedef struct {
    bp_seen_number *place; /* by a hash of key and rounds */
    size_t n_places;       /* a power of 2 */
    size_t n;              /* in use, of this text */
    unsigned long text;    /* how many there have been */
} bp_seen;

/* Begins another text, of which nothing has been seen. */
void bp_see_another_text(bp_seen *seen);

/* Notes a number. False where memory runs out; else first is the line where this text
 * had it before, or 0. */
bool bp_see(bp_seen *seen, size_t key, size_t rounds, unsigned long line,
            unsigned long *first);

void bp_seen_free(bp_seen *seen);

#endif

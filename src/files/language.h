/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_LANGUAGE_H
#define BP_LANGUAGE_H

/* How a program is spelt in a language. */

#include <stdbool.h>
#include <stddef.h>

#include "walk/definitions.h"

/* A function of the program's own, which is there where an operation needs it. */
typedef struct {
    bp_operation operation;
    const char *text;
} bp_own_function;

enum { BP_MOST_OWN_FUNCTIONS = 6 };

typedef struct {
    const char *name; /* "c" */

    /* A comment: before its first line, before the others, behind the last. */
    const char *comment, *comment_goes_on, *comment_end;
    const char *how_to_run[2]; /* two lines of the first comment */

    const char *head; /* what the program needs, and how it prints a number */
    bp_own_function own[BP_MOST_OWN_FUNCTIONS];
    const char *begin; /* reads the number of rounds */

    const char *indent; /* once */
    size_t depth;       /* of what is done but once */

    /* Before the name of a number that stays, and of one that each round
     * changes; behind its value. */
    const char *fixed, *changing, *end;
    bool several_a_line; /* fixed a = 1, b = 2; */
    /* Around a sum of several lines. */
    const char *sum_begin, *sum_end;

    /* The training pairs: before all of them, with room for how many there are
     * and how many numbers each has; around the numbers of one. */
    const char *pairs, *pair_begin, *pair_end, *pairs_end;
    const char *take_pair; /* in a round, with room for how many there are */

    const char *loop;     /* for each round */
    const char *if_later; /* unless this round is the last */
    const char *next;     /* ends what is done only then */
    const char *next_end;
    /* Around all the numbers that are shown; of one of them, with %1 for its
     * name and %2 for its key; and where both are the same. */
    const char *show_begin, *show, *show_same, *show_end;
    const char *loop_end; /* and the program's */
} bp_language;

extern const bp_language bp_languages[];
extern const size_t bp_n_languages;

#endif

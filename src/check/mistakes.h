/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_MISTAKES_H
#define BP_MISTAKES_H

/* The classic mistakes by name: chapter 7's variations, and what to say of
 * them. */

#include "check/local_forms.h"

/* What of a round a mistake touches. Two that touch the same cannot be at work
 * at once. */
enum {
    BP_TOUCHES_FORWARD = 1,
    BP_TOUCHES_ERROR = 2,
    BP_TOUCHES_OUTPUT_DELTAS = 4,
    BP_TOUCHES_HIDDEN_DELTAS = 8,
    BP_TOUCHES_PRODUCTS = 16,   /* delta times input */
    BP_TOUCHES_STEP = 32,       /* from there to the new weights */
    BP_TOUCHES_BIASES = 64,     /* which of them learn */
    BP_TOUCHES_ROUNDS = 128,    /* how many there are */
    BP_TOUCHES_BIAS_STEP = 256, /* how far a layer's biases move */
    BP_TOUCHES_LAYOUT = 512,    /* which weight has which name */
    BP_TOUCHES_ALL = 1023,
};

typedef enum { BP_BIASES_AS_GIVEN, BP_BIASES_LEARN, BP_BIASES_FIXED } bp_biases;

/* One form of a mistake; most have one form only. */
typedef struct {
    const bp_method *variation;       /* NULL: none */
    const bp_method *if_biases_learn; /* one more where they do, or NULL */
    bp_local_form
        *local;     /* the same, number by number; NULL: as it should be */
    bool by_source; /* all of it on a network whose square W are read by
                             columns */
    bp_biases biases;
    int plus_rounds; /* how many more before the + numbers: -1, 0 or 1 */
    int rounds;      /* how many more before the @ numbers */
    bool in_floats;  /* the given numbers are floats as well */
} bp_form;

enum { BP_MOST_FORMS = 6 };

/* Everything that the program, its tests and the book know of a mistake, but for
 * its C. */
typedef struct {
    const char *id;
    const char *summary; /* what is done, on one line */
    const char *why;   /* a sentence or two: what it leads to, what is right */
    int chapter;       /* where to read on */
    const char *tells; /* the key of a number that tells it apart, besides the
                          errors; NULL where only these do */
    unsigned touches;
    size_t n_forms;
    bp_form form[BP_MOST_FORMS];
} bp_mistake;

/* All of them, in the order in which they are listed everywhere. */
extern const bp_mistake bp_mistakes[];
extern const size_t bp_n_mistakes;

/* The mistake of that id, or NULL. */
const bp_mistake *bp_mistake_find(const char *id);

#endif

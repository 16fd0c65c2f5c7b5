/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_DRAFT_H
#define BP_DRAFT_H

/* What the book's own numbers are worked out with, one after the other. */

#include "walk/trainer.h"
#include "walk/values.h"

typedef struct {
    const bp_example *example;
    bp_method method; /* the example's right one */
    bp_trainer *trainer;
    bp_network *network; /* the trainer's, and its workspace */
    bp_workspace *ws;
    bp_values *values; /* which says whether something has failed */
} bp_draft;

/* The trainer at the start again, by the right method or another. */
void bp_draft_start(bp_draft *d, const bp_method *method);

/* Goes on to that round, and looks at the first pair. */
void bp_draft_go(bp_draft *d, size_t round);

/* Where memory runs out. */
void bp_draft_out_of_memory(bp_draft *d);

/* Puts a number that may be there already, as the one that tells a mistake apart. */
void bp_draft_put_once(bp_draft *d, double x, const char *key);

/* The numbers of chapters 6, 7 and 8; see book.h. */
void bp_draft_put_gradient_check(bp_draft *d);
void bp_draft_put_mistakes(bp_draft *d);
void bp_draft_put_matrix_form(bp_draft *d);

#endif

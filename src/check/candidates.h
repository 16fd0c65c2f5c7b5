/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CANDIDATES_H
#define BP_CANDIDATES_H

/* What every number of an example would be: rightly, by each mistake, and by any
 * two at once. All of it is worked out when it is first asked for, and then
 * kept. */

#include "check/mistakes.h"
#include "walk/walk.h"

/* A run through an example that need not be the right one. */
typedef struct {
    const bp_example *example;
    bp_method method;
    size_t plus_rounds; /* after which the + numbers are taken; rightly 1 */
    size_t rounds; /* after which the @ numbers are; rightly the example's */
} bp_run;

/* One mistake, or two at work at once, each in one of its forms. The numbers have
 * an entry for each definition, and are NULL until asked for. */
typedef struct bp_candidate bp_candidate;
struct bp_candidate {
    const bp_mistake *mistake[2]; /* the second NULL where there is but one */
    const bp_form *form[2];
    bp_candidate *part[2]; /* of two at once: each of them alone */
    double *x;             /* as they are written down */
    double
        *other; /* as they may just as well be: where a mistake is at work, what
                      is written and what is really used may differ */
    bool has_training; /* are the @ numbers there */
};

typedef struct {
    const bp_example *example;
    bp_example in_floats; /* the same with all given numbers rounded to float */
    bp_definitions *numbers; /* all that are known */
    double *right;           /* their true values */
    bool has_training;       /* are the @ numbers among them */
    bp_candidate *single;
    size_t n_singles;
    bp_candidate *pair; /* NULL until asked for */
    size_t n_pairs;
    bp_trainer *trainer; /* to work with */
} bp_candidates;

/* The numbers of a network with more weights than this are not for reading, and
 * would take minutes and much memory to work out with every mistake. */
enum { BP_MOST_WEIGHTS_TO_CHECK = 10000 };

/* The example must outlive the candidates. NULL, and a complaint, where it has too
 * many weights, memory runs out or a number of the right walk grows beyond all
 * bounds. The caller frees them. */
bp_candidates *bp_candidates_alloc(const bp_example *example,
                                   bp_complaint *complaint);
void bp_candidates_free(bp_candidates *c);

/* Works out the @ numbers of the right walk, the pairs, and the numbers of one
 * candidate, unless they are there. False, and a complaint, as above. Numbers of
 * a candidate may be infinite or not a number. */
bool bp_candidates_train(bp_candidates *c, bp_complaint *complaint);
bool bp_candidates_pair(bp_candidates *c, bp_complaint *complaint);
bool bp_candidate_work_out(bp_candidates *c, bp_candidate *candidate,
                           bool with_training, bp_complaint *complaint);

/* The run that makes the candidate's mistakes; the right one where it names
 * none. */
bp_run bp_candidate_run(const bp_candidates *c, const bp_candidate *candidate);

/* Gives up what was worked out, where the network is so large that the numbers
 * of all pairs would fill the memory. */
void bp_candidate_let_go(const bp_candidates *c, bp_candidate *candidate);

#endif

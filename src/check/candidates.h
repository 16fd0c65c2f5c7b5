/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CANDIDATES_H
#define BP_CANDIDATES_H

/* What every number of an example would be: rightly, by each mistake, and by two
 * or three at once. Here is which there are; their numbers are worked out when they
 * are first asked for, by candidate_numbers.h and candidate_training.h, and then
 * kept. */

#include "check/bounds.h"
#include "check/mistakes.h"
#include "walk/walk.h"

/* What so many rounds lead to: an entry for each definition. Those of one round
 * are to work with. */
typedef struct {
    size_t rounds;
    double *x;
    double *lost;      /* how far off that leads which a double cannot hold */
    double *in_floats; /* and a float: of the right way alone */
} bp_trained;

enum { BP_MOST_AT_ONCE = 3 };

/* Up to three mistakes at work at once, each in one of its forms; the right way
 * has none. The numbers have an entry for each definition, in the order of its
 * own rules: see bp_candidate_place in candidate_numbers.h. */
typedef struct bp_candidate bp_candidate;
struct bp_candidate {
    const bp_mistake *mistake[BP_MOST_AT_ONCE];
    const bp_form *form[BP_MOST_AT_ONCE];
    size_t n;
    const bp_candidate *of[BP_MOST_AT_ONCE]; /* each of them alone */
    bp_candidate *part[BP_MOST_AT_ONCE];     /* without each of them */
    bool by_source;
    bool by_rules; /* and not by a method, as the functions are other ones */
    double *x;     /* NULL until asked for, as are these: */
    bp_definitions *rules;
    /* How far rounding can lead each number off where none is given; where steps
     * are rounded to whole numbers, to one significant digit, to one bit. */
    double *by_decimal, *by_significant, *by_binary;
    bp_trained *trained;
    size_t n_trained;
};

typedef struct {
    const bp_example *example;
    bp_example in_floats; /* the same with all given numbers rounded to float */
    bp_example by_source; /* the same with each square W read by columns */
    bp_definitions *numbers; /* all that are known */
    size_t
        *place_by_source; /* of each, the one with whose name it goes there */
    bp_candidate right;
    bp_candidate *single;
    size_t n_singles;
    bp_candidate *pair; /* NULL until asked for */
    size_t n_pairs;
    bp_candidate triple; /* one of them, to work with */
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

/* Lists the pairs, unless they are there. False, and a complaint, where memory runs
 * out. */
bool bp_candidates_pair(bp_candidates *c, bp_complaint *complaint);

/* The candidate with one mistake more than a pair, or NULL where the two do not
 * go with the third. It is gone at the next call. */
bp_candidate *bp_candidates_triple(bp_candidates *c, const bp_candidate *pair,
                                   const bp_candidate *single);

/* Whether it is no other way, but another precision: floats go with every
 * mistake. */
bool bp_is_precision(const bp_candidate *candidate);

/* Whether the network is so large that the numbers of all pairs would fill the
 * memory, and their rules take minutes to write. */
bool bp_is_large(const bp_candidates *c);

/* Gives up what was worked out, where the network is large. */
void bp_candidate_let_go(const bp_candidates *c, bp_candidate *candidate);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CHECK_H
#define BP_CHECK_H

/* A learner's numbers: which are right, which went wrong first, and what
 * explains them. In memory, without files and streams. */

#include "check/follow.h"

typedef enum {
    BP_IS_RIGHT,   /* what the right way gives, as far as it was rounded */
    BP_IS_COARSE,  /* too few digits to tell */
    BP_IS_WRONG,   /* the rest */
    BP_IS_CARRIED, /* not right, but it follows from the learner's numbers */
} bp_verdict;

/* What makes a number that is wrong. At most one of these is there. */
typedef struct {
    const bp_mistake *mistake;
    size_t same_as; /* the key of the number that was written in its place, or
                       SIZE_MAX */
    bool is_slip;
} bp_reason;

/* What the check says of one number. */
typedef struct {
    bp_verdict verdict;
    bp_reason because;
    bool is_lost; /* coarse, as the training keeps no digit of it */
    bool
        has_other_sign; /* coarse, and its sign is not that of the right number */
} bp_judgement;

typedef enum {
    BP_FOUND_RIGHT,   /* no number is wrong, or has another sign */
    BP_FOUND_MISTAKE, /* one mistake, or some at work at once, agree with every
                         number given */
    BP_FOUND_MIXTURE, /* right numbers, and wrong ones that each agree with one or
                         the other of at most two mistakes */
    BP_FOUND_SLIP,    /* one number is wrong, every other right or carried */
    BP_FOUND_UNKNOWN, /* none of these */
} bp_finding;

/* Mistakes that explain the numbers together; a slip besides. */
typedef struct {
    const bp_mistake *mistake[BP_MOST_AT_ONCE];
    size_t n;
    bool with_slip;
} bp_name;

enum { BP_MOST_NAMES = 8, BP_ENOUGH_DIGITS = 6 };

typedef struct {
    bp_finding finding;
    bp_name name[BP_MOST_NAMES]; /* several where they cannot be told apart */
    size_t n_names;
    bool is_unsure; /* it agrees, on too few digits to be sure */
    bool in_floats; /* some numbers are as exact as floats, no more */
    size_t
        n_read_as_new;  /* numbers of new weights under the names of old ones */
    size_t n_not_right; /* wrong or carried */
    size_t n_wrong;
    size_t n_coarse;
    size_t n_other_sign; /* of these, those whose sign is not the right one */
    size_t n_lost; /* of these, those that the training keeps no digit of */
    size_t n_explained;   /* of those that are not right, by the first name */
    size_t least_digits;  /* of those explained, significant ones */
    size_t first;         /* the first number that is not right, in the walk's
                            order: its place among the numbers given */
    bool is_complete;     /* every number of the walk was given */
    bool another_example; /* most of the example's own numbers are others */
} bp_diagnosis;

typedef struct bp_checker bp_checker;

/* All that can be worked out once for an example, which must outlive the
 * checker. The caller frees it. Of its training, which may take long, progress is
 * told unless that is NULL. NULL, and a complaint, where the example has more
 * weights than can be checked, memory runs out or its numbers grow beyond all
 * bounds. */
bp_checker *bp_checker_alloc(const bp_example *example,
                             const bp_progress *progress,
                             bp_complaint *complaint);
void bp_checker_free(bp_checker *checker);

/* The numbers that a learner may give. */
const bp_definitions *bp_checker_numbers(const bp_checker *checker);

/* What the number should be, once bp_check has seen it. */
double bp_checker_right(const bp_checker *checker,
                        const bp_given_number *number);

/* Judges n numbers, no two of the same key and rounds: judgement[i] is that on
 * number[i]. Puts them into the walk's order before, those after training by their
 * rounds; and where new weights are given under the names of old ones, gives them
 * the names of new ones. False, and a complaint, as bp_checker_alloc. */
bool bp_check(bp_checker *checker, bp_given_number number[], size_t n,
              bp_judgement judgement[], bp_diagnosis *diagnosis,
              bp_complaint *complaint);

/* "right", "updated-weights", "no-half,mean-error", "no-bias+ascent", "slip",
 * "biases-trained?", "unknown": the finding or, where there are names, these;
 * returns text. */
enum { BP_DIAGNOSIS_SIZE = 1024 };
const char *bp_diagnosis_text(const bp_diagnosis *diagnosis,
                              char text[BP_DIAGNOSIS_SIZE]);

#endif

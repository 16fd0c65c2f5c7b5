/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CHECK_H
#define BP_CHECK_H

/* A learner's numbers: which are right, which went wrong first, and what
 * explains it. In memory, without files and streams. */

#include "check/follow.h"

typedef enum {
    BP_IS_RIGHT,   /* near the true value, or near what follows from the
                      learner's own right numbers */
    BP_IS_WRONG,   /* the rest */
    BP_IS_CARRIED, /* not right, but it follows from the learner's numbers */
} bp_verdict;

typedef enum {
    BP_FOUND_RIGHT,   /* every number is right */
    BP_FOUND_MISTAKE, /* one mistake agrees with every number given */
    BP_FOUND_TWO,     /* two mistakes at work at once do */
    BP_FOUND_MIXTURE, /* right numbers, and wrong ones that each agree with one
                          or the other of at most two mistakes */
    BP_FOUND_SLIP,    /* one number is wrong, every other right or carried */
    BP_FOUND_UNKNOWN, /* none of these */
} bp_finding;

/* A mistake, or two: the second is NULL where there is but one. */
typedef struct {
    const bp_mistake *mistake[2];
} bp_name;

enum { BP_MOST_NAMES = 8, BP_ENOUGH_DIGITS = 6 };

typedef struct {
    bp_finding finding;
    bp_name name[BP_MOST_NAMES]; /* several where they cannot be told apart */
    size_t n_names;
    size_t n_not_right; /* wrong or carried */
    size_t n_wrong;
    size_t n_explained;   /* of those that are not right, by the first name */
    size_t least_digits;  /* of those explained, significant ones */
    size_t first;         /* the first number that is not right, in the walk's
                            order: its place among the numbers given */
    bool none_agrees;     /* not even the given numbers of the example do */
    bool another_example; /* nor most of the given ones that there are */
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

/* The numbers that a learner may give, and their true values; those after
 * training are there once bp_check has been asked for one. */
const bp_definitions *bp_checker_numbers(const bp_checker *checker);
const double *bp_checker_right(const bp_checker *checker);

/* Judges n numbers, no two of the same key: verdict[i] is that on number[i].
 * False, and a complaint, as bp_checker_alloc. */
bool bp_check(bp_checker *checker, const bp_given_number number[], size_t n,
              bp_verdict verdict[], bp_diagnosis *diagnosis,
              bp_complaint *complaint);

/* "right", "updated-weights", "no-half,mean-error", "no-bias+ascent", "slip",
 * "unknown": the finding or, where there are names, these; returns text. */
enum { BP_DIAGNOSIS_SIZE = 512 };
const char *bp_diagnosis_text(const bp_diagnosis *diagnosis,
                              char text[BP_DIAGNOSIS_SIZE]);

#endif

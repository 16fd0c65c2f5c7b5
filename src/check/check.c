/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/explain.h"

struct bp_checker {
    bp_candidates *candidates;
    const bp_given_number **by_key; /* the learner's number of each key */
    /* What follows from them, for each choice of whose to go on with. */
    double *from[BP_N_FOLLOW_CHOICES];
    double *met; /* for bp_follow to work with */
};

bp_checker *bp_checker_alloc(const bp_example *example,
                             const bp_progress *progress,
                             bp_complaint *complaint)
{
    bp_checker *checker = calloc(1, sizeof *checker);
    if (checker != NULL)
        checker->candidates = bp_candidates_alloc(example, complaint);
    else
        bp_complain(complaint, 0, "out of memory");
    if (checker == NULL || checker->candidates == NULL) {
        bp_checker_free(checker);
        return NULL;
    }
    if (progress != NULL)
        checker->candidates->trainer->progress = *progress;
    size_t n = checker->candidates->numbers->n;
    checker->by_key = calloc(n, sizeof(const bp_given_number *));
    checker->met = malloc(n * sizeof(double));
    bool has_room = checker->by_key != NULL && checker->met != NULL;
    for (size_t k = 0; k < BP_N_FOLLOW_CHOICES; k++) {
        checker->from[k] = malloc(n * sizeof(double));
        has_room = has_room && checker->from[k] != NULL;
    }
    if (!has_room) {
        bp_complain(complaint, 0, "out of memory");
        bp_checker_free(checker);
        return NULL;
    }
    return checker;
}

void bp_checker_free(bp_checker *checker)
{
    if (checker == NULL)
        return;
    bp_candidates_free(checker->candidates);
    free(checker->by_key);
    free(checker->met);
    for (size_t k = 0; k < BP_N_FOLLOW_CHOICES; k++)
        free(checker->from[k]);
    free(checker);
}

const bp_definitions *bp_checker_numbers(const bp_checker *checker)
{
    return checker->candidates->numbers;
}

const double *bp_checker_right(const bp_checker *checker)
{
    return checker->candidates->right;
}

/* ------------------------------------------------------------------ verdicts */

/* Whether the number follows from the learner's own, as they are written down,
 * or as they may have been before that. */
static bool is_carried(const bp_checker *checker, const bp_given_number *number)
{
    double low = checker->from[BP_FOLLOW_LOW][number->key];
    double high = checker->from[BP_FOLLOW_HIGH][number->key];
    return bp_is_near(number, checker->from[BP_FOLLOW_ALL][number->key]) ||
           bp_is_near(number, low) || bp_is_near(number, high) ||
           (isfinite(low) && isfinite(high) && fmin(low, high) < number->x &&
            number->x < fmax(low, high));
}

static bp_verdict judge(const bp_checker *checker,
                        const bp_given_number *number)
{
    size_t key = number->key;
    if (bp_is_near(number, checker->candidates->right[key]) ||
        bp_is_near(number, checker->from[BP_FOLLOW_RIGHT][key]))
        return BP_IS_RIGHT;
    return is_carried(checker, number) ? BP_IS_CARRIED : BP_IS_WRONG;
}

/* Where nothing is wrong, nothing can have been carried on from it: then the
 * first number that is not right is wrong. */
static void blame_one(const bp_evidence *e, bp_verdict verdict[])
{
    size_t first = e->n;
    for (size_t i = 0; i < e->n; i++) {
        if (verdict[i] == BP_IS_WRONG)
            return;
        if (verdict[i] == BP_IS_CARRIED &&
            (first == e->n || e->number[i].key < e->number[first].key))
            first = i;
    }
    if (first < e->n)
        verdict[first] = BP_IS_WRONG;
}

static void judge_all(bp_checker *checker, const bp_evidence *e,
                      bp_verdict verdict[])
{
    for (size_t i = 0; i < e->n; i++)
        checker->by_key[e->number[i].key] = &e->number[i];
    for (int k = 0; k < BP_N_FOLLOW_CHOICES; k++)
        bp_follow(checker->candidates, checker->by_key, (bp_follow_choice)k,
                  e->with_training, checker->from, checker->met);
    for (size_t i = 0; i < e->n; i++) {
        checker->by_key[e->number[i].key] = NULL;
        verdict[i] = judge(checker, &e->number[i]);
    }
    blame_one(e, verdict);
}

bool bp_check(bp_checker *checker, const bp_given_number number[], size_t n,
              bp_verdict verdict[], bp_diagnosis *diagnosis,
              bp_complaint *complaint)
{
    bp_evidence e = {.c = checker->candidates,
                     .number = number,
                     .n = n,
                     .verdict = verdict,
                     .diagnosis = diagnosis,
                     .complaint = complaint};
    for (size_t i = 0; i < n; i++)
        e.with_training =
            e.with_training || number[i].key >= e.c->numbers->n_round;
    if (e.with_training && !bp_candidates_train(e.c, complaint))
        return false;
    judge_all(checker, &e, verdict);
    return bp_explain(&e);
}

const char *bp_diagnosis_text(const bp_diagnosis *diagnosis,
                              char text[BP_DIAGNOSIS_SIZE])
{
    static const char *const findings[] = {[BP_FOUND_RIGHT] = "right",
                                           [BP_FOUND_SLIP] = "slip",
                                           [BP_FOUND_UNKNOWN] = "unknown"};
    if (diagnosis->n_names == 0) {
        snprintf(text, BP_DIAGNOSIS_SIZE, "%s", findings[diagnosis->finding]);
        return text;
    }
    text[0] = '\0';
    for (size_t k = 0; k < diagnosis->n_names; k++) {
        const bp_name *n = &diagnosis->name[k];
        bool is_pair = n->mistake[1] != NULL;
        size_t used = strlen(text);
        snprintf(text + used, BP_DIAGNOSIS_SIZE - used, "%s%s%s%s",
                 k > 0 ? "," : "", n->mistake[0]->id, is_pair ? "+" : "",
                 is_pair ? n->mistake[1]->id : "");
    }
    return text;
}

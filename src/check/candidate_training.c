/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/candidate_training.h"

#include <stdlib.h>

#include "check/candidate_numbers.h"
#include "check/other_examples.h"
#include "check/rule_rounds.h"
#include "walk/functions.h"

/* Trains on from where a run has been started, and looks. */
static void train(bp_candidates *c, const bp_candidate *candidate,
                  size_t rounds, double x[])
{
    if (candidate->by_rules)
        bp_rule_training(candidate->rules, c->trainer, rounds, x);
    else
        bp_walk_after(c->numbers, BP_AFTER_TRAINING, rounds, c->trainer, x);
}

static void work_out_apart(const bp_candidates *c, const double x[],
                           double apart[])
{
    for (size_t k = c->numbers->n_round; k < c->numbers->n; k++)
        apart[k] = fabs(apart[k] - x[k]);
}

/* What a long training does to rounded numbers is seen by training once more, beside
 * it. By rules, no more than the start can be moved. */
static void work_out_lost(bp_candidates *c, const bp_candidate *candidate,
                          const bp_run *run, size_t rounds, bp_trained *t)
{
    bp_trainer_start(c->trainer, run->example, &run->method);
    if (candidate->by_rules)
        bp_nudge_weights(c->trainer->network);
    else
        bp_train_beside(c->trainer, rounds);
    train(c, candidate, rounds, t->lost);
    work_out_apart(c, t->x, t->lost);
}

/* The same for floats. */
static void work_out_in_floats(bp_candidates *c, size_t rounds, bp_trained *t)
{
    bp_run run = bp_candidate_run(c, &c->right);
    if (!bp_has_other_functions(c->example->network))
        run.method = bp_vary(run.method, &bp_single_precision);
    bp_trainer_start(c->trainer, &c->in_floats, &run.method);
    train(c, &c->right, rounds, t->in_floats);
    work_out_apart(c, t->x, t->in_floats);
}

static bp_trained *add_trained(bp_candidates *c, bp_candidate *candidate)
{
    size_t n = candidate->n_trained;
    bp_trained *larger =
        realloc(candidate->trained, (n + 1) * sizeof candidate->trained[0]);
    if (larger == NULL)
        return NULL;
    candidate->trained = larger;
    size_t n_numbers = c->numbers->n;
    double *x = calloc(3 * n_numbers, sizeof(double));
    if (x == NULL)
        return NULL;
    larger[n] = (bp_trained){
        .x = x, .lost = x + n_numbers, .in_floats = x + 2 * n_numbers};
    return &larger[n];
}

const bp_trained *bp_candidate_train(bp_candidates *c, bp_candidate *candidate,
                                     size_t rounds, bp_complaint *complaint)
{
    for (size_t t = 0; t < candidate->n_trained; t++)
        if (candidate->trained[t].rounds == rounds)
            return &candidate->trained[t];
    if (!bp_candidate_rule(c, candidate, complaint))
        return NULL;
    bp_trained *t = add_trained(c, candidate);
    if (t == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return NULL;
    }
    bp_run run = bp_candidate_run(c, candidate);
    t->rounds = rounds;
    candidate->n_trained++;
    /* Without a first round there are no numbers of one round fewer. */
    if (run.more_rounds < 0 && rounds == 0) {
        for (size_t k = c->numbers->n_round; k < c->numbers->n; k++)
            t->x[k] = NAN;
        return t;
    }
    size_t goal = rounds + (size_t)run.more_rounds;
    bp_trainer_start(c->trainer, run.example, &run.method);
    train(c, candidate, goal, t->x);
    if (candidate == &c->right &&
        !bp_stay_within_bounds(c, t->x, c->numbers->n_round, c->numbers->n,
                               complaint))
        return NULL;
    work_out_lost(c, candidate, &run, goal, t);
    if (candidate == &c->right)
        work_out_in_floats(c, rounds, t);
    return t;
}

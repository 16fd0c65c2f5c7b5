/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/walk.h"

#include <stdlib.h>

static void look_up(const bp_definitions *d, bp_moment moment,
                    const bp_trainer *t, double x[])
{
    for (size_t k = 0; k < d->n; k++)
        if (d->number[k].moment == moment)
            x[k] = bp_look_up(&d->number[k], t->network, t->ws);
}

void bp_walk_round(const bp_definitions *d, bp_trainer *t, double x[])
{
    bp_trainer_go(t, 0);
    bp_trainer_try_round(t);
    look_up(d, BP_IN_ROUND, t, x);
}

void bp_walk_after(const bp_definitions *d, bp_moment moment, size_t rounds,
                   bp_trainer *t, double x[])
{
    bool is_alone = moment == BP_AFTER_ROUND && t->batch > 1;
    size_t batch = t->batch;
    if (is_alone) {
        bp_trainer_go(t, 0);
        t->batch = 1;
    }
    bp_trainer_go(t, rounds);
    bp_trainer_look(t, 0);
    look_up(d, moment, t, x);
    if (is_alone) {
        bp_trainer_go(t, 0);
        t->batch = batch;
    }
}

void bp_walk_on(const bp_definitions *d, size_t rounds, bp_trainer *t,
                double x[])
{
    size_t pair = rounds % t->example->pairs.inputs->size1;
    bp_trainer_go(t, rounds);
    bp_trainer_try_pair(t, pair);
    look_up(d, BP_IN_ROUND, t, x);
    bp_trainer_step(t);
    bp_trainer_look(t, pair);
    look_up(d, BP_AFTER_ROUND, t, x);
    bp_trainer_step_back(t);
}

/* Puts the walk's numbers into the table, chapter by chapter as far as asked. */
static void put_all(const bp_definitions *d, const double x[], int last_chapter,
                    bp_values *values)
{
    for (size_t k = 0; k < d->n; k++) {
        const bp_definition *number = &d->number[k];
        values->chapter = number->chapter;
        if (number->standing == BP_IN_WALK && number->chapter <= last_chapter)
            bp_put(values, x[k], "%s", number->key);
    }
}

/* Works out the numbers of all moments up to that chapter. */
static void work_out(const bp_definitions *d, int last_chapter, bp_trainer *t,
                     double x[])
{
    bp_walk_round(d, t, x);
    if (last_chapter >= BP_UPDATES)
        bp_walk_after(d, BP_AFTER_ROUND, 1, t, x);
    if (last_chapter >= BP_TRAINING)
        bp_walk_after(d, BP_AFTER_TRAINING, t->example->rounds, t, x);
}

bool bp_walk_in_full(const bp_example *example, const bp_method *method,
                     int last_chapter, const bp_progress *progress,
                     bp_full_walk *walk, bp_complaint *complaint)
{
    bp_values values = {.complaint = complaint};
    bp_definitions *d = bp_define(example);
    bp_trainer *t = bp_trainer_alloc(example);
    double *x = d == NULL ? NULL : calloc(d->n, sizeof *x);
    if (t == NULL || x == NULL) {
        bp_complain(complaint, 0, "out of memory");
        values.failed = true;
    } else {
        bp_trainer_start(t, example, method);
        if (progress != NULL)
            t->progress = *progress;
        work_out(d, last_chapter, t, x);
        put_all(d, x, last_chapter, &values);
    }
    bp_trainer_free(t);
    *walk = (bp_full_walk){.d = d, .x = x, .values = values};
    if (values.failed)
        bp_full_walk_free(walk);
    return walk->values.value != NULL;
}

void bp_full_walk_free(bp_full_walk *walk)
{
    free(walk->x);
    bp_definitions_free(walk->d);
    bp_values_free(&walk->values);
    *walk = (bp_full_walk){0};
}

bool bp_walk(const bp_example *example, const bp_method *method,
             int last_chapter, const bp_progress *progress, bp_values *values,
             bp_complaint *complaint)
{
    bp_full_walk walk;
    bool ok = bp_walk_in_full(example, method, last_chapter, progress, &walk,
                              complaint);
    *values = walk.values;
    walk.values = (bp_values){0};
    bp_full_walk_free(&walk);
    return ok;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds of the chapters' own functions on a task, see task.h.
 *
 *   rounds FORM TASK BATCH time SECONDS     times rounds, see bench_time
 *   rounds FORM TASK BATCH weights ROUNDS   trains so many, and prints the weights
 *
 * FORM says which chapters: `loops` are the stages of chapters 1 to 5, `matrix` those
 * of chapter 8, and `sheet` is the round of chapter 9. BATCH pairs are one round.
 * Weights are in the order of their names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

/* A network in training. In the form of a sheet it has no workspace, else no sheet. */
typedef struct {
    const bench_task *task;
    bp_pairs pairs;
    bp_network *network;
    bp_method method;
    bp_workspace *ws;
    bp_sums *sums;
    bp_batch_sheet *sheet;
    size_t *batch; /* the pairs of a round */
    size_t n;      /* how many they are */
    size_t next;   /* the place in the task's order at which the next one is */
} training;

/* Puts the next n pairs of the task's order into batch. */
static void next_batch(training *t)
{
    for (size_t k = 0; k < t->n; k++) {
        t->batch[k] = t->task->order[t->next];
        t->next = t->next + 1 == t->task->n_pairs ? 0 : t->next + 1;
    }
}

static void one_round(training *t)
{
    double eta = t->task->eta;
    next_batch(t);
    if (t->sheet != NULL) {
        bp_sheet_round(&t->pairs, t->batch, eta, t->task->train_biases,
                       t->network, t->sheet);
    } else if (t->n == 1) {
        bp_given(&t->pairs, t->batch[0], eta, t->ws);
        bp_round(&t->method, t->network, t->ws);
        bp_adopt(t->network, t->ws);
    } else {
        bp_batch_round(&t->method, &t->pairs, t->batch, t->n, eta, t->network,
                       t->ws, t->sums);
        bp_adopt(t->network, t->ws);
    }
}

static void train(void *what, size_t n_rounds)
{
    training *t = what;
    for (size_t r = 0; r < n_rounds; r++)
        one_round(t);
}

/* Whether form is one, and there was memory for all that it needs. */
static bool choose_form(training *t, const char *form)
{
    t->method = bp_backpropagation;
    if (t->task->train_biases)
        t->method = bp_vary(t->method, &bp_train_biases);
    if (strcmp(form, "sheet") == 0) {
        t->sheet = bp_batch_sheet_alloc(t->network, t->n);
        return t->sheet != NULL;
    }
    if (strcmp(form, "matrix") == 0)
        t->method = bp_vary(t->method, &bp_matrix_form);
    else if (strcmp(form, "loops") != 0)
        return false;
    t->ws = bp_workspace_alloc(t->network);
    t->sums = t->n > 1 ? bp_sums_alloc(t->network) : NULL;
    return t->ws != NULL && (t->n == 1 || t->sums != NULL);
}

static void write_weights(const bp_network *network)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        bench_write(w->data, w->size1 * w->size2);
    }
}

/* Trains on the task as the arguments say. False where memory runs out or form is
 * none. */
static bool run(const bench_task *task, const char *form, size_t n,
                const bench_work *work)
{
    bench_views views;
    training t = {
        .task = task,
        .pairs = bench_pairs(task, &views),
        .network = bench_network(task),
        .batch = calloc(n, sizeof *t.batch),
        .n = n,
    };
    bool ok = t.network != NULL && t.batch != NULL && choose_form(&t, form);
    if (ok && work->seconds > 0.0) {
        bench_time(work->seconds, train, &t);
    } else if (ok) {
        train(&t, work->n_rounds);
        write_weights(t.network);
    }
    bp_batch_sheet_free(t.sheet);
    bp_sums_free(t.sums);
    bp_workspace_free(t.ws);
    free(t.batch);
    bp_network_free(t.network);
    return ok;
}

int main(int argc, char *argv[])
{
    size_t n = argc == 6 ? bench_count(argv[3]) : 0;
    bench_work work;
    if (n == 0 || !bench_read_work(argv + 4, &work)) {
        fputs(
            "rounds: expected FORM TASK BATCH, then time SECONDS or weights "
            "ROUNDS\n",
            stderr);
        return 2;
    }
    bench_task task;
    bool ok = bench_task_read(argv[2], &task);
    if (ok && !(ok = run(&task, argv[1], n, &work)))
        fputs("rounds: expected loops, matrix or sheet, and memory for it\n",
              stderr);
    bench_task_clear(&task);
    return ok ? 0 : 2;
}

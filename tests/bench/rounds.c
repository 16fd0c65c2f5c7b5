/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds of the chapters' own functions on a task, see task.h.
 *
 *   rounds FORM TASK BATCH ROUNDS [WEIGHTS]
 *
 * FORM says which chapters: `loops` are the stages of chapters 1 to 5, `matrix` those
 * of chapter 8, and `sheet` is the round of chapter 9. BATCH pairs are one round.
 * It prints what bench_print does, of ROUNDS rounds after some that are not timed. With
 * WEIGHTS it trains ROUNDS rounds and no others, and writes the weights to that file,
 * in the order of their names. */
#include <stdlib.h>
#include <string.h>

#include "backprop.h"
#include "task.h"

/* A network in training. In the form of a sheet it has no worksheet, else no sheet. */
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

static bp_network *make_network(const bench_task *task)
{
    bp_network *network =
        bp_network_alloc(task->size[0], task->n_sizes - 1, task->size + 1);
    for (size_t l = 0; network != NULL && l < network->n_layers; l++) {
        gsl_matrix *w = network->layer[l].w;
        gsl_vector *b = network->layer[l].b;
        gsl_matrix_const_view given_w =
            gsl_matrix_const_view_array(task->w[l], w->size1, w->size2);
        gsl_vector_const_view given_b =
            gsl_vector_const_view_array(task->b[l], b->size);
        gsl_matrix_memcpy(w, &given_w.matrix);
        gsl_vector_memcpy(b, &given_b.vector);
    }
    return network;
}

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

static void train(training *t, size_t n_rounds)
{
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

static bool write_weights(const bp_network *network, const char *file)
{
    FILE *to = fopen(file, "w");
    if (to == NULL)
        return false;
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        bench_write(to, w->data, w->size1 * w->size2);
    }
    return fclose(to) == 0;
}

static bool run(training *t, size_t n_rounds, const char *weights)
{
    if (weights != NULL) {
        train(t, n_rounds);
        return write_weights(t->network, weights);
    }
    train(t, n_rounds / 10 + 1);
    double since = bench_clock();
    train(t, n_rounds);
    bench_print(since, n_rounds);
    return true;
}

int main(int argc, char *argv[])
{
    size_t n = argc >= 5 ? bench_count(argv[3]) : 0;
    size_t n_rounds = argc >= 5 ? bench_count(argv[4]) : 0;
    if (argc > 6 || n == 0 || n_rounds == 0) {
        fputs("rounds: expected FORM TASK BATCH ROUNDS [WEIGHTS]\n", stderr);
        return 2;
    }
    bench_task task;
    if (!bench_task_read(argv[2], &task)) {
        bench_task_clear(&task);
        return 2;
    }
    gsl_matrix_view inputs =
        gsl_matrix_view_array(task.inputs, task.n_pairs, task.size[0]);
    gsl_matrix_view targets = gsl_matrix_view_array(
        task.targets, task.n_pairs, task.size[task.n_sizes - 1]);
    training t = {
        .task = &task,
        .pairs = {&inputs.matrix, &targets.matrix},
        .network = make_network(&task),
        .batch = calloc(n, sizeof *t.batch),
        .n = n,
    };
    bool ok = t.network != NULL && t.batch != NULL && choose_form(&t, argv[1]);
    if (ok)
        ok = run(&t, n_rounds, argc == 6 ? argv[5] : NULL);
    else
        fputs("rounds: expected loops, matrix or sheet, and memory\n", stderr);
    bp_batch_sheet_free(t.sheet);
    bp_sums_free(t.sums);
    bp_workspace_free(t.ws);
    free(t.batch);
    bp_network_free(t.network);
    bench_task_clear(&task);
    return ok ? 0 : 1;
}

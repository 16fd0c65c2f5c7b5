/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds of FANN, a library for neural networks, in doubles, on a task, one pair a
 * round. See task.h.
 *
 *   fann TASK time SECONDS, or fann TASK weights ROUNDS     as `rounds` takes them
 *
 * FANN trains as this book does, once three things are set:
 * - Its sigmoid is 1 / (1 + exp(-2 s x)): with a steepness s of 0.5, the logistic.
 * - It puts the error t - out through a logarithm unless it is to stay linear.
 *   Then a weight's step is rate (t - out) slope ..., which is -rate dE/dw, as
 *   E is 1/2 (t - out)^2: the rate is the task's own.
 * - A bias is the weight of an input 1 and learns. Where it is not to, it is put back
 *   after a round.
 *
 * One thing cannot be set. For a slope, FANN takes an output below 0.01 as 0.01 and one
 * above 0.99 as 0.99. The outputs of our tasks stay between them. */
#include <doublefann.h>
#include <stdio.h>

#include "task.h"

/* Copies between the task's numbers and FANN's, which has behind the weights that lead
 * to a neuron its bias. */
static void set_weights(const bench_task *task, struct fann *network)
{
    fann_type *to = network->weights;
    for (size_t l = 0; l + 1 < task->n_sizes; l++)
        for (size_t j = 0; j < task->size[l + 1]; j++) {
            for (size_t i = 0; i < task->size[l]; i++)
                *to++ = task->w[l][j * task->size[l] + i];
            *to++ = task->b[l][j];
        }
}

static void put_biases_back(const bench_task *task, struct fann *network)
{
    fann_type *to = network->weights;
    for (size_t l = 0; l + 1 < task->n_sizes; l++)
        for (size_t j = 0; j < task->size[l + 1]; j++) {
            to += task->size[l];
            *to++ = task->b[l][j];
        }
}

static void write_weights(const bench_task *task, const struct fann *network)
{
    const fann_type *from = network->weights;
    for (size_t l = 0; l + 1 < task->n_sizes; l++)
        for (size_t j = 0; j < task->size[l + 1]; j++) {
            bench_write(from, task->size[l]);
            from += task->size[l] + 1;
        }
}

static struct fann *make_network(const bench_task *task)
{
    unsigned int sizes[BENCH_MAX_SIZES];
    for (size_t l = 0; l < task->n_sizes; l++)
        sizes[l] = (unsigned int)task->size[l];
    struct fann *network =
        fann_create_standard_array((unsigned int)task->n_sizes, sizes);
    if (network == NULL)
        return NULL;
    fann_set_activation_function_hidden(network, FANN_SIGMOID);
    fann_set_activation_function_output(network, FANN_SIGMOID);
    fann_set_activation_steepness_hidden(network, 0.5);
    fann_set_activation_steepness_output(network, 0.5);
    fann_set_train_error_function(network, FANN_ERRORFUNC_LINEAR);
    fann_set_learning_rate(network, (float)task->eta);
    set_weights(task, network);
    return network;
}

typedef struct {
    const bench_task *task;
    struct fann *network;
    size_t next; /* the place in the task's order at which the next pair is */
} training;

static void train(void *what, size_t n_rounds)
{
    training *t = what;
    const bench_task *task = t->task;
    size_t n_inputs = task->size[0];
    size_t n_outputs = task->size[task->n_sizes - 1];
    for (size_t r = 0; r < n_rounds; r++) {
        size_t p = task->order[t->next];
        fann_train(t->network, task->inputs + p * n_inputs,
                   task->targets + p * n_outputs);
        if (!task->train_biases)
            put_biases_back(task, t->network);
        t->next = t->next + 1 == task->n_pairs ? 0 : t->next + 1;
    }
}

int main(int argc, char *argv[])
{
    bench_work work;
    if (argc != 4 || !bench_read_work(argv + 2, &work)) {
        fputs("fann: expected TASK, then time SECONDS or weights ROUNDS\n",
              stderr);
        return 2;
    }
    bench_task task;
    training t = {.task = &task};
    if (bench_task_read(argv[1], &task))
        t.network = make_network(&task);
    if (t.network != NULL && work.seconds > 0.0) {
        bench_time(work.seconds, train, &t);
    } else if (t.network != NULL) {
        train(&t, work.n_rounds);
        write_weights(&task, t.network);
    }
    if (t.network != NULL)
        fann_destroy(t.network);
    bench_task_clear(&task);
    return t.network != NULL ? 0 : 2;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounds of FANN, a library for neural networks, in doubles, on a task, one pair a
 * round. See task.h.
 *
 *   fann TASK ROUNDS [WEIGHTS]     as `rounds` takes them
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
#include <stdlib.h>

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

static bool write_weights(const bench_task *task, const struct fann *network,
                          const char *file)
{
    FILE *stream = fopen(file, "w");
    if (stream == NULL)
        return false;
    const fann_type *from = network->weights;
    for (size_t l = 0; l + 1 < task->n_sizes; l++)
        for (size_t j = 0; j < task->size[l + 1]; j++) {
            bench_write(stream, from, task->size[l]);
            from += task->size[l] + 1;
        }
    return fclose(stream) == 0;
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

/* n_rounds rounds, the first of which takes the pair at a place in the task's order.
 * Returns the place after the last one. */
static size_t train(const bench_task *task, struct fann *network, size_t place,
                    size_t n_rounds)
{
    size_t n_inputs = task->size[0];
    size_t n_outputs = task->size[task->n_sizes - 1];
    for (size_t r = 0; r < n_rounds; r++) {
        size_t p = task->order[place];
        fann_train(network, task->inputs + p * n_inputs,
                   task->targets + p * n_outputs);
        if (!task->train_biases)
            put_biases_back(task, network);
        place = place + 1 == task->n_pairs ? 0 : place + 1;
    }
    return place;
}

static bool run(const bench_task *task, struct fann *network, size_t n_rounds,
                const char *weights)
{
    if (weights != NULL) {
        train(task, network, 0, n_rounds);
        return write_weights(task, network, weights);
    }
    size_t place = train(task, network, 0, n_rounds / 10 + 1);
    double since = bench_clock();
    train(task, network, place, n_rounds);
    bench_print(since, n_rounds);
    return true;
}

int main(int argc, char *argv[])
{
    size_t n_rounds = argc >= 3 ? bench_count(argv[2]) : 0;
    if (argc > 4 || n_rounds == 0) {
        fputs("fann: expected TASK ROUNDS [WEIGHTS]\n", stderr);
        return 2;
    }
    bench_task task;
    bool ok = false;
    if (bench_task_read(argv[1], &task)) {
        struct fann *network = make_network(&task);
        ok = network != NULL &&
             run(&task, network, n_rounds, argc == 4 ? argv[3] : NULL);
        if (network != NULL)
            fann_destroy(network);
    }
    bench_task_clear(&task);
    return ok ? 0 : 1;
}

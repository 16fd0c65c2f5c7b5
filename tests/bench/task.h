/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_TASK_H
#define BENCH_TASK_H

/* What is timed: a network to start from, and the pairs that it is trained on. Every
 * program that is timed reads the same file, so that all begin with the same
 * numbers. Nothing of ours is needed here, as FANN's program has nothing of ours.
 *
 * The file holds doubles as this machine has them, one behind the other:
 *   how many sizes; the sizes: inputs, then neurons layer by layer;
 *   how many pairs; the learning rate; 1 where biases are trained, else 0;
 *   for each layer its weights, row by row, a row per neuron, and its biases;
 *   the inputs of all pairs; their targets; the order of the pairs, from 0.
 * Each run of pairs goes on in that order, and begins again after its end. */

#include <stdbool.h>
#include <stddef.h>

enum { BENCH_MAX_SIZES = 8 };

/* Weights and biases of layer l, 0 the first after the inputs, are w[l], size[l + 1]
 * x size[l], and b[l]; pair p has the row p of inputs and of targets. */
typedef struct {
    size_t n_sizes;
    size_t size[BENCH_MAX_SIZES];
    size_t n_pairs;
    double eta;
    bool train_biases;
    double *w[BENCH_MAX_SIZES];
    double *b[BENCH_MAX_SIZES];
    double *inputs;
    double *targets;
    size_t *order;
    double *numbers; /* where all of them are */
} bench_task;

/* Reads the file; false, after a complaint, where that cannot be done. What was
 * allocated is bench_task_clear's to free in either case. */
bool bench_task_read(const char *file, bench_task *task);
void bench_task_clear(bench_task *task);

/* A whole number above 0, or 0 where the text is none. */
size_t bench_count(const char *text);

/* Runs rounds of what is timed, after those that were run before. */
typedef void bench_run(void *what, size_t n_rounds);

/* Runs twice as many rounds each time, until they take so many seconds of the
 * processor's time: while another process has it, the clock stands. Prints what a round
 * took, the last time, in nanoseconds, and the most memory that this process has had, in
 * kilobytes. */
void bench_time(double seconds, bench_run *run, void *what);

/* What a program is to do: time rounds for so many seconds, or, where they are 0, train
 * so many rounds and print the weights. */
typedef struct {
    double seconds;
    size_t n_rounds;
} bench_work;

/* Reads it from two arguments, `time SECONDS` or `weights ROUNDS`; false where they say
 * something else. */
bool bench_read_work(char *const argument[2], bench_work *work);

/* Prints n numbers, one a line, with all their digits. */
void bench_write(const double *numbers, size_t n);

#endif

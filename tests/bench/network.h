/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BENCH_NETWORK_H
#define BENCH_NETWORK_H

/* A task's numbers as the chapters take them. */

#include "backprop.h"
#include "task.h"

/* A network with the task's weights and biases. The caller frees it; NULL where memory
 * runs out. */
bp_network *bench_network(const bench_task *task);

/* The task's pairs. The matrices are in views, and show the task's own numbers. */
typedef struct {
    gsl_matrix_view inputs, targets;
} bench_views;

bp_pairs bench_pairs(const bench_task *task, bench_views *views);

#endif

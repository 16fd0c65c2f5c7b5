/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_BOOK_BENCH_H
#define BP_BOOK_BENCH_H

/* What the book's own numbers are worked out with, one after the other. */

#include "walk/walk.h"

typedef struct {
    const bp_example *example;
    bp_method method; /* the example's right one */
    bp_network *network;
    bp_workspace *ws;
    size_t round; /* rounds for which the network has been trained */
    double eta;
    bp_filler fill;
} bp_bench;

/* The network and the learning rate as the example gives them, and its first
 * pair on the worksheet. */
int bp_bench_start_anew(bp_bench *b);

/* One round on the first pair, which leaves the network as it is. */
int bp_bench_one_round(bp_bench *b, const bp_method *method);

/* Trains on, up to that round; then the outputs and errors of the first pair. */
int bp_bench_train_to(bp_bench *b, const bp_method *method, size_t round);

/* The numbers of chapter 6, and those of chapter 7; see book.h. All of these
 * return GSL_SUCCESS, or what a stage returns that fails; what else can go wrong
 * is in the filler. */
int bp_bench_put_gradient_check(bp_bench *b);
int bp_bench_put_mistakes(bp_bench *b);

#endif

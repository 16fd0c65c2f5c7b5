/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef WALK_H
#define WALK_H

/* What a learner has worked out, under the names that the walk gives it. */

#include "learner.h"

typedef struct {
    char key[64];
    arb_t x;
} table_row;

/* Begins as all 0. */
typedef struct {
    table_row *rows;
    long n, size;
} table;

/* Adds a row; its key is made as by printf. */
void table_put(table *t, const arb_t x, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The value of a key, or NULL. */
arb_srcptr table_find(const table *t, const char *key);

/* Empties the table, for others to come. */
void table_empty(table *t);

/* The numbers of one round: all before it, then those that it makes new. The
 * learner has begun anew, and is left with the first pair after the round. */
void walk_one_round(learner *me, table *t);

/* The numbers of the first pair after so many rounds: what comes after the names
 * is to be said by the caller, as "@10000". Where learner_train went no further,
 * there are none. */
void walk_trained(learner *me, table *t, long rounds, const char *after);

/* For how many rounds a learner trains who is told to train for n. */
long walk_rounds(mistakes made, long n);

/* "o1", "b_h2": the name of neuron j of a layer, after these letters. */
typedef struct {
    char text[NAME_SIZE];
} neuron_name;
neuron_name name_of(const learner *me, const char *letters, long l, long j);

/* The name of weight i of a layer, counted row by row. */
const char *weight_name(const learner *me, long l, long i);

#endif

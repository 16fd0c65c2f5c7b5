/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Tables ---- */

static void make_room(table *t)
{
    if (t->n < t->size)
        return;
    long size = t->size ? 2 * t->size : 256;
    t->rows = realloc(t->rows, (size_t)size * sizeof *t->rows);
    expect(t->rows, "more memory");
    for (; t->size < size; t->size++)
        arb_init(t->rows[t->size].x);
}

void table_put(table *t, const arb_t x, const char *format, ...)
{
    va_list arguments;
    make_room(t);
    table_row *row = &t->rows[t->n++];
    va_start(arguments, format);
    vsnprintf(row->key, sizeof row->key, format, arguments);
    va_end(arguments);
    arb_set(row->x, x);
}

arb_srcptr table_find(const table *t, const char *key)
{
    for (long i = 0; i < t->n; i++)
        if (!strcmp(t->rows[i].key, key))
            return t->rows[i].x;
    return NULL;
}

void table_empty(table *t)
{
    t->n = 0;
}

/* ---- Names ---- */

neuron_name name_of(const learner *me, const char *letters, long l, long j)
{
    neuron_name name;
    snprintf(name.text, sizeof name.text, "%s%c%ld", letters,
             me->given->letter[l], j + 1);
    return name;
}

const char *weight_name(const learner *me, long l, long i)
{
    return me->given->given[me->given->weights[l] + i].name;
}

static const char *bias_name(const learner *me, long l, long j)
{
    return me->given->given[me->given->biases[l] + j].name;
}

/* ---- The numbers of one round ---- */

static void put_pair(const learner *me, table *t)
{
    const example *given = me->given;
    long n = given->size[0], n_targets = given->size[given->n_layers];
    bool turned = has(me->made, TARGETS_SWAPPED);
    for (long i = 0; i < n; i++)
        table_put(t, me->layer[0].out + i, "i%ld", i + 1);
    for (long j = 0; j < n_targets; j++)
        table_put(t, me->target + (turned ? n_targets - 1 - j : j), "t%ld",
                  j + 1);
}

static void put_weights(const learner *me, table *t, const char *after)
{
    for (long l = 1; l <= me->given->n_layers; l++)
        for (long i = 0; i < me->layer[l].size * me->layer[l].sources; i++)
            table_put(t, me->layer[l].w + i, "%s%s", weight_name(me, l, i),
                      after);
}

/* A shared bias has one name. */
static void put_biases(const learner *me, table *t, long l, const char *after)
{
    long n = me->given->shares_bias[l] ? 1 : me->layer[l].size;
    for (long j = 0; j < n; j++)
        table_put(t, me->layer[l].b + j, "%s%s", bias_name(me, l, j), after);
}

/* The new biases are told where somebody trains them, be it only the example.
 * Where neurons that share one come to have a bias each, these have names. */
static void put_new_biases(const learner *me, table *t, const char *after)
{
    if (!me->given->trains_biases && learner_policy(me, 1) == FIXED)
        return;
    for (long l = 1; l <= me->given->n_layers; l++) {
        const worked_layer *a = &me->layer[l];
        bool come_apart = me->given->shares_bias[l] && a->size > 1 &&
                          learner_policy(me, l) == EACH_ITS_OWN;
        if (!come_apart)
            put_biases(me, t, l, after);
        for (long j = 0; come_apart && j < a->size; j++)
            table_put(t, a->b + j, "%s%s", name_of(me, "b_", l, j).text, after);
    }
}

static void put_forward(const learner *me, table *t, const char *after)
{
    const char *const what[] = {"net_", "out_"};
    long last = me->given->n_layers;
    for (long l = 1; l <= last; l++)
        for (long j = 0; j < me->layer[l].size; j++)
            for (int k = 0; k < 2; k++)
                table_put(t, (k ? me->layer[l].out : me->layer[l].net) + j,
                          "%s%s", name_of(me, what[k], l, j).text, after);
    for (long j = 0; j < me->layer[last].size; j++)
        table_put(t, me->E + j, "%s%s", name_of(me, "E_", last, j).text, after);
    table_put(t, me->E_total, "E_total%s", after);
}

static void put_paths(const learner *me, table *t, long l, long j)
{
    const worked_layer *a = &me->layer[l];
    if (l == me->given->n_layers - 1)
        for (long k = 0; k < a[1].size; k++)
            table_put(t, a->path + k * a->size + j, "dE_%s/dout_%s",
                      name_of(me, "", l + 1, k).text,
                      name_of(me, "", l, j).text);
}

static void put_weight_derivatives(const learner *me, table *t, long l)
{
    const worked_layer *a = &me->layer[l];
    for (long i = 0; i < a->size * a->sources; i++) {
        const char *name = weight_name(me, l, i);
        long j = i / a->sources;
        table_put(t, a[-1].out + learner_source(me, l, j, i % a->sources),
                  "dnet_%s/d%s", name_of(me, "", l, j).text, name);
        table_put(t, a->dE_dw + i, "dE/d%s", name);
    }
}

static void put_layer(const learner *me, table *t, long l)
{
    const worked_layer *a = &me->layer[l];
    for (long j = 0; j < a->size; j++) {
        neuron_name name = name_of(me, "", l, j);
        put_paths(me, t, l, j);
        if (me->given->activation[l] != SOFTMAX) {
            table_put(t, a->dE_dout + j, "dE/dout_%s", name.text);
            table_put(t, a->slope + j, "dout_%s/dnet_%s", name.text, name.text);
        }
        table_put(t, a->delta + j, "delta_%s", name.text);
    }
    put_weight_derivatives(me, t, l);
}

static void put_bias_derivatives(const learner *me, table *t)
{
    for (long l = 1; l <= me->given->n_layers; l++)
        if (me->given->shares_bias[l])
            table_put(t, me->layer[l].dE_db_of_all, "dE/d%s",
                      bias_name(me, l, 0));
        else
            for (long j = 0; j < me->layer[l].size; j++)
                table_put(t, me->layer[l].dE_db + j, "dE/d%s",
                          bias_name(me, l, j));
}

void walk_one_round(learner *me, table *t)
{
    learner_show(me, 0);
    put_pair(me, t);
    put_weights(me, t, "");
    for (long l = 1; l <= me->given->n_layers; l++)
        put_biases(me, t, l, "");
    table_put(t, me->eta, "eta");
    learner_forward(me);
    put_forward(me, t, "");
    learner_backward(me);
    for (long l = me->given->n_layers; l >= 1; l--)
        put_layer(me, t, l);
    put_bias_derivatives(me, t);
    learner_train_alone(me, has(me->made, NEW_AFTER_0)   ? 0
                            : has(me->made, NEW_AFTER_2) ? 2
                                                         : 1);
    put_weights(me, t, "+");
    put_new_biases(me, t, "+");
    learner_show(me, 0);
    learner_look(me);
    put_forward(me, t, "+");
}

/* ---- After training ---- */

long walk_rounds(mistakes made, long n)
{
    return n - has(made, ONE_ROUND_LESS) + has(made, ONE_ROUND_MORE);
}

void walk_trained(learner *me, table *t, long rounds, const char *after)
{
    long last = me->given->n_layers;
    learner_train(me, walk_rounds(me->made, rounds));
    learner_show(me, 0);
    learner_look(me);
    table_put(t, me->E_total, "E_total%s", after);
    for (long j = 0; j < me->layer[last].size; j++)
        table_put(t, me->layer[last].out + j, "%s%s",
                  name_of(me, "out_", last, j).text, after);
    put_weights(me, t, after);
    put_new_biases(me, t, after);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book_numbers.h"

#include <stdio.h>
#include <string.h>

/* The round of the first pair, which leaves the weights as they are. */
static void look(learner *me)
{
    learner_show(me, 0);
    learner_forward(me);
    learner_backward(me);
}

/* ---- One neuron with one weight ---- */

/* Its input, weight and target are the first of the network's. */
static void put_one_neuron(learner *me, table *t)
{
    slong bits = me->bits;
    arb_srcptr x = me->layer[0].out, w = me->layer[1].w;
    arb_ptr v = _arb_vec_init(7);
    enum { NET, OUT, REST, E, MISS, SLOPE, DE_DW };
    arb_mul(v + NET, w, x, bits);
    logistic(v + OUT, v + REST, v + NET, bits);
    arb_sub(v + MISS, v + OUT, me->target, bits);
    arb_sqr(v + E, v + MISS, bits);
    arb_mul_2exp_si(v + E, v + E, -1);
    arb_mul(v + SLOPE, v + OUT, v + REST, bits);
    arb_mul(v + DE_DW, v + MISS, v + SLOPE, bits);
    arb_mul(v + DE_DW, v + DE_DW, x, bits);
    table_put(t, v + NET, "one_net");
    table_put(t, v + OUT, "one_out");
    table_put(t, v + E, "one_E");
    table_put(t, v + MISS, "one_dE/dout");
    table_put(t, v + SLOPE, "one_dout/dnet");
    table_put(t, x, "one_dnet/dw");
    table_put(t, v + DE_DW, "one_dE/dw");
    _arb_vec_clear(v, 7);
}

/* ---- Nudges, and the gradient check ---- */

/* What is known around one weight, 0.01 to either side. */
typedef struct {
    arb_t nudge, w, E, E_raised, E_lowered, derivative, x;
} surroundings;

static void init(surroundings *s, slong bits)
{
    arb_ptr all[] = {s->nudge,     s->w,          s->E, s->E_raised,
                     s->E_lowered, s->derivative, s->x};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        arb_init(all[i]);
    power_of_ten(s->nudge, 1, -2, bits);
}

static void clear(surroundings *s)
{
    arb_ptr all[] = {s->nudge,     s->w,          s->E, s->E_raised,
                     s->E_lowered, s->derivative, s->x};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        arb_clear(all[i]);
}

static void explore(learner *me, surroundings *s, worked_layer *a, long i)
{
    arb_set(s->w, a->w + i);
    arb_set(s->derivative, a->dE_dw + i);
    arb_add(a->w + i, s->w, s->nudge, me->bits);
    learner_forward(me);
    arb_set(s->E_raised, me->E_total);
    arb_sub(a->w + i, s->w, s->nudge, me->bits);
    learner_forward(me);
    arb_set(s->E_lowered, me->E_total);
    arb_set(a->w + i, s->w);
    learner_forward(me);
    arb_set(s->E, me->E_total);
}

static void put_nudge(table *t, surroundings *s, const char *name, slong bits)
{
    arb_add(s->x, s->w, s->nudge, bits);
    table_put(t, s->x, "%s_nudged", name);
    table_put(t, s->E_raised, "E_nudged_%s", name);
    arb_sub(s->x, s->E_raised, s->E, bits);
    table_put(t, s->x, "rise_%s", name);
    arb_mul(s->x, s->nudge, s->derivative, bits);
    table_put(t, s->x, "rise_predicted_%s", name);
}

static void put_differences(table *t, surroundings *s, const char *name,
                            slong bits)
{
    table_put(t, s->E_lowered, "E_lowered_%s", name);
    arb_sub(s->x, s->E_raised, s->E, bits);
    arb_div(s->x, s->x, s->nudge, bits);
    table_put(t, s->x, "one_sided_%s", name);
    arb_sub(s->x, s->x, s->derivative, bits);
    table_put(t, s->x, "one_sided_miss_%s", name);
    arb_sub(s->x, s->E_raised, s->E_lowered, bits);
    arb_div(s->x, s->x, s->nudge, bits);
    arb_mul_2exp_si(s->x, s->x, -1);
    table_put(t, s->x, "central_%s", name);
    arb_sub(s->x, s->x, s->derivative, bits);
    table_put(t, s->x, "central_miss_%s", name);
}

/* Every weight's, after a look. */
static void put_surroundings(learner *me, table *t)
{
    surroundings s;
    init(&s, me->bits);
    for (long l = 1; l <= me->given->n_layers; l++) {
        worked_layer *a = &me->layer[l];
        for (long i = 0; i < a->size * a->sources; i++) {
            explore(me, &s, a, i);
            put_nudge(t, &s, weight_name(me, l, i), me->bits);
            put_differences(t, &s, weight_name(me, l, i), me->bits);
        }
    }
    clear(&s);
}

/* ---- What a round does to the error ---- */

static void put_drop(learner *me, table *t)
{
    arb_t x;
    arb_init(x);
    arb_sub(x, table_find(t, "E_total"), table_find(t, "E_total+"), me->bits);
    table_put(t, x, "drop");
    arb_zero(x);
    for (long l = 1; l <= me->given->n_layers; l++) {
        worked_layer *a = &me->layer[l];
        for (long i = 0; i < a->size * a->sources; i++)
            arb_addmul(x, a->dE_dw + i, a->dE_dw + i, me->bits);
    }
    arb_mul(x, x, me->eta, me->bits);
    table_put(t, x, "drop_predicted");
    arb_clear(x);
}

/* ---- Weights that are 0 ---- */

/* The last output neuron's output where nothing but its bias reaches it. */
static void put_zeroed_output(learner *me, table *t)
{
    long l = me->given->n_layers;
    worked_layer *a = &me->layer[l];
    long j = a->size - 1;
    arb_ptr kept = _arb_vec_init(a->sources);
    _arb_vec_swap(kept, a->w + j * a->sources, a->sources);
    learner_forward(me);
    table_put(t, a->out + j, "zeroed_%s", name_of(me, "out_", l, j).text);
    _arb_vec_swap(kept, a->w + j * a->sources, a->sources);
    _arb_vec_clear(kept, a->sources);
}

/* delta_h1 where h1 does not reach the last neuron of the next layer. */
static void put_zeroed_delta(learner *me, table *t)
{
    if (me->given->n_layers == 1)
        return;
    worked_layer *next = &me->layer[2];
    arb_ptr w = next->w + (next->size - 1) * next->sources;
    arb_t kept;
    arb_init(kept);
    arb_swap(kept, w);
    look(me);
    table_put(t, me->layer[1].delta, "zeroed_delta_h1");
    arb_swap(kept, w);
    arb_clear(kept);
}

/* ---- New weights as they are printed ---- */

/* The error after a round where each new weight is rounded to nine decimals. */
static void put_rounded(learner *me, table *t)
{
    arb_t billion;
    arb_init(billion);
    power_of_ten(billion, 1, 9, me->bits);
    for (long l = 1; l <= me->given->n_layers; l++) {
        worked_layer *a = &me->layer[l];
        for (long i = 0; i < a->size * a->sources; i++) {
            arb_ptr w = a->w + i; /* floor(10^9 w + 1/2) / 10^9 */
            arb_mul(w, w, billion, me->bits);
            arb_mul_2exp_si(w, w, 1);
            arb_add_si(w, w, 1, me->bits);
            arb_mul_2exp_si(w, w, -1);
            arb_floor(w, w, me->bits);
            arb_div(w, w, billion, me->bits);
        }
    }
    learner_show(me, 0);
    learner_forward(me);
    table_put(t, me->E_total, "rounded_E_total+");
    arb_clear(billion);
}

/* ---- Other names ---- */

/* A neuron may be said to have a bias even where it shares its layer's. */
static void put_shared_biases(learner *me, table *t)
{
    for (long l = 1; l <= me->given->n_layers; l++)
        for (long j = 0; me->given->shares_bias[l] && j < me->layer[l].size;
             j++) {
            neuron_name name = name_of(me, "b_", l, j);
            table_put(t, me->layer[l].b + j, "%s", name.text);
            table_put(t, me->layer[l].b_new + j, "%s+", name.text);
            table_put(t, me->layer[l].delta + j, "dE/d%s", name.text);
        }
}

static void put_rounds(const learner *me, table *t)
{
    arb_t x;
    arb_init(x);
    arb_set_si(x, me->given->rounds);
    table_put(t, x, "rounds");
    arb_clear(x);
}

/* ---- All of it ---- */

void book_first(learner *me, table *t)
{
    walk_one_round(me, t);
    put_rounded(me, t);
    learner_begin_again(me);
    look(me);
    put_rounds(me, t);
    put_one_neuron(me, t);
    put_drop(me, t);
    put_shared_biases(me, t);
    put_surroundings(me, t);
    put_zeroed_output(me, t);
    put_zeroed_delta(me, t);
}

/* The outputs where every input is 1. */
static void put_unseen(learner *me, table *t)
{
    long last = me->given->n_layers;
    for (long i = 0; i < me->layer[0].size; i++)
        arb_one(me->layer[0].out + i);
    learner_forward(me);
    for (long j = 0; j < me->layer[last].size; j++)
        table_put(t, me->layer[last].out + j, "unseen_%s",
                  name_of(me, "out_", last, j).text);
}

void book_trained(learner *me, table *t, long rounds)
{
    walk_trained(me, t, rounds, "");
    look(me);
    put_surroundings(me, t);
    put_unseen(me, t);
}

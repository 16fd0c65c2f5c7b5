/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book_numbers.h"

#include "course.h"

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

/* ---- What nudging costs, and going backward ---- */

static void put_count(table *t, long n, const char *before, const char *name)
{
    arb_t x;
    arb_init(x);
    arb_set_si(x, n);
    table_put(t, x, "%s%s", before, name);
    arb_clear(x);
}

/* Counted for a network with so many neurons in each layer. */
static void put_counts(table *t, const char *before, const long size[],
                       long n_layers)
{
    long weights = 0, paths = 0, nudging = 0;
    for (long l = 1; l <= n_layers; l++) {
        weights += size[l] * size[l - 1];
        paths += l > 1 ? size[l] * size[l - 1] : 0;
    }
    for (long w = 0; w < weights; w++)
        nudging += weights + weights; /* above, and below */
    put_count(t, weights, before, "weights");
    put_count(t, weights + weights, before, "nudging_runs");
    put_count(t, nudging, before, "nudging_products");
    put_count(t, weights + weights + paths, before, "backward_products");
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

/* The delta of h1, of the last hidden layer, where h1 does not reach the last output
 * neuron. */
static void put_zeroed_delta(learner *me, table *t)
{
    long last = me->given->n_layers;
    if (last == 1)
        return;
    worked_layer *next = &me->layer[last];
    arb_ptr w = next->w + (next->size - 1) * next->sources;
    arb_t kept;
    arb_init(kept);
    arb_swap(kept, w);
    look(me);
    table_put(t, me->layer[last - 1].delta, "zeroed_%s",
              name_of(me, "delta_", last - 1, 0).text);
    arb_swap(kept, w);
    arb_clear(kept);
}

/* ---- Second derivatives ---- */

static bool is_logistic(const example *given)
{
    for (long l = 1; l <= given->n_layers; l++)
        if (given->activation[l] != LOGISTIC)
            return false;
    return !given->is_cross_entropy;
}

/* d delta / d net of output neuron j, of delta = (out - t) out (1 - out):
 * s (s + (out - t) (1 - 2 out)), where s = out (1 - out). */
static void bend(arb_t x, const worked_layer *a, long j, slong bits)
{
    arb_sub(x, a->rest + j, a->out + j, bits);
    arb_mul(x, x, a->dE_dout + j, bits);
    arb_add(x, x, a->slope + j, bits);
    arb_mul(x, x, a->slope + j, bits);
}

/* How dE/dw5 changes with w1, and dE/dw1 with w5: w1 is the first weight into the
 * last hidden layer, w5 the first into the outputs. By hand, i1 being what feeds
 * h1: with q = d delta_o1 / d net_o1, and h and s
 * the output and the slope of h1,
 *   dE/dw5 = delta_o1 h         by w1: q w5 s i1 h + delta_o1 s i1
 *   dE/dw1 = i1 s sum delta w   by w5: i1 s (q h w5 + delta_o1),
 * and where the updated w5 - eta delta_o1 h stands in the sum, by w5:
 *   i1 s (q h w5_new + delta_o1 (1 - eta h q h)). */
static void put_second_derivatives(learner *me, table *t)
{
    long last = me->given->n_layers;
    if (last == 1 || !is_logistic(me->given))
        return;
    const worked_layer *h = &me->layer[last - 1], *o = &me->layer[last];
    bool is_updated = has(me->made, UPDATED_WEIGHTS);
    slong bits = me->bits;
    arb_t qh, by_w1, by_w5, si;
    char w1[NAME_SIZE], w5[NAME_SIZE];
    snprintf(w1, sizeof w1, "%s", weight_name(me, last - 1, 0));
    snprintf(w5, sizeof w5, "%s", weight_name(me, last, 0));
    arb_init(qh);
    arb_init(by_w1);
    arb_init(by_w5);
    arb_init(si);
    bend(qh, o, 0, bits);
    arb_mul(qh, qh, h->out, bits);
    arb_mul(si, h->slope, me->layer[last - 2].out, bits);
    arb_mul(by_w1, qh, o->w, bits);
    arb_add(by_w1, by_w1, o->delta, bits);
    arb_mul(by_w1, by_w1, si, bits);
    if (!is_updated)
        table_put(t, by_w1, "cross_%s_%s", w5, w1);
    arb_mul(by_w5, me->eta, h->out, bits);
    arb_mul(by_w5, by_w5, qh, bits);
    arb_sub_si(by_w5, by_w5, 1, bits);
    arb_neg(by_w5, by_w5);
    if (!is_updated)
        arb_one(by_w5);
    arb_mul(by_w5, by_w5, o->delta, bits);
    arb_addmul(by_w5, qh, is_updated ? o->w_new : o->w, bits);
    arb_mul(by_w5, by_w5, si, bits);
    table_put(t, by_w5, "cross_%s_%s", w1, w5);
    arb_clear(qh);
    arb_clear(by_w1);
    arb_clear(by_w5);
    arb_clear(si);
}

/* ---- The round in matrices ---- */

/* How far two who compute with 53 bits may be apart. In one order of the sums, the
 * largest radius of a ball of 53 bits says how far each may be from the truth. The
 * other order has as many operations; twice as much is allowed for each. */
static void put_apart(learner *me, table *t)
{
    enum { DOUBLE_BITS = 53 };
    static table rounded;
    slong bits = me->bits;
    arb_t apart;
    mag_t most;
    arb_init(apart);
    mag_init(most);
    me->bits = DOUBLE_BITS;
    learner_begin_again(me);
    table_empty(&rounded);
    walk_one_round(me, &rounded);
    for (long i = 0; i < rounded.n; i++)
        mag_max(most, most, arb_radref(rounded.rows[i].x));
    mag_mul_2exp_si(most, most, 2);
    arb_add_error_mag(apart, most);
    table_put(t, apart, "apart_matrix");
    me->bits = bits;
    learner_begin_again(me);
    mag_clear(most);
    arb_clear(apart);
}

/* ---- Other functions ---- */

/* What the first neuron of the first layer would put out by ReLU, and the outputs by softmax, each with its delta,
 * out - t. */
static void put_other_functions(learner *me, table *t)
{
    long last = me->given->n_layers;
    worked_layer *a = &me->layer[last];
    arb_srcptr net = me->layer[1].net;
    arb_t x, sum;
    arb_init(x);
    arb_init(sum);
    neuron_name first = name_of(me, "", 1, 0);
    const char *h1 = first.text;
    table_put(t, me->layer[1].slope, "slope_%s", h1);
    if (arb_is_zero(net) || !arb_contains_zero(net)) { /* at 0 its slope is 0 */
        arb_set_si(x, arb_is_positive(net));
        table_put(t, x, "relu_slope_%s", h1);
        arb_mul(x, x, net, me->bits);
        table_put(t, x, "relu_out_%s", h1);
    }
    for (long j = 0; j < a->size; j++) {
        arb_exp(x, a->net + j, me->bits);
        arb_add(sum, sum, x, me->bits);
    }
    for (long j = 0; j < a->size; j++) {
        arb_exp(x, a->net + j, me->bits);
        arb_div(x, x, sum, me->bits);
        table_put(t, x, "softmax_%s", name_of(me, "out_", last, j).text);
        arb_sub(x, x, me->target + j, me->bits);
        table_put(t, x, "softmax_%s", name_of(me, "delta_", last, j).text);
    }
    arb_clear(x);
    arb_clear(sum);
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

/* The sum of the squared misses over the number of outputs. */
static void put_mean_of_squares(const learner *me, table *t)
{
    const worked_layer *a = &me->layer[me->given->n_layers];
    arb_t sum, miss;
    arb_init(sum);
    arb_init(miss);
    for (long j = 0; j < a->size; j++) {
        arb_sub(miss, me->target + j, a->out + j, me->bits);
        arb_addmul(sum, miss, miss, me->bits);
    }
    arb_div_si(sum, sum, a->size, me->bits);
    table_put(t, sum, "mean_of_squares");
    arb_clear(sum);
    arb_clear(miss);
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
    static const long large[] = {784, 128, 10};
    put_apart(me, t);
    walk_one_round(me, t);
    put_rounded(me, t);
    learner_begin_again(me);
    look(me);
    put_rounds(me, t);
    put_counts(t, "", me->given->size, me->given->n_layers);
    put_counts(t, "large_", large, 2);
    put_second_derivatives(me, t);
    put_other_functions(me, t);
    put_mean_of_squares(me, t);
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

void book_first_by_entropy(learner *me, table *t)
{
    course_put(me->given, t, me->bits);
    walk_one_round(me, t);
}

/* Half the squared misses of the outputs. */
static void put_squared(learner *me, table *t)
{
    const worked_layer *a = &me->layer[me->given->n_layers];
    arb_t sum, miss;
    arb_init(sum);
    arb_init(miss);
    for (long j = 0; j < a->size; j++) {
        arb_sub(miss, a->out + j, me->target + j, me->bits);
        arb_addmul(sum, miss, miss, me->bits);
    }
    arb_mul_2exp_si(sum, sum, -1);
    table_put(t, sum, "squared");
    arb_clear(sum);
    arb_clear(miss);
}

void book_trained_by_entropy(learner *me, table *t, long rounds)
{
    walk_trained(me, t, rounds, "");
    put_squared(me, t);
}

/* The round after which the error is half of what it is now, of the next ten times
 * as many; not a number where more bits are needed to tell. */
static void put_rounds_to_halve(learner *me, table *t)
{
    long most = 10 * me->given->rounds;
    arb_t half, x;
    arb_init(half);
    arb_init(x);
    learner_show(me, 0);
    learner_look(me);
    arb_mul_2exp_si(half, me->E_total, -1);
    while (me->round < most && !me->is_lost && arb_gt(me->E_total, half)) {
        learner_train(me, me->round + 1);
        learner_show(me, 0);
        learner_look(me);
    }
    if (!me->is_lost && arb_le(me->E_total, half))
        arb_set_si(x, me->round);
    else
        arb_indeterminate(x);
    table_put(t, x, "rounds_to_halve");
    arb_clear(half);
    arb_clear(x);
}

void book_trained(learner *me, table *t, long rounds)
{
    walk_trained(me, t, rounds, "");
    look(me);
    put_surroundings(me, t);
    put_unseen(me, t);
    if (!me->made && me->factor == 1 && rounds == me->given->rounds)
        put_rounds_to_halve(me, t);
}

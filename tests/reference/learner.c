/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "functions.h"

#include <string.h>

static const char *const names[N_MISTAKES] = {
    "no-bias",
    "first-bias-everywhere",
    "tanh",
    "linear-hidden",
    "exp-sign",
    "weights-by-source",
    "no-half",
    "mean-error",
    "targets-swapped",
    "target-minus-output",
    "no-output-slope",
    "slope-of-net",
    "slope-of-out",
    "updated-weights",
    "weights-not-transposed",
    "first-output-only",
    "paths-averaged",
    "deltas-unweighted",
    "no-hidden-slope",
    "no-input-factor",
    "net-as-input",
    "destination-output",
    "no-learning-rate",
    "ascent",
    "bias-only",
    "no-half-in-error",
    "own-weights",
    "sum-of-gradients",
    "first-slope-for-all",
    "source-index",
    "source-index:biases",
    "slope-of-error",
    "divided",
    "mean-bias",
    "stale-hidden-outputs",
    "forward-again",
    "sign-convention",
    "biases-trained",
    "biases-trained-shared",
    "biases-fixed",
    "single-precision",
    "off-by-one-round:n-1",
    "off-by-one-round:n+1",
    "off-by-one-round:+0",
    "off-by-one-round:+2",
};

/* ---- Mistakes and their names ---- */

bool has(mistakes made, enum mistake m)
{
    return made >> m & 1;
}

/* Whether the text begins with this name, and what follows may follow an ID. */
static bool begins(const char *text, const char *name, char end)
{
    size_t n = strlen(name);
    return !strncmp(text, name, n) && (text[n] == end || text[n] == '+');
}

static const char *read_one(mistakes *made, const char *id, char end)
{
    static const char once[] = "off-by-one-round";
    for (int m = 0; m < N_MISTAKES; m++)
        if (begins(id, names[m], end)) {
            *made |= 1ULL << m;
            return id + strlen(names[m]);
        }
    if (!begins(id, once, end))
        return NULL;
    *made |= 1ULL << ONE_ROUND_LESS;
    return id + strlen(once);
}

const char *mistakes_read(mistakes *made, const char *ids, char end)
{
    static const char right[] = "right";
    *made = 0;
    if (begins(ids, right, end) && ids[strlen(right)] == end)
        return ids + strlen(right);
    const char *s = read_one(made, ids, end);
    while (s && *s == '+' && *s != end)
        s = read_one(made, s + 1, end);
    return s;
}

/* ---- Where the numbers lie ---- */

static void init_layer(worked_layer *a, const example *given, long l)
{
    long n = a->size = given->size[l];
    long m = a->sources = l ? given->size[l - 1] : 0;
    long next = l < given->n_layers ? given->size[l + 1] : 0;
    arb_ptr *vectors[] = {&a->b,     &a->b_new,      &a->net,   &a->out,
                          &a->rest,  &a->dE_dout,    &a->slope, &a->delta,
                          &a->dE_db, &a->out_before, &a->db_sum};
    arb_ptr *matrices[] = {&a->w, &a->w_new, &a->dE_dw, &a->dw_sum};
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++)
        *vectors[v] = _arb_vec_init(n);
    for (size_t v = 0; v < sizeof matrices / sizeof *matrices; v++)
        *matrices[v] = _arb_vec_init(n * m);
    a->path = _arb_vec_init(next * n);
    arb_init(a->dE_db_of_all);
    arb_init(a->db_of_all_sum);
}

void learner_init(learner *me, const example *given)
{
    memset(me, 0, sizeof *me);
    me->given = given;
    for (long l = 0; l <= given->n_layers; l++)
        init_layer(&me->layer[l], given, l);
    init_layer(&me->again, given, given->n_layers);
    me->target = _arb_vec_init(given->size[given->n_layers]);
    me->E = _arb_vec_init(given->size[given->n_layers]);
    arb_init(me->eta);
    arb_init(me->E_total);
}

static worked_layer *outputs(learner *me)
{
    return &me->layer[me->given->n_layers];
}

/* ---- Single precision ---- */

/* What becomes of a result: in single precision it is the float next to it. The
 * other way of doing this, to compute in doubles and round those, gives the same
 * but for one result in hundreds of millions. A ball in which two floats meet
 * settles nothing. Floats that are too small or too large do not occur. */
static void settle(learner *me, arb_t x)
{
    if (!has(me->made, SINGLE_PRECISION))
        return;
    arf_t low, high;
    arf_init(low);
    arf_init(high);
    arb_get_interval_arf(low, high, x, me->bits);
    arf_set_round(low, low, 24, ARF_RND_NEAR);
    arf_set_round(high, high, 24, ARF_RND_NEAR);
    if (arf_equal(low, high))
        arb_set_arf(x, low);
    else
        me->is_lost = true;
    arf_clear(low);
    arf_clear(high);
}

/* ---- The given numbers ---- */

static void read_given(learner *me, arb_t x, long which)
{
    example_value(x, me->given, which, me->bits);
    settle(me, x);
}

void learner_begin(learner *me, mistakes made, long factor, slong bits)
{
    me->made = made;
    me->factor = factor;
    me->bits = bits;
    learner_begin_again(me);
}

void learner_begin_again(learner *me)
{
    const example *given = me->given;
    me->round = me->diverged_in = 0;
    me->is_lost = me->was_alone = false;
    for (long l = 1; l <= given->n_layers; l++) {
        worked_layer *a = &me->layer[l];
        for (long i = 0; i < a->size * a->sources; i++)
            read_given(me, a->w + i, given->weights[l] + i);
        for (long j = 0; j < a->size; j++)
            read_given(me, a->b + j,
                       given->biases[l] + (given->shares_bias[l] ? 0 : j));
    }
    read_given(me, me->eta, given->eta);
    arb_mul_si(me->eta, me->eta, me->factor, me->bits);
}

void learner_show(learner *me, long pair)
{
    long first = me->given->pairs + pair * example_pair_size(me->given);
    long n = me->layer[0].size, n_targets = outputs(me)->size;
    for (long i = 0; i < n; i++)
        read_given(me, me->layer[0].out + i, first + i);
    for (long j = 0; j < n_targets; j++)
        read_given(
            me, me->target + j,
            first + n +
                (has(me->made, TARGETS_SWAPPED) ? n_targets - 1 - j : j));
}

/* ---- The forward pass ---- */

void logistic(arb_t out, arb_t rest, const arb_t net, slong bits)
{
    bool falls = arf_sgn(arb_midref(net)) < 0;
    arb_t e, sum;
    arb_init(e);
    arb_init(sum);
    if (falls)
        arb_exp(e, net, bits);
    else {
        arb_neg(e, net);
        arb_exp(e, e, bits);
    }
    arb_add_si(sum, e, 1, bits);
    arb_div(falls ? out : rest, e, sum, bits);
    arb_inv(falls ? rest : out, sum, bits);
    arb_clear(e);
    arb_clear(sum);
}

static void sum_inputs(learner *me, long l, long j)
{
    worked_layer *a = &me->layer[l], *before = a - 1;
    arb_ptr net = a->net + j;
    bool by_columns = has(me->made, WEIGHTS_BY_SOURCE) && a->size == a->sources;
    bool is_stale = has(me->made, STALE_HIDDEN_OUTPUTS) && me->is_looking &&
                    me->round > 0 && l > 1;
    arb_ptr in = is_stale ? before->out_before : before->out;
    if (has(me->made, NO_BIAS))
        arb_zero(net);
    else if (has(me->made, FIRST_BIAS_EVERYWHERE) && l > 1)
        arb_set(net, me->layer[1].b);
    else
        arb_set(net, a->b + j);
    bool is_bias_alone = has(me->made, BIAS_ONLY) && l == me->given->n_layers;
    for (long i = 0; i < a->sources && !is_bias_alone; i++)
        arb_addmul(net,
                   a->w + (by_columns ? i : j) * a->sources +
                       (by_columns ? j : i),
                   in + i, me->bits);
    settle(me, net);
}

/* By which function a layer's neurons put out. What is done in place of the logistic
 * one, or with its slope, is done where the example has that. */
static enum activation activation_of(const learner *me, long l)
{
    enum activation f = me->given->activation[l];
    if (has(me->made, TANH) && f == LOGISTIC)
        return HYPERBOLIC;
    bool is_linear = has(me->made, LINEAR_HIDDEN) && l < me->given->n_layers;
    return is_linear ? UNCHANGED : f;
}

static void squash(learner *me, long l, long j)
{
    worked_layer *a = &me->layer[l];
    arb_ptr net = a->net + j, out = a->out + j, rest = a->rest + j;
    enum activation f = activation_of(me, l);
    if (has(me->made, EXP_SIGN) && f == LOGISTIC) /* 1 / (1 + e^net) */
        logistic(rest, out, net, me->bits);
    else
        function_output(a, j, f, me->bits);
    settle(me, out);
    if (has(me->made, SINGLE_PRECISION))
        arb_sub_si(rest, out, 1, me->bits), arb_neg(rest, rest);
}

static enum activation output_activation(const learner *me)
{
    return me->given->activation[me->given->n_layers];
}

/* E = (target - out)^2 / 2 */
static void find_error(learner *me, long j)
{
    worked_layer *a = outputs(me);
    arb_ptr E = me->E + j;
    if (me->given->is_cross_entropy)
        entropy(E, a, j, me->target + j, output_activation(me), me->bits);
    else {
        arb_sub(E, me->target + j, a->out + j, me->bits);
        arb_sqr(E, E, me->bits);
        if (!has(me->made, NO_HALF) && !has(me->made, NO_HALF_IN_ERROR))
            arb_mul_2exp_si(E, E, -1);
    }
    if (has(me->made, MEAN_ERROR))
        arb_div_si(E, E, a->size, me->bits);
    settle(me, E);
    arb_add(me->E_total, me->E_total, E, me->bits);
}

void learner_forward(learner *me)
{
    for (long l = 1; l <= me->given->n_layers; l++)
        for (long j = 0; j < me->layer[l].size; j++) {
            sum_inputs(me, l, j);
            squash(me, l, j);
        }
    if (output_activation(me) == SOFTMAX)
        function_divide(outputs(me), me->bits);
    arb_zero(me->E_total);
    for (long j = 0; j < outputs(me)->size; j++)
        find_error(me, j);
    settle(me, me->E_total);
}

void learner_look(learner *me)
{
    me->is_looking = true;
    learner_forward(me);
    me->is_looking = false;
}

/* ---- The way back ---- */

/* dE/dout = -(target - out) */
static void differentiate_error(learner *me, long j)
{
    worked_layer *a = outputs(me);
    arb_ptr d = a->dE_dout + j;
    if (me->given->is_cross_entropy)
        entropy_slope(d, a, j, me->target + j, output_activation(me), me->bits);
    else
        arb_sub(d, a->out + j, me->target + j, me->bits);
    if (has(me->made, TARGET_MINUS_OUTPUT) || has(me->made, SIGN_CONVENTION))
        arb_neg(d, d);
    if (has(me->made, NO_HALF) && !me->given->is_cross_entropy)
        arb_mul_2exp_si(d, d, 1);
    if (has(me->made, MEAN_ERROR))
        arb_div_si(d, d, a->size, me->bits);
    settle(me, d);
}

/* What the neurons of the next layer pass back to neuron j, and its sum. */
static void sum_paths(learner *me, long l, long j)
{
    worked_layer *a = &me->layer[l], *next = a + 1;
    arb_ptr d = a->dE_dout + j;
    arb_ptr w = has(me->made, UPDATED_WEIGHTS) ? next->w_new : next->w;
    bool turned =
        has(me->made, WEIGHTS_NOT_TRANSPOSED) && next->size == next->sources;
    if (has(me->made, OWN_WEIGHTS) && a->size == next->size &&
        a->sources == next->sources)
        w = a->w;
    arb_zero(d);
    for (long k = 0; k < next->size; k++) {
        arb_ptr path = a->path + k * a->size + j;
        long at = turned ? j * next->sources + k : k * next->sources + j;
        if (has(me->made, DELTAS_UNWEIGHTED))
            arb_set(path, next->delta + k);
        else if (has(me->made, SUM_OF_GRADIENTS))
            arb_mul(path, next->delta + k, a->out + j, me->bits);
        else if (has(me->made, DIVIDED))
            arb_div(path, next->delta + k, w + at, me->bits);
        else
            arb_mul(path, next->delta + k, w + at, me->bits);
        settle(me, path);
        if (k == 0 || !has(me->made, FIRST_OUTPUT_ONLY))
            arb_add(d, d, path, me->bits);
    }
    if (has(me->made, PATHS_AVERAGED))
        arb_div_si(d, d, next->size, me->bits);
    settle(me, d);
}

/* dout/dnet = out (1 - out) */
static void find_slope(learner *me, long l, long j)
{
    worked_layer *a = &me->layer[l];
    arb_ptr slope = a->slope + j, net = a->net + j;
    bool is_logistic = me->given->activation[l] == LOGISTIC;
    arb_t rest;
    arb_init(rest);
    if (has(me->made, FIRST_SLOPE_FOR_ALL) && l < me->given->n_layers && j > 0)
        arb_set(slope, a->slope);
    else if (has(me->made, SLOPE_OF_ERROR) && is_logistic) { /* x - x^2 */
        arb_sqr(rest, a->dE_dout + j, me->bits);
        arb_sub(slope, a->dE_dout + j, rest, me->bits);
    } else if (has(me->made, SLOPE_OF_NET) && is_logistic) {
        arb_sub_si(rest, net, 1, me->bits);
        arb_mul(slope, net, rest, me->bits);
        arb_neg(slope, slope);
    } else if (has(me->made, SLOPE_OF_OUT) && is_logistic) {
        logistic(slope, rest, a->out + j, me->bits);
        arb_mul(slope, slope, rest, me->bits);
    } else
        function_slope(a, j, activation_of(me, l), me->bits);
    settle(me, slope);
    arb_clear(rest);
}

static void find_delta(learner *me, long l, long j)
{
    worked_layer *a = &me->layer[l];
    bool is_output = l == me->given->n_layers;
    if (has(me->made, is_output ? NO_OUTPUT_SLOPE : NO_HIDDEN_SLOPE) ||
        me->given->activation[l] == SOFTMAX)
        arb_set(a->delta + j, a->dE_dout + j);
    else
        arb_mul(a->delta + j, a->dE_dout + j, a->slope + j, me->bits);
    settle(me, a->delta + j);
}

/* ---- Updates ---- */

long learner_source(const learner *me, long l, long j, long i)
{
    bool is_mistaken =
        has(me->made, SOURCE_INDEX) || has(me->made, SOURCE_INDEX_BIASES);
    return is_mistaken && j < me->layer[l].sources ? j : i;
}

/* dE/dw = delta * the source's output */
static void differentiate_weight(learner *me, long l, long j, long i)
{
    worked_layer *a = &me->layer[l], *before = a - 1;
    arb_ptr d = a->dE_dw + j * a->sources + i;
    arb_ptr out = before->out + learner_source(me, l, j, i);
    if (has(me->made, NO_INPUT_FACTOR))
        arb_set(d, a->delta + j);
    else if (has(me->made, NET_AS_INPUT) && l > 1)
        arb_mul(d, a->delta + j, before->net + i, me->bits);
    else if (has(me->made, DESTINATION_OUTPUT))
        arb_mul(d, a->delta + j, a->out + j, me->bits);
    else if (has(me->made, DIVIDED))
        arb_div(d, a->delta + j, out, me->bits);
    else
        arb_mul(d, a->delta + j, out, me->bits);
    settle(me, d);
}

/* new = old - eta * derivative */
static void update(learner *me, arb_t new, const arb_t old, const arb_t slope)
{
    arb_t step;
    arb_init(step);
    if (has(me->made, NO_LEARNING_RATE))
        arb_set(step, slope);
    else
        arb_mul(step, me->eta, slope, me->bits);
    if (has(me->made, ASCENT) || has(me->made, SIGN_CONVENTION))
        arb_neg(step, step);
    arb_sub(new, old, step, me->bits);
    settle(me, new);
    arb_clear(step);
}

enum policy learner_policy(const learner *me, long l)
{
    if (has(me->made, BIASES_TRAINED) || has(me->made, SOURCE_INDEX_BIASES))
        return EACH_ITS_OWN;
    if (has(me->made, BIASES_TRAINED_SHARED))
        return ALL_ALIKE;
    if (has(me->made, BIASES_FIXED) || !me->given->trains_biases)
        return FIXED;
    return me->given->shares_bias[l] ? ALL_ALIKE : EACH_ITS_OWN;
}

/* A bias is a weight whose source puts out 1: dE/db = delta, and where the neurons
 * share one, the sum of these. */
static void differentiate_biases(learner *me, long l)
{
    worked_layer *a = &me->layer[l], *before = a - 1;
    arb_zero(a->dE_db_of_all);
    for (long j = 0; j < a->size; j++) {
        arb_add(a->dE_db_of_all, a->dE_db_of_all, a->delta + j, me->bits);
        if (has(me->made, SOURCE_INDEX_BIASES) && j < a->sources)
            arb_mul(a->dE_db + j, a->delta + j, before->out + j, me->bits);
        else
            arb_set(a->dE_db + j, a->delta + j);
        settle(me, a->dE_db + j);
    }
    if (has(me->made, MEAN_BIAS))
        arb_div_si(a->dE_db_of_all, a->dE_db_of_all, a->size, me->bits);
    settle(me, a->dE_db_of_all);
}

static void update_biases(learner *me, long l)
{
    worked_layer *a = &me->layer[l];
    enum policy policy = learner_policy(me, l);
    for (long j = 0; j < a->size; j++)
        if (policy == FIXED)
            arb_set(a->b_new + j, a->b + j);
        else
            update(me, a->b_new + j, a->b + j,
                   policy == ALL_ALIKE ? a->dE_db_of_all : a->dE_db + j);
}

static void backward_layer(learner *me, long l)
{
    worked_layer *a = &me->layer[l];
    for (long j = 0; j < a->size; j++) {
        if (l == me->given->n_layers)
            differentiate_error(me, j);
        else
            sum_paths(me, l, j);
        find_slope(me, l, j);
        find_delta(me, l, j);
        for (long i = 0; i < a->sources; i++) {
            long at = j * a->sources + i;
            differentiate_weight(me, l, j, i);
            update(me, a->w_new + at, a->w + at, a->dE_dw + at);
        }
    }
    differentiate_biases(me, l);
    update_biases(me, l);
}

/* Works through the last layer once more, with its new weights and biases, as far
 * as its deltas; the numbers that it had are left in `again`. */
static void forward_again(learner *me)
{
    worked_layer *a = outputs(me), first = *a;
    long last = me->given->n_layers;
    *a = me->again;
    me->again = first;
    _arb_vec_set(a->w, first.w_new, a->size * a->sources);
    _arb_vec_set(a->b, first.b_new, a->size);
    for (long j = 0; j < a->size; j++) {
        sum_inputs(me, last, j);
        squash(me, last, j);
    }
    if (output_activation(me) == SOFTMAX)
        function_divide(a, me->bits);
    for (long j = 0; j < a->size; j++) {
        differentiate_error(me, j);
        find_slope(me, last, j);
        find_delta(me, last, j);
    }
}

static void take_first_again(learner *me)
{
    worked_layer first = me->again;
    me->again = *outputs(me);
    *outputs(me) = first;
}

void learner_backward(learner *me)
{
    long last = me->given->n_layers;
    backward_layer(me, last);
    if (has(me->made, FORWARD_AGAIN))
        forward_again(me);
    for (long l = last - 1; l >= 1; l--)
        backward_layer(me, l);
    if (has(me->made, FORWARD_AGAIN))
        take_first_again(me);
}

/* ---- Training ---- */

/* Notes what is surely beyond 2^997, about 1e300, and what is not known to a
 * hundredth any more. */
static void watch(learner *me, arb_srcptr x, long n)
{
    mag_t least;
    mag_init(least);
    for (long i = 0; i < n; i++) {
        arb_get_mag_lower(least, x + i);
        if (mag_cmp_2exp_si(least, 997) > 0)
            me->diverged_in = me->round + 1;
        else if (mag_cmp_2exp_si(arb_radref(x + i), -7) > 0 &&
                 arb_rel_accuracy_bits(x + i) < 7)
            me->is_lost = true;
    }
    mag_clear(least);
}

static void watch_layer(learner *me, const worked_layer *a)
{
    watch(me, a->net, a->size);
    watch(me, a->out, a->size);
    watch(me, a->dE_dout, a->size);
    watch(me, a->slope, a->size);
    watch(me, a->delta, a->size);
    watch(me, a->dE_dw, a->size * a->sources);
    watch(me, a->w_new, a->size * a->sources);
    watch(me, a->b_new, a->size);
}

/* Ends a round: the new weights and biases are the network's. */
static void adopt(learner *me)
{
    for (long l = 1; l <= me->given->n_layers; l++) {
        worked_layer *a = &me->layer[l];
        watch_layer(me, a);
        _arb_vec_set(a->out_before, a->out, a->size);
        _arb_vec_swap(a->w, a->w_new, a->size * a->sources);
        _arb_vec_swap(a->b, a->b_new, a->size);
    }
    me->round++;
}

static void work_on_pair(learner *me, long pair)
{
    learner_show(me, pair % me->given->n_pairs);
    learner_forward(me);
    learner_backward(me);
}

/* x is added to the sum; of the last of n, the sum's mean is x, and the sum is 0. */
static void add_to_mean(const learner *me, arb_ptr sum, arb_ptr x, long length,
                        bool is_last, long n)
{
    _arb_vec_add(sum, sum, x, length, me->bits);
    if (!is_last)
        return;
    for (long i = 0; i < length; i++)
        arb_div_si(x + i, sum + i, n, me->bits);
    _arb_vec_zero(sum, length);
}

/* A batch: the step is by the mean of its pairs' derivatives. */
static void work_on_batch(learner *me)
{
    long n = me->given->batch;
    for (long k = 0; k < n; k++) {
        work_on_pair(me, me->round * n + k);
        for (long l = 1; l <= me->given->n_layers; l++) {
            worked_layer *a = &me->layer[l];
            bool is_last = k == n - 1;
            add_to_mean(me, a->dw_sum, a->dE_dw, a->size * a->sources, is_last,
                        n);
            add_to_mean(me, a->db_sum, a->dE_db, a->size, is_last, n);
            add_to_mean(me, a->db_of_all_sum, a->dE_db_of_all, 1, is_last, n);
        }
    }
    for (long l = 1; l <= me->given->n_layers; l++) {
        worked_layer *a = &me->layer[l];
        for (long i = 0; i < a->size * a->sources; i++)
            update(me, a->w_new + i, a->w + i, a->dE_dw + i);
        update_biases(me, l);
    }
}

void learner_train(learner *me, long round)
{
    if (me->was_alone && me->given->batch > 1)
        learner_begin_again(me);
    while (me->round < round && !me->diverged_in && !me->is_lost) {
        if (me->given->batch == 1)
            work_on_pair(me, me->round);
        else
            work_on_batch(me);
        adopt(me);
    }
}

void learner_train_alone(learner *me, long round)
{
    while (me->round < round && !me->diverged_in && !me->is_lost) {
        work_on_pair(me, me->round);
        adopt(me);
    }
    me->was_alone = true;
}

slong learner_more_bits(const learner *me, long rounds)
{
    slong twice = 2 * me->bits;
    if (!me->is_lost || me->round == 0)
        return twice <= LAST_BITS ? twice : 0;
    slong enough = me->bits * rounds / me->round;
    enough += enough / 8;
    if (enough < twice)
        enough = twice;
    if (enough > MOST_BITS)
        enough = MOST_BITS;
    return enough > me->bits ? enough : 0;
}

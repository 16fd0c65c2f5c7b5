/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/definitions.h"

#include <stdlib.h>

#include "walk/functions.h"

/* ------------------------------------------------------------ the list itself */

/* Numbers that stand in the list at equal distances. */
typedef struct {
    size_t first, step;
} series;

static size_t member(series s, size_t j)
{
    return s.first + j * s.step;
}

/* The list while it is made, and where in it the numbers are of which others
 * will be made: a member for each neuron of a layer, or for each weight. */
typedef struct {
    bp_definitions *d;
    size_t room;        /* for so many numbers */
    size_t n_settled;   /* of them, those that are in the order */
    size_t n_parents;   /* of all numbers */
    size_t parent_room; /* for so many parents */
    bool ran_out;       /* of memory: from then on nothing is done */

    const bp_example *example;
    const bp_network *network;
    bp_moment moment;
    int chapter;

    series input, target;
    size_t eta;
    series w[BP_MAX_LAYERS], b[BP_MAX_LAYERS]; /* as given */
    size_t b_shared[BP_MAX_LAYERS];
    series out[BP_MAX_LAYERS], delta[BP_MAX_LAYERS]; /* the last ones so far */
    series dE_dw[BP_MAX_LAYERS], dE_db[BP_MAX_LAYERS];
    size_t dE_db_shared[BP_MAX_LAYERS];
} list;

/* Makes room for one more number, and for its place in the order; false where
 * memory has run out. */
static bool make_room(list *a)
{
    bp_definitions *d = a->d;
    if (d->n < a->room || a->ran_out)
        return !a->ran_out;
    size_t room = 2 * a->room + 64;
    bp_definition *numbers = realloc(d->number, room * sizeof *numbers);
    if (numbers != NULL)
        d->number = numbers;
    size_t *order = realloc(d->order, room * sizeof *order);
    if (order != NULL)
        d->order = order;
    a->ran_out = numbers == NULL || order == NULL;
    a->room = room;
    return !a->ran_out;
}

/* The same for one more parent. */
static bool make_room_for_parent(list *a)
{
    if (a->n_parents < a->parent_room || a->ran_out)
        return !a->ran_out;
    size_t room = 2 * a->parent_room + 64;
    size_t *parents = realloc(a->d->parent, room * sizeof *parents);
    if (parents != NULL)
        a->d->parent = parents;
    else
        a->ran_out = true;
    a->parent_room = room;
    return !a->ran_out;
}

/* All that number k is made of stands before it in the order now. */
static void settle(list *a, size_t k)
{
    if (!a->ran_out)
        a->d->order[a->n_settled++] = k;
}

/* Adds a number that is made of nothing yet, and will be of what comes later;
 * returns its index. */
static size_t add_unsettled(list *a, bp_standing standing, bp_kind kind,
                            bp_operation operation, size_t l, size_t j,
                            size_t i)
{
    bp_definitions *d = a->d;
    if (!make_room(a))
        return 0;
    d->number[d->n] = (bp_definition){.kind = kind,
                                      .moment = a->moment,
                                      .standing = standing,
                                      .chapter = a->chapter,
                                      .layer = l,
                                      .neuron = j,
                                      .source = i,
                                      .operation = operation,
                                      .factor = 1.0};
    bp_spell_key(a->example, &d->number[d->n]);
    return d->n++;
}

/* The same for a number that will be made of those before it. */
static size_t add(list *a, bp_standing standing, bp_kind kind,
                  bp_operation operation, size_t l, size_t j, size_t i)
{
    size_t k = add_unsettled(a, standing, kind, operation, l, j, i);
    settle(a, k);
    return k;
}

/* Number k has one more parent. Those of one number are told together. */
static void made_of(list *a, size_t k, size_t parent)
{
    bp_definitions *d = a->d;
    if (!make_room_for_parent(a))
        return;
    if (d->number[k].n_parents++ == 0)
        d->number[k].first_parent = a->n_parents;
    d->parent[a->n_parents++] = parent;
}

static size_t n_neurons(const list *a, size_t l)
{
    return a->network->layer[l].w->size1;
}

static size_t n_sources(const list *a, size_t l)
{
    return a->network->layer[l].w->size2;
}

static bool is_output(const list *a, size_t l)
{
    return l + 1 == a->network->n_layers;
}

/* The number that feeds a layer: an input, or an output of the layer before. */
static size_t source(const list *a, size_t l, size_t i)
{
    return l == 0 ? member(a->input, i) : member(a->out[l - 1], i);
}

/* ---------------------------------------------------------- weights and biases */

/* A number for each weight of layer l, one behind the other. */
static series add_weights(list *a, size_t l, bp_operation operation)
{
    series s = {.first = a->d->n, .step = 1};
    for (size_t j = 0; j < n_neurons(a, l); j++)
        for (size_t i = 0; i < n_sources(a, l); i++) {
            size_t k = add(a, BP_IN_WALK, BP_WEIGHT, operation, l, j, i);
            if (operation == BP_STEP) {
                size_t weight = j * n_sources(a, l) + i;
                made_of(a, k, member(a->w[l], weight));
                made_of(a, k, member(a->dE_dw[l], weight));
                made_of(a, k, a->eta);
            }
        }
    return s;
}

/* How a bias comes about at this moment. */
static bp_operation bias_operation(const list *a)
{
    if (a->moment == BP_IN_ROUND)
        return BP_GIVEN;
    if (!a->example->train_biases)
        return BP_SAME;
    return a->moment == BP_AFTER_ROUND ? BP_STEP : BP_TRAINED;
}

/* Adds a bias that once was another, unless it is given now. */
static size_t add_bias(list *a, bp_standing standing, size_t l, size_t j,
                       size_t given, size_t dE_db)
{
    bp_operation operation = bias_operation(a);
    size_t k = add(a, standing, BP_BIAS, operation, l, j, 0);
    if (operation == BP_SAME || operation == BP_STEP)
        made_of(a, k, given);
    if (operation == BP_STEP) {
        made_of(a, k, dE_db);
        made_of(a, k, a->eta);
    }
    return k;
}

/* Whether all biases of a layer are the same number. */
static bool are_equal(const gsl_vector *b)
{
    for (size_t j = 1; j < b->size; j++)
        if (gsl_vector_get(b, j) != gsl_vector_get(b, 0))
            return false;
    return true;
}

/* The bias that a layer shares. Each neuron has it by a name of its own. */
static series add_shared_bias(list *a, bp_standing standing, size_t l)
{
    size_t shared = add_bias(a, standing, l, BP_WHOLE_LAYER, a->b_shared[l],
                             a->dE_db_shared[l]);
    if (a->moment == BP_IN_ROUND)
        a->b_shared[l] = shared;
    series s = {.first = a->d->n, .step = 1};
    for (size_t j = 0; j < n_neurons(a, l); j++)
        made_of(a, add(a, BP_BESIDE, BP_BIAS, BP_SAME, l, j, 0), shared);
    return s;
}

/* A bias for each neuron. Where they are the same, and stay so, the layer has
 * that by its name. */
static series add_own_biases(list *a, bp_standing standing, size_t l)
{
    series s = {.first = a->d->n, .step = 1};
    for (size_t j = 0; j < n_neurons(a, l); j++)
        add_bias(a, standing, l, j, member(a->b[l], j), member(a->dE_db[l], j));
    bool stay = a->moment == BP_IN_ROUND || !a->example->train_biases ||
                n_neurons(a, l) == 1;
    if (stay && are_equal(a->network->layer[l].b))
        made_of(a, add(a, BP_BESIDE, BP_BIAS, BP_SAME, l, BP_WHOLE_LAYER, 0),
                s.first);
    return s;
}

/* Biases that nobody trains are the walk's only once, where they are given. */
static series add_biases(list *a, size_t l)
{
    bool is_news = a->moment == BP_IN_ROUND || a->example->train_biases;
    bp_standing standing = is_news ? BP_IN_WALK : BP_BESIDE;
    if (a->network->layer[l].one_bias)
        return add_shared_bias(a, standing, l);
    return add_own_biases(a, standing, l);
}

static void add_given(list *a)
{
    size_t last = a->network->n_layers - 1;
    a->chapter = BP_NETWORK;
    a->input = (series){.first = a->d->n, .step = 1};
    for (size_t i = 0; i < a->network->n_inputs; i++)
        add(a, BP_IN_WALK, BP_INPUT, BP_GIVEN, 0, i, 0);
    a->target = (series){.first = a->d->n, .step = 1};
    for (size_t j = 0; j < n_neurons(a, last); j++)
        add(a, BP_IN_WALK, BP_TARGET, BP_GIVEN, last, j, 0);
    for (size_t l = 0; l <= last; l++)
        a->w[l] = add_weights(a, l, BP_GIVEN);
    for (size_t l = 0; l <= last; l++)
        a->b[l] = add_biases(a, l);
    a->eta = add(a, BP_IN_WALK, BP_ETA, BP_GIVEN, 0, 0, 0);
}

/* -------------------------------------------------------------- forward pass */

static size_t add_net(list *a, bp_standing standing, size_t l, size_t j,
                      series w, series b)
{
    size_t net = add(a, standing, BP_NET, BP_SUM_OF_PRODUCTS, l, j, 0);
    for (size_t i = 0; i < n_sources(a, l); i++) {
        made_of(a, net, member(w, j * n_sources(a, l) + i));
        made_of(a, net, source(a, l, i));
    }
    made_of(a, net, member(b, j));
    return net;
}

/* How a layer's neurons make their outputs, and the slopes of these. A softmax
 * output has no slope of its own. */
static bp_operation output_operation(const list *a, size_t l)
{
    static const bp_operation operations[BP_N_ACTIVATIONS] = {
        [BP_LOGISTIC_LAYER] = BP_LOGISTIC, [BP_TANH_LAYER] = BP_TANH,
        [BP_RELU_LAYER] = BP_RELU,         [BP_IDENTITY_LAYER] = BP_SAME,
        [BP_SOFTMAX_LAYER] = BP_SOFTMAX,
    };
    return operations[a->network->layer[l].activation];
}

static bp_operation slope_operation(const list *a, size_t l)
{
    static const bp_operation operations[] = {
        [BP_LOGISTIC_LAYER] = BP_LOGISTIC_SLOPE,
        [BP_TANH_LAYER] = BP_TANH_SLOPE,
        [BP_RELU_LAYER] = BP_RELU_SLOPE,
        [BP_IDENTITY_LAYER] = BP_ONE,
    };
    return operations[a->network->layer[l].activation];
}

static bp_operation error_operation(const list *a)
{
    if (a->network->error == BP_SQUARED_ERROR)
        return BP_HALF_SQUARE;
    return bp_has_softmax_outputs(a->network) ? BP_SOFTMAX_ENTROPY
                                              : BP_CROSS_ENTROPY;
}

/* The outputs of layer l are made of its net inputs: each of its own, and where
 * they are softmax ones of all the others besides. */
static void settle_outputs(list *a, size_t l, series net, series out)
{
    for (size_t j = 0; j < n_neurons(a, l); j++) {
        made_of(a, member(out, j), member(net, j));
        bool is_softmax = output_operation(a, l) == BP_SOFTMAX;
        for (size_t k = 0; is_softmax && k < n_neurons(a, l); k++)
            if (k != j)
                made_of(a, member(out, j), member(net, k));
        settle(a, member(out, j));
    }
}

static series add_errors(list *a, bp_standing standing)
{
    size_t last = a->network->n_layers - 1;
    series s = {.first = a->d->n, .step = 1};
    for (size_t j = 0; j < n_neurons(a, last); j++) {
        size_t E = add(a, standing, BP_ERROR, error_operation(a), last, j, 0);
        made_of(a, E, member(a->target, j));
        made_of(a, E, member(a->out[last], j));
    }
    return s;
}

static size_t add_total(list *a)
{
    return add_unsettled(a, BP_IN_WALK, BP_TOTAL_ERROR, BP_SUM, 0, 0, 0);
}

static void settle_total(list *a, size_t total, series E)
{
    for (size_t j = 0; j < bp_n_outputs(a->network); j++)
        made_of(a, total, member(E, j));
    settle(a, total);
}

/* Neuron by neuron, net and out. */
static void add_layer(list *a, bp_standing standing, size_t l, series w,
                      series b)
{
    series net = {.first = a->d->n, .step = 2};
    series out = {.first = a->d->n + 1, .step = 2};
    for (size_t j = 0; j < n_neurons(a, l); j++) {
        add_net(a, standing, l, j, w, b);
        add_unsettled(a, standing, BP_OUT, output_operation(a, l), l, j, 0);
    }
    settle_outputs(a, l, net, out);
    a->out[l] = out;
}

static void add_forward_pass(list *a, const series w[], const series b[])
{
    for (size_t l = 0; l < a->network->n_layers; l++)
        add_layer(a, BP_IN_WALK, l, w[l], b[l]);
    series E = add_errors(a, BP_IN_WALK);
    settle_total(a, add_total(a), E);
}

/* --------------------------------------------------------------------- deltas */

/* A number that is made of the target and the output of an output neuron: dE/dout,
 * or the delta of a softmax one. */
static size_t add_comparison(list *a, bp_kind kind, bp_operation operation,
                             size_t l, size_t j)
{
    size_t k = add(a, BP_IN_WALK, kind, operation, l, j, 0);
    made_of(a, k, member(a->target, j));
    made_of(a, k, member(a->out[l], j));
    return k;
}

static size_t add_error_derivative(list *a, size_t l, size_t j)
{
    return add_comparison(a, BP_DE_DOUT,
                          a->network->error == BP_SQUARED_ERROR
                              ? BP_MINUS_MISS
                              : BP_CROSS_ENTROPY_SLOPE,
                          l, j);
}

/* The weights along which neuron j of hidden layer l feeds the next layer, which
 * are derivatives, too. */
static series add_path_weights(list *a, size_t l, size_t j)
{
    series s = {.first = a->d->n, .step = 1};
    for (size_t k = 0; k < n_neurons(a, l + 1); k++)
        made_of(a, add(a, BP_BESIDE, BP_PATH_WEIGHT, BP_SAME, l, j, k),
                member(a->w[l + 1], k * n_sources(a, l + 1) + j));
    return s;
}

/* dE/dout of a hidden neuron: the sum over what it feeds. Where that are the
 * outputs, the walk has each path by itself. */
static size_t add_sum_of_paths(list *a, size_t l, size_t j)
{
    size_t n = n_neurons(a, l + 1);
    series weight = add_path_weights(a, l, j);
    series path = {.first = a->d->n, .step = 1};
    bool has_names = is_output(a, l + 1);
    for (size_t k = 0; k < n && has_names; k++) {
        size_t product = add(a, BP_IN_WALK, BP_PATH, BP_PRODUCT, l, j, k);
        made_of(a, product, member(a->delta[l + 1], k));
        made_of(a, product, member(weight, k));
    }
    size_t sum = add(a, BP_IN_WALK, BP_DE_DOUT,
                     has_names ? BP_SUM : BP_SUM_OF_PRODUCTS, l, j, 0);
    for (size_t k = 0; k < n; k++)
        if (has_names) {
            made_of(a, sum, member(path, k));
        } else {
            made_of(a, sum, member(a->delta[l + 1], k));
            made_of(a, sum, member(weight, k));
        }
    return sum;
}

/* The delta of a neuron, behind its two factors. */
static size_t add_product_delta(list *a, size_t l, size_t j)
{
    size_t dE_dout = is_output(a, l) ? add_error_derivative(a, l, j)
                                     : add_sum_of_paths(a, l, j);
    size_t slope =
        add(a, BP_IN_WALK, BP_DOUT_DNET, slope_operation(a, l), l, j, 0);
    made_of(a, slope, member(a->out[l], j));
    size_t delta = add(a, BP_IN_WALK, BP_DELTA, BP_PRODUCT, l, j, 0);
    made_of(a, delta, dE_dout);
    made_of(a, delta, slope);
    return delta;
}

static void add_deltas(list *a, size_t l)
{
    bool is_softmax = output_operation(a, l) == BP_SOFTMAX;
    for (size_t j = 0; j < n_neurons(a, l); j++) {
        size_t before = a->d->n;
        size_t delta = is_softmax
                           ? add_comparison(a, BP_DELTA, BP_MINUS_MISS, l, j)
                           : add_product_delta(a, l, j);
        if (j == 0)
            a->delta[l] = (series){.first = delta, .step = a->d->n - before};
    }
}

static void add_weight_derivatives(list *a, size_t l)
{
    a->dE_dw[l] = (series){.first = a->d->n + 1, .step = 2};
    for (size_t j = 0; j < n_neurons(a, l); j++)
        for (size_t i = 0; i < n_sources(a, l); i++) {
            size_t factor = add(a, BP_IN_WALK, BP_DNET_DW, BP_SAME, l, j, i);
            made_of(a, factor, source(a, l, i));
            size_t dE_dw = add(a, BP_IN_WALK, BP_DE_DW, BP_PRODUCT, l, j, i);
            made_of(a, dE_dw, member(a->delta[l], j));
            made_of(a, dE_dw, factor);
        }
}

/* -------------------------------------------------------------------- updates */

/* By the layer's name and by each neuron's. The walk has those of the biases that
 * the network has. */
static void add_bias_derivatives(list *a, size_t l)
{
    bool one_bias = a->network->layer[l].one_bias;
    size_t shared = add(a, one_bias ? BP_IN_WALK : BP_BESIDE, BP_DE_DB, BP_SUM,
                        l, BP_WHOLE_LAYER, 0);
    for (size_t j = 0; j < n_neurons(a, l); j++)
        made_of(a, shared, member(a->delta[l], j));
    a->dE_db_shared[l] = shared;
    a->dE_db[l] = (series){.first = a->d->n, .step = 1};
    for (size_t j = 0; j < n_neurons(a, l); j++)
        made_of(a,
                add(a, one_bias ? BP_BESIDE : BP_IN_WALK, BP_DE_DB, BP_SAME, l,
                    j, 0),
                member(a->delta[l], j));
}

static void add_updates(list *a)
{
    series w[BP_MAX_LAYERS];
    series b[BP_MAX_LAYERS];
    a->chapter = BP_UPDATES;
    for (size_t l = 0; l < a->network->n_layers; l++)
        add_bias_derivatives(a, l);
    a->moment = BP_AFTER_ROUND;
    for (size_t l = 0; l < a->network->n_layers; l++)
        w[l] = add_weights(a, l, BP_STEP);
    for (size_t l = 0; l < a->network->n_layers; l++)
        b[l] = add_biases(a, l);
    add_forward_pass(a, w, b);
}

/* --------------------------------------------------------------- after training */

/* The walk has the error first, then the outputs, then what they are made of. */
static void add_training(list *a)
{
    size_t last = a->network->n_layers - 1;
    series w[BP_MAX_LAYERS];
    series b[BP_MAX_LAYERS];
    a->chapter = BP_TRAINING;
    a->moment = BP_AFTER_TRAINING;
    size_t total = add_total(a);
    series outputs = {.first = a->d->n, .step = 1};
    for (size_t j = 0; j < n_neurons(a, last); j++)
        add_unsettled(a, BP_IN_WALK, BP_OUT, output_operation(a, last), last, j,
                      0);
    for (size_t l = 0; l <= last; l++)
        w[l] = add_weights(a, l, BP_TRAINED);
    for (size_t l = 0; l <= last; l++)
        b[l] = add_biases(a, l);
    for (size_t l = 0; l < last; l++)
        add_layer(a, BP_UNNAMED, l, w[l], b[l]);
    series net = {.first = a->d->n, .step = 1};
    for (size_t j = 0; j < n_neurons(a, last); j++)
        add_net(a, BP_UNNAMED, last, j, w[last], b[last]);
    settle_outputs(a, last, net, outputs);
    a->out[last] = outputs;
    settle_total(a, total, add_errors(a, BP_UNNAMED));
}

/* ----------------------------------------------------------------- all of them */

static void add_round(list *a)
{
    add_given(a);
    a->chapter = BP_FORWARD_PASS;
    add_forward_pass(a, a->w, a->b);
    for (size_t l = a->network->n_layers; l-- > 0;) {
        a->chapter = is_output(a, l) ? BP_OUTPUT_DELTAS : BP_HIDDEN_DELTAS;
        add_deltas(a, l);
        add_weight_derivatives(a, l);
    }
    add_updates(a);
}

bp_definitions *bp_define(const bp_example *example)
{
    list a = {.d = calloc(1, sizeof *a.d),
              .example = example,
              .network = example->network};
    if (a.d == NULL)
        return NULL;
    add_round(&a);
    a.d->n_round = a.d->n;
    add_training(&a);
    if (a.ran_out || !bp_sort_keys(a.d)) {
        bp_definitions_free(a.d);
        return NULL;
    }
    return a.d;
}

void bp_definitions_free(bp_definitions *d)
{
    if (d == NULL)
        return;
    free(d->number);
    free(d->parent);
    free(d->order);
    free(d->by_key);
    free(d);
}

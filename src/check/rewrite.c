/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/rewrite.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------- writing */

static bp_definition *at(const bp_rewriting *r, size_t k)
{
    return &r->d->number[k];
}

/* Begins number k's definition anew. */
static void write_as(bp_rewriting *r, size_t k, bp_operation operation)
{
    at(r, k)->operation = operation;
    at(r, k)->n_parents = 0;
    at(r, k)->first_parent = r->n_parents;
}

/* Number k is made of one number more; of none where memory has run out. */
static void of(bp_rewriting *r, size_t k, size_t parent)
{
    if (r->n_parents == r->room && !r->ran_out) {
        size_t room = 2 * r->room + 64;
        size_t *parents = realloc(r->d->parent, room * sizeof *parents);
        r->ran_out = parents == NULL;
        if (parents != NULL) {
            r->d->parent = parents;
            r->room = room;
        }
    }
    if (r->ran_out)
        return;
    r->d->parent[r->n_parents++] = parent;
    at(r, k)->n_parents++;
}

/* Another number of the same moment as number k. Every number that is asked for
 * here is among the definitions. */
static size_t find_at(const bp_rewriting *r, bp_moment moment, bp_kind kind,
                      size_t l, size_t j, size_t i)
{
    bp_definition n = {
        .kind = kind, .moment = moment, .layer = l, .neuron = j, .source = i};
    bp_spell_key(r->example, &n);
    return bp_definitions_find(r->d, n.key);
}

static size_t find(const bp_rewriting *r, size_t k, bp_kind kind, size_t l,
                   size_t j, size_t i)
{
    return find_at(r, at(r, k)->moment, kind, l, j, i);
}

/* --------------------------------------------------------------- what k is of */

static const gsl_matrix *weights(const bp_rewriting *r, size_t l)
{
    return r->example->network->layer[l].w;
}

static size_t n_neurons(const bp_rewriting *r, size_t l)
{
    return weights(r, l)->size1;
}

static size_t n_sources(const bp_rewriting *r, size_t l)
{
    return weights(r, l)->size2;
}

static bool is_square(const bp_rewriting *r, size_t l)
{
    return n_neurons(r, l) == n_sources(r, l);
}

static bool is_last(const bp_rewriting *r, size_t l)
{
    return l + 1 == r->example->network->n_layers;
}

static bool is(const bp_rewriting *r, size_t k, bp_kind kind)
{
    return at(r, k)->kind == kind;
}

/* Of that kind, in the output layer or in a hidden one. */
static bool is_of_outputs(const bp_rewriting *r, size_t k, bp_kind kind)
{
    return is(r, k, kind) && is_last(r, at(r, k)->layer);
}

static bool is_of_hidden(const bp_rewriting *r, size_t k, bp_kind kind)
{
    return is(r, k, kind) && !is_last(r, at(r, k)->layer);
}

/* What feeds layer l: the input or output that is counted from 0. */
static size_t source(const bp_rewriting *r, size_t k, size_t l, size_t i)
{
    return l == 0 ? find_at(r, BP_IN_ROUND, BP_INPUT, 0, i, 0)
                  : find(r, k, BP_OUT, l - 1, i, 0);
}

/* ------------------------------------------------------------- forward passes */

void bp_local_no_bias(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_NET))
        at(r, k)->n_parents--;
}

void bp_local_first_bias_everywhere(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (!is(r, k, BP_NET) || l == 0)
        return;
    size_t j = at(r, k)->neuron;
    write_as(r, k, BP_SUM_OF_PRODUCTS);
    for (size_t i = 0; i < n_sources(r, l); i++) {
        of(r, k, find(r, k, BP_WEIGHT, l, j, i));
        of(r, k, source(r, k, l, i));
    }
    of(r, k, find(r, k, BP_BIAS, 0, 0, 0));
}

void bp_local_bias_only(bp_rewriting *r, size_t k)
{
    if (!is_of_outputs(r, k, BP_NET))
        return;
    size_t j = at(r, k)->neuron;
    size_t l = at(r, k)->layer;
    write_as(r, k, BP_SAME);
    of(r, k, find(r, k, BP_BIAS, l, j, 0));
}

void bp_local_weights_by_source(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (!is(r, k, BP_NET) || !is_square(r, l))
        return;
    size_t j = at(r, k)->neuron;
    write_as(r, k, BP_SUM_OF_PRODUCTS);
    for (size_t i = 0; i < n_sources(r, l); i++) {
        of(r, k, find(r, k, BP_WEIGHT, l, i, j));
        of(r, k, source(r, k, l, i));
    }
    of(r, k, find(r, k, BP_BIAS, l, j, 0));
}

void bp_local_stale_hidden_outputs(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (!is(r, k, BP_NET) || at(r, k)->moment != BP_AFTER_ROUND || l == 0)
        return;
    size_t j = at(r, k)->neuron;
    write_as(r, k, BP_SUM_OF_PRODUCTS);
    for (size_t i = 0; i < n_sources(r, l); i++) {
        of(r, k, find(r, k, BP_WEIGHT, l, j, i));
        of(r, k, find_at(r, BP_IN_ROUND, BP_OUT, l - 1, i, 0));
    }
    of(r, k, find(r, k, BP_BIAS, l, j, 0));
}

void bp_local_tanh(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_OUT))
        at(r, k)->operation = BP_TANH;
    if (is(r, k, BP_DOUT_DNET))
        at(r, k)->operation = BP_TANH_SLOPE;
}

void bp_local_linear_hidden(bp_rewriting *r, size_t k)
{
    if (is_of_hidden(r, k, BP_OUT))
        at(r, k)->operation = BP_SAME;
    if (is_of_hidden(r, k, BP_DOUT_DNET))
        write_as(r, k, BP_ONE);
}

void bp_local_exp_sign(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_OUT))
        at(r, k)->operation = BP_LOGISTIC_OF_MINUS;
}

/* --------------------------------------------------------------------- errors */

void bp_local_no_half_in_error(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_ERROR))
        at(r, k)->factor *= 2.0;
}

static void times_miss(bp_rewriting *r, size_t k, double factor)
{
    if (is_of_outputs(r, k, BP_DE_DOUT))
        at(r, k)->factor *= factor;
}

void bp_local_no_half(bp_rewriting *r, size_t k)
{
    bp_local_no_half_in_error(r, k);
    times_miss(r, k, 2.0);
}

void bp_local_mean_error(bp_rewriting *r, size_t k)
{
    double share = 1.0 / (double)bp_n_outputs(r->example->network);
    if (is(r, k, BP_ERROR))
        at(r, k)->factor *= share;
    times_miss(r, k, share);
}

void bp_local_target_minus_output(bp_rewriting *r, size_t k)
{
    times_miss(r, k, -1.0);
}

void bp_local_targets_swapped(bp_rewriting *r, size_t k)
{
    if (!is(r, k, BP_ERROR) && !is_of_outputs(r, k, BP_DE_DOUT))
        return;
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    write_as(r, k, at(r, k)->operation);
    of(r, k, find_at(r, BP_IN_ROUND, BP_TARGET, l, n_neurons(r, l) - 1 - j, 0));
    of(r, k, find(r, k, BP_OUT, l, j, 0));
}

/* --------------------------------------------------------------------- slopes */

/* The slope, as it is taken of a number that need not be the output. */
static void slope_of(bp_rewriting *r, size_t k, bp_operation operation,
                     bp_kind kind)
{
    if (!is(r, k, BP_DOUT_DNET))
        return;
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    write_as(r, k, operation);
    of(r, k, find(r, k, kind, l, j, 0));
}

void bp_local_slope_of_net(bp_rewriting *r, size_t k)
{
    slope_of(r, k, BP_LOGISTIC_SLOPE, BP_NET);
}

void bp_local_slope_of_out(bp_rewriting *r, size_t k)
{
    slope_of(r, k, BP_SLOPE_OF_SQUASHED, BP_OUT);
}

void bp_local_slope_of_error(bp_rewriting *r, size_t k)
{
    slope_of(r, k, BP_LOGISTIC_SLOPE, BP_DE_DOUT);
}

/* The delta of a neuron by another one's slope. */
void bp_local_first_slope_for_all(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    if (is_of_hidden(r, k, BP_DOUT_DNET) && j > 0) {
        write_as(r, k, BP_SAME);
        of(r, k, find(r, k, BP_DOUT_DNET, l, 0, 0));
    }
    if (is_of_hidden(r, k, BP_DELTA)) {
        write_as(r, k, BP_PRODUCT);
        of(r, k, find(r, k, BP_DE_DOUT, l, j, 0));
        of(r, k, find(r, k, BP_DOUT_DNET, l, 0, 0));
    }
}

static void delta_without_slope(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    write_as(r, k, BP_SAME);
    of(r, k, find(r, k, BP_DE_DOUT, l, j, 0));
}

void bp_local_no_output_slope(bp_rewriting *r, size_t k)
{
    if (is_of_outputs(r, k, BP_DELTA))
        delta_without_slope(r, k);
}

void bp_local_no_hidden_slope(bp_rewriting *r, size_t k)
{
    if (is_of_hidden(r, k, BP_DELTA))
        delta_without_slope(r, k);
}

/* ---------------------------------------------------------------------- paths */

/* One path from hidden neuron j of layer l through neuron i of the next layer
 * is what these two make of it. The walk names the paths to the output layer;
 * elsewhere they are terms of a sum. */
typedef void path_factors(bp_rewriting *r, size_t k, size_t l, size_t j,
                          size_t i);

static void write_paths(bp_rewriting *r, size_t k, path_factors *factors,
                        bp_operation of_one, bp_operation of_sum)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    if (is(r, k, BP_PATH)) {
        size_t i = at(r, k)->source;
        write_as(r, k, of_one);
        factors(r, k, l, j, i);
    } else if (is_of_hidden(r, k, BP_DE_DOUT) && !is_last(r, l + 1)) {
        write_as(r, k, of_sum);
        for (size_t i = 0; i < n_neurons(r, l + 1); i++)
            factors(r, k, l, j, i);
    }
}

static void updated_path(bp_rewriting *r, size_t k, size_t l, size_t j,
                         size_t i)
{
    of(r, k, find(r, k, BP_DELTA, l + 1, i, 0));
    of(r, k, find_at(r, BP_AFTER_ROUND, BP_WEIGHT, l + 1, i, j));
}

void bp_local_updated_weights(bp_rewriting *r, size_t k)
{
    write_paths(r, k, updated_path, BP_PRODUCT, BP_SUM_OF_PRODUCTS);
}

static void path_by_wrong_index(bp_rewriting *r, size_t k, size_t l, size_t j,
                                size_t i)
{
    bool square = is_square(r, l + 1);
    of(r, k, find(r, k, BP_DELTA, l + 1, i, 0));
    of(r, k, find(r, k, BP_WEIGHT, l + 1, square ? j : i, square ? i : j));
}

void bp_local_weights_not_transposed(bp_rewriting *r, size_t k)
{
    write_paths(r, k, path_by_wrong_index, BP_PRODUCT, BP_SUM_OF_PRODUCTS);
}

static void path_by_own_weight(bp_rewriting *r, size_t k, size_t l, size_t j,
                               size_t i)
{
    bool fits = n_neurons(r, l) == n_neurons(r, l + 1) &&
                n_sources(r, l) == n_sources(r, l + 1);
    of(r, k, find(r, k, BP_DELTA, l + 1, i, 0));
    of(r, k, find(r, k, BP_WEIGHT, fits ? l : l + 1, i, j));
}

void bp_local_own_weights(bp_rewriting *r, size_t k)
{
    write_paths(r, k, path_by_own_weight, BP_PRODUCT, BP_SUM_OF_PRODUCTS);
}

static void divided_path(bp_rewriting *r, size_t k, size_t l, size_t j,
                         size_t i)
{
    of(r, k, find(r, k, BP_DELTA, l + 1, i, 0));
    of(r, k, find(r, k, BP_WEIGHT, l + 1, i, j));
}

/* delta times out, which should be the weight's derivative. */
static void gradient_path(bp_rewriting *r, size_t k, size_t l, size_t j,
                          size_t i)
{
    of(r, k, find(r, k, BP_DELTA, l + 1, i, 0));
    of(r, k, find(r, k, BP_OUT, l, j, 0));
}

/* The sum does not ask the paths, which may be written down rightly. */
void bp_local_sum_of_gradients(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    if (is(r, k, BP_PATH))
        write_paths(r, k, gradient_path, BP_PRODUCT, BP_SUM_OF_PRODUCTS);
    if (!is_of_hidden(r, k, BP_DE_DOUT))
        return;
    write_as(r, k, BP_SUM_OF_PRODUCTS);
    for (size_t i = 0; i < n_neurons(r, l + 1); i++)
        gradient_path(r, k, l, j, i);
}

static void bare_delta(bp_rewriting *r, size_t k, size_t l, size_t j, size_t i)
{
    (void)j;
    of(r, k, find(r, k, BP_DELTA, l + 1, i, 0));
}

void bp_local_deltas_unweighted(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (is(r, k, BP_PATH))
        write_paths(r, k, bare_delta, BP_SAME, BP_SUM);
    if (!is_of_hidden(r, k, BP_DE_DOUT))
        return;
    write_as(r, k, BP_SUM);
    for (size_t i = 0; i < n_neurons(r, l + 1); i++)
        bare_delta(r, k, l, 0, i);
}

/* Of the sum of paths, the first alone. */
void bp_local_first_output_only(bp_rewriting *r, size_t k)
{
    if (is_of_hidden(r, k, BP_DE_DOUT))
        at(r, k)->n_parents = is_last(r, at(r, k)->layer + 1) ? 1 : 2;
}

void bp_local_first_output_only_at_the_end(bp_rewriting *r, size_t k)
{
    if (is_of_hidden(r, k, BP_DE_DOUT) && is_last(r, at(r, k)->layer + 1))
        at(r, k)->n_parents = 1;
}

void bp_local_paths_averaged(bp_rewriting *r, size_t k)
{
    if (is_of_hidden(r, k, BP_DE_DOUT))
        at(r, k)->factor /= (double)n_neurons(r, at(r, k)->layer + 1);
}

/* The output layer is run again with its new weights and biases; what else is done
 * to its dE/dout is done there as well. */
void bp_local_forward_again(bp_rewriting *r, size_t k)
{
    if (!is(r, k, BP_PATH))
        return;
    size_t j = at(r, k)->neuron;
    size_t o = at(r, k)->source;
    size_t last = at(r, k)->layer + 1;
    size_t miss = find(r, k, BP_DE_DOUT, last, o, 0);
    write_as(r, k, BP_PATH_AGAIN);
    at(r, k)->factor *= at(r, miss)->factor;
    of(r, k, find_at(r, BP_AFTER_ROUND, BP_WEIGHT, last, o, j));
    of(r, k, bp_parent(r->d, miss, 0));
    for (size_t i = 0; i < n_sources(r, last); i++) {
        of(r, k, find_at(r, BP_AFTER_ROUND, BP_WEIGHT, last, o, i));
        of(r, k, find(r, k, BP_OUT, last - 1, i, 0));
    }
    of(r, k, find_at(r, BP_AFTER_ROUND, BP_BIAS, last, o, 0));
}

/* ------------------------------------------------------------------- products */

/* dE/dw is the delta times another number than the weight's source. */
static void product_with(bp_rewriting *r, size_t k, size_t factor)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    if (is(r, k, BP_DNET_DW)) {
        write_as(r, k, BP_SAME);
        of(r, k, factor);
    }
    if (is(r, k, BP_DE_DW)) {
        write_as(r, k, BP_PRODUCT);
        of(r, k, find(r, k, BP_DELTA, l, j, 0));
        of(r, k, factor);
    }
}

static bool is_product(const bp_rewriting *r, size_t k)
{
    return is(r, k, BP_DE_DW) || is(r, k, BP_DNET_DW);
}

void bp_local_no_input_factor(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_DE_DW)) {
        size_t l = at(r, k)->layer;
        size_t j = at(r, k)->neuron;
        write_as(r, k, BP_SAME);
        of(r, k, find(r, k, BP_DELTA, l, j, 0));
    }
}

void bp_local_net_as_input(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (is_product(r, k) && l > 0)
        product_with(r, k, find(r, k, BP_NET, l - 1, at(r, k)->source, 0));
}

void bp_local_destination_output(bp_rewriting *r, size_t k)
{
    if (is_product(r, k))
        product_with(r, k,
                     find(r, k, BP_OUT, at(r, k)->layer, at(r, k)->neuron, 0));
}

void bp_local_source_index(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (is_product(r, k) && at(r, k)->neuron < n_sources(r, l))
        product_with(r, k, source(r, k, l, at(r, k)->neuron));
}

void bp_local_divided(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    size_t i = at(r, k)->source;
    write_paths(r, k, divided_path, BP_QUOTIENT, BP_SUM_OF_QUOTIENTS);
    if (is(r, k, BP_DE_DW)) {
        write_as(r, k, BP_QUOTIENT);
        of(r, k, find(r, k, BP_DELTA, l, j, 0));
        of(r, k, source(r, k, l, i));
    }
}

/* ---------------------------------------------------------------------- steps */

static bool is_bias_after(const bp_rewriting *r, size_t k)
{
    return is(r, k, BP_BIAS) && at(r, k)->moment == BP_AFTER_ROUND;
}

static void bias_step(bp_rewriting *r, size_t k, size_t dE_db)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    write_as(r, k, BP_STEP);
    of(r, k, find_at(r, BP_IN_ROUND, BP_BIAS, l, j, 0));
    of(r, k, dE_db);
    of(r, k, find_at(r, BP_IN_ROUND, BP_ETA, 0, 0, 0));
}

/* Neurons that have shared a bias then have biases of their own. */
void bp_local_biases_trained(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    if (!is_bias_after(r, k))
        return;
    if (j != BP_WHOLE_LAYER)
        bias_step(r, k, find_at(r, BP_IN_ROUND, BP_DE_DB, l, j, 0));
    else if (n_neurons(r, l) > 1)
        write_as(r, k, BP_NOTHING);
    else
        bias_step(r, k, find_at(r, BP_IN_ROUND, BP_DE_DB, l, 0, 0));
}

/* A bias is moved like the weight whose source has the neuron's number. */
void bp_local_source_index_with_biases(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    bp_local_source_index(r, k);
    bp_local_biases_trained(r, k);
    if (is(r, k, BP_DE_DB) && j != BP_WHOLE_LAYER && j < n_sources(r, l)) {
        write_as(r, k, BP_PRODUCT);
        of(r, k, find(r, k, BP_DELTA, l, j, 0));
        of(r, k, source(r, k, l, j));
    }
}

void bp_local_biases_trained_shared(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (is_bias_after(r, k))
        bias_step(r, k,
                  find_at(r, BP_IN_ROUND, BP_DE_DB, l, BP_WHOLE_LAYER, 0));
}

void bp_local_biases_fixed(bp_rewriting *r, size_t k)
{
    if (!is_bias_after(r, k))
        return;
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    write_as(r, k, BP_SAME);
    of(r, k, find_at(r, BP_IN_ROUND, BP_BIAS, l, j, 0));
}

void bp_local_mean_bias(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (is(r, k, BP_DE_DB) && at(r, k)->neuron == BP_WHOLE_LAYER)
        at(r, k)->factor /= (double)n_neurons(r, l);
}

void bp_local_ascent(bp_rewriting *r, size_t k)
{
    if (at(r, k)->operation == BP_STEP)
        at(r, k)->operation = BP_STEP_UP;
}

void bp_local_no_learning_rate(bp_rewriting *r, size_t k)
{
    if (at(r, k)->operation == BP_STEP)
        at(r, k)->operation = BP_WHOLE_STEP;
}

void bp_local_sign_convention(bp_rewriting *r, size_t k)
{
    bp_local_target_minus_output(r, k);
    bp_local_ascent(r, k);
}

void bp_local_other_rounds(bp_rewriting *r, size_t k)
{
    bool is_weight = is(r, k, BP_WEIGHT) || is(r, k, BP_BIAS);
    if (is_weight && at(r, k)->moment == BP_AFTER_ROUND)
        write_as(r, k, BP_TRAINED);
}

/* ------------------------------------------------------------------ the whole */

/* One that number k is made of and that has no place in the order yet, or k itself
 * where there is none. */
static size_t first_unsettled(const bp_definitions *d, size_t k,
                              const bool is_settled[])
{
    for (size_t p = 0; p < d->number[k].n_parents; p++)
        if (!is_settled[bp_parent(d, k, p)])
            return bp_parent(d, k, p);
    return k;
}

/* Puts number k into the order, and before it all that it is made of. No mistake
 * makes a number of itself. The path leads from k to what waits for its place. */
static void settle(bp_definitions *d, size_t k, bool is_settled[],
                   size_t path[], size_t *n)
{
    size_t length = 0;
    path[length++] = k;
    while (length > 0) {
        size_t last = path[length - 1];
        size_t before = first_unsettled(d, last, is_settled);
        if (before != last) {
            path[length++] = before;
            continue;
        }
        is_settled[last] = true;
        d->order[(*n)++] = last;
        length--;
    }
}

static bool settle_all(bp_definitions *d)
{
    bool *is_settled = calloc(d->n, sizeof *is_settled);
    size_t *path = calloc(d->n, sizeof *path);
    bool has_room = is_settled != NULL && path != NULL;
    size_t n = 0;
    for (size_t k = 0; has_room && k < d->n; k++)
        if (!is_settled[k])
            settle(d, k, is_settled, path, &n);
    free(is_settled);
    free(path);
    return has_room;
}

static void *copy_of(const void *from, size_t size)
{
    void *copy = malloc(size > 0 ? size : 1);
    if (copy != NULL)
        memcpy(copy, from, size);
    return copy;
}

static bool copy(const bp_definitions *d, bp_rewriting *r)
{
    size_t n_parents = 0;
    for (size_t k = 0; k < d->n; k++)
        if (d->number[k].first_parent + d->number[k].n_parents > n_parents)
            n_parents = d->number[k].first_parent + d->number[k].n_parents;
    r->n_parents = r->room = n_parents;
    r->d = calloc(1, sizeof *r->d);
    if (r->d == NULL)
        return false;
    *r->d = (bp_definitions){
        .number = copy_of(d->number, d->n * sizeof d->number[0]),
        .n = d->n,
        .n_round = d->n_round,
        .parent = copy_of(d->parent, n_parents * sizeof d->parent[0]),
        .order = copy_of(d->order, d->n * sizeof d->order[0]),
        .by_key = copy_of(d->by_key, d->n * sizeof d->by_key[0])};
    return r->d->number != NULL && r->d->parent != NULL &&
           r->d->order != NULL && r->d->by_key != NULL;
}

bp_definitions *bp_rewrite(const bp_definitions *d, const bp_example *example,
                           bp_local_form *const form[], size_t n)
{
    bp_rewriting r = {.example = example};
    bool ok = copy(d, &r);
    for (size_t f = 0; ok && f < n; f++)
        for (size_t k = 0; k < d->n_round; k++)
            form[f](&r, k);
    if (!ok || r.ran_out || !settle_all(r.d)) {
        bp_definitions_free(r.d);
        return NULL;
    }
    return r.d;
}

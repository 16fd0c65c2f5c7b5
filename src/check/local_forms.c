/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/local_forms.h"

/* --------------------------------------------------------------- what k is of */

static bp_definition *at(const bp_rewriting *r, size_t k)
{
    return &r->d->number[k];
}

static size_t n_neurons(const bp_rewriting *r, size_t l)
{
    return r->example->network->layer[l].w->size1;
}

static size_t n_sources(const bp_rewriting *r, size_t l)
{
    return r->example->network->layer[l].w->size2;
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

static bool has(const bp_rewriting *r, size_t k, bp_operation operation)
{
    return at(r, k)->operation == operation;
}

/* Another number of the same moment as number k; and of the same neuron. */
static size_t find(const bp_rewriting *r, size_t k, bp_kind kind, size_t l,
                   size_t j, size_t i)
{
    return bp_place_of(r, at(r, k)->moment, kind, l, j, i);
}

static size_t its(const bp_rewriting *r, size_t k, bp_kind kind)
{
    return find(r, k, kind, at(r, k)->layer, at(r, k)->neuron, 0);
}

/* What feeds layer l: the input or output that is counted from 0. */
static size_t source(const bp_rewriting *r, size_t k, size_t l, size_t i)
{
    return l == 0 ? bp_place_of(r, BP_IN_ROUND, BP_INPUT, 0, i, 0)
                  : find(r, k, BP_OUT, l - 1, i, 0);
}

/* Number k is another one, by another name. */
static void write_same(bp_rewriting *r, size_t k, size_t as)
{
    bp_write_as(r, k, BP_SAME);
    bp_write_parent(r, k, as);
}

static void write_pair(bp_rewriting *r, size_t k, bp_operation operation,
                       size_t a, size_t b)
{
    bp_write_as(r, k, operation);
    bp_write_parent(r, k, a);
    bp_write_parent(r, k, b);
}

/* ------------------------------------------------------------- forward passes */

/* A net input is made of a weight, its source, the next weight .. and the bias. */
static size_t weight_in_net(size_t i)
{
    return 2 * i;
}

static size_t source_in_net(size_t i)
{
    return 2 * i + 1;
}

void bp_local_no_bias(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_NET))
        at(r, k)->n_parents--;
}

void bp_local_first_bias_everywhere(bp_rewriting *r, size_t k)
{
    size_t bias = at(r, k)->n_parents - 1;
    if (is(r, k, BP_NET) && at(r, k)->layer > 0)
        bp_change_parent(r, k, bias, find(r, k, BP_BIAS, 0, 0, 0));
}

void bp_local_bias_only(bp_rewriting *r, size_t k)
{
    if (is_of_outputs(r, k, BP_NET))
        write_same(r, k, its(r, k, BP_BIAS));
}

void bp_local_weights_by_source(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (!is(r, k, BP_NET) || !is_square(r, l))
        return;
    for (size_t i = 0; i < n_sources(r, l); i++)
        bp_change_parent(r, k, weight_in_net(i),
                         find(r, k, BP_WEIGHT, l, i, at(r, k)->neuron));
}

void bp_local_stale_hidden_outputs(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (!is(r, k, BP_NET) || at(r, k)->moment != BP_AFTER_ROUND || l == 0)
        return;
    for (size_t i = 0; i < n_sources(r, l); i++)
        bp_change_parent(r, k, source_in_net(i),
                         bp_place_of(r, BP_IN_ROUND, BP_OUT, l - 1, i, 0));
}

void bp_local_tanh(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_OUT) && has(r, k, BP_LOGISTIC))
        at(r, k)->operation = BP_TANH;
    if (has(r, k, BP_LOGISTIC_SLOPE))
        at(r, k)->operation = BP_TANH_SLOPE;
}

void bp_local_linear_hidden(bp_rewriting *r, size_t k)
{
    if (is_of_hidden(r, k, BP_OUT))
        at(r, k)->operation = BP_SAME;
    if (is_of_hidden(r, k, BP_DOUT_DNET))
        bp_write_as(r, k, BP_ONE);
}

void bp_local_exp_sign(bp_rewriting *r, size_t k)
{
    if (has(r, k, BP_LOGISTIC))
        at(r, k)->operation = BP_LOGISTIC_OF_MINUS;
}

/* --------------------------------------------------------------------- errors */

/* Whether the error comes into the deltas here: at dE/dout of an output neuron, or,
 * where that has no key, at its delta. */
static bool is_miss(const bp_rewriting *r, size_t k)
{
    return is_of_outputs(r, k, BP_DE_DOUT) ||
           (is_of_outputs(r, k, BP_DELTA) && has(r, k, BP_MINUS_MISS));
}

void bp_local_no_half_in_error(bp_rewriting *r, size_t k)
{
    if (has(r, k, BP_HALF_SQUARE))
        at(r, k)->factor *= 2.0;
}

void bp_local_no_half(bp_rewriting *r, size_t k)
{
    bool has_half = r->example->network->error == BP_SQUARED_ERROR;
    bp_local_no_half_in_error(r, k);
    if (has_half && is_miss(r, k))
        at(r, k)->factor *= 2.0;
}

void bp_local_mean_error(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_ERROR) || is_miss(r, k))
        at(r, k)->factor /= (double)bp_n_outputs(r->example->network);
}

void bp_local_target_minus_output(bp_rewriting *r, size_t k)
{
    if (is_miss(r, k))
        at(r, k)->factor *= -1.0;
}

/* Errors and misses are made of the target first. */
void bp_local_targets_swapped(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (!is(r, k, BP_ERROR) && !is_miss(r, k))
        return;
    size_t other = n_neurons(r, l) - 1 - at(r, k)->neuron;
    bp_change_parent(r, k, 0,
                     bp_place_of(r, BP_IN_ROUND, BP_TARGET, l, other, 0));
}

/* --------------------------------------------------------------------- slopes */

/* A slope of the logistic function, as it should be, taken of another number. */
static void slope_of(bp_rewriting *r, size_t k, bp_operation operation,
                     bp_kind kind)
{
    const bp_layer *layer = &r->example->network->layer[at(r, k)->layer];
    if (!is(r, k, BP_DOUT_DNET) || layer->activation != BP_LOGISTIC_LAYER)
        return;
    bp_write_as(r, k, operation);
    bp_write_parent(r, k, its(r, k, kind));
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

/* The delta asks the slope itself, which may be written down rightly. */
void bp_local_first_slope_for_all(bp_rewriting *r, size_t k)
{
    bool is_slope = is_of_hidden(r, k, BP_DOUT_DNET) && at(r, k)->neuron > 0;
    bool is_delta = is_of_hidden(r, k, BP_DELTA);
    if (!is_slope && !is_delta)
        return;
    size_t first = find(r, k, BP_DOUT_DNET, at(r, k)->layer, 0, 0);
    if (is_slope)
        write_same(r, k, first);
    else
        bp_change_parent(r, k, 1, first);
}

void bp_local_no_output_slope(bp_rewriting *r, size_t k)
{
    if (is_of_outputs(r, k, BP_DELTA) && has(r, k, BP_PRODUCT))
        write_same(r, k, its(r, k, BP_DE_DOUT));
}

void bp_local_no_hidden_slope(bp_rewriting *r, size_t k)
{
    if (is_of_hidden(r, k, BP_DELTA))
        write_same(r, k, its(r, k, BP_DE_DOUT));
}

/* ---------------------------------------------------------------------- paths */

/* Writes what one path is made of, from hidden neuron j of layer l through neuron
 * i of the next layer. */
typedef void path_factors(bp_rewriting *r, size_t k, size_t l, size_t j,
                          size_t i);

/* The sum over the paths, without asking these by themselves. */
static void write_sum(bp_rewriting *r, size_t k, path_factors *factors,
                      bp_operation operation)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    bp_write_as(r, k, operation);
    for (size_t i = 0; i < n_neurons(r, l + 1); i++)
        factors(r, k, l, j, i);
}

static void write_path(bp_rewriting *r, size_t k, path_factors *factors,
                       bp_operation operation)
{
    bp_definition path = *at(r, k);
    bp_write_as(r, k, operation);
    factors(r, k, path.layer, path.neuron, path.source);
}

/* The walk names the paths to the output layer; elsewhere they are terms of the
 * sum. */
static void write_paths(bp_rewriting *r, size_t k, path_factors *factors,
                        bp_operation of_one, bp_operation of_sum)
{
    if (is(r, k, BP_PATH))
        write_path(r, k, factors, of_one);
    else if (is_of_hidden(r, k, BP_DE_DOUT) && !is_last(r, at(r, k)->layer + 1))
        write_sum(r, k, factors, of_sum);
}

/* Paths that may be written down rightly where the sum is another. */
static void write_paths_and_sum(bp_rewriting *r, size_t k,
                                path_factors *factors, bp_operation of_one,
                                bp_operation of_sum)
{
    if (is(r, k, BP_PATH))
        write_path(r, k, factors, of_one);
    else if (is_of_hidden(r, k, BP_DE_DOUT))
        write_sum(r, k, factors, of_sum);
}

/* The delta at the path's end, and one factor more. */
static void path_with(bp_rewriting *r, size_t k, size_t l, size_t i,
                      size_t factor)
{
    bp_write_parent(r, k, find(r, k, BP_DELTA, l + 1, i, 0));
    bp_write_parent(r, k, factor);
}

static void updated_path(bp_rewriting *r, size_t k, size_t l, size_t j,
                         size_t i)
{
    path_with(r, k, l, i,
              bp_place_of(r, BP_AFTER_ROUND, BP_WEIGHT, l + 1, i, j));
}

void bp_local_updated_weights(bp_rewriting *r, size_t k)
{
    write_paths(r, k, updated_path, BP_PRODUCT, BP_SUM_OF_PRODUCTS);
}

static void path_by_wrong_index(bp_rewriting *r, size_t k, size_t l, size_t j,
                                size_t i)
{
    bool square = is_square(r, l + 1);
    path_with(r, k, l, i,
              find(r, k, BP_WEIGHT, l + 1, square ? j : i, square ? i : j));
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
    path_with(r, k, l, i, find(r, k, BP_WEIGHT, fits ? l : l + 1, i, j));
}

void bp_local_own_weights(bp_rewriting *r, size_t k)
{
    write_paths(r, k, path_by_own_weight, BP_PRODUCT, BP_SUM_OF_PRODUCTS);
}

/* delta times out, which should be the weight's derivative. */
static void gradient_path(bp_rewriting *r, size_t k, size_t l, size_t j,
                          size_t i)
{
    path_with(r, k, l, i, find(r, k, BP_OUT, l, j, 0));
}

void bp_local_sum_of_gradients(bp_rewriting *r, size_t k)
{
    write_paths_and_sum(r, k, gradient_path, BP_PRODUCT, BP_SUM_OF_PRODUCTS);
}

static void bare_delta(bp_rewriting *r, size_t k, size_t l, size_t j, size_t i)
{
    (void)j;
    bp_write_parent(r, k, find(r, k, BP_DELTA, l + 1, i, 0));
}

void bp_local_deltas_unweighted(bp_rewriting *r, size_t k)
{
    write_paths_and_sum(r, k, bare_delta, BP_SAME, BP_SUM);
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

/* BP_PATH_AGAIN is written for logistic outputs and the squared error. */
static bool is_path_again(const bp_rewriting *r, size_t k)
{
    const bp_network *network = r->example->network;
    const bp_layer *last = &network->layer[network->n_layers - 1];
    return is(r, k, BP_PATH) && last->activation == BP_LOGISTIC_LAYER &&
           network->error == BP_SQUARED_ERROR;
}

/* The output layer is run again with its new weights and biases; what else is done
 * to its dE/dout is done there as well. */
void bp_local_forward_again(bp_rewriting *r, size_t k)
{
    if (!is_path_again(r, k))
        return;
    bp_definition path = *at(r, k);
    size_t o = path.source;
    size_t last = path.layer + 1;
    size_t miss = find(r, k, BP_DE_DOUT, last, o, 0);
    bp_write_as(r, k, BP_PATH_AGAIN);
    at(r, k)->factor *= at(r, miss)->factor;
    bp_write_parent(
        r, k, bp_place_of(r, BP_AFTER_ROUND, BP_WEIGHT, last, o, path.neuron));
    bp_write_parent(r, k, bp_parent(r->d, miss, 0));
    for (size_t i = 0; i < n_sources(r, last); i++) {
        bp_write_parent(r, k,
                        bp_place_of(r, BP_AFTER_ROUND, BP_WEIGHT, last, o, i));
        bp_write_parent(r, k, find(r, k, BP_OUT, last - 1, i, 0));
    }
    bp_write_parent(r, k, bp_place_of(r, BP_AFTER_ROUND, BP_BIAS, last, o, 0));
}

/* ------------------------------------------------------------------- products */

static bool is_product(const bp_rewriting *r, size_t k)
{
    return is(r, k, BP_DE_DW) || is(r, k, BP_DNET_DW);
}

/* dE/dw is the delta times another number than the weight's source, whatever is
 * written down for that. */
static void product_with(bp_rewriting *r, size_t k, size_t factor)
{
    if (is(r, k, BP_DNET_DW))
        write_same(r, k, factor);
    else
        write_pair(r, k, BP_PRODUCT, its(r, k, BP_DELTA), factor);
}

void bp_local_no_input_factor(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_DE_DW))
        write_same(r, k, its(r, k, BP_DELTA));
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
        product_with(r, k, its(r, k, BP_OUT));
}

void bp_local_source_index(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    if (is_product(r, k) && at(r, k)->neuron < n_sources(r, l))
        product_with(r, k, source(r, k, l, at(r, k)->neuron));
}

static void divided_path(bp_rewriting *r, size_t k, size_t l, size_t j,
                         size_t i)
{
    path_with(r, k, l, i, find(r, k, BP_WEIGHT, l + 1, i, j));
}

void bp_local_divided(bp_rewriting *r, size_t k)
{
    write_paths(r, k, divided_path, BP_QUOTIENT, BP_SUM_OF_QUOTIENTS);
    if (is(r, k, BP_DE_DW))
        write_pair(r, k, BP_QUOTIENT, its(r, k, BP_DELTA),
                   source(r, k, at(r, k)->layer, at(r, k)->source));
}

/* ---------------------------------------------------------------------- steps */

static bool is_bias_after(const bp_rewriting *r, size_t k)
{
    return is(r, k, BP_BIAS) && at(r, k)->moment == BP_AFTER_ROUND;
}

/* By the derivative of neuron j's bias, or of the one that a layer shares. */
static void bias_step(bp_rewriting *r, size_t k, size_t j)
{
    bp_definition bias = *at(r, k);
    bp_write_as(r, k, BP_STEP);
    bp_write_parent(
        r, k, bp_place_of(r, BP_IN_ROUND, BP_BIAS, bias.layer, bias.neuron, 0));
    bp_write_parent(r, k,
                    bp_place_of(r, BP_IN_ROUND, BP_DE_DB, bias.layer, j, 0));
    bp_write_parent(r, k, bp_place_of(r, BP_IN_ROUND, BP_ETA, 0, 0, 0));
}

/* Neurons that have shared a bias then have biases of their own. */
void bp_local_biases_trained(bp_rewriting *r, size_t k)
{
    size_t j = at(r, k)->neuron;
    if (!is_bias_after(r, k))
        return;
    if (j != BP_WHOLE_LAYER)
        bias_step(r, k, j);
    else if (n_neurons(r, at(r, k)->layer) > 1)
        bp_write_as(r, k, BP_NOTHING);
    else
        bias_step(r, k, 0);
}

void bp_local_biases_trained_shared(bp_rewriting *r, size_t k)
{
    if (is_bias_after(r, k))
        bias_step(r, k, BP_WHOLE_LAYER);
}

void bp_local_biases_fixed(bp_rewriting *r, size_t k)
{
    if (is_bias_after(r, k))
        write_same(r, k,
                   bp_place_of(r, BP_IN_ROUND, BP_BIAS, at(r, k)->layer,
                               at(r, k)->neuron, 0));
}

/* A bias is moved like the weight whose source has the neuron's number. */
void bp_local_source_index_with_biases(bp_rewriting *r, size_t k)
{
    size_t l = at(r, k)->layer;
    size_t j = at(r, k)->neuron;
    bp_local_source_index(r, k);
    bp_local_biases_trained(r, k);
    if (is(r, k, BP_DE_DB) && j != BP_WHOLE_LAYER && j < n_sources(r, l))
        write_pair(r, k, BP_PRODUCT, its(r, k, BP_DELTA), source(r, k, l, j));
}

void bp_local_mean_bias(bp_rewriting *r, size_t k)
{
    if (is(r, k, BP_DE_DB) && at(r, k)->neuron == BP_WHOLE_LAYER)
        at(r, k)->factor /= (double)n_neurons(r, at(r, k)->layer);
}

void bp_local_ascent(bp_rewriting *r, size_t k)
{
    if (has(r, k, BP_STEP))
        at(r, k)->operation = BP_STEP_UP;
}

void bp_local_no_learning_rate(bp_rewriting *r, size_t k)
{
    if (has(r, k, BP_STEP))
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
        bp_write_as(r, k, BP_TRAINED);
}

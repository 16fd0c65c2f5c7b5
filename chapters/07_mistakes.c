//> head
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 7: the classic mistakes, each a variation of the right method. */
#include "backprop.h"
//< head

//> net_mistakes
static double weighted_sum(const gsl_matrix *w, size_t j, const gsl_vector *in)
{
    double sum = 0.0;
    for (size_t i = 0; i < w->size2; i++)
        sum += gsl_matrix_get(w, j, i) * gsl_vector_get(in, i);
    return sum;
}

static double weighted_sum_by_source(const gsl_matrix *w, size_t j,
                                     const gsl_vector *in)
{
    if (w->size1 != w->size2)
        return weighted_sum(w, j, in);
    double sum = 0.0;
    for (size_t i = 0; i < w->size2; i++)
        sum += gsl_matrix_get(w, i, j) * gsl_vector_get(in, i);
    return sum;
}

typedef double net_rule(const bp_network *network, const bp_workspace *ws,
                        size_t l, size_t j);

static double net_no_bias(const bp_network *network, const bp_workspace *ws,
                          size_t l, size_t j)
{
    return weighted_sum(network->layer[l].w, j, bp_source(ws, l));
}

static double net_first_bias(const bp_network *network, const bp_workspace *ws,
                             size_t l, size_t j)
{
    double b = gsl_vector_get(network->layer[0].b, l == 0 ? j : 0);
    return weighted_sum(network->layer[l].w, j, bp_source(ws, l)) + b;
}

static double net_by_source(const bp_network *network, const bp_workspace *ws,
                            size_t l, size_t j)
{
    const bp_layer *layer = &network->layer[l];
    return weighted_sum_by_source(layer->w, j, bp_source(ws, l)) +
           gsl_vector_get(layer->b, j);
}

static double net_bias_only(const bp_network *network, const bp_workspace *ws,
                            size_t l, size_t j)
{
    double b = gsl_vector_get(network->layer[l].b, j);
    bool is_last = l + 1 == network->n_layers;
    return is_last ? b
                   : weighted_sum(network->layer[l].w, j, bp_source(ws, l)) + b;
}

static void forward_with(const bp_network *network, bp_workspace *ws,
                         net_rule *net_of)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        gsl_vector *net = ws->layer[l].net;
        for (size_t j = 0; j < net->size; j++)
            gsl_vector_set(net, j, net_of(network, ws, l, j));
        bp_outputs(net, ws->layer[l].out);
    }
}

static void forward_no_bias(const bp_network *network, bp_workspace *ws)
{
    forward_with(network, ws, net_no_bias);
}

static void forward_first_bias(const bp_network *network, bp_workspace *ws)
{
    forward_with(network, ws, net_first_bias);
}

static void forward_by_source(const bp_network *network, bp_workspace *ws)
{
    forward_with(network, ws, net_by_source);
}

static void forward_bias_only(const bp_network *network, bp_workspace *ws)
{
    forward_with(network, ws, net_bias_only);
}

const bp_method bp_no_bias = {.forward = forward_no_bias};
const bp_method bp_first_bias_everywhere = {.forward = forward_first_bias};
const bp_method bp_weights_by_source = {.forward = forward_by_source};
const bp_method bp_bias_only = {.forward = forward_bias_only};
//< net_mistakes

//> squashing
typedef double squashing(double net);

static double unsquashed(double net)
{
    return net;
}

static double logistic_with_wrong_sign(double net)
{
    return 1.0 / (1.0 + exp(net));
}

static void forward_by(const bp_network *network, bp_workspace *ws,
                       squashing *hidden, squashing *output)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        bp_layer_work *work = &ws->layer[l];
        squashing *squash = l + 1 < network->n_layers ? hidden : output;
        bp_net_inputs(layer->w, layer->b, bp_source(ws, l), work->net);
        for (size_t j = 0; j < work->net->size; j++)
            gsl_vector_set(work->out, j, squash(gsl_vector_get(work->net, j)));
    }
}

static void forward_tanh(const bp_network *network, bp_workspace *ws)
{
    forward_by(network, ws, tanh, tanh);
}

static void forward_linear_hidden(const bp_network *network, bp_workspace *ws)
{
    forward_by(network, ws, unsquashed, bp_logistic);
}

static void forward_exp_sign(const bp_network *network, bp_workspace *ws)
{
    forward_by(network, ws, logistic_with_wrong_sign, logistic_with_wrong_sign);
}
//< squashing

//> slopes
typedef double slope_rule(double net, double out);

static double slope_of_logistic(double net, double out)
{
    (void)net;
    return bp_logistic_slope(out);
}

static double slope_of_tanh(double net, double out)
{
    (void)net;
    return 1.0 - out * out;
}

static double slope_of_line(double net, double out)
{
    (void)net;
    (void)out;
    return 1.0;
}

static double net_for_out(double net, double out)
{
    (void)out;
    return net * (1.0 - net);
}

static double out_for_net(double net, double out)
{
    (void)net;
    return bp_logistic_slope(bp_logistic(out));
}

static void slopes_by(const bp_network *network, bp_workspace *ws,
                      slope_rule *hidden, slope_rule *output)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        slope_rule *slope = l + 1 < network->n_layers ? hidden : output;
        for (size_t j = 0; j < work->out->size; j++)
            gsl_vector_set(work->dout_dnet, j,
                           slope(gsl_vector_get(work->net, j),
                                 gsl_vector_get(work->out, j)));
    }
}

static void slopes_tanh(const bp_network *network, bp_workspace *ws)
{
    slopes_by(network, ws, slope_of_tanh, slope_of_tanh);
}

static void slopes_linear_hidden(const bp_network *network, bp_workspace *ws)
{
    slopes_by(network, ws, slope_of_line, slope_of_logistic);
}

static void slopes_of_net(const bp_network *network, bp_workspace *ws)
{
    slopes_by(network, ws, net_for_out, net_for_out);
}

static void slopes_of_out(const bp_network *network, bp_workspace *ws)
{
    slopes_by(network, ws, out_for_net, out_for_net);
}

const bp_method bp_tanh = {.forward = forward_tanh, .slopes = slopes_tanh};
const bp_method bp_linear_hidden = {.forward = forward_linear_hidden,
                                    .slopes = slopes_linear_hidden};
const bp_method bp_exp_sign = {.forward = forward_exp_sign};
const bp_method bp_slope_of_net = {.slopes = slopes_of_net};
const bp_method bp_slope_of_out = {.slopes = slopes_of_out};
//< slopes

//> error_mistakes
static void errors_times(const bp_network *network, bp_workspace *ws,
                         double factor)
{
    bp_errors(network, ws);
    ws->E_total *= factor;
    gsl_vector_scale(ws->E, factor);
}

static void error_derivatives_times(const bp_network *network, bp_workspace *ws,
                                    double factor)
{
    bp_error_derivatives(network, ws);
    gsl_vector_scale(ws->layer[network->n_layers - 1].dE_dout, factor);
}

static void errors_no_half(const bp_network *network, bp_workspace *ws)
{
    errors_times(network, ws, 2.0);
}

static void error_derivatives_no_half(const bp_network *network,
                                      bp_workspace *ws)
{
    error_derivatives_times(network, ws, 2.0);
}

static void errors_mean(const bp_network *network, bp_workspace *ws)
{
    errors_times(network, ws, 1.0 / (double)bp_n_outputs(network));
}

static void error_derivatives_mean(const bp_network *network, bp_workspace *ws)
{
    error_derivatives_times(network, ws, 1.0 / (double)bp_n_outputs(network));
}

static void error_derivatives_other_sign(const bp_network *network,
                                         bp_workspace *ws)
{
    error_derivatives_times(network, ws, -1.0);
}

const bp_method bp_no_half = {.errors = errors_no_half,
                              .error_derivatives = error_derivatives_no_half};
const bp_method bp_mean_error = {.errors = errors_mean,
                                 .error_derivatives = error_derivatives_mean};
const bp_method bp_target_minus_output = {.error_derivatives =
                                              error_derivatives_other_sign};
//< error_mistakes

//> targets_swapped
static void with_targets_swapped(bp_stage *stage, const bp_network *network,
                                 bp_workspace *ws)
{
    gsl_vector_reverse(ws->target);
    stage(network, ws);
    gsl_vector_reverse(ws->target);
}

static void errors_swapped(const bp_network *network, bp_workspace *ws)
{
    with_targets_swapped(bp_errors, network, ws);
}

static void error_derivatives_swapped(const bp_network *network,
                                      bp_workspace *ws)
{
    with_targets_swapped(bp_error_derivatives, network, ws);
}

const bp_method bp_targets_swapped = {
    .errors = errors_swapped, .error_derivatives = error_derivatives_swapped};
//< targets_swapped

//> no_output_slope
static void output_deltas_no_slope(const bp_network *network, bp_workspace *ws)
{
    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    gsl_vector_memcpy(work->delta, work->dE_dout);
}

const bp_method bp_no_output_slope = {.output_deltas = output_deltas_no_slope};
//< no_output_slope

//> updated_weights
static void hidden_deltas_updated(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = network->n_layers - 1; l-- > 0;) {
        bp_layer_work *work = &ws->layer[l];
        const bp_layer_work *next = &ws->layer[l + 1];
        bp_sum_paths(next->w_new, next->delta, work->dE_path, work->dE_dout);
        bp_deltas(work->dE_dout, work->dout_dnet, work->delta);
    }
}

static void updating_at_once(const bp_method *method, const bp_network *network,
                             bp_workspace *ws)
{
    method->forward(network, ws);
    method->errors(network, ws);
    method->error_derivatives(network, ws);
    method->slopes(network, ws);
    method->output_deltas(network, ws);
    method->weight_derivatives(network, ws);
    method->update_weights(network, ws);
    for (size_t l = network->n_layers - 1; l-- > 0;) {
        method->hidden_deltas(network, ws);
        method->weight_derivatives(network, ws);
        method->update_weights(network, ws);
    }
    if (method->bias_derivatives != NULL)
        method->bias_derivatives(network, ws);
    method->update_biases(network, ws);
}

const bp_method bp_updated_weights = {.hidden_deltas = hidden_deltas_updated,
                                      .order = updating_at_once};
//< updated_weights

//> forward_again
static void up_to_output_deltas(const bp_method *method,
                                const bp_network *network, bp_workspace *ws)
{
    method->forward(network, ws);
    method->error_derivatives(network, ws);
    method->slopes(network, ws);
    method->output_deltas(network, ws);
}

static void from_deltas_to_updates(const bp_method *method,
                                   const bp_network *network, bp_workspace *ws)
{
    method->weight_derivatives(network, ws);
    method->update_weights(network, ws);
    if (method->bias_derivatives != NULL)
        method->bias_derivatives(network, ws);
    method->update_biases(network, ws);
}

static void forward_in_between(const bp_method *method,
                               const bp_network *network, bp_workspace *ws)
{
    size_t last = network->n_layers - 1;
    up_to_output_deltas(method, network, ws);
    method->errors(network, ws);
    from_deltas_to_updates(method, network, ws);

    bp_network in_between = *network;
    in_between.layer[last].w = ws->layer[last].w_new;
    in_between.layer[last].b = ws->layer[last].b_new;
    up_to_output_deltas(method, &in_between, ws);
    method->hidden_deltas(&in_between, ws);

    up_to_output_deltas(method, network, ws);
    from_deltas_to_updates(method, network, ws);
}

const bp_method bp_forward_again = {.order = forward_in_between};
//< forward_again

//> path_mistakes
typedef void path_rule(const bp_network *network, bp_workspace *ws, size_t l);

static void hidden_deltas_by(const bp_network *network, bp_workspace *ws,
                             path_rule *paths)
{
    for (size_t l = network->n_layers - 1; l-- > 0;) {
        bp_layer_work *work = &ws->layer[l];
        paths(network, ws, l);
        bp_deltas(work->dE_dout, work->dout_dnet, work->delta);
    }
}

static void right_paths(const bp_network *network, bp_workspace *ws, size_t l)
{
    bp_layer_work *work = &ws->layer[l];
    bp_sum_paths(network->layer[l + 1].w, ws->layer[l + 1].delta, work->dE_path,
                 work->dE_dout);
}

static void first_path(const bp_network *network, bp_workspace *ws, size_t l)
{
    right_paths(network, ws, l);
    gsl_matrix_get_row(ws->layer[l].dE_dout, ws->layer[l].dE_path, 0);
}

static void first_path_at_the_end(const bp_network *network, bp_workspace *ws,
                                  size_t l)
{
    bool is_last_hidden = l + 2 == network->n_layers;
    (is_last_hidden ? first_path : right_paths)(network, ws, l);
}

static void mean_of_paths(const bp_network *network, bp_workspace *ws, size_t l)
{
    right_paths(network, ws, l);
    bp_layer_work *work = &ws->layer[l];
    gsl_vector_scale(work->dE_dout, 1.0 / (double)work->dE_path->size1);
}

static void sum_of_columns(bp_layer_work *work)
{
    gsl_vector_set_zero(work->dE_dout);
    for (size_t k = 0; k < work->dE_path->size1; k++) {
        gsl_vector_view paths = gsl_matrix_row(work->dE_path, k);
        gsl_vector_add(work->dE_dout, &paths.vector);
    }
}

static void unweighted_paths(const bp_network *network, bp_workspace *ws,
                             size_t l)
{
    (void)network;
    bp_layer_work *work = &ws->layer[l];
    for (size_t j = 0; j < work->dE_path->size2; j++)
        gsl_matrix_set_col(work->dE_path, j, ws->layer[l + 1].delta);
    sum_of_columns(work);
}

static void paths_by_wrong_index(const bp_network *network, bp_workspace *ws,
                                 size_t l)
{
    const gsl_matrix *w = network->layer[l + 1].w;
    if (w->size1 != w->size2) {
        right_paths(network, ws, l);
        return;
    }
    bp_layer_work *work = &ws->layer[l];
    for (size_t k = 0; k < w->size1; k++)
        for (size_t j = 0; j < w->size2; j++)
            gsl_matrix_set(work->dE_path, k, j,
                           gsl_vector_get(ws->layer[l + 1].delta, k) *
                               gsl_matrix_get(w, j, k));
    sum_of_columns(work);
}

static void paths_by_own_weights(const bp_network *network, bp_workspace *ws,
                                 size_t l)
{
    const gsl_matrix *own = network->layer[l].w;
    const gsl_matrix *next = network->layer[l + 1].w;
    bool is_alike = own->size1 == next->size1 && own->size2 == next->size2;
    bp_sum_paths(is_alike ? own : next, ws->layer[l + 1].delta,
                 ws->layer[l].dE_path, ws->layer[l].dE_dout);
}

static void paths_by_output(const bp_network *network, bp_workspace *ws,
                            size_t l)
{
    unweighted_paths(network, ws, l);
    gsl_matrix_scale_columns(ws->layer[l].dE_path, ws->layer[l].out);
    sum_of_columns(&ws->layer[l]);
}

static void divided_paths(const bp_network *network, bp_workspace *ws, size_t l)
{
    unweighted_paths(network, ws, l);
    gsl_matrix_div_elements(ws->layer[l].dE_path, network->layer[l + 1].w);
    sum_of_columns(&ws->layer[l]);
}
//< path_mistakes

//> hidden_mistakes
static void hidden_deltas_not_transposed(const bp_network *network,
                                         bp_workspace *ws)
{
    hidden_deltas_by(network, ws, paths_by_wrong_index);
}

static void hidden_deltas_first(const bp_network *network, bp_workspace *ws)
{
    hidden_deltas_by(network, ws, first_path);
}

static void hidden_deltas_first_at_the_end(const bp_network *network,
                                           bp_workspace *ws)
{
    hidden_deltas_by(network, ws, first_path_at_the_end);
}

static void hidden_deltas_mean(const bp_network *network, bp_workspace *ws)
{
    hidden_deltas_by(network, ws, mean_of_paths);
}

static void hidden_deltas_unweighted(const bp_network *network,
                                     bp_workspace *ws)
{
    hidden_deltas_by(network, ws, unweighted_paths);
}

static void hidden_deltas_no_slope(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = network->n_layers - 1; l-- > 0;) {
        right_paths(network, ws, l);
        gsl_vector_memcpy(ws->layer[l].delta, ws->layer[l].dE_dout);
    }
}

static void hidden_deltas_own_weights(const bp_network *network,
                                      bp_workspace *ws)
{
    hidden_deltas_by(network, ws, paths_by_own_weights);
}

static void hidden_deltas_of_gradients(const bp_network *network,
                                       bp_workspace *ws)
{
    hidden_deltas_by(network, ws, paths_by_output);
}

static void hidden_deltas_divided(const bp_network *network, bp_workspace *ws)
{
    hidden_deltas_by(network, ws, divided_paths);
}

const bp_method bp_weights_not_transposed = {.hidden_deltas =
                                                 hidden_deltas_not_transposed};
const bp_method bp_first_output_only = {.hidden_deltas = hidden_deltas_first};
const bp_method bp_first_output_only_at_the_end = {
    .hidden_deltas = hidden_deltas_first_at_the_end};
const bp_method bp_paths_averaged = {.hidden_deltas = hidden_deltas_mean};
const bp_method bp_deltas_unweighted = {.hidden_deltas =
                                            hidden_deltas_unweighted};
const bp_method bp_no_hidden_slope = {.hidden_deltas = hidden_deltas_no_slope};
const bp_method bp_own_weights = {.hidden_deltas = hidden_deltas_own_weights};
const bp_method bp_sum_of_gradients = {.hidden_deltas =
                                           hidden_deltas_of_gradients};
//< hidden_mistakes

//> slopes_on_the_way
static void first_slope(const bp_network *network, bp_workspace *ws, size_t l)
{
    gsl_vector *slopes = ws->layer[l].dout_dnet;
    right_paths(network, ws, l);
    gsl_vector_set_all(slopes, gsl_vector_get(slopes, 0));
}

static void hidden_deltas_first_slope(const bp_network *network,
                                      bp_workspace *ws)
{
    hidden_deltas_by(network, ws, first_slope);
}

static void slopes_at_dE_dout(bp_layer_work *work)
{
    for (size_t j = 0; j < work->dE_dout->size; j++)
        gsl_vector_set(work->dout_dnet, j,
                       bp_logistic_slope(gsl_vector_get(work->dE_dout, j)));
}

static void paths_and_slopes(const bp_network *network, bp_workspace *ws,
                             size_t l)
{
    right_paths(network, ws, l);
    slopes_at_dE_dout(&ws->layer[l]);
}

static void output_deltas_slope_of_error(const bp_network *network,
                                         bp_workspace *ws)
{
    slopes_at_dE_dout(&ws->layer[network->n_layers - 1]);
    bp_output_deltas(network, ws);
}

static void hidden_deltas_slope_of_error(const bp_network *network,
                                         bp_workspace *ws)
{
    hidden_deltas_by(network, ws, paths_and_slopes);
}

const bp_method bp_first_slope_for_all = {.hidden_deltas =
                                              hidden_deltas_first_slope};
const bp_method bp_slope_of_error = {
    .output_deltas = output_deltas_slope_of_error,
    .hidden_deltas = hidden_deltas_slope_of_error};
//< slopes_on_the_way

//> factor_mistakes
static void products_no_input(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        for (size_t i = 0; i < work->dE_dw->size2; i++)
            gsl_matrix_set_col(work->dE_dw, i, work->delta);
    }
}

static void products_of_net(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        const gsl_vector *net = l == 0 ? ws->input : ws->layer[l - 1].net;
        bp_products(work->delta, net, work->dE_dw);
    }
}

static void products_of_own_output(const bp_network *network, bp_workspace *ws)
{
    products_no_input(network, ws);
    for (size_t l = 0; l < network->n_layers; l++)
        gsl_matrix_scale_rows(ws->layer[l].dE_dw, ws->layer[l].out);
}

const bp_method bp_no_input_factor = {.weight_derivatives = products_no_input};
const bp_method bp_net_as_input = {.weight_derivatives = products_of_net};
const bp_method bp_destination_output = {.weight_derivatives =
                                             products_of_own_output};
//< factor_mistakes

//> index_mistakes
static void use_own_index(bp_layer_work *work, const gsl_vector *source)
{
    for (size_t j = 0; j < work->delta->size && j < source->size; j++) {
        gsl_vector_view row = gsl_matrix_row(work->dE_dw, j);
        gsl_vector_set_all(&row.vector, gsl_vector_get(work->delta, j) *
                                            gsl_vector_get(source, j));
    }
}

static void products_by_own_index(const bp_network *network, bp_workspace *ws)
{
    bp_weight_derivatives(network, ws);
    for (size_t l = 0; l < network->n_layers; l++)
        use_own_index(&ws->layer[l], bp_source(ws, l));
}

static void bias_derivatives_by_own_index(const bp_network *network,
                                          bp_workspace *ws)
{
    bp_bias_derivatives_per_neuron(network, ws);
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_vector *source = bp_source(ws, l);
        gsl_vector *dE_db = ws->layer[l].dE_db;
        for (size_t j = 0; j < dE_db->size && j < source->size; j++)
            *gsl_vector_ptr(dE_db, j) *= gsl_vector_get(source, j);
    }
}

const bp_method bp_source_index = {.weight_derivatives = products_by_own_index};
const bp_method bp_source_index_with_biases = {
    .weight_derivatives = products_by_own_index,
    .bias_derivatives = bias_derivatives_by_own_index,
    .update_biases = bp_update_biases};
//< index_mistakes

//> division
static void quotients(const gsl_vector *delta, const gsl_vector *source,
                      gsl_matrix *dE_dw)
{
    for (size_t j = 0; j < delta->size; j++)
        for (size_t i = 0; i < source->size; i++) {
            double in = gsl_vector_get(source, i);
            gsl_matrix_set(dE_dw, j, i, gsl_vector_get(delta, j) / in);
        }
}

static void quotients_for_products(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        quotients(work->delta, bp_source(ws, l), work->dE_dw);
    }
}

const bp_method bp_divided = {.hidden_deltas = hidden_deltas_divided,
                              .weight_derivatives = quotients_for_products};
//< division

//> half_in_error
const bp_method bp_no_half_in_error = {.errors = errors_no_half};
//< half_in_error

//> bias_mean
static void bias_derivatives_mean(const bp_network *network, bp_workspace *ws)
{
    bp_bias_derivatives(network, ws);
    for (size_t l = 0; l < network->n_layers; l++) {
        gsl_vector *dE_db = ws->layer[l].dE_db;
        if (network->layer[l].one_bias)
            gsl_vector_scale(dE_db, 1.0 / (double)dE_db->size);
    }
}

const bp_method bp_mean_bias = {.bias_derivatives = bias_derivatives_mean};
//< bias_mean

//> old_outputs
static void forward_from_old_outputs(const bp_network *network,
                                     bp_workspace *ws)
{
    for (size_t l = network->n_layers; l-- > 0;) {
        const bp_layer *layer = &network->layer[l];
        bp_layer_work *work = &ws->layer[l];
        bp_net_inputs(layer->w, layer->b, bp_source(ws, l), work->net);
        bp_outputs(work->net, work->out);
    }
}

const bp_method bp_stale_hidden_outputs = {.second_forward =
                                               forward_from_old_outputs};
//< old_outputs

//> step_mistakes
static void with_rate(bp_stage *update, double eta, const bp_network *network,
                      bp_workspace *ws)
{
    double right_eta = ws->eta;
    ws->eta = eta;
    update(network, ws);
    ws->eta = right_eta;
}

static void update_weights_whole(const bp_network *network, bp_workspace *ws)
{
    with_rate(bp_update_weights, 1.0, network, ws);
}

static void update_biases_whole(const bp_network *network, bp_workspace *ws)
{
    with_rate(bp_update_biases, 1.0, network, ws);
}

static void update_weights_uphill(const bp_network *network, bp_workspace *ws)
{
    with_rate(bp_update_weights, -ws->eta, network, ws);
}

static void update_biases_uphill(const bp_network *network, bp_workspace *ws)
{
    with_rate(bp_update_biases, -ws->eta, network, ws);
}

const bp_method bp_no_learning_rate = {.update_weights = update_weights_whole};
const bp_method bp_no_learning_rate_for_biases = {.update_biases =
                                                      update_biases_whole};
const bp_method bp_ascent = {.update_weights = update_weights_uphill};
const bp_method bp_ascent_for_biases = {.update_biases = update_biases_uphill};
const bp_method bp_sign_convention = {.error_derivatives =
                                          error_derivatives_other_sign,
                                      .update_weights = update_weights_uphill};
const bp_method bp_fix_biases = {.update_biases = bp_keep_biases};
//< step_mistakes

//> single_precision
static void round_vector(gsl_vector *vector)
{
    for (size_t i = 0; i < vector->size; i++)
        gsl_vector_set(vector, i, (float)gsl_vector_get(vector, i));
}

static void round_matrix(gsl_matrix *matrix)
{
    for (size_t j = 0; j < matrix->size1; j++) {
        gsl_vector_view row = gsl_matrix_row(matrix, j);
        round_vector(&row.vector);
    }
}

static void round_results(bp_workspace *ws)
{
    for (size_t l = 0; l < ws->n_layers; l++) {
        bp_layer_work *work = &ws->layer[l];
        round_vector(work->dE_dout);
        round_vector(work->dout_dnet);
        round_vector(work->delta);
        round_vector(work->dE_db);
        round_vector(work->b_new);
        round_matrix(work->dE_dw);
        round_matrix(work->w_new);
    }
}

static void forward_single(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        bp_layer_work *work = &ws->layer[l];
        bp_net_inputs(layer->w, layer->b, bp_source(ws, l), work->net);
        round_vector(work->net);
        bp_outputs(work->net, work->out);
        round_vector(work->out);
    }
}

static void errors_single(const bp_network *network, bp_workspace *ws)
{
    bp_errors(network, ws);
    round_vector(ws->E);
    ws->E_total = 0.0;
    for (size_t j = 0; j < ws->E->size; j++)
        ws->E_total += gsl_vector_get(ws->E, j);
    ws->E_total = (float)ws->E_total;
}

static void hidden_deltas_single(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = network->n_layers - 1; l-- > 0;) {
        bp_layer_work *work = &ws->layer[l];
        right_paths(network, ws, l);
        round_matrix(work->dE_path);
        sum_of_columns(work);
        round_vector(work->dE_dout);
        bp_deltas(work->dE_dout, work->dout_dnet, work->delta);
        round_vector(work->delta);
    }
}

static void rounding_each_result(const bp_method *method,
                                 const bp_network *network, bp_workspace *ws)
{
    bp_stage *const stages[] = {method->forward,
                                method->errors,
                                method->error_derivatives,
                                method->slopes,
                                method->output_deltas,
                                method->hidden_deltas,
                                method->weight_derivatives,
                                method->update_weights,
                                method->bias_derivatives,
                                method->update_biases};
    for (size_t s = 0; s < sizeof stages / sizeof stages[0]; s++)
        if (stages[s] != NULL) {
            stages[s](network, ws);
            round_results(ws);
        }
}

const bp_method bp_single_precision = {.forward = forward_single,
                                       .errors = errors_single,
                                       .hidden_deltas = hidden_deltas_single,
                                       .order = rounding_each_result};
//< single_precision

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/functions.h"

#include <float.h>

const char *const bp_activation_names[BP_N_ACTIVATIONS] = {
    [BP_LOGISTIC_LAYER] = "logistic", [BP_TANH_LAYER] = "tanh",
    [BP_RELU_LAYER] = "relu",         [BP_IDENTITY_LAYER] = "identity",
    [BP_SOFTMAX_LAYER] = "softmax",
};

const char *const bp_error_names[BP_N_ERROR_KINDS] = {
    [BP_SQUARED_ERROR] = "squared",
    [BP_CROSS_ENTROPY_ERROR] = "cross-entropy",
};

bool bp_has_other_functions(const bp_network *network)
{
    for (size_t l = 0; l < network->n_layers; l++)
        if (network->layer[l].activation != BP_LOGISTIC_LAYER)
            return true;
    return network->error != BP_SQUARED_ERROR;
}

bool bp_has_softmax_outputs(const bp_network *network)
{
    return network->layer[network->n_layers - 1].activation == BP_SOFTMAX_LAYER;
}

bool bp_targets_are_shares(const bp_pairs *pairs)
{
    return gsl_matrix_min(pairs->targets) >= 0.0 &&
           gsl_matrix_max(pairs->targets) <= 1.0;
}

bool bp_adds_up_to_1(const gsl_matrix *targets, size_t p, double *sum)
{
    const double tolerance = (double)targets->size2 * DBL_EPSILON;
    *sum = 0.0;
    for (size_t j = 0; j < targets->size2; j++)
        *sum += gsl_matrix_get(targets, p, j);
    return fabs(*sum - 1.0) <= tolerance;
}

/* ------------------------------------------------------------ of one neuron */

double bp_softmax_entropy(double target, double out)
{
    return target == 0.0 ? 0.0 : 0.0 - target * log(out);
}

/* --------------------------------------------------------------- the stages */

static double one(double out)
{
    (void)out;
    return 1.0;
}

static double same(double net)
{
    return net;
}

typedef double function(double x);

/* Neuron by neuron: a softmax layer is not in these tables. */
static function *const output_of[] = {
    [BP_LOGISTIC_LAYER] = bp_logistic,
    [BP_TANH_LAYER] = tanh,
    [BP_RELU_LAYER] = bp_relu,
    [BP_IDENTITY_LAYER] = same,
};
static function *const slope_of[] = {
    [BP_LOGISTIC_LAYER] = bp_logistic_slope,
    [BP_TANH_LAYER] = bp_tanh_slope,
    [BP_RELU_LAYER] = bp_relu_slope,
    [BP_IDENTITY_LAYER] = one,
};

static void apply(function *f, const gsl_vector *x, gsl_vector *y)
{
    for (size_t j = 0; j < x->size; j++)
        gsl_vector_set(y, j, f(gsl_vector_get(x, j)));
}

static void forward(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        bp_layer_work *work = &ws->layer[l];
        bp_net_inputs(layer->w, layer->b, bp_source(ws, l), work->net);
        if (layer->activation == BP_SOFTMAX_LAYER)
            bp_softmax(work->net, work->out);
        else
            apply(output_of[layer->activation], work->net, work->out);
    }
}

static void cross_entropies(const bp_network *network, bp_workspace *ws)
{
    const gsl_vector *out = ws->layer[network->n_layers - 1].out;
    bool is_softmax = bp_has_softmax_outputs(network);
    ws->E_total = 0.0;
    for (size_t j = 0; j < out->size; j++) {
        double E = (is_softmax ? bp_softmax_entropy : bp_cross_entropy)(
            gsl_vector_get(ws->target, j), gsl_vector_get(out, j));
        gsl_vector_set(ws->E, j, E);
        ws->E_total += E;
    }
}

static void errors(const bp_network *network, bp_workspace *ws)
{
    if (network->error == BP_CROSS_ENTROPY_ERROR)
        cross_entropies(network, ws);
    else
        bp_errors(network, ws);
}

/* -target / out, of a softmax output neuron. */
static double softmax_entropy_slope(double target, double out)
{
    return target == 0.0 ? 0.0 : -target / out;
}

static void error_derivatives(const bp_network *network, bp_workspace *ws)
{
    if (network->error == BP_SQUARED_ERROR) {
        bp_error_derivatives(network, ws);
        return;
    }
    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    bool is_softmax = bp_has_softmax_outputs(network);
    for (size_t j = 0; j < work->out->size; j++)
        gsl_vector_set(
            work->dE_dout, j,
            (is_softmax ? softmax_entropy_slope : bp_cross_entropy_slope)(
                gsl_vector_get(ws->target, j), gsl_vector_get(work->out, j)));
}

static void slopes(const bp_network *network, bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++)
        if (network->layer[l].activation != BP_SOFTMAX_LAYER)
            apply(slope_of[network->layer[l].activation], ws->layer[l].out,
                  ws->layer[l].dout_dnet);
}

/* Each softmax output depends on every net input of its layer. Their chains add
 * up to dE/dnet_j = out_j (sum of all targets) - target_j, which is
 * out_j - target_j, as the targets of an example add up to 1. */
static void output_deltas(const bp_network *network, bp_workspace *ws)
{
    if (!bp_has_softmax_outputs(network)) {
        bp_output_deltas(network, ws);
        return;
    }
    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    for (size_t j = 0; j < work->out->size; j++) {
        double target = gsl_vector_get(ws->target, j);
        double out = gsl_vector_get(work->out, j);
        gsl_vector_set(work->delta, j, -(target - out));
    }
}

const bp_method bp_other_functions = {
    .forward = forward,
    .errors = errors,
    .error_derivatives = error_derivatives,
    .slopes = slopes,
    .output_deltas = output_deltas,
};

/* ------------------------------------------------------- on one side of a kink */

static bool is_on_its_side(const bp_layer_work *work)
{
    for (size_t j = 0; j < work->out->size; j++)
        if (bp_relu_slope(gsl_vector_get(work->out, j)) !=
            gsl_vector_get(work->dout_dnet, j))
            return false;
    return true;
}

static void errors_on_one_side(const bp_network *network, bp_workspace *ws)
{
    errors(network, ws);
    for (size_t l = 0; l < network->n_layers; l++)
        if (network->layer[l].activation == BP_RELU_LAYER &&
            !is_on_its_side(&ws->layer[l]))
            ws->E_total = NAN;
}

const bp_method bp_on_one_side = {.errors = errors_on_one_side};

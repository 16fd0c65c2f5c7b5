/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"

#include <stdio.h>

/* What every number here is worked out with. */
typedef struct {
    const bp_example *example;
    bp_method method; /* the example's right one */
    bp_network *network;
    bp_workspace *ws;
    bp_filler fill;
} workbench;

static void put_one_neuron(workbench *b)
{
    b->fill.chapter = BP_NETWORK;
    bp_one_weight n =
        bp_one_neuron(gsl_matrix_get(b->example->pairs.inputs, 0, 0),
                      gsl_matrix_get(b->network->layer[0].w, 0, 0),
                      gsl_matrix_get(b->example->pairs.targets, 0, 0));
    bp_put(&b->fill, n.net, "one_net");
    bp_put(&b->fill, n.out, "one_out");
    bp_put(&b->fill, n.E, "one_E");
    bp_put(&b->fill, n.dE_dout, "one_dE/dout");
    bp_put(&b->fill, n.dout_dnet, "one_dout/dnet");
    bp_put(&b->fill, n.dnet_dw, "one_dnet/dw");
    bp_put(&b->fill, n.dE_dw, "one_dE/dw");
}

/* The nudge of the first weight of layer l, after a round by the right method. */
static int put_nudge(workbench *b, size_t l)
{
    char name[BP_NAME_SIZE];
    bp_weight_name(b->network, l, 0, 0, name);
    double w = gsl_matrix_get(b->network->layer[l].w, 0, 0);
    double E_before = b->ws->E_total;
    double slope = gsl_matrix_get(b->ws->layer[l].dE_dw, 0, 0);
    BP_TRY(bp_nudge(b->network, l, 0, 0, BP_BOOK_NUDGE, b->ws));
    bp_put(&b->fill, w + BP_BOOK_NUDGE, "%s_nudged", name);
    bp_put(&b->fill, b->ws->E_total, "E_nudged_%s", name);
    bp_put(&b->fill, b->ws->E_total - E_before, "rise_%s", name);
    bp_put(&b->fill, slope * BP_BOOK_NUDGE, "rise_predicted_%s", name);
    return GSL_SUCCESS;
}

static int one_round(workbench *b, const bp_method *method)
{
    BP_TRY(bp_given(&b->example->pairs, 0, b->example->eta, b->ws));
    return bp_round(method, b->network, b->ws);
}

static int put_output_deltas(workbench *b)
{
    b->fill.chapter = BP_OUTPUT_DELTAS;
    BP_TRY(one_round(b, &b->method));
    return put_nudge(b, b->network->n_layers - 1);
}

static int put_hidden_deltas(workbench *b)
{
    b->fill.chapter = BP_HIDDEN_DELTAS;
    if (b->network->n_layers == 1)
        return GSL_SUCCESS;
    BP_TRY(one_round(b, &b->method));
    BP_TRY(put_nudge(b, 0));
    bp_method updated = bp_vary(b->method, &bp_updated_weights);
    BP_TRY(one_round(b, &updated));
    bp_put(&b->fill, gsl_vector_get(b->ws->layer[0].delta, 0),
           "updated_delta_h1");
    bp_put(&b->fill, gsl_matrix_get(b->ws->layer[0].dE_dw, 0, 0),
           "updated_dE/dw1");
    return GSL_SUCCESS;
}

/* The error of the first pair after so many rounds of another network, which
 * starts as the example's. */
static int error_after(workbench *b, const bp_method *method, size_t rounds,
                       double *E_total)
{
    bp_network *network = bp_network_copy(b->example->network);
    if (network == NULL)
        return GSL_ENOMEM;
    int status = bp_train(method, &b->example->pairs, b->example->eta, 0,
                          rounds, network, b->ws);
    if (status == GSL_SUCCESS)
        status = bp_given(&b->example->pairs, 0, b->example->eta, b->ws);
    if (status == GSL_SUCCESS)
        status = method->forward(network, b->ws);
    if (status == GSL_SUCCESS)
        status = method->errors(network, b->ws);
    *E_total = b->ws->E_total;
    bp_network_free(network);
    return status;
}

static int put_updates(workbench *b)
{
    b->fill.chapter = BP_UPDATES;
    BP_TRY(one_round(b, &b->method));
    double E_before = b->ws->E_total;
    double squares = 0.0;
    for (size_t l = 0; l < b->network->n_layers; l++) {
        const gsl_matrix *dE_dw = b->ws->layer[l].dE_dw;
        for (size_t j = 0; j < dE_dw->size1; j++)
            for (size_t i = 0; i < dE_dw->size2; i++)
                squares += pow(gsl_matrix_get(dE_dw, j, i), 2.0);
    }
    double E_after = 0.0;
    BP_TRY(error_after(b, &b->method, 1, &E_after));
    bp_put(&b->fill, E_before - E_after, "drop");
    bp_put(&b->fill, b->example->eta * squares, "drop_predicted");
    return GSL_SUCCESS;
}

static int put_variation(workbench *b, const bp_method *variation,
                         const char *name)
{
    bp_method method = bp_vary(b->method, variation);
    double E_total = 0.0;
    BP_TRY(error_after(b, &method, 1, &E_total));
    bp_put(&b->fill, E_total, "%s_E_total+", name);
    BP_TRY(error_after(b, &method, b->example->rounds, &E_total));
    bp_put(&b->fill, E_total, "%s_E_total@%zu", name, b->example->rounds);
    return GSL_SUCCESS;
}

static int put_training(workbench *b)
{
    b->fill.chapter = BP_TRAINING;
    for (size_t n = 1; n < b->example->rounds; n *= 10) {
        double E_total = 0.0;
        BP_TRY(error_after(b, &b->method, n, &E_total));
        bp_put(&b->fill, E_total, "E_total@%zu", n);
    }
    BP_TRY(put_variation(b, &bp_updated_weights, "updated"));
    BP_TRY(put_variation(b, &bp_train_bias_per_neuron, "own"));
    return put_variation(b, &bp_train_bias_per_layer, "shared");
}

static int put_all(workbench *b)
{
    put_one_neuron(b);
    BP_TRY(put_output_deltas(b));
    BP_TRY(put_hidden_deltas(b));
    BP_TRY(put_updates(b));
    return put_training(b);
}

bool bp_book_values(const bp_example *example, bp_values *values,
                    bp_complaint *complaint)
{
    *values = (bp_values){0};
    workbench b = {.example = example,
                   .method = bp_example_method(example),
                   .network = bp_network_copy(example->network),
                   .ws = bp_workspace_alloc(example->network),
                   .fill = {.values = values,
                            .complaint = complaint,
                            .last_chapter = BP_N_CHAPTERS}};
    int status = GSL_ENOMEM;
    if (b.network != NULL && b.ws != NULL)
        status = put_all(&b);
    if (status != GSL_SUCCESS)
        bp_complain_of(complaint, status);
    bp_workspace_free(b.ws);
    bp_network_free(b.network);
    if (status == GSL_SUCCESS && !b.fill.failed)
        return true;
    bp_values_free(values);
    return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk.h"

#include <stdio.h>

const char *const bp_chapter_names[BP_N_CHAPTERS] = {
    [BP_NETWORK] = "network",
    [BP_FORWARD_PASS] = "forward_pass",
    [BP_OUTPUT_DELTAS] = "output_deltas",
    [BP_HIDDEN_DELTAS] = "hidden_deltas",
    [BP_UPDATES] = "updates",
    [BP_TRAINING] = "training",
};

static void put_vector(bp_filler *f, const gsl_vector *vector, const char *name)
{
    for (size_t i = 0; i < vector->size; i++)
        bp_put(f, gsl_vector_get(vector, i), "%s%zu", name, i + 1);
}

/* Weights of the network or, of the same shape, anything that goes with them:
 * before is put before each weight's name, after behind it. */
static void put_weights(bp_filler *f, const bp_network *network, size_t l,
                        const gsl_matrix *matrix, const char *before,
                        const char *after)
{
    for (size_t j = 0; j < matrix->size1; j++)
        for (size_t i = 0; i < matrix->size2; i++) {
            char name[BP_NAME_SIZE];
            bp_weight_name(network, l, j, i, name);
            bp_put(f, gsl_matrix_get(matrix, j, i), "%s%s%s", before, name,
                   after);
        }
}

/* The same for biases; one that a layer shares is put once. */
static void put_biases(bp_filler *f, const bp_network *network, size_t l,
                       const gsl_vector *vector, const char *before,
                       const char *after)
{
    for (size_t j = 0; j < bp_n_biases(&network->layer[l]); j++) {
        char name[BP_NAME_SIZE];
        bp_bias_name(network, l, j, name);
        bp_put(f, gsl_vector_get(vector, j), "%s%s%s", before, name, after);
    }
}

/* ------------------------------------------------------- chapter by chapter */

static void put_given(bp_filler *f, const bp_network *network,
                      const bp_workspace *ws)
{
    put_vector(f, ws->input, "i");
    put_vector(f, ws->target, "t");
    for (size_t l = 0; l < network->n_layers; l++)
        put_weights(f, network, l, network->layer[l].w, "", "");
    for (size_t l = 0; l < network->n_layers; l++)
        put_biases(f, network, l, network->layer[l].b, "", "");
    bp_put(f, ws->eta, "eta");
}

static void put_forward_pass(bp_filler *f, const bp_network *network,
                             const bp_workspace *ws, const char *after)
{
    for (size_t l = 0; l < network->n_layers; l++)
        for (size_t j = 0; j < ws->layer[l].net->size; j++) {
            char name[BP_NAME_SIZE];
            bp_neuron_name(network, l, j, name);
            bp_put(f, gsl_vector_get(ws->layer[l].net, j), "net_%s%s", name,
                   after);
            bp_put(f, gsl_vector_get(ws->layer[l].out, j), "out_%s%s", name,
                   after);
        }
    for (size_t j = 0; j < ws->E->size; j++)
        bp_put(f, gsl_vector_get(ws->E, j), "E_o%zu%s", j + 1, after);
    bp_put(f, ws->E_total, "E_total%s", after);
}

/* The deltas of layer l: from the last hidden layer each path to an output has
 * its name. */
static void put_deltas(bp_filler *f, const bp_network *network,
                       const bp_workspace *ws, size_t l)
{
    const bp_layer_work *work = &ws->layer[l];
    for (size_t j = 0; j < work->delta->size; j++) {
        char name[BP_NAME_SIZE];
        bp_neuron_name(network, l, j, name);
        if (l + 2 == network->n_layers)
            for (size_t k = 0; k < work->dE_path->size1; k++)
                bp_put(f, gsl_matrix_get(work->dE_path, k, j),
                       "dE_o%zu/dout_%s", k + 1, name);
        bp_put(f, gsl_vector_get(work->dE_dout, j), "dE/dout_%s", name);
        bp_put(f, gsl_vector_get(work->dout_dnet, j), "dout_%s/dnet_%s", name,
               name);
        bp_put(f, gsl_vector_get(work->delta, j), "delta_%s", name);
    }
}

static void put_weight_derivatives(bp_filler *f, const bp_network *network,
                                   const bp_workspace *ws, size_t l)
{
    const gsl_vector *source = bp_source(ws, l);
    const gsl_matrix *dE_dw = ws->layer[l].dE_dw;
    for (size_t j = 0; j < dE_dw->size1; j++)
        for (size_t i = 0; i < dE_dw->size2; i++) {
            char neuron[BP_NAME_SIZE];
            char weight[BP_NAME_SIZE];
            bp_neuron_name(network, l, j, neuron);
            bp_weight_name(network, l, j, i, weight);
            bp_put(f, gsl_vector_get(source, i), "dnet_%s/d%s", neuron, weight);
            bp_put(f, gsl_matrix_get(dE_dw, j, i), "dE/d%s", weight);
        }
}

static void put_updates(bp_filler *f, const bp_network *network,
                        const bp_workspace *ws, bool train_biases)
{
    for (size_t l = 0; l < network->n_layers; l++)
        put_biases(f, network, l, ws->layer[l].dE_db, "dE/d", "");
    for (size_t l = 0; l < network->n_layers; l++)
        put_weights(f, network, l, ws->layer[l].w_new, "", "+");
    for (size_t l = 0; train_biases && l < network->n_layers; l++)
        put_biases(f, network, l, ws->layer[l].b_new, "", "+");
}

static void put_training(bp_filler *f, const bp_network *network,
                         const bp_workspace *ws, size_t rounds,
                         bool train_biases)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "@%zu", rounds);
    bp_put(f, ws->E_total, "E_total%s", after);
    const gsl_vector *out = ws->layer[ws->n_layers - 1].out;
    for (size_t j = 0; j < out->size; j++)
        bp_put(f, gsl_vector_get(out, j), "out_o%zu%s", j + 1, after);
    for (size_t l = 0; l < network->n_layers; l++)
        put_weights(f, network, l, network->layer[l].w, "", after);
    for (size_t l = 0; train_biases && l < network->n_layers; l++)
        put_biases(f, network, l, network->layer[l].b, "", after);
}

/* ----------------------------------------------------------------- the walk */

/* One round on the first pair, and the errors with the weights that it leaves
 * behind. */
static int walk_one_round(const bp_example *example, const bp_method *method,
                          bp_network *network, bp_workspace *ws, bp_filler *f)
{
    BP_TRY(bp_given(&example->pairs, 0, example->eta, ws));
    BP_TRY(bp_round(method, network, ws));
    f->chapter = BP_NETWORK;
    put_given(f, network, ws);
    f->chapter = BP_FORWARD_PASS;
    put_forward_pass(f, network, ws, "");
    f->chapter = BP_OUTPUT_DELTAS;
    put_deltas(f, network, ws, network->n_layers - 1);
    put_weight_derivatives(f, network, ws, network->n_layers - 1);
    f->chapter = BP_HIDDEN_DELTAS;
    for (size_t l = network->n_layers - 1; l-- > 0;) {
        put_deltas(f, network, ws, l);
        put_weight_derivatives(f, network, ws, l);
    }
    f->chapter = BP_UPDATES;
    put_updates(f, network, ws, example->train_biases);
    BP_TRY(bp_adopt(network, ws));
    BP_TRY(method->forward(network, ws));
    BP_TRY(method->errors(network, ws));
    put_forward_pass(f, network, ws, "+");
    return GSL_SUCCESS;
}

/* All the example's rounds, and the errors of its first pair after them. */
static int walk_all_rounds(const bp_example *example, const bp_method *method,
                           bp_network *network, bp_workspace *ws, bp_filler *f)
{
    size_t rounds = example->rounds;
    BP_TRY(bp_train(method, &example->pairs, example->eta, 0, rounds, network,
                    ws));
    BP_TRY(bp_given(&example->pairs, 0, example->eta, ws));
    BP_TRY(method->forward(network, ws));
    BP_TRY(method->errors(network, ws));
    f->chapter = BP_TRAINING;
    put_training(f, network, ws, rounds, example->train_biases);
    return GSL_SUCCESS;
}

bool bp_walk(const bp_example *example, const bp_method *method,
             int last_chapter, bp_values *values, bp_complaint *complaint)
{
    *values = (bp_values){0};
    bp_filler f = {
        .values = values, .complaint = complaint, .last_chapter = last_chapter};
    bp_network *network = bp_network_copy(example->network);
    bp_network *trained = bp_network_copy(example->network);
    bp_workspace *ws = bp_workspace_alloc(example->network);
    int status = GSL_ENOMEM;
    if (network != NULL && trained != NULL && ws != NULL)
        status = walk_one_round(example, method, network, ws, &f);
    if (status == GSL_SUCCESS && !f.failed && last_chapter >= BP_TRAINING)
        status = walk_all_rounds(example, method, trained, ws, &f);
    if (status != GSL_SUCCESS)
        bp_complain_of(complaint, status);
    bp_workspace_free(ws);
    bp_network_free(trained);
    bp_network_free(network);

    if (status != GSL_SUCCESS || f.failed) {
        bp_values_free(values);
        return false;
    }
    return true;
}

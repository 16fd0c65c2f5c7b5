/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/walk.h"

#include <stdio.h>

const char *const bp_chapter_names[BP_N_CHAPTERS] = {
    [BP_NETWORK] = "network",
    [BP_FORWARD_PASS] = "forward_pass",
    [BP_OUTPUT_DELTAS] = "output_deltas",
    [BP_HIDDEN_DELTAS] = "hidden_deltas",
    [BP_UPDATES] = "updates",
    [BP_TRAINING] = "training",
    [BP_GRADIENT_CHECK] = "gradient_check",
    [BP_MISTAKES] = "mistakes",
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

/* The number that all of them are, or none. */
static double common_number(const gsl_vector *vector)
{
    double x = gsl_vector_get(vector, 0);
    for (size_t j = 1; j < vector->size; j++)
        if (gsl_vector_get(vector, j) != x)
            return NAN;
    return x;
}

/* The same for biases, by the names that the network's have: one for the layer,
 * or one for each neuron; or by both, the layer's first. */
static void put_biases(bp_filler *f, const bp_network *network, size_t l,
                       const gsl_vector *vector, const char *before,
                       const char *after)
{
    bool one_bias = network->layer[l].one_bias;
    if (f->with_all_keys)
        bp_put(f, common_number(vector), "%sb%zu%s", before, l + 1, after);
    else if (one_bias)
        bp_put(f, gsl_vector_get(vector, 0), "%sb%zu%s", before, l + 1, after);
    for (size_t j = 0; j < vector->size && (f->with_all_keys || !one_bias);
         j++) {
        char name[BP_NAME_SIZE];
        bp_neuron_name(network, l, j, name);
        bp_put(f, gsl_vector_get(vector, j), "%sb_%s%s", before, name, after);
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

/* What the neurons that are fed get from neuron j of a hidden layer: weights by
 * another name. */
static void put_path_weights(bp_filler *f, const bp_network *network, size_t l,
                             size_t j)
{
    const gsl_matrix *w = network->layer[l + 1].w;
    for (size_t k = 0; k < w->size1; k++) {
        char from[BP_NAME_SIZE];
        char to[BP_NAME_SIZE];
        bp_neuron_name(network, l, j, from);
        bp_neuron_name(network, l + 1, k, to);
        bp_put(f, gsl_matrix_get(w, k, j), "dnet_%s/dout_%s", to, from);
    }
}

/* A path may have been written down with its weight, and used without. */
static void put_paths(bp_filler *f, const bp_network *network,
                      const bp_workspace *ws, size_t l, size_t j)
{
    const gsl_matrix *dE_path = ws->layer[l].dE_path;
    const gsl_vector *delta_next = ws->layer[l + 1].delta;
    for (size_t k = 0; k < dE_path->size1; k++) {
        char name[BP_NAME_SIZE];
        bp_neuron_name(network, l, j, name);
        bp_put_either(f, gsl_matrix_get(dE_path, k, j),
                      gsl_vector_get(delta_next, k) *
                          gsl_matrix_get(network->layer[l + 1].w, k, j),
                      "dE_o%zu/dout_%s", k + 1, name);
    }
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
        if (f->with_all_keys && l + 1 < network->n_layers)
            put_path_weights(f, network, l, j);
        if (l + 2 == network->n_layers)
            put_paths(f, network, ws, l, j);
        bp_put(f, gsl_vector_get(work->dE_dout, j), "dE/dout_%s", name);
        bp_put(f, gsl_vector_get(work->dout_dnet, j), "dout_%s/dnet_%s", name,
               name);
        bp_put(f, gsl_vector_get(work->delta, j), "delta_%s", name);
    }
}

/* What delta was multiplied by to make dE_dw, whatever should have been. */
static double factor_used(double dE_dw, double delta, double source)
{
    return delta != 0.0 ? dE_dw / delta : source;
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
            double factor = gsl_vector_get(source, i);
            double slope = gsl_matrix_get(dE_dw, j, i);
            double delta = gsl_vector_get(ws->layer[l].delta, j);
            bp_neuron_name(network, l, j, neuron);
            bp_weight_name(network, l, j, i, weight);
            bp_put_either(f, factor, factor_used(slope, delta, factor),
                          "dnet_%s/d%s", neuron, weight);
            bp_put(f, slope, "dE/d%s", weight);
        }
}

/* By the layer's name and the neurons' both: what a bias would have that serves
 * the layer, and what each neuron's own would. */
static void put_all_bias_derivatives(bp_filler *f, const bp_network *network,
                                     const bp_workspace *ws, size_t l)
{
    const gsl_vector *delta = ws->layer[l].delta;
    const gsl_vector *dE_db = ws->layer[l].dE_db;
    double sum = 0.0;
    for (size_t j = 0; j < delta->size; j++)
        sum += gsl_vector_get(delta, j);
    bp_put_either(f, sum, gsl_vector_get(dE_db, 0), "dE/db%zu", l + 1);
    for (size_t j = 0; j < delta->size; j++) {
        char name[BP_NAME_SIZE];
        bp_neuron_name(network, l, j, name);
        bp_put(f, gsl_vector_get(delta, j), "dE/db_%s", name);
    }
}

static void put_bias_derivatives(bp_filler *f, const bp_network *network,
                                 const bp_workspace *ws)
{
    for (size_t l = 0; l < network->n_layers; l++)
        if (f->with_all_keys)
            put_all_bias_derivatives(f, network, ws, l);
        else
            put_biases(f, network, l, ws->layer[l].dE_db, "dE/d", "");
}

/* The network's weights, and its biases where they are trained. */
static void put_network(bp_filler *f, const bp_network *network,
                        bool train_biases, const char *after)
{
    for (size_t l = 0; l < network->n_layers; l++)
        put_weights(f, network, l, network->layer[l].w, "", after);
    for (size_t l = 0;
         l < network->n_layers && (train_biases || f->with_all_keys); l++)
        put_biases(f, network, l, network->layer[l].b, "", after);
}

static void put_training(bp_filler *f, const bp_network *network,
                         const bp_workspace *ws, bool train_biases,
                         const char *after)
{
    bp_put(f, ws->E_total, "E_total%s", after);
    const gsl_vector *out = ws->layer[ws->n_layers - 1].out;
    for (size_t j = 0; j < out->size; j++)
        bp_put(f, gsl_vector_get(out, j), "out_o%zu%s", j + 1, after);
    put_network(f, network, train_biases, after);
}

/* ----------------------------------------------------------------- the walk */

/* So many rounds from round first on, then the errors of the first pair. */
static int train(const bp_way *way, size_t first, size_t rounds,
                 bp_network *network, bp_workspace *ws)
{
    const bp_example *example = way->example;
    BP_TRY(bp_train(&way->method, &example->pairs, example->eta, first, rounds,
                    network, ws));
    BP_TRY(bp_given(&example->pairs, 0, example->eta, ws));
    BP_TRY(way->method.forward(network, ws));
    return way->method.errors(network, ws);
}

int bp_walk_round(const bp_way *way, bp_network *network, bp_workspace *ws,
                  bp_filler *f)
{
    const bp_example *example = way->example;
    BP_TRY(bp_given(&example->pairs, 0, example->eta, ws));
    BP_TRY(bp_round(&way->method, network, ws));
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
    put_bias_derivatives(f, network, ws);
    BP_TRY(train(way, 0, way->plus_rounds, network, ws));
    put_network(f, network, example->train_biases, "+");
    put_forward_pass(f, network, ws, "+");
    return GSL_SUCCESS;
}

int bp_walk_training(const bp_way *way, bp_network *network, bp_workspace *ws,
                     bp_filler *f)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "@%zu", way->example->rounds);
    BP_TRY(train(way, 0, way->rounds, network, ws));
    f->chapter = BP_TRAINING;
    put_training(f, network, ws, way->example->train_biases, after);
    return GSL_SUCCESS;
}

bool bp_walk(const bp_example *example, const bp_method *method,
             int last_chapter, bp_values *values, bp_complaint *complaint)
{
    *values = (bp_values){0};
    bp_filler f = {
        .values = values, .complaint = complaint, .last_chapter = last_chapter};
    bp_way way = {.example = example,
                  .method = *method,
                  .plus_rounds = 1,
                  .rounds = example->rounds};
    bp_network *network = bp_network_copy(example->network);
    bp_network *trained = bp_network_copy(example->network);
    bp_workspace *ws = bp_workspace_alloc(example->network);
    int status = GSL_ENOMEM;
    if (network != NULL && trained != NULL && ws != NULL)
        status = bp_walk_round(&way, network, ws, &f);
    if (status == GSL_SUCCESS && !f.failed && last_chapter >= BP_TRAINING)
        status = bp_walk_training(&way, trained, ws, &f);
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

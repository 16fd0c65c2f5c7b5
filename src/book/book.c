/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/book.h"

#include <stdio.h>

#include "book/book_bench.h"

/* ------------------------------------------------------ what is done on it */

/* The outputs that are on the worksheet, with words before out_ and after its
 * neuron. */
static void put_outputs(bp_bench *b, const char *before, const char *after)
{
    const gsl_vector *out = b->ws->layer[b->ws->n_layers - 1].out;
    for (size_t j = 0; j < out->size; j++)
        bp_put(&b->fill, gsl_vector_get(out, j), "%sout_o%zu%s", before, j + 1,
               after);
}

/* The nudge of the first weight of layer l, after a round by the right
 * method. */
static int put_nudge(bp_bench *b, size_t l, const char *after)
{
    char name[BP_NAME_SIZE];
    bp_weight_name(b->network, l, 0, 0, name);
    double w = gsl_matrix_get(b->network->layer[l].w, 0, 0);
    double E_before = b->ws->E_total;
    double slope = gsl_matrix_get(b->ws->layer[l].dE_dw, 0, 0);
    BP_TRY(bp_nudge(b->network, l, 0, 0, BP_BOOK_NUDGE, b->ws));
    double rise = b->ws->E_total - E_before;
    bp_put(&b->fill, w + BP_BOOK_NUDGE, "%s_nudged%s", name, after);
    bp_put(&b->fill, b->ws->E_total, "E_nudged_%s%s", name, after);
    bp_put_rounded(&b->fill, rise, 14, "rise_%s%s", name, after);
    bp_put(&b->fill, slope * BP_BOOK_NUDGE, "rise_predicted_%s%s", name, after);
    return GSL_SUCCESS;
}

/* ------------------------------------------------------- chapter by chapter */

static void put_one_neuron(bp_bench *b)
{
    bp_one_weight n =
        bp_one_neuron(gsl_matrix_get(b->example->pairs.inputs, 0, 0),
                      gsl_matrix_get(b->example->network->layer[0].w, 0, 0),
                      gsl_matrix_get(b->example->pairs.targets, 0, 0));
    bp_put(&b->fill, n.net, "one_net");
    bp_put(&b->fill, n.out, "one_out");
    bp_put(&b->fill, n.E, "one_E");
    bp_put(&b->fill, n.dE_dout, "one_dE/dout");
    bp_put(&b->fill, n.dout_dnet, "one_dout/dnet");
    bp_put(&b->fill, n.dnet_dw, "one_dnet/dw");
    bp_put(&b->fill, n.dE_dw, "one_dE/dw");
}

static int put_zeroed_output(bp_bench *b)
{
    BP_TRY(bp_bench_start_anew(b));
    size_t l = b->network->n_layers - 1;
    size_t j = bp_n_outputs(b->network) - 1;
    gsl_vector_view row = gsl_matrix_row(b->network->layer[l].w, j);
    gsl_vector_set_zero(&row.vector);
    BP_TRY(b->method.forward(b->network, b->ws));
    bp_put(&b->fill, gsl_vector_get(b->ws->layer[l].out, j), "zeroed_out_o%zu",
           j + 1);
    return GSL_SUCCESS;
}

static int put_output_nudge(bp_bench *b)
{
    BP_TRY(bp_bench_start_anew(b));
    BP_TRY(bp_bench_one_round(b, &b->method));
    return put_nudge(b, b->network->n_layers - 1, "");
}

/* What becomes of h1 and w1 with updated weights; and what delta_h1 is where h1
 * does not reach the last neuron of the next layer. */
static int put_hidden_variants(bp_bench *b)
{
    const bp_layer_work *work = &b->ws->layer[0];
    bp_method updated = bp_vary(b->method, &bp_updated_weights);
    BP_TRY(bp_bench_start_anew(b));
    BP_TRY(bp_bench_one_round(b, &updated));
    bp_put(&b->fill, gsl_vector_get(work->dE_dout, 0),
           "updated-weights_dE/dout_h1");
    bp_put(&b->fill, gsl_vector_get(work->delta, 0),
           "updated-weights_delta_h1");
    bp_put(&b->fill, gsl_matrix_get(work->dE_dw, 0, 0),
           "updated-weights_dE/dw1");
    bp_put(&b->fill, BP_BOOK_NUDGE * gsl_matrix_get(work->dE_dw, 0, 0),
           "rise_updated-weights_w1");
    bp_put(&b->fill, gsl_matrix_get(work->w_new, 0, 0), "updated-weights_w1+");

    gsl_matrix *next = b->network->layer[1].w;
    gsl_matrix_set(next, next->size1 - 1, 0, 0.0);
    BP_TRY(bp_bench_one_round(b, &b->method));
    bp_put(&b->fill, gsl_vector_get(work->delta, 0), "zeroed_delta_h1");
    return GSL_SUCCESS;
}

static int put_hidden_deltas(bp_bench *b)
{
    if (b->network->n_layers == 1)
        return GSL_SUCCESS;
    BP_TRY(bp_bench_start_anew(b));
    BP_TRY(bp_bench_one_round(b, &b->method));
    BP_TRY(put_nudge(b, 0, ""));
    return put_hidden_variants(b);
}

static double sum_of_squares(const gsl_matrix *matrix)
{
    double sum = 0.0;
    for (size_t j = 0; j < matrix->size1; j++)
        for (size_t i = 0; i < matrix->size2; i++)
            sum += pow(gsl_matrix_get(matrix, j, i), 2.0);
    return sum;
}

static int put_drop(bp_bench *b)
{
    BP_TRY(bp_bench_start_anew(b));
    BP_TRY(bp_bench_one_round(b, &b->method));
    double E_before = b->ws->E_total;
    double squares = 0.0;
    for (size_t l = 0; l < b->network->n_layers; l++)
        squares += sum_of_squares(b->ws->layer[l].dE_dw);
    BP_TRY(bp_bench_train_to(b, &b->method, 1));
    bp_put(&b->fill, E_before - b->ws->E_total, "drop");
    bp_put(&b->fill, b->eta * squares, "drop_predicted");
    return GSL_SUCCESS;
}

/* One round with the learning rate that many times as large. */
static int put_large_step(bp_bench *b, int factor)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "+_x%d", factor);
    BP_TRY(bp_bench_start_anew(b));
    b->eta *= factor;
    BP_TRY(bp_bench_train_to(b, &b->method, 1));
    bp_put(&b->fill, b->eta, "eta_x%d", factor);
    bp_put(&b->fill, b->ws->E_total, "E_total%s", after);
    put_outputs(b, "", after);
    return GSL_SUCCESS;
}

static int put_large_steps(bp_bench *b)
{
    static const int factors[] = {10, 100, 200, BP_BOOK_LARGEST};
    for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++)
        BP_TRY(put_large_step(b, factors[f]));
    BP_TRY(bp_bench_start_anew(b));
    b->eta *= BP_BOOK_LARGEST;
    BP_TRY(bp_bench_train_to(b, &b->method, b->example->rounds));
    bp_put(&b->fill, b->ws->E_total, "E_total@%zu_x%d", b->round,
           BP_BOOK_LARGEST);
    return GSL_SUCCESS;
}

/* The error on the way through all rounds. Leaves the network trained. */
static int put_milestones(bp_bench *b)
{
    size_t rounds = b->example->rounds;
    bp_put(&b->fill, (double)rounds, "rounds");
    BP_TRY(bp_bench_start_anew(b));
    for (size_t n = 1; n < rounds; n *= 10) {
        BP_TRY(bp_bench_train_to(b, &b->method, n));
        bp_put(&b->fill, b->ws->E_total, "E_total@%zu", n);
    }
    if (rounds > 0) {
        BP_TRY(bp_bench_train_to(b, &b->method, rounds - 1));
        bp_put(&b->fill, b->ws->E_total, "E_total@n-1");
    }
    return bp_bench_train_to(b, &b->method, rounds);
}

/* What the trained network makes of a nudge, and of inputs that are all 1. */
static int put_trained(bp_bench *b)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "@%zu", b->round);
    BP_TRY(bp_bench_one_round(b, &b->method));
    BP_TRY(put_nudge(b, b->network->n_layers - 1, after));
    gsl_vector_set_all(b->ws->input, 1.0);
    BP_TRY(b->method.forward(b->network, b->ws));
    put_outputs(b, "unseen_", after);
    return GSL_SUCCESS;
}

/* ----------------------------------------------------------------- all of it */

static int put_all(bp_bench *b)
{
    b->fill.chapter = BP_NETWORK;
    put_one_neuron(b);
    b->fill.chapter = BP_FORWARD_PASS;
    BP_TRY(put_zeroed_output(b));
    b->fill.chapter = BP_OUTPUT_DELTAS;
    BP_TRY(put_output_nudge(b));
    b->fill.chapter = BP_HIDDEN_DELTAS;
    BP_TRY(put_hidden_deltas(b));
    b->fill.chapter = BP_UPDATES;
    BP_TRY(put_drop(b));
    BP_TRY(put_large_steps(b));
    b->fill.chapter = BP_TRAINING;
    BP_TRY(put_milestones(b));
    BP_TRY(put_trained(b));
    b->fill.chapter = BP_GRADIENT_CHECK;
    BP_TRY(bp_bench_put_gradient_check(b));
    b->fill.chapter = BP_MISTAKES;
    return bp_bench_put_mistakes(b);
}

bool bp_book_values(const bp_example *example, bp_values *values,
                    bp_complaint *complaint)
{
    *values = (bp_values){0};
    bp_bench b = {.example = example,
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

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/book.h"

#include <stdio.h>

#include "book/draft.h"

/* ------------------------------------------------------ what is done on it */

/* The outputs that are on the worksheet, with words before out_ and after its
 * neuron. */
static void put_outputs(bp_draft *b, const char *before, const char *after)
{
    const gsl_vector *out = b->ws->layer[b->ws->n_layers - 1].out;
    for (size_t j = 0; j < out->size; j++)
        bp_put(b->values, gsl_vector_get(out, j), "%sout_o%zu%s", before, j + 1,
               after);
}

/* The nudge of the first weight of layer l, after a round by the right
 * method. */
static void put_nudge(bp_draft *b, size_t l, const char *after)
{
    char name[BP_NAME_SIZE];
    bp_weight_name(b->network, l, 0, 0, name);
    double w = gsl_matrix_get(b->network->layer[l].w, 0, 0);
    double E_before = b->ws->E_total;
    double slope = gsl_matrix_get(b->ws->layer[l].dE_dw, 0, 0);
    bp_nudge(b->network, l, 0, 0, BP_BOOK_NUDGE, b->ws);
    double rise = b->ws->E_total - E_before;
    bp_put(b->values, w + BP_BOOK_NUDGE, "%s_nudged%s", name, after);
    bp_put(b->values, b->ws->E_total, "E_nudged_%s%s", name, after);
    bp_put_rounded(b->values, rise, 14, "rise_%s%s", name, after);
    bp_put(b->values, slope * BP_BOOK_NUDGE, "rise_predicted_%s%s", name,
           after);
}

/* ------------------------------------------------------- chapter by chapter */

static void put_one_neuron(bp_draft *b)
{
    bp_one_weight n =
        bp_one_neuron(gsl_matrix_get(b->example->pairs.inputs, 0, 0),
                      gsl_matrix_get(b->example->network->layer[0].w, 0, 0),
                      gsl_matrix_get(b->example->pairs.targets, 0, 0));
    bp_put(b->values, n.net, "one_net");
    bp_put(b->values, n.out, "one_out");
    bp_put(b->values, n.E, "one_E");
    bp_put(b->values, n.dE_dout, "one_dE/dout");
    bp_put(b->values, n.dout_dnet, "one_dout/dnet");
    bp_put(b->values, n.dnet_dw, "one_dnet/dw");
    bp_put(b->values, n.dE_dw, "one_dE/dw");
}

static void put_zeroed_output(bp_draft *b)
{
    bp_draft_start(b, &b->method);
    size_t l = b->network->n_layers - 1;
    size_t j = bp_n_outputs(b->network) - 1;
    gsl_vector_view row = gsl_matrix_row(b->network->layer[l].w, j);
    gsl_vector_set_zero(&row.vector);
    bp_forward(b->network, b->ws);
    bp_put(b->values, gsl_vector_get(b->ws->layer[l].out, j), "zeroed_out_o%zu",
           j + 1);
}

static void put_output_nudge(bp_draft *b)
{
    bp_draft_start(b, &b->method);
    bp_trainer_try_round(b->trainer);
    put_nudge(b, b->network->n_layers - 1, "");
}

/* What becomes of h1 and w1 with updated weights; and what delta_h1 is where h1
 * does not reach the last neuron of the next layer. */
static void put_hidden_variants(bp_draft *b)
{
    const bp_layer_work *work = &b->ws->layer[0];
    bp_method updated = bp_vary(b->method, &bp_updated_weights);
    bp_draft_start(b, &updated);
    bp_trainer_try_round(b->trainer);
    bp_put(b->values, gsl_vector_get(work->delta, 0),
           "updated-weights_delta_h1");
    bp_put(b->values, gsl_matrix_get(work->dE_dw, 0, 0),
           "updated-weights_dE/dw1");
    bp_put(b->values, BP_BOOK_NUDGE * gsl_matrix_get(work->dE_dw, 0, 0),
           "rise_updated-weights_w1");
    bp_put(b->values, gsl_matrix_get(work->w_new, 0, 0), "updated-weights_w1+");

    bp_draft_start(b, &b->method);
    gsl_matrix *next = b->network->layer[1].w;
    gsl_matrix_set(next, next->size1 - 1, 0, 0.0);
    bp_trainer_try_round(b->trainer);
    bp_put(b->values, gsl_vector_get(work->delta, 0), "zeroed_delta_h1");
}

static void put_hidden_deltas(bp_draft *b)
{
    if (b->network->n_layers == 1)
        return;
    bp_draft_start(b, &b->method);
    bp_trainer_try_round(b->trainer);
    put_nudge(b, 0, "");
    put_hidden_variants(b);
}

static double sum_of_squares(const gsl_matrix *matrix)
{
    double sum = 0.0;
    for (size_t j = 0; j < matrix->size1; j++)
        for (size_t i = 0; i < matrix->size2; i++)
            sum += pow(gsl_matrix_get(matrix, j, i), 2.0);
    return sum;
}

static void put_drop(bp_draft *b)
{
    bp_draft_start(b, &b->method);
    bp_trainer_try_round(b->trainer);
    double E_before = b->ws->E_total;
    double squares = 0.0;
    for (size_t l = 0; l < b->network->n_layers; l++)
        squares += sum_of_squares(b->ws->layer[l].dE_dw);
    bp_draft_go(b, 1);
    bp_put(b->values, E_before - b->ws->E_total, "drop");
    bp_put(b->values, b->trainer->eta * squares, "drop_predicted");
}

/* One round with the learning rate that many times as large. */
static void put_large_step(bp_draft *b, int factor)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "+_x%d", factor);
    bp_draft_start(b, &b->method);
    b->trainer->eta *= factor;
    bp_draft_go(b, 1);
    bp_put(b->values, b->trainer->eta, "eta_x%d", factor);
    bp_put(b->values, b->ws->E_total, "E_total%s", after);
    put_outputs(b, "", after);
}

static void put_large_steps(bp_draft *b)
{
    static const int factors[] = {10, 100, 200, BP_BOOK_LARGEST};
    for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++)
        put_large_step(b, factors[f]);
    bp_draft_start(b, &b->method);
    b->trainer->eta *= (double)BP_BOOK_LARGEST;
    bp_draft_go(b, b->example->rounds);
    bp_put(b->values, b->ws->E_total, "E_total@%zu_x%d", b->trainer->round,
           BP_BOOK_LARGEST);
}

/* The error on the way through all rounds. Leaves the network trained. */
static void put_milestones(bp_draft *b)
{
    size_t rounds = b->example->rounds;
    bp_put(b->values, (double)rounds, "rounds");
    bp_draft_start(b, &b->method);
    for (size_t n = 1; n < rounds; n *= 10) {
        bp_draft_go(b, n);
        bp_put(b->values, b->ws->E_total, "E_total@%zu", n);
    }
    if (rounds > 0) {
        bp_draft_go(b, rounds - 1);
        bp_put(b->values, b->ws->E_total, "E_total@n-1");
    }
    bp_draft_go(b, rounds);
}

/* What the trained network makes of a nudge, and of inputs that are all 1. */
static void put_trained(bp_draft *b)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "@%zu", b->trainer->round);
    bp_trainer_try_round(b->trainer);
    put_nudge(b, b->network->n_layers - 1, after);
    gsl_vector_set_all(b->ws->input, 1.0);
    bp_forward(b->network, b->ws);
    put_outputs(b, "unseen_", after);
}

/* ----------------------------------------------------------------- all of it */

static void put_all(bp_draft *b)
{
    b->values->chapter = BP_NETWORK;
    put_one_neuron(b);
    b->values->chapter = BP_FORWARD_PASS;
    put_zeroed_output(b);
    b->values->chapter = BP_OUTPUT_DELTAS;
    put_output_nudge(b);
    b->values->chapter = BP_HIDDEN_DELTAS;
    put_hidden_deltas(b);
    b->values->chapter = BP_UPDATES;
    put_drop(b);
    put_large_steps(b);
    b->values->chapter = BP_TRAINING;
    put_milestones(b);
    put_trained(b);
    b->values->chapter = BP_GRADIENT_CHECK;
    bp_draft_put_gradient_check(b);
    b->values->chapter = BP_MISTAKES;
    bp_draft_put_mistakes(b);
}

void bp_draft_start(bp_draft *b, const bp_method *method)
{
    bp_trainer_start(b->trainer, b->example, method);
}

void bp_draft_go(bp_draft *b, size_t round)
{
    bp_trainer_go(b->trainer, round);
    bp_trainer_look(b->trainer, 0);
}

bool bp_book_values(const bp_example *example, bp_values *values,
                    bp_complaint *complaint)
{
    *values = (bp_values){.complaint = complaint};
    bp_draft b = {.example = example,
                  .method = bp_example_method(example),
                  .trainer = bp_trainer_alloc(example),
                  .values = values};
    if (b.trainer == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    b.network = b.trainer->network;
    b.ws = b.trainer->ws;
    put_all(&b);
    bp_trainer_free(b.trainer);
    if (!values->failed)
        return true;
    bp_values_free(values);
    return false;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/book.h"

#include <float.h>
#include <stdio.h>
#include <string.h>

#include "book/draft.h"
#include "book/trusted.h"
#include "check/other_examples.h"

/* ------------------------------------------------------ what is done on it */

/* The outputs that are in the workspace, with words before out_ and after its
 * neuron. */
static void put_outputs(bp_draft *d, const char *before, const char *after)
{
    const gsl_vector *out = d->ws->layer[d->ws->n_layers - 1].out;
    for (size_t j = 0; j < out->size; j++)
        bp_put(d->values, gsl_vector_get(out, j), "%sout_o%zu%s", before, j + 1,
               after);
}

/* The nudge of the first weight of layer l, after a round by the right
 * method. */
static void put_nudge(bp_draft *d, size_t l, const char *after)
{
    enum { MOST_DIGITS = 15, DECIMALS = 17 };
    char name[BP_NAME_SIZE];
    char nudged[BP_KEY_SIZE];
    bp_weight_name(d->network, l, 0, 0, name);
    snprintf(nudged, sizeof nudged, "E_nudged_%s%s", name, after);
    double w = gsl_matrix_get(d->network->layer[l].w, 0, 0);
    double E_before = d->ws->E_total;
    double slope = gsl_matrix_get(d->ws->layer[l].dE_dw, 0, 0);
    bp_nudge(d->network, l, 0, 0, BP_BOOK_NUDGE, d->ws);
    double rise = d->ws->E_total - E_before;
    bp_put(d->values, w + BP_BOOK_NUDGE, "%s_nudged%s", name, after);
    bp_put_error(d->values, d->ws->E_total, 0.0, MOST_DIGITS, nudged);
    bp_put_rounded(d->values, rise, 14, "rise_%s%s", name, after);
    bp_put_rounded(d->values, slope * BP_BOOK_NUDGE, DECIMALS,
                   "rise_predicted_%s%s", name, after);
}

/* ------------------------------------------------------- chapter by chapter */

static void put_one_neuron(bp_draft *d)
{
    bp_one_weight n =
        bp_one_neuron(gsl_matrix_get(d->example->pairs.inputs, 0, 0),
                      gsl_matrix_get(d->example->network->layer[0].w, 0, 0),
                      gsl_matrix_get(d->example->pairs.targets, 0, 0));
    bp_put(d->values, n.net, "one_net");
    bp_put(d->values, n.out, "one_out");
    bp_put(d->values, n.E, "one_E");
    bp_put(d->values, n.dE_dout, "one_dE/dout");
    bp_put(d->values, n.dout_dnet, "one_dout/dnet");
    bp_put(d->values, n.dnet_dw, "one_dnet/dw");
    bp_put(d->values, n.dE_dw, "one_dE/dw");
}

/* How many products of two numbers it takes to find every weight's derivative: by
 * two forward runs for each; and by one forward and one backward pass, in which
 * each weight has a product forward and one for its derivative, and those behind a
 * hidden layer one on a path back. */
static void put_counts_of(bp_draft *d, const char *before, double weights,
                          double first_layer)
{
    bp_put(d->values, weights, "%sweights", before);
    bp_put(d->values, 2.0 * weights, "%snudging_runs", before);
    bp_put(d->values, 2.0 * weights * weights, "%snudging_products", before);
    bp_put(d->values, 2.0 * weights + (weights - first_layer),
           "%sbackward_products", before);
}

/* Of this network, and of one for pictures of 28 by 28 points. */
static void put_counts(bp_draft *d)
{
    enum { POINTS = 784, HIDDEN = 128, ANSWERS = 10 };
    const gsl_matrix *first = d->network->layer[0].w;
    put_counts_of(d, "", (double)bp_n_weights(d->network),
                  (double)(first->size1 * first->size2));
    put_counts_of(d, "large_", POINTS * HIDDEN + HIDDEN * ANSWERS,
                  POINTS * HIDDEN);
}

static void put_zeroed_output(bp_draft *d)
{
    bp_draft_start(d, &d->method);
    size_t l = d->network->n_layers - 1;
    size_t j = bp_n_outputs(d->network) - 1;
    gsl_vector_view row = gsl_matrix_row(d->network->layer[l].w, j);
    gsl_vector_set_zero(&row.vector);
    bp_forward(d->network, d->ws);
    bp_put(d->values, gsl_vector_get(d->ws->layer[l].out, j), "zeroed_out_o%zu",
           j + 1);
}

static void put_output_nudge(bp_draft *d)
{
    bp_draft_start(d, &d->method);
    bp_trainer_try_round(d->trainer);
    put_nudge(d, d->network->n_layers - 1, "");
}

/* What becomes of h1 and w1, in hidden layer l, with updated weights; and what
 * delta_h1 is where h1 does not reach the last neuron of the next layer. */
static void put_hidden_variants(bp_draft *d, size_t l)
{
    char h1[BP_NAME_SIZE];
    char w1[BP_NAME_SIZE];
    char key[BP_KEY_SIZE];
    bp_neuron_name(d->network, l, 0, h1);
    bp_weight_name(d->network, l, 0, 0, w1);
    const bp_layer_work *work = &d->ws->layer[l];
    bp_method updated = bp_vary(d->method, &bp_updated_weights);
    bp_draft_start(d, &updated);
    bp_trainer_try_round(d->trainer);
    snprintf(key, sizeof key, "updated-weights_dE/dout_%s", h1);
    bp_draft_put_once(d, gsl_vector_get(work->dE_dout, 0), key);
    bp_put(d->values, gsl_vector_get(work->delta, 0),
           "updated-weights_delta_%s", h1);
    bp_put(d->values, gsl_matrix_get(work->dE_dw, 0, 0),
           "updated-weights_dE/d%s", w1);
    bp_put(d->values, BP_BOOK_NUDGE * gsl_matrix_get(work->dE_dw, 0, 0),
           "rise_updated-weights_%s", w1);
    bp_put(d->values, gsl_matrix_get(work->w_new, 0, 0), "updated-weights_%s+",
           w1);

    bp_draft_start(d, &d->method);
    gsl_matrix *next = d->network->layer[l + 1].w;
    gsl_matrix_set(next, next->size1 - 1, 0, 0.0);
    bp_trainer_try_round(d->trainer);
    bp_put(d->values, gsl_vector_get(work->delta, 0), "zeroed_delta_%s", h1);
}

/* How the derivative of the first weight of a layer, worked out by that method,
 * changes with the first weight of another layer. */
static double mixed_derivative(bp_draft *d, const bp_method *method, size_t of,
                               size_t by)
{
    const double step = 1e-4;
    bp_draft_start(d, method);
    double *w = gsl_matrix_ptr(d->network->layer[by].w, 0, 0);
    const gsl_matrix *dE_dw = d->ws->layer[of].dE_dw;
    double before = *w;
    *w = before + step;
    bp_trainer_try_round(d->trainer);
    double raised = gsl_matrix_get(dE_dw, 0, 0);
    *w = before - step;
    bp_trainer_try_round(d->trainer);
    double lowered = gsl_matrix_get(dE_dw, 0, 0);
    return (raised - lowered) / (2.0 * step);
}

/* A mixed derivative is off by what its step leaves, some 1e-10. */
static void put_mixed_derivative(bp_draft *d, double x, const char *before,
                                 const char *w, const char *by)
{
    enum { MOST_DECIMALS = 8 };
    int decimals = bp_steady_decimals(x, 3e-10, MOST_DECIMALS);
    bp_put_rounded(d->values, x, decimals, "%scross_%s_%s", before, w, by);
}

/* Both ways round, and what becomes of the second with updated weights; w1 leads
 * into hidden layer l, and w5 out of it. */
static void put_mixed_derivatives(bp_draft *d, size_t l)
{
    char w1[BP_NAME_SIZE];
    char w5[BP_NAME_SIZE];
    bp_weight_name(d->network, l, 0, 0, w1);
    bp_weight_name(d->network, l + 1, 0, 0, w5);
    bp_method updated = bp_vary(d->method, &bp_updated_weights);
    put_mixed_derivative(d, mixed_derivative(d, &d->method, l + 1, l), "", w5,
                         w1);
    put_mixed_derivative(d, mixed_derivative(d, &d->method, l, l + 1), "", w1,
                         w5);
    put_mixed_derivative(d, mixed_derivative(d, &updated, l, l + 1),
                         "updated-weights_", w1, w5);
}

/* Of the last hidden layer, the first to be walked. */
static void put_hidden_deltas(bp_draft *d)
{
    if (d->network->n_layers == 1)
        return;
    size_t l = d->network->n_layers - 2;
    bp_draft_start(d, &d->method);
    bp_trainer_try_round(d->trainer);
    put_nudge(d, l, "");
    put_hidden_variants(d, l);
    put_mixed_derivatives(d, l);
}

static double sum_of_squares(const gsl_matrix *matrix)
{
    double sum = 0.0;
    for (size_t j = 0; j < matrix->size1; j++)
        for (size_t i = 0; i < matrix->size2; i++)
            sum += pow(gsl_matrix_get(matrix, j, i), 2.0);
    return sum;
}

/* One round on the first pair alone, as the walk has it, whatever the example's
 * batches; and a look at this pair. */
static void take_round_of_walk(bp_draft *d)
{
    bp_trainer_step(d->trainer);
    bp_trainer_look(d->trainer, 0);
}

/* It is the difference of two errors, off by what these are rounded by. */
static void put_drop(bp_draft *d)
{
    enum { MOST_DECIMALS = 14 };
    bp_draft_start(d, &d->method);
    bp_trainer_try_round(d->trainer);
    double E_before = d->ws->E_total;
    double squares = 0.0;
    for (size_t l = 0; l < d->network->n_layers; l++)
        squares += sum_of_squares(d->ws->layer[l].dE_dw);
    take_round_of_walk(d);
    double drop = E_before - d->ws->E_total;
    double off = 4.0 * DBL_EPSILON * (E_before + d->ws->E_total);
    bp_put_rounded(d->values, drop,
                   bp_steady_decimals(drop, off, MOST_DECIMALS), "drop");
    bp_put(d->values, d->trainer->eta * squares, "drop_predicted");
}

/* One round with the learning rate that many times as large. */
static void put_large_step(bp_draft *d, int factor)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "+_x%d", factor);
    bp_draft_start(d, &d->method);
    d->trainer->eta *= factor;
    take_round_of_walk(d);
    bp_put(d->values, d->trainer->eta, "eta_x%d", factor);
    bp_put(d->values, d->ws->E_total, "E_total%s", after);
    put_outputs(d, "", after);
}

/* The error after all rounds with the largest rate, or of a training beside it. */
static double train_by_largest(bp_draft *d, bool is_beside)
{
    bp_draft_start(d, &d->method);
    d->trainer->eta *= (double)BP_BOOK_LARGEST;
    if (is_beside)
        bp_train_beside(d->trainer, d->example->rounds);
    bp_draft_go(d, d->example->rounds);
    return d->ws->E_total;
}

/* Such steps may be so wild that a double keeps no digit of what they lead to. */
static void put_largest_steps(bp_draft *d)
{
    enum { MOST_DIGITS = 15 };
    char key[BP_KEY_SIZE];
    double lost = fabs(train_by_largest(d, true) - train_by_largest(d, false));
    snprintf(key, sizeof key, "E_total@%zu_x%d", d->trainer->round,
             BP_BOOK_LARGEST);
    if (isfinite(lost))
        bp_put_error(d->values, d->ws->E_total, lost, MOST_DIGITS, key);
}

static void put_large_steps(bp_draft *d)
{
    static const int factors[] = {10, 100, 200, BP_BOOK_LARGEST};
    for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++)
        put_large_step(d, factors[f]);
    put_largest_steps(d);
}

/* The error on the way through all rounds. Leaves the network trained. */
static void put_milestones(bp_draft *d)
{
    enum { MOST_DIGITS = 15 };
    size_t rounds = d->example->rounds;
    bp_put(d->values, (double)rounds, "rounds");
    bp_draft_start(d, &d->method);
    for (size_t n = 1; n < rounds; n *= 10) {
        char key[BP_KEY_SIZE];
        snprintf(key, sizeof key, "E_total@%zu", n);
        bp_draft_go(d, n);
        bp_put_error(d->values, d->ws->E_total, 0.0, MOST_DIGITS, key);
    }
    if (rounds > 0) {
        bp_draft_go(d, rounds - 1);
        bp_put_error(d->values, d->ws->E_total, 0.0, MOST_DIGITS,
                     "E_total@n-1");
    }
    bp_draft_go(d, rounds);
}

/* What the trained network makes of a nudge, and of inputs that are all 1. */
static void put_trained(bp_draft *d)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "@%zu", d->trainer->round);
    bp_trainer_try_round(d->trainer);
    put_nudge(d, d->network->n_layers - 1, after);
    gsl_vector_set_all(d->ws->input, 1.0);
    bp_forward(d->network, d->ws);
    put_outputs(d, "unseen_", after);
}

/* The round after which the error is half of what it is at the end, where it gets
 * there within ten times the rounds, and is not rounding noise. */
static void put_rounds_to_halve(bp_draft *d)
{
    const double least = 1e-20;
    size_t rounds = d->example->rounds;
    bp_draft_start(d, &d->method);
    bp_draft_go(d, rounds);
    double half = 0.5 * d->ws->E_total;
    if (half < least)
        return;
    while (d->ws->E_total > half && d->trainer->round < 10 * rounds)
        bp_draft_go(d, d->trainer->round + 1);
    if (d->ws->E_total <= half)
        bp_put(d->values, (double)d->trainer->round, "rounds_to_halve@%zu",
               rounds);
}

/* ----------------------------------------------------------------- all of it */

/* Chapter 7 comes first: others show what a mistake leads to even where it is the
 * right number, and chapter 7 does not. */
static void put_all(bp_draft *d)
{
    d->values->chapter = BP_MISTAKES;
    bp_draft_put_mistakes(d);
    d->values->chapter = BP_NETWORK;
    put_one_neuron(d);
    put_counts(d);
    d->values->chapter = BP_FORWARD_PASS;
    put_zeroed_output(d);
    d->values->chapter = BP_OUTPUT_DELTAS;
    put_output_nudge(d);
    d->values->chapter = BP_HIDDEN_DELTAS;
    put_hidden_deltas(d);
    d->values->chapter = BP_UPDATES;
    put_drop(d);
    put_large_steps(d);
    d->values->chapter = BP_TRAINING;
    put_milestones(d);
    put_trained(d);
    put_rounds_to_halve(d);
    d->values->chapter = BP_GRADIENT_CHECK;
    bp_draft_put_gradient_check(d);
    d->values->chapter = BP_MATRIX_FORM;
    bp_draft_put_matrix_form(d);
}

void bp_draft_out_of_memory(bp_draft *d)
{
    bp_complain(d->values->complaint, 0, "out of memory");
    d->values->failed = true;
}

void bp_draft_put_once(bp_draft *d, double x, const char *key)
{
    for (size_t v = 0; v < d->values->n; v++)
        if (strcmp(d->values->value[v].key, key) == 0)
            return;
    bp_put(d->values, x, "%s", key);
}

void bp_draft_start(bp_draft *d, const bp_method *method)
{
    bp_trainer_start(d->trainer, d->example, method);
}

void bp_draft_go(bp_draft *d, size_t round)
{
    bp_trainer_go(d->trainer, round);
    bp_trainer_look(d->trainer, 0);
}

bool bp_book_values(const bp_example *example, bp_values *values,
                    bp_complaint *complaint)
{
    *values = (bp_values){.complaint = complaint};
    bp_draft d = {.example = example,
                  .method = bp_example_method(example),
                  .trainer = bp_trainer_alloc(example),
                  .values = values};
    if (d.trainer == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    d.network = d.trainer->network;
    d.ws = d.trainer->ws;
    put_all(&d);
    bp_trainer_free(d.trainer);
    if (!values->failed)
        return true;
    bp_values_free(values);
    return false;
}

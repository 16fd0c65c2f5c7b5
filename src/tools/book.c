/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book.h"

#include <stdio.h>
#include <string.h>

#include "candidates.h"
#include "gradcheck.h"

/* What every number here is worked out with. */
typedef struct {
    const bp_example *example;
    bp_method method; /* the example's right one */
    bp_network *network;
    bp_workspace *ws;
    size_t round; /* rounds for which the network has been trained */
    double eta;
    bp_filler fill;
} workbench;

/* ------------------------------------------------------ what is done on it */

/* The network and the learning rate as the example gives them, and its first
 * pair on the worksheet. */
static int start_anew(workbench *b)
{
    BP_TRY(bp_network_set(b->network, b->example->network));
    b->round = 0;
    b->eta = b->example->eta;
    return bp_given(&b->example->pairs, 0, b->eta, b->ws);
}

/* One round on the first pair, which leaves the network as it is. */
static int one_round(workbench *b, const bp_method *method)
{
    BP_TRY(bp_given(&b->example->pairs, 0, b->eta, b->ws));
    return bp_round(method, b->network, b->ws);
}

/* Trains on, up to that round; then the outputs and errors of the first pair. */
static int train_to(workbench *b, const bp_method *method, size_t round)
{
    BP_TRY(bp_train(method, &b->example->pairs, b->eta, b->round,
                    round - b->round, b->network, b->ws));
    b->round = round;
    BP_TRY(bp_given(&b->example->pairs, 0, b->eta, b->ws));
    BP_TRY(method->forward(b->network, b->ws));
    return method->errors(b->network, b->ws);
}

/* The outputs that are on the worksheet, with words before out_ and after its
 * neuron. */
static void put_outputs(workbench *b, const char *before, const char *after)
{
    const gsl_vector *out = b->ws->layer[b->ws->n_layers - 1].out;
    for (size_t j = 0; j < out->size; j++)
        bp_put(&b->fill, gsl_vector_get(out, j), "%sout_o%zu%s", before, j + 1,
               after);
}

/* No more decimals than can be trusted on every machine. */
static double with_decimals(double x, int decimals)
{
    double unit = pow(10.0, decimals);
    return round(x * unit) / unit;
}

/* The nudge of the first weight of layer l, after a round by the right
 * method. */
static int put_nudge(workbench *b, size_t l, const char *after)
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
    bp_put(&b->fill, with_decimals(rise, 14), "rise_%s%s", name, after);
    bp_put(&b->fill, slope * BP_BOOK_NUDGE, "rise_predicted_%s%s", name, after);
    return GSL_SUCCESS;
}

/* ------------------------------------------------------- chapter by chapter */

static void put_one_neuron(workbench *b)
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

static int put_zeroed_output(workbench *b)
{
    BP_TRY(start_anew(b));
    size_t l = b->network->n_layers - 1;
    size_t j = bp_n_outputs(b->network) - 1;
    gsl_vector_view row = gsl_matrix_row(b->network->layer[l].w, j);
    gsl_vector_set_zero(&row.vector);
    BP_TRY(b->method.forward(b->network, b->ws));
    bp_put(&b->fill, gsl_vector_get(b->ws->layer[l].out, j), "zeroed_out_o%zu",
           j + 1);
    return GSL_SUCCESS;
}

static int put_output_nudge(workbench *b)
{
    BP_TRY(start_anew(b));
    BP_TRY(one_round(b, &b->method));
    return put_nudge(b, b->network->n_layers - 1, "");
}

/* What becomes of h1 and w1 with updated weights; and what delta_h1 is where h1
 * does not reach the last neuron of the next layer. */
static int put_hidden_variants(workbench *b)
{
    const bp_layer_work *work = &b->ws->layer[0];
    bp_method updated = bp_vary(b->method, &bp_updated_weights);
    BP_TRY(start_anew(b));
    BP_TRY(one_round(b, &updated));
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
    BP_TRY(one_round(b, &b->method));
    bp_put(&b->fill, gsl_vector_get(work->delta, 0), "zeroed_delta_h1");
    return GSL_SUCCESS;
}

static int put_hidden_deltas(workbench *b)
{
    if (b->network->n_layers == 1)
        return GSL_SUCCESS;
    BP_TRY(start_anew(b));
    BP_TRY(one_round(b, &b->method));
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

static int put_drop(workbench *b)
{
    BP_TRY(start_anew(b));
    BP_TRY(one_round(b, &b->method));
    double E_before = b->ws->E_total;
    double squares = 0.0;
    for (size_t l = 0; l < b->network->n_layers; l++)
        squares += sum_of_squares(b->ws->layer[l].dE_dw);
    BP_TRY(train_to(b, &b->method, 1));
    bp_put(&b->fill, E_before - b->ws->E_total, "drop");
    bp_put(&b->fill, b->eta * squares, "drop_predicted");
    return GSL_SUCCESS;
}

/* One round with the learning rate that many times as large. */
static int put_large_step(workbench *b, int factor)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "+_x%d", factor);
    BP_TRY(start_anew(b));
    b->eta *= factor;
    BP_TRY(train_to(b, &b->method, 1));
    bp_put(&b->fill, b->eta, "eta_x%d", factor);
    bp_put(&b->fill, b->ws->E_total, "E_total%s", after);
    put_outputs(b, "", after);
    return GSL_SUCCESS;
}

static int put_large_steps(workbench *b)
{
    static const int factors[] = {10, 100, 200, BP_BOOK_LARGEST};
    for (size_t f = 0; f < sizeof factors / sizeof factors[0]; f++)
        BP_TRY(put_large_step(b, factors[f]));
    BP_TRY(start_anew(b));
    b->eta *= BP_BOOK_LARGEST;
    BP_TRY(train_to(b, &b->method, b->example->rounds));
    bp_put(&b->fill, b->ws->E_total, "E_total@%zu_x%d", b->round,
           BP_BOOK_LARGEST);
    return GSL_SUCCESS;
}

/* The error on the way through all rounds. Leaves the network trained. */
static int put_milestones(workbench *b)
{
    size_t rounds = b->example->rounds;
    bp_put(&b->fill, (double)rounds, "rounds");
    BP_TRY(start_anew(b));
    for (size_t n = 1; n < rounds; n *= 10) {
        BP_TRY(train_to(b, &b->method, n));
        bp_put(&b->fill, b->ws->E_total, "E_total@%zu", n);
    }
    if (rounds > 0) {
        BP_TRY(train_to(b, &b->method, rounds - 1));
        bp_put(&b->fill, b->ws->E_total, "E_total@n-1");
    }
    return train_to(b, &b->method, rounds);
}

/* What the trained network makes of a nudge, and of inputs that are all 1. */
static int put_trained(workbench *b)
{
    char after[BP_NAME_SIZE];
    snprintf(after, sizeof after, "@%zu", b->round);
    BP_TRY(one_round(b, &b->method));
    BP_TRY(put_nudge(b, b->network->n_layers - 1, after));
    gsl_vector_set_all(b->ws->input, 1.0);
    BP_TRY(b->method.forward(b->network, b->ws));
    put_outputs(b, "unseen_", after);
    return GSL_SUCCESS;
}

/* ------------------------------------------------- chapter 6: the gradient check */

/* The slope of the error along the first weight of layer l, from a nudge up, and
 * from one up and one down. */
static int put_slopes(workbench *b, size_t l)
{
    enum { DECIMALS = 11 };
    const double step = BP_BOOK_NUDGE;
    char w[BP_NAME_SIZE];
    bp_weight_name(b->network, l, 0, 0, w);
    BP_TRY(one_round(b, &b->method));
    double E = b->ws->E_total;
    double dE_dw = gsl_matrix_get(b->ws->layer[l].dE_dw, 0, 0);
    BP_TRY(bp_nudge(b->network, l, 0, 0, step, b->ws));
    double E_raised = b->ws->E_total;
    BP_TRY(bp_nudge(b->network, l, 0, 0, -step, b->ws));
    double E_lowered = b->ws->E_total;
    double one_sided = (E_raised - E) / step;
    double central = (E_raised - E_lowered) / (2.0 * step);
    bp_put(&b->fill, E_lowered, "E_lowered_%s", w);
    bp_put(&b->fill, with_decimals(one_sided, DECIMALS), "one_sided_%s", w);
    bp_put(&b->fill, with_decimals(one_sided - dE_dw, DECIMALS),
           "one_sided_miss_%s", w);
    bp_put(&b->fill, with_decimals(central, DECIMALS), "central_%s", w);
    bp_put(&b->fill, with_decimals(central - dE_dw, DECIMALS),
           "central_miss_%s", w);
    return GSL_SUCCESS;
}

/* The bounds are far apart, so that rounding noise makes none of them another. */
static double coarse_bound(double x)
{
    static const double bounds[] = {1e-9, 1e-6, 1e-3, 1.0};
    size_t k = 0;
    while (k < 3 && !(x < bounds[k]))
        k++;
    return bounds[k];
}

static void put_difference(workbench *b, double derivative, double difference,
                           const char *name)
{
    enum { DECIMALS = 9 };
    bp_put(&b->fill, with_decimals(difference, DECIMALS), "difference_dE/d%s",
           name);
    bp_put_bound(&b->fill, BP_BELOW,
                 coarse_bound(fabs(derivative - difference)), "apart_dE/d%s",
                 name);
}

static int put_weight_differences(workbench *b, size_t l)
{
    const gsl_matrix *dE_dw = b->ws->layer[l].dE_dw;
    for (size_t j = 0; j < dE_dw->size1; j++)
        for (size_t i = 0; i < dE_dw->size2; i++) {
            char name[BP_NAME_SIZE];
            double difference = 0.0;
            double bound = 0.0;
            bp_weight_name(b->network, l, j, i, name);
            BP_TRY(bp_weight_difference(b->network, l, j, i, b->ws, &difference,
                                        &bound));
            put_difference(b, gsl_matrix_get(dE_dw, j, i), difference, name);
        }
    return GSL_SUCCESS;
}

static int put_bias_differences(workbench *b, size_t l)
{
    for (size_t j = 0; j < bp_n_biases(&b->network->layer[l]); j++) {
        char name[BP_NAME_SIZE];
        double difference = 0.0;
        double bound = 0.0;
        bp_bias_name(b->network, l, j, name);
        BP_TRY(
            bp_bias_difference(b->network, l, j, b->ws, &difference, &bound));
        put_difference(b, gsl_vector_get(b->ws->layer[l].dE_db, j), difference,
                       name);
    }
    return GSL_SUCCESS;
}

/* The delta of h1, measured: a bias that is h1's alone moves its net input and
 * nothing else. */
static int put_delta_difference(workbench *b)
{
    enum { DECIMALS = 9 };
    double difference = 0.0;
    double bound = 0.0;
    BP_TRY(bp_given(&b->example->pairs, 0, b->eta, b->ws));
    bool one_bias = b->network->layer[0].one_bias;
    b->network->layer[0].one_bias = false;
    int status =
        bp_bias_difference(b->network, 0, 0, b->ws, &difference, &bound);
    b->network->layer[0].one_bias = one_bias;
    bp_put(&b->fill, with_decimals(difference, DECIMALS),
           "difference_delta_h1");
    return status;
}

static int put_gradient_check(workbench *b)
{
    BP_TRY(start_anew(b));
    size_t last = b->network->n_layers - 1;
    BP_TRY(put_slopes(b, last));
    if (last > 0)
        BP_TRY(put_slopes(b, 0));
    BP_TRY(one_round(b, &b->method));
    for (size_t l = 0; l <= last; l++)
        BP_TRY(put_weight_differences(b, l));
    for (size_t l = 0; l <= last; l++)
        BP_TRY(put_bias_differences(b, l));
    return last > 0 ? put_delta_difference(b) : GSL_SUCCESS;
}

/* ------------------------------------------------------ chapter 7: the mistakes */

/* The numbers by which a reader may know a mistake, besides the errors. */
static const struct {
    const char *id, *key;
} telling[] = {
    {"no-bias", "net_h1"},
    {"first-bias-everywhere", "net_o1"},
    {"tanh", "out_h1"},
    {"linear-hidden", "out_h1"},
    {"exp-sign", "out_h1"},
    {"weights-by-source", "net_h1"},
    {"no-half", "E_total"},
    {"mean-error", "E_total"},
    {"targets-swapped", "E_total"},
    {"target-minus-output", "dE/dout_o1"},
    {"no-output-slope", "delta_o1"},
    {"slope-of-net", "dout_o1/dnet_o1"},
    {"slope-of-out", "dout_o1/dnet_o1"},
    {"weights-not-transposed", "dE/dout_h1"},
    {"first-output-only", "dE/dout_h1"},
    {"paths-averaged", "dE/dout_h1"},
    {"deltas-unweighted", "dE/dout_h1"},
    {"no-hidden-slope", "delta_h1"},
    {"no-input-factor", "dE/dw5"},
    {"net-as-input", "dE/dw5"},
    {"destination-output", "dE/dw5"},
    {"no-learning-rate", "w5+"},
    {"ascent", "w5+"},
    {"sign-convention", "delta_o1"},
    {"single-precision", "E_total"},
};

/* A candidate's number, or the right one where a mistake changes nothing. */
static double number_of(bp_candidates *c, const bp_candidate *candidate,
                        size_t key)
{
    return candidate != NULL ? candidate->x[key] : c->right.value[key].x;
}

/* Infinite where one is no number. */
static double largest_weight(const bp_network *network)
{
    double largest = 0.0;
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++) {
                double size = fabs(gsl_matrix_get(w, j, i));
                largest = isnan(size) ? INFINITY : fmax(largest, size);
            }
    }
    return largest;
}

/* The first of the rounds that lead a weight beyond 1e300. */
static int find_divergence(workbench *b, const bp_mistake *mistake,
                           size_t *round)
{
    bp_method method = bp_vary(b->method, mistake->reading[0].variation);
    BP_TRY(start_anew(b));
    do
        BP_TRY(train_to(b, &method, b->round + 1));
    while (largest_weight(b->network) < 1e300 && b->round < b->example->rounds);
    *round = b->round;
    return GSL_SUCCESS;
}

/* Near a target an error has fewer digits than a double. */
static double with_digits(double x, int digits)
{
    return x == 0.0 ? x : with_decimals(x, digits - bp_power_above(fabs(x)));
}

static int put_error(workbench *b, const bp_mistake *mistake, double E,
                     const char *key)
{
    const double least = 1e-25; /* what is below that is rounding noise */
    size_t round = 0;
    if (E >= least)
        bp_put(&b->fill, with_digits(E, 9), "%s_%s", mistake->id, key);
    else if (E >= 0.0)
        bp_put_bound(&b->fill, BP_BELOW, least, "%s_%s", mistake->id, key);
    else {
        BP_TRY(find_divergence(b, mistake, &round));
        bp_put_bound(&b->fill, BP_DIVERGES, (double)round, "%s_%s", mistake->id,
                     key);
    }
    return GSL_SUCCESS;
}

/* The candidate that makes the mistake, or NULL where it changes nothing. Of the
 * rounds that are one too few or too many the former are meant. */
static bp_candidate *candidate_for(bp_candidates *c, const bp_mistake *mistake)
{
    for (size_t s = 0; s < c->n_singles; s++) {
        bp_candidate *candidate = &c->single[s];
        const bp_reading *reading = candidate->reading[0];
        bool is_partly = reading->rounds != reading->plus_rounds;
        if (candidate->mistake[0] == mistake && !is_partly &&
            reading->rounds <= 0)
            return candidate;
    }
    return NULL;
}

static int put_mistake(workbench *b, bp_candidates *c,
                       const bp_mistake *mistake)
{
    bp_candidate *candidate = candidate_for(c, mistake);
    if (candidate != NULL &&
        !bp_candidate_work_out(c, candidate, true, b->fill.complaint)) {
        b->fill.failed = true;
        return GSL_SUCCESS;
    }
    for (size_t t = 0; t < sizeof telling / sizeof telling[0]; t++) {
        const bp_value *value = bp_values_find(&c->right, telling[t].key);
        if (value != NULL && strcmp(telling[t].id, mistake->id) == 0)
            bp_put(&b->fill,
                   number_of(c, candidate, (size_t)(value - c->right.value)),
                   "%s_%s", mistake->id, value->key);
    }
    for (size_t k = 0; k < c->right.n; k++) {
        const char *key = c->right.value[k].key;
        bool is_error = strncmp(key, "E_total", 7) == 0 && key[7] != '\0';
        bool is_output = strncmp(key, "out_o", 5) == 0 && k >= c->n_round &&
                         strcmp(mistake->id, "updated-weights") == 0;
        if (is_error)
            BP_TRY(put_error(b, mistake, number_of(c, candidate, k), key));
        if (is_output)
            bp_put(&b->fill, number_of(c, candidate, k), "%s_%s", mistake->id,
                   key);
    }
    return GSL_SUCCESS;
}

/* The error after one round where each new weight is rounded to nine decimals,
 * as they are printed. */
static int put_rounded(workbench *b)
{
    BP_TRY(start_anew(b));
    BP_TRY(bp_train(&b->method, &b->example->pairs, b->eta, 0, 1, b->network,
                    b->ws));
    for (size_t l = 0; l < b->network->n_layers; l++) {
        gsl_matrix *w = b->network->layer[l].w;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++)
                gsl_matrix_set(w, j, i,
                               with_decimals(gsl_matrix_get(w, j, i), 9));
    }
    BP_TRY(bp_given(&b->example->pairs, 0, b->eta, b->ws));
    BP_TRY(b->method.forward(b->network, b->ws));
    BP_TRY(b->method.errors(b->network, b->ws));
    bp_put(&b->fill, b->ws->E_total, "rounded_E_total+");
    return GSL_SUCCESS;
}

static int put_mistakes(workbench *b)
{
    BP_TRY(put_rounded(b));
    bp_candidates *c = bp_candidates_alloc(b->example, b->fill.complaint);
    if (c == NULL || !bp_candidates_train(c, b->fill.complaint)) {
        bp_candidates_free(c);
        b->fill.failed = true;
        return GSL_SUCCESS;
    }
    int status = GSL_SUCCESS;
    for (size_t m = 0; m < bp_n_mistakes && status == GSL_SUCCESS; m++) {
        bool is_no_choice =
            bp_mistakes[m].reading[0].biases == BP_BIASES_FIXED &&
            !b->example->train_biases;
        bool has_no_rounds = bp_mistakes[m].touches == BP_TOUCHES_ROUNDS &&
                             b->example->rounds == 0;
        if (!is_no_choice && !has_no_rounds)
            status = put_mistake(b, c, &bp_mistakes[m]);
    }
    bp_candidates_free(c);
    return status;
}

/* ----------------------------------------------------------------- all of it */

static int put_all(workbench *b)
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
    BP_TRY(put_gradient_check(b));
    b->fill.chapter = BP_MISTAKES;
    return put_mistakes(b);
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

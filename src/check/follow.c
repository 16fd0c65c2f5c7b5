/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/follow.h"

#include <float.h>

/* Computed numbers may differ by rounding, however many digits are given. An
 * error differs by more the nearer it is to 0: it is half the square of a miss,
 * which has been rounded in the last places of a number near 1. */
static double rounding(double x)
{
    const double last_places = 16.0 * DBL_EPSILON;
    return 1e-12 * fabs(x) + last_places * sqrt(2.0 * fabs(x));
}

bool bp_is_near(const bp_given_number *number, double x)
{
    double units = 2.0 * number->unit;
    return isfinite(x) &&
           fabs(number->x - x) <= units * (1.0 + 1e-12) + rounding(x);
}

typedef struct {
    const bp_candidates *c;
    const bp_given_number *const *by_key;
    bp_follow_choice choice;
    double *const *from;
    size_t at; /* the key that comes next */
    bp_network *network;
    bp_workspace *ws;
} follower;

/* What a learner goes on with who has rounded no number but has written all of
 * them down rounded: the number itself, where what is written follows from it or
 * from others that are written. */
static double unrounded(const follower *f, const bp_given_number *given,
                        double number)
{
    double right = f->c->right.value[given->key].x;
    double half = f->choice == BP_FOLLOW_LOW ? -0.5 : 0.5;
    if (bp_is_near(given, number))
        return number;
    if (bp_is_near(given, right))
        return right;
    if (bp_is_near(given, f->from[BP_FOLLOW_RIGHT][given->key]))
        return given->x;
    if (bp_is_near(given, f->from[BP_FOLLOW_ALL][given->key]))
        return number;
    return given->x + half * given->unit;
}

/* The number of that key has been worked out; what the learner has in its place,
 * if anything, takes it. */
static void meet(follower *f, size_t key, double *number)
{
    f->from[f->choice][key] = *number;
    const bp_given_number *given = f->by_key[key];
    if (given == NULL)
        return;
    if (f->choice == BP_FOLLOW_LOW || f->choice == BP_FOLLOW_HIGH)
        *number = unrounded(f, given, *number);
    else if (f->choice == BP_FOLLOW_ALL || bp_is_near(given, *number) ||
             bp_is_near(given, f->c->right.value[key].x))
        *number = given->x;
}

static void meet_next(follower *f, double *number)
{
    meet(f, f->at++, number);
}

static void meet_vector(follower *f, gsl_vector *vector)
{
    for (size_t i = 0; i < vector->size; i++)
        meet_next(f, gsl_vector_ptr(vector, i));
}

static void meet_matrix(follower *f, gsl_matrix *matrix)
{
    for (size_t j = 0; j < matrix->size1; j++)
        for (size_t i = 0; i < matrix->size2; i++)
            meet_next(f, gsl_matrix_ptr(matrix, j, i));
}

/* Biases of a layer: the layer's name first, then the neurons' own. Where the
 * neurons' differ, there is nothing to be had by the layer's. */
static void meet_biases(follower *f, gsl_vector *b)
{
    double common = gsl_vector_get(b, 0);
    for (size_t j = 1; j < b->size; j++)
        if (gsl_vector_get(b, j) != common)
            common = NAN;
    double met = common;
    meet_next(f, &met);
    if (met != common && !isnan(met))
        gsl_vector_set_all(b, met);
    meet_vector(f, b);
}

/* ------------------------------------------------------- chapter by chapter */

static void follow_given(follower *f)
{
    meet_vector(f, f->ws->input);
    meet_vector(f, f->ws->target);
    for (size_t l = 0; l < f->network->n_layers; l++)
        meet_matrix(f, f->network->layer[l].w);
    for (size_t l = 0; l < f->network->n_layers; l++)
        meet_biases(f, f->network->layer[l].b);
    meet_next(f, &f->ws->eta);
}

/* net and out of a layer take turns: net_h1, out_h1, net_h2, out_h2 .. */
static int follow_layers(follower *f)
{
    for (size_t l = 0; l < f->network->n_layers; l++) {
        const bp_layer *layer = &f->network->layer[l];
        bp_layer_work *work = &f->ws->layer[l];
        size_t n = work->net->size;
        BP_TRY(
            bp_net_inputs(layer->w, layer->b, bp_source(f->ws, l), work->net));
        for (size_t j = 0; j < n; j++)
            meet(f, f->at + 2 * j, gsl_vector_ptr(work->net, j));
        BP_TRY(bp_outputs(work->net, work->out));
        for (size_t j = 0; j < n; j++)
            meet(f, f->at + 2 * j + 1, gsl_vector_ptr(work->out, j));
        f->at += 2 * n;
    }
    return GSL_SUCCESS;
}

static int follow_forward_pass(follower *f)
{
    BP_TRY(follow_layers(f));
    BP_TRY(bp_errors(f->network, f->ws));
    meet_vector(f, f->ws->E);
    f->ws->E_total = 0.0;
    for (size_t j = 0; j < f->ws->E->size; j++)
        f->ws->E_total += gsl_vector_get(f->ws->E, j);
    meet_next(f, &f->ws->E_total);
    return GSL_SUCCESS;
}

static int follow_output_deltas(follower *f)
{
    BP_TRY(bp_slopes(f->network, f->ws));
    BP_TRY(bp_error_derivatives(f->network, f->ws));
    bp_layer_work *work = &f->ws->layer[f->network->n_layers - 1];
    size_t n = work->delta->size;
    for (size_t j = 0; j < n; j++) {
        meet(f, f->at + 3 * j, gsl_vector_ptr(work->dE_dout, j));
        meet(f, f->at + 3 * j + 1, gsl_vector_ptr(work->dout_dnet, j));
    }
    BP_TRY(bp_output_deltas(f->network, f->ws));
    for (size_t j = 0; j < n; j++)
        meet(f, f->at + 3 * j + 2, gsl_vector_ptr(work->delta, j));
    f->at += 3 * n;
    return GSL_SUCCESS;
}

/* The factor beside a delta, and the product, take turns. */
static void follow_weight_derivatives(follower *f, size_t l)
{
    bp_layer_work *work = &f->ws->layer[l];
    const gsl_vector *source = bp_source(f->ws, l);
    for (size_t j = 0; j < work->delta->size; j++)
        for (size_t i = 0; i < source->size; i++) {
            double factor = gsl_vector_get(source, i);
            meet_next(f, &factor);
            double *product = gsl_matrix_ptr(work->dE_dw, j, i);
            *product = gsl_vector_get(work->delta, j) * factor;
            meet_next(f, product);
        }
}

/* dE/dout of neuron j of hidden layer l: the weights, the paths where they have
 * names, and the sum. */
static void follow_paths(follower *f, size_t l, size_t j)
{
    bp_layer_work *work = &f->ws->layer[l];
    const gsl_vector *delta_next = f->ws->layer[l + 1].delta;
    const gsl_matrix *w = f->network->layer[l + 1].w;
    bool have_names = l + 2 == f->network->n_layers;
    for (size_t k = 0; k < w->size1; k++) {
        double weight = gsl_matrix_get(w, k, j);
        meet_next(f, &weight);
        gsl_matrix_set(work->dE_path, k, j,
                       gsl_vector_get(delta_next, k) * weight);
    }
    double *sum = gsl_vector_ptr(work->dE_dout, j);
    *sum = 0.0;
    for (size_t k = 0; k < w->size1; k++) {
        if (have_names)
            meet_next(f, gsl_matrix_ptr(work->dE_path, k, j));
        *sum += gsl_matrix_get(work->dE_path, k, j);
    }
    meet_next(f, sum);
}

static void follow_hidden_deltas(follower *f, size_t l)
{
    bp_layer_work *work = &f->ws->layer[l];
    for (size_t j = 0; j < work->delta->size; j++) {
        follow_paths(f, l, j);
        double *slope = gsl_vector_ptr(work->dout_dnet, j);
        meet_next(f, slope);
        double *delta = gsl_vector_ptr(work->delta, j);
        *delta = gsl_vector_get(work->dE_dout, j) * *slope;
        meet_next(f, delta);
    }
}

/* dE/db by the layer's name, then by the neurons' own; the one that the network
 * goes by is kept. */
static void follow_bias_derivatives(follower *f, size_t l)
{
    bp_layer_work *work = &f->ws->layer[l];
    double sum = 0.0;
    for (size_t j = 0; j < work->delta->size; j++)
        sum += gsl_vector_get(work->delta, j);
    meet_next(f, &sum);
    for (size_t j = 0; j < work->delta->size; j++) {
        double own = gsl_vector_get(work->delta, j);
        meet_next(f, &own);
        bool one_bias = f->network->layer[l].one_bias;
        gsl_vector_set(work->dE_db, j, one_bias ? sum : own);
    }
}

static int follow_updates(follower *f)
{
    bp_method method = bp_example_method(f->c->example);
    for (size_t l = 0; l < f->network->n_layers; l++)
        follow_bias_derivatives(f, l);
    BP_TRY(bp_update_weights(f->network, f->ws));
    BP_TRY(method.update_biases(f->network, f->ws));
    for (size_t l = 0; l < f->network->n_layers; l++)
        meet_matrix(f, f->ws->layer[l].w_new);
    for (size_t l = 0; l < f->network->n_layers; l++)
        meet_biases(f, f->ws->layer[l].b_new);
    BP_TRY(bp_adopt(f->network, f->ws));
    return follow_forward_pass(f);
}

/* --------------------------------------------------------------- after training */

/* The numbers are printed from the error on, and follow the other way round. The
 * weights follow from nothing that is named. */
static int follow_training(follower *f)
{
    const bp_example *example = f->c->example;
    bp_workspace *ws = f->ws;
    BP_TRY(bp_given(&example->pairs, 0, example->eta, ws));
    size_t n_outputs = ws->E->size;
    size_t error = f->at;
    f->at += 1 + n_outputs;
    for (size_t l = 0; l < f->network->n_layers; l++)
        meet_matrix(f, f->network->layer[l].w);
    for (size_t l = 0; l < f->network->n_layers; l++)
        meet_biases(f, f->network->layer[l].b);
    BP_TRY(bp_forward(f->network, ws));
    gsl_vector *out = ws->layer[ws->n_layers - 1].out;
    for (size_t j = 0; j < n_outputs; j++)
        meet(f, error + 1 + j, gsl_vector_ptr(out, j));
    BP_TRY(bp_errors(f->network, ws));
    meet(f, error, &ws->E_total);
    return GSL_SUCCESS;
}

int bp_follow(bp_candidates *c, const bp_given_number *const by_key[],
              bp_follow_choice choice, bool with_training,
              double *const from[BP_N_FOLLOW_CHOICES])
{
    follower f = {.c = c,
                  .by_key = by_key,
                  .choice = choice,
                  .from = from,
                  .network = c->network,
                  .ws = c->ws};
    const bp_example *example = c->example;
    BP_TRY(bp_network_set(c->network, example->network));
    BP_TRY(bp_given(&example->pairs, 0, example->eta, c->ws));
    follow_given(&f);
    BP_TRY(follow_forward_pass(&f));
    BP_TRY(follow_output_deltas(&f));
    follow_weight_derivatives(&f, c->network->n_layers - 1);
    for (size_t l = c->network->n_layers - 1; l-- > 0;) {
        follow_hidden_deltas(&f, l);
        follow_weight_derivatives(&f, l);
    }
    BP_TRY(follow_updates(&f));
    if (!with_training)
        return GSL_SUCCESS;
    BP_TRY(bp_network_set(c->network, c->trained_rightly));
    return follow_training(&f);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book's numbers of chapter 8: the round in matrices, a second hidden layer,
 * and other functions. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>

#include "book/book.h"
#include "book/draft.h"
#include "book/trusted.h"
#include "walk/functions.h"
#include "walk/walk.h"

/* An example that differs from the book's in its network: with its definitions, a
 * trainer, and its numbers by their keys. */
typedef struct {
    bp_example example; /* the book's, but for the network */
    bp_definitions *definitions;
    bp_trainer *trainer;
    double *x;
} variant;

static void clear(variant *v)
{
    bp_network_free(v->example.network);
    bp_definitions_free(v->definitions);
    bp_trainer_free(v->trainer);
    free(v->x);
}

/* Takes over the network. False where memory runs out. */
static bool walk_variant(bp_draft *d, bp_network *network, variant *v)
{
    *v = (variant){.example = *d->example};
    v->example.network = network;
    if (network == NULL)
        return false;
    v->definitions = bp_define(&v->example);
    v->trainer = bp_trainer_alloc(&v->example);
    if (v->definitions == NULL || v->trainer == NULL)
        return false;
    v->x = calloc(v->definitions->n, sizeof *v->x);
    if (v->x == NULL)
        return false;
    bp_walk_round(v->definitions, v->trainer, v->x);
    return true;
}

/* Whether the number is the example's own as well: what the first layer makes of
 * the inputs. */
static bool is_as_before(const bp_definition *number)
{
    return number->layer == 0 &&
           (number->kind == BP_NET || number->kind == BP_OUT);
}

/* Puts the variant's numbers of the round that are of one of these kinds, with a
 * word before their names. */
static void put_numbers(bp_draft *d, const variant *v, const char *before,
                        const bool of_kind[BP_DE_DB + 1])
{
    for (size_t k = 0; k < v->definitions->n; k++) {
        const bp_definition *number = &v->definitions->number[k];
        if (number->standing == BP_IN_WALK && number->moment == BP_IN_ROUND &&
            of_kind[number->kind] && !is_as_before(number))
            bp_put(d->values, v->x[k], "%s_%s", before, number->key);
    }
}

/* ------------------------------------------------------- the round in matrices */

/* A bound for how far two orders of the same sums may part. The total error does it
 * most: every output brings to it what was rounded off, once for each term of its sum
 * and some three times for each layer; biases that are trained double that. In each
 * order it may be there in full, and twice as much is allowed. */
static double matrix_bound(const bp_example *example, double largest,
                           double apart)
{
    enum { A_LAYER = 3, ORDERS = 2, SAFETY = 2 };
    static const double bounds[] = {1e-14, 1e-12, 1e-9, 1e-6};
    const bp_network *network = example->network;
    size_t most_terms = network->n_inputs;
    for (size_t l = 0; l < network->n_layers; l++)
        if (network->layer[l].w->size1 > most_terms)
            most_terms = network->layer[l].w->size1;
    size_t n_outputs = network->layer[network->n_layers - 1].w->size1;
    size_t rounded = n_outputs * (most_terms + A_LAYER * network->n_layers);
    if (example->train_biases)
        rounded *= 2;
    double most =
        ORDERS * SAFETY * (double)rounded * (DBL_EPSILON / 2.0) * largest;
    size_t k = 0;
    while (k < 3 && !(fmax(most, apart) < bounds[k]))
        k++;
    return bounds[k];
}

/* How far apart the two rounds are in any number, at the most. */
static void put_matrix_form(bp_draft *d)
{
    bp_definitions *definitions = bp_define(d->example);
    size_t n = definitions == NULL ? 0 : definitions->n;
    double *sums = calloc(2 * n + 1, sizeof *sums);
    if (definitions == NULL || sums == NULL) {
        bp_draft_out_of_memory(d);
    } else {
        double *products = sums + n;
        bp_method method = bp_vary(d->method, &bp_matrix_form);
        bp_draft_start(d, &d->method);
        bp_walk_round(definitions, d->trainer, sums);
        bp_draft_start(d, &method);
        bp_walk_round(definitions, d->trainer, products);
        double apart = 0.0;
        double largest = 1.0;
        for (size_t k = 0; k < n; k++) {
            if (definitions->number[k].kind != BP_PATH)
                apart = fmax(apart, fabs(products[k] - sums[k]));
            largest = fmax(largest, fabs(sums[k]));
        }
        bp_put_bound(d->values, BP_BELOW,
                     matrix_bound(d->example, largest, apart), "apart_matrix");
    }
    free(sums);
    bp_definitions_free(definitions);
}

/* ----------------------------------------------------- a second hidden layer */

/* The hidden layer twice: what it puts out goes through the same weights and
 * biases again. NULL where the network is not of two, two and two. */
static bp_network *twice_hidden(const bp_network *network)
{
    if (network->n_layers != 2 || network->n_inputs != 2 ||
        network->layer[0].w->size1 != 2 || bp_n_outputs(network) != 2)
        return NULL;
    size_t n_neurons[] = {2, 2, 2};
    bp_network *deep = bp_network_alloc(2, 3, n_neurons);
    for (size_t l = 0; deep != NULL && l < 3; l++) {
        const bp_layer *from = &network->layer[l == 2 ? 1 : 0];
        gsl_matrix_memcpy(deep->layer[l].w, from->w);
        gsl_vector_memcpy(deep->layer[l].b, from->b);
        deep->layer[l].one_bias = from->one_bias;
    }
    return deep;
}

static void put_second_layer(bp_draft *d)
{
    static const bool of_kind[BP_DE_DB + 1] = {[BP_NET] = true,
                                               [BP_OUT] = true,
                                               [BP_TOTAL_ERROR] = true,
                                               [BP_DELTA] = true,
                                               [BP_DE_DOUT] = true};
    bp_network *deep = twice_hidden(d->example->network);
    variant v;
    if (deep == NULL)
        return;
    if (walk_variant(d, deep, &v))
        put_numbers(d, &v, "deep", of_kind);
    else
        bp_draft_out_of_memory(d);
    clear(&v);
}

/* ------------------------------------------------------------- cross-entropy */

/* What the cross-entropy is where every output is on its target. */
static double least_entropy(const gsl_vector *target)
{
    double sum = 0.0;
    for (size_t j = 0; j < target->size; j++) {
        double t = gsl_vector_get(target, j);
        sum += bp_cross_entropy(t, t);
    }
    return sum;
}

static void look_after(variant *v, size_t round)
{
    bp_trainer_go(v->trainer, round);
    bp_trainer_look(v->trainer, 0);
}

/* The squared error of the same outputs, where there are digits of it. */
static void put_squared(bp_draft *d, variant *v, size_t round)
{
    enum { MOST_DIGITS = 9 };
    look_after(v, round);
    bp_errors(v->trainer->network, v->trainer->ws);
    char key[BP_KEY_SIZE];
    snprintf(key, sizeof key, "entropy_squared@%zu", round);
    bp_put_error(d->values, v->trainer->ws->E_total, 0.0, MOST_DIGITS, key);
}

/* On the way of a training by the cross-entropy, and at its end. */
static void put_entropy_training(bp_draft *d, variant *v)
{
    enum { DECIMALS = 12 };
    size_t rounds = d->example->rounds;
    for (size_t n = 1; n < rounds; n *= 10)
        put_squared(d, v, n);
    put_squared(d, v, rounds);
    const bp_workspace *ws = v->trainer->ws;
    const gsl_vector *out = ws->layer[ws->n_layers - 1].out;
    for (size_t j = 0; j < out->size; j++)
        bp_put_rounded(d->values, gsl_vector_get(out, j), DECIMALS,
                       "entropy_out_o%zu@%zu", j + 1, rounds);
}

/* The central difference along the first weight into the output layer. */
static void put_entropy_check(bp_draft *d, variant *v)
{
    enum { DECIMALS = 10 };
    bp_trainer *t = v->trainer;
    size_t l = t->network->n_layers - 1;
    char name[BP_NAME_SIZE];
    bp_weight_name(t->network, l, 0, 0, name);
    double *w = gsl_matrix_ptr(t->network->layer[l].w, 0, 0);
    double before = *w;
    double E[2];
    for (int side = 0; side < 2; side++) {
        *w = before + (side == 0 ? BP_BOOK_EPSILON : -BP_BOOK_EPSILON);
        bp_trainer_look(t, 0);
        E[side] = t->ws->E_total;
    }
    *w = before;
    bp_put(d->values, BP_BOOK_EPSILON, "epsilon");
    bp_put(d->values, E[0], "entropy_E_raised_%s", name);
    bp_put(d->values, E[1], "entropy_E_lowered_%s", name);
    bp_put_rounded(d->values, (E[0] - E[1]) / (2.0 * BP_BOOK_EPSILON), DECIMALS,
                   "entropy_central_%s", name);
}

static double sum_of_squared_weights(const bp_network *network)
{
    double sum = 0.0;
    for (size_t l = 0; l < network->n_layers; l++) {
        gsl_vector_view all = bp_all_of(network->layer[l].w);
        for (size_t i = 0; i < all.vector.size; i++)
            sum += pow(gsl_vector_get(&all.vector, i), 2.0);
    }
    return sum;
}

/* The same derivatives with weight decay. */
static void put_decay(bp_draft *d, variant *v)
{
    bp_trainer *t = v->trainer;
    bp_trainer_try_round(t);
    bp_decay(t->network, BP_BOOK_LAMBDA, t->ws);
    bp_put(d->values, BP_BOOK_LAMBDA, "lambda");
    bp_put(d->values,
           t->ws->E_total +
               0.5 * BP_BOOK_LAMBDA * sum_of_squared_weights(t->network),
           "decayed_E_total");
    for (size_t l = 0; l < t->network->n_layers; l++) {
        const gsl_matrix *dE_dw = t->ws->layer[l].dE_dw;
        for (size_t j = 0; j < dE_dw->size1; j++)
            for (size_t i = 0; i < dE_dw->size2; i++) {
                char name[BP_NAME_SIZE];
                bp_weight_name(t->network, l, j, i, name);
                bp_put(d->values, gsl_matrix_get(dE_dw, j, i), "decayed_dE/d%s",
                       name);
            }
    }
}

/* Whether a double can tell all that the cross-entropy makes of the variant, in one
 * round and in its training: an output that is rounded to 0 or to 1 makes it, or
 * the derivatives, grow beyond all bounds. */
static bool is_within_bounds(variant *v)
{
    bool is_finite = true;
    for (size_t k = 0; k < v->definitions->n; k++)
        if (v->definitions->number[k].moment == BP_IN_ROUND)
            is_finite = is_finite && isfinite(v->x[k]);
    look_after(v, v->example.rounds);
    return is_finite && bp_trainer_is_finite(v->trainer);
}

static void put_cross_entropy(bp_draft *d)
{
    static const bool of_kind[BP_DE_DB + 1] = {[BP_ERROR] = true,
                                               [BP_TOTAL_ERROR] = true,
                                               [BP_DE_DOUT] = true,
                                               [BP_DELTA] = true,
                                               [BP_DE_DW] = true};
    if (!bp_targets_are_shares(&d->example->pairs))
        return;
    bp_network *network = bp_network_copy(d->example->network);
    if (network != NULL)
        network->error = BP_CROSS_ENTROPY_ERROR;
    variant v;
    if (!walk_variant(d, network, &v)) {
        bp_draft_out_of_memory(d);
    } else if (is_within_bounds(&v)) {
        bp_trainer_go(v.trainer, 0);
        put_numbers(d, &v, "entropy", of_kind);
        bp_put(d->values, least_entropy(d->ws->target), "entropy_least");
        put_entropy_check(d, &v);
        put_decay(d, &v);
        put_entropy_training(d, &v);
    }
    clear(&v);
}

/* ------------------------------------------------------------ other functions */

static double sum_of(const gsl_vector *vector)
{
    double sum = 0.0;
    for (size_t j = 0; j < vector->size; j++)
        sum += gsl_vector_get(vector, j);
    return sum;
}

static void put_other_functions(bp_draft *d)
{
    bp_draft_start(d, &d->method);
    bp_trainer_try_round(d->trainer);
    char h1[BP_NAME_SIZE];
    char key[BP_KEY_SIZE];
    bp_neuron_name(d->network, 0, 0, h1);
    double net = gsl_vector_get(d->ws->layer[0].net, 0);
    snprintf(key, sizeof key, "tanh_out_%s", h1);
    bp_draft_put_once(d, tanh(net), key);
    bp_put(d->values, bp_tanh_slope(tanh(net)), "tanh_slope_%s", h1);
    bp_put(d->values, bp_relu(net), "relu_out_%s", h1);
    bp_put(d->values, bp_relu_slope(bp_relu(net)), "relu_slope_%s", h1);

    size_t last = d->network->n_layers - 1;
    gsl_vector *shares = gsl_vector_alloc(bp_n_outputs(d->network));
    if (shares == NULL) {
        bp_draft_out_of_memory(d);
        return;
    }
    bp_softmax(d->ws->layer[last].net, shares);
    bool add_up = fabs(sum_of(d->ws->target) - 1.0) < 1e-12;
    for (size_t j = 0; j < shares->size; j++) {
        double t = gsl_vector_get(d->ws->target, j);
        double out = gsl_vector_get(shares, j);
        bp_put(d->values, out, "softmax_out_o%zu", j + 1);
        if (add_up)
            bp_put(d->values, out - t, "softmax_delta_o%zu", j + 1);
    }
    gsl_vector_free(shares);
}

void bp_draft_put_matrix_form(bp_draft *d)
{
    put_matrix_form(d);
    put_second_layer(d);
    put_cross_entropy(d);
    put_other_functions(d);
}

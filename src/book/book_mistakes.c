/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book's numbers of chapter 7: what each mistake leads to. */
#include <float.h>
#include <string.h>

#include "book/book_bench.h"
#include "check/candidates.h"
#include "walk/gradcheck.h"

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
static int find_divergence(bp_bench *b, const bp_mistake *mistake,
                           size_t *round)
{
    bp_method method = bp_vary(b->method, mistake->reading[0].variation);
    BP_TRY(bp_bench_start_anew(b));
    do
        BP_TRY(bp_bench_train_to(b, &method, b->round + 1));
    while (largest_weight(b->network) < 1e300 && b->round < b->example->rounds);
    *round = b->round;
    return GSL_SUCCESS;
}

/* To how many decimals an error E > 0 can be trusted, nine digits at most. It is
 * half the square of a miss, and that is the difference of numbers near 1: the
 * nearer to 0, the fewer digits are left. */
static int trusted_decimals(double E)
{
    double noise = 16.0 * DBL_EPSILON * sqrt(2.0 * E);
    double digits = fmin(9.0, floor(log10(E / noise)));
    return (int)digits - bp_power_above(E);
}

static int put_error(bp_bench *b, const bp_mistake *mistake, double E,
                     const char *key)
{
    const double least = 1e-25; /* what is below that is rounding noise */
    size_t round = 0;
    if (E >= least)
        bp_put_rounded(&b->fill, E, trusted_decimals(E), "%s_%s", mistake->id,
                       key);
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

static int put_mistake(bp_bench *b, bp_candidates *c, const bp_mistake *mistake)
{
    bp_candidate *candidate = candidate_for(c, mistake);
    if (candidate != NULL &&
        !bp_candidate_work_out(c, candidate, true, b->fill.complaint)) {
        b->fill.failed = true;
        return GSL_SUCCESS;
    }
    for (size_t t = 0; t < sizeof telling / sizeof telling[0]; t++) {
        const bp_value *value = bp_values_find(&c->right, telling[t].key);
        if (c->right.by_key == NULL)
            return GSL_ENOMEM;
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
static int put_rounded(bp_bench *b)
{
    BP_TRY(bp_bench_start_anew(b));
    BP_TRY(bp_train(&b->method, &b->example->pairs, b->eta, 0, 1, b->network,
                    b->ws));
    for (size_t l = 0; l < b->network->n_layers; l++) {
        gsl_matrix *w = b->network->layer[l].w;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++)
                gsl_matrix_set(w, j, i,
                               round(1e9 * gsl_matrix_get(w, j, i)) / 1e9);
    }
    BP_TRY(bp_given(&b->example->pairs, 0, b->eta, b->ws));
    BP_TRY(b->method.forward(b->network, b->ws));
    BP_TRY(b->method.errors(b->network, b->ws));
    bp_put(&b->fill, b->ws->E_total, "rounded_E_total+");
    return GSL_SUCCESS;
}

int bp_bench_put_mistakes(bp_bench *b)
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

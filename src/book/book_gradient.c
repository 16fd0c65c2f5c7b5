/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The book's numbers of chapter 6: derivatives, measured. */
#include "book/book.h"
#include "book/book_bench.h"

/* The slope of the error along the first weight of layer l, from a nudge up, and
 * from one up and one down. */
static int put_slopes(bp_bench *b, size_t l)
{
    enum { DECIMALS = 11 };
    const double step = BP_BOOK_NUDGE;
    char w[BP_NAME_SIZE];
    bp_weight_name(b->network, l, 0, 0, w);
    BP_TRY(bp_bench_one_round(b, &b->method));
    double E = b->ws->E_total;
    double dE_dw = gsl_matrix_get(b->ws->layer[l].dE_dw, 0, 0);
    BP_TRY(bp_nudge(b->network, l, 0, 0, step, b->ws));
    double E_raised = b->ws->E_total;
    BP_TRY(bp_nudge(b->network, l, 0, 0, -step, b->ws));
    double E_lowered = b->ws->E_total;
    double one_sided = (E_raised - E) / step;
    double central = (E_raised - E_lowered) / (2.0 * step);
    bp_put(&b->fill, E_lowered, "E_lowered_%s", w);
    bp_put_rounded(&b->fill, one_sided, DECIMALS, "one_sided_%s", w);
    bp_put_rounded(&b->fill, one_sided - dE_dw, DECIMALS, "one_sided_miss_%s",
                   w);
    bp_put_rounded(&b->fill, central, DECIMALS, "central_%s", w);
    bp_put_rounded(&b->fill, central - dE_dw, DECIMALS, "central_miss_%s", w);
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

static void put_difference(bp_bench *b, double derivative, double difference,
                           const char *name)
{
    enum { DECIMALS = 10 };
    bp_put_rounded(&b->fill, difference, DECIMALS, "difference_dE/d%s", name);
    bp_put_bound(&b->fill, BP_BELOW,
                 coarse_bound(fabs(derivative - difference)), "apart_dE/d%s",
                 name);
}

static int put_weight_differences(bp_bench *b, size_t l)
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

static int put_bias_differences(bp_bench *b, size_t l)
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
static int put_delta_difference(bp_bench *b)
{
    enum { DECIMALS = 10 };
    double difference = 0.0;
    double bound = 0.0;
    BP_TRY(bp_given(&b->example->pairs, 0, b->eta, b->ws));
    bool one_bias = b->network->layer[0].one_bias;
    b->network->layer[0].one_bias = false;
    int status =
        bp_bias_difference(b->network, 0, 0, b->ws, &difference, &bound);
    b->network->layer[0].one_bias = one_bias;
    bp_put_rounded(&b->fill, difference, DECIMALS, "difference_delta_h1");
    return status;
}

int bp_bench_put_gradient_check(bp_bench *b)
{
    BP_TRY(bp_bench_start_anew(b));
    size_t last = b->network->n_layers - 1;
    BP_TRY(put_slopes(b, last));
    if (last > 0)
        BP_TRY(put_slopes(b, 0));
    BP_TRY(bp_bench_one_round(b, &b->method));
    for (size_t l = 0; l <= last; l++)
        BP_TRY(put_weight_differences(b, l));
    for (size_t l = 0; l <= last; l++)
        BP_TRY(put_bias_differences(b, l));
    return last > 0 ? put_delta_difference(b) : GSL_SUCCESS;
}

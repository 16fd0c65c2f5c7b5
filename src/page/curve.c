/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/curve.h"

#include <gsl/gsl_math.h>

static size_t kept_pass(size_t k)
{
    const size_t n_single = 10;
    const double in_power_of_ten = 24.0;
    if (k <= n_single)
        return k;
    double powers = (double)(k - n_single) / in_power_of_ten;
    return (size_t)lround((double)n_single * exp(M_LN10 * powers));
}

size_t bp_kept_round(const bp_curve *curve, size_t k)
{
    return curve->n_pairs * kept_pass(k);
}

double bp_error_of_pairs(bp_trainer *t)
{
    size_t n_pairs = t->example->pairs.inputs->size1;
    double sum = 0.0;
    for (size_t p = 0; p < n_pairs; p++) {
        bp_trainer_look(t, p);
        sum += t->ws->E_total;
    }
    return sum / (double)n_pairs;
}

void bp_curve_go(bp_curve *curve, bp_trainer *t, size_t round)
{
    while (curve->n < BP_MOST_KEPT && bp_kept_round(curve, curve->n) <= round) {
        bp_trainer_go(t, bp_kept_round(curve, curve->n));
        curve->error[curve->n++] = bp_error_of_pairs(t);
    }
}

size_t bp_curve_n(const bp_curve *curve, size_t last)
{
    size_t n = 0;
    while (n < curve->n && bp_kept_round(curve, n) <= last)
        n++;
    return n;
}

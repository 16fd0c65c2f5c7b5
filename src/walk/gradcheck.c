/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/gradcheck.h"

#include <stdlib.h>
#include <string.h>

#include "walk/functions.h"

int bp_power_above(double x)
{
    assert(x > 0.0 && isfinite(x));

    return (int)floor(log10(x)) + 1;
}

/* The derivative by a weight, or by a bias, of which the list has a definition. */
static bool is_wanted(const bp_definition *number)
{
    return number->standing == BP_IN_WALK &&
           (number->kind == BP_DE_DW || number->kind == BP_DE_DB);
}

static bp_difference measure(const bp_definition *number,
                             const bp_method *method, bp_trainer *t)
{
    if (number->kind == BP_DE_DW)
        return bp_weight_difference(method, t->network, number->layer,
                                    number->neuron, number->source, t->ws);
    size_t j = number->neuron == BP_WHOLE_LAYER ? 0 : number->neuron;
    return bp_bias_difference(method, t->network, number->layer, j, t->ws);
}

/* Across a kink there is no derivative to be measured. */
static bp_method measured_method(const bp_trainer *t)
{
    if (bp_has_other_functions(t->network))
        return bp_vary(t->method, &bp_on_one_side);
    return t->method;
}

static bool has_kinks(const bp_network *network)
{
    for (size_t l = 0; l < network->n_layers; l++)
        if (network->layer[l].activation == BP_RELU_LAYER)
            return true;
    return false;
}

static void check_number(const bp_definition *number, const bp_method *method,
                         bp_trainer *t, bp_gradient *g)
{
    bp_gradient_row *row = &g->row[g->n++];
    memcpy(row->key, number->key, sizeof row->key);
    row->derivative = bp_look_up(number, t->network, t->ws);
    row->difference = measure(number, method, t);
    row->verdict = bp_judge(row->derivative, row->difference);
    row->is_at_kink = row->verdict == BP_TOO_SMALL &&
                      row->difference.bound == INFINITY &&
                      has_kinks(t->network);
    g->n_verdicts[row->verdict]++;
    g->n_at_kink += row->is_at_kink;
}

/* Layer by layer from the input, and the biases behind all weights. */
static void check_all(const bp_definitions *d, bp_trainer *t, size_t n,
                      bp_gradient *g)
{
    static const bp_kind kinds[] = {BP_DE_DW, BP_DE_DB};
    bp_method method = measured_method(t);
    bp_trainer_try_round(t);
    for (size_t s = 0; s < sizeof kinds / sizeof kinds[0]; s++)
        for (size_t l = 0; l < t->network->n_layers; l++)
            for (size_t k = 0; k < d->n; k++) {
                const bp_definition *number = &d->number[k];
                if (!is_wanted(number) || number->kind != kinds[s] ||
                    number->layer != l)
                    continue;
                check_number(number, &method, t, g);
                if (t->progress.tell != NULL)
                    t->progress.tell(t->progress.to, g->n, n);
            }
}

static bool is_finite(const bp_gradient *g)
{
    for (size_t k = 0; k < g->n; k++) {
        const bp_gradient_row *row = &g->row[k];
        if (!isfinite(row->derivative) || !isfinite(row->difference.slope) ||
            (!isfinite(row->difference.bound) && !row->is_at_kink))
            return false;
    }
    return true;
}

bool bp_gradcheck(const bp_example *example, const bp_progress *progress,
                  bp_gradient *g, bp_complaint *complaint)
{
    *g = (bp_gradient){.row = NULL};
    bp_definitions *d = bp_define(example);
    bp_trainer *t = bp_trainer_alloc(example);
    size_t n = 0;
    for (size_t k = 0; d != NULL && k < d->n; k++)
        n += is_wanted(&d->number[k]);
    g->row = calloc(n + 1, sizeof g->row[0]);
    bool ok = d != NULL && t != NULL && g->row != NULL;
    if (ok) {
        t->progress = *progress;
        check_all(d, t, n, g);
        ok = is_finite(g);
        if (!ok)
            bp_complain(complaint, 0,
                        "not all derivatives can be told, expected an example "
                        "whose numbers stay within bounds");
    } else {
        bp_complain(complaint, 0, "out of memory");
    }
    bp_trainer_free(t);
    bp_definitions_free(d);
    if (!ok)
        bp_gradient_free(g);
    return ok;
}

void bp_gradient_free(bp_gradient *g)
{
    free(g->row);
    *g = (bp_gradient){.row = NULL};
}

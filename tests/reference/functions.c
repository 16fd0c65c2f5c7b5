/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "functions.h"

/* A ball that is on both sides of 0 tells nothing. */
static void rectify(arb_t out, const arb_t net)
{
    if (arb_is_nonpositive(net))
        arb_zero(out);
    else if (arb_is_positive(net))
        arb_set(out, net);
    else
        arb_indeterminate(out);
}

static void find_rest(worked_layer *a, long j, slong bits)
{
    arb_sub_si(a->rest + j, a->out + j, 1, bits);
    arb_neg(a->rest + j, a->rest + j);
}

void function_output(worked_layer *a, long j, enum activation f, slong bits)
{
    arb_ptr net = a->net + j, out = a->out + j;
    switch (f) {
    case LOGISTIC:
        logistic(out, a->rest + j, net, bits);
        return;
    case HYPERBOLIC:
        arb_tanh(out, net, bits);
        break;
    case RECTIFIED:
        rectify(out, net);
        break;
    case UNCHANGED:
        arb_set(out, net);
        break;
    case SOFTMAX:
        arb_exp(out, net, bits);
        break;
    }
    find_rest(a, j, bits);
}

void function_divide(worked_layer *a, slong bits)
{
    arb_t sum;
    arb_init(sum);
    for (long j = 0; j < a->size; j++)
        arb_add(sum, sum, a->out + j, bits);
    for (long j = 0; j < a->size; j++) {
        arb_div(a->out + j, a->out + j, sum, bits);
        find_rest(a, j, bits);
    }
    arb_clear(sum);
}

void function_slope(worked_layer *a, long j, enum activation f, slong bits)
{
    arb_ptr slope = a->slope + j, net = a->net + j;
    switch (f) {
    case LOGISTIC: /* out (1 - out) */
        arb_mul(slope, a->out + j, a->rest + j, bits);
        break;
    case HYPERBOLIC: /* 1 - out^2, without cancellation */
        arb_sech(slope, net, bits);
        arb_sqr(slope, slope, bits);
        break;
    case RECTIFIED:
        if (arb_is_nonpositive(net))
            arb_zero(slope);
        else if (arb_is_positive(net))
            arb_one(slope);
        else
            arb_indeterminate(slope);
        break;
    case UNCHANGED:
        arb_one(slope);
        break;
    case SOFTMAX:
        break;
    }
}

/* E = E - part ln x, where there is a part. */
static void subtract_log(arb_t E, const arb_t part, const arb_t x, slong bits)
{
    arb_t t;
    if (arb_is_zero(part))
        return;
    arb_init(t);
    arb_log(t, x, bits);
    arb_submul(E, part, t, bits);
    arb_clear(t);
}

void entropy(arb_t E, const worked_layer *a, long j, const arb_t target,
             enum activation f, slong bits)
{
    arb_t other;
    arb_zero(E);
    subtract_log(E, target, a->out + j, bits);
    if (f == SOFTMAX)
        return;
    arb_init(other);
    arb_sub_si(other, target, 1, bits);
    arb_neg(other, other);
    subtract_log(E, other, a->rest + j, bits);
    arb_clear(other);
}

/* (out - target) / (out (1 - out)); of softmax, out - target */
void entropy_slope(arb_t d, const worked_layer *a, long j, const arb_t target,
                   enum activation f, slong bits)
{
    arb_sub(d, a->out + j, target, bits);
    if (f == SOFTMAX)
        return;
    arb_div(d, d, a->out + j, bits);
    arb_div(d, d, a->rest + j, bits);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/bounds.h"

#include <float.h>

const double bp_binary_double = 4.0 * DBL_EPSILON;
const double bp_binary_float = 2.0 * (double)FLT_EPSILON;

/* ------------------------------------------------------------------ last places */

/* The power of ten that is |x|'s first digit's place: 0.1 for 0.593. */
static double place_of_first_digit(double x)
{
    enum { LEAST = -20, MOST = 20 };
    static const double power[] = {
        1e-20, 1e-19, 1e-18, 1e-17, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12,
        1e-11, 1e-10, 1e-9,  1e-8,  1e-7,  1e-6,  1e-5,  1e-4,  1e-3,
        1e-2,  1e-1,  1e0,   1e1,   1e2,   1e3,   1e4,   1e5,   1e6,
        1e7,   1e8,   1e9,   1e10,  1e11,  1e12,  1e13,  1e14,  1e15,
        1e16,  1e17,  1e18,  1e19,  1e20};
    x = fabs(x);
    if (!(x >= power[0] && x < power[MOST - LEAST]))
        return x;
    /* 10 is a little more than 2 to the third. */
    int exponent;
    frexp(x, &exponent);
    int guess = (int)floor((exponent - 1) * 0.30103);
    while (guess < MOST && x >= power[guess + 1 - LEAST])
        guess++;
    while (guess > LEAST && x < power[guess - LEAST])
        guess--;
    return power[guess - LEAST];
}

double bp_last_place(const bp_precision *precision, double x)
{
    double place = precision->decimal;
    if (precision->significant > 0.0)
        place = fmax(place, precision->significant * place_of_first_digit(x));
    return place + precision->binary * fabs(x);
}

/* Decimals are not lost when numbers are added. */
static double last_place_of_sum(const bp_precision *precision, double x)
{
    bp_precision p = *precision;
    p.decimal = 0.0;
    return bp_last_place(&p, x);
}

/* ----------------------------------------------------------- numbers with widths */

/* A number, and how far it may be off. */
typedef struct {
    double x, off;
} rough;

static rough parent(const bp_definitions *d, size_t k, size_t which,
                    const double x[], const double width[])
{
    size_t p = bp_parent(d, k, which);
    return (rough){x[p], width[p]};
}

static rough times(rough a, rough b, const bp_precision *precision)
{
    double x = a.x * b.x;
    return (rough){x, fabs(a.x) * b.off + fabs(b.x) * a.off + a.off * b.off +
                          bp_last_place(precision, x)};
}

static rough divided_by(rough a, rough b, const bp_precision *precision)
{
    double x = a.x / b.x;
    double least = fabs(b.x) - b.off;
    return (rough){x, least > 0.0 ? (a.off + fabs(x) * b.off) / least +
                                        bp_last_place(precision, x)
                                  : INFINITY};
}

static rough plus(rough a, rough b, const bp_precision *precision)
{
    double x = a.x + b.x;
    return (rough){x, a.off + b.off + last_place_of_sum(precision, x)};
}

static rough negative(rough a)
{
    return (rough){-a.x, a.off};
}

static rough exactly(double x)
{
    return (rough){x, 0.0};
}

/* By e^-a, 1 + that, and a division; or, as some libraries have it, by
 * (1 + tanh(a/2)) / 2, where the last bit is that of a number near 1. The slope is
 * at most 1/4, and within a's width at most e^width of what it is at a. */
static rough logistic(rough a, const bp_precision *precision)
{
    double out = bp_logistic(a.x);
    double slope = fmin(0.25, bp_logistic_slope(out) * exp(a.off));
    double power = exp(-a.x);
    double by_power = isfinite(power) ? bp_last_place(precision, power) : 0.0;
    double by_sum = last_place_of_sum(precision, 1.0 + power);
    double steps = (by_power + (isfinite(power) ? by_sum : 0.0)) * out * out +
                   0.5 * precision->binary;
    return (rough){out, fmin(1.0, a.off * slope + steps) +
                            bp_last_place(precision, out)};
}

static rough logistic_slope(rough out, const bp_precision *precision)
{
    return times(out, plus(exactly(1.0), negative(out), precision), precision);
}

/* a (1 - a): both factors are off in the same way, so most of it is lost. */
static double off_slope(rough a, const bp_precision *precision)
{
    double by_a = fabs(1.0 - 2.0 * a.x) * a.off + a.off * a.off;
    return by_a + logistic_slope(exactly(a.x), precision).off;
}

static rough sum_of_products(const bp_definitions *d, size_t k, size_t first,
                             const double x[], const double width[],
                             const bp_precision *precision)
{
    size_t n = d->number[k].n_parents;
    rough total = exactly(0.0);
    for (size_t p = first; p + 1 < n; p += 2)
        total = plus(total,
                     times(parent(d, k, p, x, width),
                           parent(d, k, p + 1, x, width), precision),
                     precision);
    return (n - first) % 2 == 0
               ? total
               : plus(total, parent(d, k, n - 1, x, width), precision);
}

static rough sum(const bp_definitions *d, size_t k, const double x[],
                 const double width[], const bp_precision *precision)
{
    rough total = exactly(0.0);
    for (size_t p = 0; p < d->number[k].n_parents; p++)
        total = plus(total, parent(d, k, p, x, width), precision);
    return total;
}

static rough sum_of_quotients(const bp_definitions *d, size_t k,
                              const double x[], const double width[],
                              const bp_precision *precision)
{
    rough total = exactly(0.0);
    for (size_t p = 0; p < d->number[k].n_parents; p += 2)
        total = plus(total,
                     divided_by(parent(d, k, p, x, width),
                                parent(d, k, p + 1, x, width), precision),
                     precision);
    return total;
}

static double off_square(rough miss, const bp_precision *precision)
{
    rough half = times(exactly(0.5), times(miss, miss, precision), precision);
    return half.off;
}

/* e to the power of x - less. */
static rough power(double x, double less, const bp_precision *precision)
{
    rough difference =
        less == 0.0 ? exactly(x) : plus(exactly(x), exactly(-less), precision);
    double e = exp(difference.x);
    return difference.x == 0.0
               ? exactly(1.0)
               : (rough){e, e * difference.off + bp_last_place(precision, e)};
}

/* By e^a / (e^a + e^b ..), with as much taken from each net input; 0 where a
 * double cannot hold the sum. */
static double off_shares(const bp_definitions *d, size_t k, const double x[],
                         double less, const bp_precision *precision)
{
    rough total = exactly(0.0);
    for (size_t p = 0; p < d->number[k].n_parents; p++)
        total = plus(total, power(x[bp_parent(d, k, p)], less, precision),
                     precision);
    rough own = power(x[bp_parent(d, k, 0)], less, precision);
    bool is_held = isfinite(total.x) && total.x > 0.0;
    return is_held ? divided_by(own, total, precision).off : 0.0;
}

/* The net inputs are taken as they are, as those by which they differ from the
 * neuron's own, or, as libraries have it, from the largest. That all of them are off
 * leads no farther than if the neuron's own were off twice as much. */
static double off_softmax(const bp_definitions *d, size_t k, const double x[],
                          const double width[], const bp_precision *precision)
{
    double out = bp_evaluate(d, k, x);
    double own = x[bp_parent(d, k, 0)];
    double widest = 0.0;
    double largest = own;
    for (size_t p = 0; p < d->number[k].n_parents; p++) {
        rough net = parent(d, k, p, x, width);
        widest = fmax(widest, net.off);
        largest = fmax(largest, net.x);
    }
    double reach = 2.0 * widest;
    double slope = fmin(0.25, bp_logistic_slope(out) * exp(reach));
    double steps = fmax(off_shares(d, k, x, 0.0, precision),
                        fmax(off_shares(d, k, x, own, precision),
                             off_shares(d, k, x, largest, precision)));
    return fmin(1.0, reach * slope + steps) + bp_last_place(precision, out);
}

/* -a ln b: b's width is divided by b. */
static rough entropy(double a, rough b, const bp_precision *precision)
{
    if (a == 0.0)
        return exactly(0.0);
    double log_b = log(b.x);
    double by_b = divided_by(exactly(a), b, precision).x * b.off;
    double by_log = a * bp_last_place(precision, log_b);
    return (rough){-a * log_b, fabs(by_b) + fabs(by_log) +
                                   bp_last_place(precision, a * log_b)};
}

/* -a ln b - (1 - a) ln(1 - b) */
static rough cross_entropy(rough a, rough b, const bp_precision *precision)
{
    rough not_b = plus(exactly(1.0), negative(b), precision);
    return plus(entropy(a.x, b, precision),
                entropy(1.0 - a.x, not_b, precision), precision);
}

/* (1 - a) / (1 - b) - a / b */
static double off_cross_entropy_slope(rough a, rough b,
                                      const bp_precision *precision)
{
    rough one = exactly(1.0);
    rough not_b = plus(one, negative(b), precision);
    rough half = a.x == 0.0 ? exactly(0.0) : divided_by(a, b, precision);
    rough other = a.x == 1.0 ? exactly(0.0)
                             : divided_by(exactly(1.0 - a.x), not_b, precision);
    return plus(other, negative(half), precision).off;
}

static rough path_again(const bp_definitions *d, size_t k, const double x[],
                        const double width[], const bp_precision *precision)
{
    rough out =
        logistic(sum_of_products(d, k, 2, x, width, precision), precision);
    rough slope = {bp_logistic_slope(out.x), off_slope(out, precision)};
    rough miss = plus(out, negative(parent(d, k, 1, x, width)), precision);
    return times(parent(d, k, 0, x, width), times(miss, slope, precision),
                 precision);
}

/* ------------------------------------------------------------------ definitions */

/* What the operation makes of rough parents: how far that may be off. */
static double off(const bp_definitions *d, size_t k, const double x[],
                  const double width[], const bp_precision *precision)
{
    rough a = exactly(0.0);
    rough b = exactly(0.0);
    rough c = exactly(1.0);
    size_t n = d->number[k].n_parents;
    if (n > 0)
        a = parent(d, k, 0, x, width);
    if (n > 1)
        b = parent(d, k, 1, x, width);
    if (n > 2)
        c = parent(d, k, 2, x, width);
    switch (d->number[k].operation) {
    case BP_SAME:
        return a.off;
    case BP_SUM:
        return sum(d, k, x, width, precision).off;
    case BP_SUM_OF_PRODUCTS:
        return sum_of_products(d, k, 0, x, width, precision).off;
    case BP_PRODUCT:
        return times(a, b, precision).off;
    case BP_LOGISTIC:
    case BP_LOGISTIC_OF_MINUS:
        if (d->number[k].operation == BP_LOGISTIC_OF_MINUS)
            a = negative(a);
        return logistic(a, precision).off;
    case BP_LOGISTIC_SLOPE:
        return off_slope(a, precision);
    case BP_SLOPE_OF_SQUASHED:
        return off_slope(logistic(a, precision), precision);
    case BP_TANH:
        return a.off + 3.0 * bp_last_place(precision, 1.0);
    case BP_TANH_SLOPE:
        return plus(exactly(1.0), negative(times(a, a, precision)), precision)
            .off;
    case BP_RELU:
        return a.off;
    case BP_SOFTMAX:
        return off_softmax(d, k, x, width, precision);
    case BP_CROSS_ENTROPY:
        return cross_entropy(a, b, precision).off;
    case BP_SOFTMAX_ENTROPY:
        return entropy(a.x, b, precision).off;
    case BP_CROSS_ENTROPY_SLOPE:
        return off_cross_entropy_slope(a, b, precision);
    case BP_HALF_SQUARE:
        return off_square(plus(a, negative(b), precision), precision);
    case BP_MINUS_MISS:
        return plus(b, negative(a), precision).off +
               bp_last_place(precision, b.x - a.x);
    case BP_STEP:
        return plus(a, negative(times(c, b, precision)), precision).off;
    case BP_STEP_UP:
        return plus(a, times(c, b, precision), precision).off;
    case BP_WHOLE_STEP:
        return plus(a, negative(b), precision).off +
               bp_last_place(precision, b.x);
    case BP_QUOTIENT:
        return divided_by(a, b, precision).off;
    case BP_SUM_OF_QUOTIENTS:
        return sum_of_quotients(d, k, x, width, precision).off;
    case BP_PATH_AGAIN:
        return path_again(d, k, x, width, precision).off;
    case BP_RELU_SLOPE:
    case BP_ONE:
    case BP_GIVEN:
    case BP_TRAINED:
    case BP_NOTHING:
        break;
    }
    return 0.0;
}

double bp_width(const bp_definitions *d, size_t k, const double x[],
                const double width[], const bp_precision *precision)
{
    double factor = d->number[k].factor;
    double of_parents = off(d, k, x, width, precision);
    if (factor == 1.0)
        return of_parents;
    return fabs(factor) * of_parents + bp_last_place(precision, x[k]);
}

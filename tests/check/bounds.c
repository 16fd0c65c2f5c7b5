/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far rounding can lead a number off. Expected: the farthest that a number
 * comes when it is worked out anew in every way there is: from each end of each
 * parent's width, and with every step a last place too high or too low. */
#include "check/bounds.h"

#include <stdio.h>
#include <stdlib.h>

#include "support.h"

/* -------------------------------------------------------------- last places */

static const struct {
    bp_precision precision;
    double x, place;
} places[] = {
    {{0}, 0.593269992, 0.0},
    {{.decimal = 1e-4}, 0.593269992, 1e-4},
    {{.decimal = 1e-4}, -123.4, 1e-4},
    {{.decimal = 1e-4}, 0.0, 1e-4},
    {{.significant = 1e-4}, 0.593269992, 1e-5},
    {{.significant = 1e-4}, -0.0593269992, 1e-6},
    {{.significant = 1e-4}, 5.93269992, 1e-4},
    {{.significant = 1e-4}, -59.3269992, 1e-3},
    {{.significant = 1e-4}, 0.0, 0.0},
    {{.binary = 0x1p-24}, 0.75, 0.75 * 0x1p-24},
    {{.binary = 0x1p-24}, -12.0, 12.0 * 0x1p-24},
    /* The coarser of the two: of 0.0593 the decimals, of 59.3 the digits. */
    {{.decimal = 1e-5, .significant = 1e-4}, 0.0593269992, 1e-5},
    {{.decimal = 1e-5, .significant = 1e-4}, 59.3269992, 1e-3},
    /* Whoever rounds a float has the float's last place besides. */
    {{.decimal = 1e-4, .binary = 0x1p-24}, 2.0, 1e-4 + 0x1p-23},
};

START_TEST(last_place_is_that_of_the_coarsest)
{
    expect_close("last place",
                 bp_last_place(&places[_i].precision, places[_i].x),
                 places[_i].place, 1e-15);
}
END_TEST

/* 10 to that power, and the double before it, which has its first digit a place
 * further on. */
START_TEST(places_change_at_powers_of_ten)
{
    const bp_precision five_digits = {.significant = 1e-4};
    char text[32];
    snprintf(text, sizeof text, "1e%d", _i);
    double power = strtod(text, NULL);
    expect_close(text, bp_last_place(&five_digits, power), 1e-4 * power, 1e-14);
    expect_close(text, bp_last_place(&five_digits, -nextafter(power, 0.0)),
                 1e-5 * power, 1e-14);
}
END_TEST

/* Farther out nobody counts digits. The place is no finer than the digits have
 * it, and no coarser than a digit more. */
START_TEST(places_of_the_smallest_and_the_largest)
{
    static const double far[] = {3e-25, 9.9e-21, 1.5e20, 7e30};
    const bp_precision five_digits = {.significant = 1e-4};
    for (size_t k = 0; k < LENGTH(far); k++) {
        double place = bp_last_place(&five_digits, far[k]);
        ck_assert(place >= 0.99e-5 * far[k]);
        ck_assert(place <= 1.01e-4 * far[k]);
    }
}
END_TEST

/* ----------------------------------------------------- whoever works it out */

/* Each bit of ways says whether something is too high or too low: first each
 * parent, then each step. */
typedef struct {
    bp_precision precision; /* one of the three is not 0 */
    unsigned long ways;
    unsigned n; /* the bits that are used up */
} worker;

static double off_by(worker *w, double most)
{
    return (w->ways >> w->n++ & 1) != 0 ? most : -most;
}

static double digits_and_bits(const worker *w, double x)
{
    double magnitude = fabs(x);
    double first = magnitude > 0.0 ? pow(10.0, floor(log10(magnitude))) : 0.0;
    return w->precision.significant * first + w->precision.binary * magnitude;
}

/* A product, a quotient or a function. */
static double step(worker *w, double x)
{
    return x + off_by(w, w->precision.decimal + digits_and_bits(w, x));
}

/* A sum of decimals has no more of them than these have. */
static double add(worker *w, double a, double b)
{
    double x = a + b;
    return w->precision.decimal > 0.0 ? x
                                      : x + off_by(w, digits_and_bits(w, x));
}

static double multiply(worker *w, double a, double b)
{
    return step(w, a * b);
}

static double divide(worker *w, double a, double b)
{
    return step(w, a / b);
}

static double squash(worker *w, double a)
{
    return divide(w, 1.0, add(w, 1.0, step(w, exp(-a))));
}

static double slope(worker *w, double out)
{
    return multiply(w, out, add(w, 1.0, -out));
}

/* -------------------------------------------------- what the operations are */

typedef double calculation(worker *w, const double x[]);

static double same(worker *w, const double x[])
{
    (void)w;
    return x[0];
}

static double zero(worker *w, const double x[])
{
    (void)w;
    (void)x;
    return 0.0;
}

static double sum_of_3(worker *w, const double x[])
{
    return add(w, add(w, x[0], x[1]), x[2]);
}

static double two_products(worker *w, const double x[])
{
    return add(w, multiply(w, x[0], x[1]), multiply(w, x[2], x[3]));
}

static double net(worker *w, const double x[])
{
    return add(w, two_products(w, x), x[4]);
}

static double product(worker *w, const double x[])
{
    return multiply(w, x[0], x[1]);
}

static double logistic(worker *w, const double x[])
{
    return squash(w, x[0]);
}

/* As some libraries have it, for which halves are exact. */
static double logistic_by_tanh(worker *w, const double x[])
{
    double t = tanh(0.5 * x[0]);
    return w->precision.binary > 0.0 ? 0.5 * add(w, 1.0, step(w, t))
                                     : squash(w, x[0]);
}

static double logistic_of_minus(worker *w, const double x[])
{
    return squash(w, -x[0]);
}

static double slope_of_out(worker *w, const double x[])
{
    return slope(w, x[0]);
}

static double slope_of_squashed(worker *w, const double x[])
{
    return slope(w, squash(w, x[0]));
}

static double tanh_by_power(worker *w, const double x[])
{
    double power = step(w, exp(-2.0 * x[0]));
    double above = add(w, 1.0, -power);
    return divide(w, above, add(w, 1.0, power));
}

static double tanh_slope(worker *w, const double x[])
{
    return add(w, 1.0, -multiply(w, x[0], x[0]));
}

static double relu(worker *w, const double x[])
{
    (void)w;
    return fmax(x[0], 0.0);
}

static double power_of_difference(worker *w, double a, double b)
{
    return step(w, exp(add(w, a, -b)));
}

static double softmax_of_2(worker *w, const double x[])
{
    return divide(w, 1.0, add(w, 1.0, power_of_difference(w, x[1], x[0])));
}

static double softmax_of_3(worker *w, const double x[])
{
    double second = add(w, 1.0, power_of_difference(w, x[1], x[0]));
    return divide(w, 1.0, add(w, second, power_of_difference(w, x[2], x[0])));
}

static double softmax_by_powers(worker *w, const double x[])
{
    double own = step(w, exp(x[0]));
    return divide(w, own, add(w, own, step(w, exp(x[1]))));
}

/* The second is the largest of three, and is taken from each. */
static double softmax_by_largest(worker *w, const double x[])
{
    double own = power_of_difference(w, x[0], x[1]);
    double total = add(w, add(w, own, 1.0), power_of_difference(w, x[2], x[1]));
    return divide(w, own, total);
}

static double half_square(worker *w, const double x[])
{
    double miss = add(w, x[0], -x[1]);
    return multiply(w, 0.5, multiply(w, miss, miss));
}

/* The sign is another step, of a number that may have been written down. */
static double minus_miss(worker *w, const double x[])
{
    return step(w, -add(w, x[0], -x[1]));
}

/* a ln b. Nobody works out what is 0 times something. */
static double share_of_log(worker *w, double a, double b)
{
    return a == 0.0 ? 0.0 : multiply(w, a, step(w, log(b)));
}

static double cross_entropy(worker *w, const double x[])
{
    double one = share_of_log(w, x[0], x[1]);
    double other =
        x[0] == 1.0 ? 0.0 : share_of_log(w, 1.0 - x[0], add(w, 1.0, -x[1]));
    return x[0] == 0.0 || x[0] == 1.0 ? -one - other : -add(w, one, other);
}

static double cross_entropy_slope(worker *w, const double x[])
{
    if (x[0] == 1.0)
        return add(w, 0.0, -divide(w, 1.0, x[1]));
    double other = divide(w, 1.0 - x[0], add(w, 1.0, -x[1]));
    return add(w, other, x[0] == 0.0 ? 0.0 : -divide(w, x[0], x[1]));
}

static double softmax_entropy(worker *w, const double x[])
{
    return -share_of_log(w, x[0], x[1]);
}

static double step_down(worker *w, const double x[])
{
    return add(w, x[0], -multiply(w, x[2], x[1]));
}

static double step_up(worker *w, const double x[])
{
    return add(w, x[0], multiply(w, x[2], x[1]));
}

/* The step itself is written down before it is taken. */
static double whole_step(worker *w, const double x[])
{
    return add(w, x[0], -step(w, x[1]));
}

static double quotient(worker *w, const double x[])
{
    return divide(w, x[0], x[1]);
}

static double two_quotients(worker *w, const double x[])
{
    return add(w, divide(w, x[0], x[1]), divide(w, x[2], x[3]));
}

static double path_again(worker *w, const double x[])
{
    double out = squash(w, net(w, x + 2));
    double miss = add(w, out, -x[1]);
    return multiply(w, x[0], multiply(w, miss, slope(w, out)));
}

/* ------------------------------------------------------------------- widths */

enum { MOST_PARENTS = 7, N_PRECISIONS = 3 };

static const bp_precision precisions[N_PRECISIONS] = {
    {.decimal = 1e-6}, {.significant = 1e-6}, {.binary = 1e-6}};

static const struct {
    bp_operation operation;
    calculation *calculate;
    size_t n_parents;
    double x[MOST_PARENTS];
} cases[] = {
    {BP_GIVEN, zero, 0, {0}},
    {BP_TRAINED, zero, 0, {0}},
    {BP_NOTHING, zero, 0, {0}},
    {BP_SAME, same, 1, {-0.7316}},
    {BP_SUM, sum_of_3, 3, {0.2748, -0.6135, 0.0923}},
    {BP_SUM_OF_PRODUCTS, two_products, 4, {0.4172, 0.5933, -0.4585, 0.5969}},
    {BP_SUM_OF_PRODUCTS, net, 5, {0.4172, 0.5933, -0.4585, 0.5969, 0.6173}},
    {BP_PRODUCT, product, 2, {-0.7414, 0.1868}},
    {BP_LOGISTIC, logistic, 1, {1.1059}},
    {BP_LOGISTIC, logistic, 1, {-3.2871}},
    {BP_LOGISTIC, logistic, 1, {9.1312}},
    {BP_LOGISTIC, logistic_by_tanh, 1, {-3.2871}},
    {BP_LOGISTIC_OF_MINUS, logistic_of_minus, 1, {1.7259}},
    {BP_LOGISTIC_SLOPE, slope_of_out, 1, {0.7514}},
    {BP_LOGISTIC_SLOPE, slope_of_out, 1, {0.9873}},
    {BP_SLOPE_OF_SQUASHED, slope_of_squashed, 1, {0.7514}},
    {BP_TANH, tanh_by_power, 1, {0.3775}},
    {BP_TANH, tanh_by_power, 1, {2.4183}},
    {BP_TANH_SLOPE, tanh_slope, 1, {-0.3605}},
    {BP_RELU, relu, 1, {0.3775}},
    {BP_RELU_SLOPE, zero, 1, {0.3775}},
    {BP_ONE, zero, 1, {0.3775}},
    {BP_SOFTMAX, softmax_of_2, 2, {1.5127, -1.4361}},
    /* A little more than 10 under the fraction bar. */
    {BP_SOFTMAX, softmax_of_2, 2, {-1.0173, 1.2927}},
    {BP_SOFTMAX, softmax_of_3, 3, {0.4172, 0.3585, -0.2961}},
    {BP_SOFTMAX, softmax_of_3, 3, {4.4172, 0.3585, -0.2961}},
    {BP_SOFTMAX, softmax_by_powers, 2, {0.4172, 0.3585}},
    {BP_SOFTMAX, softmax_by_powers, 2, {-5.4172, -5.3585}},
    {BP_SOFTMAX, softmax_by_largest, 3, {-0.9172, 1.3585, 0.2961}},
    {BP_HALF_SQUARE, half_square, 2, {0.01, 0.7514}},
    {BP_MINUS_MISS, minus_miss, 2, {0.99, 0.7729}},
    {BP_CROSS_ENTROPY, cross_entropy, 2, {0.2731, 0.7514}},
    {BP_CROSS_ENTROPY, cross_entropy, 2, {1.0, 0.7514}},
    {BP_CROSS_ENTROPY, cross_entropy, 2, {0.0, 0.7514}},
    {BP_CROSS_ENTROPY_SLOPE, cross_entropy_slope, 2, {0.2731, 0.7514}},
    {BP_CROSS_ENTROPY_SLOPE, cross_entropy_slope, 2, {1.0, 0.7514}},
    {BP_CROSS_ENTROPY_SLOPE, cross_entropy_slope, 2, {0.0, 0.7514}},
    {BP_SOFTMAX_ENTROPY, softmax_entropy, 2, {0.6127, 0.3914}},
    {BP_SOFTMAX_ENTROPY, softmax_entropy, 2, {0.0, 0.3914}},
    {BP_STEP, step_down, 3, {0.4172, 0.0822, 0.5391}},
    {BP_STEP_UP, step_up, 3, {0.4172, -0.0822, 0.5391}},
    {BP_WHOLE_STEP, whole_step, 2, {0.4172, 0.0822}},
    {BP_QUOTIENT, quotient, 2, {0.0822, -0.5933}},
    {BP_SUM_OF_QUOTIENTS, two_quotients, 4, {0.0822, -0.5933, 0.1385, 0.5969}},
    {BP_PATH_AGAIN,
     path_again,
     7,
     {0.417, 0.012, 0.359, 0.593, -0.409, 0.597, 0.617}},
};

/* Targets are given, and exact. */
static bool begins_with_target(bp_operation operation)
{
    return operation == BP_CROSS_ENTROPY ||
           operation == BP_CROSS_ENTROPY_SLOPE ||
           operation == BP_SOFTMAX_ENTROPY || operation == BP_HALF_SQUARE ||
           operation == BP_MINUS_MISS;
}

/* How often the farthest that a number comes may go into its width: once, where
 * its steps are counted one by one, but for what is of second order. */
static double most_often(bp_operation operation)
{
    switch (operation) {
    /* The first of a sum is added to 0, and counts: three for two. */
    case BP_SUM:
    case BP_SUM_OF_PRODUCTS:
    case BP_SUM_OF_QUOTIENTS:
    case BP_CROSS_ENTROPY:
        return 1.5001;
    /* The output counts in the miss and in the slope, as if one knew nothing of
     * the other. */
    case BP_PATH_AGAIN:
        return 2.1;
    /* There are several ways, which must all find room. */
    case BP_LOGISTIC:
    case BP_LOGISTIC_OF_MINUS:
    case BP_SLOPE_OF_SQUASHED:
    case BP_TANH:
    case BP_SOFTMAX:
        return 6.0;
    default:
        return 1.0001;
    }
}

/* The number, worked out from its parents at the ends of their widths. */
static double in_one_way(int c, const double width[], worker *w)
{
    double x[MOST_PARENTS];
    w->n = 0;
    for (size_t p = 0; p < cases[c].n_parents; p++)
        x[p] = width[p] == 0.0 ? cases[c].x[p]
                               : cases[c].x[p] + off_by(w, width[p]);
    return cases[c].calculate(w, x);
}

static double farthest(int c, const double width[], bp_precision precision)
{
    worker nobody = {0};
    double right = cases[c].calculate(&nobody, cases[c].x);
    worker w = {.precision = precision};
    double most = 0.0;
    do {
        most = fmax(most, fabs(in_one_way(c, width, &w) - right));
        w.ways++;
    } while (w.ways >> w.n == 0);
    return most;
}

/* The width of what the operation makes of its parents, times a factor. */
static double width_of(bp_operation operation, size_t n_parents,
                       const double x[], const double width[], double factor,
                       const bp_precision *precision)
{
    static size_t parents[MOST_PARENTS] = {0, 1, 2, 3, 4, 5, 6};
    bp_definition number[MOST_PARENTS + 1] = {0};
    number[n_parents] = (bp_definition){
        .operation = operation, .factor = factor, .n_parents = n_parents};
    bp_definitions d = {
        .number = number, .n = n_parents + 1, .parent = parents};
    double all[MOST_PARENTS + 1] = {0.0};
    for (size_t p = 0; p < n_parents; p++)
        all[p] = x[p];
    all[n_parents] = bp_evaluate(&d, n_parents, all);
    return bp_width(&d, n_parents, all, width, precision);
}

static void expect_width(int c, const double parents[],
                         const bp_precision *precision)
{
    bp_operation operation = cases[c].operation;
    double width = width_of(operation, cases[c].n_parents, cases[c].x, parents,
                            1.0, precision);
    double far = farthest(c, parents, *precision);
    ck_assert_msg(width >= far * (1.0 - 1e-5),
                  "operation %d of %g ..: %.6g wide, and it comes %.6g far",
                  (int)operation, cases[c].x[0], width, far);
    ck_assert_msg(width <= far * most_often(operation),
                  "operation %d of %g ..: %.6g wide, and it comes %.6g at most",
                  (int)operation, cases[c].x[0], width, far);
}

/* Each parent is off by another share of what steps are. */
START_TEST(width_is_how_far_it_comes)
{
    int c = _i / N_PRECISIONS;
    double parents[MOST_PARENTS];
    for (size_t p = 0; p < cases[c].n_parents; p++)
        parents[p] = 1e-6 * (1.3 + 0.7 * (double)p);
    if (begins_with_target(cases[c].operation))
        parents[0] = 0.0;
    expect_width(c, parents, &precisions[_i % N_PRECISIONS]);
}
END_TEST

/* Where the parents are exact, nothing hides a step that is left out of
 * account. */
START_TEST(width_of_steps_alone)
{
    const double parents[MOST_PARENTS] = {0.0};
    expect_width(_i / N_PRECISIONS, parents, &precisions[_i % N_PRECISIONS]);
}
END_TEST

START_TEST(each_operation_has_a_case)
{
    for (int operation = 0; operation <= BP_PATH_AGAIN; operation++) {
        size_t c = 0;
        while (c < LENGTH(cases) && (int)cases[c].operation != operation)
            c++;
        ck_assert_msg(c < LENGTH(cases), "operation %d has none", operation);
    }
}
END_TEST

/* What is multiplied by a factor is wider by it, and is rounded once more. */
START_TEST(a_factor_makes_wider)
{
    const double x[] = {0.6, -0.3};
    const double width[] = {1e-3, 2e-3};
    const bp_precision two_decimals = {.decimal = 1e-2};
    double of_product = 0.6 * 2e-3 + 0.3 * 1e-3 + 1e-3 * 2e-3 + 1e-2;
    expect_close("-3 a b",
                 width_of(BP_PRODUCT, 2, x, width, -3.0, &two_decimals),
                 3.0 * of_product + 1e-2, 1e-14);
    expect_close("a b", width_of(BP_PRODUCT, 2, x, width, 1.0, &two_decimals),
                 of_product, 1e-14);
}
END_TEST

static void expect_room(int c, const double parents[])
{
    const bp_precision exact = {0};
    double width = width_of(cases[c].operation, cases[c].n_parents, cases[c].x,
                            parents, 1.0, &exact);
    double far = farthest(c, parents, exact);
    ck_assert_msg(width >= far * (1.0 - 1e-12),
                  "operation %d of %g +- %g: %.6g wide, and it comes %.6g far",
                  (int)cases[c].operation, cases[c].x[0], parents[0], width,
                  far);
}

/* Where first order is not enough: within its width an output may become much
 * steeper. Nothing is rounded here; all net inputs are off, or its own. */
START_TEST(wide_parents_lead_no_farther)
{
    static const double wide[] = {0.3, 1.0, 3.0, 10.0};
    for (int c = 0; c < (int)LENGTH(cases); c++)
        for (size_t w = 0; w < LENGTH(wide); w++) {
            if (cases[c].operation != BP_LOGISTIC &&
                cases[c].operation != BP_SOFTMAX)
                continue;
            expect_room(c, (double[MOST_PARENTS]){wide[w], wide[w], wide[w]});
            expect_room(c, (double[MOST_PARENTS]){wide[w]});
        }
}
END_TEST

/* At the top of its slope's parabola an output is off by what is of second
 * order: from 0.5 to 0.3 its slope falls from 0.25 to 0.21. */
START_TEST(slope_of_a_wide_half)
{
    const double half[] = {0.5};
    const double width[] = {0.2};
    const bp_precision exact = {0};
    expect_close("slope",
                 width_of(BP_LOGISTIC_SLOPE, 1, half, width, 1.0, &exact), 0.04,
                 1e-14);
}
END_TEST

/* e to the 800 is beyond all doubles, and 1 by it is 0. */
START_TEST(nothing_is_lost_far_below_0)
{
    const double far_below[] = {-800.0};
    const double width[] = {1.0};
    expect_close("logistic",
                 width_of(BP_LOGISTIC, 1, far_below, width, 1.0,
                          &(bp_precision){.decimal = 1e-6}),
                 1e-6, 1e-14);
}
END_TEST

/* A divisor that may be 0 leaves nothing to be said. */
START_TEST(a_divisor_that_may_be_0)
{
    const double x[] = {0.6, -0.3};
    const double wide[] = {0.0, 0.3};
    const double narrow[] = {0.0, 0.29};
    const bp_precision exact = {0};
    ck_assert(isinf(width_of(BP_QUOTIENT, 2, x, wide, 1.0, &exact)));
    /* From 0.6 / 0.3 to 0.6 / 0.01. */
    expect_close("0.6 / 0.01", width_of(BP_QUOTIENT, 2, x, narrow, 1.0, &exact),
                 58.0, 1e-12);
}
END_TEST

/* Between 0 and 1 nothing is off by more than 1, as far as it is written down,
 * and however large the net inputs are. */
START_TEST(what_is_squashed_is_off_by_1_at_most)
{
    static const double nets[][2] = {{0.3, -0.2},      {-9.0, 9.0},
                                     {800.0, -800.0},  {-800.0, 800.0},
                                     {-800.0, -800.0}, {800.0, 800.0}};
    static const bp_operation squashing[] = {BP_LOGISTIC, BP_LOGISTIC_OF_MINUS,
                                             BP_SOFTMAX};
    const double wide[] = {1e3, 1e3};
    for (size_t n = 0; n < LENGTH(nets); n++)
        for (size_t s = 0; s < LENGTH(squashing); s++)
            for (size_t p = 0; p < N_PRECISIONS; p++) {
                double width =
                    width_of(squashing[s], squashing[s] == BP_SOFTMAX ? 2 : 1,
                             nets[n], wide, 1.0, &precisions[p]);
                ck_assert_msg(width >= 0.0 && width <= 1.0 + 1e-6,
                              "of %g: %.17g", nets[n][0], width);
            }
}
END_TEST

int main(void)
{
    TCase *place = tcase_create("last places");
    tcase_add_loop_test(place, last_place_is_that_of_the_coarsest, 0,
                        LENGTH(places));
    tcase_add_loop_test(place, places_change_at_powers_of_ten, -19, 20);
    tcase_add_test(place, places_of_the_smallest_and_the_largest);
    TCase *width = tcase_create("widths");
    tcase_add_loop_test(width, width_is_how_far_it_comes, 0,
                        LENGTH(cases) * N_PRECISIONS);
    tcase_add_loop_test(width, width_of_steps_alone, 0,
                        LENGTH(cases) * N_PRECISIONS);
    tcase_add_test(width, each_operation_has_a_case);
    tcase_add_test(width, a_factor_makes_wider);
    tcase_add_test(width, wide_parents_lead_no_farther);
    tcase_add_test(width, slope_of_a_wide_half);
    tcase_add_test(width, nothing_is_lost_far_below_0);
    tcase_add_test(width, a_divisor_that_may_be_0);
    tcase_add_test(width, what_is_squashed_is_off_by_1_at_most);
    return run_cases("bounds", 2, (TCase *[]){place, width});
}

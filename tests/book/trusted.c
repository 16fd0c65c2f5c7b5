/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many digits of a number are printed. The numbers are made for it: how far each
 * is from the middle between two printed ones can be read off its decimals. */
#include "book/trusted.h"

#include "support.h"

static const struct {
    double x;
    double rounds;
    int digits;
} numbers[] = {
    /* far from any middle, or exactly a short decimal */
    {0.123456789012, 0.0, 12},
    {0.12345678901234, 10000.0, 12},
    {-0.25, 1000000.0, 12},
    {0.0, 0.0, 12},
    /* at the middle, below and above 0, large and small */
    {0.1234567890125, 0.0, 11},
    {-0.1234567890125, 0.0, 11},
    {123456.7890125, 0.0, 11},
    {1.234567890125e-30, 0.0, 11},
    /* a hundredth beside it, where an exponent of -170 has errors of its own */
    {1.23456789012499e-74, 0.0, 11},
    {1.23456789012499e-6, 0.0, 12},
    /* a hundredth of the last place beside it, which many rounds may bridge */
    {0.12345678901249, 0.0, 12},
    {0.12345678901251, 0.0, 12},
    {0.12345678901249, 10000.0, 11},
    {0.12345678901251, 10000.0, 11},
    /* where the digit before it is a middle as well, and where all are carried */
    {0.1234567890145, 0.0, 11},
    {0.9999999999995, 0.0, 11},
};

START_TEST(digits_are_printed_that_rounding_does_not_change)
{
    ck_assert_int_eq(bp_steady_digits(numbers[_i].x, numbers[_i].rounds),
                     numbers[_i].digits);
}
END_TEST

static const struct {
    double x;
    double off;
    int most, decimals;
} slopes[] = {
    {0.12344, 5e-6, 4, 4},   {0.12344, 5e-5, 4, 3},   {0.12345, 1e-12, 4, 3},
    {-0.12345, 1e-12, 4, 3}, {0.1249999, 1e-6, 4, 4}, {0.1249999, 1e-6, 2, 1},
    {0.5, 0.01, 0, 0},       {3.0, 0.0, 10, 10},
};

START_TEST(decimals_are_printed_that_rounding_does_not_change)
{
    ck_assert_int_eq(
        bp_steady_decimals(slopes[_i].x, slopes[_i].off, slopes[_i].most),
        slopes[_i].decimals);
}
END_TEST

int main(void)
{
    TCase *tests = tcase_create("trusted");
    tcase_add_loop_test(tests, digits_are_printed_that_rounding_does_not_change,
                        0, LENGTH(numbers));
    tcase_add_loop_test(tests,
                        decimals_are_printed_that_rounding_does_not_change, 0,
                        LENGTH(slopes));
    return run_cases("trusted", 1, (TCase *[]){tests});
}

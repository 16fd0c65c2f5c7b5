/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as text: the shortest decimals out, and only plain decimals in. */
#include "walk/number.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_rng.h>

#include "support.h"

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static double double_of(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* ---------------------------------------------------------- numbers as text */

/* +-0.DIGITS times 10 to the exponent; no 0 at either end of the digits. */
typedef struct {
    bool negative;
    char digits[BP_NUMBER_SIZE];
    int exponent;
} decimal;

static decimal take_apart(const char *text)
{
    decimal d = {.negative = *text == '-'};
    size_t n = 0;
    bool after_point = false;
    for (text += d.negative; *text != '\0' && *text != 'e'; text++) {
        if (*text == '.') {
            after_point = true;
            continue;
        }
        bool leading_zero = n == 0 && *text == '0';
        if (!leading_zero)
            d.digits[n++] = *text;
        if (after_point == leading_zero)
            d.exponent += leading_zero ? -1 : 1;
    }
    if (*text == 'e')
        d.exponent += atoi(text + 1);
    while (n > 0 && d.digits[n - 1] == '0')
        d.digits[--n] = '\0';
    if (n == 0)
        d.exponent = 0;
    return d;
}

/* True where a decimal of n digits reads back to x > 0. Only the two that
 * enclose x can, and those are x's own first n digits, and one more in the last
 * place. */
static bool reads_back_with(double x, size_t n)
{
    char all[96];
    snprintf(all, sizeof all, "%.60e", x);
    int exponent = atoi(strchr(all, 'e') + 1);
    unsigned long long below = 0;
    for (size_t i = 0; i < n; i++)
        below =
            10 * below + (unsigned long long)(all[i == 0 ? 0 : i + 1] - '0');
    for (unsigned long long m = below; m <= below + 1; m++) {
        char text[64];
        snprintf(text, sizeof text, "%llue%d", m, exponent - (int)n + 1);
        if (strtod(text, NULL) == x)
            return true;
    }
    return false;
}

/* Run for some 100,000 numbers: it tells Check of those that fail alone. */
static void expect_shortest(double x)
{
    char text[BP_NUMBER_SIZE];
    double back = 0.0;
    if (bp_number_text(x, text) != text || !bp_read_number(text, &back) ||
        bits_of(back) != bits_of(x))
        ck_abort_msg("%a: '%s' reads back to %a", x, text, back);
    decimal d = take_apart(text);
    size_t n = strlen(d.digits);
    if (n > 1 && reads_back_with(fabs(x), n - 1))
        ck_abort_msg("%a: '%s' has %zu digits, fewer would do", x, text, n);
}

/* The texts are Python 3's repr of the same doubles. */
static const struct {
    double x;
    const char *text;
} known[] = {
    {0.0, "0.0"},
    {-0.0, "-0.0"},
    {0x1.999999999999ap-4, "0.1"},
    {0x1.3333333333333p-3, "0.15"},
    {0x1.3333333333334p-2, "0.30000000000000004"}, /* 0.1 + 0.2 */
    {1.0, "1.0"},
    {-2.0, "-2.0"},
    {100.0, "100.0"},
    {0.5, "0.5"},
    {0x1.5555555555555p-2, "0.3333333333333333"},
    {0x1.5555555555555p-1, "0.6666666666666666"},
    {-0x1.2492492492492p-3, "-0.14285714285714285"},
    {0x1.921fb54442d18p+1, "3.141592653589793"},
    {0x1.5bf0a8b145769p+1, "2.718281828459045"},
    {0x1.d6f3454p+26, "123456789.0"},
    {0x1.c6bf52634p+49, "1000000000000000.0"},
    {0x1.1c37937e08p+53, "1e+16"},
    {0x1.6345785d8ap+56, "1e+17"},
    {0x1.0f0cf064dd592p+73, "1e+22"},
    {0x1.52d02c7e14af6p+76, "1e+23"},
    {0x1.fffffffffffffp+52, "9007199254740991.0"},
    {0x1.0p+53, "9007199254740992.0"},
    {0x1.b69b4ba630f35p+56, "1.2345678901234568e+17"},
    {0x1.fe185ca57c517p+78, "6.02214076e+23"},
    {0x1.a36e2eb1c432dp-14, "0.0001"},
    {0x1.a36e2eb1c432dp-15, "5e-05"},
    {0x1.4f8b588e368f1p-17, "1e-05"},
    {0x1.1666666666666p+2, "4.35"},
    {0x1.828f5c28f5c29p-2, "0.3775"},
    {0x1.2fc1159b98db1p-1, "0.593269992107187"},
    {0x1.31883228c8298p-2, "0.2983711087600027"},
    {0x1.78b56362cef38p-2, "0.36787944117144233"},
    {0x1.fffffffffffffp-1, "0.9999999999999999"},
    {0x1.0000000000001p+0, "1.0000000000000002"},
    {0x1.a784379d99db4p-995, "4.9406564584124654e-300"},
    {DBL_MIN, "2.2250738585072014e-308"},
    {DBL_MAX, "1.7976931348623157e+308"},
    {-DBL_MAX, "-1.7976931348623157e+308"},
    /* Subnormal numbers have fewer bits, down to one. */
    {0x0.fffffffffffffp-1022, "2.225073858507201e-308"},
    {0x0.012688b70e62bp-1022, "1e-310"},
    {0x0.016b9f4d3cd48p-1022, "1.23456789012346e-310"},
    {0x0.0000000bc614ep-1022, "6.0995754e-317"},
    {0x1p-1074, "5e-324"},
    {-0x1p-1074, "-5e-324"},
    {0x2p-1074, "1e-323"},
    {0x3p-1074, "1.5e-323"},
    {0x9p-1074, "4.4e-323"},
    /* Below a power of two the doubles lie twice as close as above it. */
    {0x1p-20, "9.5367431640625e-07"},
    {0x1p-24, "5.960464477539063e-08"},
    {0x1p-44, "5.684341886080802e-14"},
    {-0x1p-44, "-5.684341886080802e-14"},
    {0x1p+89, "6.189700196426902e+26"},
    {0x1p+976, "6.386688990511104e+293"},
};

START_TEST(known_number_has_its_shortest_text)
{
    char text[BP_NUMBER_SIZE];
    decimal expected = take_apart(known[_i].text);
    decimal d = take_apart(bp_number_text(known[_i].x, text));
    ck_assert_msg(
        d.negative == expected.negative && d.exponent == expected.exponent &&
            strcmp(d.digits, expected.digits) == 0,
        "%a: the text is '%s', expected %s", known[_i].x, text, known[_i].text);
}
END_TEST

START_TEST(zero_keeps_its_sign)
{
    char text[BP_NUMBER_SIZE];
    ck_assert_str_eq(bp_number_text(0.0, text), "0");
    ck_assert_str_eq(bp_number_text(-0.0, text), "-0");
}
END_TEST

START_TEST(powers_of_two_have_the_shortest_text)
{
    for (int k = DBL_MIN_EXP - DBL_MANT_DIG; k < DBL_MAX_EXP; k++)
        expect_shortest(ldexp(1.0, k));
}
END_TEST

START_TEST(neighbours_of_powers_of_two_have_the_shortest_text)
{
    for (int k = DBL_MIN_EXP; k < DBL_MAX_EXP; k++) {
        expect_shortest(nextafter(ldexp(1.0, k), 0.0));
        expect_shortest(nextafter(ldexp(1.0, k), DBL_MAX));
    }
}
END_TEST

START_TEST(random_bits_have_the_shortest_text)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 20150317);
    size_t n_subnormal = 0;
    for (size_t n = 0; n < 100000; n++) {
        uint64_t bits = gsl_rng_get(random);
        bits = bits << 32 | gsl_rng_get(random);
        if (n % 20 == 0)
            bits &= 0x800fffffffffffff; /* exponent 0: a subnormal number */
        double x = double_of(bits);
        if (!isfinite(x))
            continue;
        n_subnormal += x != 0.0 && !isnormal(x);
        expect_shortest(x);
    }
    gsl_rng_free(random);
    ck_assert_uint_ge(n_subnormal, 5000);
}
END_TEST

/* Every decimal of up to 15 digits survives the way through a double. */
START_TEST(short_decimals_come_back_as_they_were)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random, 1986);
    for (size_t n = 0; n < 20000; n++) {
        char given[BP_NUMBER_SIZE];
        char text[BP_NUMBER_SIZE];
        int n_digits = 1 + (int)gsl_rng_uniform_int(random, 15);
        double digits = floor(gsl_rng_uniform(random) * pow(10.0, n_digits));
        int exponent = (int)gsl_rng_uniform_int(random, 585) - 300;
        snprintf(given, sizeof given, "%.0fe%d", digits, exponent);
        bp_number_text(strtod(given, NULL), text);
        decimal expected = take_apart(given);
        decimal d = take_apart(text);
        if (d.exponent != expected.exponent ||
            strcmp(d.digits, expected.digits) != 0)
            ck_abort_msg("%s comes back as %s", given, text);
    }
    gsl_rng_free(random);
}
END_TEST

/* --------------------------------------------------------- text as a number */

/* The numbers are worked out by hand; for those between two doubles the C
 * compiler's own reading is taken. */
static const struct {
    const char *text;
    double x;
} accepted[] = {
    {"0", 0.0},
    {"-0", -0.0},
    {"-0.0", -0.0},
    {"0.15", 0.15},
    {"+0.15", 0.15},
    {"-2", -2.0},
    {"+1", 1.0},
    {"5.", 5.0},
    {".5", 0.5},
    {"-.5", -0.5},
    {"+.5e1", 5.0},
    {"5.e1", 50.0},
    {"007", 7.0},
    {"0.10", 0.1},
    {"5e-05", 0.00005},
    {"5E-5", 0.00005},
    {"1e0", 1.0},
    {"1E+2", 100.0},
    {"1e0000000002", 100.0},
    {"1e308", 1e308},
    {"1.7976931348623157e308", DBL_MAX},
    {"1.7976931348623158e308", DBL_MAX},
    {"2.2250738585072014e-308", DBL_MIN},
    {"4.9e-324", 0x1p-1074},
    {"5e-324", 0x1p-1074},
    {"1e-324", 0.0},
    {"1e-999", 0.0},
    {"-1e-999", -0.0},
    {"0e999", 0.0},
    {"0.30000000000000004", 0x1.3333333333334p-2},
    /* Half way between two doubles, the even one. */
    {"9007199254740993", 0x1p53},
    {"9007199254740995", 0x1.0000000000002p53},
    {"9007199254740993.0000000000000000000000000000000000001",
     0x1.0000000000001p53},
    {"0.1000000000000000055511151231257827021181583404541015625", 0.1},
    {"0.333333333333333333333333333333333333333333333333333333", 1.0 / 3.0},
};

START_TEST(decimals_are_read)
{
    double x = 42.0;
    ck_assert_msg(bp_read_number(accepted[_i].text, &x), "'%s' is refused",
                  accepted[_i].text);
    ck_assert_msg(bits_of(x) == bits_of(accepted[_i].x),
                  "'%s' is read as %a, is %a", accepted[_i].text, x,
                  accepted[_i].x);
}
END_TEST

static const char *const refused[] = {
    "", " ", "+", "-", ".", "+.", "-.", "e", "e5", ".e5", "1e", "1e+", "1e-",
    "1e+-5", "1e5.", "1e5.0", "1e 5", "1ee5", "1e5e5", "1.2.3", "..5", "5..",
    "--1", "++1", "+-1", "1-", "1+1", "0x10", "0x1p-3", "0X1P3", "1p3", "x",
    "inf", "-inf", "Infinity", "INF", ".inf", "nan", "NaN", "-nan", ".nan",
    "nan(1)", "1e999", "-1e999", "1e309", "2e308", "1_000", "0,5", "1,000.0",
    "1'000", "1 000", " 1", "1 ", "\t1", "1\t", "1\n", "\n1", "1\r", "1\v",
    "1f", "1.0L", "1d5", "5%", "$5", "#5", "1/2", "(1)", "'1'", "\"1\"", "abc",
    "true", "null", "~", "0b1", "0o7", "1e1_0", "1\x80", "\xff", "1\x01",
    /* The typographic minus, a fullwidth digit, one half as one character. */
    "\xe2\x88\x92\x31", "\xef\xbc\x91", "\xc2\xbd"};

START_TEST(all_else_is_refused)
{
    double x = 42.0;
    ck_assert_msg(!bp_read_number(refused[_i], &x), "'%s' is read as %a",
                  refused[_i], x);
    ck_assert_msg(x == 42.0, "'%s' is refused, but changed x to %a",
                  refused[_i], x);
}
END_TEST

START_TEST(text_ends_at_its_nul)
{
    double x = 42.0;
    ck_assert(bp_read_number("0.5\0abc", &x));
    ck_assert(x == 0.5);
    ck_assert(!bp_read_number("\0001", &x));
    ck_assert(x == 0.5);
}
END_TEST

START_TEST(very_long_texts_are_read)
{
    enum { LONG = 100000 };
    static char text[LONG + 16];
    double x = 42.0;
    memset(text, '9', LONG);
    text[1] = '.';
    ck_assert(bp_read_number(text, &x)); /* 9.99... */
    ck_assert(x == 10.0);
    memset(text, '0', LONG);
    ck_assert(bp_read_number(text, &x)); /* 000... */
    ck_assert(x == 0.0);
    text[LONG - 1] = '7';
    ck_assert(bp_read_number(text, &x)); /* 00...7 */
    ck_assert(x == 7.0);
    text[0] = '.';
    ck_assert(bp_read_number(text, &x)); /* .00...7, too small for a double */
    ck_assert(x == 0.0);
    strcpy(text + LONG, "e100000");
    ck_assert(
        bp_read_number(text, &x)); /* .00...7e100000, 99999 places later */
    ck_assert(x == 70.0);
    memset(text, '9', LONG);
    text[LONG] = '\0';
    ck_assert(!bp_read_number(text, &x)); /* 999..., too large */
    ck_assert(x == 70.0);
    text[LONG - 1] = 'x';
    ck_assert(!bp_read_number(text, &x));
}
END_TEST

/* ---------------------------------------------------------- text as a count */

static const struct {
    const char *text;
    size_t most;
    size_t n;
} counts[] = {
    {"0", 0, 0},
    {"000", 0, 0},
    {"0", 10, 0},
    {"3", 3, 3},
    {"3", 5, 3},
    {"9", 9, 9},
    {"10", 10, 10},
    {"19", 19, 19},
    {"007", 7, 7},
    {"123", 125, 123},
    {"1000000", 1000000, 1000000},
    {"0000000000000000000000000000000000042", 42, 42},
    {"9223372036854775807", SIZE_MAX / 2, 9223372036854775807U},
    {"9223372036854775806", SIZE_MAX / 2, 9223372036854775806U},
    {"18446744073709551615", SIZE_MAX, SIZE_MAX},
    {"18446744073709551614", SIZE_MAX, SIZE_MAX - 1},
};

START_TEST(counts_are_read)
{
    size_t n = 77;
    ck_assert_msg(bp_read_count(counts[_i].text, counts[_i].most, &n),
                  "'%s' is refused", counts[_i].text);
    ck_assert_uint_eq(n, counts[_i].n);
}
END_TEST

static const struct {
    const char *text;
    size_t most;
} no_counts[] = {
    {"1", 0},
    {"10", 0},
    {"01", 0},
    {"4", 3},
    {"9", 8},
    {"10", 9},
    {"13", 9},
    {"20", 12},
    {"11", 10},
    {"20", 19},
    {"126", 125},
    {"1000001", 1000000},
    {"9223372036854775808", SIZE_MAX / 2},
    {"9223372036854775810", SIZE_MAX / 2},
    {"18446744073709551615", SIZE_MAX / 2},
    {"18446744073709551616", SIZE_MAX / 2}, /* 2^64: 0 where it wraps */
    {"18446744073709551619", SIZE_MAX / 2}, /* 2^64 + 3 */
    {"18446744073709551616", SIZE_MAX},
    {"18446744073709551620", SIZE_MAX},
    {"99999999999999999999999999999999999999", SIZE_MAX},
    {"", 9},
    {" ", 9},
    {" 1", 9},
    {"1 ", 9},
    {"1\n", 9},
    {"+1", 9},
    {"-1", 9},
    {"-0", 9},
    {"1.0", 9},
    {"1.", 9},
    {"1e1", 99},
    {"0x1", 9},
    {"1_0", 99},
    {"1,0", 99},
    {"1'0", 99},
    {"/", 99}, /* the characters beside the digits */
    {":", 99},
    {"three", 9},
    {"\xef\xbc\x91", 9},
};

START_TEST(all_but_counts_is_refused)
{
    size_t n = 77;
    ck_assert_msg(!bp_read_count(no_counts[_i].text, no_counts[_i].most, &n),
                  "'%s', at most %zu, is read as %zu", no_counts[_i].text,
                  no_counts[_i].most, n);
    ck_assert_uint_eq(n, 77);
}
END_TEST

int main(void)
{
    TCase *out = tcase_create("numbers as text");
    tcase_set_timeout(out, 60);
    tcase_add_loop_test(out, known_number_has_its_shortest_text, 0,
                        LENGTH(known));
    tcase_add_test(out, zero_keeps_its_sign);
    tcase_add_test(out, powers_of_two_have_the_shortest_text);
    tcase_add_test(out, neighbours_of_powers_of_two_have_the_shortest_text);
    tcase_add_test(out, random_bits_have_the_shortest_text);
    tcase_add_test(out, short_decimals_come_back_as_they_were);

    TCase *in = tcase_create("text as a number");
    tcase_add_loop_test(in, decimals_are_read, 0, LENGTH(accepted));
    tcase_add_loop_test(in, all_else_is_refused, 0, LENGTH(refused));
    tcase_add_test(in, text_ends_at_its_nul);
    tcase_add_test(in, very_long_texts_are_read);

    TCase *count = tcase_create("text as a count");
    tcase_add_loop_test(count, counts_are_read, 0, LENGTH(counts));
    tcase_add_loop_test(count, all_but_counts_is_refused, 0, LENGTH(no_counts));

    return run_cases("number", 3, (TCase *[]){out, in, count});
}

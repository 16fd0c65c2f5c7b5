/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner's numbers: every way to write them down, every other name of a
 * number, and every complaint.
 *
 * What is expected follows from the format itself: numbers, units and digits
 * are read off the text, lines counted by hand. tests/check/spelling.c has the
 * other names of numbers. */
#include "check/numbers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/spelling.h"
#include "example_texts.h"
#include "support.h"

/* The keys of an example, as a check has them. */
static struct {
    bp_example *example;
    bp_checker *checker;
    const bp_definitions *known;
    bp_numbers numbers; /* they point into the text */
    char *text;
    bp_complaint complaint;
} t;

static void begin_with(bp_example *example)
{
    bp_complaint complaint = {.line = 0};
    memset(&t, 0, sizeof t);
    t.example = example;
    t.checker = bp_checker_alloc(t.example, NULL, &complaint);
    ck_assert_msg(t.checker != NULL, "%s", complaint.text);
    t.known = bp_checker_numbers(t.checker);
}

static void begin(const char *example)
{
    begin_with(read_test_example(example));
}

static void finish(void)
{
    bp_numbers_free(&t.numbers);
    free(t.text);
    bp_checker_free(t.checker);
    bp_example_free(t.example);
}

/* Reads a copy of the bytes, behind which there is nothing but a 0. */
static bool read_bytes(const char *bytes, size_t length)
{
    free(t.text);
    t.text = malloc(length + 1);
    ck_assert_ptr_nonnull(t.text);
    memcpy(t.text, bytes, length);
    t.text[length] = '\0';
    t.complaint = (bp_complaint){.line = 999999};
    return bp_numbers_parse(t.text, length, t.example, t.known, &t.numbers,
                            &t.complaint);
}

static const bp_given_number *expect_numbers(const char *text, size_t n)
{
    if (!read_bytes(text, strlen(text)))
        ck_abort_msg("%.200s: line %lu: %s", text, t.complaint.line,
                     t.complaint.text);
    ck_assert_msg(t.numbers.n == n, "%.200s: %zu numbers, expected %zu", text,
                  t.numbers.n, n);
    return t.numbers.number;
}

static void expect_bytes_refused(const char *bytes, size_t length,
                                 unsigned long line, const char *words)
{
    ck_assert_msg(!read_bytes(bytes, length),
                  "accepted, expected line %lu: %s\n%.200s", line, words,
                  bytes);
    expect_complaint_with(&t.complaint, line, words, bytes);
}

static void expect_refused_line(const char *text, unsigned long line,
                                const char *words)
{
    expect_bytes_refused(text, strlen(text), line, words);
}

static const char *key_of(size_t i)
{
    return t.known->number[t.numbers.number[i].key].key;
}

/* ---------------------------------------------------------- lines and blanks */

#define BOM "\xEF\xBB\xBF"
#define MINUS "\xE2\x88\x92"

static const struct {
    const char *text;
    unsigned long line;
} lines[] = {
    {"net_h1 = 0.3775", 1},
    {"net_h1 = 0.3775\n", 1},
    {"net_h1=0.3775", 1},
    {"net_h1= 0.3775", 1},
    {"net_h1 =0.3775", 1},
    {"net_h1   =\t 0.3775", 1},
    {"net_h1\t=\t0.3775", 1},
    {"net_h1 0.3775", 1},
    {"net_h1    0.3775", 1},
    {"net_h1,0.3775", 1},
    {"net_h1, 0.3775", 1},
    {"net_h1 ,0.3775", 1},
    {"net_h1 , 0.3775", 1},
    {"net_h1\t,\t0.3775", 1},
    {"net_h1\t0.3775", 1},
    {"net_h1 \t 0.3775", 1},
    {"net_h1\t\t0.3775\t\n", 1},
    {"  net_h1 = 0.3775  ", 1},
    {"\tnet_h1 0.3775\t", 1},
    {"net_h1 = 0.3775\r\n", 1},
    {"net_h1,0.3775\r\n", 1},
    {"net_h1\t0.3775\r", 1},
    {"\r\n\r\nnet_h1 = 0.3775\r\n\r\n", 3},
    {"net_h1 = 0.3775# by hand", 1},
    {"net_h1 = 0.3775 # out_h1 = 0.5933", 1},
    {"net_h1,0.3775#\n", 1},
    {"# net_h1 = 0.1\n  # and this\n#\n\nnet_h1 = 0.3775", 5},
    {" \n\t\n \t \n\v\f\nnet_h1 = 0.3775", 5},
    {BOM "net_h1 = 0.3775", 1},
    {BOM "# mine\nnet_h1 = 0.3775", 2},
    {BOM "\r\nnet_h1 0.3775\r\n", 2},
    {"net_h1: 0.3775", 1},
    {"net_h1 :0.3775", 1},
    {"net_h1:\t0.3775", 1},
    {"net_h1;0.3775", 1},
    {"net_h1 ; 0.3775", 1},
    {"net_h1 ≈ 0.3775", 1},
    /* What a program, JSON or a spreadsheet puts around. */
    {"net_h1 = 0.3775;", 1},
    {"net_h1 = 0.3775 ; # by hand", 1},
    {"net_h1 = 0.3775,", 1},
    {"net_h1,0.3775,,\r\n", 1},
    {"net_h1 0.3775,\n", 1},
    {"\"net_h1\": 0.3775,", 1},
    {"\"net_h1\",\"0.3775\"\r\n", 1},
    {"\"net_h1\"\t\"0.3775\"", 1},
    {"\"net_h1 \" ; \" 0.3775\";", 1},
    {"net_h1,\"0.3775\"", 1},
    {"net_h1 = 0.3775f", 1},
    {"net_h1 = 0.3775F;", 1},
    /* The words above two columns. */
    {"key value\nnet_h1 0.3775", 2},
    {"Key\tValue\r\nnet_h1\t0.3775\r\n", 2},
    {"\"name\",\"number\"\n\"net_h1\",\"0.3775\"", 2},
    {"# mine\n\nkey,number\nnet_h1,0.3775", 4},
    /* Of a chain, the last number. */
    {"net_h1 = 0.35 + 0.0275 = 0.3775", 1},
    {"net_h1 = 0.15 * 0.05 + 0.2 x 0.1 + 0.35 = 0.3775;", 1},
    {"net_h1 = w1·i1 + w2·i2 + b1 = 0.0275 + 0.35 ≈ 0.3775", 1},
    {"net_h1 ≈ 0.15 · 0.05 + 0.37 = 0.3775f", 1},
    {"net_h1: 0.35 + 0.0275 = 0.3775", 1},
    {"net_h1 = 0.4 " MINUS " 0.0225 = 0.3775", 1},
    {"net_h1 = f(1, 2) + [3, 4; 5] - {6, 7} = 0.3775", 1},
    {"net_h1 = 0,35 + 0,0275 = 0.3775", 1},
    {"net_h1 = 0.4=0.38=0.3775", 1},
    {"net_h1 = z_h1 = 0.3775", 1},
};

START_TEST(line_is_read_however_it_is_written)
{
    begin("post");
    const bp_given_number *number = expect_numbers(lines[_i].text, 1);
    ck_assert_str_eq(key_of(0), "net_h1");
    ck_assert_double_eq(number->x, 0.3775);
    ck_assert_str_eq(number->text, "0.3775");
    ck_assert_uint_eq(number->line, lines[_i].line);
    finish();
}
END_TEST

START_TEST(numbers_keep_the_files_order)
{
    begin("post");
    const bp_given_number *number = expect_numbers(
        "E_total+ = 3\n\nw5=4\n# none\nE_total@10000 5\ni1,6\r\n", 4);
    static const char *const keys[] = {"E_total+", "w5", "E_total@10000", "i1"};
    static const unsigned long at[] = {1, 3, 5, 6};
    for (size_t i = 0; i < 4; i++) {
        ck_assert_str_eq(key_of(i), keys[i]);
        ck_assert_double_eq(number[i].x, 3.0 + (double)i);
        ck_assert_uint_eq(number[i].line, at[i]);
    }
    finish();
}
END_TEST

/* --------------------------------------------------------------------- lists */

/* Of numbers 1, 2, 3 .. for these keys, in this order. */
static const struct {
    const char *example;
    const char *text;
    const char *keys;
} lists[] = {
    {"post", "out_o = [1, 2]", "out_o1 out_o2"},
    {"post", "out_o: [1 2]", "out_o1 out_o2"},
    {"post", "out_o [1,2];", "out_o1 out_o2"},
    {"post", "out_o\t[1;2]", "out_o1 out_o2"},
    {"post", "out_o=(1, 2,)", "out_o1 out_o2"},
    {"post", "out_o = [ 1.  2. ]", "out_o1 out_o2"},
    {"post", "out_o = [1f, 2f]", "out_o1 out_o2"},
    {"post", "a_{o} = f(net_o) = [1, 2]", "out_o1 out_o2"},
    {"post", "out_o@500 = [1, 2]\nE_total@20=3",
     "out_o1@500 out_o2@500 E_total@20"},
    {"post", "delta_h = [1 2]", "delta_h1 delta_h2"},
    {"post", "∂E/∂net_o = [1 2]", "delta_o1 delta_o2"},
    {"post", "b_h = [1, 2]\nt = [3, 4]\ni = [5, 6]", "b_h1 b_h2 t1 t2 i1 i2"},
    {"post", "w = [[1, 2], [3, 4], [5, 6], [7, 8]]", "w1 w2 w3 w4 w5 w6 w7 w8"},
    {"post", "w+ = [((1 2) (3 4)) [[5, 6], [7, 8]]]",
     "w1+ w2+ w3+ w4+ w5+ w6+ w7+ w8+"},
    {"post", "dE/dw = [1 2 3 4 5 6 7 8] # all",
     "dE/dw1 dE/dw2 dE/dw3 dE/dw4 dE/dw5 dE/dw6 dE/dw7 dE/dw8"},
    /* As programs print what is long, or has rows. */
    {"post", "w' = [1 2 3 4 5 6\n      7 8]\nE_total = 9",
     "w1+ w2+ w3+ w4+ w5+ w6+ w7+ w8+ E_total"},
    {"post",
     "w = [[1 2] # h1\r\n [3 4] # [h2\r\n\r\n [5 6]\r\n [7 8]]\r\nb1 = 9",
     "w1 w2 w3 w4 w5 w6 w7 w8 b1"},
    {"3-4-2", "net_h = [1, 2, 3, 4]", "net_h1 net_h2 net_h3 net_h4"},
    {"2-3-3-2", "out_k = [1, 2, 3]", "out_k1 out_k2 out_k3"},
};

START_TEST(list_gives_each_of_its_numbers)
{
    begin(lists[_i].example);
    size_t n = 1;
    for (const char *c = lists[_i].keys; *c != '\0'; c++)
        n += *c == ' ';
    const bp_given_number *number = expect_numbers(lists[_i].text, n);
    char found[200] = "";
    for (size_t k = 0; k < n; k++) {
        char key[BP_KEY_SIZE];
        sprintf(found + strlen(found), "%s%s", k > 0 ? " " : "",
                bp_key_after(&t.known->number[number[k].key], number[k].rounds,
                             key));
        ck_assert_double_eq(number[k].x, (double)k + 1.0);
        ck_assert_int_eq(number[k].digits, 1);
        ck_assert_double_eq(number[k].text[0], '1' + (char)k);
    }
    ck_assert_str_eq(found, lists[_i].keys);
    finish();
}
END_TEST

/* A blank gives no number, is counted, and may be filled in further down. */
START_TEST(blanks_are_no_numbers)
{
    begin("post");
    const bp_given_number *number = expect_numbers(
        "out_h1 =\r\nw1 = 0.15\n  net_h1 : # by hand\nout_o =\n"
        "\"E_total@500\": ,\nout_h1 = 0.5",
        2);
    ck_assert_uint_eq(t.numbers.n_unfilled, 4);
    ck_assert_uint_eq(number[1].line, 6);
    expect_numbers("w1 = 0.15", 1);
    ck_assert_uint_eq(t.numbers.n_unfilled, 0);
    finish();
}
END_TEST

/* A list is all of its first line; what comes behind has its own. */
START_TEST(lines_are_counted_behind_a_list)
{
    begin("post");
    const bp_given_number *number =
        expect_numbers("# x\nnet_h = [1\n2\n]\nb1 = 3", 3);
    ck_assert_uint_eq(number[0].line, 2);
    ck_assert_uint_eq(number[1].line, 2);
    ck_assert_uint_eq(number[2].line, 5);
    expect_refused_line("net_h = [1\n2\n]\nb1 = x", 4, "'x' is not");
    expect_refused_line("w1 = 1\nnet_h = [1\n2\nb1 = 3", 2,
                        "a list without its end");
    finish();
}
END_TEST

/* --------------------------------------------------------------------- rounds */

START_TEST(rounds_are_any)
{
    begin("3-4-2");
    const bp_given_number *number = expect_numbers(
        "E_total@200 = 1\nE_total@0 = 2\nE_total@1000000 = 3\n"
        "E_total@007 = 4\na_o1@7: 5\nw1+ = 6",
        6);
    static const size_t rounds[] = {200, 0, 1000000, 7, 7, 0};
    static const char *const keys[] = {"E_total@200", "E_total@200",
                                       "E_total@200", "E_total@200",
                                       "out_o1@200",  "w1+"};
    for (size_t k = 0; k < 6; k++) {
        ck_assert_uint_eq(number[k].rounds, rounds[k]);
        ck_assert_str_eq(key_of(k), keys[k]);
    }
    expect_refused_line("E_total@7 = 1\nE_total@8 = 1\nE_total@07 = 1", 3,
                        "E_total@7 is given twice, first in line 1");
    expect_numbers("E_total@7 = 1\n", 1);
    finish();
}
END_TEST

/* As many as a table of a whole training has: none is twice, one is found. */
START_TEST(thousands_of_rounds_are_told_apart)
{
    begin("post");
    enum { N = 100000, LINE = 32 };
    char *text = malloc((size_t)N * LINE);
    ck_assert_ptr_nonnull(text);
    char *end = text;
    for (int k = 0; k < N; k++)
        end += sprintf(end, "E_total@%d 0.5\n", 7 * k % N);
    expect_numbers(text, N);
    sprintf(end, "E_total@7 0.5\n");
    expect_refused_line(text, N + 1,
                        "E_total@7 is given twice, first in line 2");
    free(text);
    finish();
}
END_TEST

/* ----------------------------------------------- numbers, units and digits */

static const struct {
    const char *text;
    double x;
    double unit;
    int digits;
} values[] = {
    {"0.10", 0.1, 0.01, 2},
    {"0.1", 0.1, 0.1, 1},
    {".5", 0.5, 0.1, 1},
    {"+0.5", 0.5, 0.1, 1},
    {"-0.5", -0.5, 0.1, 1},
    {"-.25", -0.25, 0.01, 2},
    {"+.25", 0.25, 0.01, 2},
    {MINUS "0.5", -0.5, 0.1, 1},
    {MINUS ".5", -0.5, 0.1, 1},
    {MINUS "3", -3.0, 0.0, 1},
    {"0.593269992", 0.593269992, 1e-9, 9},
    {"-0.022825", -0.022825, 1e-6, 5},
    {"00.50", 0.5, 0.01, 2},
    {"1.0", 1.0, 0.1, 2},
    {"12.340", 12.34, 1e-3, 5},
    {"0.000", 0.0, 1e-3, 0},
    {"0.0", 0.0, 0.1, 0},
    {MINUS "0.00", -0.0, 0.01, 0},
    {"1.", 1.0, 1.0, 1},
    {"1.e-05", 1e-05, 1e-5, 1},
    /* Without a point, exactly. */
    {"1", 1.0, 0.0, 1},
    {"10000", 10000.0, 0.0, 5},
    {"007", 7.0, 0.0, 1},
    {"0", 0.0, 0.0, 0},
    {"5e-05", 5e-05, 0.0, 1},
    {"5E-05", 5e-05, 0.0, 1},
    {"12e3", 12000.0, 0.0, 2},
    {"5e" MINUS "05", 5e-05, 0.0, 1},
    /* The exponent moves the last place. */
    {"1.50e-3", 1.5e-3, 1e-5, 3},
    {"1.5e3", 1500.0, 100.0, 2},
    {"1.5E+3", 1500.0, 100.0, 2},
    {".5e-2", 0.005, 1e-3, 1},
    {"0.0e-5", 0.0, 1e-6, 0},
    {MINUS "1.5e" MINUS "3", -1.5e-3, 1e-4, 2},
    {MINUS "1.25e1", -12.5, 0.1, 3},
    {"-2.50e" MINUS "10", -2.5e-10, 1e-12, 3},
    /* Beyond what a double can tell apart. */
    {"0.1e-999", 0.0, 0.0, 1},
    {"0.0e-99999999999999999999", 0.0, 0.0, 0},
    {"0.5e-99999999999999999999", 0.0, 0.0, 1},
};

START_TEST(number_is_read_and_measured)
{
    begin("post");
    char text[128];
    sprintf(text, "w1 = %s\n", values[_i].text);
    const bp_given_number *number = expect_numbers(text, 1);
    ck_assert_double_eq(number->x, values[_i].x);
    ck_assert_int_eq(signbit(number->x) != 0, signbit(values[_i].x) != 0);
    expect_close(values[_i].text, number->unit, values[_i].unit, 1e-15);
    ck_assert_int_eq(number->digits, values[_i].digits);
    ck_assert_str_eq(number->text, values[_i].text);
    finish();
}
END_TEST

/* 400 zeros and a 1, after the point; and the exponent that undoes it. */
START_TEST(long_numbers_are_read_to_their_end)
{
    begin("post");
    char zeros[401];
    char text[900];
    memset(zeros, '0', 400);
    zeros[400] = '\0';
    sprintf(text, "w1 = %s0.%s1e401\n", MINUS, zeros);
    const bp_given_number *number = expect_numbers(text, 1);
    ck_assert_double_eq(number->x, -1.0);
    ck_assert_double_eq(number->unit, 1.0);
    ck_assert_int_eq(number->digits, 1);
    sprintf(text, "w1 = %s1%s.5\n", MINUS, zeros);
    expect_refused_line(text, 1, "is not a finite decimal number");
    sprintf(text, "w1 = %s0.%s1x\n", MINUS, zeros);
    expect_refused_line(text, 1, "is not a finite decimal number");
    sprintf(text, "w1 = %s1.%s\n", MINUS, zeros);
    number = expect_numbers(text, 1);
    ck_assert_double_eq(number->x, -1.0);
    ck_assert_int_eq(number->digits, 401);
    finish();
}
END_TEST

/* --------------------------------------------------------------------- keys */

static const struct {
    const char *example;
    const char *typed;
    const char *key;
} names[] = {
    {"post", "∂E_total/∂w5", "dE/dw5"},
    {"post", "dE_o1/dnet_o1", "delta_o1"},
    {"post", "η", "eta"},
    {"post", "dnet_o1/dout_h1", "dnet_o1/dout_h1"},
    {"post", "b_h1@10000", "b_h1@10000"},
    {"post", "w_5^{new}", "w5+"},
    {"post", "a_{o_1}", "out_o1"},
    {"2-3-3-2", "∂E/∂net_k3", "delta_k3"},
    {"mixed", "b_o1@200", "b_o1@200"},
};

START_TEST(other_names_of_numbers_are_known)
{
    begin(names[_i].example);
    char text[128];
    sprintf(text, "%s = 0.25", names[_i].typed);
    expect_numbers(text, 1);
    ck_assert_str_eq(key_of(0), names[_i].key);
    sprintf(text, "%s,0.25", names[_i].typed);
    expect_numbers(text, 1);
    ck_assert_str_eq(key_of(0), names[_i].key);
    finish();
}
END_TEST

#define OWN_BIASES(training)                                                   \
    "learning_rate: 0.5\nrounds: 3\n" training                                 \
    "training: [{inputs: [0.3, 0.7], targets: [0.2]}]\n"                       \
    "layers:\n"                                                                \
    "  - {weights: [[0.1, 0.2], [0.4, 0.3]], biases: [0.6, 0.6]}\n"            \
    "  - {weights: [[0.5, 0.8]], biases: [0.9]}\n"

/* Where each neuron has its own bias, and all are the same number, that number
 * has the layer's name too; training parts them, and then nothing has. */
START_TEST(equal_biases_have_the_layers_name)
{
    const char *text = OWN_BIASES("");
    begin_with(expect_example(text, strlen(text)));
    expect_numbers(
        "b1=0.6\nb1+=0.6\nb1@3=0.6\nb_h2=0.6\nb_h2@3=0.6\n"
        "dE/db1=1\nb2=0.9",
        7);
    finish();
    text = OWN_BIASES("train_biases: true\n");
    begin_with(expect_example(text, strlen(text)));
    expect_numbers("b1 = 0.6\nb2 = 0.9\nb2+ = 1\nb2@3 = 1\n", 4);
    expect_refused_line("b1+ = 0.6\n", 1, "biases of their own, expected b_");
    expect_refused_line("b1@3 = 0.6\n", 1, "biases of their own, expected b_");
    /* Nor has it once the rounds have been run. */
    bp_given_number number = *expect_numbers("b_h1@3 = 0.6\n", 1);
    bp_judgement judgement;
    bp_diagnosis diagnosis;
    ck_assert(
        bp_check(t.checker, &number, 1, &judgement, &diagnosis, &t.complaint));
    expect_refused_line("b1@3 = 0.6\n", 1, "biases of their own, expected b_");
    expect_numbers("b_h2@3 = 0.6\n", 1);
    finish();
}
END_TEST

/* --------------------------------------------------------------- complaints */

static const struct {
    const char *example;
    const char *text;
    unsigned long line;
    const char *words;
} faults[] = {
    /* Unknown keys, and what they are like. */
    {"post", "netto1 = 1", 1,
     "'netto1' is no number of this example, expected a key such as"},
    {"post", "NETO1 = 1", 1,
     "'NETO1' is no number of this example, did you mean net_o1?"},
    {"post", "\n# x\nnet_01 = 1", 3, "did you mean net_o1?"},
    {"post", "NET_O1 = 1", 1, "did you mean net_o1?"},
    {"post", "W5 1", 1, "did you mean w5?"},
    {"post", "e_total = 1", 1, "did you mean E_total?"},
    {"post", "δo = 1", 1,
     "'δo' is no number of this example, did you mean delta_o1 or delta_o2?"},
    {"post", "E1 = 1", 1, "did you mean E_o1?"},
    {"post", "h1 = 1", 1, "did you mean net_h1 or out_h1?"},
    {"post", "out-h1 = 1", 1, "did you mean out_h1?"},
    {"post", "w9 = 1", 1, "did you mean one from w1 to w8?"},
    {"post", "net_o3 = 1", 1, "did you mean net_o1 or net_o2?"},
    {"post", "dE_h1/dout_h1 = 1", 1, "did you mean dE_o1/dout_h1?"},
    {"post", "dE_h1/dnet_h1 = 1", 1, "is no number of this example"},
    {"post", "dE_o1/dnet_h1 = 1", 1, "is no number of this example"},
    {"post", "dE_o2/dout_o1 = 1", 1, "is no number of this example"},
    {"post", "dE_o1/dw5 = 1", 1, "is no number of this example"},
    {"post", "E_total++ = 1", 1, "did you mean E_total+?"},
    {"post", "unknown = 1", 1, "expected a key such as out_h1 or dE/dw5"},
    {"post", "g = 1", 1, "expected a key such as out_h1 or dE/dw5"},
    {"post", "/ = 1", 1, "is no number of this example"},
    {"post", "dE/ = 1", 1, "is no number of this example"},
    {"post", "dE_/dout_ = 1", 1, "is no number of this example"},
    {"post", "net_k1 = 1", 1, "is no number of this example"},
    {"5-2", "net_h1 = 1", 1, "did you mean net_o1?"},
    {"post", "\x1b[31m = 1", 1, "'\\x1b[31m = 1': a list without"},
    /* Biases that have no common number. */
    {"3-4-2", "w1 = 1\nb1 = 1", 2,
     "b1: this layer's neurons have biases of their own, expected b_"},
    {"3-4-2", "b1+ = 1", 1, "biases of their own, expected b_"},
    {"3-4-2", "b2@200 = 1", 1, "biases of their own, expected b_"},
    {"mixed", "b1 = 1", 1, "biases of their own, expected b_"},
    /* Twice, also by two names. */
    {"post", "w1 = 1\nw2 = 2\nw1 = 1", 3,
     "w1 is given twice, first in line 1, expected once"},
    {"post", "\n\nδ_o1 = 1\ndelta_o1 = 1", 4,
     "delta_o1 is given twice, first in line 3"},
    {"post", "dE/dnet_o1 = 1\ndE_o1/dnet_o1 = 1", 2,
     "delta_o1 is given twice, first in line 1"},
    {"post", "dE/dw5 = 1\n∂E_total/∂w5 = 1", 2,
     "dE/dw5 is given twice, first in line 1"},
    {"post", "dE_o1/dout_o1,1\r\n\r\ndE/dout_o1,1\r\n", 3,
     "dE/dout_o1 is given twice, first in line 1"},
    {"post", "E_total@10000 = 1\nE_total@10000 = 1", 2, "is given twice"},
    /* Rounds that are none. */
    {"post", "w1 = 1\nE_total@1000001 = 1", 2,
     "'E_total@1000001': expected a number of rounds behind @, from 0 to "
     "1000000"},
    {"post", "out_o1@n = 1", 1, "expected a number of rounds behind @"},
    {"post", "out_o1@ = 1", 1, "expected a number of rounds behind @"},
    {"post", "out_o1@-1 = 1", 1, "expected a number of rounds behind @"},
    {"post", "out_o1@1e3 = 1", 1, "expected a number of rounds behind @"},
    {"post", "out_o1@10,000 = 1", 1, "expected a number of rounds behind @"},
    {"post", "out_o1@10.0 = 1", 1, "expected a number of rounds behind @"},
    {"post", "E_totl@77 = 1", 1, "did you mean E_total@77?"},
    {"post", "w9@9999 = 1", 1, "is no number of this example"},
    {"post", "@9999 = 1", 1, "is no number of this example"},
    {"post", "net_h1@10000 = 1", 1, "is no number of this example"},
    /* What is no number. */
    {"post", "w1 = nan", 1,
     "'nan' is not a finite decimal number, expected one"},
    {"post", "w1 = NaN", 1, "'NaN' is not a finite decimal number"},
    {"post", "w1 = -nan(1)", 1, "is not a finite decimal number"},
    {"post", "w1 = inf", 1, "'inf' is not a finite decimal number"},
    {"post", "w1 = -Infinity", 1, "'-Infinity' is not a finite decimal number"},
    {"post", "w1 = 1e999", 1, "'1e999' is not a finite decimal number"},
    {"post", "w1 = " MINUS "inf", 1, "'" MINUS "inf' is not a finite"},
    {"post", "w1 = 0x1p-3", 1,
     "'0x1p-3' is not a finite decimal number, expected one, not a hexadecimal one"},
    {"post", "w1 = 0X1F", 1, "expected one, not a hexadecimal one"},
    {"post", "w1 = 15%", 1, "expected one, not a percentage"},
    {"post", "w1 = 15 %", 1, "expected one, not a percentage"},
    {"post", "eta = 1_000", 1, "expected one, without _ between its digits"},
    {"post", "w1 = 0,15", 1,
     "'0,15' is not a finite decimal number, expected one, with a point for its decimals"},
    {"post", "w1 0,15", 1, "with a point for its decimals"},
    {"post", "w1,0,15", 1, "with a point for its decimals"},
    {"post", "w1\t0,15", 1, "with a point for its decimals"},
    {"post", "w1 = 1.000,5", 1, "with a point for its decimals"},
    {"post", "w1 = 0.15.", 1, "'0.15.' is not a finite decimal number"},
    {"post", "w1 = 0.15 0.2", 1, "'0.15 0.2' is not a finite decimal number"},
    {"post", "w1 = 0.15f0", 1, "'0.15f0' is not a finite decimal number"},
    {"post", "w1 = 0.15ff", 1, "'0.15ff' is not a finite decimal number"},
    {"post", "w1 = f", 1, "'f' is not a finite decimal number"},
    {"post", "w1 = .f", 1, "'.f' is not a finite decimal number"},
    {"post", "w1 = 0x1f", 1, "'0x1f' is not a finite decimal number"},
    {"post", "w1 = inf", 1, "'inf' is not a finite decimal number"},
    {"post", "w1;0,15", 1, "with a point for its decimals"},
    {"post", "\"w1\",\"0,15\"", 1, "with a point for its decimals"},
    {"post", "\"w1\";\"0,15\"", 1, "with a point for its decimals"},
    {"post", "w1 = 0,15;", 1, "with a point for its decimals"},
    {"post", "w1: -0,15e3", 1, "with a point for its decimals"},
    {"post", "w1 = 1,000", 1, "with a point for its decimals"},
    {"post", "w1 = 1,000.5", 1, "without a mark between its thousands"},
    {"post", "w1 = -1,000,000", 1, "without a mark between its thousands"},
    {"post", "w1 = 10 000", 1, "without a mark between its thousands"},
    {"post", "w1 = 1'000.5", 1, "without a mark between its thousands"},
    {"post", "w1 = 0.15,0.2", 1,
     "'0.15,0.2' is not a finite decimal number, expected one"},
    {"post", "w1 = 0.36 - 0.04", 1, "is not a finite decimal number"},
    /* A chain has one number at its end, and is one number's making. */
    {"post", "w1 = = 1", 1, "a = with nothing before or behind it"},
    {"post", "w1 == 1", 1, "a = with nothing before or behind it"},
    {"post", "w1 = 1 =", 1, "a = with nothing before or behind it"},
    {"post", "w1 = 1 ≈ ;", 1, "a = with nothing before or behind it"},
    {"post", "w1 = 0.36 = 0.4 - 0.04", 1, "'0.4 - 0.04' is not a finite"},
    {"post", "w1 = 0.4 - 0.04 = 0,36", 1, "with a point for its decimals"},
    {"post", "w1 = 0.15, w2 = 0.2", 1,
     "'0.15, w2': another number behind the first, expected one a line"},
    {"post", "w1 = 0.15,w2 = 0.2", 1, "another number behind the first"},
    {"post", "w1 = 0.15; w2 = 0.2", 1, "another number behind the first"},
    {"post", "w1 = 0.15 w2 = 0.2", 1, "another number behind the first"},
    {"post", "w1=0.15 w_2=0.2 w3=0.25", 1, "'0.15 w_2': another number"},
    {"post", "w1 = 0.15 ∂E/∂w₅ = 0.2", 1, "another number behind the first"},
    {"post", "w1: 0.15, w2: 0.2", 1, "'0.15, w2: 0.2' is not a finite"},
    /* Lists that are not what they should be. */
    {"post", "out_o = [1]", 1, "a list of 1 numbers for 'out_o', expected 2"},
    {"post", "out_o = [1, 2, 3]", 1,
     "a list of 3 numbers for 'out_o', expected 2"},
    {"post", "out_o = []", 1, "a list of 0 numbers for 'out_o', expected 2"},
    {"post", "w+ = [1, 2, 3, 4]", 1,
     "a list of 4 numbers for 'w+', expected 8"},
    {"post", "out_o = [0,75 0,77]", 1, "a list of 4 numbers"},
    {"3-4-2", "w1 = [1, 2, 3]", 1, "a list for 'w1', expected one number"},
    {"post", "E_total = [1]", 1, "a list for 'E_total', expected one number"},
    {"post", "net_h1 = (0.3775)", 1, "a list for 'net_h1', expected one"},
    {"post", "x = [1, 2]", 1, "did you mean i1 or i2?"},
    {"post", "unknown = [1, 2]", 1, "'unknown' is no number of this example"},
    {"post", "out_o = [1, x]", 1, "'x' is not a finite decimal number"},
    {"post", "out_o = [1, 2", 1,
     "'out_o = [1, 2': a list without its end, expected one such as"},
    {"post", "out_o = [(1, 2]", 1, "expected a list such as [0.75, 0.77]"},
    {"post", "out_o = [1, 2]]", 1, "expected a list such as [0.75, 0.77]"},
    {"post", "out_o = [1, 2] 3", 1, "expected a list such as [0.75, 0.77]"},
    {"post", "out_o = [1], [2]", 1, "expected a list such as [0.75, 0.77]"},
    {"post", "out_o = [1,, 2]", 1, "expected a list such as [0.75, 0.77]"},
    {"post", "out_o = [, 1, 2]", 1, "expected a list such as [0.75, 0.77]"},
    {"post", "out_o = [[[[[[[[[1, 2]]]]]]]]]", 1, "expected a list such as"},
    {"post", "out_o = 1, 2", 1, "'out_o' is no number of this example"},
    {"post", "out_o1 = 1\nout_o = [1, 2]", 2,
     "out_o1 is given twice, first in line 1"},
    /* The words above columns, but not in the first line, or not both. */
    {"post", "w1 1\nkey value", 2, "'key' is no number of this example"},
    {"post", "key value\nkey value", 2, "'key' is no number of this example"},
    {"post", "key 0.5", 1, "'key' is no number of this example"},
    {"post", "w1 value", 1, "'value' is not a finite decimal number"},
    {"post", "key value", 0, "no numbers"},
    {"post", "\"\",\"1\"", 1, "'' is no number of this example"},
    {"post", "\"w1\",\"\"", 1, "'' is not a finite decimal number"},
    {"post", "\"w1,0.5", 1, "is no number of this example"},
    {"post", "w1 = - 1", 1, "is not a finite decimal number"},
    {"post", "w1 = +-1", 1, "is not a finite decimal number"},
    {"post", "w1 = -" MINUS "1", 1, "is not a finite decimal number"},
    {"post", "w1 = " MINUS, 1, "'" MINUS "' is not a finite"},
    {"post", "w1 = " MINUS ".", 1, "is not a finite decimal number"},
    {"post", "w1 = " MINUS "e1", 1, "is not a finite decimal number"},
    {"post", "w1 = " MINUS MINUS "1", 1, "is not a finite decimal number"},
    {"post", "w1 = " MINUS "-1", 1, "is not a finite decimal number"},
    {"post", "w1 = 1e" MINUS, 1, "'1e" MINUS "' is not a finite"},
    {"post", "w1 = 1e" MINUS "x", 1, "is not a finite decimal number"},
    {"post", "w1 = 1e" MINUS "-1", 1, "is not a finite decimal number"},
    {"post", "w1 = 1" MINUS "1", 1, "is not a finite decimal number"},
    {"post", "w1 = e" MINUS "1", 1, "is not a finite decimal number"},
    {"post", "w1 = .", 1, "'.' is not a finite decimal number"},
    {"post", "w1 = 1e", 1, "'1e' is not a finite decimal number"},
    {"post", "w1 = max", 1,
     "'max' is not a finite decimal number, expected one"},
    {"post", "w1 = 1/2", 1, "is not a finite decimal number"},
    {"post", "w1 = \x1b[0m", 1, "'w1 = \\x1b[0m': a list without"},
    {"post", "w1 = \x1b(0", 1, "'\\x1b(0' is not a finite"},
    {"post", "\x1b(0 = 1", 1, "'\\x1b(0' is no number"},
    {"post", "w2 = 1\r\n\r\nw1 = x\r\n", 3, "'x' is not a finite"},
    /* A key alone, a number alone, neither. */
    {"post", "w1", 1, "'w1': expected a key and a number, such as"},
    {"post", "= =", 1, "expected a key and a number"},
    {"post", ":", 1, "expected a key and a number"},
    /* Blanks of a file whose numbers are not filled in. */
    {"post", "w1 =", 0, "no numbers are filled in yet, expected lines"},
    {"post", "w1 = # 0.15", 0, "no numbers are filled in yet"},
    {"post", "w2 = 1\nout_h9 =", 2, "'out_h9' is no number of this example"},
    {"post", "w2 = 1\nwhat:", 2, "'what' is no number of this example"},
    {"post", "w1,", 1, "expected a key and a number"},
    {"post", "= 0.15", 1, "expected a key and a number"},
    {"post", ",0.15", 1, "expected a key and a number"},
    {"post", "=", 1, "expected a key and a number"},
    {"post", "0.15", 1, "'0.15': expected a key and a number"},
    {"post", "0.15 0.2", 1, "'0.15' is no number of this example"},
    /* A second byte order mark is none. */
    {"post", BOM BOM "w1 = 1", 1, "is no number of this example"},
    {"post", "w1 = 1\n" BOM "w2 = 1", 2, "is no number of this example"},
    /* No number at all. */
    {"post", "", 0, "no numbers, expected lines such as out_h1 = 0.5933"},
    {"post", "\n", 0, "no numbers"},
    {"post", " \t\r\n\r\n", 0, "no numbers"},
    {"post", BOM, 0, "no numbers"},
    {"post", BOM "\r\n", 0, "no numbers"},
    {"post", "# w1 = 0.15\n#", 0, "no numbers"},
};

START_TEST(fault_is_named_with_its_line)
{
    begin(faults[_i].example);
    expect_refused_line(faults[_i].text, faults[_i].line, faults[_i].words);
    finish();
}
END_TEST

#define BYTES(literal) literal, sizeof literal - 1

START_TEST(nul_bytes_are_refused)
{
    static const struct {
        const char *bytes;
        size_t length;
        unsigned long line;
    } with_nul[] = {
        {BYTES("\0"), 1},
        {BYTES("w1 = 0.15\0"), 1},
        {BYTES("w1 = 0.15\n\0"), 2},
        {BYTES("w1 = 0.15\n# a\0b\nw2 = 0.2"), 2},
        {BYTES("w1 = 0.15\nw2\0 = 0.2"), 2},
        {BYTES("\xFF\xFEw\0"
               "1\0=\0"
               "1\0"),
         1},
    };
    begin("post");
    for (size_t i = 0; i < LENGTH(with_nul); i++)
        expect_bytes_refused(with_nul[i].bytes, with_nul[i].length,
                             with_nul[i].line, "a NUL byte, expected");
    /* The first complaint is of the first line. */
    expect_bytes_refused(BYTES("w1 = x\n\0"), 1, "'x' is not a finite");
    finish();
}
END_TEST

/* --------------------------------------------------------------------- sizes */

static char *repeated(const char *before, char c, size_t n, const char *after)
{
    char *text = malloc(strlen(before) + n + strlen(after) + 1);
    ck_assert(text != NULL);
    strcpy(text, before);
    memset(text + strlen(before), c, n);
    strcpy(text + strlen(before) + n, after);
    return text;
}

static void expect_long(const char *before, char c, const char *after, size_t n)
{
    char *text = repeated(before, c, 100000, after);
    expect_numbers(text, n);
    free(text);
}

static void expect_long_refused(const char *before, char c, const char *after,
                                const char *words)
{
    for (size_t n = 1; n <= 100000; n = n < 300 ? n + 1 : 10 * n) {
        char *text = repeated(before, c, n, after);
        expect_refused_line(text, 1, words);
        free(text);
    }
}

START_TEST(long_lines_are_read)
{
    begin("post");
    expect_long("w1", ' ', "= 0.15\nw2 = 0.2", 2);
    expect_long("w1 =", '\t', "0.15\nw2 = 0.2", 2);
    expect_long("w1 = 0.15 #", '#', "\nw2 = 0.2", 2);
    expect_long("#", '=', "\nw2 = 0.2", 1);
    expect_long("", '\n', "w2 = 0.2", 1);
    ck_assert_uint_eq(t.numbers.number[0].line, 100001);
    expect_long("w1 = 0.", '3', "\nw2 = 0.2", 2);
    ck_assert_double_eq(t.numbers.number[0].x, 1.0 / 3.0);
    ck_assert_int_eq(t.numbers.number[0].digits, 100000);
    expect_long("w1 = ", '0', "3\nw2 = 0.2", 2);
    ck_assert_double_eq(t.numbers.number[0].x, 3.0);
    finish();
}
END_TEST

/* Twice as long takes about twice as long: a million pieces are no matter. */
START_TEST(long_chains_and_lists_are_read)
{
    begin("post");
    enum { N = 1000000 };
    char *text = malloc(8 + 2 * N + 8);
    ck_assert_ptr_nonnull(text);
    strcpy(text, "w1 = ");
    for (size_t k = 0; k < N; k++)
        memcpy(text + 5 + 2 * k, "1=", 2);
    strcpy(text + 5 + 2 * N, "0.5\n");
    expect_numbers(text, 1);
    ck_assert_double_eq(t.numbers.number[0].x, 0.5);
    strcpy(text, "w = [");
    for (size_t k = 0; k < N; k++)
        memcpy(text + 5 + 2 * k, "1\n", 2);
    strcpy(text + 5 + 2 * N, "]\n");
    expect_refused_line(text, 1, "a list of 1000000 numbers for 'w'");
    free(text);
    finish();
}
END_TEST

START_TEST(long_keys_are_refused)
{
    begin("post");
    expect_long_refused("w1", 'x', " = 1", "is no number of this example");
    expect_long_refused("w1", '0', "@1 = 1", "is no number of this example");
    expect_long_refused("dE_total/d", 'w', " = 1", "is no number");
    expect_long_refused("dE/dnet_", 'o', " = 1", "is no number");
    expect_long_refused("∂∂∂∂∂∂∂∂∂∂", '/', " = 1", "is no number");
    expect_long_refused("δδδδδδδδδδ", 'o', " = 1", "is no number");
    expect_long_refused("w1@100000", '9', " = 1", "");
    expect_long_refused("E_total@1000000", '0', "1 = 1", "expected a");
    expect_long_refused("w1 = x", 'y', "", "is not a finite decimal number");
    finish();
}
END_TEST

/* ------------------------------------------------------ file after file */

START_TEST(memory_is_used_again)
{
    begin("3-4-2");
    char text[8192] = "";
    size_t n = 0;
    for (size_t k = 0; k < t.known->n; k++)
        if (t.known->number[k].standing != BP_UNNAMED)
            n += sprintf(text + strlen(text), "%s = 0.5\n",
                         t.known->number[k].key) > 0;
    ck_assert_uint_gt(n, 150);
    expect_numbers(text, n);
    const bp_given_number *number = t.numbers.number;
    /* A number of one file is not twice in the next. */
    for (int file = 0; file < 3; file++) {
        expect_numbers("w2 = 0.25\nw1 = 0.5\n", 2);
        ck_assert_str_eq(key_of(0), "w2");
        ck_assert_str_eq(t.numbers.number[1].text, "0.5");
        expect_numbers(text, n);
    }
    /* Nor is one of a file that was refused, whatever is done to its order. */
    expect_refused_line("w3 = 1\nw1 = 1\nw2 = 1\nw2 = 1\n", 4, "given twice");
    bp_given_number first = t.numbers.number[0];
    t.numbers.number[0] = t.numbers.number[1];
    t.numbers.number[1] = first;
    expect_numbers("w1 = 0.5\nw3 = 0.5\nw2 = 0.5\n", 3);
    expect_refused_line("w1 = 0.5\nw1 = 0.5\n", 2, "first in line 1");
    expect_refused_line("", 0, "no numbers");
    expect_refused_line("# w1 = 0.5", 0, "no numbers");
    expect_numbers("w1 = 0.5", 1);
    ck_assert_ptr_eq(t.numbers.number, number);
    finish();
}
END_TEST

START_TEST(what_was_freed_can_be_filled_again)
{
    begin("post");
    bp_numbers_free(&t.numbers);
    expect_numbers("w1 = 0.5", 1);
    bp_numbers_free(&t.numbers);
    ck_assert_uint_eq(t.numbers.n, 0);
    ck_assert_ptr_null(t.numbers.number);
    bp_numbers_free(&t.numbers);
    expect_numbers("w1 = 0.5\nw2 = 0.25", 2);
    finish();
}
END_TEST

/* What was typed stands in the text that was given. */
START_TEST(numbers_point_into_the_text)
{
    begin("post");
    const char text[] = BOM
        "w1 = 0.15\r\n"
        "w2 = " MINUS "0.2";
    const bp_given_number *number = expect_numbers(text, 2);
    ck_assert_double_eq(number[1].x, -0.2);
    ck_assert_ptr_eq(number[1].text, t.text + sizeof text - sizeof MINUS "0.2");
    finish();
}
END_TEST

int main(void)
{
    TCase *written = tcase_create("as it is written");
    tcase_add_loop_test(written, line_is_read_however_it_is_written, 0,
                        LENGTH(lines));
    tcase_add_test(written, numbers_keep_the_files_order);
    tcase_add_loop_test(written, list_gives_each_of_its_numbers, 0,
                        LENGTH(lists));
    tcase_add_test(written, blanks_are_no_numbers);
    tcase_add_test(written, lines_are_counted_behind_a_list);
    tcase_add_test(written, rounds_are_any);
    tcase_add_loop_test(written, number_is_read_and_measured, 0,
                        LENGTH(values));
    tcase_add_test(written, long_numbers_are_read_to_their_end);

    TCase *keys = tcase_create("names of numbers");
    tcase_add_loop_test(keys, other_names_of_numbers_are_known, 0,
                        LENGTH(names));
    tcase_add_test(keys, equal_biases_have_the_layers_name);

    TCase *wrong = tcase_create("what is wrong");
    tcase_add_loop_test(wrong, fault_is_named_with_its_line, 0, LENGTH(faults));
    tcase_add_test(wrong, nul_bytes_are_refused);

    TCase *sizes = tcase_create("sizes, and file after file");
    tcase_set_timeout(sizes, 60);
    tcase_add_test(sizes, long_lines_are_read);
    tcase_add_test(sizes, thousands_of_rounds_are_told_apart);
    tcase_add_test(sizes, long_chains_and_lists_are_read);
    tcase_add_test(sizes, long_keys_are_refused);
    tcase_add_test(sizes, memory_is_used_again);
    tcase_add_test(sizes, what_was_freed_can_be_filled_again);
    tcase_add_test(sizes, numbers_point_into_the_text);

    return run_cases("numbers", 4, (TCase *[]){written, keys, wrong, sizes});
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reference numbers: how they are read, and the verdict on a walk.
 * tests/command/command.sh has how it is said. */
#include "walk/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "example_texts.h"
#include "files/text_file.h"
#include "support.h"
#include "walk/walk.h"

#define BYTES(literal) literal, sizeof literal - 1

/* A small walk, made up by hand: chapter 1 has a number less than 0, chapter 2
 * none. */
#define VALUE(KEY, X, CHAPTER) .key = KEY, .x = (X), .chapter = (CHAPTER)
static const bp_value made_up[] = {
    {VALUE("i1", 0.25, 0)},         {VALUE("w1", -1.5, 0)},
    {VALUE("net_h1", 3.0, 1)},      {VALUE("out_h1", -7e-5, 1)},
    {VALUE("dE/dw1", 0.0, 3)},      {VALUE("w1+", 1e300, 4)},
    {VALUE("E_total+", 1e-300, 4)}, {VALUE("w1@9", -1e308, 5)},
    {VALUE("b1@9", 0x1p-1074, 5)},
};

static bp_values make_values(void)
{
    bp_values values = {.n = LENGTH(made_up), .capacity = LENGTH(made_up)};
    values.value = malloc(sizeof made_up);
    memcpy(values.value, made_up, sizeof made_up);
    return values;
}

/* The caller frees what is read. Behind the copy of the text there is nothing but
 * its 0. */
static bp_reference *read_text(const char *text, size_t length,
                               bp_values *values, size_t *n,
                               bp_complaint *complaint)
{
    char *copy = malloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    bp_reference *references =
        bp_references_parse(copy, length, values, n, complaint);
    free(copy);
    return references;
}

static void expect_refused_text(const char *text, size_t length,
                                unsigned long line, const char *words)
{
    bp_values values = make_values();
    bp_complaint complaint = {.line = 999999};
    size_t n = 0;
    bp_reference *references = read_text(text, length, &values, &n, &complaint);
    ck_assert_msg(references == NULL, "accepted, expected line %lu: %s\n%.200s",
                  line, words, text);
    expect_complaint_with(&complaint, line, words, text);
    bp_values_free(&values);
}

/* ------------------------------------------------------------ what is wrong */

static const struct {
    const char *text;
    size_t length;
    unsigned long line;
    const char *words;
} faults[] = {
    /* Not of the form. */
    {BYTES("i1 0.25\n"), 1, "'i1 0.25': expected a key, a tab and a number"},
    {BYTES("i1\t0.25\nw1=-1.5"), 2,
     "'w1=-1.5': expected a key, a tab and a number"},
    {BYTES("i1\t0.25\n \n"), 2, "expected a key, a tab and a number"},
    {BYTES("i1\t0.25\n # no comment\n"), 2,
     "expected a key, a tab and a number"},
    {BYTES("key\tvalue\n"), 1, "'value' is not a finite decimal number"},
    {BYTES("i1\t\n"), 1, "'' is not a finite decimal number"},
    {BYTES("i1\t 0.25\n"), 1, "' 0.25' is not a finite decimal number"},
    {BYTES("i1\t0.25 \n"), 1, "'0.25 ' is not a finite decimal number"},
    {BYTES("i1\t0.25\t0.26\n"), 1, "is not a finite decimal number"},
    {BYTES("i1\t0.25 # a comment\n"), 1, "is not a finite decimal number"},
    {BYTES("w1\t-1.5\r\ni1\t0,25\r\n"), 2,
     "'0,25' is not a finite decimal number"},
    {BYTES("i1\tnan\n"), 1, "'nan' is not a finite decimal number"},
    {BYTES("i1\t-inf\n"), 1, "'-inf' is not a finite decimal number"},
    {BYTES("i1\t0x1p-2\n"), 1, "'0x1p-2' is not a finite decimal number"},
    {BYTES("i1\t1e999\n"), 1, "'1e999' is not a finite decimal number"},
    /* Keys. */
    {BYTES("# a comment\n\ni2\t0.25\n"), 3,
     "'i2' is no number of this walk, expected"},
    {BYTES("\t0.25\n"), 1, "'' is no number of this walk, expected"},
    {BYTES(" i1\t0.25\n"), 1, "' i1' is no number of this walk, expected"},
    {BYTES("I1\t0.25\n"), 1, "'I1' is no number of this walk, expected"},
    {BYTES("i1\t0.25\nw1\t-1.5\ni1\t0.25\n"), 3,
     "i1 is given twice, first in line 1"},
    {BYTES("w1+\t1\n\n#\nw1+\t2\nw1\t-1.5"), 4,
     "w1+ is given twice, first in line 1"},
    {BYTES("i1\t1\ni1\t2\ni1\t3\n"), 2, "i1 is given twice, first in line 1"},
    /* No numbers. */
    {BYTES(""), 0, "no numbers, expected"},
    {BYTES("\n\r\n\n"), 0, "no numbers, expected"},
    {BYTES("# only a comment"), 0, "no numbers, expected"},
    /* Control characters, carriage returns for line ends, NUL bytes. */
    {BYTES("\x1b[31mi1\t0.25\n"), 1, "'\\x1b[31mi1' is no number"},
    {BYTES("\xc2\x9b\x33\x31mi1\t0.25\n"), 1, "'\\xc2\\x9b31mi1' is no number"},
    {BYTES("i1\t\x07\n"), 1, "'\\x07' is not a finite decimal number"},
    {BYTES("i1\t0.25\rw1\t99\r"), 1, "is not a finite decimal number"},
    {BYTES("i1\t0.25\r\r\n"), 1, "is not a finite decimal number"},
    {BYTES("i1\t0.25\rjunk\n"), 1, "is not a finite decimal number"},
    {BYTES("i1\t0.25\0junk\n"), 1, "a NUL byte, expected"},
    {BYTES("w1\t-1.5\n\0i1\t0.25\n"), 2, "a NUL byte, expected"},
    {BYTES("i\0001\t0.25\n"), 1, "a NUL byte, expected"},
};

START_TEST(fault_is_named_with_its_line)
{
    expect_refused_text(faults[_i].text, faults[_i].length, faults[_i].line,
                        faults[_i].words);
}
END_TEST

START_TEST(very_long_lines)
{
    enum { LONG = 100000 };
    static char text[LONG + 64];
    memset(text, 'x', LONG);
    expect_refused_text(text, LONG, 1,
                        "xxx...': expected a key, a tab and a number");
    strcpy(text + LONG, "\t0.25\n");
    expect_refused_text(text, strlen(text), 1,
                        "xxx...' is no number of this walk, expected");
    memcpy(text, "i1\t", 3);
    text[LONG] = '\0';
    expect_refused_text(text, LONG, 1,
                        "xxx...' is not a finite decimal number");

    bp_values values = make_values();
    bp_complaint complaint;
    size_t n = 0;
    text[0] = '#'; /* now a long comment, then a long number */
    text[LONG / 2] = '\n';
    memcpy(text + LONG / 2 + 1, "i1\t0.2500", 9);
    memset(text + LONG / 2 + 10, '0', LONG / 2 - 10);
    bp_reference *references = read_text(text, LONG, &values, &n, &complaint);
    ck_assert_msg(references != NULL, "line %lu: %s", complaint.line,
                  complaint.text);
    ck_assert_uint_eq(n, 1);
    ck_assert_uint_eq(references[0].line, 2);
    ck_assert(references[0].expected == 0.25);
    free(references);
    bp_values_free(&values);
}
END_TEST

/* ------------------------------------------------------------ what is right */

/* The same two numbers, w1 and i1, in line 2 and 5. */
static const char *const same_meaning[] = {
    "#\nw1\t-1.5\n\n#\ni1\t0.25\n",
    "#\nw1\t-1.5\n\n#\ni1\t0.25",
    "#\r\nw1\t-1.5\r\n\r\n#\r\ni1\t0.25\r\n",
    "#\nw1\t-1.5\n\n#\ni1\t0.25\r",
    "\nw1\t-15e-1\n#\ti1\t1\n\ni1\t+.25\n\n\n",
};

START_TEST(lines_are_read)
{
    bp_values values = make_values();
    bp_complaint complaint;
    size_t n = 0;
    bp_reference *references = read_text(
        same_meaning[_i], strlen(same_meaning[_i]), &values, &n, &complaint);
    ck_assert_msg(references != NULL, "line %lu: %s", complaint.line,
                  complaint.text);
    ck_assert_uint_eq(n, 2);
    ck_assert_ptr_eq(references[0].value,
                     &values.value[0]); /* the walk's order */
    ck_assert(references[0].expected == 0.25);
    ck_assert_uint_eq(references[0].line, 5);
    ck_assert_ptr_eq(references[1].value, &values.value[1]);
    ck_assert(references[1].expected == -1.5);
    ck_assert_uint_eq(references[1].line, 2);
    free(references);
    bp_values_free(&values);
}
END_TEST

/* -------------------------------------------------------------- the verdict */

/* Whether the walk has this number and it agrees. */
static void expect_verdict(const char *text, const char *key, bool agrees)
{
    bp_values values = make_values();
    bp_complaint complaint;
    size_t n = 0;
    bp_reference *references =
        read_text(text, strlen(text), &values, &n, &complaint);
    ck_assert_msg(references != NULL, "line %lu: %s", complaint.line,
                  complaint.text);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(references[0].value->key, key);
    ck_assert_msg(bp_disagrees(&references[0]) == !agrees, "%s", text);
    free(references);
    bp_values_free(&values);
}

/* How many numbers of each chapter there are, have a reference, and disagree. */
static void expect_chapters(const char *text,
                            const bp_chapter_verdict expected[])
{
    bp_values values = make_values();
    bp_complaint complaint;
    size_t n = 0;
    bp_reference *references =
        read_text(text, strlen(text), &values, &n, &complaint);
    ck_assert_msg(references != NULL, "line %lu: %s", complaint.line,
                  complaint.text);
    for (int chapter = 0; chapter < BP_N_WALK_CHAPTERS; chapter++) {
        bp_chapter_verdict v =
            bp_verify_chapter(chapter, &values, references, n);
        ck_assert_msg(v.n_values == expected[chapter].n_values &&
                          v.n_references == expected[chapter].n_references &&
                          v.n_wrong == expected[chapter].n_wrong,
                      "chapter %d: %zu %zu %zu", chapter, v.n_values,
                      v.n_references, v.n_wrong);
    }
    free(references);
    bp_values_free(&values);
}

START_TEST(all_right)
{
    static const bp_chapter_verdict expected[BP_N_WALK_CHAPTERS] = {
        {2, 2, 0}, {2, 1, 0}, {0, 0, 0}, {1, 1, 0}, {2, 0, 0}, {2, 0, 0}};
    expect_chapters("w1\t-1.5\ni1\t0.25\nnet_h1\t3\ndE/dw1\t0\n", expected);
}
END_TEST

START_TEST(wrong_numbers_are_counted_in_their_chapter)
{
    static const bp_chapter_verdict expected[BP_N_WALK_CHAPTERS] = {
        {2, 2, 1}, {2, 2, 2}, {0, 0, 0}, {1, 0, 0}, {2, 1, 0}, {2, 0, 0}};
    expect_chapters(
        "# by hand\nout_h1\t7e-05\nw1\t-1.5\ni1\t.5\nw1+\t1e300\n"
        "net_h1\t4\n",
        expected);
}
END_TEST

START_TEST(tolerance_is_relative_to_the_larger)
{
    static const struct {
        double difference;
        bool agrees;
    } off[] = {{2e-12, false},    {-2e-12, false}, {1.1e-12, false},
               {-1.1e-12, false}, {5e-13, true},   {-5e-13, true},
               {9e-13, true},     {-9e-13, true},  {1e-15, true},
               {1e-6, false},     {1.0, false},    {-2.0, false}};
    for (size_t v = 0; v < LENGTH(made_up); v++)
        for (size_t o = 0; o < LENGTH(off); o++) {
            double x = made_up[v].x;
            double expected = x * (1.0 + off[o].difference);
            if (x == 0.0 || fabs(x) < 1e-300 || fabs(expected) > 1.7e308)
                continue;
            char text[64];
            snprintf(text, sizeof text, "%s\t%.17g\n", made_up[v].key,
                     expected);
            expect_verdict(text, made_up[v].key, off[o].agrees);
        }
}
END_TEST

START_TEST(zeros_signs_and_ends_of_the_range)
{
    static const struct {
        const char *text, *key;
        bool agrees;
    } cases[] = {
        {"dE/dw1\t0\n", "dE/dw1", true},
        {"dE/dw1\t-0.0\n", "dE/dw1", true},
        {"dE/dw1\t1e-300\n", "dE/dw1", false},
        {"dE/dw1\t5e-324\n", "dE/dw1", false},
        {"E_total+\t0\n", "E_total+", false},
        {"E_total+\t-0\n", "E_total+", false},
        {"E_total+\t-1e-300\n", "E_total+", false},
        {"i1\t-0.25\n", "i1", false},
        {"w1\t1.5\n", "w1", false},
        {"w1@9\t-1e308\n", "w1@9", true},
        {"w1@9\t1e308\n", "w1@9", false},
        {"b1@9\t5e-324\n", "b1@9", true},
        {"b1@9\t1e-323\n", "b1@9", false},
        {"b1@9\t-5e-324\n", "b1@9", false},
        {"b1@9\t0\n", "b1@9", false},
    };
    for (size_t c = 0; c < LENGTH(cases); c++)
        expect_verdict(cases[c].text, cases[c].key, cases[c].agrees);
}
END_TEST

static size_t count_wrong(const bp_values *values,
                          const bp_reference *references, size_t n)
{
    size_t n_wrong = 0;
    for (int chapter = 0; chapter < BP_N_WALK_CHAPTERS; chapter++)
        n_wrong += bp_verify_chapter(chapter, values, references, n).n_wrong;
    return n_wrong;
}

/* The post's walk and its reference, worked out in 60-digit arithmetic. */
START_TEST(post_is_verified_and_one_false_number_is_found)
{
    bp_example *example = read_test_example("post");
    bp_method method = bp_example_method(example);
    bp_values values;
    bp_complaint complaint;
    ck_assert(bp_walk(example, &method, BP_N_WALK_CHAPTERS - 1, NULL, &values,
                      &complaint));
    FILE *file = fopen("tests/reference/post.tsv", "r");
    bp_text text = {.bytes = NULL};
    ck_assert(bp_text_read(file, &text, &complaint));
    fclose(file);
    size_t n = 0;
    bp_reference *references =
        bp_references_parse(text.bytes, text.length, &values, &n, &complaint);
    ck_assert_msg(references != NULL, "line %lu: %s", complaint.line,
                  complaint.text);
    ck_assert_uint_eq(n, values.n);

    ck_assert_uint_eq(count_wrong(&values, references, n), 0);
    for (size_t r = 0; r < n; r++) {
        double expected = references[r].expected;
        ck_assert_ptr_eq(references[r].value, &values.value[r]);
        references[r].expected = values.value[r].x * (1.0 + 2e-12);
        ck_assert_uint_eq(count_wrong(&values, references, n), 1);
        ck_assert(bp_disagrees(&references[r]));
        references[r].expected = expected;
    }
    free(references);
    free(text.bytes);
    bp_values_free(&values);
    bp_example_free(example);
}
END_TEST

int main(void)
{
    TCase *wrong = tcase_create("what is wrong");
    tcase_add_loop_test(wrong, fault_is_named_with_its_line, 0, LENGTH(faults));
    tcase_add_test(wrong, very_long_lines);

    TCase *right = tcase_create("what is right");
    tcase_add_loop_test(right, lines_are_read, 0, LENGTH(same_meaning));

    TCase *said = tcase_create("the verdict");
    tcase_add_test(said, all_right);
    tcase_add_test(said, wrong_numbers_are_counted_in_their_chapter);
    tcase_add_test(said, tolerance_is_relative_to_the_larger);
    tcase_add_test(said, zeros_signs_and_ends_of_the_range);
    tcase_add_test(said, post_is_verified_and_one_false_number_is_found);

    return run_cases("verify", 3, (TCase *[]){wrong, right, said});
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as lines, with a tab between cells. Expected: written by hand. */
#include "files/tsv.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"
#include "walk/number.h"
#include "written.h"

static written w;
static bp_out out;
static bp_tsv writer;
static bp_sink sink;

static void begin(void)
{
    w = (written){.length = 0};
    out = write_to(&w);
    sink = bp_tsv_sink(&writer, &out);
}

static void expect(const char *text)
{
    ck_assert_str_eq(w.text, text);
    free(w.text);
}

START_TEST(rows_and_cells)
{
    begin();
    bp_cell(&sink, "round");
    bp_cell(&sink, "%s_o%d", "out", 2);
    ck_assert(bp_end_row(&sink));
    bp_cell(&sink, "one alone");
    bp_end_row(&sink);
    bp_end_row(&sink); /* one without cells */
    bp_cell(&sink, "%s", "");
    bp_cell(&sink, "%s", "");
    bp_end_row(&sink);
    expect("round\tout_o2\none alone\n\n\t\n");
}
END_TEST

/* Digits as they are asked for; else as few as read back to the same double. */
START_TEST(numbers_have_their_digits)
{
    begin();
    bp_number_cell(&sink, 0.1, 0);
    bp_number_cell(&sink, 1.0 / 3.0, 0);
    bp_number_cell(&sink, 1.0 / 3.0, 4);
    bp_number_cell(&sink, -2e-300, 3);
    bp_number_cell(&sink, 0.15, 17);
    bp_number_cell(&sink, 100.0, 0);
    bp_end_row(&sink);
    bp_number_cell(&sink, 0x1.3333333333334p-2, 0); /* 0.1 + 0.2 */
    bp_end_row(&sink);
    expect(
        "0.1\t0.3333333333333333\t0.3333\t-2e-300\t0.14999999999999999\t100\n"
        "0.30000000000000004\n");
}
END_TEST

START_TEST(what_is_no_number_is_nan)
{
    begin();
    bp_number_cell(&sink, NAN, 4);
    bp_number_cell(&sink, INFINITY, 4);
    bp_number_cell(&sink, -INFINITY, 12);
    bp_end_row(&sink);
    expect("nan\tnan\tnan\n");
}
END_TEST

/* So that no cell looks like two, nor a row. */
START_TEST(text_is_escaped)
{
    begin();
    bp_cell(&sink, "a\tb");
    bp_cell(&sink, "c\nd");
    bp_cell(&sink, "%s", "\x1b[31m\r");
    bp_cell(&sink, "\xe2\x80\xae");
    bp_cell(&sink,
            "\xe2\x88\x82"
            "E and \\t");
    bp_end_row(&sink);
    expect(
        "a\\tb\tc\\nd\t\\x1b[31m\\x0d\t\\xe2\\x80\\xae\t"
        "\xe2\x88\x82"
        "E and \\t\n");
}
END_TEST

/* A text that has no room is cut, and its row goes on. */
START_TEST(long_text_leaves_the_row_whole)
{
    char text[10000];
    memset(text, '\t', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    begin();
    bp_cell(&sink, "%s", text);
    bp_cell(&sink, "next");
    bp_end_row(&sink);
    size_t first = strcspn(w.text, "\t");
    ck_assert_uint_gt(first, 4000);
    ck_assert_uint_eq(strspn(w.text, "\\t"), first); /* \t, \t, .. */
    ck_assert_uint_eq(first % 2, 0);
    ck_assert_str_eq(w.text + first, "\tnext\n");
    free(w.text);
}
END_TEST

/* A writer is of one table at a time: a row begun in one says nothing of another. */
START_TEST(two_tables_do_not_mix)
{
    begin();
    written other_text = {.length = 0};
    bp_out other_out = write_to(&other_text);
    bp_tsv other_writer;
    bp_sink other = bp_tsv_sink(&other_writer, &other_out);
    bp_cell(&sink, "a");
    bp_cell(&other, "1");
    bp_cell(&sink, "b");
    bp_end_row(&other);
    bp_end_row(&sink);
    ck_assert_str_eq(other_text.text, "1\n");
    free(other_text.text);
    expect("a\tb\n");
}
END_TEST

/* ------------------------------------------------------------- nobody takes more */

static bool refuse(void *to, const char *text, size_t length)
{
    (void)to;
    (void)text;
    (void)length;
    return false;
}

START_TEST(end_of_the_row_says_that_nobody_takes_it)
{
    out = (bp_out){.write = refuse};
    sink = bp_tsv_sink(&writer, &out);
    bp_cell(&sink, "a");
    ck_assert(!bp_end_row(&sink));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("tsv");
    tcase_add_test(c, rows_and_cells);
    tcase_add_test(c, numbers_have_their_digits);
    tcase_add_test(c, what_is_no_number_is_nan);
    tcase_add_test(c, text_is_escaped);
    tcase_add_test(c, long_text_leaves_the_row_whole);
    tcase_add_test(c, two_tables_do_not_mix);
    tcase_add_test(c, end_of_the_row_says_that_nobody_takes_it);
    return run_cases("tsv", 1, (TCase *[]){c});
}

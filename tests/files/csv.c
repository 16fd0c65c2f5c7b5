/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as comma-separated values and as JSON. Expected: written by hand, from RFC 4180
 * and RFC 8259. */
#include "files/csv.h"

#include <math.h>
#include <stdlib.h>

#include "files/json.h"
#include "support.h"
#include "written.h"

static written w;
static bp_out out;
static bp_csv csv;
static bp_json json;
static bp_sink sink;

static void begin_csv(void)
{
    w = (written){.length = 0};
    out = write_to(&w);
    sink = bp_csv_sink(&csv, &out);
}

/* A table of two columns. */
static void begin_json(void)
{
    w = (written){.length = 0};
    out = write_to(&w);
    sink = bp_json_sink(&json, &out);
    bp_cell(&sink, "a");
    bp_cell(&sink, "\"b\"");
    bp_end_row(&sink);
}

static void expect(const char *text)
{
    ck_assert_str_eq(w.text, text);
    free(w.text);
}

static void expect_array(const char *text)
{
    ck_assert(bp_json_end(&json));
    expect(text);
}

START_TEST(csv_has_lines_and_commas)
{
    begin_csv();
    bp_cell(&sink, "key");
    bp_cell(&sink, "%s", "");
    bp_number_cell(&sink, -1.0 / 3.0, 0);
    bp_number_cell(&sink, 1.0 / 3.0, 4);
    ck_assert(bp_end_row(&sink));
    bp_cell(&sink, "one alone");
    bp_end_row(&sink);
    expect("key,,-0.3333333333333333,0.3333\r\none alone\r\n");
}
END_TEST

START_TEST(csv_quotes_what_would_look_like_more)
{
    begin_csv();
    bp_cell(&sink, "max(0, net)");
    bp_cell(&sink, "so \"called\"");
    bp_cell(&sink, "two\nlines");
    bp_cell(&sink, "\r");
    bp_cell(&sink, "a b; c\td");
    bp_end_row(&sink);
    expect(
        "\"max(0, net)\",\"so \"\"called\"\"\",\"two\nlines\",\"\r\","
        "a b; c\td\r\n");
}
END_TEST

START_TEST(json_has_an_object_for_each_row)
{
    begin_json();
    bp_cell(&sink, "x");
    bp_number_cell(&sink, -2e-300, 0);
    ck_assert(bp_end_row(&sink));
    bp_cell(&sink, "%s", "");
    bp_number_cell(&sink, 1.0 / 3.0, 4);
    bp_end_row(&sink);
    expect_array(
        "[\n  {\"a\": \"x\", \"\\\"b\\\"\": -2e-300},"
        "\n  {\"a\": \"\", \"\\\"b\\\"\": 0.3333}\n]\n");
}
END_TEST

START_TEST(json_of_no_rows_is_an_empty_array)
{
    begin_json();
    expect_array("[\n]\n");
}
END_TEST

/* What is no UTF-8 is taken for Latin-1, so that the text is UTF-8 whatever comes. */
START_TEST(json_escapes_what_a_string_may_not_have)
{
    begin_json();
    bp_cell(&sink, "\"\\\n\t\x01/");
    bp_cell(&sink,
            "\xe2\x88\x82"
            "E");
    bp_end_row(&sink);
    bp_cell(&sink, "\xff");
    bp_number_cell(&sink, NAN, 0);
    bp_end_row(&sink);
    expect_array(
        "[\n  {\"a\": \"\\\"\\\\\\u000a\\u0009\\u0001/\", "
        "\"\\\"b\\\"\": \"\xe2\x88\x82"
        "E\"},\n  {\"a\": \"\\u00ff\", \"\\\"b\\\"\": null}\n]\n");
}
END_TEST

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
    sink = bp_csv_sink(&csv, &out);
    bp_cell(&sink, "a");
    ck_assert(!bp_end_row(&sink));
    sink = bp_json_sink(&json, &out);
    bp_cell(&sink, "a");
    ck_assert(!bp_end_row(&sink));
    ck_assert(!bp_json_end(&json));
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("csv");
    tcase_add_test(c, csv_has_lines_and_commas);
    tcase_add_test(c, csv_quotes_what_would_look_like_more);
    tcase_add_test(c, json_has_an_object_for_each_row);
    tcase_add_test(c, json_of_no_rows_is_an_empty_array);
    tcase_add_test(c, json_escapes_what_a_string_may_not_have);
    tcase_add_test(c, end_of_the_row_says_that_nobody_takes_it);
    return run_cases("csv", 1, (TCase *[]){c});
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/report.h"

#include <stdio.h>
#include <string.h>

#include "walk/number.h"
#include "walk/printable.h"

static const char *const verdict_words[] = {[BP_IS_RIGHT] = "right",
                                            [BP_IS_WRONG] = "wrong",
                                            [BP_IS_CARRIED] = "carried"};

static const char *key_of(const bp_report *r, size_t i)
{
    return bp_checker_numbers(r->checker)
        ->number[r->numbers->number[i].key]
        .key;
}

static double expected(const bp_report *r, size_t i)
{
    return bp_checker_right(r->checker)[r->numbers->number[i].key];
}

/* -------------------------------------------------------------- for programs */

void bp_report_rows(const bp_report *r, const bp_sink *sink)
{
    char text[BP_DIAGNOSIS_SIZE];
    for (size_t i = 0; i < r->numbers->n; i++) {
        bp_cell(sink, "%s", key_of(r, i));
        bp_cell(sink, "%s", r->numbers->number[i].text);
        bp_number_cell(sink, expected(r, i), 0);
        bp_cell(sink, "%s", verdict_words[r->verdict[i]]);
        bp_end_row(sink);
    }
    bp_cell(sink, "diagnosis");
    bp_cell(sink, "%s", bp_diagnosis_text(r->diagnosis, text));
    bp_end_row(sink);
}

void bp_report_summary(const bp_report *r, const bp_sink *sink)
{
    char text[BP_DIAGNOSIS_SIZE];
    const bp_diagnosis *d = r->diagnosis;
    bp_cell(sink, "%s", r->file);
    bp_cell(sink, "%zu", r->numbers->n);
    bp_cell(sink, "%zu", d->n_not_right);
    bp_cell(sink, "%s", d->n_not_right > 0 ? key_of(r, d->first) : "-");
    bp_cell(sink, "%s", bp_diagnosis_text(d, text));
    bp_end_row(sink);
}

/* ---------------------------------------------------------------- for people */

/* As many letters as there are columns: bytes that go on with a character do
 * not count. */
static int width(const char *text)
{
    int columns = 0;
    for (; *text != '\0'; text++)
        columns += ((unsigned char)*text & 0xC0) != 0x80;
    return columns;
}

static void pad(int columns, const bp_out *out)
{
    if (columns > 0)
        bp_say(out, "%*s", columns, "");
}

/* The true value with as many decimals as were given. */
static void expected_text(const bp_report *r, size_t i,
                          char text[BP_NUMBER_SIZE])
{
    const bp_given_number *given = &r->numbers->number[i];
    double x = expected(r, i);
    double decimals = given->unit > 0.0 ? round(-log10(given->unit)) : -1.0;
    if (decimals < 0.0 || decimals > 14.0 || fabs(x) >= 1e6)
        snprintf(text, BP_NUMBER_SIZE, "%.9g", x);
    else
        snprintf(text, BP_NUMBER_SIZE, "%.*f", (int)decimals, x);
}

static void print_table(const bp_report *r, const bp_out *out)
{
    static const char *const colours[] = {[BP_IS_RIGHT] = "\033[32m",
                                          [BP_IS_WRONG] = "\033[1;31m",
                                          [BP_IS_CARRIED] = "\033[33m"};
    int widest = 0;
    for (size_t i = 0; i < r->numbers->n; i++) {
        int columns = width(r->numbers->number[i].text);
        widest = columns > widest ? columns : widest;
    }
    if (widest > 24)
        widest = 24;
    for (size_t i = 0; i < r->numbers->n; i++) {
        bp_verdict verdict = r->verdict[i];
        const char *given = r->numbers->number[i].text;
        bp_say(out, "  %-18s %s", key_of(r, i), given);
        pad(widest - width(given), out);
        bp_say(out, "  %s%-7s%s", r->with_colour ? colours[verdict] : "",
               verdict_words[verdict], r->with_colour ? "\033[0m" : "");
        if (verdict != BP_IS_RIGHT) {
            char text[BP_NUMBER_SIZE];
            expected_text(r, i, text);
            bp_say(out, "  expected %s", text);
        }
        bp_say(out, "\n");
    }
}

enum { LINE_WIDTH = 78, LINE_SIZE = 8192 };

/* Text in lines that are not too long, each after so many blanks. */
static void print_wrapped(int indent, const char *text, const bp_out *out)
{
    int column = 0;
    while (*text != '\0') {
        int length = (int)strcspn(text, " ");
        if (column > 0 && column + 1 + length > LINE_WIDTH) {
            bp_say(out, "\n");
            column = 0;
        }
        pad(column == 0 ? indent : 1, out);
        column += (column == 0 ? indent : 1) + length;
        bp_say(out, "%.*s", length, text);
        text += length;
        text += strspn(text, " ");
    }
    bp_say(out, "\n");
}

static const char *are(size_t n)
{
    return n == 1 ? "is" : "are";
}

/* "27 of 31 numbers are right, 3 are wrong, 1 is carried on from there." */
static void print_count(const bp_report *r, const bp_out *out)
{
    const bp_diagnosis *d = r->diagnosis;
    size_t n = r->numbers->n;
    size_t n_right = n - d->n_not_right;
    size_t n_carried = d->n_not_right - d->n_wrong;
    char wrong[64] = "";
    char carried[64] = "";
    char text[LINE_SIZE];
    if (d->n_not_right > 0)
        snprintf(wrong, sizeof wrong, ", %zu %s wrong", d->n_wrong,
                 are(d->n_wrong));
    if (n_carried > 0)
        snprintf(carried, sizeof carried, ", %zu %s carried on from there",
                 n_carried, are(n_carried));
    snprintf(text, sizeof text, "%s: %zu of %zu %s %s right%s%s.", r->file,
             n_right, n, n == 1 ? "number" : "numbers", are(n_right), wrong,
             carried);
    bp_say(out, "\n");
    print_wrapped(0, text, out);
}

static void print_first(const bp_report *r, const bp_out *out)
{
    size_t first = r->diagnosis->first;
    char x[BP_NUMBER_SIZE];
    char given[BP_QUOTED_SIZE];
    char text[LINE_SIZE];
    expected_text(r, first, x);
    snprintf(text, sizeof text,
             "The first that is not right is %s: you have %s, expected %s.",
             key_of(r, first), bp_quoted(r->numbers->number[first].text, given),
             x);
    print_wrapped(0, text, out);
}

static void print_mistake(const bp_report *r, const bp_mistake *mistake,
                          const bp_out *out)
{
    char text[LINE_SIZE];
    bp_say(out, "\n  %s%s%s (read on in chapter %d, %s)\n",
           r->with_colour ? "\033[1m" : "", mistake->id,
           r->with_colour ? "\033[0m" : "", mistake->chapter,
           bp_chapter_names[mistake->chapter]);
    snprintf(text, sizeof text, "What is done: %s. %s", mistake->summary,
             mistake->why);
    print_wrapped(4, text, out);
}

static void print_evidence(const bp_diagnosis *d, const bp_out *out)
{
    const char *who = "It explains";
    char text[LINE_SIZE];
    if (d->name[0].mistake[1] != NULL)
        who = "Together they explain";
    if (d->n_names > 1)
        who = "Each explains";
    snprintf(text, sizeof text, "%s %zu of your %zu wrong %s, at %zu digits%s.",
             who, d->n_explained, d->n_not_right,
             d->n_not_right == 1 ? "number" : "numbers", d->least_digits,
             d->n_explained > 1 ? " or more" : "");
    bp_say(out, "\n");
    print_wrapped(0, text, out);
}

static const char *introduction(const bp_diagnosis *d)
{
    bool is_pair = d->name[0].mistake[1] != NULL;
    if (d->n_names > 1)
        return "One of these explains it; the numbers given cannot tell which, "
               "more of them would.";
    if (d->finding == BP_FOUND_TWO)
        return "Two mistakes are at work at once.";
    if (d->finding == BP_FOUND_MIXTURE)
        return is_pair ? "The wrong numbers come from two other computations "
                         "than the right ones."
                       : "The wrong numbers come from another computation than "
                         "the right ones.";
    return strcmp(d->name[0].mistake[0]->id, "sign-convention") == 0
               ? "This is no mistake, but another convention."
               : "This looks like one mistake.";
}

static bool is_new(const bp_diagnosis *d, size_t k, size_t m)
{
    for (size_t before = 0; before < k; before++)
        for (size_t n = 0; n < 2; n++)
            if (d->name[before].mistake[n] == d->name[k].mistake[m])
                return false;
    return true;
}

static void print_names(const bp_report *r, const bp_out *out)
{
    const bp_diagnosis *d = r->diagnosis;
    print_wrapped(0, introduction(d), out);
    for (size_t k = 0; k < d->n_names; k++)
        for (size_t m = 0; m < 2 && d->name[k].mistake[m] != NULL; m++)
            if (is_new(d, k, m))
                print_mistake(r, d->name[k].mistake[m], out);
    print_evidence(d, out);
}

static void print_unknown(const bp_report *r, const bp_out *out)
{
    if (r->diagnosis->n_not_right == 0)
        print_wrapped(0, "But zeros with no other digit say nothing.", out);
    else
        print_wrapped(0,
                      "No mistake that is known here agrees with these "
                      "numbers. Begin with the first that is not right: the "
                      "numbers before it, of which it is made, may show where "
                      "it went wrong.",
                      out);
    if (r->diagnosis->none_agrees || r->diagnosis->another_example)
        print_wrapped(0,
                      r->is_post
                          ? "Your numbers do not agree with the post's "
                            "example, which is built in. Is it the same "
                            "example? -e FILE chooses another."
                          : "Your numbers do not agree with this example. "
                            "Is it the same example? -e FILE chooses another.",
                      out);
}

void bp_report_say(const bp_report *r, const bp_out *out)
{
    print_table(r, out);
    print_count(r, out);
    if (r->diagnosis->n_not_right > 0)
        print_first(r, out);
    switch (r->diagnosis->finding) {
    case BP_FOUND_RIGHT:
        break;
    case BP_FOUND_SLIP:
        print_wrapped(0,
                      "One number is wrong, and every other is right or "
                      "follows from it: a slip. Work this one out again; the "
                      "way is right.",
                      out);
        break;
    case BP_FOUND_UNKNOWN:
        print_unknown(r, out);
        break;
    default:
        print_names(r, out);
    }
}

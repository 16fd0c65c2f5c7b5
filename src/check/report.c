/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/report.h"

#include <stdio.h>
#include <string.h>

#include "check/spelling.h"
#include "walk/number.h"
#include "walk/printable.h"

static const char *const verdict_words[] = {[BP_IS_RIGHT] = "right",
                                            [BP_IS_COARSE] = "coarse",
                                            [BP_IS_WRONG] = "wrong",
                                            [BP_IS_CARRIED] = "carried"};

static const char *key_of(const bp_report *r, size_t i, char key[BP_KEY_SIZE])
{
    const bp_given_number *number = &r->numbers->number[i];
    return bp_key_after(&bp_checker_numbers(r->checker)->number[number->key],
                        number->rounds, key);
}

static double expected(const bp_report *r, size_t i)
{
    return bp_checker_right(r->checker, &r->numbers->number[i]);
}

static bool is_not_right(const bp_report *r, size_t i)
{
    bp_verdict verdict = r->judgement[i].verdict;
    return verdict == BP_IS_WRONG || verdict == BP_IS_CARRIED;
}

/* "updated-weights", "= net_o2", "slip", or nothing. */
enum { REASON_SIZE = BP_KEY_SIZE + 8 };
static const char *reason(const bp_report *r, size_t i, char text[REASON_SIZE])
{
    const bp_reason *because = &r->judgement[i].because;
    text[0] = '\0';
    if (because->mistake != NULL)
        snprintf(text, REASON_SIZE, "%s", because->mistake->id);
    else if (because->same_as != SIZE_MAX)
        snprintf(text, REASON_SIZE, "= %s",
                 bp_checker_numbers(r->checker)->number[because->same_as].key);
    else if (because->is_slip)
        snprintf(text, REASON_SIZE, "slip");
    return text;
}

/* -------------------------------------------------------------- for programs */

void bp_report_rows(const bp_report *r, const bp_sink *sink)
{
    char text[BP_DIAGNOSIS_SIZE];
    for (size_t i = 0; i < r->numbers->n; i++) {
        char key[BP_KEY_SIZE];
        char why[REASON_SIZE];
        reason(r, i, why);
        bp_cell(sink, "%s", key_of(r, i, key));
        bp_cell(sink, "%s", r->numbers->number[i].text);
        bp_number_cell(sink, expected(r, i), 0);
        bp_cell(sink, "%s", verdict_words[r->judgement[i].verdict]);
        bp_cell(sink, "%s", *why == '\0' ? "-" : why);
        bp_end_row(sink);
    }
    bp_cell(sink, "diagnosis");
    bp_cell(sink, "%s", bp_diagnosis_text(r->diagnosis, text));
    bp_end_row(sink);
}

void bp_report_summary(const bp_report *r, const bp_sink *sink)
{
    char text[BP_DIAGNOSIS_SIZE];
    char key[BP_KEY_SIZE];
    const bp_diagnosis *d = r->diagnosis;
    bp_cell(sink, "%s", r->file);
    bp_cell(sink, "%zu", r->numbers->n);
    bp_cell(sink, "%zu", d->n_not_right);
    bp_cell(sink, "%s", d->n_not_right > 0 ? key_of(r, d->first, key) : "-");
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

/* How wide the column of what was given is. */
static int widest_text(const bp_report *r)
{
    const int most = 24;
    int widest = 0;
    for (size_t i = 0; i < r->numbers->n; i++) {
        int columns = width(r->numbers->number[i].text);
        widest = columns > widest ? columns : widest;
    }
    return widest < most ? widest : most;
}

static void print_row(const bp_report *r, size_t i, int widest,
                      const bp_out *out)
{
    static const char *const colours[] = {[BP_IS_RIGHT] = "\033[32m",
                                          [BP_IS_COARSE] = "\033[36m",
                                          [BP_IS_WRONG] = "\033[1;31m",
                                          [BP_IS_CARRIED] = "\033[33m"};
    bp_verdict verdict = r->judgement[i].verdict;
    const char *given = r->numbers->number[i].text;
    char key[BP_KEY_SIZE];
    char why[REASON_SIZE];
    char text[BP_NUMBER_SIZE];
    bp_say(out, "  %-18s %s", key_of(r, i, key), given);
    pad(widest - width(given), out);
    bp_say(out, "  %s%-7s%s", r->with_colour ? colours[verdict] : "",
           verdict_words[verdict], r->with_colour ? "\033[0m" : "");
    if (is_not_right(r, i)) {
        expected_text(r, i, text);
        bp_say(out, "  expected %s", text);
    } else if (verdict == BP_IS_COARSE && !r->judgement[i].is_lost) {
        bp_say(out, "  expected %s", bp_rounded_text(expected(r, i), 4, text));
    }
    if (*reason(r, i, why) != '\0')
        bp_say(out, "  (%s)", why);
    bp_say(out, "\n");
}

static void print_table(const bp_report *r, const bp_out *out)
{
    int widest = widest_text(r);
    for (size_t i = 0; i < r->numbers->n; i++)
        print_row(r, i, widest, out);
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

/* Appends ", 3 are wrong", unless there is none. */
static void append_count(char text[LINE_SIZE], size_t n, const char *what)
{
    size_t used = strlen(text);
    if (n > 0)
        snprintf(text + used, LINE_SIZE - used, ", %zu %s %s", n, are(n), what);
}

/* "27 of 31 numbers are right, 3 are wrong, 1 is carried on from there." */
static void print_count(const bp_report *r, const bp_out *out)
{
    const bp_diagnosis *d = r->diagnosis;
    size_t n = r->numbers->n;
    size_t n_right = n - d->n_not_right - d->n_coarse;
    char text[LINE_SIZE];
    snprintf(text, sizeof text, "%s: %zu of %zu %s %s right", r->file, n_right,
             n, n == 1 ? "number" : "numbers", are(n_right));
    append_count(text, d->n_wrong, "wrong");
    append_count(text, d->n_not_right - d->n_wrong, "carried on from there");
    append_count(text, d->n_coarse - d->n_lost, "too coarse to tell");
    append_count(text, d->n_lost, "not judged");
    size_t used = strlen(text);
    snprintf(text + used, LINE_SIZE - used, ".");
    bp_say(out, "\n");
    print_wrapped(0, text, out);
}

/* What must be known of the numbers before anything is said of them. */
static void print_remarks(const bp_report *r, const bp_out *out)
{
    const bp_diagnosis *d = r->diagnosis;
    size_t n_unfilled = r->numbers->n_unfilled;
    if (n_unfilled > 0) {
        char text[LINE_SIZE];
        snprintf(text, sizeof text, "%zu %s not filled in yet.", n_unfilled,
                 n_unfilled == 1 ? "line is" : "lines are");
        print_wrapped(0, text, out);
    }
    if (d->n_read_as_new == 1)
        print_wrapped(0,
                      "One of your weights is not the example's, but near the "
                      "new one. It is read as that: write w5+ for what w5 is "
                      "after the round.",
                      out);
    if (d->n_read_as_new > 1)
        print_wrapped(0,
                      "Some of your weights are not the example's, but near "
                      "the new ones. They are read as these: write w5+ for "
                      "what w5 is after the round.",
                      out);
    if (d->n_coarse > d->n_lost)
        print_wrapped(0,
                      "Coarse numbers have so few digits that not even their "
                      "sign is told. Give one or two more.",
                      out);
    if (d->n_other_sign > 0)
        print_wrapped(0,
                      "But some of them have another sign than the right "
                      "ones, which rounding alone does not do.",
                      out);
    if (d->n_lost > 0)
        print_wrapped(0,
                      "Of a number that is not judged a double keeps no digit: "
                      "after so many rounds, the last bit of one weight "
                      "changes all of it, and nobody can say what is right. "
                      "A smaller learning rate may tame such a training.",
                      out);
}

static void print_first(const bp_report *r, const bp_out *out)
{
    size_t first = r->diagnosis->first;
    char key[BP_KEY_SIZE];
    char x[BP_NUMBER_SIZE];
    char given[BP_QUOTED_SIZE];
    char text[LINE_SIZE];
    expected_text(r, first, x);
    snprintf(text, sizeof text,
             "The first that is not right is %s: you have %s, expected %s.",
             key_of(r, first, key),
             bp_quoted(r->numbers->number[first].text, given), x);
    print_wrapped(0, text, out);
}

/* ------------------------------------------------------------------- mistakes */

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
    if (d->n_explained == 0 || d->is_unsure)
        return;
    if (d->name[0].n > 1)
        who = "Together they explain";
    if (d->n_names > 1)
        who = "Each explains";
    snprintf(text, sizeof text,
             "%s %zu of your %zu %s not right, at %zu digits%s.", who,
             d->n_explained, d->n_not_right,
             d->n_not_right == 1 ? "number that is" : "numbers that are",
             d->least_digits, d->n_explained > 1 ? " or more" : "");
    bp_say(out, "\n");
    print_wrapped(0, text, out);
}

static const char *introduction(const bp_diagnosis *d)
{
    size_t n = d->name[0].n;
    if (d->is_unsure)
        return d->n_names > 1
                   ? "To the digits that you gave, each of these would give "
                     "your numbers. They are too few to be sure."
                   : "To the digits that you gave, this would give your "
                     "numbers. They are too few to be sure.";
    if (d->n_names > 1)
        return d->is_complete
                   ? "One of these explains it; these numbers do not tell "
                     "which."
                   : "One of these explains it; the numbers given cannot tell "
                     "which, more of them would.";
    if (d->finding == BP_FOUND_MIXTURE)
        return n > 1 ? "The wrong numbers come from two other computations "
                       "than the right ones."
                     : "The wrong numbers come from another computation than "
                       "the right ones.";
    if (n > 2)
        return "Three of these are at work at once.";
    if (n > 1)
        return "Two of these are at work at once.";
    return strcmp(d->name[0].mistake[0]->id, "sign-convention") == 0
               ? "This is no mistake, but another convention."
               : "This looks like one mistake.";
}

/* Whether a mistake has not been named before. */
static bool is_new(const bp_diagnosis *d, size_t k, size_t m)
{
    for (size_t before = 0; before < k; before++)
        for (size_t n = 0; n < d->name[before].n; n++)
            if (d->name[before].mistake[n] == d->name[k].mistake[m])
                return false;
    return true;
}

/* Each number that is wrong, and made by nothing that has been named. */
static void print_slips(const bp_report *r, const bp_out *out)
{
    for (size_t i = 0; i < r->numbers->n; i++) {
        const bp_reason *because = &r->judgement[i].because;
        char key[BP_KEY_SIZE];
        char text[LINE_SIZE];
        key_of(r, i, key);
        if (because->same_as != SIZE_MAX) {
            snprintf(
                text, sizeof text,
                "%s has the value of %s: was one written for the other?", key,
                bp_checker_numbers(r->checker)->number[because->same_as].key);
            print_wrapped(0, text, out);
        } else if (because->is_slip) {
            snprintf(text, sizeof text,
                     "%s is a slip of arithmetic or of typing: it does not "
                     "follow from your own numbers before it.",
                     key);
            print_wrapped(0, text, out);
        }
    }
}

static void print_names(const bp_report *r, const bp_out *out)
{
    const bp_diagnosis *d = r->diagnosis;
    print_wrapped(0, introduction(d), out);
    for (size_t k = 0; k < d->n_names; k++)
        for (size_t m = 0; m < d->name[k].n; m++)
            if (is_new(d, k, m))
                print_mistake(r, d->name[k].mistake[m], out);
    print_evidence(d, out);
}

static void print_floats(const bp_out *out)
{
    print_wrapped(0,
                  "Your numbers are as exact as floats of 24 bits are, about "
                  "seven digits. Nothing is wrong with that; in double the "
                  "last digits would come right.",
                  out);
}

static void print_unknown(const bp_report *r, const bp_out *out)
{
    print_wrapped(0,
                  "No mistake that is known here agrees with all of these "
                  "numbers.",
                  out);
    if (r->diagnosis->n_not_right > 0)
        print_wrapped(0,
                      "Begin with the first that is not right: the numbers "
                      "before it, of which it is made, may show where it went "
                      "wrong.",
                      out);
    if (r->diagnosis->another_example)
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
    print_remarks(r, out);
    if (r->diagnosis->n_not_right > 0)
        print_first(r, out);
    switch (r->diagnosis->finding) {
    case BP_FOUND_RIGHT:
        break;
    case BP_FOUND_SLIP:
        print_wrapped(0,
                      "One number is wrong, and every other that you gave is "
                      "right or follows from it.",
                      out);
        break;
    case BP_FOUND_UNKNOWN:
        print_unknown(r, out);
        break;
    default:
        print_names(r, out);
    }
    print_slips(r, out);
    if (r->diagnosis->in_floats)
        print_floats(out);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check_report.h"

#include <string.h>

#include "number.h"

static const char *const verdict_words[] = {[BP_IS_RIGHT] = "right",
                                            [BP_IS_WRONG] = "wrong",
                                            [BP_IS_CARRIED] = "carried"};

static const char *key_of(const bp_report *r, size_t i)
{
    return r->keys->value[r->numbers->number[i].key].key;
}

static double expected(const bp_report *r, size_t i)
{
    return r->keys->value[r->numbers->number[i].key].x;
}

/* -------------------------------------------------------------- for programs */

static void print_tsv(const bp_report *r, FILE *out)
{
    char text[BP_DIAGNOSIS_SIZE];
    for (size_t i = 0; i < r->numbers->n; i++) {
        char x[BP_NUMBER_SIZE];
        fprintf(out, "%s\t%s\t%s\t%s\n", key_of(r, i),
                r->numbers->number[i].text, bp_number_text(expected(r, i), x),
                verdict_words[r->verdict[i]]);
    }
    fprintf(out, "diagnosis\t%s\n", bp_diagnosis_text(r->diagnosis, text));
}

static void print_summary(const bp_report *r, FILE *out)
{
    char text[BP_DIAGNOSIS_SIZE];
    const bp_diagnosis *d = r->diagnosis;
    fprintf(out, "%s\t%zu\t%zu\t%s\t%s\n", r->file, r->numbers->n,
            d->n_not_right, d->n_not_right > 0 ? key_of(r, d->first) : "-",
            bp_diagnosis_text(d, text));
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

static void pad(int columns, FILE *out)
{
    while (columns-- > 0)
        putc(' ', out);
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

static void print_table(const bp_report *r, FILE *out)
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
        fprintf(out, "  %-18s %s", key_of(r, i), given);
        pad(widest - width(given), out);
        fprintf(out, "  %s%-7s%s", r->with_colour ? colours[verdict] : "",
                verdict_words[verdict], r->with_colour ? "\033[0m" : "");
        if (verdict != BP_IS_RIGHT) {
            char text[BP_NUMBER_SIZE];
            expected_text(r, i, text);
            fprintf(out, "  expected %s", text);
        }
        putc('\n', out);
    }
}

static const char *plural(size_t n, const char *one, const char *many)
{
    return n == 1 ? one : many;
}

static void print_count(const bp_report *r, FILE *out)
{
    const bp_diagnosis *d = r->diagnosis;
    size_t n = r->numbers->n;
    size_t n_carried = d->n_not_right - d->n_wrong;
    fprintf(out, "\n%s: %zu of %zu %s right", r->file, n - d->n_not_right, n,
            plural(n, "number", "numbers"));
    if (d->n_wrong > 0)
        fprintf(out, ", %zu wrong", d->n_wrong);
    if (n_carried > 0)
        fprintf(out, ", %zu carried on from what went wrong before", n_carried);
    fputs(".\n", out);
}

static void print_first(const bp_report *r, FILE *out)
{
    char text[BP_NUMBER_SIZE];
    size_t first = r->diagnosis->first;
    expected_text(r, first, text);
    fprintf(out, "The first that is not right is %s: %s, expected %s.\n",
            key_of(r, first), r->numbers->number[first].text, text);
}

static bool is_convention(const bp_mistake *mistake)
{
    return strcmp(mistake->id, "sign-convention") == 0;
}

static void print_mistake(const bp_mistake *mistake, FILE *out)
{
    fprintf(out, "  %s: %s.\n  %s\n  Read on in chapter %d (%s).\n",
            mistake->id, mistake->summary, mistake->why, mistake->chapter,
            bp_chapter_names[mistake->chapter]);
}

static void print_evidence(const bp_diagnosis *d, FILE *out)
{
    fprintf(out, "%s explains %zu of your %zu %s, at %zu digits%s.\n",
            d->n_names > 1 ? "Each of them" : "It", d->n_explained,
            d->n_not_right,
            plural(d->n_not_right, "number that is not right",
                   "numbers that are not right"),
            d->least_digits, d->n_explained > 1 ? " or more" : "");
}

static void print_names(const bp_report *r, FILE *out)
{
    const bp_diagnosis *d = r->diagnosis;
    if (d->n_names > 1)
        fputs(
            "One of these explains it; the numbers given cannot tell which. "
            "More of them would.\n",
            out);
    else if (d->finding == BP_FOUND_TWO)
        fputs("Two mistakes are at work at once:\n", out);
    else if (d->finding == BP_FOUND_MIXTURE && d->name[0].mistake[1] != NULL)
        fputs("The wrong numbers come from two other computations:\n", out);
    else if (d->finding == BP_FOUND_MIXTURE)
        fputs(
            "The wrong numbers come from another computation than the right "
            "ones:\n",
            out);
    else
        fputs(is_convention(d->name[0].mistake[0])
                  ? "This is no mistake:\n"
                  : "This looks like one mistake:\n",
              out);
    for (size_t k = 0; k < d->n_names; k++)
        for (size_t m = 0; m < 2 && d->name[k].mistake[m] != NULL; m++)
            if (k == 0 || d->name[k].mistake[m] != d->name[k - 1].mistake[m])
                print_mistake(d->name[k].mistake[m], out);
    print_evidence(d, out);
}

static void print_same_example(const bp_report *r, FILE *out)
{
    if (r->diagnosis->none_agrees)
        fprintf(out,
                "None of these numbers agrees with %s. Is it the same example? "
                "-e FILE chooses another.\n",
                r->is_post ? "the post's example, which is built in"
                           : "this example");
}

static void print_full(const bp_report *r, FILE *out)
{
    print_table(r, out);
    print_count(r, out);
    switch (r->diagnosis->finding) {
    case BP_FOUND_RIGHT:
        return;
    case BP_FOUND_SLIP:
        print_first(r, out);
        fputs(
            "One number is wrong, and every other is right or follows from "
            "it: a slip.\nWork this one out again; the numbers before it are "
            "in order.\n",
            out);
        break;
    case BP_FOUND_UNKNOWN:
        if (r->diagnosis->n_not_right == 0) {
            fputs("But zeros with no other digit say nothing.\n", out);
            return;
        }
        print_first(r, out);
        fputs(
            "No mistake that is known here agrees with these numbers. Begin "
            "with the first:\nwhat it is made of may show where it went "
            "wrong.\n",
            out);
        break;
    default:
        print_first(r, out);
        print_names(r, out);
    }
    print_same_example(r, out);
}

void bp_report_print(const bp_report *report, bp_report_form form, FILE *out)
{
    switch (form) {
    case BP_REPORT_TSV:
        print_tsv(report, out);
        return;
    case BP_REPORT_SUMMARY:
        print_summary(report, out);
        return;
    case BP_REPORT_FULL:
        print_full(report, out);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/verify.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "walk/number.h"

/* Cuts LF or CR LF off a line of that many bytes. False where a NUL byte is
 * among them, behind which nothing would be read. */
static bool cut_line_end(char *line, size_t length)
{
    if (strlen(line) != length)
        return false;
    if (length > 0 && line[length - 1] == '\n')
        line[--length] = '\0';
    if (length > 0 && line[length - 1] == '\r')
        line[--length] = '\0';
    return true;
}

/* Reads one line into reference; false after a complaint. */
static bool read_reference(char *line, unsigned long number, bp_values *values,
                           bp_reference *reference, bp_complaint *complaint)
{
    char *tab = strchr(line, '\t');
    if (tab == NULL) {
        bp_complain(complaint, number,
                    "'%.60s': expected a key, a tab and a number", line);
        return false;
    }
    *tab = '\0';
    reference->line = number;
    if (!bp_read_number(tab + 1, &reference->expected)) {
        bp_complain(complaint, number,
                    "'%.60s' is not a finite decimal number, expected one",
                    tab + 1);
        return false;
    }
    reference->value = bp_values_find(values, line);
    if (values->by_key == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    if (reference->value == NULL) {
        bp_complain(
            complaint, number,
            "'%.60s' is no number of this walk, expected one of its keys",
            line);
        return false;
    }
    return true;
}

/* The walk's order; a key given twice stands side by side, in the order of
 * lines. */
static int compare_references(const void *a, const void *b)
{
    const bp_reference *left = a;
    const bp_reference *right = b;
    if (left->value != right->value)
        return left->value < right->value ? -1 : 1;
    return (left->line > right->line) - (left->line < right->line);
}

static bool check_references(bp_reference *references, size_t n,
                             bp_complaint *complaint)
{
    if (n == 0) {
        bp_complain(complaint, 0,
                    "no numbers, expected lines of a key, a tab and a number");
        return false;
    }
    qsort(references, n, sizeof *references, compare_references);
    for (size_t r = 1; r < n; r++)
        if (references[r].value == references[r - 1].value) {
            bp_complain(complaint, references[r].line,
                        "%s is given twice, first in line %lu, expected once",
                        references[r].value->key, references[r - 1].line);
            return false;
        }
    return true;
}

static bool append(bp_reference **references, size_t *n, bp_reference reference)
{
    if ((*n & (*n - 1)) == 0) { /* full: grow to the next power of two */
        size_t capacity = *n == 0 ? 1 : 2 * *n;
        bp_reference *larger = realloc(*references, capacity * sizeof *larger);
        if (larger == NULL)
            return false;
        *references = larger;
    }
    (*references)[(*n)++] = reference;
    return true;
}

bp_reference *bp_references_read(FILE *file, bp_values *values, size_t *n,
                                 bp_complaint *complaint)
{
    bp_reference *references = NULL;
    char *line = NULL;
    size_t capacity = 0;
    bool ok = true;
    *n = 0;
    errno = 0;
    ssize_t length = 0;
    for (unsigned long number = 1;
         ok && (length = getline(&line, &capacity, file)) >= 0; number++) {
        if (!cut_line_end(line, (size_t)length)) {
            bp_complain(complaint, number,
                        "a NUL byte, expected a key, a tab and a number");
            ok = false;
            break;
        }
        if (line[0] == '\0' || line[0] == '#')
            continue;
        bp_reference reference;
        ok = read_reference(line, number, values, &reference, complaint);
        if (ok && !append(&references, n, reference)) {
            bp_complain(complaint, 0, "out of memory");
            ok = false;
        }
    }
    if (ok && !feof(file)) {
        bp_complain(complaint, 0, "cannot be read: %s", strerror(errno));
        ok = false;
    }
    free(line);
    if (!ok || !check_references(references, *n, complaint)) {
        free(references);
        return NULL;
    }
    return references;
}

static double relative_difference(double computed, double expected)
{
    if (computed == expected)
        return 0.0;
    return fabs(computed - expected) / fmax(fabs(computed), fabs(expected));
}

static bool disagrees(const bp_reference *reference)
{
    return relative_difference(reference->value->x, reference->expected) >
           BP_VERIFY_TOLERANCE;
}

static void print_disagreement(const bp_reference *reference, FILE *out)
{
    char computed[BP_NUMBER_SIZE];
    char expected[BP_NUMBER_SIZE];
    fprintf(
        out,
        "    %s: computed %s, line %lu says %s (relative difference %.1e)\n",
        reference->value->key, bp_number_text(reference->value->x, computed),
        reference->line, bp_number_text(reference->expected, expected),
        relative_difference(reference->value->x, reference->expected));
}

static size_t verify_chapter(int chapter, const bp_values *values,
                             const bp_reference *references, size_t n,
                             FILE *out)
{
    size_t n_values = 0;
    for (size_t v = 0; v < values->n; v++)
        n_values += values->value[v].chapter == chapter;
    size_t n_given = 0;
    size_t n_wrong = 0;
    for (size_t r = 0; r < n; r++)
        if (references[r].value->chapter == chapter) {
            n_given++;
            n_wrong += disagrees(&references[r]);
        }

    fprintf(out, "%02d_%-14s ", chapter, bp_chapter_names[chapter]);
    if (n_values == 0)
        fputs("has no numbers in this network\n", out);
    else if (n_given == 0)
        fprintf(out, "not verified: no reference for its %zu numbers\n",
                n_values);
    else if (n_wrong == 0)
        fprintf(out, "right: %zu of %zu numbers verified\n", n_given, n_values);
    else
        fprintf(out, "WRONG: %zu of %zu numbers disagree\n", n_wrong, n_given);
    for (size_t r = 0; r < n; r++)
        if (references[r].value->chapter == chapter &&
            disagrees(&references[r]))
            print_disagreement(&references[r], out);
    return n_wrong;
}

size_t bp_verify(const bp_values *values, const bp_reference *references,
                 size_t n, FILE *out)
{
    size_t n_wrong = 0;
    for (int chapter = 0; chapter < BP_N_WALK_CHAPTERS; chapter++)
        n_wrong += verify_chapter(chapter, values, references, n, out);
    fprintf(out, "%zu of %zu numbers agree to %g relative\n", n - n_wrong, n,
            BP_VERIFY_TOLERANCE);
    return n_wrong;
}

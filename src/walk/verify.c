/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/verify.h"

#include <stdlib.h>
#include <string.h>

#include "walk/number.h"
#include "walk/printable.h"

/* Reads one line into reference; false after a complaint. */
static bool read_reference(char *line, unsigned long number, bp_values *values,
                           bp_reference *reference, bp_complaint *complaint)
{
    char typed[BP_QUOTED_SIZE];
    char *tab = strchr(line, '\t');
    if (tab == NULL) {
        bp_complain(complaint, number,
                    "'%s': expected a key, a tab and a number",
                    bp_quoted(line, typed));
        return false;
    }
    *tab = '\0';
    reference->line = number;
    if (!bp_read_number(tab + 1, &reference->expected)) {
        bp_complain(complaint, number,
                    "'%s' is not a finite decimal number, expected one",
                    bp_quoted(tab + 1, typed));
        return false;
    }
    reference->value = bp_values_find(values, line);
    if (values->by_key == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    if (reference->value == NULL) {
        bp_complain(complaint, number,
                    "'%s' is no number of this walk, expected one of its keys",
                    bp_quoted(line, typed));
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

bp_reference *bp_references_parse(char *text, size_t length, bp_values *values,
                                  size_t *n, bp_complaint *complaint)
{
    bp_reference *references = NULL;
    char *end = text + length;
    bool ok = true;
    *n = 0;
    for (unsigned long number = 1; ok && text < end; number++) {
        char *line = text;
        char *line_end = memchr(text, '\n', (size_t)(end - text));
        line_end = line_end == NULL ? end : line_end;
        text = line_end + 1;
        if (line_end > line && line_end[-1] == '\r')
            line_end--;
        *line_end = '\0';
        if (strlen(line) != (size_t)(line_end - line)) {
            bp_complain(complaint, number,
                        "a NUL byte, expected a key, a tab and a number");
            ok = false;
        } else if (*line != '\0' && *line != '#') {
            bp_reference reference;
            ok = read_reference(line, number, values, &reference, complaint);
            if (ok && !append(&references, n, reference)) {
                bp_complain(complaint, 0, "out of memory");
                ok = false;
            }
        }
    }
    if (ok && check_references(references, *n, complaint))
        return references;
    free(references);
    return NULL;
}

double bp_relative_difference(double computed, double expected)
{
    if (computed == expected)
        return 0.0;
    return fabs(computed - expected) / fmax(fabs(computed), fabs(expected));
}

bool bp_disagrees(const bp_reference *reference)
{
    return bp_relative_difference(reference->value->x, reference->expected) >
           BP_VERIFY_TOLERANCE;
}

bp_chapter_verdict bp_verify_chapter(int chapter, const bp_values *values,
                                     const bp_reference *references, size_t n)
{
    bp_chapter_verdict verdict = {.n_values = 0};
    for (size_t v = 0; v < values->n; v++)
        verdict.n_values += values->value[v].chapter == chapter;
    for (size_t r = 0; r < n; r++)
        if (references[r].value->chapter == chapter) {
            verdict.n_references++;
            verdict.n_wrong += bp_disagrees(&references[r]);
        }
    return verdict;
}

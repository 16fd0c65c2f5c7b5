/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/actions.h"

#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "book/book.h"
#include "book/book_table.h"
#include "command/check_files.h"
#include "book/curves.h"
#include "walk/gradcheck.h"
#include "check/mistakes.h"
#include "walk/number.h"
#include "book/surface.h"
#include "walk/training.h"
#include "walk/values.h"
#include "walk/verify.h"
#include "walk/walk.h"

int bp_bad_input(const char *format, ...)
{
    fputs("backprop: ", stderr);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    putc('\n', stderr);
    return BP_BAD_INPUT;
}

int bp_bad_file(const char *file, const bp_complaint *complaint)
{
    if (complaint->line > 0)
        return bp_bad_input("%s:%lu: %s", file, complaint->line,
                            complaint->text);
    return bp_bad_input("%s: %s", file, complaint->text);
}

static const char *example_name(const bp_request *asked)
{
    return asked->example_file != NULL ? asked->example_file
                                       : "the built-in example";
}

static bp_example *read_example_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        bp_bad_input("%s: cannot be opened: %s", name, strerror(errno));
        return NULL;
    }
    bp_complaint complaint;
    bp_example *example = bp_example_read(file, &complaint);
    fclose(file);
    if (example == NULL)
        bp_bad_file(name, &complaint);
    return example;
}

/* The example the user chose, or NULL after a complaint. */
static bp_example *chosen_example(const bp_request *asked)
{
    if (asked->example_file != NULL)
        return read_example_file(asked->example_file);
    bp_complaint complaint;
    bp_example *example =
        bp_example_parse(bp_post_example, strlen(bp_post_example), &complaint);
    if (example == NULL)
        bp_bad_file(example_name(asked), &complaint);
    return example;
}

int bp_run_example(const bp_request *asked)
{
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_example_print(example, stdout);
    bp_example_free(example);
    return BP_DONE;
}

/* The chapter that "3", "03", "hidden_deltas" or "03_hidden_deltas" means, or
 * -1. */
static int chapter_number(const char *name)
{
    size_t number = 0;
    if (bp_read_count(name, BP_N_WALK_CHAPTERS - 1, &number))
        return (int)number;
    for (int chapter = 0; chapter < BP_N_WALK_CHAPTERS; chapter++) {
        char full_name[64];
        snprintf(full_name, sizeof full_name, "%02d_%s", chapter,
                 bp_chapter_names[chapter]);
        if (strcmp(name, full_name) == 0 || strcmp(name, full_name + 3) == 0)
            return chapter;
    }
    return -1;
}

/* The walk through the chosen example by its right method. */
static int walk_example(const bp_request *asked, int last_chapter,
                        bp_values *values)
{
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_method method = bp_example_method(example);
    bp_complaint complaint;
    bool ok = bp_walk(example, &method, last_chapter, values, &complaint);
    bp_example_free(example);
    return ok ? BP_DONE : bp_bad_file(example_name(asked), &complaint);
}

int bp_run_walk(const bp_request *asked)
{
    int chapter = asked->chapter == NULL ? -1 : chapter_number(asked->chapter);
    if (asked->chapter != NULL && chapter < 0)
        return bp_bad_input(
            "walk: there is no chapter '%s', expected 0 to %d or a name such "
            "as %s",
            asked->chapter, BP_N_WALK_CHAPTERS - 1, bp_chapter_names[3]);
    bp_values values;
    int status = walk_example(
        asked, chapter < 0 ? BP_N_WALK_CHAPTERS - 1 : chapter, &values);
    if (status != BP_DONE)
        return status;
    for (size_t v = 0; v < values.n; v++) {
        char text[BP_NUMBER_SIZE];
        if (chapter < 0 || values.value[v].chapter == chapter)
            printf("%s\t%s\n", values.value[v].key,
                   bp_number_text(values.value[v].x, text));
    }
    bp_values_free(&values);
    return BP_DONE;
}

/* What the user asked for of the book, for an example of its shape. */
static int print_book(const bp_request *asked, const bp_example *example)
{
    bp_complaint complaint;
    bool ok;
    if (asked->surface)
        ok = bp_surface_print(example, stdout, &complaint);
    else if (asked->path)
        ok = bp_path_print(example, stdout, &complaint);
    else if (asked->gradient)
        ok = bp_gradient_print(example, stdout, &complaint);
    else if (asked->curves)
        ok = bp_curves_print(example, stdout, &complaint);
    else
        ok = bp_book_print(example, asked->example_file == NULL, stdout,
                           &complaint);
    return ok ? BP_DONE : bp_bad_file(example_name(asked), &complaint);
}

int bp_run_book(const bp_request *asked)
{
    if (asked->surface + asked->path + asked->gradient + asked->curves > 1)
        return bp_bad_input(
            "book: more than one of --surface, --path, --gradient and "
            "--curves, expected one of them (see backprop book --help)");
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BP_BAD_INPUT;
    char shape[BP_SHAPE_SIZE];
    bp_example_shape(example, shape);
    int status;
    if (strcmp(shape, BP_BOOK_SHAPE) == 0)
        status = print_book(asked, example);
    else
        status = bp_bad_input(
            "%s: the book is written for networks of the shape " BP_BOOK_SHAPE
            ", this one is %s; for its numbers: backprop walk -e %s",
            example_name(asked), shape, example_name(asked));
    bp_example_free(example);
    return status;
}

int bp_run_train(const bp_request *asked)
{
    size_t n_rounds = 0;
    if (asked->rounds != NULL &&
        !bp_read_count(asked->rounds, SIZE_MAX / 2, &n_rounds))
        return bp_bad_input("train: -n %s: expected a whole number of rounds",
                            asked->rounds);
    size_t every = 0;
    if (asked->every != NULL &&
        !bp_read_count(asked->every, SIZE_MAX / 2, &every))
        return bp_bad_input(
            "train: --every %s: expected a whole number of rounds",
            asked->every);
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BP_BAD_INPUT;

    if (asked->rounds == NULL)
        n_rounds = example->rounds;
    bp_row_choice choice = BP_ROWS_LOG;
    if (asked->every != NULL)
        choice = every == 0 ? BP_ROWS_LAST : BP_ROWS_EVERY;
    bp_method method = bp_example_method(example);
    bp_complaint complaint;
    FILE *progress = isatty(STDERR_FILENO) ? stderr : NULL;
    bool has_begun = false;
    bool ok = bp_training_print(example, &method, n_rounds, choice, every,
                                stdout, progress, &has_begun, &complaint);
    bp_example_free(example);
    if (ok)
        return BP_DONE;
    bp_bad_file(example_name(asked), &complaint);
    return has_begun ? BP_NUMBERS_WRONG : BP_BAD_INPUT;
}

static int verify_against(const char *name, FILE *file, bp_values *values)
{
    size_t n = 0;
    bp_complaint complaint;
    bp_reference *references = bp_references_read(file, values, &n, &complaint);
    if (references == NULL)
        return bp_bad_file(name, &complaint);
    size_t n_wrong = bp_verify(values, references, n, stdout);
    free(references);
    return n_wrong == 0 ? BP_DONE : BP_NUMBERS_WRONG;
}

int bp_run_verify(const bp_request *asked)
{
    const char *name = asked->files[0];
    FILE *file = fopen(name, "r");
    if (file == NULL)
        return bp_bad_input("%s: cannot be opened: %s", name, strerror(errno));
    bp_values values;
    int status = walk_example(asked, BP_N_WALK_CHAPTERS - 1, &values);
    if (status == BP_DONE) {
        status = verify_against(name, file, &values);
        bp_values_free(&values);
    }
    fclose(file);
    return status;
}

int bp_run_check(const bp_request *asked)
{
    if (asked->tsv && asked->summary)
        return bp_bad_input(
            "check: both --tsv and --summary, expected one of them (see "
            "backprop check --help)");
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_report_form form = BP_REPORT_FULL;
    if (asked->tsv || asked->summary)
        form = asked->tsv ? BP_REPORT_TSV : BP_REPORT_SUMMARY;
    int status = bp_check_files(asked, example, form);
    bp_example_free(example);
    return status;
}

int bp_run_gradcheck(const bp_request *asked)
{
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_complaint complaint;
    bool all_agree = false;
    FILE *progress = isatty(STDERR_FILENO) ? stderr : NULL;
    bool ok =
        bp_gradcheck_print(example, stdout, progress, &all_agree, &complaint);
    bp_example_free(example);
    if (!ok)
        return bp_bad_file(example_name(asked), &complaint);
    return all_agree ? BP_DONE : BP_NUMBERS_WRONG;
}

int bp_run_mistakes(const bp_request *asked)
{
    bool in_columns = !asked->tsv && isatty(STDOUT_FILENO);
    for (size_t m = 0; m < bp_n_mistakes; m++)
        printf(in_columns ? "%-24s%s\n" : "%s\t%s\n", bp_mistakes[m].id,
               bp_mistakes[m].summary);
    return BP_DONE;
}

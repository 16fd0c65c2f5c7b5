/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/verify.h"

#include <stdlib.h>

#include "command/command.h"
#include "command/inputs.h"
#include "walk/number.h"
#include "walk/walk.h"

enum { EXAMPLE };
static const bp_option options[] = {[EXAMPLE] = {BP_EXAMPLE_OPTION}};

static const bp_out *out = &bp_standard_output;

static void say_disagreement(const bp_reference *r)
{
    char computed[BP_NUMBER_SIZE];
    char expected[BP_NUMBER_SIZE];
    bp_say(out,
           "    %s: computed %s, line %lu says %s (relative difference "
           "%.1e)\n",
           r->value->key, bp_number_text(r->value->x, computed), r->line,
           bp_number_text(r->expected, expected),
           bp_relative_difference(r->value->x, r->expected));
}

static size_t say_chapter(int chapter, const bp_values *values,
                          const bp_reference *references, size_t n)
{
    bp_chapter_verdict v = bp_verify_chapter(chapter, values, references, n);
    bp_say(out, "%02d_%-14s ", chapter, bp_chapter_names[chapter]);
    if (v.n_values == 0)
        bp_say(out, "has no numbers in this network\n");
    else if (v.n_references == 0)
        bp_say(out, "not verified: no reference for its %zu numbers\n",
               v.n_values);
    else if (v.n_wrong == 0)
        bp_say(out, "right: %zu of %zu numbers verified\n", v.n_references,
               v.n_values);
    else
        bp_say(out, "WRONG: %zu of %zu numbers disagree\n", v.n_wrong,
               v.n_references);
    for (size_t r = 0; r < n; r++)
        if (references[r].value->chapter == chapter &&
            bp_disagrees(&references[r]))
            say_disagreement(&references[r]);
    return v.n_wrong;
}

static int verify(const char *file, bp_text *text, bp_values *values)
{
    size_t n = 0;
    bp_complaint complaint;
    bp_reference *references =
        bp_references_parse(text->bytes, text->length, values, &n, &complaint);
    if (references == NULL)
        return bp_bad_file(bp_file_name(file), &complaint);
    size_t n_wrong = 0;
    for (int chapter = 0; chapter < BP_N_WALK_CHAPTERS; chapter++)
        n_wrong += say_chapter(chapter, values, references, n);
    bp_say(out, "%zu of %zu numbers agree to %g relative\n", n - n_wrong, n,
           BP_VERIFY_TOLERANCE);
    free(references);
    return n_wrong == 0 ? BP_DONE : BP_NUMBERS_WRONG;
}

static int run(const bp_asked *asked)
{
    bp_text text = {.bytes = NULL};
    bp_values values = {.n = 0};
    bp_complaint complaint;
    int status = BP_BAD_INPUT;
    bp_example *example = NULL;
    if (bp_read_file(asked->files[0], &text))
        example = bp_chosen_example(asked->value[EXAMPLE]);
    if (example != NULL) {
        bp_method method = bp_example_method(example);
        bp_progress progress = bp_tell_of("training: round");
        if (bp_walk(example, &method, BP_N_WALK_CHAPTERS - 1, &progress,
                    &values, &complaint))
            status = verify(asked->files[0], &text, &values);
        else
            bp_bad_file(bp_file_name(asked->value[EXAMPLE]), &complaint);
    }
    bp_values_free(&values);
    bp_example_free(example);
    free(text.bytes);
    return status;
}

const bp_command bp_verify_command = {
    .name = "verify",
    .summary = "compare the walk with reference numbers",
    .after = "REFERENCE.tsv",
    .n_files = 1,
    .help =
        "Compares the walk with reference numbers, lines of a key, a tab and a\n"
        "number, to 1e-12 relative. Prints a verdict for each chapter and names\n"
        "each number that disagrees; exits with 1 where one does. In double\n"
        "precision, what is left of a subtraction of nearly equal numbers (the\n"
        "slope of a saturated neuron, an error near 0) may not be that exact.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

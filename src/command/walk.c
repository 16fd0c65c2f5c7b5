/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/walk.h"

#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/inputs.h"
#include "files/tsv.h"
#include "walk/number.h"

enum { EXAMPLE, CHAPTER };
static const bp_option options[] = {
    [EXAMPLE] = {BP_EXAMPLE_OPTION},
    [CHAPTER] = {'c', "chapter", "CHAPTER",
                 "only this one: 3, 03 or hidden_deltas"},
};

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

/* The numbers of that chapter, or all where it is -1. */
static void write_rows(const bp_values *values, int chapter)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &bp_standard_output);
    for (size_t v = 0; v < values->n; v++)
        if (chapter < 0 || values->value[v].chapter == chapter) {
            bp_cell(&sink, "%s", values->value[v].key);
            bp_number_cell(&sink, values->value[v].x, 0);
            bp_end_row(&sink);
        }
}

static int run(const bp_asked *asked)
{
    const char *name = asked->value[CHAPTER];
    int chapter = name == NULL ? -1 : chapter_number(name);
    if (name != NULL && chapter < 0)
        return bp_bad_input(
            "walk: there is no chapter '%s', expected 0 to %d or a name such "
            "as %s",
            name, BP_N_WALK_CHAPTERS - 1, bp_chapter_names[3]);
    bp_example *example = bp_chosen_example(asked->value[EXAMPLE]);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_values values;
    bp_complaint complaint;
    bp_method method = bp_example_method(example);
    bp_progress progress = bp_tell_of("training: round");
    bool ok = bp_walk(example, &method,
                      chapter < 0 ? BP_N_WALK_CHAPTERS - 1 : chapter, &progress,
                      &values, &complaint);
    bp_example_free(example);
    if (!ok)
        return bp_bad_file(bp_file_name(asked->value[EXAMPLE]), &complaint);
    write_rows(&values, chapter);
    bp_values_free(&values);
    return BP_DONE;
}

const bp_command bp_walk_command = {
    .name = "walk",
    .summary = "print every number of the walk, chapter by chapter",
    .help =
        "Prints a line for each number: its key, a tab, its value. The round\n"
        "that is walked takes the example's first training pair, and so do the\n"
        "numbers after it; those after n rounds (key@n) come from all its pairs\n"
        "in turn, one a round or as many as its batch: says, with the error and\n"
        "outputs of the first.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

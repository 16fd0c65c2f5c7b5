/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/book.h"

#include <gsl/gsl_version.h>
#include <yaml.h>

#include "book/curves.h"
#include "book/surface.h"
#include "book/table.h"
#include "command/command.h"
#include "command/inputs.h"
#include "files/tsv.h"
#include "walk/functions.h"

enum { MOST_WEIGHTS = 3000 };
enum { EXAMPLE, SURFACE, PATH, GRADIENT, CURVES, ENTROPY };
static const bp_option options[] = {
    [EXAMPLE] = {BP_EXAMPLE_OPTION},
    [SURFACE] = {0, "surface", NULL,
                 "instead: the error over the first two weights into\n"
                 "the output layer, a square grid around the path"},
    [PATH] = {0, "path", NULL,
              "instead: the way of these two, at most 300 rows,\n"
              "where they alone are trained"},
    [GRADIENT] = {0, "gradient", NULL,
                  "instead: how far central differences miss the\n"
                  "derivative by the first of these, over the step"},
    [CURVES] = {0, "curves", NULL,
                "instead: the error over the rounds, rightly and\n"
                "with each mistake"},
    [ENTROPY] = {0, "entropy", NULL,
                 "instead: the squared error over the rounds, of\n"
                 "trainings by it and by the cross-entropy"},
};

static void write_fact(const bp_sink *sink, const char *name,
                       const char *version)
{
    bp_cell(sink, "fact");
    bp_cell(sink, "%s", name);
    bp_cell(sink, "%s", version);
    bp_end_row(sink);
}

/* What the program is made of: its own version of each, without what a
 * distribution has to say about it. */
static void write_versions(const bp_sink *sink)
{
    write_fact(sink, "gsl", gsl_version);
    write_fact(sink, "libyaml", yaml_get_version_string());
    bp_cell(sink, "fact");
    bp_cell(sink, "compiler");
#if defined __clang__
    bp_cell(sink, "clang %d.%d.%d", __clang_major__, __clang_minor__,
            __clang_patchlevel__);
#elif defined __GNUC__
    bp_cell(sink, "gcc %d.%d.%d", __GNUC__, __GNUC_MINOR__,
            __GNUC_PATCHLEVEL__);
#else
    bp_cell(sink, "unknown");
#endif
    bp_end_row(sink);
}

static bool write_table(const bp_asked *asked, const bp_example *example,
                        bp_complaint *complaint)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &bp_standard_output);
    if (asked->value[SURFACE] != NULL)
        return bp_surface_rows(example, &sink, complaint);
    if (asked->value[PATH] != NULL)
        return bp_path_rows(example, &sink, complaint);
    if (asked->value[GRADIENT] != NULL)
        return bp_gradient_rows(example, &sink, complaint);
    if (asked->value[CURVES] != NULL)
        return bp_curves_rows(example, &sink, complaint);
    if (asked->value[ENTROPY] != NULL)
        return bp_entropy_rows(example, &sink, complaint);
    if (!bp_book_rows(example, asked->value[EXAMPLE] == NULL, &sink, complaint))
        return false;
    write_versions(&sink);
    return true;
}

static int run(const bp_asked *asked)
{
    int n_tables = 0;
    for (int k = SURFACE; k <= ENTROPY; k++)
        n_tables += asked->value[k] != NULL;
    if (n_tables > 1)
        return bp_bad_input(
            "book: more than one of --surface, --path, --gradient, "
            "--curves and --entropy, expected one of them (see backprop book --help)");
    const char *name = bp_file_name(asked->value[EXAMPLE]);
    bp_example *example = bp_chosen_example(asked->value[EXAMPLE]);
    if (example == NULL)
        return BP_BAD_INPUT;
    size_t n_weights = bp_n_weights(example->network);
    bp_complaint complaint;
    int status = BP_DONE;
    if (n_weights > MOST_WEIGHTS)
        status = bp_bad_input(
            "%s: the network has %zu weights, expected at most %d, as the book "
            "is made for reading; for its numbers: backprop walk -e %s",
            name, n_weights, MOST_WEIGHTS, name);
    else if (bp_has_other_functions(example->network))
        status = bp_bad_input(
            "%s: the book is written for logistic neurons and the squared "
            "error, this network has others; for its numbers: backprop walk -e "
            "%s",
            name, name);
    else if (!write_table(asked, example, &complaint))
        status = bp_bad_file(name, &complaint);
    bp_example_free(example);
    return status;
}

const bp_command bp_book_command = {
    .name = "book",
    .summary = "print the walk and what the book needs besides",
    .help =
        "Prints all that the documents read, a line each, with tabs between:\n"
        "  fact NAME VALUE         of the example, and of what the program is made\n"
        "  CHAPTER KEY VALUE TEXT  the numbers: those of the walk, and after each\n"
        "                          chapter's the book's own, such as what a nudge\n"
        "                          does; given numbers have their text as typed,\n"
        "                          and `given` behind it\n"
        "  terms KEY TERM ..       KEY is the sum of the terms, products of keys\n"
        "  layer NAME ..           the neurons of a layer, the inputs first\n"
        "  into NAME WEIGHT ..     the weights that lead into a neuron\n"
        "  role VIEW ROLE NAME     what a name of the shape 2-2-2 stands for here\n"
        "The book is written for logistic neurons and the squared error, and for\n"
        "networks of at most 3000 weights.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "command/inputs.h"
#include "command/output.h"
#include "command/workbook.h"
#include "files/csv.h"
#include "files/json.h"
#include "files/program.h"
#include "files/tsv.h"
#include "walk/formula_rows.h"
#include "walk/text.h"

enum { EXAMPLE, OUTPUT };
static const bp_option options[] = {
    [EXAMPLE] = {BP_EXAMPLE_OPTION},
    [OUTPUT] = {'o', "output", "FILE",
                "write to this file, which is there only once\n"
                "it is whole (default: standard output)"},
};

/* ---------------------------------------------------------------------- formats */

static bool fill(const bp_example *example, const bp_sink *sink,
                 bp_complaint *complaint)
{
    bp_progress progress = bp_tell_of("training: round");
    return bp_formula_rows(example, &progress, sink, complaint);
}

static bool write_tsv(const bp_example *example, const bp_out *out,
                      bp_complaint *complaint)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, out);
    return fill(example, &sink, complaint);
}

static bool write_csv(const bp_example *example, const bp_out *out,
                      bp_complaint *complaint)
{
    bp_csv writer;
    bp_sink sink = bp_csv_sink(&writer, out);
    return fill(example, &sink, complaint);
}

static bool write_json(const bp_example *example, const bp_out *out,
                       bp_complaint *complaint)
{
    bp_json writer;
    bp_sink sink = bp_json_sink(&writer, out);
    return fill(example, &sink, complaint) && bp_json_end(&writer);
}

/* Tables, and sheets of them. The other formats are the languages of programs. */
static const char workbook[] = "xlsx";
static const struct {
    const char *name;
    bool (*write)(const bp_example *example, const bp_out *out,
                  bp_complaint *complaint);
} tables[] = {{"tsv", write_tsv},
              {"csv", write_csv},
              {"json", write_json},
              {workbook, bp_write_workbook}};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

const char *bp_export_format(size_t k)
{
    if (k < bp_n_languages)
        return bp_languages[k].name;
    k -= bp_n_languages;
    return k < N_TABLES ? tables[k].name : NULL;
}

static bool is_format(const char *format)
{
    const char *known;
    for (size_t k = 0; (known = bp_export_format(k)) != NULL; k++)
        if (strcmp(format, known) == 0)
            return true;
    return false;
}

static bool write_in(const char *format, const bp_example *example,
                     const bp_out *out, bp_complaint *complaint)
{
    for (size_t k = 0; k < N_TABLES; k++)
        if (strcmp(format, tables[k].name) == 0)
            return tables[k].write(example, out, complaint);
    size_t k = 0;
    while (strcmp(format, bp_languages[k].name) != 0)
        k++;
    return bp_program_write(example, &bp_languages[k], out, complaint);
}

/* -------------------------------------------------------------------------- run */

static int hand_out(const char *file, const bp_text *text)
{
    if (file != NULL)
        return bp_write_file(file, text->bytes, text->length);
    bp_standard_output.write(bp_standard_output.to, text->bytes, text->length);
    return BP_DONE;
}

/* The text is whole before any of it is handed out. */
static int export(const bp_asked *asked, const bp_example *example)
{
    const char *name = bp_file_name(asked->value[EXAMPLE]);
    bp_text text = {0};
    bp_out out = bp_text_out(&text);
    bp_complaint complaint = {.text = "out of memory"};
    bool ok =
        write_in(asked->files[0], example, &out, &complaint) && !text.ran_out;
    int status = ok ? hand_out(asked->value[OUTPUT], &text)
                    : bp_bad_file(name, &complaint);
    free(text.bytes);
    return status;
}

static int run(const bp_asked *asked)
{
    const char *format = asked->files[0];
    if (!is_format(format))
        return bp_bad_input(
            "export: there is no format '%s', expected c, "
            "python, javascript, tsv, csv, json or xlsx",
            format);
    if (strcmp(format, workbook) == 0 && asked->value[OUTPUT] == NULL &&
        isatty(STDOUT_FILENO))
        return bp_bad_input(
            "export: xlsx is nothing for a terminal, expected -o FILE");
    bp_example *example = bp_chosen_example(asked->value[EXAMPLE]);
    if (example == NULL)
        return BP_BAD_INPUT;
    const char *name = bp_file_name(asked->value[EXAMPLE]);
    size_t n_weights = bp_n_weights(example->network);
    int status = n_weights > BP_MOST_WEIGHTS_TO_EXPORT
                     ? bp_bad_input(
                           "%s: the network has %zu weights, expected at most "
                           "%d to be exported; for its numbers: backprop walk "
                           "-e %s",
                           name, n_weights, BP_MOST_WEIGHTS_TO_EXPORT, name)
                     : export(asked, example);
    bp_example_free(example);
    return status;
}

const bp_command bp_export_command = {
    .name = "export",
    .summary = "write the round as a program, a table or a spreadsheet",
    .after = "FORMAT",
    .argument = "format",
    .n_files = 1,
    .help =
        "Writes the round for other programs. FORMAT is one of\n"
        "  c, python, javascript  a program, each number of the round one line\n"
        "  tsv, csv, json         a table: key, value, formula in symbols and in\n"
        "                         numbers, chapter\n"
        "  xlsx                   a spreadsheet, each number a formula: change the given\n"
        "                         ones, and all others follow; with 200 rounds, a row\n"
        "                         each, and a column for your own numbers to be checked\n"
        "A program goes through as many rounds as its first argument says, 1\n"
        "without it, and prints the numbers of the last one, key and value, with a\n"
        "tab between; those with a + come after it. A name in it is a number's key,\n"
        "with _ for / and _new for +. Several training pairs are taken in turn, one\n"
        "a round, and the numbers are of the last round's own; it takes no batches.\n"
        "The network has at most 1000 weights, for a spreadsheet 200.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

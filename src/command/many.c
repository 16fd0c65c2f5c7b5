/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/many.h"

#include "book/table.h"
#include "command/command.h"
#include "command/inputs.h"
#include "files/tsv.h"

enum { XOR, PASSES, CONFUSION };
static const bp_option options[] = {
    [XOR] = {0, "xor", NULL,
             "instead: the error of XOR over the rounds, of a\n"
             "network that learns it and of one that does not"},
    [PASSES] = {0, "passes", NULL,
                "instead: the errors of the digits that are learned\n"
                "and of those kept back, over the passes"},
    [CONFUSION] = {0, "confusion", NULL,
                   "instead: what the digits kept back are taken for"},
};

static bool write_numbers(const bp_pairs *digits, const bp_sink *sink,
                          bp_complaint *complaint)
{
    bp_values values;
    if (!bp_many_values(digits, &values, complaint))
        return false;
    bp_value_rows(&values, sink);
    bp_values_free(&values);
    return true;
}

static bool write_table(const bp_asked *asked, const bp_pairs *digits,
                        bp_complaint *complaint)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &bp_standard_output);
    if (asked->value[XOR] != NULL)
        return bp_xor_rows(&sink, complaint);
    if (asked->value[PASSES] != NULL)
        return bp_digit_rows(digits, &sink, complaint);
    if (asked->value[CONFUSION] != NULL)
        return bp_confusion_rows(digits, &sink, complaint);
    return write_numbers(digits, &sink, complaint);
}

static int run(const bp_asked *asked)
{
    int n_tables = 0;
    for (int k = XOR; k <= CONFUSION; k++)
        n_tables += asked->value[k] != NULL;
    if (n_tables > 1)
        return bp_bad_input(
            "many: more than one of --xor, --passes and "
            "--confusion, expected one of them (see backprop "
            "many --help)");
    bp_pairs digits;
    const bp_data_wanted any = {0};
    if (!bp_read_pairs(asked->files[0], &any, &digits))
        return BP_BAD_INPUT;
    bp_complaint complaint;
    int status = BP_DONE;
    if (!write_table(asked, &digits, &complaint))
        status = bp_bad_file(asked->files[0], &complaint);
    gsl_matrix_free(digits.inputs);
    gsl_matrix_free(digits.targets);
    return status;
}

const bp_command bp_many_command = {
    .name = "many",
    .summary = "print what the book trains on many examples",
    .after = "DIGITS.csv",
    .n_files = 1,
    .help =
        "Prints the numbers of chapter 9, as book does those of the others: XOR,\n"
        "learned from a hundred starts, and handwritten digits, most of them learned\n"
        "and the last fifth kept back. DIGITS.csv has a pair a line, under a header\n"
        "i1,i2,..,t1,t2,..; of ten targets one is 1 and the others are 0.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

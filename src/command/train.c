/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdint.h>

#include "command/command.h"
#include "command/inputs.h"
#include "files/tsv.h"
#include "walk/number.h"
#include "walk/training.h"

enum { EXAMPLE, ROUNDS, EVERY };
static const bp_option options[] = {
    [EXAMPLE] = {BP_EXAMPLE_OPTION},
    [ROUNDS] = {'n', "rounds", "ROUNDS",
                "how many (default: what the example says)"},
    [EVERY] = {0, "every", "K",
               "a row for every K-th round and the last one;\n"
               "0: the last one alone (default: at most 300\n"
               "rows, spaced for a log axis)"},
};

static int train(const bp_example *example, const char *name, size_t n_rounds,
                 bp_row_choice choice, size_t every)
{
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &bp_standard_output);
    bp_progress progress = bp_tell_of("training: round");
    bp_complaint complaint;
    bool has_begun = false;
    if (bp_training_rows(example, n_rounds, choice, every, &sink, &progress,
                         &has_begun, &complaint))
        return BP_DONE;
    bp_bad_file(bp_file_name(name), &complaint);
    return has_begun ? BP_NUMBERS_WRONG : BP_BAD_INPUT;
}

static int run(const bp_asked *asked)
{
    const char *rounds = asked->value[ROUNDS];
    const char *every = asked->value[EVERY];
    size_t n_rounds = 0;
    size_t k = 0;
    if (rounds != NULL && !bp_read_count(rounds, SIZE_MAX / 2, &n_rounds))
        return bp_bad_input("train: -n %s: expected a whole number of rounds",
                            rounds);
    if (every != NULL && !bp_read_count(every, SIZE_MAX / 2, &k))
        return bp_bad_input(
            "train: --every %s: expected a whole number of rounds", every);
    bp_example *example = bp_chosen_example(asked->value[EXAMPLE]);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_row_choice choice = BP_ROWS_LOG;
    if (every != NULL)
        choice = k == 0 ? BP_ROWS_LAST : BP_ROWS_EVERY;
    int status = train(example, asked->value[EXAMPLE],
                       rounds == NULL ? example->rounds : n_rounds, choice, k);
    bp_example_free(example);
    return status;
}

const bp_command bp_train_command = {
    .name = "train",
    .summary = "train the network and print a table of rounds",
    .help =
        "Prints a table with tabs: the error, outputs, weights and biases after\n"
        "so many rounds. Several training pairs are taken in turn, one a round;\n"
        "error and outputs are those of the first. Exits with 1 where a number\n"
        "grows beyond all bounds on the way.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

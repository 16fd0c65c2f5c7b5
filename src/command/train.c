/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <stdint.h>

#include "command/command.h"
#include "command/inputs.h"
#include "command/saving.h"
#include "command/stopping.h"
#include "files/tsv.h"
#include "walk/functions.h"
#include "walk/number.h"
#include "walk/training.h"

enum { EXAMPLE, ROUNDS, EVERY, ERRORS, KEPT, BATCH, SEED, SAVE, RESUME };
static const bp_option options[] = {
    [EXAMPLE] = {BP_EXAMPLE_OPTION},
    [ROUNDS] = {'n', "rounds", "ROUNDS",
                "how many (default: what the example says)"},
    [EVERY] = {0, "every", "K",
               "a row for every K-th round and the last one;\n"
               "0: the last one alone (default: at most 300\n"
               "rows, spaced for a log axis)"},
    [ERRORS] = {0, "errors", NULL,
                "in a row, over all pairs: E_mean, the mean of\n"
                "E_total, and right, the part of them whose\n"
                "largest output is where the largest target is\n"
                "(or whose only output is less than a half from\n"
                "its target)"},
    [KEPT] = {0, "test", "FILE.csv",
              "pairs kept back, which are never trained: the\n"
              "same of them, E_kept and right_kept; implies\n"
              "--errors"},
    [BATCH] = {0, "batch", "N",
               "pairs a round (default: what the example says)"},
    [SEED] = {0, "seed", "N",
              "take the pairs of each pass over them in another\n"
              "order, drawn by this number, and not in turn"},
    [SAVE] = {0, "save", "FILE",
              "write the trained example to this file, every few\n"
              "seconds and at the end"},
    [RESUME] = {0, "resume", NULL,
                "go on from that file, if it is there, as if the\n"
                "training had never stopped"},
};

/* What the user asked for, as numbers; where nothing was asked for, 0. */
typedef struct {
    bp_training training;
    bool has_rounds;
    bp_past past; /* with the seed */
    size_t batch;
} wishes;

/* What a training is made of; all NULL to begin with. */
typedef struct {
    bp_example *example;
    bp_pairs kept;
    bp_trainer *trainer;
    bp_saver *saver; /* NULL: nothing is saved */
} run_parts;

/* ---------------------------------------------------------------- what is asked */

/* The whole number of an option, from least on; 0 where it was not given. */
static bool read_count(const bp_asked *asked, int option, const char *expected,
                       size_t least, size_t most, size_t *n)
{
    const char *text = asked->value[option];
    const bp_option *o = &options[option];
    const char letter[] = {o->letter, '\0'};
    *n = 0;
    if (text == NULL || (bp_read_count(text, most, n) && *n >= least))
        return true;
    bp_bad_input("train: %s%s %s: expected %s", o->letter != 0 ? "-" : "--",
                 o->letter != 0 ? letter : o->name, text, expected);
    return false;
}

static bool read_wishes(const bp_asked *asked, wishes *w)
{
    *w = (wishes){.has_rounds = asked->value[ROUNDS] != NULL};
    bp_training *training = &w->training;
    size_t seed;
    if (!read_count(asked, ROUNDS, "a whole number of rounds", 0, SIZE_MAX / 2,
                    &training->n_rounds) ||
        !read_count(asked, EVERY, "a whole number of rounds", 0, SIZE_MAX / 2,
                    &training->every) ||
        !read_count(asked, BATCH, "a whole number of pairs, 1 or more", 1,
                    SIZE_MAX / 2, &w->batch) ||
        !read_count(asked, SEED, "a whole number from 0 to 4294967295", 0,
                    UINT32_MAX, &seed))
        return false;
    if (asked->value[RESUME] != NULL && asked->value[SAVE] == NULL) {
        bp_bad_input(
            "train: --resume without --save FILE, expected the file "
            "to go on from");
        return false;
    }
    w->past.is_shuffled = asked->value[SEED] != NULL;
    w->past.seed = (uint32_t)seed;
    training->choice = asked->value[EVERY] == NULL ? BP_ROWS_LOG
                       : training->every == 0      ? BP_ROWS_LAST
                                                   : BP_ROWS_EVERY;
    training->errors_only =
        asked->value[ERRORS] != NULL || asked->value[KEPT] != NULL;
    return true;
}

/* -------------------------------------------------------------------- beginning */

static bool out_of_memory(void)
{
    bp_bad_input("out of memory");
    return false;
}

/* The example and the pairs kept back, as they are asked for. */
static bool read_inputs(const bp_asked *asked, const wishes *w,
                        run_parts *parts)
{
    parts->example = bp_chosen_example(asked->value[EXAMPLE]);
    if (parts->example == NULL)
        return false;
    const bp_network *network = parts->example->network;
    size_t n_pairs = parts->example->pairs.inputs->size1;
    if (w->batch > n_pairs) {
        bp_bad_input(
            "train: --batch %zu: expected at most %zu, as the example "
            "has no more pairs",
            w->batch, n_pairs);
        return false;
    }
    if (w->batch > 0)
        parts->example->batch = w->batch;
    const bp_data_wanted wanted = {.n_inputs = network->n_inputs,
                                   .n_outputs = bp_n_outputs(network),
                                   .are_shares =
                                       bp_has_softmax_outputs(network)};
    return asked->value[KEPT] == NULL ||
           bp_read_pairs(asked->value[KEPT], &wanted, &parts->kept);
}

static bool make_trainer(const wishes *w, run_parts *parts)
{
    parts->trainer = bp_trainer_alloc(parts->example);
    bool ok = parts->trainer != NULL &&
              (!w->past.is_shuffled ||
               bp_trainer_shuffle(parts->trainer, w->past.seed)) &&
              bp_trainer_take_matrices(parts->trainer);
    return ok || out_of_memory();
}

static bool begin_saving(const bp_asked *asked, const wishes *w,
                         bp_saver *saver, run_parts *parts)
{
    if (asked->value[SAVE] == NULL)
        return true;
    parts->saver = saver;
    return bp_saver_begin(saver, asked->value[SAVE], asked->value[EXAMPLE],
                          parts->example, &w->past) &&
           (asked->value[RESUME] == NULL ||
            bp_saver_resume(saver, parts->trainer));
}

/* --------------------------------------------------------------------- training */

/* Between rounds: saves now and then, and ends the training where that is asked. */
static bool goes_on(void *of, const bp_trainer *t)
{
    if (bp_noted_signal() != 0)
        return false;
    bp_saver_save_if_due(of, t);
    return true;
}

/* Saves what there is in the end, and says so where the end came early. */
static int finish(const run_parts *parts, size_t n_rounds)
{
    enum { FROM_SIGNAL = 128 };
    int signal_number = bp_noted_signal();
    size_t round = parts->trainer->round;
    if (!bp_saver_save(parts->saver, parts->trainer)) {
        bp_note("stopped after round %zu of %zu, which is not saved", round,
                n_rounds);
        return BP_BAD_INPUT;
    }
    if (signal_number == 0)
        return BP_DONE;
    bp_note(
        "stopped after round %zu of %zu, and saved in %s; to go on, give "
        "the same command with --resume",
        round, n_rounds, parts->saver->file);
    return FROM_SIGNAL + signal_number;
}

static int train(const bp_asked *asked, const wishes *w, const run_parts *parts)
{
    bp_trainer *t = parts->trainer;
    bp_training training = w->training;
    if (!w->has_rounds)
        training.n_rounds = parts->example->rounds;
    training.kept = parts->kept.inputs == NULL ? NULL : &parts->kept;
    if (t->round > training.n_rounds)
        return bp_bad_input(
            "%s: round %zu, expected %zu at the most, as "
            "that is how many there are to be",
            asked->value[SAVE], t->round, training.n_rounds);
    bp_tsv writer;
    bp_sink sink = bp_tsv_sink(&writer, &bp_standard_output);
    t->progress = bp_tell_of("training: round");
    t->goal = training.n_rounds;
    if (parts->saver != NULL) {
        bp_note_signals();
        t->watch = (bp_watch){.goes_on = goes_on, .of = parts->saver};
    }
    bp_complaint complaint;
    bool has_begun = false;
    if (bp_training_rows(t, &training, &sink, &has_begun, &complaint))
        return parts->saver == NULL ? BP_DONE
                                    : finish(parts, training.n_rounds);
    bp_bad_file(bp_file_name(asked->value[EXAMPLE]), &complaint);
    return has_begun ? BP_NUMBERS_WRONG : BP_BAD_INPUT;
}

static int run(const bp_asked *asked)
{
    wishes w;
    if (!read_wishes(asked, &w))
        return BP_BAD_INPUT;
    run_parts parts = {0};
    bp_saver saver = {0};
    int status = BP_BAD_INPUT;
    if (read_inputs(asked, &w, &parts) && make_trainer(&w, &parts) &&
        begin_saving(asked, &w, &saver, &parts))
        status = train(asked, &w, &parts);
    bp_saver_end(&saver);
    bp_trainer_free(parts.trainer);
    gsl_matrix_free(parts.kept.inputs);
    gsl_matrix_free(parts.kept.targets);
    bp_example_free(parts.example);
    return status;
}

const bp_command bp_train_command = {
    .name = "train",
    .summary = "train the network and print a table of rounds",
    .help =
        "Prints a table with tabs: the error, outputs, weights and biases after\n"
        "so many rounds. Several training pairs are taken in turn, one a round or as\n"
        "many as the batch has; error and outputs are those of the first. Exits\n"
        "with 1 where a number grows beyond all bounds on the way.\n"
        "A saved file is an example file itself. Its old text is there until the\n"
        "new one is whole. With --save, Ctrl-C (or SIGTERM) ends the training after\n"
        "the round, saves, and exits with 130 (143).\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/saving.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command/inputs.h"
#include "command/output.h"
#include "command/paths.h"
#include "files/example_text.h"
#include "walk/fingerprint.h"
#include "walk/number.h"
#include "walk/printable.h"
#include "walk/text.h"

/* ------------------------------------------------------------------- beginning */

static void set_due(bp_saver *saver, double seconds)
{
    clock_gettime(CLOCK_MONOTONIC, &saver->due);
    saver->due.tv_sec += (time_t)seconds + 1;
}

static const double seconds_between = 5.0;
static const double times_a_save = 10.0;

bool bp_saver_begin(bp_saver *saver, const char *file, const char *example_file,
                    const bp_example *example, const bp_past *past)
{
    const char *own = example_file == NULL ? "" : example_file;
    *saver = (bp_saver){.file = file, .example = *example};
    set_due(saver, seconds_between);
    if (bp_is_same_file(file, own)) {
        bp_bad_input(
            "train: --save %s: the example itself, expected another "
            "file",
            file);
        return false;
    }
    if (bp_check_replaceable(file) != BP_DONE)
        return false;
    if (example->data != NULL) {
        saver->data = bp_path_seen_from(file, own, example->data);
        if (saver->data == NULL || !bp_is_printable(saver->data)) {
            bp_bad_input(
                "train: --save %s: no path can be written there that "
                "leads to %s, expected both in one folder",
                file, example->data);
            return false;
        }
    }
    saver->example.data = saver->data;
    saver->example.trained = *past;
    saver->example.trained.is_known = true;
    saver->example.trained.start = bp_fingerprint(example);
    return true;
}

void bp_saver_end(bp_saver *saver)
{
    free(saver->data);
}

/* ---------------------------------------------------------------------- saving */

bool bp_saver_save(bp_saver *saver, const bp_trainer *t)
{
    bp_text text = {0};
    bp_out out = bp_text_out(&text);
    bp_example now = saver->example;
    now.network = t->network;
    now.trained.rounds = t->round;
    now.trained.now = bp_fingerprint(&now);
    bp_example_write(&now, &out);
    bool ok = !text.ran_out;
    if (!ok)
        errno = ENOMEM;
    ok = ok && bp_replace_file(saver->file, text.bytes, text.length);
    if (!ok && !saver->has_failed)
        bp_bad_input("%s: cannot be written after round %zu: %s", saver->file,
                     t->round, strerror(errno));
    saver->has_failed = !ok;
    free(text.bytes);
    return ok;
}

static double seconds_from(struct timespec a, struct timespec b)
{
    return (double)(b.tv_sec - a.tv_sec) +
           1e-9 * (double)(b.tv_nsec - a.tv_nsec);
}

void bp_saver_save_if_due(bp_saver *saver, const bp_trainer *t)
{
    struct timespec now;
    struct timespec then;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_from(now, saver->due) > 0.0 ||
        !bp_trainer_has_finite_network(t))
        return;
    bp_saver_save(saver, t);
    clock_gettime(CLOCK_MONOTONIC, &then);
    double took = seconds_from(now, then);
    set_due(saver, fmax(seconds_between, times_a_save * took));
}

/* -------------------------------------------------------------------- resuming */

/* The pairs are the example's, whatever file they are in: that they are the ones with
 * which the training began is seen by the fingerprint. */
static bool lend_pairs(void *from, const char *file,
                       const bp_data_wanted *wanted, bp_pairs *pairs,
                       bp_complaint *complaint)
{
    const bp_pairs *all = from;
    (void)file;
    if (wanted->n_inputs != all->inputs->size2 ||
        wanted->n_outputs != all->targets->size2) {
        bp_complain(complaint, 0,
                    "a network of %zu inputs and %zu outputs, expected %zu and "
                    "%zu, as the example has",
                    wanted->n_inputs, wanted->n_outputs, all->inputs->size2,
                    all->targets->size2);
        return false;
    }
    pairs->inputs = gsl_matrix_alloc_from_matrix(
        all->inputs, 0, 0, all->inputs->size1, all->inputs->size2);
    pairs->targets = gsl_matrix_alloc_from_matrix(
        all->targets, 0, 0, all->targets->size1, all->targets->size2);
    if (pairs->inputs != NULL && pairs->targets != NULL)
        return true;
    bp_complain(complaint, 0, "out of memory");
    return false;
}

static bool refuse(bp_complaint *complaint, const char *what, const char *saved,
                   const char *expected)
{
    bp_complain(complaint, 0,
                "a training of another example: its %s %s, expected %s", what,
                saved, expected);
    return false;
}

static const char *order_text(const bp_past *past, char text[BP_NUMBER_SIZE])
{
    if (past->is_shuffled)
        snprintf(text, BP_NUMBER_SIZE, "by --seed %" PRIu32, past->seed);
    else
        snprintf(text, BP_NUMBER_SIZE, "in turn, without --seed");
    return text;
}

/* Whether the saved training began as this one does. What differs most often is
 * told by name. */
static bool began_alike(const bp_example *saved, const bp_example *ours,
                        bp_complaint *complaint)
{
    char theirs[BP_SHAPE_SIZE];
    char expected[BP_SHAPE_SIZE];
    if (!saved->trained.is_known) {
        bp_complain(complaint, 0,
                    "no saved training, expected a file that train --save has "
                    "written");
        return false;
    }
    if (strcmp(bp_example_shape(saved, theirs),
               bp_example_shape(ours, expected)) != 0)
        return refuse(complaint, "network is", theirs, expected);
    bp_number_text(saved->eta, theirs);
    if (strcmp(theirs, bp_number_text(ours->eta, expected)) != 0)
        return refuse(complaint, "learning rate is", theirs, expected);
    if (saved->trained.start != ours->trained.start)
        return refuse(complaint, "weights, pairs or settings",
                      "began otherwise", "those of the example");
    if (saved->trained.now != bp_fingerprint(saved)) {
        bp_complain(complaint, 0,
                    "its numbers are not those that were saved, expected the "
                    "file as it was");
        return false;
    }
    if (saved->trained.is_shuffled != ours->trained.is_shuffled ||
        saved->trained.seed != ours->trained.seed) {
        bp_complain(complaint, 0, "its pairs are %s, expected them %s",
                    order_text(&saved->trained, theirs),
                    order_text(&ours->trained, expected));
        return false;
    }
    if (saved->batch != ours->batch) {
        bp_complain(complaint, 0,
                    "its batch is %zu pairs a round, expected %zu",
                    saved->batch, ours->batch);
        return false;
    }
    return true;
}

static bool resume(const bp_saver *saver, const bp_text *text, bp_trainer *t,
                   bp_complaint *complaint)
{
    bp_pairs pairs = saver->example.pairs;
    bp_data_source source = {.read = lend_pairs, .from = &pairs};
    bp_example *saved =
        bp_example_parse_with(text->bytes, text->length, &source, complaint);
    bool ok = saved != NULL && began_alike(saved, &saver->example, complaint);
    if (ok)
        bp_trainer_resume(t, saved->network, saved->trained.rounds);
    bp_example_free(saved);
    return ok;
}

bool bp_saver_resume(const bp_saver *saver, bp_trainer *t)
{
    struct stat about;
    if (stat(saver->file, &about) != 0 && errno == ENOENT)
        return true;
    bp_text text = {0};
    bp_complaint complaint;
    bool is_read = bp_read_file(saver->file, &text);
    bool ok = is_read && resume(saver, &text, t, &complaint);
    if (is_read && !ok)
        bp_bad_file(saver->file, &complaint);
    free(text.bytes);
    return ok;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SAVING_H
#define BP_SAVING_H

/* A training in a file: an example file, of which the weights are those so far, and
 * trained: says where they come from, so that it can go on. */

#include <time.h>

#include "walk/trainer.h"

typedef struct {
    const char *file;
    bp_example example; /* as the file has it, but for what is trained */
    char *data; /* its file of pairs, as it is found from there, or NULL */
    struct timespec due; /* when the next save is */
    bool has_failed;     /* the last one */
} bp_saver;

/* Makes ready to save a training of this example, which was read from that file (see
 * bp_chosen_example) and must outlive the saver: with its batch, and with its pairs in
 * turn or in the order of a seed, which past says. False after a complaint: where the
 * file is the example's own, or cannot be written. The caller ends it either way. */
bool bp_saver_begin(bp_saver *saver, const char *file, const char *example_file,
                    const bp_example *example, const bp_past *past);
void bp_saver_end(bp_saver *saver);

/* Brings the trainer to where the file has left the training; to round 0 where there is
 * no such file. False after a complaint: where that is no saved training, or one that
 * began otherwise. */
bool bp_saver_resume(const bp_saver *saver, bp_trainer *t);

/* Saves the training as it is now, or leaves the old file as it is: false after a
 * complaint, and that once for failures in a row. */
bool bp_saver_save(bp_saver *saver, const bp_trainer *t);

/* Saves it where that is due: after five seconds, or ten times what the last save
 * took. What is not finite is never saved. */
void bp_saver_save_if_due(bp_saver *saver, const bp_trainer *t);

#endif

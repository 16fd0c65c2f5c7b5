/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_ACTIONS_H
#define BP_ACTIONS_H

/* What each command does, once its options are read. */

#include <stdbool.h>

#include "walk/complaint.h"

/* The exit codes. */
enum { BP_DONE = 0, BP_NUMBERS_WRONG = 1, BP_BAD_INPUT = 2 };

/* What the user asked for; NULL or 0 where an option was not given. */
typedef struct {
    const char *example_file;
    const char *chapter;
    const char *rounds;
    const char *every;
    bool surface;
    bool path;
    bool gradient;
    bool curves;
    bool tsv;
    bool summary;
    int n_files;
    char **files;
} bp_request;

/* Write to stdout, complain on stderr; return an exit code. Where that is
 * BP_BAD_INPUT, nothing has been written to stdout. */
int bp_run_example(const bp_request *asked);
int bp_run_walk(const bp_request *asked);
int bp_run_book(const bp_request *asked);
int bp_run_train(const bp_request *asked);
int bp_run_verify(const bp_request *asked);
int bp_run_check(const bp_request *asked);
int bp_run_gradcheck(const bp_request *asked);
int bp_run_mistakes(const bp_request *asked);

/* Complains on stderr; returns BP_BAD_INPUT. */
int bp_bad_input(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for what is wrong with a file, with the line if one is to blame. */
int bp_bad_file(const char *file, const bp_complaint *complaint);

#endif

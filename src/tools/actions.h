/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_ACTIONS_H
#define BP_ACTIONS_H

/* What each command does, once its options are read. */

/* The exit codes. */
enum { DONE = 0, NUMBERS_WRONG = 1, BAD_INPUT = 2 };

/* What the user asked for; NULL or 0 where an option was not given. */
typedef struct {
    const char *example_file;
    const char *chapter;
    const char *rounds;
    const char *every;
    int n_files;
    char **files;
} request;

/* Write to stdout, complain on stderr; return an exit code. Before BAD_INPUT
 * nothing has been written to stdout (but for a training whose numbers leave all
 * bounds on the way). */
int run_example(const request *asked);
int run_walk(const request *asked);
int run_train(const request *asked);
int run_verify(const request *asked);

/* Complains on stderr; returns BAD_INPUT. */
int bad_input(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif

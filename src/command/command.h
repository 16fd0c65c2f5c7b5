/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_COMMAND_H
#define BP_COMMAND_H

#include <stddef.h>

/* What a command is: its options, from which its help, the manual and what bash
 * completes are made, and its run. Each stands in a file of its own. */

/* An option. Which it is says its place in the command's table. */
typedef struct {
    char letter;       /* 0 where it has none */
    const char *name;  /* "chapter" */
    const char *value; /* what follows it, "CHAPTER"; NULL: nothing */
    const char *help;  /* its lines, with line ends between */
} bp_option;

/* The first option of nearly every command, without its braces. */
#define BP_EXAMPLE_OPTION                                                      \
    'e', "example", "FILE",                                                    \
        "the example, a YAML file\n"                                           \
        "(default: the post's, which is built in)"

enum { BP_MOST_OPTIONS = 10, BP_ONE_OR_MORE = -1 };

/* What the user asked for. */
typedef struct {
    const char *value[BP_MOST_OPTIONS]; /* of each option; NULL: not given */
    int n_files;
    char **files;
} bp_asked;

typedef struct {
    const char *name;
    const char *summary;  /* in the list of all commands */
    const char *after;    /* behind its options, "NUMBERS..."; NULL: nothing */
    const char *argument; /* what that is, "format"; NULL: a file */
    int n_files;          /* how many of them, or BP_ONE_OR_MORE */
    const char *const help; /* what it does, in lines */
    const bp_option *options;
    int n_options;
    /* Results go to standard output, complaints to standard error. Returns an
     * exit code; where that is BP_BAD_INPUT there are no results. */
    int (*run)(const bp_asked *asked);
} bp_command;

/* All that can be said on the command line, for what tells of it. */
typedef struct {
    const bp_command *const *commands;
    int n_commands;
    const bp_option *options; /* the program's own, in place of a command */
    int n_options;
    const bp_option *help; /* what every command has behind its own */
} bp_command_line;

#define BP_N_OPTIONS(options) ((int)(sizeof(options) / sizeof(options)[0]))

extern const bp_command bp_example_command;
extern const bp_command bp_walk_command;
extern const bp_command bp_book_command;
extern const bp_command bp_many_command;
extern const bp_command bp_train_command;
extern const bp_command bp_verify_command;
extern const bp_command bp_check_command;
extern const bp_command bp_gradcheck_command;
extern const bp_command bp_mistakes_command;
extern const bp_command bp_export_command;
extern const bp_command bp_exercise_command;

/* The k-th format of export; NULL behind the last. */
const char *bp_export_format(size_t k);

#endif

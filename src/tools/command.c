/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command: build/backprop COMMAND [options]. Results go to stdout,
 * complaints to stderr; exit 0 done, 1 numbers are wrong, 2 bad usage or bad
 * input. */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "backprop.h"
#include "complaint.h"
#include "example_file.h"
#include "number.h"
#include "training.h"
#include "values.h"
#include "verify.h"

#define BP_VERSION "0.1.0"

enum { DONE = 0, NUMBERS_WRONG = 1, BAD_INPUT = 2 };

/* What the user asked of a command; NULL or 0 where an option was not given. */
typedef struct {
    const char *example_file;
    const char *chapter;
    const char *rounds;
    const char *every;
    int n_files;
    char **files;
} request;

typedef struct {
    const char *name;
    const char *summary;
    const char *short_options; /* the first colon keeps getopt from complaining
                                  itself */
    const struct option *long_options;
    int n_files; /* how many file names it takes */
    int (*run)(const request *asked);
    const char *help;
} command;

/* --------------------------------------------------------------- complaints */

__attribute__((format(printf, 1, 2))) static int bad_input(const char *format,
                                                           ...)
{
    fputs("backprop: ", stderr);
    va_list arguments;
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    putc('\n', stderr);
    return BAD_INPUT;
}

static int bad_file(const char *file, const bp_complaint *complaint)
{
    if (complaint->line > 0)
        return bad_input("%s:%lu: %s", file, complaint->line, complaint->text);
    return bad_input("%s: %s", file, complaint->text);
}

static const char *example_name(const request *asked)
{
    return asked->example_file != NULL ? asked->example_file
                                       : "the built-in example";
}

/* ----------------------------------------------------------------- commands */

static bp_example *read_example_file(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        bad_input("%s: cannot be opened: %s", name, strerror(errno));
        return NULL;
    }
    bp_complaint complaint;
    bp_example *example = bp_example_read(file, &complaint);
    fclose(file);
    if (example == NULL)
        bad_file(name, &complaint);
    return example;
}

/* The example the user chose, or NULL after a complaint. */
static bp_example *chosen_example(const request *asked)
{
    if (asked->example_file != NULL)
        return read_example_file(asked->example_file);
    bp_complaint complaint;
    bp_example *example =
        bp_example_parse(bp_post_example, strlen(bp_post_example), &complaint);
    if (example == NULL)
        bad_file(example_name(asked), &complaint);
    return example;
}

static int run_example(const request *asked)
{
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BAD_INPUT;
    bp_example_print(example, stdout);
    bp_example_free(example);
    return DONE;
}

/* The chapter that "3", "03", "hidden_deltas" or "03_hidden_deltas" means, or
 * -1. */
static int chapter_number(const char *name)
{
    size_t number = 0;
    if (bp_read_count(name, BP_N_CHAPTERS - 1, &number))
        return (int)number;
    for (int chapter = 0; chapter < BP_N_CHAPTERS; chapter++) {
        char full_name[64];
        snprintf(full_name, sizeof full_name, "%02d_%s", chapter,
                 bp_chapter_names[chapter]);
        if (strcmp(name, full_name) == 0 || strcmp(name, full_name + 3) == 0)
            return chapter;
    }
    return -1;
}

/* The walk through the chosen example by its right method. */
static int walk_example(const request *asked, int last_chapter,
                        bp_values *values)
{
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BAD_INPUT;
    bp_method method = bp_example_method(example);
    bp_complaint complaint;
    bool ok = bp_walk(example, &method, last_chapter, values, &complaint);
    bp_example_free(example);
    return ok ? DONE : bad_file(example_name(asked), &complaint);
}

static int run_walk(const request *asked)
{
    int chapter = asked->chapter == NULL ? -1 : chapter_number(asked->chapter);
    if (asked->chapter != NULL && chapter < 0)
        return bad_input(
            "walk: there is no chapter '%s', expected 0 to %d or a name such "
            "as %s",
            asked->chapter, BP_N_CHAPTERS - 1, bp_chapter_names[3]);
    bp_values values;
    int status =
        walk_example(asked, chapter < 0 ? BP_N_CHAPTERS - 1 : chapter, &values);
    if (status != DONE)
        return status;
    for (size_t v = 0; v < values.n; v++) {
        char text[BP_NUMBER_SIZE];
        if (chapter < 0 || values.value[v].chapter == chapter)
            printf("%s\t%s\n", values.value[v].key,
                   bp_number_text(values.value[v].x, text));
    }
    bp_values_free(&values);
    return DONE;
}

static int run_train(const request *asked)
{
    size_t n_rounds = 0;
    if (asked->rounds != NULL &&
        !bp_read_count(asked->rounds, SIZE_MAX / 2, &n_rounds))
        return bad_input("train: -n %s: expected a whole number of rounds",
                         asked->rounds);
    size_t every = 0;
    if (asked->every != NULL &&
        !bp_read_count(asked->every, SIZE_MAX / 2, &every))
        return bad_input("train: --every %s: expected a whole number of rounds",
                         asked->every);
    bp_example *example = chosen_example(asked);
    if (example == NULL)
        return BAD_INPUT;

    if (asked->rounds == NULL)
        n_rounds = example->rounds;
    bp_row_choice choice = BP_ROWS_LOG;
    if (asked->every != NULL)
        choice = every == 0 ? BP_ROWS_LAST : BP_ROWS_EVERY;
    bp_method method = bp_example_method(example);
    bp_complaint complaint;
    FILE *progress = isatty(STDERR_FILENO) ? stderr : NULL;
    bool ok = bp_training_print(example, &method, n_rounds, choice, every,
                                stdout, progress, &complaint);
    bp_example_free(example);
    return ok ? DONE : bad_file(example_name(asked), &complaint);
}

static int verify_against(const char *name, FILE *file, bp_values *values)
{
    size_t n = 0;
    bp_complaint complaint;
    bp_reference *references = bp_references_read(file, values, &n, &complaint);
    if (references == NULL)
        return bad_file(name, &complaint);
    size_t n_wrong = bp_verify(values, references, n, stdout);
    free(references);
    return n_wrong == 0 ? DONE : NUMBERS_WRONG;
}

static int run_verify(const request *asked)
{
    const char *name = asked->files[0];
    FILE *file = fopen(name, "r");
    if (file == NULL)
        return bad_input("%s: cannot be opened: %s", name, strerror(errno));
    bp_values values;
    int status = walk_example(asked, BP_N_CHAPTERS - 1, &values);
    if (status == DONE) {
        status = verify_against(name, file, &values);
        bp_values_free(&values);
    }
    fclose(file);
    return status;
}

/* -------------------------------------------------------------- the options */

#define EXAMPLE_OPTION                                                         \
    {                                                                          \
        "example", required_argument, NULL, 'e'                                \
    }
#define HELP_OPTION                                                            \
    {                                                                          \
        "help", no_argument, NULL, 'h'                                         \
    }
#define END_OF_OPTIONS                                                         \
    {                                                                          \
        NULL, 0, NULL, 0                                                       \
    }

static const struct option plain_options[] = {EXAMPLE_OPTION, HELP_OPTION,
                                              END_OF_OPTIONS};
static const struct option walk_options[] = {
    EXAMPLE_OPTION,
    {"chapter", required_argument, NULL, 'c'},
    HELP_OPTION,
    END_OF_OPTIONS};
static const struct option train_options[] = {
    EXAMPLE_OPTION,
    {"rounds", required_argument, NULL, 'n'},
    {"every", required_argument, NULL, 'k'},
    HELP_OPTION,
    END_OF_OPTIONS};

#define EXAMPLE_HELP                                                           \
    "  -e, --example FILE   the example, a YAML file (default: the post's, "   \
    "built "                                                                   \
    "in)\n"
#define HELP_HELP "  -h, --help           this text\n"

static const command commands[] = {
    {"example", "print the example as YAML, a file to start your own from",
     ":e:h", plain_options, 0, run_example,
     "usage: backprop example [-e FILE]\n\n"
     "Prints the example as YAML. What it prints reads back to the same "
     "numbers.\n\n" EXAMPLE_HELP HELP_HELP},
    {"walk", "print every number of the walk, chapter by chapter", ":e:c:h",
     walk_options, 0, run_walk,
     "usage: backprop walk [-e FILE] [-c CHAPTER]\n\n"
     "Prints a line for each number: its key, a tab, its value. The round that "
     "is "
     "walked\n"
     "takes the example's first training pair; the numbers after n rounds "
     "(key@n) "
     "come\n"
     "from all its pairs in turn, with the error and outputs of the "
     "first.\n\n" EXAMPLE_HELP "  -c, --chapter CHAPTER  only this one: 3, 03 "
     "or hidden_deltas\n" HELP_HELP},
    {"train", "train the network and print a table of rounds", ":e:n:h",
     train_options, 0, run_train,
     "usage: backprop train [-e FILE] [-n ROUNDS] [--every K]\n\n"
     "Prints tab-separated rows: round, E_total, outputs, weights, biases, "
     "after so "
     "many\n"
     "rounds. Several training pairs are taken in turn, one a round; E_total "
     "and the\n"
     "outputs are those of the first.\n\n" EXAMPLE_HELP
     "  -n, --rounds ROUNDS  how many (default: what the example says, or "
     "10000)\n"
     "      --every K        a row for every K-th round and the last; 0: the "
     "last "
     "alone\n"
     "                       (default: at most 300 rows, spaced for a log "
     "axis)\n" HELP_HELP},
    {"verify", "compare the walk with reference numbers", ":e:h", plain_options,
     1, run_verify,
     "usage: backprop verify [-e FILE] REFERENCE.tsv\n\n"
     "Compares the walk with a file of reference numbers, key and value with a "
     "tab\n"
     "between, to 1e-12 relative. Prints a verdict for each chapter and names "
     "each "
     "number\n"
     "that disagrees. Exits with 1 where one does.\n\n" EXAMPLE_HELP HELP_HELP},
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

static void print_help(void)
{
    puts(
        "usage: backprop COMMAND [options]\n\n"
        "Backpropagation through a small network, every number shown.\n");
    for (size_t c = 0; c < N_COMMANDS; c++)
        printf("  %-9s %s\n", commands[c].name, commands[c].summary);
    puts(
        "\n  --help     this text; after a command, that command's\n"
        "  --version  the program's version\n\n"
        "Exit codes: 0 done, 1 numbers are wrong, 2 bad usage or bad input.");
}

/* getopt leaves a short option in optopt, and of a long one only its place. */
static int unknown_option(const command *c, const char *argument)
{
    if (optopt != 0 && strncmp(argument, "--", 2) != 0)
        return bad_input("%s: unknown option -%c (see backprop %s --help)",
                         c->name, optopt, c->name);
    return bad_input("%s: unknown option %s (see backprop %s --help)", c->name,
                     argument, c->name);
}

/* Reads a command's options; DONE, or BAD_INPUT after a complaint. Sets *help
 * where the user asked for it. */
static int read_options(const command *c, int argc, char *argv[],
                        request *asked, bool *help)
{
    int option;
    *help = false;
    while ((option = getopt_long(argc, argv, c->short_options, c->long_options,
                                 NULL)) != -1)
        switch (option) {
        case 'e':
            asked->example_file = optarg;
            break;
        case 'c':
            asked->chapter = optarg;
            break;
        case 'n':
            asked->rounds = optarg;
            break;
        case 'k':
            asked->every = optarg;
            break;
        case 'h':
            *help = true;
            break;
        case ':':
            return bad_input("%s: %s expects a value (see backprop %s --help)",
                             c->name, argv[optind - 1], c->name);
        default:
            return unknown_option(c, argv[optind - 1]);
        }
    asked->n_files = argc - optind;
    asked->files = argv + optind;
    return DONE;
}

static int run_command(const command *c, int argc, char *argv[])
{
    request asked = {.files = argv};
    bool help = false;
    int status = read_options(c, argc, argv, &asked, &help);
    if (status != DONE)
        return status;
    if (help) {
        fputs(c->help, stdout);
        return DONE;
    }
    if (asked.n_files > c->n_files)
        return bad_input("%s: unexpected '%s' (see backprop %s --help)",
                         c->name, asked.files[c->n_files], c->name);
    if (asked.n_files < c->n_files)
        return bad_input(
            "%s: no file given, expected one (see backprop %s --help)", c->name,
            c->name);
    return c->run(&asked);
}

static int run(int argc, char *argv[])
{
    if (argc < 2)
        return bad_input(
            "no command given, expected one (see backprop --help)");
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help();
        return DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("backprop " BP_VERSION);
        return DONE;
    }
    for (size_t c = 0; c < N_COMMANDS; c++)
        if (strcmp(argv[1], commands[c].name) == 0)
            return run_command(&commands[c], argc - 1, argv + 1);
    return bad_input("there is no command '%s' (see backprop --help)", argv[1]);
}

int main(int argc, char *argv[])
{
    gsl_set_error_handler_off();
    int status = run(argc, argv);
    /* A full disk or a closed pipe may show only now. */
    bool lost = ferror(stdout) != 0;
    if (fclose(stdout) != 0 || lost)
        return bad_input("standard output: %s",
                         errno != 0 ? strerror(errno) : "write error");
    return status;
}

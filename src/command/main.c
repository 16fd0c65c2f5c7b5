/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command: build/backprop COMMAND [options]. Results go to stdout,
 * complaints to stderr; exit 0 done, 1 numbers are wrong, 2 bad usage or bad
 * input. */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "command/actions.h"
#include "book/book.h"

#define BP_VERSION "0.1.0"

typedef struct {
    const char *name;
    const char *summary;
    const char *short_options; /* the first colon keeps getopt from complaining
                                  itself */
    const struct option *long_options;
    int n_files; /* how many file names it takes; or at least one */
    int (*run)(const bp_request *asked);
    const char *help;
} command;

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
/* Options without a short form: beyond every character, so that getopt's optopt
 * is none. */
enum {
    EVERY_OPTION = 256,
    SURFACE_OPTION,
    PATH_OPTION,
    GRADIENT_OPTION,
    CURVES_OPTION,
    TSV_OPTION,
    SUMMARY_OPTION
};
enum { ONE_OR_MORE = -1 };

static const struct option book_options[] = {
    EXAMPLE_OPTION,
    {"surface", no_argument, NULL, SURFACE_OPTION},
    {"path", no_argument, NULL, PATH_OPTION},
    {"gradient", no_argument, NULL, GRADIENT_OPTION},
    {"curves", no_argument, NULL, CURVES_OPTION},
    HELP_OPTION,
    END_OF_OPTIONS};
static const struct option train_options[] = {
    EXAMPLE_OPTION,
    {"rounds", required_argument, NULL, 'n'},
    {"every", required_argument, NULL, EVERY_OPTION},
    HELP_OPTION,
    END_OF_OPTIONS};

static const struct option check_options[] = {
    EXAMPLE_OPTION,
    {"tsv", no_argument, NULL, TSV_OPTION},
    {"summary", no_argument, NULL, SUMMARY_OPTION},
    HELP_OPTION,
    END_OF_OPTIONS};
static const struct option mistakes_options[] = {
    {"tsv", no_argument, NULL, TSV_OPTION}, HELP_OPTION, END_OF_OPTIONS};

#define EXAMPLE_HELP                                                           \
    "  -e, --example FILE     the example, a YAML file\n"                      \
    "                         (default: the post's, which is built in)\n"
#define HELP_HELP "  -h, --help             this text\n"

static const char example_help[] =
    "usage: backprop example [-e FILE]\n\n"
    "Prints the example as YAML, which reads back to the same numbers.\n"
    "\n" EXAMPLE_HELP HELP_HELP;

static const char walk_help[] =
    "usage: backprop walk [-e FILE] [-c CHAPTER]\n\n"
    "Prints a line for each number: its key, a tab, its value. The round\n"
    "that is walked takes the example's first training pair; the numbers\n"
    "after n rounds (key@n) come from all its pairs in turn, with the error\n"
    "and outputs of the first.\n"
    "\n" EXAMPLE_HELP
    "  -c, --chapter CHAPTER  only this one: 3, 03 or hidden_deltas\n" HELP_HELP;

static const char book_help[] =
    "usage: backprop book [-e FILE] [--surface | --path | --gradient | --curves]\n\n"
    "Prints all that the documents read, a line each, with tabs between:\n"
    "  fact NAME VALUE         of the example, and of what the program is made\n"
    "  CHAPTER KEY VALUE TEXT  the numbers: those of the walk, and after each\n"
    "                          chapter's the book's own, such as what a nudge\n"
    "                          does; given numbers have their text as typed\n"
    "  terms KEY TERM ..       KEY is the sum of the terms, products of keys\n"
    "The book is written for networks of the shape " BP_BOOK_SHAPE
    ".\n"
    "\n" EXAMPLE_HELP
    "      --surface          instead: the error over two of the weights, w5 and\n"
    "                         w6, a square grid around the path\n"
    "      --path             instead: the way of these two, at most 300 rows,\n"
    "                         where they alone are trained\n"
    "      --gradient         instead: how far central differences miss the\n"
    "                         derivative by w5, over the step\n"
    "      --curves           instead: the error over the rounds, rightly and\n"
    "                         with each mistake\n" HELP_HELP;

static const char train_help[] =
    "usage: backprop train [-e FILE] [-n ROUNDS] [--every K]\n\n"
    "Prints a table with tabs: the error, outputs, weights and biases after\n"
    "so many rounds. Several training pairs are taken in turn, one a round;\n"
    "error and outputs are those of the first. Exits with 1 where a number\n"
    "grows beyond all bounds on the way.\n"
    "\n" EXAMPLE_HELP
    "  -n, --rounds ROUNDS    how many (default: what the example says)\n"
    "      --every K          a row for every K-th round and the last one;\n"
    "                         0: the last one alone (default: at most 300\n"
    "                         rows, spaced for a log axis)\n" HELP_HELP;

static const char verify_help[] =
    "usage: backprop verify [-e FILE] REFERENCE.tsv\n\n"
    "Compares the walk with reference numbers, lines of a key, a tab and a\n"
    "number, to 1e-12 relative. Prints a verdict for each chapter and names\n"
    "each number that disagrees; exits with 1 where one does. In double\n"
    "precision, what is left of a subtraction of nearly equal numbers (the\n"
    "slope of a saturated neuron, an error near 0) may not be that exact.\n"
    "\n" EXAMPLE_HELP HELP_HELP;

static const char check_help[] =
    "usage: backprop check [-e FILE] [--tsv | --summary] NUMBERS...\n\n"
    "Says of each of your numbers whether it is right, which one went wrong\n"
    "first, and which mistake explains it. Exits with 1 where one is not\n"
    "right. NUMBERS is a text file (- is standard input), a number a line, any\n"
    "of them in any order:\n"
    "  net_h1 = 0.3775     # or net_h1 0.3775, or net_h1,0.3775\n"
    "A number is right within 2 units of its last place, also where it\n"
    "follows from numbers of yours that are right: you may round on the way.\n"
    "One that is wrong, but follows from your own wrong ones, is carried.\n"
    "\n" EXAMPLE_HELP
    "      --tsv              a line a number: key, given, expected, right,\n"
    "                         wrong or carried; then: diagnosis, what it is\n"
    "      --summary          a line a file: its name, how many numbers are\n"
    "                         given, how many are not right, the first of\n"
    "                         them, and the diagnosis\n" HELP_HELP;

static const char gradcheck_help[] =
    "usage: backprop gradcheck [-e FILE]\n\n"
    "Compares every derivative of the error, by weights and biases, with\n"
    "central differences. Prints a line for each: its name, its value, the\n"
    "difference, a bound for how far the two are apart, and a verdict: right,\n"
    "wrong, or too small to tell. Exits with 1 where one is wrong, or none\n"
    "could be told.\n"
    "\n" EXAMPLE_HELP HELP_HELP;

static const char mistakes_help[] =
    "usage: backprop mistakes [--tsv]\n\n"
    "Lists the mistakes that check knows by name.\n"
    "\n"
    "      --tsv              a line for each: its name, a tab, what is done\n"
    "                         (default: in columns)\n" HELP_HELP;

static const command commands[] = {
    {"example", "print the example as YAML, a file to start your own from",
     ":e:h", plain_options, 0, bp_run_example, example_help},
    {"walk", "print every number of the walk, chapter by chapter", ":e:c:h",
     walk_options, 0, bp_run_walk, walk_help},
    {"book", "print the walk and what the book needs besides", ":e:h",
     book_options, 0, bp_run_book, book_help},
    {"train", "train the network and print a table of rounds", ":e:n:h",
     train_options, 0, bp_run_train, train_help},
    {"verify", "compare the walk with reference numbers", ":e:h", plain_options,
     1, bp_run_verify, verify_help},
    {"check", "say which of your numbers is wrong, and why", ":e:h",
     check_options, ONE_OR_MORE, bp_run_check, check_help},
    {"gradcheck", "compare every derivative with central differences", ":e:h",
     plain_options, 0, bp_run_gradcheck, gradcheck_help},
    {"mistakes", "list the mistakes that check knows", ":h", mistakes_options,
     0, bp_run_mistakes, mistakes_help},
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

/* getopt leaves an unknown short option in optopt; of a long one that is
 * unknown, or has a value that it does not take, only its place is known. */
static int unknown_option(const command *c, const char *argument)
{
    bool is_short = optopt > ' ' && optopt < 0x7f &&
                    strchr(c->short_options, optopt) == NULL;
    if (is_short)
        return bp_bad_input("%s: unknown option -%c (see backprop %s --help)",
                            c->name, optopt, c->name);
    return bp_bad_input("%s: unknown option %s (see backprop %s --help)",
                        c->name, argument, c->name);
}

/* Reads a command's options; BP_DONE, or BP_BAD_INPUT after a complaint. Sets *help
 * where the user asked for it. */
static int read_options(const command *c, int argc, char *argv[],
                        bp_request *asked, bool *help)
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
        case EVERY_OPTION:
            asked->every = optarg;
            break;
        case SURFACE_OPTION:
            asked->surface = true;
            break;
        case PATH_OPTION:
            asked->path = true;
            break;
        case GRADIENT_OPTION:
            asked->gradient = true;
            break;
        case CURVES_OPTION:
            asked->curves = true;
            break;
        case TSV_OPTION:
            asked->tsv = true;
            break;
        case SUMMARY_OPTION:
            asked->summary = true;
            break;
        case 'h':
            *help = true;
            break;
        case ':':
            return bp_bad_input(
                "%s: %s expects a value (see backprop %s --help)", c->name,
                argv[optind - 1], c->name);
        default:
            return unknown_option(c, argv[optind - 1]);
        }
    asked->n_files = argc - optind;
    asked->files = argv + optind;
    return BP_DONE;
}

static int run_command(const command *c, int argc, char *argv[])
{
    bp_request asked = {.files = argv};
    bool help = false;
    int status = read_options(c, argc, argv, &asked, &help);
    if (status != BP_DONE)
        return status;
    if (help) {
        fputs(c->help, stdout);
        return BP_DONE;
    }
    int n_expected = c->n_files;
    if (n_expected == ONE_OR_MORE && asked.n_files > 0)
        n_expected = asked.n_files;
    if (asked.n_files > n_expected && n_expected != ONE_OR_MORE)
        return bp_bad_input("%s: unexpected '%s' (see backprop %s --help)",
                            c->name, asked.files[c->n_files], c->name);
    if (asked.n_files != n_expected)
        return bp_bad_input(
            "%s: no file given, expected one%s (see backprop %s --help)",
            c->name, n_expected == ONE_OR_MORE ? " or more" : "", c->name);
    return c->run(&asked);
}

static int run(int argc, char *argv[])
{
    if (argc < 2)
        return bp_bad_input(
            "no command given, expected one (see backprop --help)");
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        print_help();
        return BP_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("backprop " BP_VERSION);
        return BP_DONE;
    }
    for (size_t c = 0; c < N_COMMANDS; c++)
        if (strcmp(argv[1], commands[c].name) == 0)
            return run_command(&commands[c], argc - 1, argv + 1);
    return bp_bad_input("there is no command '%s' (see backprop --help)",
                        argv[1]);
}

int main(int argc, char *argv[])
{
    gsl_set_error_handler_off();
    int status = run(argc, argv);
    /* A full disk or a closed pipe may show only now. */
    bool lost = ferror(stdout) != 0;
    if (fclose(stdout) != 0 || lost)
        return bp_bad_input("standard output: %s",
                            errno != 0 ? strerror(errno) : "write error");
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command: build/backprop COMMAND [options]. Reads the options of all commands
 * and makes their help from them; manual.c and completion.c make the rest. */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gsl/gsl_errno.h>

#include "command/command.h"
#include "command/completion.h"
#include "command/manual.h"
#include "command/saying.h"

#define BP_VERSION "0.1.0"

static const bp_command *const commands[] = {
    &bp_example_command,  &bp_walk_command,     &bp_book_command,
    &bp_many_command,     &bp_train_command,    &bp_verify_command,
    &bp_check_command,    &bp_export_command,   &bp_gradcheck_command,
    &bp_mistakes_command, &bp_exercise_command,
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] };

/* Every command has it, behind its own. */
static const bp_option help_option = {'h', "help", NULL, "this text"};

/* Those that stand in the place of a command. */
enum { HELP, VERSION, MANUAL, COMPLETION };
static const bp_option own_options[] = {
    [HELP] = {'h', "help", NULL,
              "the commands; after one of them, its options"},
    [VERSION] = {0, "version", NULL, "the program's version"},
    [MANUAL] = {0, "manual", NULL,
                "what the manual says of commands, in Markdown"},
    [COMPLETION] = {0, "completion", NULL,
                    "what lets bash complete commands and options"},
};

static const bp_command_line command_line = {
    .commands = commands,
    .n_commands = N_COMMANDS,
    .options = own_options,
    .n_options = BP_N_OPTIONS(own_options),
    .help = &help_option,
};

/* ----------------------------------------------------------------------- help */

static void print_usage(const bp_command *c)
{
    printf("usage: backprop %s", c->name);
    for (int k = 0; k < c->n_options; k++) {
        const bp_option *o = &c->options[k];
        if (o->letter != 0)
            printf(" [-%c", o->letter);
        else
            printf(" [--%s", o->name);
        if (o->value != NULL)
            printf(" %s", o->value);
        putchar(']');
    }
    if (c->after != NULL)
        printf(" %s", c->after);
    fputs("\n\n", stdout);
}

/* "  -e, --example FILE     the example ..", its further lines below the first. */
static void print_option(const bp_option *o)
{
    enum { COLUMN = 25 };
    int width = o->letter != 0 ? printf("  -%c, --%s", o->letter, o->name)
                               : printf("      --%s", o->name);
    if (o->value != NULL)
        width += printf(" %s", o->value);
    const char *line = o->help;
    while (line != NULL) {
        const char *end = strchr(line, '\n');
        int length = (int)(end == NULL ? strlen(line) : (size_t)(end - line));
        printf("%*s%.*s\n", COLUMN - width, "", length, line);
        width = 0;
        line = end == NULL ? NULL : end + 1;
    }
}

static void print_help_of(const bp_command *c)
{
    print_usage(c);
    printf("%s\n", c->help);
    for (int k = 0; k < c->n_options; k++)
        print_option(&c->options[k]);
    print_option(&help_option);
}

static void print_help(void)
{
    puts(
        "usage: backprop COMMAND [options]\n\n"
        "Backpropagation through a small network, every number shown.\n");
    for (int c = 0; c < N_COMMANDS; c++)
        printf("  %-9s %s\n", commands[c]->name, commands[c]->summary);
    putchar('\n');
    for (int k = 0; k < BP_N_OPTIONS(own_options); k++)
        printf("  --%-10s  %s\n", own_options[k].name, own_options[k].help);
    puts(
        "\nExit codes: 0 done, 1 numbers are wrong, 2 bad usage or bad input.");
}

/* -------------------------------------------------------------------- options */

/* A command's options, as getopt wants them. A long one's value is its place. */
typedef struct {
    char letters[2 * (BP_MOST_OPTIONS + 1) + 2];
    struct option names[BP_MOST_OPTIONS + 2];
} for_getopt;

static void add_for_getopt(for_getopt *g, const bp_option *o, int place)
{
    /* The first colon keeps getopt from complaining itself. */
    size_t used = strlen(g->letters);
    snprintf(g->letters + used, sizeof g->letters - used, "%s%.1s%s",
             used == 0 ? ":" : "", &o->letter,
             o->letter != 0 && o->value != NULL ? ":" : "");
    g->names[place] = (struct option){
        .name = o->name,
        .has_arg = o->value != NULL ? required_argument : no_argument,
        /* Beyond every character, so that getopt's optopt is none. */
        .val = 256 + place};
}

/* The place of the option that getopt has found, or -1. */
static int place_of(const bp_command *c, int found)
{
    if (found >= 256)
        return found - 256;
    for (int k = 0; k < c->n_options; k++)
        if (c->options[k].letter != 0 && c->options[k].letter == found)
            return k;
    return found == help_option.letter ? c->n_options : -1;
}

/* getopt tells an unknown letter, of which there may be several in an argument, and
 * then stays there until it has seen the last one. Of a long option it tells
 * nothing but its place. */
static int unknown_option(const bp_command *c, int argc, char *argv[])
{
    const char *argument = argv[optind - 1];
    if (optopt > ' ' && optopt < 0x7f)
        return bp_bad_input("%s: unknown option -%c (see backprop %s --help)",
                            c->name, optopt, c->name);
    if (optopt != 0 && optind < argc && argv[optind][0] == '-' &&
        strchr(argv[optind], optopt) != NULL)
        argument = argv[optind];
    return bp_bad_input("%s: unknown option %s (see backprop %s --help)",
                        c->name, argument, c->name);
}

/* Reads a command's options; BP_DONE, or BP_BAD_INPUT after a complaint. The
 * option behind its own is the one that asks for help. */
static int read_options(const bp_command *c, int argc, char *argv[],
                        bp_asked *asked, bool *help)
{
    for_getopt g = {.letters = ""};
    for (int k = 0; k < c->n_options; k++)
        add_for_getopt(&g, &c->options[k], k);
    add_for_getopt(&g, &help_option, c->n_options);
    int found;
    while ((found = getopt_long(argc, argv, g.letters, g.names, NULL)) != -1) {
        int place = place_of(c, found);
        if (found == ':')
            return bp_bad_input(
                "%s: %s expects a value (see backprop %s --help)", c->name,
                argv[optind - 1], c->name);
        if (place < 0)
            return unknown_option(c, argc, argv);
        if (place == c->n_options)
            *help = true;
        else
            asked->value[place] = optarg != NULL ? optarg : "";
    }
    asked->n_files = argc - optind;
    asked->files = argv + optind;
    return BP_DONE;
}

/* ----------------------------------------------------------------------- runs */

static int run_command(const bp_command *c, int argc, char *argv[])
{
    bp_asked asked = {.files = argv};
    bool help = false;
    int status = read_options(c, argc, argv, &asked, &help);
    if (status != BP_DONE)
        return status;
    if (help) {
        print_help_of(c);
        return BP_DONE;
    }
    bool any_number = c->n_files == BP_ONE_OR_MORE;
    if (!any_number && asked.n_files > c->n_files)
        return bp_bad_input("%s: unexpected '%s' (see backprop %s --help)",
                            c->name, asked.files[c->n_files], c->name);
    if (asked.n_files < (any_number ? 1 : c->n_files))
        return bp_bad_input(
            "%s: no %s given, expected one%s (see backprop %s --help)", c->name,
            c->argument != NULL ? c->argument : "file",
            any_number ? " or more" : "", c->name);
    return c->run(&asked);
}

/* The place of one of the program's own options, or -1. */
static int own_option(const char *argument)
{
    for (int k = 0; k < BP_N_OPTIONS(own_options); k++)
        if (strncmp(argument, "--", 2) == 0 &&
            strcmp(argument + 2, own_options[k].name) == 0)
            return k;
    return strcmp(argument, "-h") == 0 ? HELP : -1;
}

static void run_own(int option)
{
    switch (option) {
    case VERSION:
        puts("backprop " BP_VERSION);
        break;
    case MANUAL:
        bp_print_manual(&command_line);
        break;
    case COMPLETION:
        bp_print_completion(&command_line);
        break;
    default:
        print_help();
    }
}

static int run(int argc, char *argv[])
{
    if (argc < 2)
        return bp_bad_input(
            "no command given, expected one (see backprop --help)");
    int own = own_option(argv[1]);
    if (own >= 0) {
        run_own(own);
        return BP_DONE;
    }
    for (int c = 0; c < N_COMMANDS; c++)
        if (strcmp(argv[1], commands[c]->name) == 0)
            return run_command(commands[c], argc - 1, argv + 1);
    return bp_bad_input("there is no command '%s' (see backprop --help)",
                        argv[1]);
}

/* A standard stream that came closed would be the next file that is opened. In its
 * place stands one that can do nothing that is asked of it. */
static void keep_streams_apart(void)
{
    static const int wrong_way[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int stream = 0; stream < 3; stream++)
        if (fcntl(stream, F_GETFD) == -1)
            open("/dev/null", wrong_way[stream]);
}

int main(int argc, char *argv[])
{
    gsl_set_error_handler_off();
    keep_streams_apart();
    int status = run(argc, argv);
    bp_stop_telling();
    /* A full disk or a closed pipe may show only now. */
    bool lost = ferror(stdout) != 0;
    int reason = errno;
    if (fclose(stdout) != 0) {
        lost = true;
        reason = errno;
    }
    if (lost)
        return bp_bad_input("standard output: %s",
                            reason != 0 ? strerror(reason) : "write error");
    return status;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/completion.h"

#include <stdio.h>
#include <string.h>

#include "walk/walk.h"

static const char head[] =
    "# What completes the command lines of backprop in bash, 4.2 or later.\n"
    "# Printed by: backprop --completion\n"
    "\n"
    "# Those of the words that begin as $word does.\n"
    "_backprop_words() {\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\")\n"
    "}\n"
    "\n"
    "# Files by a pattern, and the folders that may hold some.\n"
    "_backprop_files() {\n"
    "    compopt -o filenames\n"
    "    mapfile -t COMPREPLY < <({\n"
    "        compgen -f -X \"!$1\" -- \"$word\"\n"
    "        compgen -d -- \"$word\"\n"
    "    } | sort -u)\n"
    "}\n"
    "\n"
    "_backprop() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
    "    COMPREPLY=()\n"
    "    # In --option=value the = is a word of its own.\n"
    "    if [[ $word == = ]]; then\n"
    "        word=\n"
    "    elif [[ $before == = ]]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
    "    fi\n"
    "    # The word as it was typed, without what quotes it.\n"
    "    word=${word#[\\'\\\"]}\n"
    "    word=${word//\\\\/}\n"
    "    if ((COMP_CWORD == 1)); then\n";

static const char tail[] =
    "    esac\n"
    "}\n"
    "complete -F _backprop backprop\n";

/* -------------------------------------------------------------------- what is offered */

/* Words are offered as one, in quotes, with blanks between them. */
static const char begin_words[] = "_backprop_words '";

static void print_option(const bp_option *o)
{
    if (o->letter != 0)
        printf("-%c ", o->letter);
    printf("--%s", o->name);
}

/* The options, and the one that is behind them. */
static void print_options(const bp_option *options, int n,
                          const bp_option *last)
{
    fputs(begin_words, stdout);
    for (int k = 0; k < n; k++) {
        print_option(&options[k]);
        putchar(' ');
    }
    print_option(last);
    putchar('\'');
}

static void print_chapters(void)
{
    fputs(begin_words, stdout);
    for (int chapter = 0; chapter < BP_N_WALK_CHAPTERS; chapter++)
        printf("%s%s", chapter > 0 ? " " : "", bp_chapter_names[chapter]);
    putchar('\'');
}

static void print_formats(void)
{
    const char *format;
    fputs(begin_words, stdout);
    for (size_t k = 0; (format = bp_export_format(k)) != NULL; k++)
        printf("%s%s", k > 0 ? " " : "", format);
    putchar('\'');
}

/* What a value may be says its name: FILE.csv is a file that ends so. Folders are
 * offered with any files, and alone for FOLDER; nothing in the place of a number. */
static void print_value(const char *value)
{
    const char *dot = strchr(value, '.');
    if (strcmp(value, "CHAPTER") == 0)
        print_chapters();
    else if (strcmp(value, "FORMAT") == 0)
        print_formats();
    else if (strcmp(value, "FOLDER") == 0)
        fputs("_backprop_files ''", stdout);
    else if (strcmp(value, "FILE") == 0 || strcmp(value, "NUMBERS...") == 0)
        fputs("_backprop_files '*'", stdout);
    else if (dot != NULL)
        printf("_backprop_files '*%s'", dot);
    else
        putchar(':');
}

/* ---------------------------------------------------------------------- commands */

/* The case of an option that has a value behind it. */
static void print_case(const bp_option *o)
{
    fputs("        ", stdout);
    if (o->letter != 0)
        printf("-%c | ", o->letter);
    printf("--%s) ", o->name);
    if (strcmp(o->name, "example") == 0)
        fputs("_backprop_files '*.y*ml'", stdout);
    else
        print_value(o->value);
    puts("; return ;;");
}

static bool has_values(const bp_command *c)
{
    for (int k = 0; k < c->n_options; k++)
        if (c->options[k].value != NULL)
            return true;
    return false;
}

static void print_command(const bp_command *c, const bp_option *help)
{
    printf("    %s)\n", c->name);
    if (has_values(c)) {
        puts("        case $before in");
        for (int k = 0; k < c->n_options; k++)
            if (c->options[k].value != NULL)
                print_case(&c->options[k]);
        puts("        esac");
    }
    fputs(c->after == NULL ? "        " : "        case $word in\n        -*) ",
          stdout);
    print_options(c->options, c->n_options, help);
    if (c->after != NULL) {
        fputs(" ;;\n        *) ", stdout);
        print_value(c->after);
        fputs(" ;;\n        esac", stdout);
    }
    puts("\n        ;;");
}

/* What may stand in the first place. */
static void print_first_words(const bp_command_line *line)
{
    fputs("        case $word in\n        -*) ", stdout);
    print_options(line->options, line->n_options - 1,
                  &line->options[line->n_options - 1]);
    printf(" ;;\n        *) %s", begin_words);
    for (int c = 0; c < line->n_commands; c++)
        printf("%s%s", c > 0 ? " " : "", line->commands[c]->name);
    puts("' ;;\n        esac\n        return\n    fi");
}

void bp_print_completion(const bp_command_line *line)
{
    fputs(head, stdout);
    print_first_words(line);
    puts("    case ${COMP_WORDS[1]} in");
    for (int c = 0; c < line->n_commands; c++)
        print_command(line->commands[c], line->help);
    fputs(tail, stdout);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/manual.h"

#include <stdio.h>
#include <string.h>

#include "check/mistakes.h"

/* ------------------------------------------------------------------------- text */

/* Text as it stands: what would be a mark in Markdown has a backslash before it. */
static void print_text(const char *text, size_t length)
{
    for (size_t k = 0; k < length; k++) {
        if (strchr("\\`*_{}[]<>|~^$@#&", text[k]) != NULL)
            putchar('\\');
        putchar(text[k]);
    }
}

static void print_as(const char *mark, const char *text)
{
    fputs(mark, stdout);
    print_text(text, strlen(text));
    fputs(mark, stdout);
}

static void print_bold(const char *text)
{
    print_as("**", text);
}

static void print_name_of_value(const char *value)
{
    putchar(' ');
    print_as("*", value);
}

/* Lines of a help text, each behind the indent. What stands in columns there, behind
 * two blanks, stays in lines: as code, between empty lines. */
static void print_lines(const char *text, const char *indent)
{
    bool was_code = false;
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        bool is_code = strncmp(text, "  ", 2) == 0;
        if (is_code != was_code)
            putchar('\n');
        fputs(indent, stdout);
        if (is_code)
            printf("    %.*s", (int)length - 2, text + 2);
        else
            print_text(text, length);
        putchar('\n');
        was_code = is_code;
        text += length + (text[length] == '\n');
    }
    putchar('\n');
}

/* ---------------------------------------------------------------------- options */

/* A term of a list, and what is said of it. */
static void print_option(const bp_option *o)
{
    if (o->letter != 0)
        printf("**-%c**, ", o->letter);
    printf("**--%s**", o->name);
    if (o->value != NULL)
        print_name_of_value(o->value);
    fputs("\n:", stdout);
    print_lines(o->help, "    ");
}

static void print_usage(const bp_command *c)
{
    printf("**backprop %s**", c->name);
    for (int k = 0; k < c->n_options; k++) {
        const bp_option *o = &c->options[k];
        if (o->letter != 0)
            printf(" \\[**-%c**", o->letter);
        else
            printf(" \\[**--%s**", o->name);
        if (o->value != NULL)
            print_name_of_value(o->value);
        fputs("\\]", stdout);
    }
    if (c->after != NULL)
        print_name_of_value(c->after);
    fputs("\n\n", stdout);
}

static void print_command(const bp_command *c)
{
    printf("## %s: ", c->name);
    print_text(c->summary, strlen(c->summary));
    fputs("\n\n", stdout);
    print_usage(c);
    print_lines(c->help, "");
    for (int k = 0; k < c->n_options; k++)
        print_option(&c->options[k]);
}

/* ------------------------------------------------------------------------ parts */

void bp_print_manual(const bp_command_line *line)
{
    puts("# OPTIONS\n");
    for (int k = 0; k < line->n_options; k++)
        print_option(&line->options[k]);
    puts("# COMMANDS\n");
    for (int c = 0; c < line->n_commands; c++)
        print_command(line->commands[c]);
    puts("# MISTAKES\n\nThese are known to check by name.\n");
    for (size_t m = 0; m < bp_n_mistakes; m++) {
        print_bold(bp_mistakes[m].id);
        fputs("\n:", stdout);
        print_lines(bp_mistakes[m].summary, "    ");
    }
}

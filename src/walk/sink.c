/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/sink.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Longer texts than any that is written here, or a name that a user chose; what is
 * beyond is cut. */
enum { LONGEST = 4096 };

void bp_say(const bp_out *out, const char *format, ...)
{
    char text[LONGEST];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    out->write(out->to, text, strlen(text));
}

void bp_cell(const bp_sink *sink, const char *format, ...)
{
    char text[LONGEST];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    sink->text(sink->to, text);
}

void bp_number_cell(const bp_sink *sink, double x, int digits)
{
    sink->number(sink->to, x, digits);
}

bool bp_end_row(const bp_sink *sink)
{
    return sink->end_row(sink->to);
}

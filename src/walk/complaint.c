/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/complaint.h"

#include <stdarg.h>
#include <stdio.h>

#include "walk/printable.h"

void bp_complain(bp_complaint *complaint, unsigned long line,
                 const char *format, ...)
{
    char text[2 * sizeof complaint->text];
    complaint->line = line;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    bp_printable(text, complaint->text, sizeof complaint->text);
}

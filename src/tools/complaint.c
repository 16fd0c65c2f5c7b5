/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "complaint.h"

#include <stdarg.h>
#include <stdio.h>

void bp_complain(bp_complaint *complaint, unsigned long line,
                 const char *format, ...)
{
    complaint->line = line;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(complaint->text, sizeof complaint->text, format, arguments);
    va_end(arguments);
    for (char *c = complaint->text; *c != '\0'; c++)
        if ((unsigned char)*c < ' ' || *c == 0x7f)
            *c = '?';
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/complaint.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

#include <gsl/gsl_errno.h>

void bp_complain(bp_complaint *complaint, unsigned long line,
                 const char *format, ...)
{
    complaint->line = line;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(complaint->text, sizeof complaint->text, format, arguments);
    va_end(arguments);
    for (unsigned char *c = (unsigned char *)complaint->text; *c != '\0'; c++) {
        /* U+0080 to U+009F, in UTF-8 */
        bool is_c1 = c[0] == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0;
        if (*c < ' ' || *c == 0x7f || is_c1)
            *c = '?';
        if (is_c1)
            *++c = '?';
    }
}

void bp_complain_of(bp_complaint *complaint, int status)
{
    bp_complain(complaint, 0, "%s",
                status == GSL_ENOMEM ? "out of memory" : gsl_strerror(status));
}

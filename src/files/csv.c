/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/csv.h"

#include <string.h>

#include "walk/number.h"

static void begin_cell(bp_csv *writer)
{
    if (writer->in_row)
        bp_say(writer->out, ",");
    writer->in_row = true;
}

static void write_text(void *to, const char *cell)
{
    bp_csv *writer = to;
    const bp_out *out = writer->out;
    bool is_quoted = strpbrk(cell, ",\"\r\n") != NULL;
    begin_cell(writer);
    bp_say(out, is_quoted ? "\"" : "");
    for (const char *c = cell; *c != '\0'; c++) {
        if (*c == '"')
            bp_say(out, "\"");
        out->write(out->to, c, 1);
    }
    bp_say(out, is_quoted ? "\"" : "");
}

static void write_number(void *to, double x, int digits)
{
    bp_csv *writer = to;
    char text[BP_NUMBER_SIZE];
    begin_cell(writer);
    bp_say(writer->out, "%s",
           digits > 0 ? bp_rounded_text(x, digits, text)
                      : bp_number_text(x, text));
}

static bool end_row(void *to)
{
    bp_csv *writer = to;
    writer->in_row = false;
    return writer->out->write(writer->out->to, "\r\n", 2);
}

bp_sink bp_csv_sink(bp_csv *writer, const bp_out *out)
{
    *writer = (bp_csv){.out = out};
    return (bp_sink){.text = write_text,
                     .number = write_number,
                     .end_row = end_row,
                     .to = writer};
}

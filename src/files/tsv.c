/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/tsv.h"

#include <stdlib.h>
#include <string.h>

#include "walk/number.h"
#include "walk/printable.h"

static void write_cell(bp_tsv *writer, const char *text)
{
    if (writer->in_row)
        writer->out->write(writer->out->to, "\t", 1);
    writer->in_row = true;
    writer->out->write(writer->out->to, text, strlen(text));
}

/* What is printable may be as long as it likes. */
static void write_text(void *to, const char *cell)
{
    char shown[4096];
    bool is_printable = bp_is_printable(cell);
    write_cell(to,
               is_printable ? cell : bp_printable(cell, shown, sizeof shown));
}

static void write_number(void *to, double x, int digits)
{
    char text[BP_NUMBER_SIZE];
    if (digits > 0)
        write_cell(to, bp_rounded_text(x, digits, text));
    else
        write_cell(to, bp_number_text(x, text));
}

static bool end_row(void *to)
{
    bp_tsv *writer = to;
    writer->in_row = false;
    return writer->out->write(writer->out->to, "\n", 1);
}

bp_sink bp_tsv_sink(bp_tsv *writer, const bp_out *out)
{
    *writer = (bp_tsv){.out = out};
    return (bp_sink){.text = write_text,
                     .number = write_number,
                     .end_row = end_row,
                     .to = writer};
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "walk/number.h"
#include "walk/printable.h"

/* A string, with what JSON does not take as it is escaped. */
static void write_string(const bp_out *out, const char *text)
{
    bool is_printable = bp_is_printable(text);
    bp_say(out, "\"");
    for (const char *c = text; *c != '\0'; c++) {
        unsigned char byte = (unsigned char)*c;
        if (byte == '"' || byte == '\\')
            bp_say(out, "\\%c", byte);
        else if (byte < 0x20 || (byte >= 0x7f && !is_printable))
            bp_say(out, "\\u%04x", byte);
        else
            out->write(out->to, c, 1);
    }
    bp_say(out, "\"");
}

/* What stands before a cell of a row that is no header. */
static void begin_cell(bp_json *writer)
{
    assert(writer->cell < writer->n_columns);

    if (writer->cell == 0)
        bp_say(writer->out, writer->n_rows == 1 ? "\n  {" : ",\n  {");
    else
        bp_say(writer->out, ", ");
    write_string(writer->out, writer->column[writer->cell++]);
    bp_say(writer->out, ": ");
}

static void write_text(void *to, const char *cell)
{
    bp_json *writer = to;
    if (writer->n_rows == 0) {
        assert(writer->n_columns < BP_JSON_COLUMNS);
        char *column = writer->column[writer->n_columns++];
        snprintf(column, sizeof writer->column[0], "%s", cell);
        return;
    }
    begin_cell(writer);
    write_string(writer->out, cell);
}

/* JSON has no word for what is not finite, but null. */
static void write_number(void *to, double x, int digits)
{
    bp_json *writer = to;
    char text[BP_NUMBER_SIZE];
    begin_cell(writer);
    if (!isfinite(x))
        bp_say(writer->out, "null");
    else
        bp_say(writer->out, "%s",
               digits > 0 ? bp_rounded_text(x, digits, text)
                          : bp_number_text(x, text));
}

static bool end_row(void *to)
{
    bp_json *writer = to;
    const char *end = writer->n_rows++ == 0 ? "[" : "}";
    writer->cell = 0;
    return writer->out->write(writer->out->to, end, 1);
}

bp_sink bp_json_sink(bp_json *writer, const bp_out *out)
{
    *writer = (bp_json){.out = out};
    return (bp_sink){.text = write_text,
                     .number = write_number,
                     .end_row = end_row,
                     .to = writer};
}

bool bp_json_end(bp_json *writer)
{
    return writer->out->write(writer->out->to, "\n]\n", 3);
}

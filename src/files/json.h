/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_JSON_H
#define BP_JSON_H

/* Tables out: as JSON, one array with an object for each row. */

#include "walk/sink.h"

enum { BP_JSON_COLUMNS = 8 };

typedef struct {
    const bp_out *out;
    size_t n_columns;
    char column[BP_JSON_COLUMNS][32]; /* their names, from the first row */
    size_t n_rows; /* that have ended, the first among them */
    size_t cell;   /* in this row, from 0 */
} bp_json;

/* A sink that writes to out by way of the writer, which it needs as long as there
 * are rows. The first row names the columns, at most BP_JSON_COLUMNS of them, in
 * fewer than 32 bytes each. What of a cell is no printable UTF-8 is escaped; its
 * bytes as if they were Latin-1, where they are no UTF-8 at all. */
bp_sink bp_json_sink(bp_json *writer, const bp_out *out);

/* Ends the array; false where nobody takes more of it. */
bool bp_json_end(bp_json *writer);

#endif

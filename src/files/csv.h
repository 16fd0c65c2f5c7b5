/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CSV_H
#define BP_CSV_H

/* Tables out: as comma-separated values, by RFC 4180. */

#include "walk/sink.h"

typedef struct {
    const bp_out *out;
    bool in_row;
} bp_csv;

/* A sink that writes to out by way of the writer, which it needs as long as there
 * are rows. Lines end with CR and LF; a cell with a comma, a quotation mark or a
 * line end in it is quoted. */
bp_sink bp_csv_sink(bp_csv *writer, const bp_out *out);

#endif

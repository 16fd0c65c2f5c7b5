/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TSV_H
#define BP_TSV_H

/* Tables out: rows as lines, with a tab between cells. */

#include "walk/sink.h"

typedef struct {
    const bp_out *out;
    bool in_row;
} bp_tsv;

/* A sink that writes to out by way of the writer, which it needs as long as there
 * are rows. Of text cells, what is not printable is escaped, so that no cell can
 * look like two. */
bp_sink bp_tsv_sink(bp_tsv *writer, const bp_out *out);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEST_WRITTEN_H
#define BP_TEST_WRITTEN_H

/* What was written to a bp_out, kept in memory. */

#include "walk/sink.h"

/* All 0 to begin with; the caller frees text, which is NULL until something is
 * written. */
typedef struct {
    char *text; /* with its closing 0 */
    size_t length;
} written;

/* An out that keeps what goes there behind what is there already. */
bp_out write_to(written *w);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXAMPLE_TEXT_H
#define BP_EXAMPLE_TEXT_H

/* Examples in and out: as YAML. */

#include "walk/complaint.h"
#include "walk/example.h"
#include "walk/sink.h"

/* Reads an example from text of that many bytes. The caller frees it. NULL, and a
 * complaint with its line, where the text is not an example. */
bp_example *bp_example_parse(const char *text, size_t length,
                             bp_complaint *complaint);

/* Writes the example as YAML that reads back to the same bits. */
void bp_example_write(const bp_example *example, const bp_out *out);

#endif

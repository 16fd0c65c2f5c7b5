/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXAMPLE_TEXT_H
#define BP_EXAMPLE_TEXT_H

/* Examples in and out: as YAML. */

#include "files/data_text.h"
#include "walk/complaint.h"
#include "walk/example.h"
#include "walk/sink.h"

/* Reads an example from text of that many bytes. The caller frees it. NULL, and a
 * complaint with its line, where the text is not an example. */
bp_example *bp_example_parse(const char *text, size_t length,
                             bp_complaint *complaint);

/* Whoever can open the file of pairs that an example names. */
typedef struct {
    /* Reads the pairs. False, and a complaint about that file, where it cannot be
     * done. */
    bool (*read)(void *from, const char *file, const bp_data_wanted *wanted,
                 bp_pairs *pairs, bp_complaint *complaint);
    void *from;
} bp_data_source;

/* The same for an example whose pairs may be in a file of their own, which
 * bp_example_parse refuses. */
bp_example *bp_example_parse_with(const char *text, size_t length,
                                  const bp_data_source *source,
                                  bp_complaint *complaint);

/* Writes the example as YAML that reads back to the same bits. */
void bp_example_write(const bp_example *example, const bp_out *out);

#endif

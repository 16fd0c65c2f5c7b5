/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEXT_H
#define BP_TEXT_H

/* Texts in memory, which grow. */

#include "walk/sink.h"

/* A text, in memory that is used again for the next one. All 0 to begin with; the
 * caller frees bytes. */
typedef struct {
    char *bytes; /* with a 0 behind the last one */
    size_t length;
    size_t capacity;
    bool ran_out; /* of memory: what did not fit is not there */
} bp_text;

/* Room for so many bytes in all, and a 0; false where memory runs out. */
bool bp_text_room(bp_text *text, size_t length);

/* Where to write to, behind what the text has. */
bp_out bp_text_out(bp_text *text);

#endif

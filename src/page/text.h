/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_PAGE_TEXT_H
#define BP_PAGE_TEXT_H

/* The texts between page and program: what came in, what goes out. */

#include "walk/complaint.h"
#include "walk/sink.h"

typedef struct {
    char *bytes; /* with a 0 behind the last */
    size_t length;
    size_t capacity;
} bp_page_text;

/* What the page has put into the room. */
bp_page_text *bp_page_heard(void);

/* Begins a new text to be said, and where it goes. */
const bp_out *bp_page_begin(void);

/* Says the complaint, with its line before it where there is one. */
void bp_page_complain(const bp_complaint *complaint);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_PAGE_TEXT_H
#define BP_PAGE_TEXT_H

/* The texts between page and program: what came in, what goes out. */

#include "walk/complaint.h"
#include "walk/text.h"

/* What the page has put into the room. */
bp_text *bp_page_heard(void);

/* Begins a new text to be said, and where it goes. */
const bp_out *bp_page_begin(void);

/* Says the complaint, with its line before it where there is one. */
void bp_page_complain(const bp_complaint *complaint);

#endif

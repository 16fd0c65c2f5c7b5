/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TEXT_FILE_H
#define BP_TEXT_FILE_H

/* Texts in: files, read whole. */

#include <stdbool.h>
#include <stdio.h>

#include "walk/complaint.h"
#include "walk/text.h"

/* More than any text that is read here can need: a million weights take some 25
 * million bytes. */
enum { BP_LONGEST_TEXT = 64 << 20 };

/* Reads the rest of a file. False, and a complaint, where it cannot be read, is
 * longer than BP_LONGEST_TEXT or memory runs out. */
bool bp_text_read(FILE *file, bp_text *text, bp_complaint *complaint);

#endif

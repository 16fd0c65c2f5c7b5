/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_INPUTS_H
#define BP_INPUTS_H

/* What the user names: an example, a file, a number of rounds. */

#include "command/saying.h"
#include "files/data_text.h"
#include "files/text_file.h"
#include "walk/example.h"

/* What a file is called in a complaint: the built-in example where it is NULL,
 * standard input where it is "-". */
const char *bp_file_name(const char *file);

/* The text of a file, or of standard input where it is "-". False after a
 * complaint. */
bool bp_read_file(const char *file, bp_text *text);

/* The example in that file, or the post's where it is NULL, with the pairs of the
 * file that it may name, whose path starts in the example's own folder (of standard
 * input, the working one). The caller frees it; NULL after a complaint. */
bp_example *bp_chosen_example(const char *file);

/* The pairs in that file, a line each (see files/data_text.h), for a network of any
 * shape where wanted is all 0. The caller frees both matrices. False after a
 * complaint. */
bool bp_read_pairs(const char *file, const bp_data_wanted *wanted,
                   bp_pairs *pairs);

#endif

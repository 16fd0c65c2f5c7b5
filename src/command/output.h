/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_OUTPUT_H
#define BP_OUTPUT_H

/* Results that go to a file which the user names. */

#include <stdbool.h>
#include <stddef.h>

/* Writes the file whole, or leaves the old one as it was: beside it grows another,
 * which takes its name at the end. What is no file with a text of its own, such as
 * /dev/stdout, is written to as it is. BP_DONE, or BP_BAD_INPUT after a complaint. */
int bp_write_file(const char *file, const char *bytes, size_t length);

/* The same without a complaint, and for regular files alone: false, and `errno` says
 * why. When it returns, the disk has been asked to keep the new file. */
bool bp_replace_file(const char *file, const char *bytes, size_t length);

/* Whether that can be done, as far as can be told before: BP_DONE, or BP_BAD_INPUT
 * after a complaint. */
int bp_check_replaceable(const char *file);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_OUTPUT_H
#define BP_OUTPUT_H

/* Results that go to a file which the user names. */

#include <stddef.h>

/* Writes the file whole, or leaves the old one as it was: beside it grows another,
 * which takes its name at the end. What is no file with a text of its own, such as
 * /dev/stdout, is written to as it is. BP_DONE, or BP_BAD_INPUT after a complaint. */
int bp_write_file(const char *file, const char *bytes, size_t length);

#endif

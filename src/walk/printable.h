/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_PRINTABLE_H
#define BP_PRINTABLE_H

/* Text from outside, made safe to show: in a message, in a row of a table, on a
 * terminal. */

#include <stdbool.h>
#include <stddef.h>

/* True for UTF-8 without control characters (tabs and line ends are such), and
 * without the marks that turn the direction of writing or are no characters. */
bool bp_is_printable(const char *text);

/* Copies the text and writes what is not printable as \t, \n or \x1b. What has no
 * room is left out, never a part of a character; returns shown. */
char *bp_printable(const char *text, char *shown, size_t size);

/* The same for a quotation in a message: what is longer than that ends with dots. */
enum { BP_QUOTED_SIZE = 64 };
char *bp_quoted(const char *text, char shown[BP_QUOTED_SIZE]);

#endif

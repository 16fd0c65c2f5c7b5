/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_LINE_H
#define BP_LINE_H

/* A line of a learner's numbers, taken apart where it stands: each part gets a 0
 * behind it. */

#include <stdbool.h>
#include <stddef.h>

/* Cuts off what begins with #, and what closes a line without saying anything:
 * blanks, commas and semicolons. Returns where it begins, behind blanks. */
char *bp_bare_line(char *line);

/* Parts a bare line into key and value, both without blanks and quotation marks
 * around them. False, and the line as it was, where there are not both. */
bool bp_part_line(char *line, char **key, char **value);

/* Parts a key from the = or : that ends a bare line, behind which a number is still
 * to be filled in. False, and the line as it was, where it is not such a line. */
bool bp_part_unfilled(char *line, char **key);

/* Whether these are the words above two columns: key and value. */
bool bp_is_heading(const char *key, const char *value);

/* Of a chain, 0.4 - 0.5 x 0.08 = 0.36: parts its first piece from the others, which
 * value is then. NULL where there is but one piece. */
char *bp_next_piece(char **value);

/* Whether a piece of a chain has another number behind it, as in 0.4; b or 0.4, b. */
bool bp_has_more_behind(const char *piece);

/* Parts the last word of a text from what is before it; NULL where there is but
 * one. */
char *bp_last_word(char *text);

/* How many [ of this text are not closed, up to #. */
long bp_n_open(const char *text);

/* A list begins with [ or (. Its entries have commas, semicolons or blanks between
 * them, and may be lists themselves. bp_open_list leaves but entries and blanks;
 * false where brackets do not match, an entry is missing, or the list does not end
 * the text. */
bool bp_is_list(const char *text);
bool bp_open_list(char *list);
size_t bp_n_entries(const char *opened);

/* The next entry of an opened list, and parts it from the rest. */
char *bp_next_entry(char **rest);

#endif

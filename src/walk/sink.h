/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SINK_H
#define BP_SINK_H

/* The way out of the rooms that have no files: text, and rows of cells. Whoever
 * owns the other end says what becomes of them. */

#include <stdbool.h>
#include <stddef.h>

/* Where text goes, piece by piece. */
typedef struct {
    /* False where nobody takes more of it. */
    bool (*write)(void *to, const char *text, size_t length);
    void *to;
} bp_out;

/* Writes what the format gives. */
void bp_say(const bp_out *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Where the rows of a table go: one cell after the other, then the row's end. A
 * number has so many significant digits; 0: as few as read back to the same
 * double. */
typedef struct {
    void (*text)(void *to, const char *cell);
    void (*number)(void *to, double x, int digits);
    bool (*end_row)(void *to); /* false where nobody takes more rows */
    void *to;
} bp_sink;

/* A cell of text, which a format gives; a number; the end of the row. */
void bp_cell(const bp_sink *sink, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void bp_number_cell(const bp_sink *sink, double x, int digits);
bool bp_end_row(const bp_sink *sink);

#endif

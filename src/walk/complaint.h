/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_COMPLAINT_H
#define BP_COMPLAINT_H

/* What is wrong with something we were given, and what was expected. */
typedef struct {
    unsigned long line; /* of the file, from 1; 0 where no line is to blame */
    char text[512];
} bp_complaint;

/* Fills in the complaint. A text that is too long is cut, and what is not
 * printable in it is escaped (see printable.h). */
void bp_complain(bp_complaint *complaint, unsigned long line,
                 const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif

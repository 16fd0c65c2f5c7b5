/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SAYING_H
#define BP_SAYING_H

/* What the program says: results on standard output, complaints on standard error,
 * and there, on a terminal, how far something has come. */

#include <stdbool.h>
#include <stddef.h>

#include "walk/complaint.h"
#include "walk/sink.h"
#include "walk/trainer.h"

/* The exit codes. */
enum { BP_DONE = 0, BP_NUMBERS_WRONG = 1, BP_BAD_INPUT = 2 };

/* Complains, with all that is not printable escaped; returns BP_BAD_INPUT. */
int bp_bad_input(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for what is wrong with a file, with the line if one is to blame. */
int bp_bad_file(const char *file, const bp_complaint *complaint);

/* Says something that is no complaint, on standard error, in the same way. */
void bp_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Standard output. Errors stay in the stream. */
extern const bp_out bp_standard_output;

/* Tells of the progress of something, "training: round", once it has taken a
 * second; until then, and where standard error is no terminal, says nothing. What
 * goes to standard output or is a complaint takes its line. The words must stay
 * where they are. */
bp_progress bp_tell_of(const char *what);
void bp_stop_telling(void);

#endif

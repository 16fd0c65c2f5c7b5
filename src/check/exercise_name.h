/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_EXERCISE_NAME_H
#define BP_EXERCISE_NAME_H

/* Which exercise a learner's numbers are for, as the text itself says. */

#include <stdbool.h>
#include <stddef.h>

#include "walk/complaint.h"

enum { BP_EXERCISE_NAME_SIZE = 101 };

/* The name in the first comment `# exercise: seed-7` that has a line of its own:
 * letters, digits and . _ - that begin with none of . and -, a file's name in every
 * folder. line is its line. False, and a complaint, where there is no such comment or
 * no such name in it. The text has that many bytes. */
bool bp_exercise_name(const char *text, size_t length,
                      char name[BP_EXERCISE_NAME_SIZE], unsigned long *line,
                      bp_complaint *complaint);

#endif

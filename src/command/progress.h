/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_PROGRESS_H
#define BP_PROGRESS_H

/* One line on a terminal that says how far something has come, once it has taken
 * a second. */

#include <stdbool.h>
#include <stdio.h>
#include <time.h>

typedef struct {
    FILE *file;       /* NULL: say nothing */
    const char *what; /* "training: round" */
    struct timespec next;
    bool has_spoken;
} bp_progress;

/* Starts the clock. */
void bp_progress_start(bp_progress *progress, FILE *file, const char *what);

/* "training: round 3 of 10 (30 %)", at most once a second. */
void bp_progress_tell(bp_progress *progress, size_t done, size_t of);

/* Leaves the terminal's line empty, for a result or for what comes next. */
void bp_progress_clear(bp_progress *progress);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/progress.h"

static bool is_before(struct timespec a, struct timespec b)
{
    return a.tv_sec < b.tv_sec ||
           (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

void bp_progress_start(bp_progress *progress, FILE *file, const char *what)
{
    *progress = (bp_progress){.file = file, .what = what};
    clock_gettime(CLOCK_MONOTONIC, &progress->next);
    progress->next.tv_sec += 1;
}

void bp_progress_tell(bp_progress *progress, size_t done, size_t of)
{
    struct timespec now;
    if (progress->file == NULL || clock_gettime(CLOCK_MONOTONIC, &now) != 0 ||
        is_before(now, progress->next))
        return;
    fprintf(progress->file, "\r%s %zu of %zu (%.0f %%)", progress->what, done,
            of, 100.0 * (double)done / (double)of);
    fflush(progress->file);
    progress->has_spoken = true;
    progress->next = now;
    progress->next.tv_sec += 1;
}

void bp_progress_clear(bp_progress *progress)
{
    if (!progress->has_spoken)
        return;
    fputs("\r\033[K", progress->file);
    fflush(progress->file);
    progress->has_spoken = false;
}

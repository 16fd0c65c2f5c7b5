/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/saying.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "walk/printable.h"

/* ------------------------------------------------------------------- progress */

/* The one line that may stand on the terminal. */
static struct {
    struct timespec next; /* when there is to be something new */
    bool is_there;
} line;

static bool is_before(struct timespec a, struct timespec b)
{
    return a.tv_sec < b.tv_sec ||
           (a.tv_sec == b.tv_sec && a.tv_nsec < b.tv_nsec);
}

/* "training: round 3 of 10 (30 %)", at most once a second. */
static void tell(void *to, size_t done, size_t of)
{
    struct timespec now;
    const char *what = to;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0 || is_before(now, line.next))
        return;
    fprintf(stderr, "\r%s %zu of %zu (%.0f %%)", what, done, of,
            100.0 * (double)done / (double)of);
    fflush(stderr);
    line.is_there = true;
    line.next = now;
    line.next.tv_sec += 1;
}

bp_progress bp_tell_of(const char *what)
{
    clock_gettime(CLOCK_MONOTONIC, &line.next);
    line.next.tv_sec += 1;
    return (bp_progress){.tell = isatty(STDERR_FILENO) ? tell : NULL,
                         .to = (void *)what};
}

void bp_stop_telling(void)
{
    if (!line.is_there)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    line.is_there = false;
}

/* -------------------------------------------------------- results and complaints */

static bool write_out(void *to, const char *text, size_t length)
{
    (void)to;
    bp_stop_telling();
    fwrite(text, 1, length, stdout);
    return !ferror(stdout);
}

const bp_out bp_standard_output = {.write = write_out};

/* Room for a path of the greatest length, and what is said of it. */
enum { LONGEST = 8192 };

static void say_aside(const char *format, va_list arguments)
{
    char text[LONGEST];
    char shown[LONGEST];
    vsnprintf(text, sizeof text, format, arguments);
    bp_stop_telling();
    fprintf(stderr, "backprop: %s\n", bp_printable(text, shown, sizeof shown));
}

int bp_bad_input(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_aside(format, arguments);
    va_end(arguments);
    return BP_BAD_INPUT;
}

void bp_note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say_aside(format, arguments);
    va_end(arguments);
}

int bp_bad_file(const char *file, const bp_complaint *complaint)
{
    if (complaint->line > 0)
        return bp_bad_input("%s:%lu: %s", file, complaint->line,
                            complaint->text);
    return bp_bad_input("%s: %s", file, complaint->text);
}

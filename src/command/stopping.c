/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/stopping.h"

#include <signal.h>
#include <stddef.h>
#include <time.h>

static volatile sig_atomic_t noted;
static volatile sig_atomic_t
    noted_at; /* in seconds, of a clock that starts low */

/* One end may come as two signals: a terminal, or timeout, tells a process and its
 * group. So only what comes later is a second one. */
static void note(int signal_number)
{
    enum { SECONDS_BETWEEN = 2 };
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (noted == 0) {
        noted_at = (sig_atomic_t)now.tv_sec;
        noted = signal_number;
    } else if (now.tv_sec - noted_at >= SECONDS_BETWEEN) {
        signal(signal_number, SIG_DFL);
        raise(signal_number); /* which ends the program when this returns */
    }
}

/* SIGINT is taken also where a shell has it ignored, as it does for what it runs in the
 * background: who sends it by kill means it. */
void bp_note_signals(void)
{
    const struct sigaction action = {.sa_handler = note,
                                     .sa_flags = SA_RESTART};
    struct sigaction old;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    if (sigaction(SIGHUP, NULL, &old) == 0 && old.sa_handler != SIG_IGN)
        sigaction(SIGHUP, &action, NULL);
    const struct sigaction ignored = {.sa_handler = SIG_IGN};
    sigaction(SIGXFSZ, &ignored, NULL);
}

int bp_noted_signal(void)
{
    return noted;
}

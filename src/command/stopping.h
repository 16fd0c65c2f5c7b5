/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_STOPPING_H
#define BP_STOPPING_H

/* Ends that others ask for: Ctrl-C, kill, a terminal that closes. */

/* From here on SIGINT, SIGTERM and SIGHUP are only noted, so that what is under way
 * can be brought to an end; one more, two seconds later, ends the program at once.
 * What outlives its terminal, as nohup has it, still does. A file that grows beyond
 * what the user is allowed is an error of writing, and no longer a signal. */
void bp_note_signals(void);

/* The signal that was noted, or 0. */
int bp_noted_signal(void);

#endif

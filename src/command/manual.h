/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_MANUAL_H
#define BP_MANUAL_H

#include "command/command.h"

/* Prints, in Markdown, what of the manual the program knows itself: its options, its
 * commands with theirs, and the mistakes that check knows. The rest of the manual is
 * report/release/manual.md, in which this finds its place. */
void bp_print_manual(const bp_command_line *line);

#endif

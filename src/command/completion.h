/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_COMPLETION_H
#define BP_COMPLETION_H

#include "command/command.h"

/* Prints the function by which bash completes a command line, and the command that
 * makes it do so. */
void bp_print_completion(const bp_command_line *line);

#endif

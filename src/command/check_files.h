/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CHECK_FILES_H
#define BP_CHECK_FILES_H

/* The check of a learner's files, one after the other. */

#include "command/actions.h"
#include "check/report.h"

/* Checks each file that is asked for and writes what is found to stdout, once
 * all have been read. Takes memory for the largest file, however many there
 * are. Complains of each file that is not one of numbers; returns an exit
 * code. */
int bp_check_files(const bp_request *asked, const bp_example *example,
                   bp_report_form form);

#endif

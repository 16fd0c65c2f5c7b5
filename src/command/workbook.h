/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_WORKBOOK_H
#define BP_WORKBOOK_H

/* A spreadsheet as bytes: what writes it writes to files alone. */

#include "walk/complaint.h"
#include "walk/example.h"
#include "walk/sink.h"

/* The example's spreadsheet, by way of a file in $TMPDIR, or /tmp, that is gone then.
 * It is dated by $SOURCE_DATE_EPOCH, or as the post is, so that its bytes are the same
 * each time. False, and a complaint, where bp_spreadsheet_write has one, the date is
 * none or there is no room for the file. */
bool bp_write_workbook(const bp_example *example, const bp_out *out,
                       bp_complaint *complaint);

#endif

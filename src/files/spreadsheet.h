/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SPREADSHEET_H
#define BP_SPREADSHEET_H

/* An example out: its round as a spreadsheet whose numbers are formulas. */

#include <time.h>

#include "walk/complaint.h"
#include "walk/example.h"

/* More make no sheet that somebody reads; and so many rounds are on one. */
enum { BP_MOST_SHEET_WEIGHTS = 200, BP_SHEET_ROUNDS = 200 };

/* Writes a workbook (xlsx, Office Open XML) to the file of that name, which says that
 * it was created then. Its sheets are
 * - Round: each number of the walk's round with its name in words and its formula;
 * - Check: a column for a learner's numbers beside these;
 * - Rounds: a row for each number of rounds, with formulas of the row before;
 * - Pairs: where the example has several, which the rounds take in turn.
 * Beside each formula stands its value. False, and a complaint, where the network has
 * more weights, a round takes more than one pair, a number is beyond what a spreadsheet
 * can work out, memory runs out or the file cannot be written; what is in the file then
 * is no workbook. */
bool bp_spreadsheet_write(const bp_example *example, time_t created,
                          const char *file, bp_complaint *complaint);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_FORMULA_ROWS_H
#define BP_FORMULA_ROWS_H

/* The walk as a table: each number with what makes it. */

#include "walk/complaint.h"
#include "walk/formula.h"
#include "walk/sink.h"
#include "walk/trainer.h"

/* Formulas of keys: "w1 i1 + w2 i2 + b1". */
extern const bp_notation bp_in_symbols;

/* Fills a table with a header: key, value, symbols, numbers, chapter. The columns
 * symbols and numbers have the formula, "w1 i1 + w2 i2 + b1", and what it is with
 * values in the place of keys; both are empty where a number is given, or where
 * training leads to it. False, and a complaint, where memory runs out or a number
 * grows beyond all bounds: before the first row, unless it is a row's own text
 * that memory has no room for. */
bool bp_formula_rows(const bp_example *example, const bp_progress *progress,
                     const bp_sink *sink, bp_complaint *complaint);

#endif

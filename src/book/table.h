/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TABLE_H
#define BP_TABLE_H

/* All that the documents read: facts, numbers and expansions, as one table. */

#include "walk/complaint.h"
#include "walk/example.h"
#include "walk/sink.h"
#include "walk/values.h"

/* Fills the table:
 *   fact NAME VALUE          example (post or other), name (where it has one),
 *                            shape, bias_1 .. (shared or own, by layer), program
 *                            (whether export makes one), train_biases, rounds,
 *                            pairs, batch, targets (shares or others), mistakes
 *   CHAPTER KEY VALUE TEXT   the walk's numbers, then the book's own, chapter by
 *                            chapter; TEXT is VALUE with the digits that can be
 *                            trusted; of a given number it is as typed, and a
 *                            fifth cell says `given`
 *   CHAPTER KEY bound TEXT   where no more than a bound can be told: below 1e-25,
 *                            diverges in round 12
 *   terms KEY TERM TERM ..   KEY is the sum of the terms, each of them the
 *                            product of keys with a space between
 *   layer .., into .., role .. as book/roles.h has them
 * is_post says that this is the built-in example. False, and a complaint, where
 * memory runs out or a number grows beyond all bounds; then there are no rows. */
bool bp_book_rows(const bp_example *example, bool is_post, const bp_sink *sink,
                  bp_complaint *complaint);

/* Numbers as rows of that table, as those of chapter 9 are. */
void bp_value_rows(const bp_values *values, const bp_sink *sink);

#endif

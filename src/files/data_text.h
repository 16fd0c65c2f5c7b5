/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_DATA_TEXT_H
#define BP_DATA_TEXT_H

/* Training pairs in: as comma-separated values. A header line names the columns,
 * i1, i2 .. for inputs and t1, t2 .. for targets, in any order; each line after it
 * is a pair. A text comes in pieces of any length, and is never there as a whole. */

#include "backprop.h"
#include "walk/complaint.h"

/* What the pairs are for. */
typedef struct {
    size_t n_inputs; /* of the network; 0: as many as the header has */
    size_t n_outputs;
    bool are_shares; /* the targets of a pair are to add up to 1 */
} bp_data_wanted;

typedef struct bp_data bp_data;

/* Begins a text; NULL where memory runs out. The caller frees it; NULL is fine to
 * free. */
bp_data *bp_data_begin(const bp_data_wanted *wanted);
void bp_data_free(bp_data *data);

/* Takes the next piece of the text. False, and a complaint with its line, where it
 * is no such text, does not fit what is wanted, or memory runs out; nothing can be
 * taken then. */
bool bp_data_take(bp_data *data, const char *piece, size_t length,
                  bp_complaint *complaint);

/* The text is over: gives its pairs to the caller, who frees both matrices. False,
 * and a complaint, where it breaks off or has none. */
bool bp_data_end(bp_data *data, bp_pairs *pairs, bp_complaint *complaint);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_BOOK_H
#define BP_BOOK_H

/* What only the book needs: numbers that the walk has not, each with its name. */

#include "walk.h"

/* The shape of the networks for which the prose is written, as
 * bp_example_shape tells it. The numbers here exist for every shape. */
#define BP_BOOK_SHAPE "2-2-2"

/* By how much the book raises a weight to see the error change. */
#define BP_BOOK_NUDGE 0.01

/* The book's own numbers, chapter by chapter; the caller frees them.
 *   0  one neuron with one weight, made of i1, w1 and t1: one_net .. one_dE/dw
 *   2  the nudge of the first output weight, say w5: w5_nudged, E_nudged_w5,
 *      rise_w5, and rise_predicted_w5, the nudge times dE/dw5
 *   3  the same of w1, where there is a hidden layer, and what the first hidden
 *      neuron gets with updated weights: updated_delta_h1, updated_dE/dw1
 *   4  drop, of the error in one round, and drop_predicted, eta times the sum
 *      of all squared weight derivatives
 *   5  E_total after 1, 10, 100 .. rounds, short of all (E_total@10); and after
 *      the first round and after all of them, with updated weights (updated_),
 *      a bias trained for each neuron (own_) and for each layer (shared_)
 * False, and a complaint, as bp_walk. */
bool bp_book_values(const bp_example *example, bp_values *values,
                    bp_complaint *complaint);

#endif

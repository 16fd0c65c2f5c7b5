/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_SURFACE_H
#define BP_SURFACE_H

/* The error over two weights, and the way that training them takes across it.
 * The two are the first neuron's first two in the output layer, w5 and w6 where
 * the network is 2-2-2. Where it has one source alone, they are its weight and its
 * bias, w2 and b2 in 1-1-1, a weight whose source is 1; a bias that it shares with
 * others is taken for its own, and called b_o1. All other weights and biases stay
 * as given. The error is that of the first pair. */

#include "walk/complaint.h"
#include "walk/example.h"
#include "walk/sink.h"

/* How many values of each weight the surface has. */
enum { BP_SURFACE_SIDE = 41 };

/* The surface: a header line with the two weights' names and E_total, then a row
 * for each point of a square grid, with an empty one after those that have the
 * first weight in common. The path lies well inside: from the box around it to
 * each edge it is a third of the box's longer side, or more. Where there is no
 * path to speak of (no rounds, or steps too small), each edge is at 1 from its
 * middle.
 * False, and a complaint, where memory runs out or a number grows beyond all
 * bounds; then there are no rows. */
bool bp_surface_rows(const bp_example *example, const bp_sink *sink,
                     bp_complaint *complaint);

/* The path: a header line (round, the two names, E_total), then a row for each
 * of at most 300 rounds, chosen as in BP_ROWS_LOG: the example's rounds on its
 * first pair, whose error this is, by the right method, in which these two
 * weights alone take their new values. All else as bp_surface_rows. */
bool bp_path_rows(const bp_example *example, const bp_sink *sink,
                  bp_complaint *complaint);

#endif

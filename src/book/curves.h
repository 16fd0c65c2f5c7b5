/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CURVES_H
#define BP_CURVES_H

/* Tables behind some of the book's figures. */

#include "walk/complaint.h"
#include "walk/example.h"
#include "walk/sink.h"

/* How far the central difference of the error by the first output weight is from
 * the derivative, a row for each step from 1 down to 1e-12: the step; the miss
 * where errors are rounded to nine decimals; the miss in double precision, as
 * long as rounding plays no part in it (else nan); and what rounding alone can
 * do, with nine decimals and in double precision. False, and a complaint, where
 * memory runs out; then there are no rows. */
bool bp_gradient_rows(const bp_example *example, const bp_sink *sink,
                      bp_complaint *complaint);

/* The error over the rounds, a row for some of them, round 0 first: rightly,
 * and with each mistake that changes something, in columns of their names; inf
 * where an error has grown beyond all bounds, nan where it is no more than rounding
 * noise. As above. */
bool bp_curves_rows(const bp_example *example, const bp_sink *sink,
                    bp_complaint *complaint);

/* The squared error over the rounds, a row for some of them: of a training by that
 * error, and of one by the cross-entropy, where every target is between 0 and 1
 * (else nan). As above. */
bool bp_entropy_rows(const bp_example *example, const bp_sink *sink,
                     bp_complaint *complaint);

#endif

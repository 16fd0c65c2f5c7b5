/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_CURVES_H
#define BP_CURVES_H

/* Tables behind two of the book's figures. */

#include <stdio.h>

#include "walk/complaint.h"
#include "files/example_file.h"

/* How far the central difference of the error by the first output weight is from
 * the derivative, a row for each step from 1 down to 1e-12: the step; the miss
 * where errors are rounded to nine decimals; the miss in double precision, as
 * long as rounding plays no part in it (else nan); and what rounding alone can
 * do, with nine decimals and in double precision. Output errors stay in the
 * stream. False, and a complaint, where memory runs out or a number grows beyond
 * all bounds; then nothing is written. */
bool bp_gradient_print(const bp_example *example, FILE *out,
                       bp_complaint *complaint);

/* The error over the rounds, a row for some of them, round 0 first: rightly,
 * and with each mistake that changes something, in columns of their names; nan
 * where an error is no number or no more than rounding noise. As above. */
bool bp_curves_print(const bp_example *example, FILE *out,
                     bp_complaint *complaint);

#endif

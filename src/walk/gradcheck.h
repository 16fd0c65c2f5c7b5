/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_GRADCHECK_H
#define BP_GRADCHECK_H

/* Every derivative of an example, beside its central difference. */

#include <stdio.h>

#include "walk/complaint.h"
#include "files/example_file.h"

/* Writes a line with tabs between for each weight and bias of the example's
 * first round: its key (dE/dw1), the derivative, the central difference, a power
 * of ten that the two differ by less than, and right, wrong or too small; then
 * how many agree. Tells of its progress on progress, unless that is NULL, once
 * it has taken a second. Sets *all_agree: none is wrong, and at least one could
 * be told. False, and a complaint, where memory runs out or a number grows
 * beyond all bounds; then nothing is written. */
bool bp_gradcheck_print(const bp_example *example, FILE *out, FILE *progress,
                        bool *all_agree, bp_complaint *complaint);

/* The exponent of the least power of ten that is above x > 0. */
int bp_power_above(double x);

#endif

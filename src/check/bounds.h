/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_BOUNDS_H
#define BP_BOUNDS_H

/* How far rounding on the way can lead a number off: first-order bounds, carried
 * through the definitions from parents to children. */

#include "walk/definitions.h"

/* What each step of a calculation is rounded or cut off to. Of these, the
 * coarsest counts. */
typedef struct {
    double decimal; /* a last place such as 0.0001; 0: as many as there are */
    double significant; /* the same of a number from 1 to 10 */
    double binary;      /* of a number from 0.5 to 1: what a double or a float
                           holds no longer */
} bp_precision;

/* A double, and a float, with room for what a library's exp adds. */
extern const double bp_binary_double, bp_binary_float;

/* The last place of x. */
double bp_last_place(const bp_precision *precision, double x);

/* How far off number k may be when it is worked out from the numbers x, each of
 * which may be off by its width already. */
double bp_width(const bp_definitions *d, size_t k, const double x[],
                const double width[], const bp_precision *precision);

#endif

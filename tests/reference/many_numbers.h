/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef MANY_NUMBERS_H
#define MANY_NUMBERS_H

/* What chapter 9 trains, in long double: XOR from a hundred starts, and handwritten
 * digits. Trainings as long as these cannot be proved in balls. But numbers with
 * eleven bits more than a double has are led astray by rounding elsewhere, if
 * anywhere: where both come to the same counts and decimals, rounding has not made
 * them. */

#include "walk.h"

/* The numbers of XOR, xor_.. */
void many_xor(table *t, slong bits);

/* Those of the digits in a file, digits_..: a header, and 64 inputs and ten targets
 * a line. */
void many_digits(table *t, const char *path, slong bits);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_TROUBLES_H
#define BP_TROUBLES_H

/* Why the error does not get smaller. */

#include "walk/trainer.h"
#include "walk/definitions.h"
#include "walk/sink.h"

/* A row for each reason: a word for it, and the keys of the numbers that show it.
 *
 * step_too_large   the round makes the error of its pair larger, and a step of a
 *                  thousandth would make it smaller
 * ascent           so would that one: the steps lead upward
 * saturated        neurons whose slope is below 0.01, so that hardly anything passes
 * unreachable      targets that the output neurons' function never gives
 * equal            neurons of a layer with equal weights to and from them: they stay
 *                  equal, and are one
 *
 * x are the numbers of the round after t->round rounds (see bp_walk_on). */
void bp_say_troubles(const bp_definitions *d, const double x[], bp_trainer *t,
                     const bp_sink *sink);

#endif

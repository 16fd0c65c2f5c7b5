/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BOOK_NUMBERS_H
#define BOOK_NUMBERS_H

/* The numbers that the book prints beside the walk: nudged weights, the gradient
 * check, one neuron with one weight, and what else it makes a point with. */

#include "walk.h"

/* All numbers for which no training is needed but one round. The learner has
 * begun anew, with this learning rate. */
void book_first(learner *me, table *t);

/* All numbers after so many rounds, without @ and what follows it. */
void book_trained(learner *me, table *t, long rounds);

#endif

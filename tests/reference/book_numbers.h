/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BOOK_NUMBERS_H
#define BOOK_NUMBERS_H

/* The numbers that the book prints beside the walk: nudged weights, the gradient
 * check, one neuron with one weight, other functions, and what else it makes a point
 * with. */

#include "walk.h"

/* All numbers for which no training is needed but one round. The learner has
 * begun anew, with this learning rate. */
void book_first(learner *me, table *t);

/* All numbers after so many rounds, without @ and what follows it. */
void book_trained(learner *me, table *t, long rounds);

/* The same of an example with the cross-entropy: of the walk, and what Ng's
 * algorithm makes of it, whose numbers come first; after rounds, the squared error
 * besides, which is called squared. */
void book_first_by_entropy(learner *me, table *t);
void book_trained_by_entropy(learner *me, table *t, long rounds);

#endif

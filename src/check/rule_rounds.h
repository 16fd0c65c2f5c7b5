/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_RULE_ROUNDS_H
#define BP_RULE_ROUNDS_H

/* Rounds by rules alone, number by number. So a mistake is worked out with the
 * functions of any network, where its method is written for those of the chapters.
 *
 * The trainer has just been started, with weights as given or a little off; its
 * method is not asked. x has an entry for each definition. */

#include "walk/definitions.h"
#include "walk/trainer.h"

/* All numbers of a first round on that pair, and how the network then sees it. */
void bp_rule_round(const bp_definitions *rules, bp_trainer *t, size_t pair,
                   double x[]);

/* Trains the trainer's network for so many rounds, on the pairs in turn or in its
 * batches, and looks at the first: the numbers after training are in x from n_round on. Those before
 * serve to work with. */
void bp_rule_training(const bp_definitions *rules, bp_trainer *t, size_t rounds,
                      double x[]);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_FUNCTIONS_H
#define BP_FUNCTIONS_H

/* Other functions than those of chapters 1 and 2, which chapter 8 has: what a
 * layer's activation and the network's error say, as variations of the right
 * method. */

#include "backprop.h"

/* "tanh": what an example file calls an activation, or an error. */
extern const char *const bp_activation_names[BP_N_ACTIVATIONS];
extern const char *const bp_error_names[BP_N_ERROR_KINDS];

/* Whether the network has any but logistic neurons and the squared error. */
bool bp_has_other_functions(const bp_network *network);

/* Whether its output neurons are softmax ones. They have delta = out - target,
 * and no slope of their own. */
bool bp_has_softmax_outputs(const bp_network *network);

/* Whether every target of the pairs is between 0 and 1, as a cross-entropy takes
 * them to be. */
bool bp_targets_are_shares(const bp_pairs *pairs);

/* Whether the targets of pair p add up to 1, as shares do: the delta of a softmax
 * output neuron is out - target only then. Doubles may miss it by their last
 * digits, and by no more, or a gradient check would see it. Leaves their sum. */
bool bp_adds_up_to_1(const gsl_matrix *targets, size_t p, double *sum);

/* The stages that depend on the functions, as the network has them. Of softmax
 * outputs dout_dnet is left as it is. */
extern const bp_method bp_other_functions;

/* On top of these, for central differences: E_total is not a number where a ReLU
 * neuron is on another side of 0 than by its dout_dnet in the workspace. */
extern const bp_method bp_on_one_side;

/* The cross-entropy of a softmax output neuron: -target ln out, and 0 where
 * target is 0. */
double bp_softmax_entropy(double target, double out);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_REWRITE_H
#define BP_REWRITE_H

/* The local form of mistakes: by which rule a mistake makes a number from those
 * before it. It is the definition of that number, written again; what the mistake
 * does not touch stays as it is. Evaluated one after the other, the definitions of a
 * mistake give what its whole method gives. */

#include "walk/definitions.h"

/* Definitions that are being rewritten. */
typedef struct {
    const bp_example *example;
    bp_definitions *d; /* a copy */
    size_t n_parents;  /* of all numbers, those left behind as well */
    size_t room;       /* for so many */
    bool ran_out;      /* of memory: from then on nothing is done */
} bp_rewriting;

/* Writes number k's definition as a mistake has it, or leaves it alone. */
typedef void bp_local_form(bp_rewriting *r, size_t k);

bp_local_form bp_local_no_bias;
bp_local_form bp_local_first_bias_everywhere;
bp_local_form bp_local_tanh;
bp_local_form bp_local_linear_hidden;
bp_local_form bp_local_exp_sign;
bp_local_form bp_local_weights_by_source;
bp_local_form bp_local_no_half;
bp_local_form bp_local_mean_error;
bp_local_form bp_local_targets_swapped;
bp_local_form bp_local_target_minus_output;
bp_local_form bp_local_no_output_slope;
bp_local_form bp_local_slope_of_net;
bp_local_form bp_local_slope_of_out;
bp_local_form bp_local_updated_weights;
bp_local_form bp_local_weights_not_transposed;
bp_local_form bp_local_first_output_only;
bp_local_form bp_local_first_output_only_at_the_end;
bp_local_form bp_local_paths_averaged;
bp_local_form bp_local_deltas_unweighted;
bp_local_form bp_local_no_hidden_slope;
bp_local_form bp_local_no_input_factor;
bp_local_form bp_local_net_as_input;
bp_local_form bp_local_destination_output;
bp_local_form bp_local_no_learning_rate;
bp_local_form bp_local_ascent;
bp_local_form bp_local_bias_only;
bp_local_form bp_local_no_half_in_error;
bp_local_form bp_local_own_weights;
bp_local_form bp_local_sum_of_gradients;
bp_local_form bp_local_first_slope_for_all;
bp_local_form bp_local_source_index;
bp_local_form bp_local_source_index_with_biases;
bp_local_form bp_local_slope_of_error;
bp_local_form bp_local_divided;
bp_local_form bp_local_mean_bias;
bp_local_form bp_local_stale_hidden_outputs;
bp_local_form bp_local_forward_again;
bp_local_form bp_local_sign_convention;
bp_local_form bp_local_biases_trained;
bp_local_form bp_local_biases_trained_shared;
bp_local_form bp_local_biases_fixed;
/* New weights and biases are those of a run, whatever led there. */
bp_local_form bp_local_other_rounds;

/* A copy of the definitions, with these n forms at work one after the other.
 * The caller frees it. NULL where memory runs out. */
bp_definitions *bp_rewrite(const bp_definitions *d, const bp_example *example,
                           bp_local_form *const form[], size_t n);

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_LOCAL_FORMS_H
#define BP_LOCAL_FORMS_H

/* The local form of mistakes: by which rule a mistake makes a number from those
 * before it. It is the definition of that number, written again; what the mistake
 * does not touch stays as it is. Evaluated one after the other, the definitions of a
 * mistake give what its whole method gives. A mistake that a network's functions do
 * not know, such as an error without its 1/2 where it has none, changes nothing. */

#include "check/rewrite.h"

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

#endif

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/mistakes.h"

#include <string.h>

const bp_mistake bp_mistakes[] = {
    {.id = "no-bias",
     .summary = "the bias is left out of every net input",
     .why = "A net input is the weighted sum plus the bias, as if the bias "
            "were a weight whose input is always 1.",
     .chapter = BP_FORWARD_PASS,
     .tells = "net_h1",
     .touches = BP_TOUCHES_FORWARD,
     .n_forms = 1,
     .form = {{.variation = &bp_no_bias, .local = bp_local_no_bias}}},
    {.id = "first-bias-everywhere",
     .summary = "b1 is used in every layer",
     .why = "Each layer has a bias of its own: b1 goes into the first "
            "hidden layer, b2 into the next one.",
     .chapter = BP_FORWARD_PASS,
     .tells = "net_o1",
     .touches = BP_TOUCHES_FORWARD,
     .n_forms = 1,
     .form = {{.variation = &bp_first_bias_everywhere,
               .local = bp_local_first_bias_everywhere}}},
    {.id = "tanh",
     .summary = "tanh squashes the net inputs, with its own slope, for the "
                "logistic function",
     .why = "The example is worked with out = 1 / (1 + e^-net), whose slope"
            " is out (1 - out). With tanh every number from the first "
            "output on is another.",
     .chapter = BP_FORWARD_PASS,
     .tells = "out_h1",
     .touches = BP_TOUCHES_FORWARD,
     .n_forms = 1,
     .form = {{.variation = &bp_tanh, .local = bp_local_tanh}}},
    {.id = "linear-hidden",
     .summary = "hidden net inputs are not squashed: out = net, with slope 1",
     .why = "Hidden neurons put out the logistic of their net input, just "
            "as output neurons do.",
     .chapter = BP_FORWARD_PASS,
     .tells = "out_h1",
     .touches = BP_TOUCHES_FORWARD,
     .n_forms = 1,
     .form = {{.variation = &bp_linear_hidden,
               .local = bp_local_linear_hidden}}},
    {.id = "exp-sign",
     .summary = "1 / (1 + e^net), without the minus in the exponent",
     .why = "The logistic function is 1 / (1 + e^-net). Without the minus "
            "it falls where it should rise: each output is 1 minus the "
            "right one.",
     .chapter = BP_FORWARD_PASS,
     .tells = "out_h1",
     .touches = BP_TOUCHES_FORWARD,
     .n_forms = 1,
     .form = {{.variation = &bp_exp_sign, .local = bp_local_exp_sign}}},
    {.id = "weights-by-source",
     .summary = "a square matrix of weights is read by columns",
     .why = "A row of W belongs to the neuron that the weights lead into: "
            "w2 leads from i2 to h1, and w3 from i1 to h2.",
     .chapter = BP_NETWORK,
     .tells = "net_h1",
     .touches = BP_TOUCHES_FORWARD,
     .n_forms = 2,
     .form = {{.variation = &bp_weights_by_source,
               .local = bp_local_weights_by_source},
              {.by_source = true}}},
    {.id = "no-half",
     .summary = "the error is taken without its 1/2, and its derivatives are "
                "doubled",
     .why = "The example uses E = 1/2 (target - out)^2. Without the half "
            "the network learns twice as fast; nothing else is wrong with "
            "it.",
     .chapter = BP_FORWARD_PASS,
     .tells = "E_total",
     .touches = BP_TOUCHES_ERROR,
     .n_forms = 1,
     .form = {{.variation = &bp_no_half, .local = bp_local_no_half}}},
    {.id = "mean-error",
     .summary = "the error and its derivatives are divided by the number of "
                "outputs",
     .why = "The example adds the errors of the outputs up; it does not "
            "take their mean.",
     .chapter = BP_FORWARD_PASS,
     .tells = "E_total",
     .touches = BP_TOUCHES_ERROR,
     .n_forms = 1,
     .form = {{.variation = &bp_mean_error, .local = bp_local_mean_error}}},
    {.id = "targets-swapped",
     .summary = "the targets are taken in reverse order",
     .why = "t1 is the target of o1, t2 that of o2.",
     .chapter = BP_FORWARD_PASS,
     .tells = "E_total",
     .touches = BP_TOUCHES_ERROR,
     .n_forms = 1,
     .form = {{.variation = &bp_targets_swapped,
               .local = bp_local_targets_swapped}}},
    {.id = "target-minus-output",
     .summary = "dE/dout is taken as target - out, and the update still "
                "subtracts",
     .why = "The derivative of 1/2 (target - out)^2 by out is -(target - "
            "out). With the wrong sign each update climbs, and the error "
            "grows.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dE/dout_o1",
     .touches = BP_TOUCHES_ERROR,
     .n_forms = 1,
     .form = {{.variation = &bp_target_minus_output,
               .local = bp_local_target_minus_output}}},
    {.id = "no-output-slope",
     .summary = "the output deltas are taken without the slope out (1 - out)",
     .why = "A delta is the derivative by the net input, so the logistic's "
            "slope is one of its factors.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "delta_o1",
     .touches = BP_TOUCHES_OUTPUT_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_no_output_slope,
               .local = bp_local_no_output_slope}}},
    {.id = "slope-of-net",
     .summary = "the slope is taken as net (1 - net)",
     .why = "The logistic's slope is out (1 - out): what goes into that "
            "formula is the output, not the net input.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dout_o1/dnet_o1",
     .touches = BP_TOUCHES_OUTPUT_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_slope_of_net, .local = bp_local_slope_of_net}}},
    {.id = "slope-of-out",
     .summary = "the logistic's slope is taken at out, as if that were still to"
                " be squashed",
     .why = "out (1 - out) is the whole slope. A function "
            "sigmoid_derivative(x) that squashes its x wants net, and one "
            "that does not wants out.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dout_o1/dnet_o1",
     .touches = BP_TOUCHES_OUTPUT_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_slope_of_out, .local = bp_local_slope_of_out}}},
    {.id = "updated-weights",
     .summary = "the hidden deltas use the next layer's weights after their "
                "update",
     .why = "All derivatives of a round belong to one point: the weights "
            "that the forward pass used. Work out every delta first, then "
            "update every weight.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dE/dout_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_updated_weights,
               .local = bp_local_updated_weights}}},
    {.id = "weights-not-transposed",
     .summary = "the paths are summed over the wrong index of a square W",
     .why = "Hidden neuron j collects delta_k w_kj over all k that it "
            "feeds, which is a column of W and not a row.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dE/dout_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_weights_not_transposed,
               .local = bp_local_weights_not_transposed}}},
    {.id = "first-output-only",
     .summary = "a hidden neuron is judged by the first neuron that it feeds, "
                "and by no other",
     .why = "A hidden neuron reaches the error along several paths, and "
            "these add.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dE/dout_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 2,
     .form = {{.variation = &bp_first_output_only,
               .local = bp_local_first_output_only},
              {.variation = &bp_first_output_only_at_the_end,
               .local = bp_local_first_output_only_at_the_end}}},
    {.id = "paths-averaged",
     .summary = "the mean of the paths is taken, and not their sum",
     .why = "Paths side by side add. Nothing in the chain rule divides by "
            "how many there are.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dE/dout_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_paths_averaged,
               .local = bp_local_paths_averaged}}},
    {.id = "deltas-unweighted",
     .summary = "the deltas of the next layer are summed without the weights "
                "that lead there",
     .why = "Along a path its factors multiply, and the weight is one of "
            "them: delta_k w_kj.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dE/dout_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_deltas_unweighted,
               .local = bp_local_deltas_unweighted}}},
    {.id = "no-hidden-slope",
     .summary = "the hidden deltas are taken without the slope out (1 - out)",
     .why = "A delta is the derivative by the net input. dE/dout has still "
            "to be multiplied by the slope, in hidden layers too.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "delta_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_no_hidden_slope,
               .local = bp_local_no_hidden_slope}}},
    {.id = "no-input-factor",
     .summary = "dE/dw is taken to be the delta alone",
     .why = "A weight's derivative is the delta at its end times what comes"
            " in at its start.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dE/dw5",
     .touches = BP_TOUCHES_PRODUCTS,
     .n_forms = 1,
     .form = {{.variation = &bp_no_input_factor,
               .local = bp_local_no_input_factor}}},
    {.id = "net-as-input",
     .summary = "dE/dw is the delta times the net input of the neuron that the "
                "weight comes from",
     .why = "What a weight multiplies is the output of the neuron before "
            "it, after squashing.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dE/dw5",
     .touches = BP_TOUCHES_PRODUCTS,
     .n_forms = 1,
     .form = {{.variation = &bp_net_as_input, .local = bp_local_net_as_input}}},
    {.id = "destination-output",
     .summary = "dE/dw is the delta times the output of the neuron that the "
                "weight leads into",
     .why = "The factor beside the delta is what comes in at the weight's "
            "start: the source's output.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dE/dw5",
     .touches = BP_TOUCHES_PRODUCTS,
     .n_forms = 1,
     .form = {{.variation = &bp_destination_output,
               .local = bp_local_destination_output}}},
    {.id = "no-learning-rate",
     .summary = "the step is taken without the learning rate, as if eta were 1",
     .why = "The step is eta times the derivative.",
     .chapter = BP_UPDATES,
     .tells = "w5+",
     .touches = BP_TOUCHES_STEP,
     .n_forms = 1,
     .form = {{.variation = &bp_no_learning_rate,
               .local = bp_local_no_learning_rate,
               .if_biases_learn = &bp_no_learning_rate_for_biases}}},
    {.id = "ascent",
     .summary = "the step is added: w + eta dE/dw",
     .why = "The derivative points uphill, so the step is subtracted. "
            "Added, it makes the error grow.",
     .chapter = BP_UPDATES,
     .tells = "w5+",
     .touches = BP_TOUCHES_STEP,
     .n_forms = 1,
     .form = {{.variation = &bp_ascent,
               .local = bp_local_ascent,
               .if_biases_learn = &bp_ascent_for_biases}}},
    {.id = "bias-only",
     .summary = "the last layer's net inputs are the bias alone",
     .why = "A net input is the weighted sum plus the bias. With the bias "
            "alone, the outputs do not depend on what comes in.",
     .chapter = BP_FORWARD_PASS,
     .tells = "net_o1",
     .touches = BP_TOUCHES_FORWARD,
     .n_forms = 1,
     .form = {{.variation = &bp_bias_only}}},
    {.id = "no-half-in-error",
     .summary = "the error is taken without its 1/2; its derivatives are "
                "right",
     .why = "The example uses E = 1/2 (target - out)^2. Your error is twice "
            "as large; your derivatives are those of the error with the half, "
            "so the network learns as it should.",
     .chapter = BP_FORWARD_PASS,
     .tells = "E_total",
     .touches = BP_TOUCHES_ERROR,
     .n_forms = 1,
     .form = {{.variation = &bp_no_half_in_error}}},
    {.id = "own-weights",
     .summary = "the hidden deltas are summed with the layer's own weights",
     .why = "A hidden neuron reaches the error by the weights that lead away "
            "from it, those of the next layer, and not by those that lead "
            "into it.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dE/dout_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_own_weights}}},
    {.id = "sum-of-gradients",
     .summary = "the next layer's dE/dw are summed, in place of delta times "
                "weight",
     .why = "A path passes the delta back times the weight. dE/dw is the "
            "delta times the output, and says how the weight should move.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dE/dout_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_sum_of_gradients}}},
    {.id = "first-slope-for-all",
     .summary = "in a hidden layer the first neuron's slope is used for every "
                "neuron",
     .why = "The slope is out (1 - out), and each neuron has an output of "
            "its own.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dout_h2/dnet_h2",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_first_slope_for_all}}},
    {.id = "source-index",
     .summary = "dE/dw takes the source whose number is the destination's",
     .why = "The derivative of w_ji is delta_j times out_i: the delta has the "
            "number of the neuron that the weight leads into, the output that "
            "of the neuron it comes from. A bias has no source: its "
            "derivative is the delta alone.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dE/dw6",
     .touches = BP_TOUCHES_PRODUCTS,
     .n_forms = 2,
     .form = {{.variation = &bp_source_index},
              {.variation = &bp_source_index_with_biases,
               .biases = BP_BIASES_LEARN}}},
    {.id = "slope-of-error",
     .summary = "the slope is taken as x (1 - x) with x = dE/dout",
     .why = "The logistic's slope is out (1 - out): what goes into that "
            "formula is the neuron's output, not the error's derivative.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dout_o1/dnet_o1",
     .touches = BP_TOUCHES_OUTPUT_DELTAS | BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_slope_of_error}}},
    {.id = "divided",
     .summary = "the delta is divided, by the source's output for dE/dw and by "
                "the weight for a path",
     .why = "Along a chain the factors multiply: dE/dw is the delta times the "
            "source's output, and a path the delta times the weight.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "dE/dw5",
     .touches = BP_TOUCHES_PRODUCTS | BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_divided}}},
    {.id = "mean-bias",
     .summary = "a bias that a layer shares is moved by the mean of the deltas",
     .why = "A shared bias reaches the error through every neuron of its "
            "layer, and these paths add: its derivative is the sum of the "
            "deltas.",
     .chapter = BP_UPDATES,
     .touches = BP_TOUCHES_BIAS_STEP,
     .n_forms = 1,
     .form = {{.variation = &bp_mean_bias, .if_biases_learn = &bp_mean_bias}}},
    {.id = "stale-hidden-outputs",
     .summary = "the forward pass after the round starts from the hidden "
                "outputs of the round itself",
     .why = "With new weights the hidden neurons have new outputs. Run the "
            "whole forward pass again, from the inputs on.",
     .chapter = BP_UPDATES,
     .tells = "net_o1+",
     .touches = BP_TOUCHES_FORWARD,
     .n_forms = 1,
     .form = {{.variation = &bp_stale_hidden_outputs}}},
    {.id = "forward-again",
     .summary = "after the last layer's update the forward pass is run again, "
                "and the hidden deltas come from that",
     .why = "All derivatives of a round belong to one point: the weights that "
            "the forward pass used. Work out every delta first, then update "
            "every weight.",
     .chapter = BP_HIDDEN_DELTAS,
     .tells = "dE/dout_h1",
     .touches = BP_TOUCHES_HIDDEN_DELTAS,
     .n_forms = 1,
     .form = {{.variation = &bp_forward_again}}},
    {.id = "sign-convention",
     .summary = "(target - out) in the deltas and a plus in the update: another"
                " convention, no mistake",
     .why = "Your deltas and derivatives have the other sign, and your "
            "updates add them: the two minus signs cancel, and all your "
            "updates are right. Some books do it this way. This one keeps "
            "delta = dE/dnet.",
     .chapter = BP_OUTPUT_DELTAS,
     .tells = "delta_o1",
     .touches = BP_TOUCHES_ERROR | BP_TOUCHES_STEP,
     .n_forms = 1,
     .form = {{.variation = &bp_sign_convention,
               .local = bp_local_sign_convention,
               .if_biases_learn = &bp_ascent_for_biases}}},
    {.id = "biases-trained",
     .summary = "a bias is trained for each neuron",
     .why = "This example leaves its biases as they are, or has one for "
            "each layer. To train them is a choice, and it changes every "
            "number after the first update.",
     .chapter = BP_UPDATES,
     .touches = BP_TOUCHES_BIASES | BP_TOUCHES_BIAS_STEP,
     .n_forms = 1,
     .form = {{.variation = &bp_train_bias_per_neuron,
               .local = bp_local_biases_trained,
               .biases = BP_BIASES_LEARN}}},
    {.id = "biases-trained-shared",
     .summary = "one bias is trained for each layer",
     .why = "This example leaves its biases as they are, or has one for "
            "each neuron. To train them is a choice, and it changes every "
            "number after the first update.",
     .chapter = BP_UPDATES,
     .touches = BP_TOUCHES_BIASES,
     .n_forms = 1,
     .form = {{.variation = &bp_train_bias_per_layer,
               .local = bp_local_biases_trained_shared,
               .biases = BP_BIASES_LEARN}}},
    {.id = "biases-fixed",
     .summary = "the biases are left alone, although this example trains them",
     .why = "This example says train_biases: true, so biases move like "
            "weights whose input is always 1.",
     .chapter = BP_UPDATES,
     .touches = BP_TOUCHES_BIASES,
     .n_forms = 1,
     .form = {{.variation = &bp_fix_biases,
               .local = bp_local_biases_fixed,
               .biases = BP_BIASES_FIXED}}},
    {.id = "single-precision",
     .summary = "every result is rounded to a float, of about seven digits",
     .why = "Nothing is wrong with the method. A float holds 24 bits; use "
            "double, and the last digits will come right.",
     .chapter = BP_GRADIENT_CHECK,
     .tells = "E_total",
     .touches = BP_TOUCHES_ALL,
     .n_forms = 2,
     .form = {{.variation = &bp_single_precision, .in_floats = true},
              {.variation = &bp_single_precision}}},
    {.id = "off-by-one-round",
     .summary = "the numbers are those of one round fewer, or one more",
     .why = "After n rounds means after n updates, and one more forward "
            "pass. A loop that prints before its last update prints what n "
            "- 1 rounds have led to.",
     .chapter = BP_TRAINING,
     .touches = BP_TOUCHES_ROUNDS,
     .n_forms = 6,
     .form = {{.rounds = -1},
              {.rounds = 1},
              {.local = bp_local_other_rounds, .plus_rounds = -1},
              {.local = bp_local_other_rounds, .plus_rounds = 1},
              {.local = bp_local_other_rounds, .plus_rounds = -1, .rounds = -1},
              {.local = bp_local_other_rounds, .plus_rounds = 1, .rounds = 1}}},
};

const size_t bp_n_mistakes = sizeof bp_mistakes / sizeof bp_mistakes[0];

const bp_mistake *bp_mistake_find(const char *id)
{
    for (size_t m = 0; m < bp_n_mistakes; m++)
        if (strcmp(bp_mistakes[m].id, id) == 0)
            return &bp_mistakes[m];
    return NULL;
}

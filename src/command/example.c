/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/command.h"
#include "command/inputs.h"
#include "files/example_text.h"

enum { EXAMPLE };
static const bp_option options[] = {[EXAMPLE] = {BP_EXAMPLE_OPTION}};

static int run(const bp_asked *asked)
{
    bp_example *example = bp_chosen_example(asked->value[EXAMPLE]);
    if (example == NULL)
        return BP_BAD_INPUT;
    bp_example_write(example, &bp_standard_output);
    bp_example_free(example);
    return BP_DONE;
}

const bp_command bp_example_command = {
    .name = "example",
    .summary = "print the example as YAML, a file to start your own from",
    .help =
        "Prints the example as YAML, which reads back to the same numbers. A file\n"
        "may say besides: activation: tanh, relu, identity or softmax, for a layer;\n"
        "error: cross-entropy; weights_by: source, where a row of weights is what\n"
        "leaves a neuron. Without them: logistic, squared, what reaches a neuron.\n",
    .options = options,
    .n_options = BP_N_OPTIONS(options),
    .run = run,
};

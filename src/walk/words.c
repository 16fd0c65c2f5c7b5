/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/words.h"

#include <stdio.h>

/* ------------------------------------------------------- what belongs to a number */

static bool is_of_weight(const bp_definition *number)
{
    return number->kind == BP_WEIGHT || number->kind == BP_DNET_DW ||
           number->kind == BP_DE_DW;
}

static bool is_path(const bp_definition *number)
{
    return number->kind == BP_PATH || number->kind == BP_PATH_WEIGHT;
}

static void input_name(size_t i, char name[BP_NAME_SIZE])
{
    snprintf(name, BP_NAME_SIZE, "i%zu", i + 1);
}

const char *bp_its_neuron(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE])
{
    name[0] = '\0';
    if (number->kind == BP_INPUT)
        input_name(number->neuron, name);
    else if (number->kind == BP_TARGET || number->kind == BP_ERROR)
        bp_neuron_name(example->network, example->network->n_layers - 1,
                       number->neuron, name);
    else if (number->kind != BP_ETA && number->kind != BP_TOTAL_ERROR &&
             number->neuron != BP_WHOLE_LAYER)
        bp_neuron_name(example->network, number->layer, number->neuron, name);
    return name;
}

const char *bp_its_source(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE])
{
    name[0] = '\0';
    if (is_path(number))
        bp_neuron_name(example->network, number->layer + 1, number->source,
                       name);
    else if (is_of_weight(number) && number->layer == 0)
        input_name(number->source, name);
    else if (is_of_weight(number))
        bp_neuron_name(example->network, number->layer - 1, number->source,
                       name);
    return name;
}

const char *bp_its_weight(const bp_example *example,
                          const bp_definition *number, char name[BP_NAME_SIZE])
{
    name[0] = '\0';
    if (is_of_weight(number))
        bp_weight_name(example->network, number->layer, number->neuron,
                       number->source, name);
    else if (number->kind == BP_BIAS || number->kind == BP_DE_DB)
        bp_bias_name(example->network, number->layer,
                     number->neuron == BP_WHOLE_LAYER ? 0 : number->neuron,
                     name);
    return name;
}

/* ----------------------------------------------------------------------- names */

/* %n is the neuron, %s the source, %w the weight. */
static const char *const names[] = {
    [BP_INPUT] = "input %n",
    [BP_TARGET] = "target of %n",
    [BP_WEIGHT] = "weight %w, from %s to %n",
    [BP_BIAS] = "bias %w",
    [BP_ETA] = "learning rate",
    [BP_NET] = "net input of %n",
    [BP_OUT] = "output of %n",
    [BP_ERROR] = "error of %n",
    [BP_TOTAL_ERROR] = "total error",
    [BP_PATH_WEIGHT] = "net input of %s by the output of %n",
    [BP_PATH] = "error by the output of %n, along the path through %s",
    [BP_DE_DOUT] = "error by the output of %n",
    [BP_DOUT_DNET] = "slope of %n: its output by its net input",
    [BP_DELTA] = "delta of %n: error by its net input",
    [BP_DNET_DW] = "net input of %n by %w",
    [BP_DE_DW] = "error by %w",
    [BP_DE_DB] = "error by %w",
};

static void fill_in(const bp_example *example, const bp_definition *number,
                    const char *pattern, const bp_out *out)
{
    char name[BP_NAME_SIZE];
    for (const char *c = pattern; *c != '\0'; c++)
        if (*c != '%')
            out->write(out->to, c, 1);
        else if (*++c == 'n')
            bp_say(out, "%s", bp_its_neuron(example, number, name));
        else if (*c == 's')
            bp_say(out, "%s", bp_its_source(example, number, name));
        else
            bp_say(out, "%s", bp_its_weight(example, number, name));
}

void bp_write_words(const bp_example *example, const bp_definition *number,
                    const bp_out *out)
{
    bool is_new = number->moment == BP_AFTER_ROUND;
    if (is_new && number->kind == BP_WEIGHT)
        fill_in(example, number, "new weight %w", out);
    else if (is_new && number->kind == BP_BIAS)
        fill_in(example, number, "new bias %w", out);
    else
        fill_in(example, number, names[number->kind], out);
    if (is_new && number->kind != BP_WEIGHT && number->kind != BP_BIAS)
        bp_say(out, ", after the update");
}

/* ---------------------------------------------------------------------- stages */

const char *const bp_stage_words[BP_N_STAGES] = {
    [BP_NETWORK] = "What the example gives",
    [BP_FORWARD_PASS] = "The forward pass: net inputs, outputs, errors",
    [BP_OUTPUT_DELTAS] =
        "Backwards, the output layer: deltas, then its weights",
    [BP_HIDDEN_DELTAS] =
        "Backwards, what is hidden: with the weights as they were",
    [BP_UPDATES] = "The updates: a step against each derivative",
    [BP_AFTER_THE_ROUND] =
        "After the round: the forward pass with the new weights",
};

int bp_stage_of(const bp_definition *number)
{
    bool follows =
        number->moment == BP_AFTER_ROUND && number->operation != BP_STEP;
    return follows ? BP_AFTER_THE_ROUND : number->chapter;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/steps.h"

#include <stdio.h>

const char *bp_kind_name(bp_kind kind)
{
    static const char *const name[] = {
        [BP_INPUT] = "input",
        [BP_TARGET] = "target",
        [BP_WEIGHT] = "weight",
        [BP_BIAS] = "bias",
        [BP_ETA] = "eta",
        [BP_NET] = "net",
        [BP_OUT] = "out",
        [BP_ERROR] = "error",
        [BP_TOTAL_ERROR] = "total_error",
        [BP_PATH_WEIGHT] = "path_weight",
        [BP_PATH] = "path",
        [BP_DE_DOUT] = "dE_dout",
        [BP_DOUT_DNET] = "dout_dnet",
        [BP_DELTA] = "delta",
        [BP_DNET_DW] = "dnet_dw",
        [BP_DE_DW] = "dE_dw",
        [BP_DE_DB] = "dE_db",
    };
    return name[kind];
}

/* -------------------------------------------------------------------- formulas */

/* What stands before the first parent, between it and the next, and so on, and
 * behind the last. A parent may be named more than once: %1 is the first. */
static const char *pattern_of(bp_operation operation)
{
    switch (operation) {
    case BP_SAME:
        return "%1";
    case BP_PRODUCT:
        return "%1 × %2";
    case BP_LOGISTIC:
        return "1 / (1 + e^(−%1))";
    case BP_LOGISTIC_SLOPE:
        return "%1 × (1 − %1)";
    case BP_TANH:
        return "tanh %1";
    case BP_TANH_SLOPE:
        return "1 − %1^(2)";
    case BP_RELU:
        return "max(0, %1)";
    case BP_RELU_SLOPE:
        return "1, 0: %1 > 0, %1 ≤ 0";
    case BP_ONE:
        return "1";
    case BP_HALF_SQUARE:
        return "½ × (%1 − %2)^(2)";
    case BP_MINUS_MISS:
        return "−(%1 − %2)";
    case BP_CROSS_ENTROPY:
        return "−(%1 × ln %2 + (1 − %1) × ln(1 − %2))";
    case BP_CROSS_ENTROPY_SLOPE:
        return "(1 − %1) / (1 − %2) − %1 / %2";
    case BP_SOFTMAX_ENTROPY:
        return "−%1 × ln %2";
    case BP_STEP:
        return "%1 − %3 × %2";
    default:
        return "";
    }
}

/* A parent that is but another name for a number of the walk is called as that. */
static void write_key(const bp_definitions *d, size_t k, size_t which,
                      const bp_out *out)
{
    size_t parent = bp_parent(d, k, which);
    while (d->number[parent].standing != BP_IN_WALK &&
           d->number[parent].operation == BP_SAME)
        parent = bp_parent(d, parent, 0);
    bp_say(out, "{%s}", d->number[parent].key);
}

static void write_pattern(const bp_definitions *d, size_t k,
                          const char *pattern, const bp_out *out)
{
    for (const char *c = pattern; *c != '\0'; c++)
        if (*c == '%')
            write_key(d, k, (size_t)(*++c - '1'), out);
        else
            out->write(out->to, c, 1);
}

/* a + b + c .. */
static void write_sum(const bp_definitions *d, size_t k, const bp_out *out)
{
    for (size_t p = 0; p < d->number[k].n_parents; p++) {
        bp_say(out, p == 0 ? "" : " + ");
        write_key(d, k, p, out);
    }
}

/* a b + c d .., and the last one where it is alone. */
static void write_sum_of_products(const bp_definitions *d, size_t k,
                                  const bp_out *out)
{
    for (size_t p = 0; p < d->number[k].n_parents; p++) {
        bp_say(out, p == 0 ? "" : p % 2 == 0 ? " + " : " × ");
        write_key(d, k, p, out);
    }
}

/* 1 / (1 + e^(b - a) + e^(c - a) ..) */
static void write_softmax(const bp_definitions *d, size_t k, const bp_out *out)
{
    bp_say(out, "1 / (1");
    for (size_t p = 1; p < d->number[k].n_parents; p++) {
        bp_say(out, " + e^(");
        write_key(d, k, p, out);
        bp_say(out, " − ");
        write_key(d, k, 0, out);
        bp_say(out, ")");
    }
    bp_say(out, ")");
}

void bp_write_formula(const bp_definitions *d, size_t k, const bp_out *out)
{
    switch (d->number[k].operation) {
    case BP_SUM:
        write_sum(d, k, out);
        break;
    case BP_SUM_OF_PRODUCTS:
        write_sum_of_products(d, k, out);
        break;
    case BP_SOFTMAX:
        write_softmax(d, k, out);
        break;
    default:
        write_pattern(d, k, pattern_of(d->number[k].operation), out);
    }
}

/* --------------------------------------------------------------------- regions */

static bool is_logistic(const bp_example *example, const bp_definition *number)
{
    return example->network->layer[number->layer].activation ==
           BP_LOGISTIC_LAYER;
}

static bool is_squared(const bp_example *example)
{
    return example->network->error == BP_SQUARED_ERROR;
}

static bool is_output(const bp_example *example, const bp_definition *number)
{
    return number->layer + 1 == example->network->n_layers;
}

/* Behind a step: new weights and biases, and the error with them. */
static const char *region_after(const bp_example *example,
                                const bp_definition *number)
{
    switch (number->kind) {
    case BP_WEIGHT:
        return "04_updates-step";
    case BP_BIAS:
        return example->train_biases ? "04_updates-update_biases"
                                     : "04_updates-bias_policies";
    default:
        return NULL;
    }
}

static const char *region_of_bias_derivative(const bp_example *example,
                                             const bp_definition *number)
{
    return example->network->layer[number->layer].one_bias
               ? "04_updates-shared_bias_derivative"
               : "04_updates-own_bias_derivatives";
}

const char *bp_region_of(const bp_example *example, const bp_definition *number)
{
    const char *after =
        number->moment == BP_AFTER_ROUND ? region_after(example, number) : NULL;
    if (after != NULL)
        return after;
    switch (number->kind) {
    case BP_NET:
        return "01_forward_pass-net_inputs";
    case BP_OUT:
        return is_logistic(example, number) ? "01_forward_pass-logistic" : "";
    case BP_ERROR:
    case BP_TOTAL_ERROR:
        return is_squared(example) ? "01_forward_pass-errors" : "";
    case BP_PATH_WEIGHT:
    case BP_PATH:
        return "03_hidden_deltas-sum_paths";
    case BP_DE_DOUT:
        if (!is_output(example, number))
            return "03_hidden_deltas-sum_paths";
        return is_squared(example) ? "02_output_deltas-error_derivatives" : "";
    case BP_DOUT_DNET:
        return is_logistic(example, number) ? "02_output_deltas-logistic_slope"
                                            : "";
    case BP_DELTA:
        return "02_output_deltas-deltas";
    case BP_DNET_DW:
    case BP_DE_DW:
        return "02_output_deltas-products";
    case BP_DE_DB:
        return region_of_bias_derivative(example, number);
    default:
        return "00_network-given";
    }
}

/* ----------------------------------------------------------------------- names */

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

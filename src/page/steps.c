/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/steps.h"

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

/* A parent, which the page looks up by its key. */
static void write_parent(const void *known, const bp_definitions *d, size_t k,
                         const bp_out *out)
{
    (void)known;
    bp_say(out, "{%s}", d->number[k].key);
}

const bp_notation bp_page_notation = {
    .plus = " + ",
    .times = " × ",
    .softmax_before = "1 / (1",
    .softmax_term = "e^(%2 − %1)",
    .softmax_after = ")",
    .pattern =
        {
            [BP_SAME] = "%1",
            [BP_PRODUCT] = "%1%*%2",
            [BP_LOGISTIC] = "1 / (1 + e^(−%1))",
            [BP_LOGISTIC_SLOPE] = "%1%*(1 − %1)",
            [BP_TANH] = "tanh %1",
            [BP_TANH_SLOPE] = "1 − %1^(2)",
            [BP_RELU] = "max(0, %1)",
            [BP_RELU_SLOPE] = "1, 0: %1 > 0, %1 ≤ 0",
            [BP_ONE] = "1",
            [BP_HALF_SQUARE] = "½%*(%1 − %2)^(2)",
            [BP_MINUS_MISS] = "−(%1 − %2)",
            [BP_CROSS_ENTROPY] = "−(%1%*ln %2 + (1 − %1)%*ln(1 − %2))",
            [BP_CROSS_ENTROPY_SLOPE] = "(1 − %1) / (1 − %2) − %1 / %2",
            [BP_SOFTMAX_ENTROPY] = "−%1%*ln %2",
            [BP_STEP] = "%1 − %3%*%2",
        },
    .parent = write_parent,
};

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

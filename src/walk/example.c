/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/example.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk/functions.h"

void bp_example_free(bp_example *example)
{
    if (example == NULL)
        return;
    free(example->name);
    free(example->data);
    free(example->typed.text);
    bp_network_free(example->network);
    gsl_matrix_free(example->pairs.inputs);
    gsl_matrix_free(example->pairs.targets);
    free(example);
}

bp_method bp_example_method(const bp_example *example)
{
    bp_method method = bp_backpropagation;
    if (bp_has_other_functions(example->network))
        method = bp_vary(method, &bp_other_functions);
    if (example->train_biases)
        method = bp_vary(method, &bp_train_biases);
    return method;
}

const char *bp_example_typed(const bp_example *example, const char *before)
{
    const bp_texts *typed = &example->typed;
    const char *next =
        before == NULL ? typed->text : before + strlen(before) + 1;
    return next == typed->text + typed->size ? NULL : next;
}

const char *bp_example_shape(const bp_example *example,
                             char text[BP_SHAPE_SIZE])
{
    const bp_network *network = example->network;
    int n = snprintf(text, BP_SHAPE_SIZE, "%zu", network->n_inputs);
    for (size_t l = 0; l < network->n_layers; l++)
        n += snprintf(text + n, BP_SHAPE_SIZE - (size_t)n, "-%zu",
                      network->layer[l].w->size1);
    return text;
}

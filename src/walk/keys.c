/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of numbers: how each is spelt, and which number has it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk/definitions.h"

const char *const bp_chapter_names[BP_N_CHAPTERS] = {
    [BP_NETWORK] = "network",
    [BP_FORWARD_PASS] = "forward_pass",
    [BP_OUTPUT_DELTAS] = "output_deltas",
    [BP_HIDDEN_DELTAS] = "hidden_deltas",
    [BP_UPDATES] = "updates",
    [BP_TRAINING] = "training",
    [BP_GRADIENT_CHECK] = "gradient_check",
    [BP_MISTAKES] = "mistakes",
    [BP_MATRIX_FORM] = "matrix_form",
    [BP_MANY_EXAMPLES] = "many_examples",
};

/* What goes behind a key at this moment: nothing, "+", "@10000". */
static void append_moment(const bp_example *example, bp_moment moment,
                          char key[BP_KEY_SIZE])
{
    size_t length = strlen(key);
    if (moment == BP_AFTER_ROUND)
        snprintf(key + length, BP_KEY_SIZE - length, "+");
    if (moment == BP_AFTER_TRAINING)
        snprintf(key + length, BP_KEY_SIZE - length, "@%zu", example->rounds);
}

/* The name of a bias, with what stands before it. */
static void spell_bias(const bp_definition *n, const char *before,
                       const char *neuron, char key[BP_KEY_SIZE])
{
    if (n->neuron == BP_WHOLE_LAYER)
        snprintf(key, BP_KEY_SIZE, "%sb%zu", before, n->layer + 1);
    else
        snprintf(key, BP_KEY_SIZE, "%sb_%s", before, neuron);
}

void bp_spell_key(const bp_example *example, bp_definition *n)
{
    char *key = n->key;
    char neuron[BP_NAME_SIZE] = "";
    char next[BP_NAME_SIZE] = "";
    char w[BP_NAME_SIZE] = "";
    bool is_path = n->kind == BP_PATH || n->kind == BP_PATH_WEIGHT;
    bool has_weight =
        n->kind == BP_WEIGHT || n->kind == BP_DNET_DW || n->kind == BP_DE_DW;
    if (n->neuron != BP_WHOLE_LAYER)
        bp_neuron_name(example->network, n->layer, n->neuron, neuron);
    if (is_path)
        bp_neuron_name(example->network, n->layer + 1, n->source, next);
    if (has_weight)
        bp_weight_name(example->network, n->layer, n->neuron, n->source, w);
    switch (n->kind) {
    case BP_INPUT:
        snprintf(key, BP_KEY_SIZE, "i%zu", n->neuron + 1);
        break;
    case BP_TARGET:
        snprintf(key, BP_KEY_SIZE, "t%zu", n->neuron + 1);
        break;
    case BP_WEIGHT:
        snprintf(key, BP_KEY_SIZE, "%s", w);
        break;
    case BP_BIAS:
        spell_bias(n, "", neuron, key);
        break;
    case BP_ETA:
        snprintf(key, BP_KEY_SIZE, "eta");
        break;
    case BP_NET:
        snprintf(key, BP_KEY_SIZE, "net_%s", neuron);
        break;
    case BP_OUT:
        snprintf(key, BP_KEY_SIZE, "out_%s", neuron);
        break;
    case BP_ERROR:
        snprintf(key, BP_KEY_SIZE, "E_%s", neuron);
        break;
    case BP_TOTAL_ERROR:
        snprintf(key, BP_KEY_SIZE, "E_total");
        break;
    case BP_PATH_WEIGHT:
        snprintf(key, BP_KEY_SIZE, "dnet_%s/dout_%s", next, neuron);
        break;
    case BP_PATH:
        snprintf(key, BP_KEY_SIZE, "dE_%s/dout_%s", next, neuron);
        break;
    case BP_DE_DOUT:
        snprintf(key, BP_KEY_SIZE, "dE/dout_%s", neuron);
        break;
    case BP_DOUT_DNET:
        snprintf(key, BP_KEY_SIZE, "dout_%s/dnet_%s", neuron, neuron);
        break;
    case BP_DELTA:
        snprintf(key, BP_KEY_SIZE, "delta_%s", neuron);
        break;
    case BP_DNET_DW:
        snprintf(key, BP_KEY_SIZE, "dnet_%s/d%s", neuron, w);
        break;
    case BP_DE_DW:
        snprintf(key, BP_KEY_SIZE, "dE/d%s", w);
        break;
    case BP_DE_DB:
        spell_bias(n, "dE/d", neuron, key);
        break;
    }
    append_moment(example, n->moment, key);
}

typedef struct {
    const char *key;
    size_t k;
} name;

static int compare_names(const void *a, const void *b)
{
    const name *left = a;
    const name *right = b;
    return strcmp(left->key, right->key);
}

bool bp_sort_keys(bp_definitions *d)
{
    name *names = malloc(d->n * sizeof *names);
    d->by_key = malloc(d->n * sizeof d->by_key[0]);
    if (names == NULL || d->by_key == NULL) {
        free(names);
        return false;
    }
    for (size_t k = 0; k < d->n; k++)
        names[k] = (name){.key = d->number[k].key, .k = k};
    qsort(names, d->n, sizeof *names, compare_names);
    for (size_t k = 0; k < d->n; k++)
        d->by_key[k] = names[k].k;
    free(names);
    return true;
}

size_t bp_definitions_find(const bp_definitions *d, const char *key)
{
    size_t low = 0;
    size_t high = d->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const bp_definition *number = &d->number[d->by_key[middle]];
        int order = strcmp(key, number->key);
        if (order == 0)
            return number->standing == BP_UNNAMED ? SIZE_MAX
                                                  : d->by_key[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return SIZE_MAX;
}

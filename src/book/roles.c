/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/roles.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* -------------------------------------------------------------------- layers */

bp_view bp_first_view(const bp_network *network)
{
    return (bp_view){.h = 1, .o = network->n_layers};
}

bp_view bp_last_view(const bp_network *network)
{
    return (bp_view){.h = network->n_layers - 1, .o = network->n_layers};
}

static size_t n_in_layer(const bp_network *network, size_t layer)
{
    return layer == 0 ? network->n_inputs : network->layer[layer - 1].w->size1;
}

/* The n-th of a layer, counted from 0. False where it has not so many. */
static bool name_neuron(const bp_network *network, size_t layer, size_t n,
                        char name[BP_NAME_SIZE])
{
    if (n >= n_in_layer(network, layer))
        return false;
    if (layer == 0)
        snprintf(name, BP_NAME_SIZE, "i%zu", n + 1);
    else
        bp_neuron_name(network, layer - 1, n, name);
    return true;
}

/* --------------------------------------------------------------------- roles */

/* From the neuron `source` of the layer before to the neuron `to` of this one. */
static bool name_weight(const bp_network *network, size_t layer, size_t to,
                        size_t source, char name[BP_NAME_SIZE])
{
    if (layer == 0 || to >= n_in_layer(network, layer) ||
        source >= n_in_layer(network, layer - 1))
        return false;
    bp_weight_name(network, layer - 1, to, source, name);
    return true;
}

static bool name_bias(const bp_network *network, size_t layer,
                      char name[BP_NAME_SIZE])
{
    if (layer == 0)
        return false;
    bp_bias_name(network, layer - 1, 0, name);
    return true;
}

/* Of the weights w1 .. w8, counted from 0: two lead into each of h1, h2, o1, o2. */
static bool play_weight(const bp_network *network, bp_view view, size_t weight,
                        char name[BP_NAME_SIZE])
{
    size_t source = weight % 2;
    size_t to = weight / 2 % 2;
    if (weight < 4)
        return name_weight(network, view.h, to, source, name);
    size_t last = n_in_layer(network, view.o) - 1;
    return name_weight(network, view.o, to == 0 ? 0 : last, source, name);
}

bool bp_role(const bp_network *network, bp_view view, const char *role,
             char name[BP_NAME_SIZE])
{
    size_t n = strtoul(role + 1, NULL, 10);
    if (n < 1 || n > (role[0] == 'w' ? 8 : 2))
        return false;
    size_t last = n_in_layer(network, view.o) - 1;
    switch (role[0]) {
    case 'i':
        return name_neuron(network, view.h == 0 ? 0 : view.h - 1, n - 1, name);
    case 'h':
        return name_neuron(network, view.h, n - 1, name);
    case 'o':
        return name_neuron(network, view.o, n == 1 ? 0 : last, name);
    case 't':
        snprintf(name, BP_NAME_SIZE, "t%zu",
                 n == 1 ? n : bp_n_outputs(network));
        return true;
    case 'w':
        return play_weight(network, view, n - 1, name);
    case 'b':
        return name_bias(network, n == 1 ? view.h : view.o, name);
    default:
        return false;
    }
}

/* ---------------------------------------------------------------------- keys */

static bool is_role_at(const char *roles, const char *at)
{
    bool begins = at == roles || !isalnum((unsigned char)at[-1]) ||
                  (at[-1] == 'd' && (at - roles == 1 || at[-2] == '/'));
    return begins && strchr("ihotwb", at[0]) != NULL &&
           isdigit((unsigned char)at[1]);
}

/* What is put out by an input is the input, and what feeds a neuron, by its name
 * alone, is its output. */
static void say_as_key(char key[BP_KEY_SIZE])
{
    char *out_of_input = strstr(key, "out_i");
    if (out_of_input != NULL)
        memmove(out_of_input, out_of_input + 4, strlen(out_of_input + 4) + 1);
    if (strchr("hkmnpq", key[0]) != NULL && isdigit((unsigned char)key[1])) {
        char neuron[BP_KEY_SIZE];
        memcpy(neuron, key, BP_KEY_SIZE);
        snprintf(key, BP_KEY_SIZE, "out_%.*s", BP_KEY_SIZE - 5, neuron);
    }
}

bool bp_key_of_roles(const bp_network *network, bp_view view, const char *roles,
                     char key[BP_KEY_SIZE])
{
    size_t length = 0;
    for (const char *at = roles; *at != '\0' && length + 1 < BP_KEY_SIZE;) {
        char name[BP_NAME_SIZE];
        if (!is_role_at(roles, at)) {
            key[length++] = *at++;
            continue;
        }
        if (!bp_role(network, view, at, name))
            return false;
        for (size_t n = 0; name[n] != '\0' && length + 1 < BP_KEY_SIZE; n++)
            key[length++] = name[n];
        at++;
        while (isdigit((unsigned char)*at))
            at++;
    }
    key[length] = '\0';
    say_as_key(key);
    return true;
}

/* ---------------------------------------------------------------------- rows */

static void fill_view(const bp_network *network, bp_view view, const char *name,
                      const bp_sink *sink)
{
    static const char *const roles[] = {"i1", "i2", "h1", "h2", "o1", "o2",
                                        "t1", "t2", "w1", "w2", "w3", "w4",
                                        "w5", "w6", "w7", "w8", "b1", "b2"};
    for (size_t r = 0; r < sizeof roles / sizeof roles[0]; r++) {
        char played_by[BP_NAME_SIZE];
        if (!bp_role(network, view, roles[r], played_by))
            continue;
        bp_cell(sink, "role");
        bp_cell(sink, "%s", name);
        bp_cell(sink, "%s", roles[r]);
        bp_cell(sink, "%s", played_by);
        bp_end_row(sink);
    }
}

void bp_role_rows(const bp_network *network, const bp_sink *sink)
{
    fill_view(network, bp_first_view(network), "first", sink);
    fill_view(network, bp_last_view(network), "last", sink);
    for (size_t h = network->n_layers - 1; h-- > 1;) {
        char name[2 * BP_NAME_SIZE];
        snprintf(name, sizeof name, "back-%zu", h);
        fill_view(network, (bp_view){.h = h, .o = h + 1}, name, sink);
    }
}

static void fill_weights(const bp_network *network, size_t layer, size_t to,
                         const bp_sink *sink)
{
    char name[BP_NAME_SIZE];
    bp_cell(sink, "into");
    name_neuron(network, layer, to, name);
    bp_cell(sink, "%s", name);
    for (size_t i = 0; name_weight(network, layer, to, i, name); i++)
        bp_cell(sink, "%s", name);
    bp_end_row(sink);
}

void bp_layer_rows(const bp_network *network, const bp_sink *sink)
{
    char name[BP_NAME_SIZE];
    for (size_t layer = 0; layer <= network->n_layers; layer++) {
        bp_cell(sink, "layer");
        for (size_t n = 0; name_neuron(network, layer, n, name); n++)
            bp_cell(sink, "%s", name);
        bp_end_row(sink);
    }
    for (size_t layer = 1; layer <= network->n_layers; layer++)
        for (size_t to = 0; to < n_in_layer(network, layer); to++)
            fill_weights(network, layer, to, sink);
}

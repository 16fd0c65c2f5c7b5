/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the names in prose stand for in networks of other shapes. What is expected was
 * read off the networks by hand: weights are counted layer by layer, neuron by
 * neuron. */
#include "book/roles.h"

#include "support.h"

typedef enum { FIRST, LAST, BACK } from;

static const struct {
    size_t n_layers, n_inputs, n_neurons[4];
    from seen;
    const char *roles, *key; /* NULL: there is none */
} keys[] = {
    {2, 2, {2, 2}, LAST, "dE_o1/dout_h1", "dE_o1/dout_h1"},
    {2, 2, {2, 2}, LAST, "updated-weights_w8+", "updated-weights_w8+"},
    /* 3-4-2: w1 .. w12 are hidden, w13 .. w16 lead into o1, w17 .. w20 into o2 */
    {2, 3, {4, 2}, LAST, "w5", "w13"},
    {2, 3, {4, 2}, LAST, "dE/dw6", "dE/dw14"},
    {2, 3, {4, 2}, LAST, "w7+", "w17+"},
    {2, 3, {4, 2}, FIRST, "dnet_h2/dw3", "dnet_h2/dw4"},
    {2, 3, {4, 2}, FIRST, "E_nudged_w5@10", "E_nudged_w13@10"},
    {2, 3, {4, 2}, LAST, "eta_x10", "eta_x10"},
    /* 2-3-3-2: w7 .. w15 lead to k, w16 .. w21 to o */
    {3, 2, {3, 3, 2}, FIRST, "delta_h1", "delta_h1"},
    {3, 2, {3, 3, 2}, LAST, "delta_h1", "delta_k1"},
    {3, 2, {3, 3, 2}, LAST, "dE/dw1", "dE/dw7"},
    {3, 2, {3, 3, 2}, LAST, "i1", "out_h1"},
    {3, 2, {3, 3, 2}, LAST, "w8", "w20"},
    {3, 2, {3, 3, 2}, BACK, "w5", "w7"},
    {3, 2, {3, 3, 2}, BACK, "w7", "w13"},
    {3, 2, {3, 3, 2}, BACK, "delta_o2", "delta_k3"},
    {3, 2, {3, 3, 2}, LAST, "b2", "b3"},
    /* 5-2: what stands before the outputs are the inputs */
    {1, 5, {2}, LAST, "out_h1", "i1"},
    {1, 5, {2}, LAST, "dE/dw7", "dE/dw6"},
    {1, 5, {2}, LAST, "w1", NULL},
    {1, 5, {2}, FIRST, "net_h1", "net_o1"},
    /* 1-1-1: nothing is the second */
    {2, 1, {1, 1}, LAST, "w5", "w2"},
    {2, 1, {1, 1}, LAST, "w7", "w2"},
    {2, 1, {1, 1}, LAST, "out_h2", NULL},
    {2, 1, {1, 1}, LAST, "w6", NULL},
    /* 2-2-10: o2 is the last of the outputs, and t2 its target */
    {2, 2, {2, 10}, LAST, "dE/dout_o2", "dE/dout_o10"},
    {2, 2, {2, 10}, LAST, "t2", "t10"},
    {2, 2, {2, 10}, LAST, "w8", "w24"},
};

static bp_view view_from(const bp_network *network, from seen)
{
    bp_view view = bp_last_view(network);
    if (seen == FIRST)
        return bp_first_view(network);
    return seen == LAST ? view : (bp_view){.h = view.h - 1, .o = view.o - 1};
}

START_TEST(keys_have_the_names_of_their_network)
{
    bp_network *network = bp_network_alloc(keys[_i].n_inputs, keys[_i].n_layers,
                                           keys[_i].n_neurons);
    for (size_t l = 0; l < network->n_layers; l++)
        network->layer[l].one_bias = true;
    char key[BP_KEY_SIZE];
    bool is_there = bp_key_of_roles(network, view_from(network, keys[_i].seen),
                                    keys[_i].roles, key);
    ck_assert_int_eq(is_there, keys[_i].key != NULL);
    if (is_there)
        ck_assert_str_eq(key, keys[_i].key);
    bp_network_free(network);
}
END_TEST

/* A bias of one's own has its neuron in its name. */
START_TEST(biases_are_named_as_they_are_shared)
{
    bp_network *network = bp_network_alloc(2, 2, (size_t[]){2, 2});
    char key[BP_KEY_SIZE];
    network->layer[0].one_bias = false;
    network->layer[1].one_bias = true;
    ck_assert(bp_key_of_roles(network, bp_last_view(network), "dE/db1", key));
    ck_assert_str_eq(key, "dE/db_h1");
    ck_assert(bp_key_of_roles(network, bp_last_view(network), "b2+", key));
    ck_assert_str_eq(key, "b2+");
    bp_network_free(network);
}
END_TEST

int main(void)
{
    TCase *roles = tcase_create("roles");
    tcase_add_loop_test(roles, keys_have_the_names_of_their_network, 0,
                        LENGTH(keys));
    tcase_add_test(roles, biases_are_named_as_they_are_shared);
    return run_cases("roles", 1, (TCase *[]){roles});
}

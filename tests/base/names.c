/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of neurons, weights and biases.
 * Expected: the rules in backprop.h, applied by hand. */
#include "support.h"

#include <stdint.h>
#include <stdio.h>

static void expect_neuron(const bp_network *network, size_t l, size_t j,
                          const char *expected)
{
    char name[BP_NAME_SIZE];
    bp_neuron_name(network, l, j, name);
    ck_assert_str_eq(name, expected);
}

static void expect_weight(const bp_network *network, size_t l, size_t j,
                          size_t i, const char *expected)
{
    char name[BP_NAME_SIZE];
    bp_weight_name(network, l, j, i, name);
    ck_assert_str_eq(name, expected);
}

static void expect_bias(const bp_network *network, size_t l, size_t j,
                        const char *expected)
{
    char name[BP_NAME_SIZE];
    bp_bias_name(network, l, j, name);
    ck_assert_str_eq(name, expected);
}

START_TEST(hidden_layers_are_h_k_m_n_p_q)
{
    const size_t n_neurons[] = {2, 2, 2, 2, 2, 2, 2};
    for (size_t n_layers = 1; n_layers <= BP_MAX_LAYERS; n_layers++) {
        bp_network *network = bp_network_alloc(2, n_layers, n_neurons);
        static const char *const first[] = {"h1", "k1", "m1", "n1", "p1", "q1"};
        static const char *const second[] = {"h2", "k2", "m2",
                                             "n2", "p2", "q2"};
        for (size_t l = 0; l + 1 < n_layers; l++) {
            expect_neuron(network, l, 0, first[l]);
            expect_neuron(network, l, 1, second[l]);
        }
        expect_neuron(network, n_layers - 1, 0, "o1");
        expect_neuron(network, n_layers - 1, 1, "o2");
        bp_network_free(network);
    }
}
END_TEST

/* 3-4-2-5: 12 weights, then 8, then 10. */
START_TEST(weights_are_numbered_layer_by_layer_row_by_row)
{
    bp_network *network = bp_network_alloc(3, 3, (const size_t[]){4, 2, 5});
    expect_weight(network, 0, 0, 0, "w1");
    expect_weight(network, 0, 0, 2, "w3");
    expect_weight(network, 0, 1, 0, "w4");
    expect_weight(network, 0, 3, 2, "w12");
    expect_weight(network, 1, 0, 0, "w13");
    expect_weight(network, 1, 0, 3, "w16");
    expect_weight(network, 1, 1, 0, "w17");
    expect_weight(network, 1, 1, 3, "w20");
    expect_weight(network, 2, 0, 0, "w21");
    expect_weight(network, 2, 2, 1, "w26");
    expect_weight(network, 2, 4, 1, "w30");
    bp_network_free(network);
}
END_TEST

START_TEST(biases_are_named_by_layer_or_by_neuron)
{
    bp_network *network = bp_network_alloc(3, 3, (const size_t[]){4, 2, 5});
    network->layer[0].one_bias = true;
    network->layer[2].one_bias = true;
    expect_bias(network, 0, 0, "b1");
    expect_bias(network, 0, 3, "b1");
    expect_bias(network, 1, 0, "b_k1");
    expect_bias(network, 1, 1, "b_k2");
    expect_bias(network, 2, 4, "b3");
    network->layer[0].one_bias = false;
    network->layer[2].one_bias = false;
    expect_bias(network, 0, 3, "b_h4");
    expect_bias(network, 2, 4, "b_o5");
    bp_network_free(network);
}
END_TEST

/* The largest numbers there are. This network exists in name only. */
START_TEST(huge_numbers_fit_into_a_name)
{
    gsl_matrix w = {.size1 = 1, .size2 = SIZE_MAX - 1};
    bp_network network = {.n_inputs = SIZE_MAX - 1, .n_layers = 2};
    network.layer[0].w = &w;
    char expected[64];
    snprintf(expected, sizeof expected, "h%zu", SIZE_MAX);
    expect_neuron(&network, 0, SIZE_MAX - 1, expected);
    snprintf(expected, sizeof expected, "b_h%zu", SIZE_MAX);
    expect_bias(&network, 0, SIZE_MAX - 1, expected);
    snprintf(expected, sizeof expected, "w%zu", SIZE_MAX);
    expect_weight(&network, 0, 1, 0, expected);
}
END_TEST

int main(void)
{
    TCase *names = tcase_create("names");
    tcase_add_test(names, hidden_layers_are_h_k_m_n_p_q);
    tcase_add_test(names, weights_are_numbered_layer_by_layer_row_by_row);
    tcase_add_test(names, biases_are_named_by_layer_or_by_neuron);
    tcase_add_test(names, huge_numbers_fit_into_a_name);
    TCase *const cases[] = {names};
    return run_cases("names", sizeof cases / sizeof cases[0], cases);
}

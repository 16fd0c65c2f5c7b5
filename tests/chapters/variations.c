/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variations of the right method: what they make of the post's example and of
 * others. */
#include "workspace.h"

#include <stdio.h>
#include <string.h>

/* --------------------------------------- the post's example, after many rounds
 * Expected: worked out in 60-digit arithmetic, and printed with these
 * digits. */

static void expect_printed(const char *key, double computed, int digits,
                           const char *expected)
{
    char text[40];
    snprintf(text, sizeof text, "%.*g", digits, computed);
    ck_assert_msg(strcmp(text, expected) == 0,
                  "%s: computed %.17g, expected %s", key, computed, expected);
}

static void look_at_errors(void)
{
    bp_forward(t.network, t.ws);
    bp_errors(t.network, t.ws);
}

static const bp_method no_variation = {0};

static const struct {
    const char *name;
    const bp_method *variation;
    const char *after_1, *after_10000;
} variations[] = {
    {"biases fixed", &no_variation, "0.291027773694", "3.51018778e-05"},
    {"one bias per neuron", &bp_train_bias_per_neuron, "0.280471446791",
     "2.44756224e-06"},
    {"one bias per layer", &bp_train_bias_per_layer, "0.285750886699",
     "4.35532107e-06"},
    {"the biases it has", &bp_train_biases, "0.285750886699", "4.35532107e-06"},
    {"updated weights", &bp_updated_weights, "0.291027923905",
     "3.50847863e-05"},
};

START_TEST(errors_of_each_variation)
{
    start("post");
    bp_method method = bp_vary(bp_backpropagation, variations[_i].variation);
    train(&method, 0, 1);
    look_at_errors();
    expect_printed(variations[_i].name, t.ws->E_total, 12,
                   variations[_i].after_1);
    train(&method, 1, 9999);
    look_at_errors();
    expect_printed(variations[_i].name, t.ws->E_total, 9,
                   variations[_i].after_10000);
    end();
}
END_TEST

/* Each policy on the network that has the biases of another: 3-4-2 one for each
 * neuron, 2-3-3-2 one for each layer; and the mistake on both. */
static const struct {
    const char *example;
    const bp_method *variation;
    double after_1, after_100;
} on_others[] = {
    {"3-4-2", &bp_train_bias_per_layer, 0.165712673721059,
     0.000553519489173137},
    {"2-3-3-2", &bp_train_bias_per_neuron, 0.0605416106732164,
     5.3223490607785e-06},
    {"3-4-2", &bp_updated_weights, 0.165874426040411, 0.00133812035846909},
    {"2-3-3-2", &bp_updated_weights, 0.0661217103505505, 0.000323479461146301},
};

START_TEST(errors_of_variations_on_other_networks)
{
    start(on_others[_i].example);
    bp_method method = bp_vary(bp_backpropagation, on_others[_i].variation);
    train(&method, 0, 1);
    look_at_errors();
    expect_close("E_total+", t.ws->E_total, on_others[_i].after_1, 1e-12);
    train(&method, 1, 99);
    look_at_errors();
    expect_close("E_total@100", t.ws->E_total, on_others[_i].after_100, 1e-12);
    end();
}
END_TEST

/* The post's closing figures: its outputs come from updated weights, its error
 * from the right method one round early. */
START_TEST(closing_figures_of_the_post)
{
    start("post");
    bp_method mistaken = bp_vary(bp_backpropagation, &bp_updated_weights);
    train(&mistaken, 0, 10000);
    look_at_errors();
    expect_printed("out_o1", gsl_vector_get(t.ws->layer[1].out, 0), 9,
                   "0.0159121963");
    expect_printed("out_o2", gsl_vector_get(t.ws->layer[1].out, 1), 10,
                   "0.9840657345");
    end();

    start("post");
    train(&bp_backpropagation, 0, 9999);
    look_at_errors();
    expect_printed("E_total@9999", t.ws->E_total, 10, "3.510854812e-05");
    end();
}
END_TEST

/* --------------------------------- variations, stage by stage, on other shapes
 * Expected: worked out in 60-digit arithmetic, the mistake by its own
 * definition. */

static void run_up_to_output_deltas(void)
{
    static bp_stage *const stages[] = {bp_forward, bp_error_derivatives,
                                       bp_slopes, bp_output_deltas};
    for (size_t s = 0; s < sizeof stages / sizeof stages[0]; s++)
        stages[s](t.network, t.ws);
}

/* One round of the right method, varied; the network stays as it was. */
static void run_round(const bp_method *variation)
{
    bp_method method = bp_vary(bp_backpropagation, variation);
    bp_round(&method, t.network, t.ws);
}

static void expect_vector(const char *what, const gsl_vector *vector,
                          const double expected[])
{
    for (size_t j = 0; j < vector->size; j++)
        expect_close(what, gsl_vector_get(vector, j), expected[j], 1e-12);
}

START_TEST(hidden_deltas_with_updated_weights)
{
    start("2-3-3-2");
    run_round(&bp_updated_weights);
    static const double k[] = {-0.0163169578818134, 0.0164912928217765,
                               -0.00188553797751974};
    static const double h[] = {-0.00131034210339591, 0.00476467625234824,
                               -0.0033282527878952};
    expect_vector("delta_k", t.ws->layer[1].delta, k);
    expect_vector("delta_h", t.ws->layer[0].delta, h);
    end();

    start("3-4-2");
    run_round(&bp_updated_weights);
    static const double h_of_342[] = {0.0106049603770679, -0.0307537959801813,
                                      0.0225529557983564, 0.00684757157506681};
    expect_vector("delta_h", t.ws->layer[0].delta, h_of_342);
    end();
}
END_TEST

/* 2-3-3-2 shares its biases, 3-4-2 does not: each policy on the network that
 * has the other one. Sums and deltas of the last two layers. */
START_TEST(bias_derivatives_by_policy)
{
    static const double k[] = {-0.0156368015619262, 0.0171064151520616,
                               -0.00122148553262978};
    static const double o[] = {-0.0351388077658192, 0.0847939056883308};
    start("2-3-3-2");
    run_up_to_output_deltas();
    bp_hidden_deltas(t.network, t.ws);
    bp_bias_derivatives_per_neuron(t.network, t.ws);
    expect_vector("dE/db_k", t.ws->layer[1].dE_db, k);
    expect_vector("dE/db_o", t.ws->layer[2].dE_db, o);
    end();

    static const double b1[] = {0.013040535162314, 0.013040535162314,
                                0.013040535162314, 0.013040535162314};
    static const double b2[] = {0.0171350495964791, 0.0171350495964791};
    start("3-4-2");
    run_up_to_output_deltas();
    bp_hidden_deltas(t.network, t.ws);
    bp_bias_derivatives_per_layer(t.network, t.ws);
    expect_vector("dE/db1", t.ws->layer[0].dE_db, b1);
    expect_vector("dE/db2", t.ws->layer[1].dE_db, b2);
    end();
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("variations");
    tcase_add_loop_test(c, errors_of_each_variation, 0,
                        sizeof variations / sizeof variations[0]);
    tcase_add_loop_test(c, errors_of_variations_on_other_networks, 0,
                        sizeof on_others / sizeof on_others[0]);
    tcase_add_test(c, closing_figures_of_the_post);
    tcase_add_test(c, hidden_deltas_with_updated_weights);
    tcase_add_test(c, bias_derivatives_by_policy);
    TCase *const cases[] = {c};
    return run_cases("chapter_variations", sizeof cases / sizeof cases[0],
                     cases);
}

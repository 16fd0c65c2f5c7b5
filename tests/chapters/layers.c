/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of chapters 01 to 04 that work on one layer, on shapes that are
 * not square.
 * Expected: worked out by hand, as the comments show. Where all numbers are
 * sums of few powers of 2, every operation is exact, and so is the
 * comparison. */
#include "support.h"

#define ROW_OF(...) ((double[]){__VA_ARGS__})

static gsl_vector vector_of(size_t n, double x[])
{
    return gsl_vector_view_array(x, n).vector;
}

static gsl_matrix matrix_of(size_t n1, size_t n2, double x[])
{
    return gsl_matrix_view_array(x, n1, n2).matrix;
}

static void expect_numbers(const char *what, size_t n, const double computed[],
                           const double expected[])
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(computed[i] == expected[i],
                      "%s, number %zu: %.17g, expected %.17g", what, i,
                      computed[i], expected[i]);
}

/* ---------------------------------------------------------------- the logistic
 * logistic(0) = 1/2; logistic(ln 3) = 1 / (1 + 1/3) = 3/4; logistic(-ln 3) =
 * 1/4. */

START_TEST(logistic_in_the_middle)
{
    ck_assert_double_eq(bp_logistic(0.0), 0.5);
    expect_close("logistic(ln 3)", bp_logistic(log(3.0)), 0.75, 1e-15);
    expect_close("logistic(-ln 3)", bp_logistic(-log(3.0)), 0.25, 1e-15);
    expect_close("logistic(ln 7)", bp_logistic(log(7.0)), 0.875, 1e-15);
}
END_TEST

/* e^1000 is beyond all doubles, e^-1000 below them; the limits are 1 and 0. */
START_TEST(logistic_far_out)
{
    ck_assert_double_eq(bp_logistic(1000.0), 1.0);
    ck_assert_double_eq(bp_logistic(-1000.0), 0.0);
    ck_assert_double_eq(bp_logistic(1e308), 1.0);
    ck_assert_double_eq(bp_logistic(-1e308), 0.0);
    ck_assert_double_eq(bp_logistic(INFINITY), 1.0);
    ck_assert_double_eq(bp_logistic(-INFINITY), 0.0);
}
END_TEST

/* 1/2 * 1/2; 3/4 * 1/4; 1/8 * 7/8; and flat at both ends. */
START_TEST(slope_from_the_logistics_value)
{
    ck_assert_double_eq(bp_logistic_slope(0.5), 0.25);
    ck_assert_double_eq(bp_logistic_slope(0.75), 0.1875);
    ck_assert_double_eq(bp_logistic_slope(0.125), 0.109375);
    ck_assert_double_eq(bp_logistic_slope(bp_logistic(1000.0)), 0.0);
    ck_assert_double_eq(bp_logistic_slope(bp_logistic(-1000.0)), 0.0);
}
END_TEST

/* ------------------------------------------------------------------ one neuron
 * net = 2 * ln(3)/2 = ln 3, out = 3/4, E = 1/2 (1/4 - 3/4)^2 = 1/8; the slope is
 * 3/4 * 1/4, and dE/dw = 1/2 * 3/16 * 2. */

START_TEST(one_neuron_and_its_three_factors)
{
    bp_one_weight n = bp_one_neuron(2.0, 0.5 * log(3.0), 0.25);
    ck_assert_double_eq(n.x, 2.0);
    ck_assert_double_eq(n.w, 0.5 * log(3.0));
    ck_assert_double_eq(n.t, 0.25);
    expect_close("net", n.net, log(3.0), 1e-15);
    expect_close("out", n.out, 0.75, 1e-15);
    expect_close("E", n.E, 0.125, 1e-14);
    expect_close("dE/dout", n.dE_dout, 0.5, 1e-14);
    expect_close("dout/dnet", n.dout_dnet, 0.1875, 1e-14);
    expect_close("dnet/dw", n.dnet_dw, 2.0, 0.0);
    expect_close("dE/dw", n.dE_dw, 0.1875, 1e-14);
}
END_TEST

/* ------------------------------------------------------------------ forward */

/*  1*2 + 2*-1 + 3*4   =  12     12 + 0.25 =  12.25
 * -4*2 + 5*-1 + 0.5*4 = -11    -11 - 3    = -14 */
START_TEST(net_inputs_of_two_neurons_fed_by_three)
{
    gsl_matrix w = matrix_of(2, 3, ROW_OF(1, 2, 3, -4, 5, 0.5));
    gsl_vector b = vector_of(2, ROW_OF(0.25, -3));
    gsl_vector in = vector_of(3, ROW_OF(2, -1, 4));
    gsl_vector net = vector_of(2, ROW_OF(7, 7));
    bp_net_inputs(&w, &b, &in, &net);
    expect_numbers("net", 2, net.data, ROW_OF(12.25, -14));
}
END_TEST

/* 1.5*2 - 1 = 2;  -0.5*2 + 0.25 = -0.75;  4*2 + 3 = 11 */
START_TEST(net_inputs_of_three_neurons_fed_by_one)
{
    gsl_matrix w = matrix_of(3, 1, ROW_OF(1.5, -0.5, 4));
    gsl_vector b = vector_of(3, ROW_OF(-1, 0.25, 3));
    gsl_vector in = vector_of(1, ROW_OF(2));
    gsl_vector net = vector_of(3, ROW_OF(7, 7, 7));
    bp_net_inputs(&w, &b, &in, &net);
    expect_numbers("net", 3, net.data, ROW_OF(2, -0.75, 11));
}
END_TEST

START_TEST(outputs_neuron_by_neuron)
{
    gsl_vector net = vector_of(4, ROW_OF(0.0, log(3.0), -log(3.0), log(7.0)));
    gsl_vector out = vector_of(4, ROW_OF(7, 7, 7, 7));
    bp_outputs(&net, &out);
    static const double expected[] = {0.5, 0.75, 0.25, 0.875};
    for (size_t j = 0; j < 4; j++)
        expect_close("out", gsl_vector_get(&out, j), expected[j], 1e-15);
}
END_TEST

/* ----------------------------------------------------------------- backward */

/*  0.5 * (3, 0.25, -8) = ( 1.5, 0.125, -4)
 * -2   * (3, 0.25, -8) = (-6,  -0.5,   16) */
START_TEST(products_of_two_deltas_and_three_sources)
{
    gsl_vector delta = vector_of(2, ROW_OF(0.5, -2));
    gsl_vector source = vector_of(3, ROW_OF(3, 0.25, -8));
    gsl_matrix dE_dw = matrix_of(2, 3, ROW_OF(7, 7, 7, 7, 7, 7));
    bp_products(&delta, &source, &dE_dw);
    expect_numbers("dE/dw", 6, dE_dw.data,
                   ROW_OF(1.5, 0.125, -4, -6, -0.5, 16));
}
END_TEST

/*  0.5 * ( 1, 2, 3)   = (0.5,  1,  1.5)
 * -2   * (-4, 5, 0.5) = (8,  -10, -1)     columns add up to (8.5, -9, 0.5) */
START_TEST(paths_from_three_neurons_through_two)
{
    gsl_matrix w = matrix_of(2, 3, ROW_OF(1, 2, 3, -4, 5, 0.5));
    gsl_vector delta_next = vector_of(2, ROW_OF(0.5, -2));
    gsl_matrix dE_path = matrix_of(2, 3, ROW_OF(7, 7, 7, 7, 7, 7));
    gsl_vector dE_dout = vector_of(3, ROW_OF(7, 7, 7));
    bp_sum_paths(&w, &delta_next, &dE_path, &dE_dout);
    expect_numbers("dE_path", 6, dE_path.data, ROW_OF(0.5, 1, 1.5, 8, -10, -1));
    expect_numbers("dE/dout", 3, dE_dout.data, ROW_OF(8.5, -9, 0.5));
}
END_TEST

/* 4/4 = 1, -16 * 3/16 = -3, 32 * 7/64 = 3.5 */
START_TEST(deltas_of_three_neurons)
{
    gsl_vector dE_dout = vector_of(3, ROW_OF(4, -16, 32));
    gsl_vector dout_dnet = vector_of(3, ROW_OF(0.25, 0.1875, 0.109375));
    gsl_vector delta = vector_of(3, ROW_OF(7, 7, 7));
    bp_deltas(&dE_dout, &dout_dnet, &delta);
    expect_numbers("delta", 3, delta.data, ROW_OF(1, -3, 3.5));
    expect_numbers("dE/dout", 3, dE_dout.data, ROW_OF(4, -16, 32));
    expect_numbers("dout/dnet", 3, dout_dnet.data,
                   ROW_OF(0.25, 0.1875, 0.109375));
}
END_TEST

/* 1-3-2, outs 1/2, 1/4, 1/8 and 3/4, 1/16: the slopes of both layers, and
 * nothing but the outputs is read for them.
 * 1/2 * 1/2, 1/4 * 3/4, 1/8 * 7/8;  3/4 * 1/4, 1/16 * 15/16 */
START_TEST(slopes_in_every_layer)
{
    bp_network *network = bp_network_alloc(1, 2, (const size_t[]){3, 2});
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert(network != NULL && ws != NULL);
    bp_layer_work *hidden = &ws->layer[0], *output = &ws->layer[1];
    gsl_vector out_h = vector_of(3, ROW_OF(0.5, 0.25, 0.125));
    gsl_vector out_o = vector_of(2, ROW_OF(0.75, 0.0625));
    gsl_vector_memcpy(hidden->out, &out_h);
    gsl_vector_memcpy(output->out, &out_o);
    gsl_vector_set_all(hidden->net, NAN);
    gsl_vector_set_all(output->net, NAN);
    bp_slopes(network, ws);
    expect_numbers("dout/dnet_h", 3, hidden->dout_dnet->data,
                   ROW_OF(0.25, 0.1875, 0.109375));
    expect_numbers("dout/dnet_o", 2, output->dout_dnet->data,
                   ROW_OF(0.1875, 0.05859375));
    bp_workspace_free(ws);
    bp_network_free(network);
}
END_TEST

/* 3/4 - 1/4 = 1/2,  1/16 - 1 = -15/16; the hidden layer's own are chapter 3's:
 * they stay. */
START_TEST(error_derivatives_of_the_outputs)
{
    bp_network *network = bp_network_alloc(1, 2, (const size_t[]){3, 2});
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert(network != NULL && ws != NULL);
    gsl_vector out_o = vector_of(2, ROW_OF(0.75, 0.0625));
    gsl_vector_memcpy(ws->layer[1].out, &out_o);
    gsl_vector_set(ws->target, 0, 0.25);
    gsl_vector_set(ws->target, 1, 1.0);
    gsl_vector_set_all(ws->layer[0].dE_dout, 7.0);
    bp_error_derivatives(network, ws);
    expect_numbers("dE/dout_o", 2, ws->layer[1].dE_dout->data,
                   ROW_OF(0.5, -0.9375));
    expect_numbers("dE/dout_h", 3, ws->layer[0].dE_dout->data, ROW_OF(7, 7, 7));
    bp_workspace_free(ws);
    bp_network_free(network);
}
END_TEST

/* ------------------------------------------------------------------ updates */

/* 1 - 0.25*4 = 0;  2 + 0.25*8 = 4;  -3 - 0.25*1 = -3.25;
 * 0.5 - 0.25*2 = 0;  5 + 0.25*6 = 6.5;  -1 - 0.25*0 = -1 */
START_TEST(step_against_the_derivatives)
{
    gsl_matrix w = matrix_of(3, 2, ROW_OF(1, 2, -3, 0.5, 5, -1));
    gsl_matrix dE_dw = matrix_of(3, 2, ROW_OF(4, -8, 1, 2, -6, 0));
    gsl_matrix w_new = matrix_of(3, 2, ROW_OF(7, 7, 7, 7, 7, 7));
    bp_step(&w, &dE_dw, 0.25, &w_new);
    expect_numbers("w+", 6, w_new.data, ROW_OF(0, 4, -3.25, 0, 6.5, -1));
    expect_numbers("w", 6, w.data, ROW_OF(1, 2, -3, 0.5, 5, -1));
}
END_TEST

START_TEST(own_bias_derivatives_are_the_deltas)
{
    gsl_vector delta = vector_of(3, ROW_OF(0.5, -2, 8));
    gsl_vector dE_db = vector_of(3, ROW_OF(7, 7, 7));
    bp_own_bias_derivatives(&delta, &dE_db);
    expect_numbers("dE/db", 3, dE_db.data, ROW_OF(0.5, -2, 8));
}
END_TEST

/* 0.5 - 2 + 8 = 6.5 */
START_TEST(shared_bias_derivative_is_the_deltas_sum)
{
    gsl_vector delta = vector_of(3, ROW_OF(0.5, -2, 8));
    gsl_vector dE_db = vector_of(3, ROW_OF(7, 7, 7));
    bp_shared_bias_derivative(&delta, &dE_db);
    expect_numbers("dE/db", 3, dE_db.data, ROW_OF(6.5, 6.5, 6.5));
}
END_TEST

/* ------------------------------------------------------------ part of a matrix
 * A row of a larger matrix ends before the next one begins; here every row has
 * 2 more places. The numbers are those of the tests above. */

START_TEST(part_of_a_larger_matrix)
{
    double large[2][5] = {{1, 2, 3, 9, 9}, {-4, 5, 0.5, 9, 9}};
    double scratch[2][5] = {{9, 9, 9, 9, 9}, {9, 9, 9, 9, 9}};
    gsl_matrix w = gsl_matrix_view_array_with_tda(large[0], 2, 3, 5).matrix;
    gsl_matrix path =
        gsl_matrix_view_array_with_tda(scratch[0], 2, 3, 5).matrix;
    gsl_vector in = vector_of(3, ROW_OF(2, -1, 4));
    gsl_vector two = vector_of(2, ROW_OF(0.25, -3));
    gsl_vector net = vector_of(2, ROW_OF(7, 7));
    bp_net_inputs(&w, &two, &in, &net);
    expect_numbers("net", 2, net.data, ROW_OF(12.25, -14));

    gsl_vector delta_next = vector_of(2, ROW_OF(0.5, -2));
    bp_sum_paths(&w, &delta_next, &path, &in);
    expect_numbers("dE_path", 5, scratch[0], ROW_OF(0.5, 1, 1.5, 9, 9));
    expect_numbers("dE_path", 5, scratch[1], ROW_OF(8, -10, -1, 9, 9));
}
END_TEST

/* ------------------------------------------------------ a whole round, far out
 * 1-1-2: h1 and o1 have nets of 1000, o2 one of -1000: outs 1, 1 and 0. The
 * targets 0.5 and 0.25 are missed by 0.5 and 0.25, E = 0.125 and 0.03125. All
 * is flat there, so the deltas are 0, and the round changes nothing. */

START_TEST(round_where_all_is_flat)
{
    bp_network *network = bp_network_alloc(1, 2, (const size_t[]){1, 2});
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert(network != NULL && ws != NULL);
    gsl_matrix_set(network->layer[0].w, 0, 0, 500.0);
    gsl_matrix_set(network->layer[1].w, 0, 0, 999.0);
    gsl_matrix_set(network->layer[1].w, 1, 0, -1001.0);
    gsl_vector_set_all(network->layer[1].b, 1.0);
    gsl_vector_set(ws->input, 0, 2.0);
    gsl_vector_set(ws->target, 0, 0.5);
    gsl_vector_set(ws->target, 1, 0.25);
    ws->eta = 0.5;
    bp_round(&bp_backpropagation, network, ws);

    const bp_layer_work *hidden = &ws->layer[0], *output = &ws->layer[1];
    expect_numbers("out_h", 1, hidden->out->data, ROW_OF(1));
    expect_numbers("out_o", 2, output->out->data, ROW_OF(1, 0));
    expect_numbers("E", 2, ws->E->data, ROW_OF(0.125, 0.03125));
    ck_assert_double_eq(ws->E_total, 0.15625);
    expect_numbers("dE/dout_o", 2, output->dE_dout->data, ROW_OF(0.5, -0.25));
    expect_numbers("delta_o", 2, output->delta->data, ROW_OF(0, 0));
    expect_numbers("delta_h", 1, hidden->delta->data, ROW_OF(0));
    expect_numbers("w+ of h", 1, hidden->w_new->data, ROW_OF(500));
    expect_numbers("w+ of o", 2, output->w_new->data, ROW_OF(999, -1001));
    bp_workspace_free(ws);
    bp_network_free(network);
}
END_TEST

static TCase *by_hand_case(void)
{
    TCase *by_hand = tcase_create("by hand");
    tcase_add_test(by_hand, one_neuron_and_its_three_factors);
    tcase_add_test(by_hand, net_inputs_of_two_neurons_fed_by_three);
    tcase_add_test(by_hand, net_inputs_of_three_neurons_fed_by_one);
    tcase_add_test(by_hand, outputs_neuron_by_neuron);
    tcase_add_test(by_hand, products_of_two_deltas_and_three_sources);
    tcase_add_test(by_hand, paths_from_three_neurons_through_two);
    tcase_add_test(by_hand, deltas_of_three_neurons);
    tcase_add_test(by_hand, slopes_in_every_layer);
    tcase_add_test(by_hand, error_derivatives_of_the_outputs);
    tcase_add_test(by_hand, step_against_the_derivatives);
    tcase_add_test(by_hand, own_bias_derivatives_are_the_deltas);
    tcase_add_test(by_hand, shared_bias_derivative_is_the_deltas_sum);
    tcase_add_test(by_hand, part_of_a_larger_matrix);
    return by_hand;
}

int main(void)
{
    TCase *logistic = tcase_create("logistic");
    tcase_add_test(logistic, logistic_in_the_middle);
    tcase_add_test(logistic, logistic_far_out);
    tcase_add_test(logistic, slope_from_the_logistics_value);
    tcase_add_test(logistic, round_where_all_is_flat);
    TCase *const cases[] = {logistic, by_hand_case()};
    return run_cases("chapter_layers", sizeof cases / sizeof cases[0], cases);
}

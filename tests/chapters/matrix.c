/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 08: the round in matrices, and other functions.
 * Expected: the stages of chapters 01 to 04, which other tests hold to the
 * reference; and numbers worked out by hand, as the comments show. Where all of
 * them are sums of few powers of 2, every operation is exact, and so is the
 * comparison. */
#include "workspace.h"

#include <float.h>

#define ROW_OF(...) ((double[]){__VA_ARGS__})

static void set(gsl_matrix *matrix, const double x[])
{
    for (size_t i = 0; i < matrix->size1 * matrix->size2; i++)
        gsl_matrix_set(matrix, i / matrix->size2, i % matrix->size2, x[i]);
}

static void set_vector(gsl_vector *vector, const double x[])
{
    for (size_t i = 0; i < vector->size; i++)
        gsl_vector_set(vector, i, x[i]);
}

static void expect_numbers(const char *what, size_t n, const double computed[],
                           const double expected[])
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(computed[i] == expected[i],
                      "%s, number %zu: %.17g, expected %.17g", what, i,
                      computed[i], expected[i]);
}

/* ------------------------------------------------------- the stages, by hand
 * 3-2-1, so that no matrix is square:
 *   W_h = (1 2 3; -4 5 0.5), W_o = (0.5 -2) */

static bp_network *network;
static bp_workspace *ws;

static void make_3_2_1(void)
{
    network = bp_network_alloc(3, 2, (const size_t[]){2, 1});
    ws = bp_workspace_alloc(network);
    ck_assert(network != NULL && ws != NULL);
    set(network->layer[0].w, ROW_OF(1, 2, 3, -4, 5, 0.5));
    set_vector(network->layer[0].b, ROW_OF(0.25, -3));
    set(network->layer[1].w, ROW_OF(0.5, -2));
    set_vector(network->layer[1].b, ROW_OF(1));
    set_vector(ws->input, ROW_OF(2, -1, 4));
    ws->eta = 0.25;
}

static void free_3_2_1(void)
{
    bp_workspace_free(ws);
    bp_network_free(network);
}

/*  1*2 + 2*-1 + 3*4   =  12     12 + 0.25 =  12.25
 * -4*2 + 5*-1 + 0.5*4 = -11    -11 - 3    = -14 */
START_TEST(forward_by_rows)
{
    gsl_vector_set_all(ws->layer[0].net, 7.0);
    bp_matrix_forward(network, ws);
    const bp_layer_work *h = &ws->layer[0];
    expect_numbers("net_h", 2, h->net->data, ROW_OF(12.25, -14));
    double h1 = 1.0 / (1.0 + exp(-12.25));
    double h2 = 1.0 / (1.0 + exp(14.0));
    expect_close("out_h1", gsl_vector_get(h->out, 0), h1, 1e-15);
    expect_close("out_h2", gsl_vector_get(h->out, 1), h2, 1e-15);
    double net = 1.0 + 0.5 * h1 - 2.0 * h2;
    expect_close("net_o1", gsl_vector_get(ws->layer[1].net, 0), net, 1e-15);
    expect_close("out_o1", gsl_vector_get(ws->layer[1].out, 0),
                 1.0 / (1.0 + exp(-net)), 1e-15);
}
END_TEST

/* delta_o = 8: dE/dout_h = (0.5, -2) * 8 = (4, -16), by slopes of 1/4 and 3/16
 * (1, -3). Neither the output layer nor the paths are touched. */
START_TEST(hidden_deltas_by_columns)
{
    bp_layer_work *h = &ws->layer[0];
    gsl_vector_set_all(h->dE_dout, 7.0);
    gsl_matrix_set_all(h->dE_path, 7.0);
    set_vector(h->dout_dnet, ROW_OF(0.25, 0.1875));
    set_vector(ws->layer[1].delta, ROW_OF(8));
    set_vector(ws->layer[1].dE_dout, ROW_OF(7));
    bp_matrix_hidden_deltas(network, ws);
    expect_numbers("dE/dout_h", 2, h->dE_dout->data, ROW_OF(4, -16));
    expect_numbers("delta_h", 2, h->delta->data, ROW_OF(1, -3));
    expect_numbers("dE_path", 2, h->dE_path->data, ROW_OF(7, 7));
    expect_numbers("delta_o", 1, ws->layer[1].delta->data, ROW_OF(8));
    expect_numbers("dE/dout_o", 1, ws->layer[1].dE_dout->data, ROW_OF(7));
}
END_TEST

/*  0.5 * (2, -1, 4) = (1, -0.5, 2),  -2 * (2, -1, 4) = (-4, 2, -8);
 *  4 * (0.25, 8) = (1, 32). What stood there is forgotten. */
START_TEST(weight_derivatives_by_products)
{
    gsl_matrix_set_all(ws->layer[0].dE_dw, 7.0);
    gsl_matrix_set_all(ws->layer[1].dE_dw, 7.0);
    set_vector(ws->layer[0].delta, ROW_OF(0.5, -2));
    set_vector(ws->layer[0].out, ROW_OF(0.25, 8));
    set_vector(ws->layer[1].delta, ROW_OF(4));
    bp_matrix_weight_derivatives(network, ws);
    expect_numbers("dE/dw of h", 6, ws->layer[0].dE_dw->data,
                   ROW_OF(1, -0.5, 2, -4, 2, -8));
    expect_numbers("dE/dw of o", 2, ws->layer[1].dE_dw->data, ROW_OF(1, 32));
}
END_TEST

/* 1 - 0.25*4 = 0, 2 + 0.25*8 = 4, 3 - 0.25*1 = 2.75;
 * -4 - 0.25*2 = -4.5, 5 + 0.25*6 = 6.5, 0.5 - 0.25*0 = 0.5;
 * 0.5 - 0.25*16 = -3.5, -2 + 0.25*32 = 6. Weights and derivatives stay. */
START_TEST(update_of_all_weights)
{
    set(ws->layer[0].dE_dw, ROW_OF(4, -8, 1, 2, -6, 0));
    set(ws->layer[1].dE_dw, ROW_OF(16, -32));
    bp_matrix_update_weights(network, ws);
    expect_numbers("w+ of h", 6, ws->layer[0].w_new->data,
                   ROW_OF(0, 4, 2.75, -4.5, 6.5, 0.5));
    expect_numbers("w+ of o", 2, ws->layer[1].w_new->data, ROW_OF(-3.5, 6));
    expect_numbers("w of h", 6, network->layer[0].w->data,
                   ROW_OF(1, 2, 3, -4, 5, 0.5));
    expect_numbers("dE/dw of h", 6, ws->layer[0].dE_dw->data,
                   ROW_OF(4, -8, 1, 2, -6, 0));
}
END_TEST

/* lambda = 0.5: (4, -8, 1, 2, -6, 0) + (0.5, 1, 1.5, -2, 2.5, 0.25), and
 * (16, -32) + (0.25, -1). Weights and biases' derivatives stay. */
START_TEST(decay_of_all_weights)
{
    set(ws->layer[0].dE_dw, ROW_OF(4, -8, 1, 2, -6, 0));
    set(ws->layer[1].dE_dw, ROW_OF(16, -32));
    set_vector(ws->layer[0].dE_db, ROW_OF(0.5, -1));
    bp_decay(network, 0.5, ws);
    expect_numbers("dE/dw of h", 6, ws->layer[0].dE_dw->data,
                   ROW_OF(4.5, -7, 2.5, 0, -3.5, 0.25));
    expect_numbers("dE/dw of o", 2, ws->layer[1].dE_dw->data,
                   ROW_OF(16.25, -33));
    expect_numbers("dE/db of h", 2, ws->layer[0].dE_db->data, ROW_OF(0.5, -1));
    expect_numbers("w of h", 6, network->layer[0].w->data,
                   ROW_OF(1, 2, 3, -4, 5, 0.5));
}
END_TEST

/* ------------------------------------------------------------- beside the sums */

static const char *const examples[] = {"post", "3-4-2", "2-3-3-2", "5-2",
                                       "mixed"};

/* Two numbers that came of the same ones by sums in another order. */
static void expect_near(const char *what, size_t l, size_t k, double a,
                        double b)
{
    ck_assert_msg(fabs(a - b) <= 8.0 * DBL_EPSILON * fmax(1.0, fabs(b)),
                  "%s of layer %zu, number %zu: %.17g and %.17g", what, l, k, a,
                  b);
}

static void expect_near_vectors(const char *what, size_t l, const gsl_vector *a,
                                const gsl_vector *b)
{
    for (size_t j = 0; j < a->size; j++)
        expect_near(what, l, j, gsl_vector_get(a, j), gsl_vector_get(b, j));
}

static void expect_near_matrices(const char *what, size_t l,
                                 const gsl_matrix *a, const gsl_matrix *b)
{
    for (size_t k = 0; k < a->size1 * a->size2; k++)
        expect_near(what, l, k, gsl_matrix_get(a, k / a->size2, k % a->size2),
                    gsl_matrix_get(b, k / b->size2, k % b->size2));
}

/* All that a round leaves, the paths but for those. */
static void expect_near_workspaces(const bp_workspace *a, const bp_workspace *b)
{
    for (size_t l = 0; l < a->n_layers; l++) {
        const bp_layer_work *one = &a->layer[l];
        const bp_layer_work *other = &b->layer[l];
        expect_near_vectors("net", l, one->net, other->net);
        expect_near_vectors("out", l, one->out, other->out);
        expect_near_vectors("dE/dout", l, one->dE_dout, other->dE_dout);
        expect_near_vectors("dout/dnet", l, one->dout_dnet, other->dout_dnet);
        expect_near_vectors("delta", l, one->delta, other->delta);
        expect_near_vectors("dE/db", l, one->dE_db, other->dE_db);
        expect_near_vectors("b+", l, one->b_new, other->b_new);
        expect_near_matrices("dE/dw", l, one->dE_dw, other->dE_dw);
        expect_near_matrices("w+", l, one->w_new, other->w_new);
    }
    expect_near_vectors("E", 0, a->E, b->E);
    expect_near("E_total", 0, 0, a->E_total, b->E_total);
}

/* Some rounds by either, on every example, with its biases left alone and
 * trained. */
START_TEST(the_same_round_as_by_sums)
{
    const bp_method fixed = bp_backpropagation;
    const bp_method trained = bp_vary(bp_backpropagation, &bp_train_biases);
    for (int policy = 0; policy < 2; policy++) {
        const bp_method *by_sums = policy == 0 ? &fixed : &trained;
        const bp_method by_products = bp_vary(*by_sums, &bp_matrix_form);
        start(examples[_i]);
        bp_network *other = bp_network_copy(t.network);
        bp_workspace *sheet = bp_workspace_alloc(other);
        ck_assert(other != NULL && sheet != NULL);
        bp_given(&t.example->pairs, 0, t.example->eta, sheet);
        for (int round = 0; round < 5; round++) {
            bp_round(by_sums, t.network, t.ws);
            bp_round(&by_products, other, sheet);
            expect_near_workspaces(sheet, t.ws);
            ck_assert(!is_same_number(t.ws->E_total, 0.0));
            bp_adopt(t.network, t.ws);
            bp_adopt(other, sheet);
        }
        bp_workspace_free(sheet);
        bp_network_free(other);
        end();
    }
}
END_TEST

/* One neuron, fed by one: W is 1 x 1. */
START_TEST(the_same_round_of_single_neurons)
{
    bp_network *small = bp_network_alloc(1, 3, (const size_t[]){1, 1, 1});
    bp_workspace *one = bp_workspace_alloc(small);
    bp_workspace *other = bp_workspace_alloc(small);
    ck_assert(small != NULL && one != NULL && other != NULL);
    const bp_method method =
        bp_vary(bp_vary(bp_backpropagation, &bp_train_biases), &bp_matrix_form);
    for (size_t l = 0; l < 3; l++) {
        gsl_matrix_set(small->layer[l].w, 0, 0, 0.73 - 0.91 * (double)l);
        gsl_vector_set(small->layer[l].b, 0, 0.19 + 0.37 * (double)l);
    }
    bp_workspace *const both[] = {one, other};
    for (size_t k = 0; k < LENGTH(both); k++) {
        gsl_vector_set(both[k]->input, 0, 0.61);
        gsl_vector_set(both[k]->target, 0, 0.23);
        both[k]->eta = 0.7;
    }
    const bp_method sums = bp_vary(bp_backpropagation, &bp_train_biases);
    bp_round(&sums, small, one);
    bp_round(&method, small, other);
    expect_near_workspaces(other, one);
    bp_workspace_free(other);
    bp_workspace_free(one);
    bp_network_free(small);
}
END_TEST

START_TEST(four_stages_and_no_more)
{
    bp_method method = bp_vary(bp_backpropagation, &bp_matrix_form);
    ck_assert(method.forward == bp_matrix_forward);
    ck_assert(method.hidden_deltas == bp_matrix_hidden_deltas);
    ck_assert(method.weight_derivatives == bp_matrix_weight_derivatives);
    ck_assert(method.update_weights == bp_matrix_update_weights);
    ck_assert(method.errors == bp_backpropagation.errors);
    ck_assert(method.error_derivatives == bp_backpropagation.error_derivatives);
    ck_assert(method.slopes == bp_backpropagation.slopes);
    ck_assert(method.output_deltas == bp_backpropagation.output_deltas);
    ck_assert(method.bias_derivatives == bp_backpropagation.bias_derivatives);
    ck_assert(method.update_biases == bp_backpropagation.update_biases);
    ck_assert(method.order == bp_backpropagation.order);
    ck_assert(method.second_forward == bp_backpropagation.second_forward);
}
END_TEST

/* ------------------------------------------------------------ the cross-entropy
 * Logarithms of decimals with 40 digits, from another program. */

START_TEST(entropy_between_0_and_1)
{
    expect_close("1/4, 1/4", bp_cross_entropy(0.25, 0.25),
                 0.56233514461880835029, 1e-15);
    expect_close("1/4, 1/2", bp_cross_entropy(0.25, 0.5),
                 0.69314718055994530942, 1e-15);
    expect_close("3/4, 1/8", bp_cross_entropy(0.75, 0.125),
                 1.59296400441600760198, 1e-15);
}
END_TEST

/* -ln out where all is wanted, -ln(1 - out) where nothing is: the other part has
 * 0 for its factor, whatever its logarithm is. */
START_TEST(entropy_of_targets_0_and_1)
{
    const double ln2 = 0.69314718055994530942;
    expect_close("1, 1/2", bp_cross_entropy(1.0, 0.5), ln2, 1e-15);
    expect_close("1, 1/8", bp_cross_entropy(1.0, 0.125), 3.0 * ln2, 1e-15);
    expect_close("0, 1/2", bp_cross_entropy(0.0, 0.5), ln2, 1e-15);
    expect_close("0, 7/8", bp_cross_entropy(0.0, 0.875), 3.0 * ln2, 1e-15);
    ck_assert_double_eq(bp_cross_entropy(1.0, 1.0), 0.0);
    ck_assert_double_eq(bp_cross_entropy(0.0, 0.0), 0.0);
    ck_assert(isinf(bp_cross_entropy(1.0, 0.0)));
    ck_assert(isinf(bp_cross_entropy(0.0, 1.0)));
}
END_TEST

/* -ln(1 - x) is x + x^2/2 + .., where 1 - x is 1 for a double. */
START_TEST(entropy_of_a_tiny_output)
{
    expect_close("0, 1e-20", bp_cross_entropy(0.0, 1e-20), 1e-20, 1e-15);
    expect_close("0, 1e-9", bp_cross_entropy(0.0, 1e-9),
                 1.0000000005000000003e-9, 1e-15);
}
END_TEST

/* (1 - t) / (1 - out) - t / out, and nothing of what has 0 for its factor. */
START_TEST(slope_of_the_entropy)
{
    ck_assert_double_eq(bp_cross_entropy_slope(0.25, 0.5), 1.0);
    ck_assert_double_eq(bp_cross_entropy_slope(0.75, 0.5), -1.0);
    ck_assert_double_eq(bp_cross_entropy_slope(0.75, 0.25), 1.0 / 3.0 - 3.0);
    ck_assert_double_eq(bp_cross_entropy_slope(0.5, 0.5), 0.0);
    ck_assert_double_eq(bp_cross_entropy_slope(1.0, 0.125), -8.0);
    ck_assert_double_eq(bp_cross_entropy_slope(0.0, 0.75), 4.0);
    ck_assert_double_eq(bp_cross_entropy_slope(1.0, 1.0), -1.0);
    ck_assert_double_eq(bp_cross_entropy_slope(0.0, 0.0), 1.0);
}
END_TEST

/* ----------------------------------------------------------- other functions */

START_TEST(slope_of_tanh)
{
    ck_assert_double_eq(bp_tanh_slope(0.0), 1.0);
    ck_assert_double_eq(bp_tanh_slope(0.5), 0.75);
    ck_assert_double_eq(bp_tanh_slope(-0.25), 0.9375);
    ck_assert_double_eq(bp_tanh_slope(1.0), 0.0);
    ck_assert_double_eq(bp_tanh_slope(-1.0), 0.0);
}
END_TEST

START_TEST(relu_and_its_slope)
{
    ck_assert_double_eq(bp_relu(3.5), 3.5);
    ck_assert_double_eq(bp_relu(5e-324), 5e-324);
    ck_assert(is_same_number(bp_relu(0.0), 0.0));
    ck_assert(is_same_number(bp_relu(-0.0), 0.0));
    ck_assert(is_same_number(bp_relu(-2.0), 0.0));
    ck_assert_double_eq(bp_relu_slope(3.5), 1.0);
    ck_assert_double_eq(bp_relu_slope(5e-324), 1.0);
    ck_assert_double_eq(bp_relu_slope(0.0), 0.0);
}
END_TEST

static void expect_softmax(size_t n, double net[], const double expected[])
{
    double out[4] = {7, 7, 7, 7};
    gsl_vector_const_view nets = gsl_vector_const_view_array(net, n);
    gsl_vector_view outs = gsl_vector_view_array(out, n);
    bp_softmax(&nets.vector, &outs.vector);
    for (size_t j = 0; j < n; j++)
        expect_close("softmax", out[j], expected[j], 1e-13);
}

/* e^0 : e^ln3 = 1 : 3;  1 : 2 : 5. Shifted by the same number they stay. */
START_TEST(softmax_shares)
{
    expect_softmax(1, ROW_OF(-3.7), ROW_OF(1));
    expect_softmax(2, ROW_OF(0.0, log(3.0)), ROW_OF(0.25, 0.75));
    expect_softmax(3, ROW_OF(0.0, log(2.0), log(5.0)),
                   ROW_OF(0.125, 0.25, 0.625));
    expect_softmax(3, ROW_OF(log(5.0), 0.0, log(2.0)),
                   ROW_OF(0.625, 0.125, 0.25));
    expect_softmax(4, ROW_OF(2.5, 2.5, 2.5, 2.5),
                   ROW_OF(0.25, 0.25, 0.25, 0.25));
    expect_softmax(2, ROW_OF(-100.0, log(3.0) - 100.0), ROW_OF(0.25, 0.75));
}
END_TEST

/* e^1000 is beyond all doubles, e^-1000 below them; the shares are not. */
START_TEST(softmax_of_large_nets)
{
    expect_softmax(2, ROW_OF(1000.0, 1000.0), ROW_OF(0.5, 0.5));
    expect_softmax(2, ROW_OF(-1000.0, -1000.0), ROW_OF(0.5, 0.5));
    expect_softmax(2, ROW_OF(0.0, 1000.0), ROW_OF(0, 1));
    expect_softmax(3, ROW_OF(1000.0, -1000.0, 0.0), ROW_OF(1, 0, 0));
    expect_softmax(2, ROW_OF(0.0, -40.0), ROW_OF(1.0, 4.248354255291589e-18));
}
END_TEST

int main(void)
{
    TCase *by_hand = tcase_create("by hand");
    tcase_add_checked_fixture(by_hand, make_3_2_1, free_3_2_1);
    tcase_add_test(by_hand, forward_by_rows);
    tcase_add_test(by_hand, hidden_deltas_by_columns);
    tcase_add_test(by_hand, weight_derivatives_by_products);
    tcase_add_test(by_hand, update_of_all_weights);
    tcase_add_test(by_hand, decay_of_all_weights);
    TCase *sums = tcase_create("sums");
    tcase_add_loop_test(sums, the_same_round_as_by_sums, 0, LENGTH(examples));
    tcase_add_test(sums, the_same_round_of_single_neurons);
    tcase_add_test(sums, four_stages_and_no_more);
    TCase *functions = tcase_create("functions");
    tcase_add_test(functions, entropy_between_0_and_1);
    tcase_add_test(functions, entropy_of_targets_0_and_1);
    tcase_add_test(functions, entropy_of_a_tiny_output);
    tcase_add_test(functions, slope_of_the_entropy);
    tcase_add_test(functions, slope_of_tanh);
    tcase_add_test(functions, relu_and_its_slope);
    tcase_add_test(functions, softmax_shares);
    tcase_add_test(functions, softmax_of_large_nets);
    TCase *const cases[] = {by_hand, sums, functions};
    return run_cases("chapter_matrix", LENGTH(cases), cases);
}

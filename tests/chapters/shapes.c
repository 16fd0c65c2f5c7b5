/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of chapters 01 to 04 that work on one layer, given shapes that
 * disagree: each argument's shape is wrong in turn, the first line of a test
 * has the right ones.
 * Expected: GSL_EBADLEN, and a message that names every shape. Nothing is read
 * before the shapes are checked, so all vectors and matrices here stand on the
 * same few numbers. */
#include "support.h"

#include <string.h>

static double numbers[64];

static gsl_vector vector(size_t n)
{
    return gsl_vector_view_array(numbers, n).vector;
}

static gsl_matrix matrix(size_t n1, size_t n2)
{
    return gsl_matrix_view_array(numbers, n1, n2).matrix;
}

static void expect_bad_shape(int status, const char *message)
{
    ck_assert_int_eq(status, GSL_EBADLEN);
    ck_assert_msg(strstr(last_gsl_error, message) != NULL,
                  "it said: %s, expected: %s", last_gsl_error, message);
    last_gsl_error[0] = '\0';
}

static int net_inputs(size_t n1, size_t n2, size_t n_b, size_t n_in,
                      size_t n_net)
{
    gsl_matrix w = matrix(n1, n2);
    gsl_vector b = vector(n_b), in = vector(n_in), net = vector(n_net);
    return bp_net_inputs(&w, &b, &in, &net);
}

START_TEST(net_inputs_of_other_shapes)
{
    ck_assert_int_eq(net_inputs(2, 3, 2, 3, 2), GSL_SUCCESS);
    keep_gsl_errors();
    expect_bad_shape(net_inputs(4, 3, 2, 3, 2),
                     "W is 4 x 3, b has 2, in 3, net 2 ");
    expect_bad_shape(net_inputs(2, 4, 2, 3, 2),
                     "W is 2 x 4, b has 2, in 3, net 2 ");
    expect_bad_shape(net_inputs(3, 2, 2, 3, 2),
                     "W is 3 x 2, b has 2, in 3, net 2 ");
    expect_bad_shape(net_inputs(2, 3, 1, 3, 2),
                     "W is 2 x 3, b has 1, in 3, net 2 ");
    expect_bad_shape(net_inputs(2, 3, 2, 2, 2),
                     "W is 2 x 3, b has 2, in 2, net 2 ");
    expect_bad_shape(net_inputs(2, 3, 2, 3, 3),
                     "W is 2 x 3, b has 2, in 3, net 3 ");
}
END_TEST

static int outputs(size_t n_net, size_t n_out)
{
    gsl_vector net = vector(n_net), out = vector(n_out);
    return bp_outputs(&net, &out);
}

START_TEST(outputs_of_other_shapes)
{
    ck_assert_int_eq(outputs(3, 3), GSL_SUCCESS);
    keep_gsl_errors();
    expect_bad_shape(outputs(4, 3), "net has 4, out 3 ");
    expect_bad_shape(outputs(3, 4), "net has 3, out 4 ");
}
END_TEST

static int products(size_t n_delta, size_t n_source, size_t n1, size_t n2)
{
    gsl_vector delta = vector(n_delta), source = vector(n_source);
    gsl_matrix dE_dw = matrix(n1, n2);
    return bp_products(&delta, &source, &dE_dw);
}

START_TEST(products_of_other_shapes)
{
    ck_assert_int_eq(products(2, 3, 2, 3), GSL_SUCCESS);
    keep_gsl_errors();
    expect_bad_shape(products(3, 3, 2, 3),
                     "dE_dw is 2 x 3, delta has 3, source 3 ");
    expect_bad_shape(products(2, 2, 2, 3),
                     "dE_dw is 2 x 3, delta has 2, source 2 ");
    expect_bad_shape(products(2, 3, 1, 3),
                     "dE_dw is 1 x 3, delta has 2, source 3 ");
    expect_bad_shape(products(2, 3, 2, 4),
                     "dE_dw is 2 x 4, delta has 2, source 3 ");
    expect_bad_shape(products(2, 3, 3, 2),
                     "dE_dw is 3 x 2, delta has 2, source 3 ");
}
END_TEST

static int sum_paths(size_t n1, size_t n2, size_t n_delta, size_t p1, size_t p2,
                     size_t n_dout)
{
    gsl_matrix w = matrix(n1, n2), path = matrix(p1, p2);
    gsl_vector delta_next = vector(n_delta), dE_dout = vector(n_dout);
    return bp_sum_paths(&w, &delta_next, &path, &dE_dout);
}

START_TEST(paths_of_other_shapes)
{
    ck_assert_int_eq(sum_paths(2, 3, 2, 2, 3, 3), GSL_SUCCESS);
    keep_gsl_errors();
    expect_bad_shape(
        sum_paths(1, 3, 2, 2, 3, 3),
        "W is 1 x 3, delta_next has 2, dE_path is 2 x 3, dE_dout has 3 ");
    expect_bad_shape(
        sum_paths(2, 4, 2, 2, 3, 3),
        "W is 2 x 4, delta_next has 2, dE_path is 2 x 3, dE_dout has 3 ");
    expect_bad_shape(
        sum_paths(2, 3, 3, 2, 3, 3),
        "W is 2 x 3, delta_next has 3, dE_path is 2 x 3, dE_dout has 3 ");
    expect_bad_shape(
        sum_paths(2, 3, 2, 1, 3, 3),
        "W is 2 x 3, delta_next has 2, dE_path is 1 x 3, dE_dout has 3 ");
    expect_bad_shape(
        sum_paths(2, 3, 2, 2, 4, 3),
        "W is 2 x 3, delta_next has 2, dE_path is 2 x 4, dE_dout has 3 ");
    expect_bad_shape(
        sum_paths(2, 3, 2, 3, 2, 3),
        "W is 2 x 3, delta_next has 2, dE_path is 3 x 2, dE_dout has 3 ");
    expect_bad_shape(
        sum_paths(2, 3, 2, 2, 3, 2),
        "W is 2 x 3, delta_next has 2, dE_path is 2 x 3, dE_dout has 2 ");
}
END_TEST

static int deltas(size_t n_dE_dout, size_t n_slope, size_t n_delta)
{
    gsl_vector dE_dout = vector(n_dE_dout), dout_dnet = vector(n_slope);
    gsl_vector delta = vector(n_delta);
    return bp_deltas(&dE_dout, &dout_dnet, &delta);
}

START_TEST(deltas_of_other_shapes)
{
    ck_assert_int_eq(deltas(3, 3, 3), GSL_SUCCESS);
    keep_gsl_errors();
    expect_bad_shape(deltas(2, 3, 3), "dE_dout has 2, dout_dnet 3, delta 3 ");
    expect_bad_shape(deltas(3, 2, 3), "dE_dout has 3, dout_dnet 2, delta 3 ");
    expect_bad_shape(deltas(3, 3, 2), "dE_dout has 3, dout_dnet 3, delta 2 ");
    expect_bad_shape(deltas(3, 4, 4), "dE_dout has 3, dout_dnet 4, delta 4 ");
}
END_TEST

static int step(size_t n1, size_t n2, size_t d1, size_t d2, size_t new1,
                size_t new2)
{
    gsl_matrix w = matrix(n1, n2), dE_dw = matrix(d1, d2),
               w_new = matrix(new1, new2);
    return bp_step(&w, &dE_dw, 0.5, &w_new);
}

START_TEST(steps_of_other_shapes)
{
    ck_assert_int_eq(step(2, 3, 2, 3, 2, 3), GSL_SUCCESS);
    keep_gsl_errors();
    expect_bad_shape(step(1, 3, 2, 3, 2, 3),
                     "W is 1 x 3, dE_dw 2 x 3, w_new 2 x 3 ");
    expect_bad_shape(step(2, 4, 2, 3, 2, 3),
                     "W is 2 x 4, dE_dw 2 x 3, w_new 2 x 3 ");
    expect_bad_shape(step(2, 3, 1, 3, 2, 3),
                     "W is 2 x 3, dE_dw 1 x 3, w_new 2 x 3 ");
    expect_bad_shape(step(2, 3, 2, 4, 2, 3),
                     "W is 2 x 3, dE_dw 2 x 4, w_new 2 x 3 ");
    expect_bad_shape(step(2, 3, 2, 3, 1, 3),
                     "W is 2 x 3, dE_dw 2 x 3, w_new 1 x 3 ");
    expect_bad_shape(step(2, 3, 2, 3, 2, 4),
                     "W is 2 x 3, dE_dw 2 x 3, w_new 2 x 4 ");
}
END_TEST

typedef int bias_derivatives(const gsl_vector *delta, gsl_vector *dE_db);

static int derive(bias_derivatives *derivatives, size_t n_delta, size_t n_dE_db)
{
    gsl_vector delta = vector(n_delta), dE_db = vector(n_dE_db);
    return derivatives(&delta, &dE_db);
}

START_TEST(bias_derivatives_of_other_shapes)
{
    static bias_derivatives *const both[] = {bp_own_bias_derivatives,
                                             bp_shared_bias_derivative};
    ck_assert_int_eq(derive(both[_i], 3, 3), GSL_SUCCESS);
    keep_gsl_errors();
    expect_bad_shape(derive(both[_i], 4, 3), "delta has 4, dE_db 3 ");
    expect_bad_shape(derive(both[_i], 3, 4), "delta has 3, dE_db 4 ");
}
END_TEST

int main(void)
{
    TCase *c = tcase_create("shapes");
    tcase_add_test(c, net_inputs_of_other_shapes);
    tcase_add_test(c, outputs_of_other_shapes);
    tcase_add_test(c, products_of_other_shapes);
    tcase_add_test(c, paths_of_other_shapes);
    tcase_add_test(c, deltas_of_other_shapes);
    tcase_add_test(c, steps_of_other_shapes);
    tcase_add_loop_test(c, bias_derivatives_of_other_shapes, 0, 2);
    TCase *const cases[] = {c};
    return run_cases("chapter_shapes", sizeof cases / sizeof cases[0], cases);
}

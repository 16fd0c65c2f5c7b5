/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of chapters 00 to 05, and softmax of chapter 08, that rely on shapes, given shapes that
 * disagree: each argument's is wrong in turn, so that each part of an assert is
 * tripped.
 * Nothing is written before the assert, so all vectors and matrices here stand on
 * the same few numbers. */
#include "support.h"

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>

static double numbers[64];

static gsl_vector vector(size_t n)
{
    return gsl_vector_view_array(numbers, n).vector;
}

static gsl_matrix matrix(size_t n1, size_t n2)
{
    return gsl_matrix_view_array(numbers, n1, n2).matrix;
}

/* Calls a function with arguments of sizes n, in the order of its arguments. */
typedef void call_with(const size_t n[]);

static void given(const size_t n[])
{
    bp_network *network = bp_network_alloc(3, 1, (const size_t[]){2});
    bp_workspace *ws = bp_workspace_alloc(network);
    gsl_matrix inputs = {.size1 = n[0], .size2 = 3, .tda = 3, .data = numbers};
    gsl_matrix targets = {.size1 = n[1], .size2 = 2, .tda = 2, .data = numbers};
    bp_given(&(bp_pairs){.inputs = &inputs, .targets = &targets}, n[2], 0.5,
             ws);
    bp_workspace_free(ws);
    bp_network_free(network);
}

static void net_inputs(const size_t n[])
{
    gsl_matrix w = matrix(n[0], n[1]);
    gsl_vector b = vector(n[2]), in = vector(n[3]), net = vector(n[4]);
    bp_net_inputs(&w, &b, &in, &net);
}

static void outputs(const size_t n[])
{
    gsl_vector net = vector(n[0]), out = vector(n[1]);
    bp_outputs(&net, &out);
}

static void deltas(const size_t n[])
{
    gsl_vector dE_dout = vector(n[0]), dout_dnet = vector(n[1]);
    gsl_vector delta = vector(n[2]);
    bp_deltas(&dE_dout, &dout_dnet, &delta);
}

static void products(const size_t n[])
{
    gsl_vector delta = vector(n[0]), source = vector(n[1]);
    gsl_matrix dE_dw = matrix(n[2], n[3]);
    bp_products(&delta, &source, &dE_dw);
}

static void sum_paths(const size_t n[])
{
    gsl_matrix w = matrix(n[0], n[1]), path = matrix(n[3], n[4]);
    gsl_vector delta_next = vector(n[2]), dE_dout = vector(n[5]);
    bp_sum_paths(&w, &delta_next, &path, &dE_dout);
}

static void step(const size_t n[])
{
    gsl_matrix w = matrix(n[0], n[1]), dE_dw = matrix(n[2], n[3]);
    gsl_matrix w_new = matrix(n[4], n[5]);
    bp_step(&w, &dE_dw, 0.5, &w_new);
}

static void own_bias_derivatives(const size_t n[])
{
    gsl_vector delta = vector(n[0]), dE_db = vector(n[1]);
    bp_own_bias_derivatives(&delta, &dE_db);
}

static void shared_bias_derivative(const size_t n[])
{
    gsl_vector delta = vector(n[0]), dE_db = vector(n[1]);
    bp_shared_bias_derivative(&delta, &dE_db);
}

static void softmax(const size_t n[])
{
    gsl_vector net = vector(n[0]), out = vector(n[1]);
    bp_softmax(&net, &out);
}

static void no_stages(const bp_method *method, const bp_network *network,
                      bp_workspace *ws)
{
    (void)method, (void)network, (void)ws;
}

/* With no stage to run, a round does nothing but assert that the two fit. */
static void empty_round(const size_t n[])
{
    bp_network *network = bp_network_alloc(3, 1, &n[0]);
    bp_network *other = bp_network_alloc(3, 1, &n[1]);
    bp_workspace *ws = bp_workspace_alloc(other);
    bp_round(&(bp_method){.order = no_stages}, network, ws);
    bp_workspace_free(ws);
    bp_network_free(other);
    bp_network_free(network);
}

typedef struct {
    call_with *call;
    size_t n[6];
} call_of_sizes;

static const call_of_sizes right[] = {
    {given, {3, 3, 2}},
    {net_inputs, {2, 3, 2, 3, 2}},
    {outputs, {3, 3}},
    {deltas, {3, 3, 3}},
    {products, {2, 3, 2, 3}},
    {sum_paths, {2, 3, 2, 2, 3, 3}},
    {step, {2, 3, 2, 3, 2, 3}},
    {own_bias_derivatives, {3, 3}},
    {shared_bias_derivative, {3, 3}},
    {softmax, {3, 3}},
    {empty_round, {2, 2}},
};

static const call_of_sizes wrong[] = {
    {given, {2, 3, 2}},
    {given, {3, 2, 2}},
    {given, {0, 0, 0}},
    {given, {3, 3, SIZE_MAX}},
    {net_inputs, {4, 3, 2, 3, 2}},
    {net_inputs, {2, 4, 2, 3, 2}},
    {net_inputs, {3, 2, 2, 3, 2}},
    {net_inputs, {2, 3, 1, 3, 2}},
    {net_inputs, {2, 3, 2, 2, 2}},
    {net_inputs, {2, 3, 2, 3, 3}},
    {outputs, {4, 3}},
    {outputs, {3, 4}},
    {deltas, {2, 3, 3}},
    {deltas, {3, 2, 3}},
    {deltas, {3, 3, 2}},
    {deltas, {3, 4, 4}},
    {products, {3, 3, 2, 3}},
    {products, {2, 2, 2, 3}},
    {products, {2, 3, 1, 3}},
    {products, {2, 3, 2, 4}},
    {products, {2, 3, 3, 2}},
    {sum_paths, {1, 3, 2, 2, 3, 3}},
    {sum_paths, {2, 4, 2, 2, 3, 3}},
    {sum_paths, {2, 3, 3, 2, 3, 3}},
    {sum_paths, {2, 3, 2, 1, 3, 3}},
    {sum_paths, {2, 3, 2, 2, 4, 3}},
    {sum_paths, {2, 3, 2, 3, 2, 3}},
    {sum_paths, {2, 3, 2, 2, 3, 2}},
    {step, {1, 3, 2, 3, 2, 3}},
    {step, {2, 4, 2, 3, 2, 3}},
    {step, {2, 3, 1, 3, 2, 3}},
    {step, {2, 3, 2, 4, 2, 3}},
    {step, {2, 3, 2, 3, 1, 3}},
    {step, {2, 3, 2, 3, 2, 4}},
    {own_bias_derivatives, {4, 3}},
    {own_bias_derivatives, {3, 4}},
    {shared_bias_derivative, {4, 3}},
    {shared_bias_derivative, {3, 4}},
    {softmax, {4, 3}},
    {softmax, {3, 4}},
    {empty_round, {2, 3}},
};

START_TEST(right_shapes)
{
    right[_i].call(right[_i].n);
}
END_TEST

/* With its handler replaced, GSL's range checks do not abort: an assert does. */
START_TEST(wrong_shapes)
{
    keep_gsl_errors();
    abort_in_silence();
    wrong[_i].call(wrong[_i].n);
}
END_TEST

/* What aborts needs a process of its own, also where mutants are tried and no test
 * is to fork. */
int main(void)
{
    setenv("CK_FORK", "yes", 1);
    TCase *c = tcase_create("shapes");
    tcase_add_loop_test(c, right_shapes, 0, LENGTH(right));
    tcase_add_loop_test_raise_signal(c, wrong_shapes, SIGABRT, 0,
                                     LENGTH(wrong));
    TCase *const cases[] = {c};
    return run_cases("chapter_shapes", LENGTH(cases), cases);
}

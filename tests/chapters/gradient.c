/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 6: central differences, how far they can be trusted, and the verdict
 * on a derivative. */
#include "workspace.h"

#include <float.h>

#include <gsl/gsl_rng.h>

static const char *const examples[] = {"post", "3-4-2", "2-3-3-2", "5-2",
                                       "mixed"};

/* --------------------------------- every derivative of a network, and its judge */

typedef struct {
    double derivative;
    bp_difference difference;
} measured;

static measured lines[512];
static size_t n_lines;

static void keep(double derivative, bp_difference difference)
{
    ck_assert(isfinite(difference.slope) && difference.bound >= 0.0);
    ck_assert(n_lines < LENGTH(lines));
    lines[n_lines++] = (measured){derivative, difference};
}

/* The differences of all weights and biases, beside what the method's round has
 * left in the workspace. */
static void measure_all(bp_network *network, bp_workspace *ws)
{
    n_lines = 0;
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer_work *work = &ws->layer[l];
        for (size_t j = 0; j < work->dE_dw->size1; j++)
            for (size_t i = 0; i < work->dE_dw->size2; i++)
                keep(gsl_matrix_get(work->dE_dw, j, i),
                     bp_weight_difference(&bp_backpropagation, network, l, j, i,
                                          ws));
        for (size_t j = 0; j < bp_n_biases(&network->layer[l]); j++)
            keep(gsl_vector_get(work->dE_db, j),
                 bp_bias_difference(&bp_backpropagation, network, l, j, ws));
    }
}

/* A round of the right method, varied, in which bias derivatives are worked out
 * too. */
static void measure_round(const bp_method *variation)
{
    bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
    method = bp_vary(method, variation);
    bp_round(&method, t.network, t.ws);
    measure_all(t.network, t.ws);
}

static const bp_method no_variation = {0};

/* How many derivatives, multiplied by a factor, are judged so. */
static size_t n_judged(bp_gradient_verdict verdict, double factor)
{
    size_t n = 0;
    for (size_t k = 0; k < n_lines; k++)
        if (bp_judge(factor * lines[k].derivative, lines[k].difference) ==
            verdict)
            n++;
    return n;
}

/* Expected: chapters 2 to 4, which tests/chapters/stages.c holds to the reference. A
 * difference that is worth its name is exact to far more than the verdict asks
 * for. */
START_TEST(differences_of_every_example)
{
    start(examples[_i]);
    measure_round(&no_variation);
    size_t n = bp_n_weights(t.network);
    for (size_t l = 0; l < t.network->n_layers; l++)
        n += bp_n_biases(&t.network->layer[l]);
    ck_assert_uint_eq(n_lines, n);
    ck_assert_uint_eq(n_judged(BP_AGREES, 1.0), n);
    for (size_t k = 0; k < n; k++) {
        double derivative = lines[k].derivative;
        bp_difference difference = lines[k].difference;
        double apart = fabs(difference.slope - derivative);
        ck_assert_msg(apart <= 10.0 * difference.bound,
                      "%zu: %.17g and %.17g, bound %g", k, derivative,
                      difference.slope, difference.bound);
        ck_assert_double_le(apart, 1e-8 * fabs(derivative));
        ck_assert_double_le(difference.bound, 1e-6 * fabs(derivative));
    }
    ck_assert(is_same_network(t.network, t.example->network));
    end();
}
END_TEST

/* The first derivatives are of the weights of the first layer; those of the last
 * layer are right also with updated weights. */
START_TEST(derivatives_by_updated_weights_are_wrong)
{
    start("3-4-2");
    measure_round(&bp_updated_weights);
    ck_assert_uint_eq(n_judged(BP_TOO_SMALL, 1.0), 0);
    ck_assert_uint_eq(n_judged(BP_DIFFERS, 1.0), 3 * 4 + 4);
    ck_assert_uint_eq(n_judged(BP_AGREES, 1.0), 4 * 2 + 2);
    for (size_t k = 0; k < n_lines; k++)
        ck_assert_int_eq(bp_judge(lines[k].derivative, lines[k].difference),
                         k < 3 * 4 + 4 ? BP_DIFFERS : BP_AGREES);
    end();
}
END_TEST

/* Differences are of the right error, whatever error a mistake takes for it. */
START_TEST(derivatives_without_the_half_are_wrong)
{
    start(examples[_i]);
    measure_round(&bp_no_half);
    ck_assert_uint_eq(n_judged(BP_DIFFERS, 1.0), n_lines);
    ck_assert_uint_eq(n_judged(BP_AGREES, 0.5), n_lines);
    end();
}
END_TEST

static void aim_at_the_outputs(void)
{
    bp_forward(t.network, t.ws);
    gsl_vector_memcpy(t.ws->target, t.ws->layer[t.ws->n_layers - 1].out);
}

START_TEST(outputs_that_are_their_targets)
{
    start(examples[_i]);
    aim_at_the_outputs();
    measure_round(&no_variation);
    for (size_t k = 0; k < n_lines; k++)
        ck_assert(lines[k].derivative == 0.0);
    ck_assert_uint_eq(n_judged(BP_TOO_SMALL, 1.0), n_lines);
    end();
}
END_TEST

/* e^-600 is nothing beside 1: all is flat, whether the outputs of 1 miss their
 * targets or meet them. */
START_TEST(saturated_network)
{
    start("3-4-2");
    for (size_t l = 0; l < t.network->n_layers; l++)
        gsl_vector_set_all(t.network->layer[l].b, 600.0);
    measure_round(&no_variation);
    ck_assert_uint_eq(n_judged(BP_TOO_SMALL, 1.0), n_lines);
    aim_at_the_outputs();
    ck_assert(gsl_vector_get(t.ws->target, 0) == 1.0);
    measure_round(&no_variation);
    ck_assert(t.ws->E_total == 0.0);
    ck_assert_uint_eq(n_judged(BP_TOO_SMALL, 1.0), n_lines);
    end();
}
END_TEST

/* ---------------------------------------------------- steps, and their bounds
 * Two outputs that share a bias, and whose weights are 0: net inputs and bias are
 * the same. */

static void start_two_outputs(double bias)
{
    start("post");
    bp_workspace_free(t.ws);
    bp_network_free(t.network);
    t.network = bp_network_alloc(1, 1, (const size_t[]){2});
    ck_assert_ptr_nonnull(t.network);
    t.network->layer[0].one_bias = true;
    gsl_matrix_set_zero(t.network->layer[0].w);
    gsl_vector_set_all(t.network->layer[0].b, bias);
    t.ws = bp_workspace_alloc(t.network);
    ck_assert_ptr_nonnull(t.ws);
    gsl_vector_set_all(t.ws->input, 1.0);
}

/* Of an error that is no number GSL tells nothing by its four points, a step and
 * half a step to both sides, and looks no further; the last is half a step up.
 * Expected: the chapter's six steps, each a tenth of the one before: 1e-1, 1e-2,
 * 1e-3, 1e-4, 1e-5, 1e-6. */
START_TEST(six_steps_that_tell_nothing)
{
    start_two_outputs(0.0);
    gsl_vector_set_all(t.ws->target, NAN);
    bp_difference difference =
        bp_bias_difference(&bp_backpropagation, t.network, 0, 0, t.ws);
    ck_assert(difference.slope == 0.0);
    ck_assert(difference.bound == INFINITY);
    for (size_t j = 0; j < 2; j++)
        expect_close("net", gsl_vector_get(t.ws->layer[0].net, j), 0.5e-6,
                     1e-14);
    end();
}
END_TEST

/* Outputs that are their targets: a step h moves each by a h, where a is the
 * logistic's slope, e^-1 / (1 + e^-1)^2. That far they miss, and by eps 2 a h
 * the error may be off.
 * Expected: a bound of eps 4 a at the least, as the smallest step of a try is half
 * its largest, or less. And not much more, since at the last try, 1e-6, GSL
 * goes on to the step that suits it best, about 1e-9: some thousand times that,
 * with misses of 1e-6 a. With the misses of 0.1 it would be 1e5 times as much,
 * and with misses as large as 1 still more. */
START_TEST(bound_of_outputs_near_their_targets)
{
    const double a = exp(-1.0) / ((1.0 + exp(-1.0)) * (1.0 + exp(-1.0)));
    const double least = 4.0 * a * DBL_EPSILON;
    start_two_outputs(1.0);
    aim_at_the_outputs();
    bp_difference difference =
        bp_bias_difference(&bp_backpropagation, t.network, 0, 0, t.ws);
    ck_assert_double_le(fabs(difference.slope), difference.bound);
    ck_assert_double_ge(difference.bound, least);
    ck_assert_double_le(difference.bound, 1e4 * least);
    end();
}
END_TEST

/* A method whose error is 0 throughout, so that GSL's bound is 0, too, and what is
 * left is the account of rounding: eps |dE/dout| times the output's size, but 1 at
 * the least, divided by the smallest step. The largest of the six tries, from 0.1
 * on, gives the smallest bound; half of it is its smallest step. */
static double the_output;

static void forward_that_is_flat(const bp_network *network, bp_workspace *ws)
{
    (void)network;
    gsl_vector_set_all(ws->layer[0].net, 16.0);
    gsl_vector_set_all(ws->layer[0].out, the_output);
}

static void errors_of_nothing(const bp_network *network, bp_workspace *ws)
{
    (void)network;
    ws->E_total = 0.0;
}

static void derivatives_by_hand(const bp_network *network, bp_workspace *ws)
{
    (void)network;
    gsl_vector_set(ws->layer[0].dE_dout, 0, 3.0);
    gsl_vector_set(ws->layer[0].dE_dout, 1, -5.0);
}

static const struct {
    double output, size;
} outputs_of_a_size[] = {{0.25, 1.0}, {-0.25, 1.0}, {1.0, 1.0},
                         {4.0, 4.0},  {-4.0, 4.0},  {1e6, 1e6}};

START_TEST(bound_by_the_size_of_outputs)
{
    const bp_method flat = {.forward = forward_that_is_flat,
                            .errors = errors_of_nothing,
                            .error_derivatives = derivatives_by_hand};
    start_two_outputs(0.0);
    the_output = outputs_of_a_size[_i].output;
    bp_difference difference = bp_bias_difference(&flat, t.network, 0, 0, t.ws);
    ck_assert(difference.slope == 0.0);
    expect_close("bound", difference.bound,
                 DBL_EPSILON * (3.0 + 5.0) * outputs_of_a_size[_i].size / 0.05,
                 1e-14);
    end();
}
END_TEST

/* ---------------------------------------------------------------- the nudges */

/* Whichever of its neurons is named, and bit for bit also where the step is lost
 * in rounding on the way there and back: 0.1583 + 0.1 - 0.1 is not 0.1583. */
START_TEST(shared_bias_is_put_back)
{
    start("2-3-3-2");
    bp_difference first =
        bp_bias_difference(&bp_backpropagation, t.network, 0, 0, t.ws);
    bp_difference other =
        bp_bias_difference(&bp_backpropagation, t.network, 0, (size_t)_i, t.ws);
    ck_assert(first.slope != 0.0 && first.slope == other.slope);
    ck_assert(is_same_network(t.network, t.example->network));
    end();
}
END_TEST

/* The error is that of the method: twice as large without its half, and of
 * another network without biases. */
START_TEST(the_method_says_what_is_measured)
{
    start("3-4-2");
    bp_method doubled = bp_vary(bp_backpropagation, &bp_no_half);
    bp_method unbiased = bp_vary(bp_backpropagation, &bp_no_bias);
    double once =
        bp_weight_difference(&bp_backpropagation, t.network, 1, 1, 2, t.ws)
            .slope;
    expect_close("twice",
                 bp_weight_difference(&doubled, t.network, 1, 1, 2, t.ws).slope,
                 2.0 * once, 1e-8);
    ck_assert(bp_bias_difference(&unbiased, t.network, 0, 1, t.ws).slope ==
              0.0);
    end();
}
END_TEST

/* 3-4-2's neurons have their own biases, so dE/db is the neuron's delta; where
 * they share one, it is the sum. The deltas are those of the right method. */
START_TEST(bias_differences_of_own_and_shared)
{
    start("3-4-2");
    bp_round(&bp_backpropagation, t.network, t.ws);
    for (size_t j = 0; j < 4; j++)
        expect_close(
            "own",
            bp_bias_difference(&bp_backpropagation, t.network, 0, j, t.ws)
                .slope,
            gsl_vector_get(t.ws->layer[0].delta, j), 1e-8);
    t.network->layer[0].one_bias = true;
    gsl_vector_set_all(t.network->layer[0].b, 0.1373);
    bp_round(&bp_backpropagation, t.network, t.ws);
    double sum = 0.0;
    for (size_t j = 0; j < 4; j++)
        sum += gsl_vector_get(t.ws->layer[0].delta, j);
    for (size_t j = 0; j < 4; j++)
        expect_close(
            "shared",
            bp_bias_difference(&bp_backpropagation, t.network, 0, j, t.ws)
                .slope,
            sum, 1e-8);
    end();
}
END_TEST

/* ---------------------------------------------------------------- the verdict
 * Expected: what backprop.h says of each verdict; and chapter 6 of its limits:
 * ten times the bound is allowed, and must be less than a thousandth of the
 * derivative. */

static bp_gradient_verdict judge(double derivative, double slope, double bound)
{
    return bp_judge(derivative,
                    (bp_difference){.slope = slope, .bound = bound});
}

START_TEST(verdicts)
{
    ck_assert_int_eq(judge(0.25, 0.25, 1e-12), BP_AGREES);
    ck_assert_int_eq(judge(-0.25, -0.25 - 1e-12, 1e-12), BP_AGREES);
    ck_assert_int_eq(judge(0.25, 0.2501, 1e-12), BP_DIFFERS);
    ck_assert_int_eq(judge(0.25, -0.25, 1e-12), BP_DIFFERS);
    ck_assert_int_eq(judge(0.0, 0.25, 1e-12), BP_DIFFERS);
    ck_assert_int_eq(judge(0.25, 0.0, 1e-12), BP_DIFFERS);
    ck_assert_int_eq(judge(0.25, 0.25, 0.0), BP_AGREES);
    ck_assert_int_eq(judge(0.0, 0.0, 0.0), BP_TOO_SMALL);
    ck_assert_int_eq(judge(0.0, 0.0, 1e-12), BP_TOO_SMALL);
    ck_assert_int_eq(judge(0.0, 1e-12, 1e-12), BP_TOO_SMALL);
    ck_assert_int_eq(judge(1e-12, 0.0, 1e-12), BP_TOO_SMALL);
    ck_assert_int_eq(judge(1e-10, 1e-10, 1e-12), BP_TOO_SMALL);
    ck_assert_int_eq(judge(0.25, 0.25, INFINITY), BP_TOO_SMALL);
}
END_TEST

START_TEST(verdicts_on_either_side_of_ten_bounds)
{
    const double sides[] = {-1.0, 1.0}, bound = 1e-3; /* 0.01, of 100 */
    for (size_t k = 0; k < LENGTH(sides); k++)
        for (size_t n = 0; n < LENGTH(sides); n++) {
            const double derivative = 100.0 * sides[n];
            ck_assert_int_eq(
                judge(derivative, derivative + sides[k] * 0.0099, bound),
                BP_AGREES);
            ck_assert_int_eq(
                judge(derivative, derivative + sides[k] * 0.0101, bound),
                BP_DIFFERS);
        }
}
END_TEST

START_TEST(verdicts_on_either_side_of_a_thousandth)
{
    const double derivatives[] = {-2.0, 2.0}; /* a thousandth: ten of 2e-4 */
    for (size_t k = 0; k < LENGTH(derivatives); k++) {
        const double x = derivatives[k];
        ck_assert_int_eq(judge(x, x, 1.98e-4), BP_AGREES);
        ck_assert_int_eq(judge(x, x, 2.02e-4), BP_TOO_SMALL);
    }
}
END_TEST

START_TEST(what_is_not_a_number_differs)
{
    ck_assert_int_eq(judge(NAN, 0.25, 1e-12), BP_DIFFERS);
    ck_assert_int_eq(judge(0.25, NAN, 1e-12), BP_DIFFERS);
    ck_assert_int_eq(judge(0.25, 0.25, NAN), BP_DIFFERS);
    ck_assert_int_eq(judge(INFINITY, 0.25, 1e-12), BP_DIFFERS);
    ck_assert_int_eq(judge(INFINITY, INFINITY, 1e-12), BP_DIFFERS);
    ck_assert_int_eq(judge(NAN, NAN, NAN), BP_DIFFERS);
}
END_TEST

/* ------------------------------------------------------------- random networks
 * 400 networks of up to 4-5-3-2 for each size of weights and inputs: the right
 * method is never judged wrong, and one that is off by a percent is, wherever
 * anything can be told.
 * Expected: chapters 2 to 4; the draws are always the same. */

static const struct {
    double most_weight, most_input;
    double least_told; /* of all derivatives, how many are not too small */
} draws[] = {{1.0, 1.0, 0.99},
             {3.0, 10.0, 0.7},
             {3.0, 100.0, 0.3},
             {10.0, 100.0, 0.25},
             {0.1, 1e6, 0.2}};

static gsl_rng *random_numbers;

static double draw(double most)
{
    return most * (2.0 * gsl_rng_uniform(random_numbers) - 1.0);
}

static size_t draw_whole(size_t from, size_t to)
{
    return from + gsl_rng_uniform_int(random_numbers, to - from + 1);
}

static bp_network *draw_network(double most_weight)
{
    static const size_t most_neurons[] = {5, 3, 2};
    size_t n_layers = draw_whole(1, 3), n_neurons[3];
    for (size_t l = 0; l < n_layers; l++)
        n_neurons[l] = draw_whole(1, most_neurons[3 - n_layers + l]);
    bp_network *network =
        bp_network_alloc(draw_whole(1, 4), n_layers, n_neurons);
    ck_assert_ptr_nonnull(network);
    for (size_t l = 0; l < n_layers; l++) {
        bp_layer *layer = &network->layer[l];
        layer->one_bias = draw_whole(0, 1) == 1;
        gsl_vector_set_all(layer->b, draw(most_weight));
        for (size_t j = 0; j < layer->w->size1; j++) {
            for (size_t i = 0; i < layer->w->size2; i++)
                gsl_matrix_set(layer->w, j, i, draw(most_weight));
            if (!layer->one_bias)
                gsl_vector_set(layer->b, j, draw(most_weight));
        }
    }
    return network;
}

/* Measures all derivatives of one random network. */
static void measure_random(double most_weight, double most_input)
{
    bp_network *network = draw_network(most_weight);
    bp_network *before = bp_network_copy(network);
    bp_workspace *ws = bp_workspace_alloc(network);
    ck_assert(before != NULL && ws != NULL);
    for (size_t i = 0; i < ws->input->size; i++)
        gsl_vector_set(ws->input, i, draw(most_input));
    for (size_t j = 0; j < ws->target->size; j++)
        gsl_vector_set(ws->target, j, gsl_rng_uniform(random_numbers));
    ws->eta = 0.5;
    const bp_method method = bp_vary(bp_backpropagation, &bp_train_biases);
    bp_round(&method, network, ws);
    measure_all(network, ws);
    ck_assert(is_same_network(network, before));
    bp_workspace_free(ws);
    bp_network_free(before);
    bp_network_free(network);
}

static void expect_told_apart(int number)
{
    for (size_t k = 0; k < n_lines; k++) {
        const double derivative = lines[k].derivative;
        const bp_difference difference = lines[k].difference;
        const bool is_told_apart =
            bp_judge(derivative, difference) != BP_DIFFERS &&
            bp_judge(1.01 * derivative, difference) != BP_AGREES &&
            bp_judge(0.99 * derivative, difference) != BP_AGREES;
        ck_assert_msg(
            is_told_apart,
            "network %d, derivative %zu: %.17g, measured %.17g, bound %g",
            number, k, derivative, difference.slope, difference.bound);
    }
}

START_TEST(random_networks)
{
    size_t n = 0, n_told = 0;
    random_numbers = gsl_rng_alloc(gsl_rng_mt19937);
    ck_assert_ptr_nonnull(random_numbers);
    gsl_rng_set(random_numbers, 20150317);
    for (int number = 0; number < 400; number++) {
        measure_random(draws[_i].most_weight, draws[_i].most_input);
        expect_told_apart(number);
        n += n_lines;
        n_told += n_judged(BP_AGREES, 1.0);
    }
    gsl_rng_free(random_numbers);
    ck_assert_uint_ge(n, 4000);
    ck_assert_double_ge((double)n_told, draws[_i].least_told * (double)n);
}
END_TEST

static TCase *differences_case(void)
{
    const int n_examples = LENGTH(examples);
    TCase *c = tcase_create("differences");
    tcase_add_loop_test(c, differences_of_every_example, 0, n_examples);
    tcase_add_test(c, derivatives_by_updated_weights_are_wrong);
    tcase_add_loop_test(c, derivatives_without_the_half_are_wrong, 0,
                        n_examples);
    tcase_add_loop_test(c, outputs_that_are_their_targets, 0, n_examples);
    tcase_add_test(c, saturated_network);
    tcase_add_test(c, bias_differences_of_own_and_shared);
    tcase_add_test(c, six_steps_that_tell_nothing);
    tcase_add_test(c, bound_of_outputs_near_their_targets);
    tcase_add_loop_test(c, bound_by_the_size_of_outputs, 0,
                        LENGTH(outputs_of_a_size));
    return c;
}

int main(void)
{
    TCase *nudges = tcase_create("nudges");
    tcase_add_loop_test(nudges, shared_bias_is_put_back, 1, 3);
    tcase_add_test(nudges, the_method_says_what_is_measured);

    TCase *verdict = tcase_create("verdict");
    tcase_add_test(verdict, verdicts);
    tcase_add_test(verdict, verdicts_on_either_side_of_ten_bounds);
    tcase_add_test(verdict, verdicts_on_either_side_of_a_thousandth);
    tcase_add_test(verdict, what_is_not_a_number_differs);

    TCase *any = tcase_create("any network");
    tcase_set_timeout(any, 60);
    tcase_add_loop_test(any, random_networks, 0, LENGTH(draws));
    TCase *const cases[] = {differences_case(), nudges, verdict, any};
    return run_cases("chapter_gradient", LENGTH(cases), cases);
}

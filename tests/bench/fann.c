/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The post's example, trained by FANN, a library for neural networks, in doubles.
 * `fann ROUNDS` prints the last row of `backprop train -n ROUNDS`, but no biases.
 *
 * FANN trains as the post does, once three things are set:
 * - Its sigmoid is 1 / (1 + exp(-2 s x)): with a steepness s of 0.5, the logistic.
 * - It puts the error t - out through a logarithm unless it is to stay linear.
 *   Then a weight's step is rate (t - out) slope ..., which is -rate dE/dw, as
 *   E is 1/2 (t - out)^2: the rate is the post's own.
 * - A bias is the weight of an input 1 and learns, so it is put back after a round.
 *
 * Two things cannot be set. For a slope, FANN takes an output below 0.01 as 0.01 and
 * one above 0.99 as 0.99; here the targets are just these, and the outputs come from
 * between them. And it adds up its own error in a float, so E_total is computed here. */
#include <doublefann.h>
#include <stdio.h>
#include <stdlib.h>

enum { N_INPUTS = 2, N_OUTPUTS = 2, N_LAYERS = 3, N_WEIGHTS = 12 };
/* To each neuron lead two weights, then its bias. */
enum { BIAS = 2, WEIGHTS_OF_A_NEURON = 3 };

static double input[N_INPUTS] = {0.05, 0.10};
static double target[N_OUTPUTS] = {0.01, 0.99};
static const double given[N_WEIGHTS] = {
    0.15, 0.20, 0.35, 0.25, 0.30, 0.35, /* to h1, to h2 */
    0.40, 0.45, 0.60, 0.50, 0.55, 0.60, /* to o1, to o2 */
};

static struct fann *make_network(void)
{
    static const unsigned int sizes[N_LAYERS] = {N_INPUTS, 2, N_OUTPUTS};
    struct fann *network = fann_create_standard_array(N_LAYERS, sizes);
    if (network == NULL)
        return NULL;
    fann_set_activation_function_hidden(network, FANN_SIGMOID);
    fann_set_activation_function_output(network, FANN_SIGMOID);
    fann_set_activation_steepness_hidden(network, 0.5);
    fann_set_activation_steepness_output(network, 0.5);
    fann_set_train_error_function(network, FANN_ERRORFUNC_LINEAR);
    fann_set_learning_rate(network, 0.5f);
    for (size_t w = 0; w < N_WEIGHTS; w++)
        network->weights[w] = given[w];
    return network;
}

static void train(struct fann *network, unsigned long n_rounds)
{
    for (unsigned long r = 0; r < n_rounds; r++) {
        fann_train(network, input, target);
        for (size_t w = BIAS; w < N_WEIGHTS; w += WEIGHTS_OF_A_NEURON)
            network->weights[w] = given[w];
    }
}

static void print_row(struct fann *network, unsigned long round)
{
    const double *out = fann_run(network, input);
    double E_total = 0.0;
    for (size_t j = 0; j < N_OUTPUTS; j++)
        E_total += 0.5 * (target[j] - out[j]) * (target[j] - out[j]);
    printf("%lu\t%.17g", round, E_total);
    for (size_t j = 0; j < N_OUTPUTS; j++)
        printf("\t%.17g", out[j]);
    for (size_t w = 0; w < N_WEIGHTS; w++)
        if (w % WEIGHTS_OF_A_NEURON != BIAS)
            printf("\t%.17g", network->weights[w]);
    putchar('\n');
}

int main(int argc, char *argv[])
{
    char *end = NULL;
    unsigned long n_rounds = argc == 2 ? strtoul(argv[1], &end, 10) : 0;
    if (end == NULL || end == argv[1] || *end != '\0') {
        fputs("fann: expected one argument, the number of rounds\n", stderr);
        return 2;
    }
    struct fann *network = make_network();
    if (network == NULL)
        return 1;
    train(network, n_rounds);
    print_row(network, n_rounds);
    fann_destroy(network);
    return 0;
}

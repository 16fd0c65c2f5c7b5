/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reference FILE.yaml: the whole walk of a valid example, `key<TAB>value` a
 * line, each value with 15 digits that are proved right.
 *
 * This computation knows no backpropagation, nor the slope of any function.
 * It knows the forward pass, and does it in dual numbers u + u'e, where e^2 = 0
 * (power series cut off after two terms): each carries its derivative by ONE
 * variable, the seed. dE/dw5 comes from a pass with the seed w5, delta_h1 from
 * one whose seed is a 0 added to net_h1, and so on, one pass a variable; the
 * gradient for training comes likewise. Where an output depends on every net
 * input, as softmax has it, dE_o1/dout_h1 is how E_total depends on out_h1 by way
 * of net_o1 alone.
 *
 * Every coefficient is a ball: a midpoint and a radius that surely contain the
 * true value. The given decimals are read as decimals, not as doubles. Where a
 * ball is too wide to settle 15 digits, all is done again in twice the bits. */
#define _POSIX_C_SOURCE 200809L
#include "example.h"

#include <stdio.h>
#include <stdlib.h>

enum { VALUE, DERIVATIVE, TERMS }; /* of a dual number */

typedef struct {
    const char *name;
    arb_poly_t x, step;
} number;

typedef struct {
    char name[NAME_SIZE];
    number *weight, *bias;                   /* its first weight, its bias */
    arb_poly_t net_seed, net, out_seed, out; /* the two seeds are 0 */
    arb_poly_t error;                        /* of an output neuron */
} neuron;

static slong bits; /* the precision at work */
static example the;

/* Weights, biases, eta, then inputs and targets pair by pair. */
static number given[MAX_NUMBERS], *biases, *eta, *pairs;
static number *untrained; /* the first number that training leaves alone */

/* The inputs, layer 0, then all other neurons, and where each layer begins. In
 * memory that is all 0, a polynomial is 0, as arb_poly_init would have it. */
static neuron neurons[MAX_NEURONS], *layer[MAX_LAYERS + 2] = {neurons};
static neuron *outputs, *after; /* where the outputs begin and end */
static arb_poly_t E_total;

/* ---- The example ---- */

static void place_neuron(long l, long j)
{
    neuron *n = &layer[l][j];
    snprintf(n->name, sizeof n->name, "%c%ld", the.letter[l], j + 1);
    n->weight = &given[the.weights[l] + j * the.size[l - 1]];
    n->bias = &given[the.biases[l] + (the.shares_bias[l] ? 0 : j)];
}

static void place_all(void)
{
    layer[1] = layer[0] + the.size[0];
    for (long l = 1; l <= the.n_layers; l++) {
        layer[l + 1] = layer[l] + the.size[l];
        expect(layer[l + 1] <= neurons + MAX_NEURONS, "a smaller example");
        for (long j = 0; j < the.size[l]; j++)
            place_neuron(l, j);
    }
    outputs = layer[the.n_layers];
    after = layer[the.n_layers + 1];
    biases = given + the.all_biases;
    eta = given + the.eta;
    pairs = given + the.pairs;
    untrained = the.trains_biases ? eta : biases;
}

/* All given numbers, at the precision at work. */
static void start_anew(void)
{
    arb_t x;
    arb_init(x);
    for (long i = 0; i < the.n_given; i++) {
        example_value(x, &the, i, bits);
        arb_poly_set_arb(given[i].x, x);
        given[i].name = the.given[i].name;
    }
    arb_clear(x);
}

/* ---- The forward pass, and training ---- */

/* x = 1 / (1 + exp(-x)) */
static void squash(arb_poly_t x)
{
    arb_poly_neg(x, x);
    arb_poly_exp_series(x, x, TERMS, bits);
    arb_poly_add_si(x, x, 1, bits);
    arb_poly_inv_series(x, x, TERMS, bits);
}

/* x = 0 where it is not above 0. A ball that is on both sides of 0 tells
 * nothing. */
static void rectify(arb_poly_t x)
{
    arb_t value;
    arb_init(value);
    arb_poly_get_coeff_arb(value, x, VALUE);
    if (arb_is_nonpositive(value))
        arb_poly_zero(x);
    else if (!arb_is_positive(value)) {
        arb_indeterminate(value);
        arb_poly_set_coeff_arb(x, VALUE, value);
        arb_poly_set_coeff_arb(x, DERIVATIVE, value);
    }
    arb_clear(value);
}

static void activate(enum activation activation, arb_poly_t x)
{
    switch (activation) {
    case LOGISTIC:
        squash(x);
        break;
    case HYPERBOLIC: /* tanh x = 2 / (1 + exp(-2x)) - 1 */
        arb_poly_scalar_mul_2exp_si(x, x, 1);
        squash(x);
        arb_poly_scalar_mul_2exp_si(x, x, 1);
        arb_poly_add_si(x, x, -1, bits);
        break;
    case RECTIFIED:
        rectify(x);
        break;
    case UNCHANGED:
        break;
    case SOFTMAX: /* so far; divided once all neurons of the layer are there */
        arb_poly_exp_series(x, x, TERMS, bits);
        break;
    }
}

static void divide_by_sum(neuron *from, neuron *to)
{
    arb_poly_t sum;
    arb_poly_init(sum);
    for (neuron *n = from; n < to; n++)
        arb_poly_add(sum, sum, n->out, bits);
    for (neuron *n = from; n < to; n++)
        arb_poly_div_series(n->out, n->out, sum, TERMS, bits);
    arb_poly_clear(sum);
}

/* E = (target - out)^2 / 2 */
static void square_error(neuron *n, const arb_poly_t target)
{
    arb_poly_sub(n->error, target, n->out, bits);
    arb_poly_mullow(n->error, n->error, n->error, TERMS, bits);
    arb_poly_scalar_mul_2exp_si(n->error, n->error, -1);
}

/* E = E - part ln x, where there is a part. */
static void subtract_log(arb_poly_t E, const arb_poly_t part,
                         const arb_poly_t x)
{
    arb_poly_t t;
    if (arb_poly_is_zero(part))
        return;
    arb_poly_init(t);
    arb_poly_log_series(t, x, TERMS, bits);
    arb_poly_mullow(t, t, part, TERMS, bits);
    arb_poly_sub(E, E, t, bits);
    arb_poly_clear(t);
}

/* 1 - x */
static void complement(arb_poly_t rest, const arb_poly_t x)
{
    arb_poly_neg(rest, x);
    arb_poly_add_si(rest, rest, 1, bits);
}

/* E = -(target ln out + (1 - target) ln(1 - out)), of softmax without the second
 * part. */
static void cross_entropy(neuron *n, const arb_poly_t target)
{
    arb_poly_t rest, other;
    arb_poly_zero(n->error);
    subtract_log(n->error, target, n->out);
    if (the.activation[the.n_layers] == SOFTMAX)
        return;
    arb_poly_init(rest);
    arb_poly_init(other);
    complement(other, target);
    complement(rest, n->out);
    subtract_log(n->error, other, rest);
    arb_poly_clear(rest);
    arb_poly_clear(other);
}

static void forward_neuron(long l, neuron *self)
{
    const number *w = self->weight;
    arb_poly_t t;
    arb_poly_init(t);
    arb_poly_add(self->net, self->bias->x, self->net_seed, bits);
    for (neuron *source = layer[l - 1]; source < layer[l]; source++) {
        arb_poly_mullow(t, w++->x, source->out, TERMS, bits);
        arb_poly_add(self->net, self->net, t, bits);
    }
    arb_poly_set(self->out, self->net);
    activate(the.activation[l], self->out);
    arb_poly_add(self->out, self->out, self->out_seed, bits);
    arb_poly_clear(t);
}

/* The pass of one pair, and its derivatives by the seed, which has this slope. */
static void forward_by(long pair, arb_poly_t seed, const arb_t slope)
{
    const number *data = pairs + pair * example_pair_size(&the);
    arb_poly_set_coeff_arb(seed, DERIVATIVE, slope);
    for (neuron *n = layer[0]; n < layer[1]; n++)
        arb_poly_set(n->out, data++->x);
    for (long l = 1; l <= the.n_layers; l++) {
        for (neuron *n = layer[l]; n < layer[l + 1]; n++)
            forward_neuron(l, n);
        if (the.activation[l] == SOFTMAX)
            divide_by_sum(layer[l], layer[l + 1]);
    }
    arb_poly_zero(E_total);
    for (neuron *n = outputs; n < after; n++) {
        (the.is_cross_entropy ? cross_entropy : square_error)(n, data++->x);
        arb_poly_add(E_total, E_total, n->error, bits);
    }
    arb_poly_truncate(seed, DERIVATIVE);
}

static void forward(long pair, arb_poly_t seed)
{
    arb_t one;
    arb_init(one);
    arb_one(one);
    forward_by(pair, seed, one);
    arb_clear(one);
}

static void train_round(long round)
{
    for (number *n = given; n < untrained; n++) {
        forward(round % the.n_pairs, n->x);
        arb_poly_derivative(n->step, E_total, bits);
        arb_poly_mul(n->step, n->step, eta->x, bits);
    }
    for (number *n = given; n < untrained; n++)
        arb_poly_sub(n->x, n->x, n->step, bits);
}

/* ---- Certain digits, line by line ---- */

static FILE *lines;
static bool all_certain;

static void emit_digits(const arb_poly_t dual, int which)
{
    char digits[DIGITS_SIZE];
    arb_t x;
    arb_init(x);
    arb_poly_get_coeff_arb(x, dual, which);
    all_certain = certain_digits(digits, x, bits) && all_certain;
    fprintf(lines, "\t%s\n", digits);
    arb_clear(x);
}

/* A line: a dual number's value or derivative, and a format for its key. */
#define EMIT(dual, which, ...)                                                 \
    (fprintf(lines, __VA_ARGS__), emit_digits(dual, which))

/* ---- The walk ---- */

static void emit_numbers(number *from, number *to, const char *suffix)
{
    for (number *n = from; n < to; n++)
        EMIT(n->x, VALUE, "%s%s", n->name, suffix);
}

static void emit_forward(const char *suffix)
{
    forward(0, neurons->net_seed); /* on which nothing depends */
    for (neuron *n = layer[1]; n < after; n++) {
        EMIT(n->net, VALUE, "net_%s%s", n->name, suffix);
        EMIT(n->out, VALUE, "out_%s%s", n->name, suffix);
    }
    for (neuron *n = outputs; n < after; n++)
        EMIT(n->error, VALUE, "E_%s%s", n->name, suffix);
    EMIT(E_total, VALUE, "E_total%s", suffix);
}

/* What reaches the error from neuron n by way of each output neuron: of its own
 * error, or, where that is not all it changes, of E_total by its net input. */
static void emit_paths(neuron *n)
{
    arb_t slope;
    arb_init(slope);
    for (neuron *o = outputs; o < after; o++) {
        if (the.activation[the.n_layers] == SOFTMAX) {
            arb_poly_get_coeff_arb(
                slope, o->weight[n - layer[the.n_layers - 1]].x, VALUE);
            forward_by(0, o->net_seed, slope);
            EMIT(E_total, DERIVATIVE, "dE_%s/dout_%s", o->name, n->name);
        } else {
            forward(0, n->out_seed);
            EMIT(o->error, DERIVATIVE, "dE_%s/dout_%s", o->name, n->name);
        }
    }
    arb_clear(slope);
}

static void emit_layer(long l)
{
    for (neuron *n = layer[l]; n < layer[l + 1]; n++) {
        if (l == the.n_layers - 1)
            emit_paths(n);
        if (the.activation[l] != SOFTMAX) {
            forward(0, n->out_seed);
            EMIT(E_total, DERIVATIVE, "dE/dout_%s", n->name);
        }
        forward(0, n->net_seed);
        if (the.activation[l] != SOFTMAX)
            EMIT(n->out, DERIVATIVE, "dout_%s/dnet_%s", n->name, n->name);
        EMIT(E_total, DERIVATIVE, "delta_%s", n->name);
    }
    number *w = layer[l]->weight;
    for (neuron *n = layer[l]; n < layer[l + 1]; n++)
        for (neuron *source = layer[l - 1]; source < layer[l]; source++, w++) {
            forward(0, w->x);
            EMIT(n->net, DERIVATIVE, "dnet_%s/d%s", n->name, w->name);
            EMIT(E_total, DERIVATIVE, "dE/d%s", w->name);
        }
}

static void emit_one_round(void)
{
    start_anew();
    emit_numbers(pairs, pairs + example_pair_size(&the), "");
    emit_numbers(given, pairs, "");
    emit_forward("");
    for (long l = the.n_layers; l >= 1; l--)
        emit_layer(l);
    for (number *b = biases; b < eta; b++) {
        forward(0, b->x);
        EMIT(E_total, DERIVATIVE, "dE/d%s", b->name);
    }
    train_round(0);
    emit_numbers(given, untrained, "+");
    emit_forward("+");
}

static void emit_all_rounds(void)
{
    char suffix[32];
    start_anew();
    snprintf(suffix, sizeof suffix, "@%ld", the.rounds);
    for (long round = 0; round < the.rounds && all_certain; round++)
        train_round(round);
    forward(0, neurons->net_seed);
    EMIT(E_total, VALUE, "E_total%s", suffix);
    for (neuron *n = outputs; n < after; n++)
        EMIT(n->out, VALUE, "out_%s%s", n->name, suffix);
    emit_numbers(given, untrained, suffix);
}

int main(int argc, char **argv)
{
    example_read(&the, argc == 2 ? argv[1] : NULL);
    place_all();
    char *walk = NULL;
    size_t size;
    for (bits = FIRST_BITS; bits <= LAST_BITS && !all_certain; bits *= 2) {
        free(walk);
        lines = open_memstream(&walk, &size);
        all_certain = lines;
        expect(all_certain, "more memory");
        emit_one_round();
        emit_all_rounds();
        fclose(lines);
    }
    expect(all_certain, "digits that 4096 bits can settle");
    expect(fputs(walk, stdout) >= 0 && !fflush(stdout), "a place to write to");
    free(walk);
}

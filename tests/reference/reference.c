/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reference FILE.yaml: the whole walk of a valid example, `key<TAB>value` a
 * line, each value with 15 digits that are proved right.
 *
 * This computation knows no backpropagation, nor the logistic function's slope.
 * It knows the forward pass, and does it in dual numbers u + u'e, where e^2 = 0
 * (power series cut off after two terms): each carries its derivative by ONE
 * variable, the seed. dE/dw5 comes from a pass with the seed w5, delta_h1 from
 * one whose seed is a 0 added to net_h1, and so on, one pass a variable; the
 * gradient for training comes likewise.
 *
 * Every coefficient is a ball: a midpoint and a radius that surely contain the
 * true value. The given decimals are read as decimals, not as doubles. Where a
 * ball is too wide to settle 15 digits, all is done again in twice the bits. */
#define _POSIX_C_SOURCE 200809L
#if __has_include(<flint/arb_poly.h>)
#include <flint/arb_poly.h>
#else
#include <arb_poly.h>
#endif
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { MAX_LAYERS = 7, MAX_NEURONS = 1000, MAX_NUMBERS = 10000 };
enum { FIRST_BITS = 128, LAST_BITS = 4096 };
enum { VALUE, DERIVATIVE, TERMS }; /* of a dual number */

typedef yaml_node_t node;

typedef struct {
    char name[32];
    arb_poly_t x, step;
} number;

typedef struct {
    char name[32];
    number *weight, *bias;                   /* its first weight, its bias */
    arb_poly_t net_seed, net, out_seed, out; /* the two seeds are 0 */
    arb_poly_t error;                        /* of an output neuron */
} neuron;

static slong bits; /* the precision at work */
static yaml_document_t doc;

/* Weights, biases, eta, then inputs and targets pair by pair. */
static number given[MAX_NUMBERS], *biases, *eta, *pairs, *end;
static number *untrained; /* the first number that training leaves alone */
static long n_rounds, n_pairs;

/* The inputs, layer 0, then all other neurons, and where each layer begins. In
 * memory that is all 0, a polynomial is 0, as arb_poly_init would have it. */
static neuron neurons[MAX_NEURONS], *layer[MAX_LAYERS + 2] = {neurons};
static neuron *outputs, *after; /* where the outputs begin and end */
static long n_layers;
static arb_poly_t E_total;

static void expect(bool is_so, const char *what)
{
    if (!is_so) {
        fprintf(stderr, "reference: expected %s\n", what);
        exit(2);
    }
}

/* ---- The example ---- */

static const char *text(const node *value)
{
    expect(value && value->type == YAML_SCALAR_NODE, "a single value");
    return (const char *)value->data.scalar.value;
}

static long count(const node *list)
{
    expect(list && list->type == YAML_SEQUENCE_NODE, "a list");
    return list->data.sequence.items.top - list->data.sequence.items.start;
}

static node *item(const node *list, long i)
{
    expect(i < count(list), "a longer list");
    return yaml_document_get_node(&doc, list->data.sequence.items.start[i]);
}

/* The value of a mapping's key, or NULL. */
static node *member(const node *map, const char *key)
{
    expect(map && map->type == YAML_MAPPING_NODE, "keys and values");
    const yaml_node_pair_t *p = map->data.mapping.pairs.start;
    for (; p < map->data.mapping.pairs.top; p++)
        if (!strcmp(text(yaml_document_get_node(&doc, p->key)), key))
            return yaml_document_get_node(&doc, p->value);
    return NULL;
}

/* Adds a given number; its name is these letters, and i unless that is 0. */
static number *add(const node *typed, const char *letters, long i)
{
    arb_t x;
    arb_init(x);
    expect(end < given + MAX_NUMBERS, "a smaller example");
    expect(!arb_set_str(x, text(typed), bits), "a decimal number");
    arb_poly_set_arb(end->x, x);
    arb_clear(x);
    snprintf(end->name, sizeof end->name, i ? "%s%ld" : "%s", letters, i);
    return end++;
}

static void read_weights(long l, const node *rows)
{
    char letter = l == n_layers ? 'o' : "hkmnpq"[l - 1];
    layer[l + 1] = layer[l] + count(rows);
    expect(layer[l + 1] <= neurons + MAX_NEURONS, "a smaller example");
    for (long j = 0; j < count(rows); j++) {
        neuron *n = &layer[l][j];
        snprintf(n->name, sizeof n->name, "%c%ld", letter, j + 1);
        n->weight = end;
        for (long i = 0; i < layer[l] - layer[l - 1]; i++)
            add(item(item(rows, j), i), "w", end - given + 1);
    }
}

static void read_biases(long l, const node *map)
{
    const char letters[] = {'b', '_', *layer[l]->name, '\0'};
    const node *own = member(map, "biases");
    number *shared = own ? NULL : add(member(map, "bias"), "b", l);
    for (long j = 0; j < layer[l + 1] - layer[l]; j++)
        layer[l][j].bias = own ? add(item(own, j), letters, j + 1) : shared;
}

static void read_pair(const node *pair)
{
    for (long i = 0; i < layer[1] - layer[0]; i++)
        add(item(member(pair, "inputs"), i), "i", i + 1);
    for (long j = 0; j < after - outputs; j++)
        add(item(member(pair, "targets"), j), "t", j + 1);
}

/* All given numbers, at the precision at work. */
static void read_example(const node *top)
{
    const node *layers = member(top, "layers"), *data = member(top, "training");
    const node *all = member(top, "train_biases"), *n = member(top, "rounds");
    n_layers = count(layers);
    expect(n_layers <= MAX_LAYERS, "at most seven layers");
    layer[1] = layer[0] + count(member(item(data, 0), "inputs"));
    end = given;
    for (long l = 1; l <= n_layers; l++)
        read_weights(l, member(item(layers, l - 1), "weights"));
    outputs = layer[n_layers];
    after = layer[n_layers + 1];
    biases = end;
    for (long l = 1; l <= n_layers; l++)
        read_biases(l, item(layers, l - 1));
    eta = add(member(top, "learning_rate"), "eta", 0);
    untrained = all && !strcmp(text(all), "true") ? eta : biases;
    n_rounds = n ? atol(text(n)) : 10000;
    n_pairs = count(data);
    pairs = end;
    for (long p = 0; p < n_pairs; p++)
        read_pair(item(data, p));
}

/* ---- The forward pass, and training ---- */

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
    arb_poly_neg(t, self->net); /* out = 1 / (1 + exp(-net)) */
    arb_poly_exp_series(t, t, TERMS, bits);
    arb_poly_add_si(t, t, 1, bits);
    arb_poly_inv_series(self->out, t, TERMS, bits);
    arb_poly_add(self->out, self->out, self->out_seed, bits);
    arb_poly_clear(t);
}

/* The pass of one pair, and its derivatives by the seed. */
static void forward(long pair, arb_poly_t seed)
{
    const number *data = pairs + pair * ((end - pairs) / n_pairs);
    arb_poly_set_coeff_si(seed, DERIVATIVE, 1);
    for (neuron *n = layer[0]; n < layer[1]; n++)
        arb_poly_set(n->out, data++->x);
    for (long l = 1; l <= n_layers; l++)
        for (neuron *n = layer[l]; n < layer[l + 1]; n++)
            forward_neuron(l, n);
    arb_poly_zero(E_total);
    for (neuron *n = outputs; n < after; n++) { /* E = (target - out)^2 / 2 */
        arb_poly_sub(n->error, data++->x, n->out, bits);
        arb_poly_mullow(n->error, n->error, n->error, TERMS, bits);
        arb_poly_scalar_mul_2exp_si(n->error, n->error, -1);
        arb_poly_add(E_total, E_total, n->error, bits);
    }
    arb_poly_truncate(seed, DERIVATIVE);
}

static void train_round(long round)
{
    for (number *n = given; n < untrained; n++) {
        forward(round % n_pairs, n->x);
        arb_poly_derivative(n->step, E_total, bits);
        arb_poly_mul(n->step, n->step, eta->x, bits);
    }
    for (number *n = given; n < untrained; n++)
        arb_poly_sub(n->x, n->x, n->step, bits);
}

/* ---- Certain digits, line by line ---- */

static FILE *lines;
static bool all_certain;

/* Whether the ball leaves but one choice for x rounded to 15 digits; then these
 * are in s. The exponent comes from a double. Should it be the wrong one, then
 * x is so near a power of ten that either exponent leads to that power. At the
 * last precision, a ball around 0 that lies below 2^-1000 is called 0. */
static bool round_to_15(char s[64], const arb_t x)
{
    if (arb_contains_zero(x))
        return arb_is_zero(x) ||
               (bits == LAST_BITS && mag_cmp_2exp_si(arb_radref(x), -1000) < 0);
    double guess = arf_get_d(arb_midref(x), ARF_RND_NEAR);
    if (arb_rel_accuracy_bits(x) < 64 || !isnormal(guess))
        return false;
    arb_t digits;
    arb_init(digits);
    snprintf(s, 64, "%.16e", guess);
    long exponent = atol(strchr(s, 'e') + 1) - 14;
    snprintf(s, 64, "2e%ld", -exponent);
    arb_set_str(digits, s, bits);
    arb_mul(digits, digits, x, bits);
    arb_add_si(digits, digits, 1, bits);
    arb_mul_2exp_si(digits, digits, -1);
    arb_floor(digits, digits, bits); /* of x / 10^exponent + 1/2 */
    guess = arf_get_d(arb_midref(digits), ARF_RND_NEAR);
    snprintf(s, 64, "%.0fe%ld", guess, exponent);
    bool is_certain = arb_is_int(digits);
    arb_clear(digits);
    return is_certain;
}

static void emit_digits(const arb_poly_t dual, int which)
{
    char digits[64] = "0";
    arb_t x;
    arb_init(x);
    arb_poly_get_coeff_arb(x, dual, which);
    all_certain = round_to_15(digits, x) && all_certain;
    /* 15 digits survive the way through a double: printf chooses their form. */
    fprintf(lines, "\t%.15g\n", strtod(digits, NULL));
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

static void emit_layer(long l)
{
    for (neuron *n = layer[l]; n < layer[l + 1]; n++) {
        forward(0, n->out_seed);
        for (neuron *o = outputs; l == n_layers - 1 && o < after; o++)
            EMIT(o->error, DERIVATIVE, "dE_%s/dout_%s", o->name, n->name);
        EMIT(E_total, DERIVATIVE, "dE/dout_%s", n->name);
        forward(0, n->net_seed);
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
    read_example(yaml_document_get_root_node(&doc));
    emit_numbers(pairs, pairs + (end - pairs) / n_pairs, "");
    emit_numbers(given, pairs, "");
    emit_forward("");
    for (long l = n_layers; l >= 1; l--)
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
    read_example(yaml_document_get_root_node(&doc));
    snprintf(suffix, sizeof suffix, "@%ld", n_rounds);
    for (long round = 0; round < n_rounds && all_certain; round++)
        train_round(round);
    forward(0, neurons->net_seed);
    EMIT(E_total, VALUE, "E_total%s", suffix);
    for (neuron *n = outputs; n < after; n++)
        EMIT(n->out, VALUE, "out_%s%s", n->name, suffix);
    emit_numbers(given, untrained, suffix);
}

int main(int argc, char **argv)
{
    yaml_parser_t parser;
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    expect(file && yaml_parser_initialize(&parser),
           "the name of an example file");
    yaml_parser_set_input_file(&parser, file);
    expect(yaml_parser_load(&parser, &doc), "an example file in YAML");
    yaml_parser_delete(&parser);
    fclose(file);
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

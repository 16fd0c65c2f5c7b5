/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "many_numbers.h"

#include "twister.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef long double real;

/* ---- A network with one hidden layer ---- */

enum { MOST_SOURCES = 64, MOST_NEURONS = 16 };

/* A layer of logistic neurons. The last source of each puts out 1 at all times, so
 * that the last weight of a row is a bias. */
typedef struct {
    int size, sources; /* the 1 not counted */
    real w[MOST_NEURONS][MOST_SOURCES + 1];
    real sum[MOST_NEURONS][MOST_SOURCES + 1]; /* of dE/dw */
    real out[MOST_NEURONS], delta[MOST_NEURONS];
} many_layer;

typedef struct {
    many_layer hidden, output;
} many_net;

/* A pair: inputs, then targets. */
typedef const real *many_pair;

static void shape(many_net *n, int inputs, int hidden, int outputs)
{
    memset(n, 0, sizeof *n);
    n->hidden.sources = inputs;
    n->hidden.size = n->output.sources = hidden;
    n->output.size = outputs;
}

/* Weights between -1 and 1, divided by the root of how many lead into a neuron, row
 * by row; biases are 0. */
static void draw_layer(many_layer *a, twister *t)
{
    for (int j = 0; j < a->size; j++) {
        for (int i = 0; i < a->sources; i++) {
            real u = (real)twister_draw(t) / 4294967296.0L;
            a->w[j][i] = (2 * u - 1) / sqrtl((real)a->sources);
        }
        a->w[j][a->sources] = 0;
    }
}

static void draw(many_net *n, twister *t)
{
    draw_layer(&n->hidden, t);
    draw_layer(&n->output, t);
}

static void put_out(many_layer *a, const real *in)
{
    for (int j = 0; j < a->size; j++) {
        real net = a->w[j][a->sources];
        for (int i = 0; i < a->sources; i++)
            net += a->w[j][i] * in[i];
        a->out[j] = 1 / (1 + expl(-net));
    }
}

static void forward(many_net *n, many_pair pair)
{
    put_out(&n->hidden, pair);
    put_out(&n->output, n->hidden.out);
}

static real error(const many_net *n, many_pair pair)
{
    const real *target = pair + n->hidden.sources;
    real E = 0;
    for (int j = 0; j < n->output.size; j++)
        E += (target[j] - n->output.out[j]) * (target[j] - n->output.out[j]);
    return E / 2;
}

static void add_slopes(many_layer *a, const real *in)
{
    for (int j = 0; j < a->size; j++) {
        a->delta[j] *= a->out[j] * (1 - a->out[j]);
        for (int i = 0; i < a->sources; i++)
            a->sum[j][i] += a->delta[j] * in[i];
        a->sum[j][a->sources] += a->delta[j];
    }
}

/* Adds the derivatives of this pair's error to the sums. */
static void backward(many_net *n, many_pair pair)
{
    many_layer *h = &n->hidden, *o = &n->output;
    for (int k = 0; k < o->size; k++)
        o->delta[k] = o->out[k] - pair[h->sources + k];
    add_slopes(o, h->out);
    for (int j = 0; j < h->size; j++) {
        h->delta[j] = 0;
        for (int k = 0; k < o->size; k++)
            h->delta[j] += o->w[k][j] * o->delta[k];
    }
    add_slopes(h, pair);
}

/* Downhill, and the sums begin at 0 again. */
static void step(many_layer *a, real eta)
{
    for (int j = 0; j < a->size; j++)
        for (int i = 0; i <= a->sources; i++) {
            a->w[j][i] -= eta * a->sum[j][i];
            a->sum[j][i] = 0;
        }
}

static void learn(many_net *n, const many_pair *pairs, int batch, real eta)
{
    for (int p = 0; p < batch; p++) {
        forward(n, pairs[p]);
        backward(n, pairs[p]);
    }
    step(&n->output, eta / batch);
    step(&n->hidden, eta / batch);
}

/* ---- What is put ---- */

static void put_count(table *t, long n, const char *name)
{
    arb_t x;
    arb_init(x);
    arb_set_si(x, n);
    table_put(t, x, "%s", name);
    arb_clear(x);
}

/* What is trained in long double is taken for right to eight decimals. */
static void put_trained(table *t, real value, const char *name, slong bits)
{
    char text[64];
    arb_t x;
    arb_init(x);
    snprintf(text, sizeof text, "%.18Lf +/- 1e-8", value);
    expect(!arb_set_str(x, text, bits), "a number to put");
    table_put(t, x, "%s", name);
    arb_clear(x);
}

static void put_typed(table *t, const char *text, const char *name, slong bits)
{
    arb_t x;
    arb_init(x);
    arb_set_str(x, text, bits);
    table_put(t, x, "%s", name);
    arb_clear(x);
}

/* ---- XOR ---- */

enum { XOR_STARTS = 100, XOR_ROUNDS = 40000, XOR_ROUNDS_LATER = 160000 };

static const real xor_table[4][3] = {
    {0, 0, 0}, {0, 1, 1}, {1, 0, 1}, {1, 1, 0}};

static void begin_xor(many_net *n, uint32_t seed)
{
    twister t;
    twister_seed(&t, seed);
    draw(n, &t);
}

static void train_xor(many_net *n, long from, long to)
{
    for (long round = from; round < to; round++) {
        many_pair pair = xor_table[round % 4];
        learn(n, &pair, 1, 0.5L);
    }
}

static bool knows_xor(many_net *n)
{
    bool all = true;
    for (int p = 0; p < 4; p++) {
        forward(n, xor_table[p]);
        all = all && (n->output.out[0] > 0.5L) == (xor_table[p][2] == 1);
    }
    return all;
}

static void put_answers(table *t, many_net *n, const char *what, slong bits)
{
    char name[64];
    for (int p = 0; p < 4; p++) {
        forward(n, xor_table[p]);
        snprintf(name, sizeof name, "xor_%s_out_%d", what, p + 1);
        put_trained(t, n->output.out[0], name, bits);
    }
}

/* The first that learns and the first that does not, with their answers. */
static void put_first(table *t, many_net *n, long seed, bool knows, slong bits)
{
    put_count(t, seed, knows ? "xor_learned_seed" : "xor_stuck_seed");
    put_answers(t, n, knows ? "learned" : "stuck", bits);
}

static void put_narrow(table *t, slong bits)
{
    static many_net n;
    long learned = 0, later = 0;
    shape(&n, 2, 2, 1);
    for (int seed = 1; seed <= XOR_STARTS; seed++) {
        begin_xor(&n, (uint32_t)seed);
        train_xor(&n, 0, XOR_ROUNDS);
        bool knows = knows_xor(&n);
        if ((knows ? learned : seed - 1 - learned) == 0)
            put_first(t, &n, seed, knows, bits);
        learned += knows;
        train_xor(&n, XOR_ROUNDS, XOR_ROUNDS_LATER);
        later += knows_xor(&n);
    }
    put_count(t, learned, "xor_learned");
    put_count(t, later, "xor_learned_later");
}

static void put_wide(table *t)
{
    static many_net n;
    long learned = 0;
    shape(&n, 2, 3, 1);
    for (int seed = 1; seed <= XOR_STARTS; seed++) {
        begin_xor(&n, (uint32_t)seed);
        train_xor(&n, 0, XOR_ROUNDS);
        learned += knows_xor(&n);
    }
    put_count(t, learned, "xor_learned_wide");
}

void many_xor(table *t, slong bits)
{
    put_count(t, XOR_STARTS, "xor_starts");
    put_count(t, XOR_ROUNDS, "xor_rounds");
    put_count(t, XOR_ROUNDS_LATER, "xor_rounds_later");
    put_typed(t, "0.5", "xor_eta", bits);
    put_narrow(t, bits);
    put_wide(t);
}

/* ---- Digits ---- */

enum { POINTS = 64, ANSWERS = 10, COLUMNS = POINTS + ANSWERS, MOST = 4000 };
enum { DIGIT_SEED = 1, DIGIT_HIDDEN = 16, BATCH = 10, PASSES = 30 };

static real digits[MOST][COLUMNS];

static void read_digit(real *columns, char *line)
{
    for (int c = 0; c < COLUMNS; c++) {
        char *end;
        columns[c] = strtold(line, &end);
        expect(end > line && *end == (c < COLUMNS - 1 ? ',' : '\n'),
               "74 numbers a line, with commas between them");
        line = end + 1;
    }
}

static long read_digits(const char *path)
{
    static char line[4096];
    FILE *file = path ? fopen(path, "rb") : NULL;
    long n = -1; /* the header */
    expect(file, "a table of handwritten digits");
    while (fgets(line, sizeof line, file)) {
        expect(n < MOST, "fewer digits");
        if (n >= 0)
            read_digit(digits[n], line);
        n++;
    }
    fclose(file);
    expect(n > 0, "handwritten digits");
    return n;
}

/* All that is learned once, in an order drawn by the number of the pass; what does
 * not fill a batch is left out. */
static void train_pass(many_net *n, long learned, long pass)
{
    static long order[MOST];
    many_pair pairs[BATCH];
    twister t;
    twister_seed(&t, (uint32_t)(DIGIT_SEED + 2654435761U * (uint32_t)pass));
    twister_shuffle(&t, order, learned);
    for (long p = 0; p + BATCH <= learned; p += BATCH) {
        for (int i = 0; i < BATCH; i++)
            pairs[i] = digits[order[p + i]];
        learn(n, pairs, BATCH, 2);
    }
}

static int largest(const real *x)
{
    int most = 0;
    for (int j = 1; j < ANSWERS; j++)
        if (x[j] > x[most])
            most = j;
    return most;
}

typedef struct {
    long right;
    real E; /* the mean */
} result;

static result examine(many_net *n, long from, long to)
{
    result r = {0, 0};
    for (long p = from; p < to; p++) {
        forward(n, digits[p]);
        r.right += largest(n->output.out) == largest(digits[p] + POINTS);
        r.E += error(n, digits[p]);
    }
    r.E /= (real)(to - from);
    return r;
}

static void train_digits(table *t, many_net *n, long learned, long all,
                         slong bits)
{
    long best_pass = 0;
    real least = 0;
    for (long pass = 0; pass < PASSES; pass++) {
        train_pass(n, learned, pass);
        real E = examine(n, learned, all).E;
        if (pass == 0 || E < least) {
            least = E;
            best_pass = pass + 1;
        }
    }
    put_count(t, best_pass, "digits_best_pass");
    put_trained(t, least, "digits_best_E", bits);
}

void many_digits(table *t, const char *path, slong bits)
{
    static many_net n;
    long all = read_digits(path), kept = all / 5, learned = all - kept;
    twister start;
    shape(&n, POINTS, DIGIT_HIDDEN, ANSWERS);
    twister_seed(&start, DIGIT_SEED);
    draw(&n, &start);
    train_digits(t, &n, learned, all, bits);
    result of_learned = examine(&n, 0, learned);
    result of_kept = examine(&n, learned, all);
    put_count(t, all, "digits_pairs");
    put_count(t, learned, "digits_learned");
    put_count(t, kept, "digits_kept");
    put_count(t, DIGIT_HIDDEN, "digits_hidden");
    put_count(t, POINTS * DIGIT_HIDDEN + DIGIT_HIDDEN * ANSWERS,
              "digits_weights");
    put_count(t, BATCH, "digits_batch");
    put_count(t, 2, "digits_eta");
    put_count(t, PASSES, "digits_passes");
    put_count(t, PASSES * (learned / BATCH), "digits_rounds");
    put_count(t, of_learned.right, "digits_right");
    put_count(t, of_kept.right, "digits_kept_right");
    put_trained(t, of_learned.E, "digits_E", bits);
    put_trained(t, of_kept.E, "digits_kept_E", bits);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reference FILE.yaml: the whole walk of an example, `key<TAB>value` a line, each value
 * with 15 digits that are proved right.
 *
 * This computation knows no backpropagation: no deltas handed from layer to layer, not
 * even the slope of the logistic function. It knows the forward pass, and carries each
 * number of that pass together with its derivative by ONE variable, the seed; sums,
 * products, exp and 1/u each pass the derivative on by their own school rule. dE/dw5 is
 * E_total's derivative in a pass with the seed w5, delta_h1 in a pass whose seed is a
 * number added to net_h1, and so on, one pass a variable. The gradient used in training
 * comes from the same passes.
 *
 * Every number is a ball: a midpoint and a radius that surely contain the true value.
 * The given decimals are read as decimals, not as doubles. Where a ball is too wide to
 * settle 15 digits, everything is done again with twice the precision. */
#define _POSIX_C_SOURCE 200809L
#if __has_include(<flint/arb.h>)
#include <flint/arb.h>
#else
#include <arb.h>
#endif
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { MAX_LAYERS = 7, FIRST_BITS = 128, LAST_BITS = 4096, NO_SEED = -1 };

/* ---- The example, its numbers as they are typed ---- */

typedef struct {
    int n;
    const char **s;
} texts;

typedef struct {
    char name[16];
    int layer, weight, bias; /* its first weight and its bias */
    bool own_bias;
} neuron;

typedef struct {
    int layers, first[MAX_LAYERS + 2]; /* first neuron of each; layer 0: the inputs */
    int neurons;
    neuron *neuron;
    texts weights, biases, data, eta; /* data: inputs and targets, pair by pair */
    bool train_biases;
    long rounds;
    const char *file;
    yaml_document_t doc; /* owns the texts */
} example;

static _Noreturn void refuse(const example *ex, const yaml_node_t *at, const char *what)
{
    fprintf(stderr, "reference: %s", ex->file);
    if (at)
        fprintf(stderr, ":%zu", at->start_mark.line + 1);
    fprintf(stderr, ": %s\n", what);
    exit(2);
}

/* realloc that does not return NULL */
static void *resize(const example *ex, void *p, int n, size_t size)
{
    p = realloc(p, (size_t)n * size);
    if (!p)
        refuse(ex, NULL, "There is not enough memory.");
    return p;
}

static const char *scalar(const example *ex, const yaml_node_t *node)
{
    if (!node || node->type != YAML_SCALAR_NODE)
        refuse(ex, node, "A single value was expected.");
    return (const char *)node->data.scalar.value;
}

/* The i-th item of a list; NULL behind its end. */
static yaml_node_t *item(example *ex, const yaml_node_t *list, int i)
{
    if (!list || list->type != YAML_SEQUENCE_NODE)
        refuse(ex, list, "A list was expected.");
    const yaml_node_item_t *p = list->data.sequence.items.start + i;
    return p < list->data.sequence.items.top ? yaml_document_get_node(&ex->doc, *p)
                                             : NULL;
}

/* The values of a mapping's keys, in the order of `keys`; NULL where one is absent. */
static void members(example *ex, const yaml_node_t *map, int n,
                    const char *const keys[], yaml_node_t *values[])
{
    if (!map || map->type != YAML_MAPPING_NODE)
        refuse(ex, map, "A mapping was expected.");
    memset(values, 0, (size_t)n * sizeof *values);
    const yaml_node_pair_t *p = map->data.mapping.pairs.start;
    for (; p < map->data.mapping.pairs.top; p++) {
        yaml_node_t *key = yaml_document_get_node(&ex->doc, p->key);
        int k = 0;
        while (k < n && strcmp(scalar(ex, key), keys[k]))
            k++;
        if (k == n || values[k])
            refuse(ex, key, "This key is unknown or repeated.");
        values[k] = yaml_document_get_node(&ex->doc, p->value);
    }
}

static void add_number(const example *ex, texts *t, const yaml_node_t *node)
{
    const char *s = scalar(ex, node);
    arb_t x;
    arb_init(x);
    if (s[strspn(s, "+-.0123456789eE")] || arb_set_str(x, s, FIRST_BITS))
        refuse(ex, node, "A decimal number was expected.");
    arb_clear(x);
    t->s = resize(ex, t->s, t->n + 1, sizeof *t->s);
    t->s[t->n++] = s;
}

static void add_numbers(example *ex, texts *t, const yaml_node_t *list, int n)
{
    int i = 0;
    for (yaml_node_t *x; (x = item(ex, list, i)); i++)
        add_number(ex, t, x);
    if (i != n)
        refuse(ex, list, "This list has the wrong length.");
}

/* A layer of as many neurons as the list has items, with their names. */
static void add_neurons(example *ex, int l, const yaml_node_t *list)
{
    char letter = l == 0 ? 'i' : l == ex->layers ? 'o' : "hkmnpq"[l - 1];
    ex->first[l] = ex->neurons;
    for (int j = 0; item(ex, list, j); j++) {
        ex->neuron = resize(ex, ex->neuron, ex->neurons + 1, sizeof *ex->neuron);
        neuron *n = &ex->neuron[ex->neurons++];
        *n = (neuron){.layer = l};
        snprintf(n->name, sizeof n->name, "%c%d", letter, j + 1);
    }
    ex->first[l + 1] = ex->neurons;
    if (ex->neurons == ex->first[l])
        refuse(ex, list, "This list is empty.");
}

static void read_layer(example *ex, int l, const yaml_node_t *layer)
{
    yaml_node_t *v[3];
    members(ex, layer, 3, (const char *const[]){"weights", "bias", "biases"}, v);
    if (!v[1] == !v[2])
        refuse(ex, layer, "Either bias or biases was expected.");
    add_neurons(ex, l, v[0]);
    for (int j = 0; j < ex->first[l + 1] - ex->first[l]; j++) {
        neuron *n = &ex->neuron[ex->first[l] + j];
        n->own_bias = v[2];
        n->bias = ex->biases.n + (v[2] ? j : 0);
        n->weight = ex->weights.n;
        add_numbers(ex, &ex->weights, item(ex, v[0], j),
                    ex->first[l] - ex->first[l - 1]);
    }
    if (v[1])
        add_number(ex, &ex->biases, v[1]);
    else
        add_numbers(ex, &ex->biases, v[2], ex->first[l + 1] - ex->first[l]);
}

static void read_network(example *ex, const yaml_node_t *layers,
                         const yaml_node_t *training)
{
    yaml_node_t *v[2];
    while (item(ex, layers, ex->layers))
        ex->layers++;
    if (ex->layers < 1 || ex->layers > MAX_LAYERS)
        refuse(ex, layers, "One to seven layers were expected.");
    for (int p = 0; p == 0 || item(ex, training, p); p++) {
        members(ex, item(ex, training, p), 2,
                (const char *const[]){"inputs", "targets"}, v);
        if (p == 0) {
            add_neurons(ex, 0, v[0]);
            for (int l = 1; l <= ex->layers; l++)
                read_layer(ex, l, item(ex, layers, l - 1));
        }
        add_numbers(ex, &ex->data, v[0], ex->first[1]);
        add_numbers(ex, &ex->data, v[1], ex->neurons - ex->first[ex->layers]);
    }
    for (int n = 0; n < ex->neurons; n++) /* biases are numbered behind the weights */
        ex->neuron[n].bias += ex->weights.n;
}

static void read_example(example *ex)
{
    yaml_parser_t parser;
    yaml_node_t *v[6];
    FILE *f = fopen(ex->file, "rb");
    if (!f || !yaml_parser_initialize(&parser))
        refuse(ex, NULL, "The file cannot be opened.");
    yaml_parser_set_input_file(&parser, f);
    if (!yaml_parser_load(&parser, &ex->doc))
        refuse(ex, NULL, "The file is not YAML.");
    yaml_parser_delete(&parser);
    fclose(f);
    members(ex, yaml_document_get_root_node(&ex->doc), 6,
            (const char *const[]){"learning_rate", "training", "layers", "train_biases",
                                  "rounds", "name"},
            v);
    add_number(ex, &ex->eta, v[0]);
    read_network(ex, v[2], v[1]);
    ex->train_biases = v[3] && !strcmp(scalar(ex, v[3]), "true");
    if (v[3] && !ex->train_biases && strcmp(scalar(ex, v[3]), "false"))
        refuse(ex, v[3], "Either true or false was expected.");
    const char *rounds = v[4] ? scalar(ex, v[4]) : "10000";
    ex->rounds = strtol(rounds, NULL, 10);
    if (!*rounds || rounds[strspn(rounds, "0123456789")] || ex->rounds > 1000000)
        refuse(ex, v[4], "A number of rounds from 0 to 1000000 was expected.");
}

/* ---- The forward pass, with derivatives by one variable ---- */

/* A value and its derivative by the seed. */
typedef struct {
    arb_t x, dx;
} dual;

typedef struct {
    const example *ex;
    slong bits;
    int params, trained, outputs; /* trained: how many parameters training changes */
    arb_ptr param, gradient, data, eta;  /* param: the weights, then the biases */
    dual *net, *out, *error, *total, *t; /* by neuron; error by output; t is scratch */
    FILE *lines;
    char doubtful[64]; /* the first key whose digits are not certain */
} walk;

/* Seeds are numbers: the parameters, then each neuron's net, then each neuron's out. */
static int seed_net(const walk *w, int n)
{
    return w->params + n;
}
static int seed_out(const walk *w, int n)
{
    return w->params + w->ex->neurons + n;
}

/* out = 1 / (1 + exp(-net)) */
static void logistic(const walk *w, dual *out, const dual *net)
{
    arb_neg(w->t->x, net->x);
    arb_neg(w->t->dx, net->dx);
    arb_exp(w->t->x, w->t->x, w->bits);
    arb_mul(w->t->dx, w->t->x, w->t->dx, w->bits); /* exp(u)' = exp(u) u' */
    arb_add_ui(w->t->x, w->t->x, 1, w->bits);
    arb_inv(out->x, w->t->x, w->bits);
    arb_mul(out->dx, out->x, out->x, w->bits); /* (1/u)' = -u' / u^2 */
    arb_mul(out->dx, out->dx, w->t->dx, w->bits);
    arb_neg(out->dx, out->dx);
}

/* error = (target - out)^2 / 2 */
static void half_square(const walk *w, dual *error, const arb_t target, const dual *out)
{
    arb_sub(w->t->x, target, out->x, w->bits);
    arb_neg(w->t->dx, out->dx);
    arb_mul(error->x, w->t->x, w->t->x, w->bits);
    arb_mul_2exp_si(error->x, error->x, -1);
    arb_mul(error->dx, w->t->x, w->t->dx, w->bits); /* (u^2 / 2)' = u u' */
}

static void forward_neuron(const walk *w, int n, int seed)
{
    const neuron *self = &w->ex->neuron[n];
    const int *first = &w->ex->first[self->layer - 1];
    dual *net = &w->net[n], *out = &w->out[n];
    arb_set(net->x, w->param + self->bias);
    arb_set_si(net->dx, seed == self->bias || seed == seed_net(w, n));
    for (int i = 0; i < first[1] - first[0]; i++) {
        const dual *source = &w->out[first[0] + i];
        arb_srcptr weight = w->param + self->weight + i;
        arb_addmul(net->x, weight, source->x, w->bits);
        arb_addmul(net->dx, weight, source->dx, w->bits); /* (uv)' = u v' + u' v */
        if (seed == self->weight + i)
            arb_add(net->dx, net->dx, source->x, w->bits);
    }
    logistic(w, out, net);
    if (seed == seed_out(w, n))
        arb_add_ui(out->dx, out->dx, 1, w->bits);
}

static void forward(const walk *w, int pair, int seed)
{
    const example *ex = w->ex;
    int inputs = ex->first[1];
    arb_srcptr input = w->data + pair * (inputs + w->outputs), target = input + inputs;
    for (int i = 0; i < inputs; i++)
        arb_set(w->out[i].x, input + i); /* its derivative stays 0 */
    for (int n = inputs; n < ex->neurons; n++)
        forward_neuron(w, n, seed);
    arb_zero(w->total->x);
    arb_zero(w->total->dx);
    for (int j = 0; j < w->outputs; j++) {
        half_square(w, &w->error[j], target + j, &w->out[ex->neurons - w->outputs + j]);
        arb_add(w->total->x, w->total->x, w->error[j].x, w->bits);
        arb_add(w->total->dx, w->total->dx, w->error[j].dx, w->bits);
    }
}

static void start(walk *w)
{
    const texts *t[] = {&w->ex->weights, &w->ex->biases, &w->ex->data, &w->ex->eta};
    arb_ptr to[] = {w->param, w->param + w->ex->weights.n, w->data, w->eta};
    for (int k = 0; k < 4; k++)
        for (int i = 0; i < t[k]->n; i++)
            arb_set_str(to[k] + i, t[k]->s[i], w->bits);
}

static void train_round(const walk *w, long round)
{
    int pairs = w->ex->data.n / (w->ex->first[1] + w->outputs);
    for (int k = 0; k < w->trained; k++) {
        forward(w, (int)(round % pairs), k);
        arb_set(w->gradient + k, w->total->dx);
    }
    for (int k = 0; k < w->trained; k++)
        arb_submul(w->param + k, w->eta, w->gradient + k, w->bits);
}

/* ---- Certain digits ---- */

/* |x| is this integer of 15 digits (a double holds it exactly) times 10^(*exponent),
 * where *exponent comes with a guess; 0 if the ball leaves more than one possible. */
static double certain_digits(slong *exponent, const arb_t x, slong bits)
{
    double digits;
    arb_t y, t;
    fmpz_t nearest;
    arb_init(y);
    arb_init(t);
    fmpz_init(nearest);
    do {
        arb_ui_pow_ui(t, 10, (ulong)labs(*exponent), bits);
        arb_abs(y, x);
        (*exponent > 0 ? arb_div : arb_mul)(y, y, t, bits);
        arb_set_d(t, 0.5);
        arb_add(y, y, t, bits);
        arb_floor(y, y, bits);
        bool certain = arb_get_unique_fmpz(nearest, y);
        digits = certain ? fmpz_get_d(nearest) : 0;
        if (!certain)
            break;
        *exponent += (digits >= 1e15) - (digits < 1e14);
    } while (digits >= 1e15 || digits < 1e14);
    arb_clear(y);
    arb_clear(t);
    fmpz_clear(nearest);
    return digits;
}

/* A line key<TAB>value. Zero cannot be told from a very small number: at the last
 * precision, what may be 0 and is below 2^-1000 is called 0. */
__attribute__((format(printf, 3, 4))) static void emit(walk *w, const arb_t x,
                                                       const char *key_format, ...)
{
    char key[64], text[64] = "0";
    va_list args;
    va_start(args, key_format);
    vsnprintf(key, sizeof key, key_format, args);
    va_end(args);
    if (*w->doubtful)
        return;
    arf_t bound;
    arf_init(bound);
    arb_get_abs_ubound_arf(bound, x, FIRST_BITS);
    slong size = arf_abs_bound_lt_2exp_si(bound); /* |x| < 2^size */
    arf_clear(bound);
    bool certain = size < -1000 && arb_contains_zero(x) && w->bits >= LAST_BITS;
    if (size > -1000 && size < 1000 && !arb_contains_zero(x)) {
        slong exponent = size * 3 / 10 - 15;
        double digits = certain_digits(&exponent, x, w->bits);
        certain = digits > 0;
        snprintf(text, sizeof text, "%.0fe%ld", digits, (long)exponent);
    }
    if (!certain && !arb_is_zero(x))
        strcpy(w->doubtful, key);
    else /* 15 digits survive the way through a double, so printf may choose the form */
        fprintf(w->lines, "%s\t%s%.15g\n", key, arb_is_negative(x) ? "-" : "",
                strtod(text, NULL));
}

/* ---- The walk ---- */

static void emit_weights(walk *w, const char *suffix)
{
    for (int k = 0; k < w->ex->weights.n; k++)
        emit(w, w->param + k, "w%d%s", k + 1, suffix);
}

/* With the prefix "dE/d", E_total's derivatives by the biases; else the biases. */
static void emit_biases(walk *w, const char *prefix, const char *suffix)
{
    for (int i = w->ex->first[1], done = -1; i < w->ex->neurons; i++) {
        const neuron *n = &w->ex->neuron[i];
        if (n->bias == done)
            continue;
        done = n->bias; /* a shared bias is met more than once */
        if (*prefix)
            forward(w, 0, n->bias);
        arb_srcptr x = *prefix ? w->total->dx : w->param + n->bias;
        if (n->own_bias)
            emit(w, x, "%sb_%s%s", prefix, n->name, suffix);
        else
            emit(w, x, "%sb%d%s", prefix, n->layer, suffix);
    }
}

static void emit_given(walk *w)
{
    for (int i = 0; i < w->ex->first[1]; i++)
        emit(w, w->data + i, "i%d", i + 1);
    for (int j = 0; j < w->outputs; j++)
        emit(w, w->data + w->ex->first[1] + j, "t%d", j + 1);
    emit_weights(w, "");
    emit_biases(w, "", "");
    emit(w, w->eta, "eta");
}

static void emit_forward(walk *w, const char *suffix)
{
    forward(w, 0, NO_SEED);
    for (int n = w->ex->first[1]; n < w->ex->neurons; n++) {
        emit(w, w->net[n].x, "net_%s%s", w->ex->neuron[n].name, suffix);
        emit(w, w->out[n].x, "out_%s%s", w->ex->neuron[n].name, suffix);
    }
    for (int j = 0; j < w->outputs; j++)
        emit(w, w->error[j].x, "E_o%d%s", j + 1, suffix);
    emit(w, w->total->x, "E_total%s", suffix);
}

static void emit_neuron_derivatives(walk *w, int n)
{
    const char *name = w->ex->neuron[n].name;
    forward(w, 0, seed_out(w, n));
    for (int j = 0; w->ex->neuron[n].layer == w->ex->layers - 1 && j < w->outputs; j++)
        emit(w, w->error[j].dx, "dE_o%d/dout_%s", j + 1, name);
    emit(w, w->total->dx, "dE/dout_%s", name);
    forward(w, 0, seed_net(w, n));
    emit(w, w->out[n].dx, "dout_%s/dnet_%s", name, name);
    emit(w, w->total->dx, "delta_%s", name);
}

static void emit_layer_derivatives(walk *w, int l)
{
    const int *first = w->ex->first;
    for (int n = first[l]; n < first[l + 1]; n++)
        emit_neuron_derivatives(w, n);
    for (int n = first[l]; n < first[l + 1]; n++)
        for (int i = 0; i < first[l] - first[l - 1]; i++) {
            int k = w->ex->neuron[n].weight + i;
            forward(w, 0, k);
            emit(w, w->net[n].dx, "dnet_%s/dw%d", w->ex->neuron[n].name, k + 1);
            emit(w, w->total->dx, "dE/dw%d", k + 1);
        }
}

static void emit_updates(walk *w)
{
    emit_biases(w, "dE/d", "");
    train_round(w, 0);
    emit_weights(w, "+");
    if (w->ex->train_biases)
        emit_biases(w, "", "+");
    emit_forward(w, "+");
}

static void emit_after_training(walk *w)
{
    char at[32];
    snprintf(at, sizeof at, "@%ld", w->ex->rounds);
    start(w);
    for (long round = 0; round < w->ex->rounds && !*w->doubtful; round++)
        train_round(w, round);
    forward(w, 0, NO_SEED);
    emit(w, w->total->x, "E_total%s", at);
    for (int n = w->ex->neurons - w->outputs; n < w->ex->neurons; n++)
        emit(w, w->out[n].x, "out_%s%s", w->ex->neuron[n].name, at);
    emit_weights(w, at);
    if (w->ex->train_biases)
        emit_biases(w, "", at);
}

static void emit_all(walk *w)
{
    start(w);
    emit_given(w);
    emit_forward(w, "");
    for (int l = w->ex->layers; l >= 1; l--)
        emit_layer_derivatives(w, l);
    emit_updates(w);
    emit_after_training(w);
}

/* Prints the walk if every digit is certain at this precision, else names the first
 * key in doubt. */
static bool try_walk(const example *ex, slong bits, char doubtful[64])
{
    int params = ex->weights.n + ex->biases.n;
    int outputs = ex->neurons - ex->first[ex->layers];
    slong singles = 2 * params + ex->data.n + 1;
    slong all = singles + 2 * (2 * ex->neurons + outputs + 2);
    arb_ptr balls = _arb_vec_init(all);
    dual *duals = (dual *)(balls + singles); /* a dual is two balls and nothing else */
    char *text = NULL;
    size_t size;
    walk w = {.ex = ex,
              .bits = bits,
              .params = params,
              .outputs = outputs,
              .trained = ex->train_biases ? params : ex->weights.n,
              .param = balls,
              .gradient = balls + params,
              .data = balls + 2 * params,
              .eta = balls + singles - 1,
              .net = duals,
              .out = duals + ex->neurons,
              .error = duals + 2 * ex->neurons,
              .total = duals + 2 * ex->neurons + outputs,
              .t = duals + 2 * ex->neurons + outputs + 1,
              .lines = open_memstream(&text, &size)};
    if (!w.lines)
        refuse(ex, NULL, "There is not enough memory.");
    emit_all(&w);
    fclose(w.lines);
    strcpy(doubtful, w.doubtful);
    if (!*doubtful)
        fputs(text, stdout);
    free(text);
    _arb_vec_clear(balls, all);
    return !*doubtful;
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: reference FILE.yaml\n", stderr);
        return 2;
    }
    example ex = {.file = argv[1]};
    char doubtful[64];
    slong bits = FIRST_BITS;
    read_example(&ex);
    while (!try_walk(&ex, bits, doubtful) && bits < LAST_BITS)
        bits *= 2;
    if (*doubtful)
        fprintf(stderr,
                "reference: %s: The digits of %s are not certain at %ld bits.\n",
                ex.file, doubtful, (long)bits);
    free(ex.neuron);
    free(ex.weights.s);
    free(ex.biases.s);
    free(ex.data.s);
    free(ex.eta.s);
    yaml_document_delete(&ex.doc);
    flint_cleanup();
    return *doubtful || fflush(stdout) ? 2 : 0;
}

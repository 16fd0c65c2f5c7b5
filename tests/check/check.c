/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checker says of numbers: thousands of networks, each worked through by
 * a pupil who lives in this file and knows nothing of chapters/ or of the walk.
 * Plain arrays and the textbook's formulas; the pupil may round every number and
 * go on with the rounded one, slip once, or make a mistake. What must be said of
 * the pupil's numbers follows from that alone. */
#include "check/check.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "check/numbers.h"
#include "files/example_text.h"
#include "support.h"
#include "written.h"

enum {
    MOST_LAYERS = 3,
    MOST = 5, /* inputs, neurons of a layer */
    MOST_PAIRS = 3,
    MOST_NUMBERS = 600,
    TEXT_SIZE = MOST_NUMBERS * 64
};

/* -------------------------------------------------------- a network to work on */

typedef struct {
    size_t n_layers;
    size_t size[MOST_LAYERS + 1]; /* of the inputs, then of each layer */
    bool one_bias[MOST_LAYERS + 1];
    bool train_biases;
    size_t rounds;
    size_t n_pairs;
    double input[MOST_PAIRS][MOST];
    double target[MOST_PAIRS][MOST];
    double eta;
    double w[MOST_LAYERS + 1][MOST][MOST]; /* by layer, from 1; [to][from] */
    double b[MOST_LAYERS + 1][MOST];
} task;

static gsl_rng *rng;

static size_t any(size_t n)
{
    return gsl_rng_uniform_int(rng, n);
}

/* With four decimals, so that what is printed is the number itself. */
static double between(double low, double high)
{
    double x = low + (high - low) * gsl_rng_uniform(rng);
    return round(x * 1e4) / 1e4;
}

static void invent_layer(task *t, size_t l)
{
    t->one_bias[l] = any(2) == 0;
    for (size_t j = 0; j < t->size[l]; j++) {
        for (size_t i = 0; i < t->size[l - 1]; i++)
            t->w[l][j][i] = between(-1.0, 1.0);
        t->b[l][j] = t->one_bias[l] && j > 0 ? t->b[l][0] : between(-0.7, 0.7);
    }
}

/* Shapes from 1-1 to 4-5-3-3. */
static task invent(void)
{
    static const size_t widest[MOST_LAYERS + 1] = {4, 5, 3, 3};
    task t = {.n_layers = 1 + any(MOST_LAYERS),
              .train_biases = any(2) == 0,
              .rounds = any(12),
              .n_pairs = any(3) > 0 ? 1 : 2 + any(MOST_PAIRS - 1),
              .eta = between(0.1, 0.9)};
    t.size[0] = 1 + any(widest[0]);
    for (size_t l = 1; l <= t.n_layers; l++)
        t.size[l] = 1 + any(widest[l + MOST_LAYERS - t.n_layers]);
    for (size_t l = 1; l <= t.n_layers; l++)
        invent_layer(&t, l);
    for (size_t p = 0; p < t.n_pairs; p++) {
        for (size_t i = 0; i < t.size[0]; i++)
            t.input[p][i] = between(-1.0, 1.0);
        for (size_t j = 0; j < t.size[t.n_layers]; j++)
            t.target[p][j] = between(0.05, 0.95);
    }
    return t;
}

static void print_list(FILE *out, const char *before, const double x[],
                       size_t n)
{
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%s%.4f", i == 0 ? before : ", ", x[i]);
    fputs("]", out);
}

static void print_layer(FILE *out, const task *t, size_t l)
{
    fputs("  - weights:\n", out);
    for (size_t j = 0; j < t->size[l]; j++) {
        print_list(out, "      - [", t->w[l][j], t->size[l - 1]);
        fputs("\n", out);
    }
    if (t->one_bias[l])
        fprintf(out, "    bias: %.4f", t->b[l][0]);
    else
        print_list(out, "    biases: [", t->b[l], t->size[l]);
    fputs("\n", out);
}

/* The task as an example; the caller frees it. */
static bp_example *example_of(const task *t)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    fprintf(out, "learning_rate: %.4f\ntrain_biases: %s\nrounds: %zu\n", t->eta,
            t->train_biases ? "true" : "false", t->rounds);
    fputs("training:\n", out);
    for (size_t p = 0; p < t->n_pairs; p++) {
        print_list(out, "  - inputs: [", t->input[p], t->size[0]);
        print_list(out, "\n    targets: [", t->target[p], t->size[t->n_layers]);
        fputs("\n", out);
    }
    fputs("layers:\n", out);
    for (size_t l = 1; l <= t->n_layers; l++)
        print_layer(out, t, l);
    fclose(out);
    bp_complaint complaint;
    bp_example *example = bp_example_parse(text, length, &complaint);
    ck_assert_msg(example != NULL, "line %lu: %s in\n%s", complaint.line,
                  complaint.text, text);
    free(text);
    return example;
}

/* ------------------------------------------------------------------- the pupil */

/* Some of the mistakes that are easy to make. */
typedef enum {
    NONE,
    NO_BIAS,
    NO_HALF,
    TARGET_MINUS_OUTPUT,
    NO_OUTPUT_SLOPE,
    UPDATED_WEIGHTS,
    FIRST_OUTPUT_ONLY,
    NO_HIDDEN_SLOPE,
    NO_INPUT_FACTOR,
    NO_LEARNING_RATE,
    ASCENT,
    N_MISTAKES
} mistake;

static const char *const ids[N_MISTAKES] = {
    [NONE] = "right",
    [NO_BIAS] = "no-bias",
    [NO_HALF] = "no-half",
    [TARGET_MINUS_OUTPUT] = "target-minus-output",
    [NO_OUTPUT_SLOPE] = "no-output-slope",
    [UPDATED_WEIGHTS] = "updated-weights",
    [FIRST_OUTPUT_ONLY] = "first-output-only",
    [NO_HIDDEN_SLOPE] = "no-hidden-slope",
    [NO_INPUT_FACTOR] = "no-input-factor",
    [NO_LEARNING_RATE] = "no-learning-rate",
    [ASCENT] = "ascent"};

enum { NOWHERE = MOST_NUMBERS };

typedef struct {
    char key[32];
    double x;
    bool is_given;
} told;

/* Who works through a task, and what is on the sheet. Layer 0 has the inputs, in
 * out. */
typedef struct {
    const task *t;
    mistake makes;
    int decimals; /* to which every number is rounded, or -1 */
    int digits;   /* significant ones, likewise, or 0 */
    size_t slips; /* the number that is not what it should be, or NOWHERE */
    double by;    /* how much it is off */

    double w[MOST_LAYERS + 1][MOST][MOST], w_new[MOST_LAYERS + 1][MOST][MOST];
    double b[MOST_LAYERS + 1][MOST], b_new[MOST_LAYERS + 1][MOST];
    double out[MOST_LAYERS + 1][MOST], slope[MOST_LAYERS + 1][MOST];
    double delta[MOST_LAYERS + 1][MOST], dE_dw[MOST_LAYERS + 1][MOST][MOST];
    bool is_silent; /* nothing is written down, or rounded */
    told number[MOST_NUMBERS];
    size_t n;
} pupil;

static double rounded(const pupil *p, double x)
{
    char text[64];
    if (p->decimals >= 0)
        snprintf(text, sizeof text, "%.*f", p->decimals, x);
    else if (p->digits > 0)
        snprintf(text, sizeof text, "%.*g", p->digits, x);
    else
        return x;
    return strtod(text, NULL);
}

/* Writes a number down; returns what the pupil goes on with. */
static double tell(pupil *p, double x, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static double tell(pupil *p, double x, const char *format, ...)
{
    if (p->is_silent)
        return x;
    ck_assert_uint_lt(p->n, MOST_NUMBERS);
    told *number = &p->number[p->n];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(number->key, sizeof number->key, format, arguments);
    va_end(arguments);
    number->x = rounded(p, p->n == p->slips ? x + p->by : x);
    p->n++;
    return number->x;
}

static void tell_given(pupil *p, double x, const char *format, size_t i)
{
    told *number = &p->number[p->n++];
    snprintf(number->key, sizeof number->key, format, i);
    number->x = x;
    number->is_given = true;
}

/* "h1", "k2", "o1". */
static const char *name(const pupil *p, size_t l, size_t j)
{
    static char names[4][8];
    static int next;
    char *text = names[next++ % 4];
    snprintf(text, sizeof names[0], "%c%zu",
             l == p->t->n_layers ? 'o' : "hkm"[l - 1], j + 1);
    return text;
}

static size_t weight(const pupil *p, size_t l, size_t j, size_t i)
{
    size_t before = 0;
    for (size_t k = 1; k < l; k++)
        before += p->t->size[k] * p->t->size[k - 1];
    return before + j * p->t->size[l - 1] + i + 1;
}

static void write_given(pupil *p)
{
    const task *t = p->t;
    for (size_t i = 0; i < t->size[0]; i++)
        tell_given(p, t->input[0][i], "i%zu", i + 1);
    for (size_t j = 0; j < t->size[t->n_layers]; j++)
        tell_given(p, t->target[0][j], "t%zu", j + 1);
    for (size_t l = 1; l <= t->n_layers; l++)
        for (size_t k = 0; k < t->size[l] * t->size[l - 1]; k++)
            tell_given(p, t->w[l][k / t->size[l - 1]][k % t->size[l - 1]],
                       "w%zu", weight(p, l, 0, 0) + k);
    for (size_t l = 1; l <= t->n_layers; l++)
        if (t->one_bias[l])
            tell_given(p, t->b[l][0], "b%zu", l);
    tell_given(p, t->eta, "eta", 0);
}

static void work_layer(pupil *p, size_t l, const char *after)
{
    for (size_t j = 0; j < p->t->size[l]; j++) {
        double net = p->makes == NO_BIAS ? 0.0 : p->b[l][j];
        for (size_t i = 0; i < p->t->size[l - 1]; i++)
            net += p->w[l][j][i] * p->out[l - 1][i];
        net = tell(p, net, "net_%s%s", name(p, l, j), after);
        p->out[l][j] =
            tell(p, 1.0 / (1.0 + exp(-net)), "out_%s%s", name(p, l, j), after);
    }
}

/* Errors of single neurons are written down after one round alone. */
static void write_errors(pupil *p, size_t pair, const char *after)
{
    size_t last = p->t->n_layers;
    double sum = 0.0;
    for (size_t j = 0; j < p->t->size[last]; j++) {
        double miss = p->t->target[pair][j] - p->out[last][j];
        double E = (p->makes == NO_HALF ? 1.0 : 0.5) * miss * miss;
        sum += *after == '@' ? E : tell(p, E, "E_o%zu%s", j + 1, after);
    }
    tell(p, sum, "E_total%s", after);
}

static void work_forward(pupil *p, size_t pair, const char *after)
{
    memcpy(p->out[0], p->t->input[pair], sizeof p->out[0]);
    for (size_t l = 1; l <= p->t->n_layers; l++)
        work_layer(p, l, after);
    write_errors(p, pair, after);
}

static void work_products(pupil *p, size_t l)
{
    for (size_t j = 0; j < p->t->size[l]; j++)
        for (size_t i = 0; i < p->t->size[l - 1]; i++) {
            size_t k = weight(p, l, j, i);
            double in = p->out[l - 1][i];
            if (l > 1) /* else a given number by another name */
                in = tell(p, in, "dnet_%s/dw%zu", name(p, l, j), k);
            if (p->makes == NO_INPUT_FACTOR)
                in = 1.0;
            p->dE_dw[l][j][i] = tell(p, p->delta[l][j] * in, "dE/dw%zu", k);
            double step = p->makes == NO_LEARNING_RATE ? 1.0 : p->t->eta;
            if (p->makes == ASCENT)
                step = -step;
            p->w_new[l][j][i] = p->w[l][j][i] - step * p->dE_dw[l][j][i];
        }
}

static double tell_slope(pupil *p, size_t l, size_t j)
{
    double out = p->out[l][j];
    return tell(p, out * (1.0 - out), "dout_%s/dnet_%s", name(p, l, j),
                name(p, l, j));
}

static void work_output_deltas(pupil *p, size_t pair)
{
    size_t l = p->t->n_layers;
    for (size_t j = 0; j < p->t->size[l]; j++) {
        double dE_dout = p->out[l][j] - p->t->target[pair][j];
        if (p->makes == NO_HALF)
            dE_dout *= 2.0;
        if (p->makes == TARGET_MINUS_OUTPUT)
            dE_dout = -dE_dout;
        dE_dout = tell(p, dE_dout, "dE/dout_o%zu", j + 1);
        double slope = tell_slope(p, l, j);
        double delta = p->makes == NO_OUTPUT_SLOPE ? dE_dout : dE_dout * slope;
        p->delta[l][j] = tell(p, delta, "delta_o%zu", j + 1);
    }
    work_products(p, l);
}

static double work_paths(pupil *p, size_t l, size_t j)
{
    double sum = 0.0;
    for (size_t k = 0; k < p->t->size[l + 1]; k++) {
        double w = p->makes == UPDATED_WEIGHTS ? p->w_new[l + 1][k][j]
                                               : p->w[l + 1][k][j];
        double path = p->delta[l + 1][k] * w;
        if (l + 1 == p->t->n_layers)
            path = tell(p, path, "dE_o%zu/dout_%s", k + 1, name(p, l, j));
        if (k == 0 || p->makes != FIRST_OUTPUT_ONLY)
            sum += path;
    }
    return tell(p, sum, "dE/dout_%s", name(p, l, j));
}

static void work_hidden_deltas(pupil *p, size_t l)
{
    for (size_t j = 0; j < p->t->size[l]; j++) {
        double dE_dout = work_paths(p, l, j);
        double slope = tell_slope(p, l, j);
        double delta = p->makes == NO_HIDDEN_SLOPE ? dE_dout : dE_dout * slope;
        p->delta[l][j] = tell(p, delta, "delta_%s", name(p, l, j));
    }
    work_products(p, l);
}

/* The step that a bias takes: of each neuron, or of the layer together. */
static void work_biases(pupil *p, size_t l)
{
    double sum = 0.0;
    for (size_t j = 0; j < p->t->size[l]; j++)
        sum += p->delta[l][j];
    if (p->t->one_bias[l])
        sum = tell(p, sum, "dE/db%zu", l);
    double step = p->makes == NO_LEARNING_RATE ? 1.0 : p->t->eta;
    if (p->makes == ASCENT)
        step = -step;
    for (size_t j = 0; j < p->t->size[l]; j++) {
        double slope = sum;
        if (!p->t->one_bias[l])
            slope = tell(p, p->delta[l][j], "dE/db_%s", name(p, l, j));
        p->b_new[l][j] = p->b[l][j];
        if (p->t->train_biases)
            p->b_new[l][j] -= step * slope;
    }
}

static void write_network(pupil *p, const char *after)
{
    for (size_t l = 1; l <= p->t->n_layers; l++)
        for (size_t k = 0; k < p->t->size[l] * p->t->size[l - 1]; k++) {
            double *w = &p->w[l][k / p->t->size[l - 1]][k % p->t->size[l - 1]];
            *w = tell(p, *w, "w%zu%s", weight(p, l, 0, 0) + k, after);
        }
    for (size_t l = 1; p->t->train_biases && l <= p->t->n_layers; l++) {
        if (p->t->one_bias[l])
            p->b[l][0] = tell(p, p->b[l][0], "b%zu%s", l, after);
        for (size_t j = 0; j < p->t->size[l]; j++)
            p->b[l][j] = p->t->one_bias[l] ? p->b[l][0]
                                           : tell(p, p->b[l][j], "b_%s%s",
                                                  name(p, l, j), after);
    }
}

static void work_round(pupil *p, size_t pair)
{
    work_forward(p, pair, "");
    work_output_deltas(p, pair);
    for (size_t l = p->t->n_layers - 1; l > 0; l--)
        work_hidden_deltas(p, l);
    for (size_t l = 1; l <= p->t->n_layers; l++)
        work_biases(p, l);
    memcpy(p->w, p->w_new, sizeof p->w);
    memcpy(p->b, p->b_new, sizeof p->b);
}

static void begin(pupil *p)
{
    memcpy(p->w, p->t->w, sizeof p->w);
    memcpy(p->b, p->t->b, sizeof p->b);
}

/* Trains in silence, then goes on from the weights that are written down. */
static void work_training(pupil *p)
{
    char after[16];
    snprintf(after, sizeof after, "@%zu", p->t->rounds);
    begin(p);
    p->is_silent = true;
    for (size_t round = 0; round < p->t->rounds; round++)
        work_round(p, round % p->t->n_pairs);
    p->is_silent = false;
    write_network(p, after);
    p->is_silent = true;
    work_forward(p, 0, after);
    p->is_silent = false;
    size_t last = p->t->n_layers;
    for (size_t j = 0; j < p->t->size[last]; j++)
        p->out[last][j] = tell(p, p->out[last][j], "out_o%zu%s", j + 1, after);
    write_errors(p, 0, after);
}

/* Works the whole task out. */
static void work(pupil *p)
{
    p->n = 0;
    write_given(p);
    begin(p);
    work_round(p, 0);
    write_network(p, "+");
    work_forward(p, 0, "+");
    work_training(p);
}

static pupil who_works(const task *t)
{
    return (pupil){.t = t, .decimals = -1, .slips = NOWHERE};
}

/* ----------------------------------------------------- in front of the checker */

/* How a number is printed: with so many decimals, or significant digits. */
typedef struct {
    int decimals; /* or -1 */
    int digits;
} form;

typedef struct {
    bp_example *example;
    bp_checker *checker;
    bp_numbers numbers;
    char text[TEXT_SIZE];
    size_t place[MOST_NUMBERS]; /* of the pupil's numbers: where in the file */
    bp_judgement judgement[MOST_NUMBERS];
    bp_diagnosis diagnosis;
    char found[BP_DIAGNOSIS_SIZE];
} desk;

static desk *sit_down(const task *t)
{
    desk *d = calloc(1, sizeof *d);
    bp_complaint complaint;
    d->example = example_of(t);
    d->checker = bp_checker_alloc(d->example, NULL, &complaint);
    ck_assert_msg(d->checker != NULL, "%s", complaint.text);
    return d;
}

static void stand_up(desk *d)
{
    bp_numbers_free(&d->numbers);
    bp_checker_free(d->checker);
    bp_example_free(d->example);
    free(d);
}

static void print_number(char *text, size_t size, const told *number,
                         form printed)
{
    if (number->is_given)
        snprintf(text, size, "%s = %.4f\n", number->key, number->x);
    else if (printed.decimals >= 0)
        snprintf(text, size, "%s = %.*f\n", number->key, printed.decimals,
                 number->x);
    else
        snprintf(text, size, "%s = %#.*g\n", number->key, printed.digits,
                 number->x);
}

/* Hands those numbers in that are chosen, in a new order. */
static void hand_in(desk *d, const pupil *p, const bool chosen[], form printed)
{
    size_t order[MOST_NUMBERS];
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (chosen == NULL || chosen[i])
            order[n++] = i;
    gsl_ran_shuffle(rng, order, n, sizeof order[0]);
    size_t length = 0;
    for (size_t k = 0; k < n; k++) {
        print_number(d->text + length, sizeof d->text - length,
                     &p->number[order[k]], printed);
        length += strlen(d->text + length);
    }
    bp_complaint complaint;
    bool ok = bp_numbers_parse(d->text, length, d->example,
                               bp_checker_numbers(d->checker), &d->numbers,
                               &complaint) &&
              bp_check(d->checker, d->numbers.number, d->numbers.n,
                       d->judgement, &d->diagnosis, &complaint);
    ck_assert_msg(ok, "line %lu: %s", complaint.line, complaint.text);
    bp_diagnosis_text(&d->diagnosis, d->found);
    /* They are in the walk's order now, each with its line. */
    for (size_t k = 0; k < n; k++)
        d->place[order[d->numbers.number[k].line - 1]] = k;
}

/* The example and what is not right of its numbers, for a failing test; Check
 * takes messages of no more than 8 kB. */
static const char *sheet(const desk *d)
{
    static written w;
    bp_out out = write_to(&w);
    const bp_definitions *numbers = bp_checker_numbers(d->checker);
    bp_example_write(d->example, &out);
    for (size_t k = 0; k < d->numbers.n; k++) {
        const bp_given_number *number = &d->numbers.number[k];
        if (d->judgement[k].verdict == BP_IS_WRONG ||
            (d->judgement[k].verdict == BP_IS_CARRIED && d->numbers.n < 60))
            bp_say(
                &out, "%s = %s # %.17g %s\n", numbers->number[number->key].key,
                number->text, bp_checker_right(d->checker, number),
                d->judgement[k].verdict == BP_IS_WRONG ? "wrong" : "carried");
    }
    bp_say(&out, "# %zu numbers: %s\n", d->numbers.n, d->found);
    w.text[w.length < 6000 ? w.length : 6000] = '\0';
    return w.text;
}

static void expect_found(const desk *d, const char *expected)
{
    ck_assert_msg(strcmp(d->found, expected) == 0, "%s, expected %s, of\n%s",
                  d->found, expected, sheet(d));
}

static form any_form(void)
{
    bool by_decimals = any(2) == 0;
    return (form){.decimals = by_decimals ? 4 + (int)any(9) : -1,
                  .digits = 3 + (int)any(13)};
}

/* Any of the numbers, and the learning rate, so that there is one. */
static void choose(const pupil *p, bool chosen[])
{
    size_t share = 1 + any(100);
    for (size_t i = 0; i < p->n; i++)
        chosen[i] = any(100) < share || strcmp(p->number[i].key, "eta") == 0;
}

/* All but those after training, which nobody works out by hand. */
static void choose_round(const pupil *p, bool chosen[])
{
    for (size_t i = 0; i < p->n; i++)
        chosen[i] = strchr(p->number[i].key, '@') == NULL;
}

/* --------------------------------------------------------------- right numbers */

/* Every digit that is printed is right, whatever of them and in what order. */
START_TEST(right_numbers_are_right)
{
    for (int n = 0; n < 400; n++) {
        task t = invent();
        desk *d = sit_down(&t);
        pupil p = who_works(&t);
        work(&p);
        for (int k = 0; k < 5; k++) {
            bool chosen[MOST_NUMBERS];
            choose(&p, chosen);
            hand_in(d, &p, chosen, any_form());
            expect_found(d, "right");
        }
        stand_up(d);
    }
}
END_TEST

/* Who rounds every number, goes on with the rounded one and hands all of them in
 * is right at each step. */
START_TEST(rounding_on_the_way_is_right)
{
    for (int n = 0; n < 600; n++) {
        task t = invent();
        desk *d = sit_down(&t);
        pupil p = who_works(&t);
        form printed = any_form();
        p.decimals = printed.decimals;
        p.digits = printed.digits;
        work(&p);
        bool chosen[MOST_NUMBERS];
        choose_round(&p, chosen);
        hand_in(d, &p, chosen, printed);
        expect_found(d, "right");
        stand_up(d);
    }
}
END_TEST

/* ------------------------------------------------------------------ one slip */

/* Changes one digit of a number, as it is printed, by which it is not far off; the
 * pupil goes on with what it is then. False where that is not really another number
 * than the pupil's, by so many units of its last place, or than the true one, as it would be without rounding. */
static bool slip(pupil *p, const pupil *exact, form printed, double units)
{
    char text[64];
    size_t k;
    do
        k = any(p->n);
    while (p->number[k].is_given || strchr(p->number[k].key, '@') != NULL);
    print_number(text, sizeof text, &p->number[k], printed);
    char *digits = strchr(text, '=') + 2;
    double before = strtod(digits, NULL);
    size_t length = strcspn(digits, "e\n");
    size_t at;
    do
        at = any(length);
    while (digits[at] < '0' || digits[at] > '9');
    digits[at] = (char)('0' + any(10));
    double x = strtod(digits, NULL);
    p->slips = k;
    p->by = x - p->number[k].x;
    double unit = printed.decimals >= 0
                      ? pow(10.0, -printed.decimals)
                      : pow(10.0, ceil(log10(fabs(before))) - printed.digits);
    double least = units * unit + 1e-11 * fabs(before);
    return fabs(p->by) > least && fabs(x - exact->number[k].x) > least &&
           fabs(p->by) < 0.05;
}

/* That it is the only number that is wrong, and the rest right or carried. */
static void expect_slip(const desk *d, const pupil *p, long *n_named)
{
    size_t at = d->place[p->slips];
    const char *key = p->number[p->slips].key;
    ck_assert_msg(d->judgement[at].verdict == BP_IS_WRONG,
                  "%s is not wrong in\n%s", key, sheet(d));
    ck_assert_msg(d->diagnosis.n_wrong == 1, "%s is not alone in\n%s", key,
                  sheet(d));
    if (d->diagnosis.n_names > 0)
        ++*n_named;
    else
        expect_found(d, "slip");
}

/* Of a number of few digits nothing is said. */
static bool is_unseen(const desk *d, const pupil *p)
{
    bp_verdict verdict = d->judgement[d->place[p->slips]].verdict;
    return verdict == BP_IS_RIGHT || verdict == BP_IS_COARSE;
}

/* Whether the pupil rounds on the way (_i is 1), or only when writing (0). By chance
 * a slip makes the very number that a mistake would: of six digits, one or two in a
 * thousand. And some are no further off than rounding on the way may lead. */
START_TEST(one_slip_is_a_slip)
{
    long n_named = 0;
    long n_slips = 0;
    long n_unseen = 0;
    for (int n = 0; n < 16; n++) {
        task t = invent();
        desk *d = sit_down(&t);
        pupil exact = who_works(&t);
        work(&exact);
        for (int k = 0; k < 50; k++) {
            form printed = any_form();
            pupil p = who_works(&t);
            p.decimals = _i == 1 ? printed.decimals : -1;
            p.digits = _i == 1 ? printed.digits : 0;
            work(&p);
            if (!slip(&p, &exact, printed, 60.0))
                continue;
            work(&p);
            bool chosen[MOST_NUMBERS];
            choose_round(&p, chosen);
            hand_in(d, &p, chosen, printed);
            n_slips++;
            if (is_unseen(d, &p))
                n_unseen++;
            else
                expect_slip(d, &p, &n_named);
        }
        stand_up(d);
    }
    ck_assert_int_gt(n_slips, 300);
    ck_assert_msg(100 * n_named < n_slips, "%ld of %ld slips have names",
                  n_named, n_slips);
    ck_assert_msg(20 * n_unseen < n_slips, "%ld of %ld slips are right",
                  n_unseen, n_slips);
}
END_TEST

/* ----------------------------------------------------------------------- noise */

/* Numbers that are all a little off, between 1e-5 and 1e-2, are nobody's mistake. */
START_TEST(noise_has_no_name)
{
    long n_named = 0;
    for (int n = 0; n < 12; n++) {
        task t = invent();
        desk *d = sit_down(&t);
        pupil p = who_works(&t);
        for (int k = 0; k < 60; k++) {
            double level = pow(10.0, -2.0 - 3.0 * gsl_rng_uniform(rng));
            work(&p);
            for (size_t i = 0; i < p.n; i++)
                p.number[i].x *= 1.0 + gsl_ran_gaussian(rng, level);
            bool chosen[MOST_NUMBERS];
            choose(&p, chosen);
            hand_in(d, &p, chosen, any_form());
            n_named += d->diagnosis.n_names > 0 && !d->diagnosis.is_unsure;
        }
        stand_up(d);
    }
    ck_assert_msg(n_named <= 1, "%ld of 720 have names", n_named);
}
END_TEST

/* -------------------------------------------------------------------- mistakes */

/* A mistake that shows in this network, of those this pupil can make. */
static mistake any_mistake(const task *t)
{
    for (;;) {
        mistake m = (mistake)(1 + any(N_MISTAKES - 1));
        bool is_hidden = m == UPDATED_WEIGHTS || m == FIRST_OUTPUT_ONLY ||
                         m == NO_HIDDEN_SLOPE;
        if (!is_hidden || t->n_layers > 1)
            return m;
    }
}

static bool names(const desk *d, mistake m)
{
    for (size_t k = 0; k < d->diagnosis.n_names; k++)
        if (strcmp(d->diagnosis.name[k].mistake[0]->id, ids[m]) == 0 &&
            d->diagnosis.name[k].n == 1)
            return true;
    return false;
}

/* The walk's every number tells one mistake from all others; where the effect is
 * too small for the decimals, they are right. */
START_TEST(a_mistake_has_its_name)
{
    for (int n = 0; n < 250; n++) {
        task t = invent();
        desk *d = sit_down(&t);
        pupil p = who_works(&t);
        p.makes = any_mistake(&t);
        work(&p);
        hand_in(d, &p, NULL, (form){.decimals = 10});
        if (d->diagnosis.n_not_right > 0)
            expect_found(d, ids[p.makes]);
        hand_in(d, &p, NULL, (form){.decimals = -1, .digits = 8});
        if (d->diagnosis.n_not_right > 0)
            expect_found(d, ids[p.makes]);
        stand_up(d);
    }
}
END_TEST

/* The places in the file of all numbers that are not right. */
static size_t find_not_right(const desk *d, const pupil *p, size_t found[])
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (d->judgement[d->place[i]].verdict != BP_IS_RIGHT)
            found[n++] = i;
    return n;
}

/* One number of five digits is not enough to name a mistake, however many right
 * ones stand beside it; two of them may be. */
START_TEST(a_name_takes_six_digits)
{
    const form five = {.decimals = -1, .digits = 5};
    for (int n = 0; n < 60; n++) {
        task t = invent();
        desk *d = sit_down(&t);
        pupil p = who_works(&t);
        p.makes = any_mistake(&t);
        work(&p);
        hand_in(d, &p, NULL, five);
        size_t off[MOST_NUMBERS];
        bool chosen[MOST_NUMBERS] = {false};
        size_t n_off = find_not_right(d, &p, off);
        for (size_t i = 0; i < p.n; i++)
            chosen[i] = p.number[i].is_given;
        if (n_off > 1) {
            gsl_ran_shuffle(rng, off, n_off, sizeof off[0]);
            chosen[off[0]] = true;
            hand_in(d, &p, chosen, five);
            ck_assert_msg(d->diagnosis.n_names == 0 || d->diagnosis.is_unsure,
                          "%s is sure of\n%s", d->found, sheet(d));
            chosen[off[1]] = true;
            hand_in(d, &p, chosen, five);
            ck_assert_msg(names(d, p.makes) || d->diagnosis.n_names == 0,
                          "no %s: %s, of\n%s", ids[p.makes], d->found,
                          sheet(d));
        }
        stand_up(d);
    }
}
END_TEST

/* Each test draws the same, whatever was drawn before it in this process. */
static void draw_anew(void)
{
    gsl_rng_set(rng, gsl_rng_default_seed);
}

int main(void)
{
    gsl_rng_env_setup();
    rng = gsl_rng_alloc(gsl_rng_default);
    TCase *right = tcase_create("right");
    tcase_add_checked_fixture(right, draw_anew, NULL);
    tcase_set_timeout(right, 120);
    tcase_add_test(right, right_numbers_are_right);
    tcase_add_test(right, rounding_on_the_way_is_right);
    TCase *wrong = tcase_create("wrong");
    tcase_add_checked_fixture(wrong, draw_anew, NULL);
    tcase_set_timeout(wrong, 120);
    tcase_add_loop_test(wrong, one_slip_is_a_slip, 0, 2);
    tcase_add_test(wrong, noise_has_no_name);
    tcase_add_test(wrong, a_mistake_has_its_name);
    tcase_add_test(wrong, a_name_takes_six_digits);
    TCase *const cases[] = {right, wrong};
    int status = run_cases("check", sizeof cases / sizeof cases[0], cases);
    gsl_rng_free(rng);
    return status;
}

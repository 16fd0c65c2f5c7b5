/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learners who are right, and who round or cut off on the way.
 *
 * rounded FILE.yaml FOLDER <LEARNERS: the numbers of one round of a valid example, as
 * each of these learners has them, in a file of the folder, `key<TAB>value` a line.
 * A learner is a line of words, and the file is named after them, with _ between.
 * Six words say who it is:
 *
 *   round|cut decimals|significant DIGITS named|operations|end WRITTEN SEED
 *       Every named number is rounded, or cut off towards zero, and calculation
 *       goes on with it; or every sum, product, quotient and power of e is; or
 *       nothing is, until it is written down.
 *   float forward|backward|bias|fused DIGITS exp|tanh WRITTEN SEED
 *       A program with floats: from where it sums net inputs (`bias`: from the
 *       bias on; `fused`: so too, with one rounding for a product and a sum), with
 *       how many significant digits it prints them, what its logistic calls.
 *
 * WRITTEN says which numbers there are in the file: full; half, third or fifth of
 * them, drawn by the seed; derivatives, of weights and biases alone; new, new weights
 * and biases with the new E_total alone; one, the derivative of a weight. More words
 * may follow:
 *
 *   strip     zeros at the end are not written, but for one behind the point
 *   given     the example's numbers are in the file too, as they are
 *   typing    one number is mistyped: two digits swapped, a digit changed, or the sign
 *   carried   such a slip, before the learner goes on with that number
 *
 * A slip is in the first digits, so that rounding cannot make it, and a line
 * `# slip KEY` says where it is; where there is none to be made, `# slip -`.
 *
 * rounded example SHAPE SEED [wide] [biased] [own] [trained]: an example to try them
 * on, such as of shape 3-4-2. Its weights and biases are from -1 to 1, when wide from
 * -3 to 3; biased, its biases are from -18 to 18. Each neuron has a bias of its own,
 * or a layer's neurons share one. */
#include "example.h"

#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* On paper a number has as many digits as it needs. These have more than anybody
 * here writes. */
typedef long double number;

enum { LINE_SIZE = 200, PATH_SIZE = 4096, TEXT_SIZE = 80, MAX_ROWS = 40000 };

static example the;

/* ---- Chance, the same everywhere: xorshift64* ---- */

static uint64_t chance;

static void begin_chance(long seed)
{
    chance = ((uint64_t)seed + 1) * 0x9E3779B97F4A7C15u;
}

/* From 0 to n - 1. */
static long drawn(long n)
{
    chance ^= chance >> 12;
    chance ^= chance << 25;
    chance ^= chance >> 27;
    return (long)((chance * 0x2545F4914F6CDD1Du >> 33) % (uint64_t)n);
}

/* ---- The learner ---- */

enum method { ROUND, CUT, FLOAT };
enum where { NOWHERE, NAMED, OPERATIONS, END };
enum order { FORWARD, BACKWARD, BIAS_FIRST, FUSED };
enum written { FULL, HALF, THIRD, FIFTH, DERIVATIVES, NEW, ONE };
enum slip { TYPING, CARRIED, NO_SLIP };

static struct {
    enum method method;
    enum where where; /* of a program with floats, NOWHERE */
    enum order order;
    enum written written;
    enum slip slip;
    int digits;
    bool counts_significant, uses_tanh, strips, gives;
    long seed;
} me;

/* Which of these words it is; the list ends with NULL. */
static int one_of(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (!strcmp(word, words[i]))
            return i;
    return -1;
}

#define ONE_OF(word, ...) one_of(word, (const char *const[]){__VA_ARGS__, NULL})

static int known(int which, const char *what)
{
    expect(which >= 0, what);
    return which;
}

static long whole(const char *word, const char *what)
{
    char *end;
    long n = strtol(word, &end, 10);
    expect(end > word && !*end && n >= 0, what);
    return n;
}

static void read_addition(const char *word)
{
    switch (ONE_OF(word, "typing", "carried", "strip", "given")) {
    case 0:
        me.slip = TYPING;
        break;
    case 1:
        me.slip = CARRIED;
        break;
    case 2:
        me.strips = true;
        break;
    case 3:
        me.gives = true;
        break;
    default:
        expect(false, "strip, given, typing or carried");
    }
}

/* The line is taken to pieces. */
static void read_learner(char *line)
{
    char *word[6];
    memset(&me, 0, sizeof me);
    me.slip = NO_SLIP;
    for (int i = 0; i < 6; i++) {
        word[i] = strtok(i ? NULL : line, " ");
        expect(word[i], "six words for each learner");
    }
    me.method = known(ONE_OF(word[0], "round", "cut", "float"), "a method");
    me.digits = (int)whole(word[2], "a number of digits");
    if (me.method == FLOAT) {
        me.order =
            known(ONE_OF(word[1], "forward", "backward", "bias", "fused"),
                  "an order");
        me.uses_tanh = known(ONE_OF(word[3], "exp", "tanh"), "exp or tanh");
    } else {
        me.counts_significant =
            known(ONE_OF(word[1], "decimals", "significant"), "what digits");
        me.where = 1 + known(ONE_OF(word[3], "named", "operations", "end"),
                             "what is rounded");
    }
    me.written = known(ONE_OF(word[4], "full", "half", "third", "fifth",
                              "derivatives", "new", "one"),
                       "which numbers are written");
    me.seed = whole(word[5], "a seed");
    for (char *more = strtok(NULL, " "); more; more = strtok(NULL, " "))
        read_addition(more);
}

/* ---- Rounding ---- */

/* x in units of its last place, whole where this learner keeps no more. What is whole
 * or half on paper may be a little less here, by much less than the step beyond. */
static number whole_units(number units)
{
    units *= 1 + 1e-17L;
    return me.method == CUT ? truncl(units) : roundl(units);
}

/* How many decimals of x are kept; below 0, zeros before the point. */
static int decimals_of(number x)
{
    return me.counts_significant && x != 0
               ? me.digits - 1 - (int)floorl(log10l(fabsl(x)) + 1e-17L)
               : me.digits;
}

static number shortened(number x)
{
    int decimals = decimals_of(x);
    number scale = powl(10, abs(decimals));
    return decimals < 0 ? whole_units(x / scale) * scale
                        : whole_units(x * scale) / scale;
}

/* ---- Operations ---- */

static number result(number x)
{
    return me.where == OPERATIONS ? shortened(x) : x;
}

/* A product or sum of two floats, rounded to a long double and then to a float, could
 * differ from one rounded at once. */
static number times(number a, number b)
{
    return me.method == FLOAT ? (float)a * (float)b : result(a * b);
}

/* What is left of two rounded decimals is a decimal; 18 places hold it, and without
 * them it could be a little less than on paper, and be cut off for that. */
static number plus(number a, number b)
{
    if (me.method == FLOAT)
        return (float)a + (float)b;
    number sum = a + b;
    if (me.where != END && fabsl(sum) < 1e-3L * fabsl(a))
        sum = roundl(sum * 1e18L) / 1e18L;
    return result(sum);
}

static number plus_product(number sum, number a, number b)
{
    return me.method == FLOAT && me.order == FUSED
               ? fmaf((float)a, (float)b, (float)sum)
               : plus(sum, times(a, b));
}

/* sum + a[0] b[0] + a[step] b[1] + .. */
static number plus_products(number sum, const number *a, long step,
                            const number *b, long n)
{
    for (long i = 0; i < n; i++) {
        long k = me.order == BACKWARD ? n - 1 - i : i;
        sum = plus_product(sum, a[k * step], b[k]);
    }
    return sum;
}

static number logistic(number net)
{
    if (me.method == FLOAT && me.uses_tanh)
        return 0.5f * (tanhf((float)net * 0.5f) + 1.0f);
    if (me.method == FLOAT)
        return 1.0f / (1.0f + expf(-(float)net));
    return result(1 / plus(1, result(expl(-net))));
}

/* ---- The numbers that have names ---- */

static struct {
    char key[2 * NAME_SIZE];
    number x;
    bool is_written;
} rows[MAX_ROWS];
static long n_rows, slipping; /* the row with the slip, or -1 */

static number slipped(number x);

/* The next number of the walk, under the name that the format makes, as this learner
 * goes on with it. */
__attribute__((format(printf, 2, 3))) static number
named(number x, const char *format, ...)
{
    va_list arguments;
    expect(n_rows < MAX_ROWS, "a smaller example");
    va_start(arguments, format);
    vsnprintf(rows[n_rows].key, sizeof rows->key, format, arguments);
    va_end(arguments);
    if (me.where == NAMED)
        x = shortened(x);
    if (me.slip == CARRIED && n_rows == slipping)
        x = slipped(x);
    return rows[n_rows++].x = x;
}

/* ---- One round ---- */

/* By the order of the example's given numbers: what these are, what becomes of
 * them, and the derivatives. */
static number value[MAX_NUMBERS], new_value[MAX_NUMBERS];
/* By layer and neuron. */
static number net[MAX_LAYERS + 1][MAX_NEURONS],
    out[MAX_LAYERS + 1][MAX_NEURONS];
static number delta[MAX_LAYERS + 1][MAX_NEURONS];

static long bias_of(long l, long j)
{
    return the.biases[l] + (the.shares_bias[l] ? 0 : j);
}

static const number *target(void)
{
    return value + the.pairs + the.size[0];
}

static number net_input(long l, long j)
{
    const number *w = value + the.weights[l] + j * the.size[l - 1];
    number bias = value[bias_of(l, j)];
    return me.order == BIAS_FIRST || me.order == FUSED
               ? plus_products(bias, w, 1, out[l - 1], the.size[l - 1])
               : plus(plus_products(0, w, 1, out[l - 1], the.size[l - 1]),
                      bias);
}

static void go_forward(const char *after)
{
    long last = the.n_layers;
    number total = 0;
    memcpy(out[0], value + the.pairs, (size_t)the.size[0] * sizeof **out);
    for (long l = 1; l <= last; l++)
        for (long j = 0; j < the.size[l]; j++) {
            char c = the.letter[l];
            net[l][j] = named(net_input(l, j), "net_%c%ld%s", c, j + 1, after);
            out[l][j] =
                named(logistic(net[l][j]), "out_%c%ld%s", c, j + 1, after);
        }
    for (long j = 0; j < the.size[last]; j++) {
        number miss = plus(target()[j], -out[last][j]);
        total = plus(total, named(times(0.5L, times(miss, miss)), "E_o%ld%s",
                                  j + 1, after));
    }
    named(total, "E_total%s", after);
}

/* dE/dout of neuron j, summed over the neurons of the next layer. Whoever writes
 * down the paths adds them up as they are written. */
static number sum_of_paths(long l, long j)
{
    const number *w = value + the.weights[l + 1] + j;
    number sum = 0;
    for (long k = 0; l == the.n_layers - 1 && k < the.size[l + 1]; k++)
        sum =
            plus(sum, named(times(delta[l + 1][k], w[k * the.size[l]]),
                            "dE_o%ld/dout_%c%ld", k + 1, the.letter[l], j + 1));
    return l == the.n_layers - 1 && me.method != FLOAT
               ? sum
               : plus_products(0, w, the.size[l], delta[l + 1],
                               the.size[l + 1]);
}

static void find_deltas(long l)
{
    for (long j = 0; j < the.size[l]; j++) {
        char c = the.letter[l];
        number dE_dout = l == the.n_layers ? plus(out[l][j], -target()[j])
                                           : sum_of_paths(l, j);
        dE_dout = named(dE_dout, "dE/dout_%c%ld", c, j + 1);
        number slope = named(times(out[l][j], plus(1, -out[l][j])),
                             "dout_%c%ld/dnet_%c%ld", c, j + 1, c, j + 1);
        delta[l][j] = named(times(dE_dout, slope), "delta_%c%ld", c, j + 1);
    }
}

/* x - eta * derivative, for the given number x. */
static void step_down(long which, number derivative)
{
    new_value[which] = plus_product(value[which], -value[the.eta], derivative);
}

static void find_weight_derivatives(long l)
{
    for (long i = 0; i < the.size[l] * the.size[l - 1]; i++) {
        long j = i / the.size[l - 1], which = the.weights[l] + i;
        const char *name = the.given[which].name;
        number source = named(out[l - 1][i % the.size[l - 1]], "dnet_%c%ld/d%s",
                              the.letter[l], j + 1, name);
        step_down(which, named(times(delta[l][j], source), "dE/d%s", name));
    }
}

static void find_bias_derivatives(long l)
{
    number sum = 0;
    for (long j = 0; the.shares_bias[l] && j < the.size[l]; j++)
        sum = plus(sum, delta[l][j]);
    for (long j = 0; j < (the.shares_bias[l] ? 1 : the.size[l]); j++) {
        long which = the.biases[l] + j;
        step_down(which, named(the.shares_bias[l] ? sum : delta[l][j], "dE/d%s",
                               the.given[which].name));
    }
}

static void take_new_values(void)
{
    long end = the.trains_biases ? the.eta : the.all_biases;
    for (long i = 0; i < end; i++)
        value[i] = named(new_value[i], "%s+", the.given[i].name);
}

static void work_out(void)
{
    for (long i = 0; i < the.n_given; i++)
        value[i] = me.method == FLOAT ? strtof(the.given[i].text, NULL)
                                      : strtold(the.given[i].text, NULL);
    n_rows = 0;
    go_forward("");
    for (long l = the.n_layers; l >= 1; l--) {
        find_deltas(l);
        find_weight_derivatives(l);
    }
    for (long l = 1; l <= the.n_layers; l++)
        find_bias_derivatives(l);
    take_new_values();
    go_forward("+");
}

/* ---- Writing ---- */

/* One zero stays behind the point: a number without a point would be meant exactly. */
static void strip_zeros(char *text)
{
    char *end = text + strcspn(text, "e"), *kept = end;
    while (kept[-1] == '0' && kept[-2] != '.')
        kept--;
    memmove(kept, end, strlen(end) + 1);
}

static void write_number(char text[TEXT_SIZE], number x)
{
    if (me.method == FLOAT)
        snprintf(text, TEXT_SIZE, "%.*g", me.digits, (double)x);
    else
        snprintf(text, TEXT_SIZE, me.counts_significant ? "%#.*Lg" : "%.*Lf",
                 me.digits, shortened(x));
    if (me.strips)
        strip_zeros(text);
}

/* ---- Slips ---- */

/* Where the digits of a number stand that a slip may be in: those that count, but
 * for the last two. Their number, often none. */
static int firm_digits(char *text, char *place[TEXT_SIZE])
{
    int n = 0;
    for (char *p = text; *p && *p != 'e'; p++)
        if (isdigit((unsigned char)*p) && (n || *p != '0'))
            place[n++] = p;
    return n > 2 ? n - 2 : 0;
}

/* Drawn anew from the seed, so that the same slip can be made again. */
static void slip(char text[TEXT_SIZE])
{
    char *place[TEXT_SIZE], copy[TEXT_SIZE];
    begin_chance(me.seed + 1000003);
    long n = firm_digits(text, place), kind = drawn(3), i = drawn(n);
    char *digit = place[i], *next = i + 1 < n ? place[i + 1] : digit;
    if (kind == 0) {
        snprintf(copy, sizeof copy, "%s", text);
        snprintf(text, TEXT_SIZE, copy[0] == '-' ? "%s" : "-%s",
                 copy + (copy[0] == '-'));
    } else if (kind == 1 && *digit != *next) {
        char first = *digit;
        *digit = *next;
        *next = first;
    } else
        *digit = (char)('0' + (*digit - '0' + 1 + drawn(9)) % 10);
}

static number slipped(number x)
{
    char text[TEXT_SIZE];
    write_number(text, x);
    slip(text);
    return strtold(text, NULL);
}

/* ---- What is written ---- */

static bool is_about(const char *key, const char *start)
{
    return !strncmp(key, start, strlen(start));
}

static bool is_chosen(const char *key)
{
    switch (me.written) {
    case HALF:
        return !drawn(2);
    case THIRD:
        return !drawn(3);
    case FIFTH:
        return !drawn(5);
    case DERIVATIVES:
        return is_about(key, "dE/dw") || is_about(key, "dE/db");
    case NEW:
        return strchr(key, '+') &&
               (key[0] == 'w' || key[0] == 'b' || is_about(key, "E_total"));
    case ONE:
        return is_about(key, "dE/dw");
    default:
        return true;
    }
}

/* One of the rows that are chosen. */
static long any_chosen(void)
{
    long n = 0, i = 0;
    for (long k = 0; k < n_rows; k++)
        n += rows[k].is_written;
    for (long left = drawn(n); !rows[i].is_written || left--;)
        i++;
    return i;
}

static void choose(void)
{
    bool is_any = false;
    begin_chance(me.seed);
    for (long i = 0; i < n_rows; i++)
        is_any |= rows[i].is_written = is_chosen(rows[i].key);
    if (!is_any)
        rows[drawn(n_rows)].is_written = true;
    if (me.written == ONE) {
        long only = any_chosen();
        for (long i = 0; i < n_rows; i++)
            rows[i].is_written = i == only;
    }
}

/* Leaves slipping at -1 where no number has digits for a slip. */
static void choose_slip(void)
{
    char text[TEXT_SIZE], *place[TEXT_SIZE];
    slipping = -1;
    for (int tries = 0; tries < 100 && slipping < 0; tries++) {
        long i = any_chosen();
        write_number(text, rows[i].x);
        if (firm_digits(text, place))
            slipping = i;
    }
}

static void write_rows(FILE *file)
{
    char text[TEXT_SIZE];
    if (me.slip != NO_SLIP)
        fprintf(file, "# slip %s\n", slipping < 0 ? "-" : rows[slipping].key);
    for (long i = 0; me.gives && i < the.pairs + example_pair_size(&the); i++)
        fprintf(file, "%s\t%s\n", the.given[i].name, the.given[i].text);
    for (long i = 0; i < n_rows; i++) {
        write_number(text, rows[i].x);
        if (me.slip == TYPING && i == slipping)
            slip(text);
        if (rows[i].is_written)
            fprintf(file, "%s\t%s\n", rows[i].key, text);
    }
}

static void write_learner(const char *path)
{
    slipping = -1;
    work_out();
    choose();
    if (me.slip != NO_SLIP)
        choose_slip();
    if (me.slip == CARRIED)
        work_out();
    FILE *file = fopen(path, "w");
    expect(file, "a folder to write to");
    write_rows(file);
    expect(!fclose(file), "a place to write to");
}

static void write_learners(const char *folder)
{
    char line[LINE_SIZE], path[PATH_SIZE];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        int n = snprintf(path, sizeof path, "%s/", folder);
        snprintf(path + n, sizeof path - (size_t)n, "%s.txt", line);
        for (char *p = path + n; *p; p++)
            *p = *p == ' ' ? '_' : *p;
        read_learner(line);
        write_learner(path);
    }
}

/* ---- Examples ---- */

/* A list of numbers from low to high, with two decimals. */
static void draw_list(long n, double low, double high)
{
    for (long i = 0; i < n; i++) {
        long hundredths =
            lround(100 * low) + drawn(lround(100 * (high - low)) + 1);
        printf("%s%.2f", i ? ", " : "[", (double)hundredths / 100);
    }
    printf("]");
}

static void draw_layer(long sources, long size, double weights, double biases,
                       bool has_own)
{
    printf("  - weights:\n");
    for (long j = 0; j < size; j++) {
        printf("      - ");
        draw_list(sources, -weights, weights);
        printf("\n");
    }
    printf(has_own ? "    biases: " : "    bias: ");
    if (has_own)
        draw_list(size, -biases, biases);
    else
        printf("%.2f", (double)(drawn(lround(200 * biases) + 1) -
                                lround(100 * biases)) /
                           100);
    printf("\n");
}

static void draw_example(char **word)
{
    bool wide = false, biased = false, own = false, trained = false;
    long size[MAX_LAYERS + 1], n = 0;
    for (char *s = strtok(word[0], "-"); s; s = strtok(NULL, "-")) {
        expect(n <= MAX_LAYERS, "fewer layers");
        size[n++] = whole(s, "a shape such as 3-4-2");
    }
    expect(n >= 2, "a shape such as 3-4-2");
    begin_chance(whole(word[1], "a seed"));
    for (char **more = word + 2; *more; more++) {
        bool *const meant[] = {&wide, &biased, &own, &trained};
        *meant[known(ONE_OF(*more, "wide", "biased", "own", "trained"),
                     "wide, biased, own or trained")] = true;
    }
    double weights = wide ? 3 : 1;
    printf("learning_rate: %.2f\ntrain_biases: %s\ntraining:\n  - inputs: ",
           (double)(10 + drawn(91)) / 100, trained ? "true" : "false");
    draw_list(size[0], 0.05, 1);
    printf("\n    targets: ");
    draw_list(size[n - 1], 0.01, 0.99);
    printf("\nlayers:\n");
    for (long l = 1; l < n; l++)
        draw_layer(size[l - 1], size[l], weights, biased ? 18 : weights, own);
}

int main(int argc, char **argv)
{
    bool draws = argc > 1 && !strcmp(argv[1], "example");
    expect(draws ? argc > 3 : argc == 3,
           "FILE.yaml FOLDER, or example SHAPE SEED and what it has");
    if (draws)
        draw_example(argv + 2);
    else {
        example_read(&the, argv[1]);
        write_learners(argv[2]);
    }
    expect(!fflush(stdout) && !ferror(stdout), "a place to write to");
    return 0;
}

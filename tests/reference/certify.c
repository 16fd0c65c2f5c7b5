/* SPDX-License-Identifier: GPL-3.0-or-later */
/* certify FILE.yaml PRINTED.tsv [DIGITS.csv]: proves that every number that the
 * documents print is right, in every digit they show.
 *
 * A line of PRINTED.tsv is KEY<TAB>TEXT, and then perhaps <TAB>PLACE, which is
 * named in complaints. KEY is worked out from the example in ball arithmetic, and
 * TEXT must be its value correctly rounded to the digits shown; given numbers must
 * be exactly the given ones, unless it says "about"; "below 1e-25" and "diverges in round 7" are bounds.
 * The keys are those of the walk and of book_numbers.c, and besides
 *
 *   KEY@N             after N rounds; N may be n, the example's rounds, or n-1
 *   KEY_xF            with the learning rate F times as large
 *   ID_KEY            KEY for the learner who makes that mistake
 *   rise_ID_wK        0.01 times ID_dE/dwK
 *   difference_KEY    of a derivative, KEY itself: a printed numerical derivative
 *                     is to agree with the true one
 *   apart_KEY         how far that one is from KEY, which is 0 but for rounding
 *                     in the measurement: no more than a bound is printed
 *   entropy_KEY       KEY where the error is the cross-entropy
 *   deep_KEY          KEY of the network that has its hidden layer twice
 *   xor_.., digits_.. what is trained on many examples, the digits being those of
 *                     DIGITS.csv: not proved, but done a second time
 *
 * Exit code 1 names every line that could not be certified. */
#define _POSIX_C_SOURCE 200809L
#include "book_numbers.h"
#include "many_numbers.h"
#include "printed.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 64, FIRST_ROUND = -1 };

/* What a number is worked out from: the example; the same with another error or
 * another network; what is the same for every example. */
enum source { THE_EXAMPLE, BY_ENTROPY, TWICE_HIDDEN, N_EXAMPLES, XOR, DIGITS };

/* A line, and how to find what it should say. */
typedef struct {
    char *key, *text, *place;
    printed shown;
    enum source source;
    mistakes made;
    long factor, rounds; /* FIRST_ROUND where no training is needed */
    bool is_rise;        /* to be multiplied by the nudge */
    bool is_apart;       /* how far a derivative is from itself, measured */
    char name[KEY_SIZE]; /* of the number, among those of such rounds */
    const char *complaint;
    enum verdict verdict;
    char proved[DIGITS_SIZE];
} line;

static example the, others[N_EXAMPLES];
static learner learners[N_EXAMPLES], *someone = learners;
static bool has_twice_hidden;
static const char *digits_path;
static table numbers;
static line *lines;
static long n_lines;

/* ---- Keys ---- */

static bool begins_with(const char *s, const char *start)
{
    return !strncmp(s, start, strlen(start));
}

/* The mistakes whose names a key begins with; what comes after them and their
 * underscore, or NULL. */
static const char *skip_mistakes(mistakes *made, const char *key)
{
    const char *end = mistakes_read(made, key, '_');
    return end ? end + 1 : NULL;
}

/* Takes what says where the number comes from, but for the example itself. */
static bool read_source(line *l)
{
    static const char entropy[] = "entropy_", deep[] = "deep_";
    const char *name = l->key;
    if (begins_with(name, "xor_"))
        l->source = XOR;
    else if (begins_with(name, "digits_"))
        l->source = DIGITS;
    else if (begins_with(name, deep)) {
        l->source = TWICE_HIDDEN;
        name = has_twice_hidden ? name + strlen(deep) : "";
    } else if (begins_with(name, entropy)) {
        l->source = BY_ENTROPY;
        name += strlen(entropy);
    } else if (begins_with(name, "decayed_") || !strcmp(name, "lambda") ||
               !strcmp(name, "epsilon"))
        l->source = BY_ENTROPY;
    else
        return false;
    snprintf(l->name, sizeof l->name, "%s", name);
    return true;
}

/* Takes what comes before the number's own name. */
static void read_beginning(line *l)
{
    static const char rise[] = "rise_", difference[] = "difference_",
                      apart[] = "apart_", matrix[] = "apart_matrix";
    const char *name = l->key, *after;
    mistakes made;
    if (read_source(l))
        return;
    if (begins_with(name, rise) &&
        (after = skip_mistakes(&made, name + strlen(rise))) != NULL) {
        l->is_rise = true;
        l->made = made;
        snprintf(l->name, sizeof l->name, "dE/d%s", after);
        return;
    }
    l->is_apart = begins_with(name, apart) && strcmp(name, matrix) != 0;
    if (begins_with(name, difference) || l->is_apart) {
        name += l->is_apart ? strlen(apart) : strlen(difference);
        if (!begins_with(name, "dE/dw") && !begins_with(name, "dE/db") &&
            !begins_with(name, "delta_"))
            name = "";
    } else if ((after = skip_mistakes(&made, name)) != NULL) {
        l->made = made;
        name = after;
    }
    /* Who is one round behind is so after the first round, too. */
    if (has(l->made, ONE_ROUND_LESS) && strchr(name, '+'))
        l->made = 1ULL << NEW_AFTER_0;
    snprintf(l->name, sizeof l->name, "%s", name);
}

/* Reads a whole number that is all of the text. */
static bool is_whole(const char *s, long *n)
{
    char *end;
    *n = isdigit((unsigned char)*s) ? strtol(s, &end, 10) : -1;
    return *n >= 0 && *end == '\0';
}

/* Takes what comes after it; what is no such ending stays in the name. */
static void read_ending(line *l)
{
    char *x = strstr(l->name, "_x"), *at;
    if (x && is_whole(x + 2, &l->factor))
        *x = '\0';
    else
        l->factor = 1;
    l->rounds = FIRST_ROUND;
    at = strchr(l->name, '@');
    if (!at)
        return;
    if (!strcmp(at, "@n"))
        l->rounds = the.rounds;
    else if (!strcmp(at, "@n-1") && the.rounds > 0)
        l->rounds = the.rounds - 1;
    else if (!is_whole(at + 1, &l->rounds))
        return;
    *at = '\0';
}

/* ---- Reading the lines ---- */

/* Ends a column, and begins the next, if there is one. */
static char *next_column(char *s)
{
    s += strcspn(s, "\t");
    if (*s)
        *s++ = '\0';
    return s;
}

static void read_line(line *l, char *s, const char *path, long number)
{
    memset(l, 0, sizeof *l);
    l->key = s;
    l->text = next_column(s);
    l->place = next_column(l->text);
    for (char *tab; (tab = strchr(l->place, '\t')) != NULL;)
        *tab = ':';
    if (!*l->place) {
        size_t size = strlen(path) + 32;
        l->place = malloc(size);
        expect(l->place, "more memory");
        snprintf(l->place, size, "%s:%ld", path, number);
    }
    if (!printed_read(&l->shown, l->text))
        l->complaint = "this is no number";
    read_beginning(l);
    read_ending(l);
}

static void read_lines(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *s = NULL;
    size_t size = 0;
    long number = 0, room = 0;
    expect(file, "a table of printed numbers");
    while (getline(&s, &size, file) > 0) {
        number++;
        s[strcspn(s, "\r\n")] = '\0';
        if (!*s)
            continue;
        if (n_lines == room) {
            room = room ? 2 * room : 256;
            lines = realloc(lines, (size_t)room * sizeof *lines);
            expect(lines, "more memory");
        }
        read_line(&lines[n_lines++], s, path, number);
        s = NULL; /* the line keeps it */
        size = 0;
    }
    free(s);
    expect(!ferror(file), "a table of printed numbers");
    fclose(file);
    expect(n_lines > 0, "printed numbers to certify");
}

/* ---- Judging a line, when its number is among those worked out ---- */

/* Given numbers, and what is a whole multiple of them: where the last digit
 * stands of which they are made. */
static bool is_exact(const line *l, long *last)
{
    if (l->source != THE_EXAMPLE || l->shown.is_about)
        return false;
    if (l->rounds != FIRST_ROUND || has(l->made, SINGLE_PRECISION))
        return false;
    if (!strcmp(l->name, "rounds")) {
        *last = 0;
        return true;
    }
    for (long i = 0; i < the.pairs + example_pair_size(&the); i++)
        if (!strcmp(the.given[i].name, l->name))
            return printed_last_digit(the.given[i].text, last);
    return false;
}

static void judge_value(line *l, const arb_t x)
{
    long last;
    bool is_certain = certain_digits(l->proved, x, someone->bits);
    if (!is_certain)
        snprintf(l->proved, sizeof l->proved, "nothing");
    l->verdict = is_exact(l, &last)
                     ? printed_judge_exact(&l->shown, x, last, someone->bits)
                     : printed_judge(&l->shown, x, someone->bits);
    if (l->verdict == REFUTED && !is_certain)
        l->verdict = OPEN; /* until the complaint can name the value */
}

static void judge_divergence(line *l)
{
    snprintf(l->proved, sizeof l->proved, "diverges in round %ld",
             someone->diverged_in);
    l->verdict =
        l->shown.kind == A_DIVERGENCE && l->shown.round == someone->diverged_in
            ? PROVED
            : REFUTED;
}

static void judge(line *l)
{
    arb_srcptr found = table_find(&numbers, l->name);
    arb_t x;
    if (!found)
        l->complaint = "no such key";
    else if (someone->diverged_in)
        judge_divergence(l);
    else if (!someone->is_lost) {
        arb_init(x);
        power_of_ten(x, 1, l->is_rise ? -2 : 0, someone->bits);
        arb_mul(x, x, found, someone->bits);
        if (l->is_apart)
            arb_zero(x);
        judge_value(l, x);
        arb_clear(x);
    }
}

/* ---- Working out the numbers of all lines ---- */

/* First by what they come from, by who works them out, with which learning rate, and then by the rounds
 * they need: so that each who trains goes on from line to line. */
static int order(const void *one, const void *other)
{
    const line *a = *(line *const *)one, *b = *(line *const *)other;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    if (a->made != b->made)
        return a->made < b->made ? -1 : 1;
    if (a->factor != b->factor)
        return a->factor < b->factor ? -1 : 1;
    if (a->rounds != b->rounds)
        return a->rounds < b->rounds ? -1 : 1;
    return strcmp(a->key, b->key);
}

static bool is_open(const line *l)
{
    return !l->complaint && l->verdict == OPEN;
}

/* Puts all numbers of such rounds, or all before any. */
static void work_out(long rounds)
{
    bool by_entropy = someone == &learners[BY_ENTROPY];
    if (rounds == FIRST_ROUND)
        (by_entropy ? book_first_by_entropy : book_first)(someone, &numbers);
    else
        (by_entropy ? book_trained_by_entropy : book_trained)(someone, &numbers,
                                                              rounds);
}

/* Judges the lines of one learner at one precision. How many stay open. */
static long judge_at(line **from, line **to, slong bits)
{
    long at = FIRST_ROUND - 1, n_open = 0;
    someone = &learners[(*from)->source];
    learner_begin(someone, (*from)->made, (*from)->factor, bits);
    for (line **l = from; l < to; l++) {
        if (!is_open(*l))
            continue;
        if ((*l)->rounds != at) {
            bool was_first = at == FIRST_ROUND;
            at = (*l)->rounds;
            table_empty(&numbers);
            if (was_first)
                learner_begin_again(someone);
            work_out(at);
        }
        judge(*l);
        n_open += is_open(*l);
    }
    return n_open;
}

static void judge_many(line **from, line **to)
{
    table_empty(&numbers);
    someone = learners;
    learner_begin(someone, 0, 1, FIRST_BITS);
    if ((*from)->source == XOR)
        many_xor(&numbers, FIRST_BITS);
    else
        many_digits(&numbers, digits_path, FIRST_BITS);
    for (line **l = from; l < to; l++)
        if (is_open(*l))
            judge(*l);
}

static void judge_all(line **sorted)
{
    line **end = sorted + n_lines, **to;
    for (line **from = sorted; from < end; from = to) {
        for (to = from; to < end && (*to)->source == (*from)->source &&
                        (*to)->made == (*from)->made &&
                        (*to)->factor == (*from)->factor;)
            to++;
        if ((*from)->source > N_EXAMPLES) {
            judge_many(from, to);
            continue;
        }
        for (slong bits = FIRST_BITS; bits > 0 && judge_at(from, to, bits) > 0;)
            bits = learner_more_bits(someone, to[-1]->rounds);
    }
}

/* ---- The verdict ---- */

static bool complain(const line *l)
{
    if (l->complaint)
        fprintf(stderr, "%s: %s: printed %s: %s\n", l->place, l->key, l->text,
                l->complaint);
    else if (l->verdict != PROVED)
        fprintf(stderr, "%s: %s: printed %s, proved %s\n", l->place, l->key,
                l->text, l->proved);
    return l->complaint || l->verdict != PROVED;
}

static int compare_keys(const void *one, const void *other)
{
    return strcmp((*(line *const *)one)->key, (*(line *const *)other)->key);
}

static long count_keys(line **sorted)
{
    long n = 0;
    qsort(sorted, (size_t)n_lines, sizeof *sorted, compare_keys);
    for (long i = 0; i < n_lines; i++)
        n += i == 0 || strcmp(sorted[i]->key, sorted[i - 1]->key) != 0;
    return n;
}

static void read_example(const char *path)
{
    example_read(&the, path);
    example_by_entropy(&others[BY_ENTROPY], &the);
    has_twice_hidden = example_twice_hidden(&others[TWICE_HIDDEN], &the);
    learner_init(&learners[THE_EXAMPLE], &the);
    learner_init(&learners[BY_ENTROPY], &others[BY_ENTROPY]);
    learner_init(&learners[TWICE_HIDDEN], &others[TWICE_HIDDEN]);
}

int main(int argc, char **argv)
{
    expect(
        argc == 3 || argc == 4,
        "an example file and a table of printed numbers, and a table of digits "
        "where these are among them");
    digits_path = argv[3];
    read_example(argv[1]);
    read_lines(argv[2]);
    line **sorted = malloc((size_t)n_lines * sizeof *sorted);
    expect(sorted, "more memory");
    for (long i = 0; i < n_lines; i++)
        sorted[i] = &lines[i];
    qsort(sorted, (size_t)n_lines, sizeof *sorted, order);
    judge_all(sorted);
    long n_bounds = 0, n_bad = 0;
    for (long i = 0; i < n_lines; i++) {
        n_bad += complain(&lines[i]);
        n_bounds += lines[i].shown.kind != A_NUMBER;
    }
    if (n_bad)
        return 1;
    printf("certified: %ld printed numbers of %ld keys, %ld bounds\n",
           n_lines - n_bounds, count_keys(sorted), n_bounds);
    expect(!fflush(stdout), "a place to write to");
    free(sorted);
    return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mistakes [-n ROUNDS] FILE.yaml ID[+ID]...: the whole walk of a valid example,
 * `key<TAB>value` a line, as it comes out for a learner who makes that mistake, or
 * those two at once; `right` is the right method. With several, a line `# ID`
 * stands before each.
 *
 * Each value has 15 digits that are proved right, in single precision 9. Where
 * training leads beyond 1e300, what comes after it is `key<TAB>diverges<TAB>ROUND`;
 * where no precision settles the digits, as when training is chaotic,
 * `key<TAB>unsettled`. What changes no number in this example is `undefined`, and
 * where that is all there is to say, the exit code is 3. */
#define _POSIX_C_SOURCE 200809L
#include "walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNDEFINED = 3 };

static example the;
static learner someone;
static table numbers;
static long rounds;

/* ---- A block of lines, for one set of mistakes ---- */

typedef struct {
    FILE *lines;
    mistakes made;
    slong bits;
    bool is_settled; /* all digits so far, at this precision */
} block;

/* Floats are their own digits; 9 tell them apart. */
static bool digits_of(const block *b, char digits[DIGITS_SIZE], const arb_t x)
{
    if (!has(b->made, SINGLE_PRECISION))
        return certain_digits(digits, x, b->bits);
    snprintf(digits, DIGITS_SIZE, "%.9g",
             arf_get_d(arb_midref(x), ARF_RND_NEAR));
    return arb_is_exact(x) && !someone.is_lost;
}

static void print_numbers(block *b, bool is_after_training)
{
    char digits[DIGITS_SIZE];
    for (long i = 0; i < numbers.n; i++) {
        const char *key = numbers.rows[i].key;
        if (is_after_training && someone.diverged_in)
            fprintf(b->lines, "%s\tdiverges\t%ld\n", key, someone.diverged_in);
        else if (!(is_after_training && someone.is_lost) &&
                 digits_of(b, digits, numbers.rows[i].x))
            fprintf(b->lines, "%s\t%s\n", key, digits);
        else {
            fprintf(b->lines, "%s\tunsettled\n", key);
            b->is_settled = false;
        }
    }
    table_empty(&numbers);
}

static void print_walk(block *b)
{
    char after[32];
    snprintf(after, sizeof after, "@%ld", rounds);
    b->is_settled = true;
    learner_begin(&someone, b->made, 1, b->bits);
    walk_one_round(&someone, &numbers);
    print_numbers(b, false);
    learner_begin(&someone, b->made, 1, b->bits);
    walk_trained(&someone, &numbers, rounds, after);
    print_numbers(b, true);
}

/* The walk with these mistakes, at the first precision that settles it; the
 * caller frees it. */
static char *walk_with(mistakes made)
{
    char *text = NULL;
    size_t size;
    block b = {.made = made};
    for (b.bits = FIRST_BITS; b.bits > 0;
         b.bits = b.is_settled ? 0 : learner_more_bits(&someone, rounds)) {
        free(text);
        b.lines = open_memstream(&text, &size);
        expect(b.lines, "more memory");
        print_walk(&b);
        expect(!fclose(b.lines), "more memory");
    }
    return text;
}

/* ---- Whether a mistake is one ---- */

/* The walk with one mistake, or with none where m is N_MISTAKES. It is worked out
 * once, and kept. */
static const char *walk_with_one(int m)
{
    static char *walks[N_MISTAKES + 1];
    if (!walks[m])
        walks[m] = walk_with(m == N_MISTAKES ? 0 : 1ULL << m);
    return walks[m];
}

/* Whether this one alone changes any number. */
static bool is_defined(int m)
{
    if (m == ONE_ROUND_LESS && rounds == 0)
        return false;
    return strcmp(walk_with_one(m), walk_with_one(N_MISTAKES)) != 0;
}

static bool are_defined(mistakes made)
{
    for (int m = 0; m < N_MISTAKES; m++)
        if (has(made, (enum mistake)m) && !is_defined(m))
            return false;
    return true;
}

/* Prints the walk, from what is kept where that is enough. */
static void print_walk_with(mistakes made)
{
    for (int m = 0; m <= N_MISTAKES; m++)
        if (made == (m == N_MISTAKES ? 0 : 1ULL << m)) {
            fputs(walk_with_one(m), stdout);
            return;
        }
    char *text = walk_with(made);
    fputs(text, stdout);
    free(text);
}

/* ---- The command ---- */

/* Whether there were any numbers to print. */
static bool print_block(const char *id, bool with_title)
{
    mistakes made;
    const char *end = mistakes_read(&made, id, '\0');
    expect(end, "a known mistake, or known ones with + between them");
    expect(!has(made, SINGLE_PRECISION) || made == 1ULL << SINGLE_PRECISION,
           "single-precision alone");
    if (with_title)
        printf("# %s\n", id);
    bool is_any = are_defined(made);
    if (is_any)
        print_walk_with(made);
    else
        puts("undefined");
    return is_any;
}

int main(int argc, char **argv)
{
    char *end = "";
    bool has_rounds = argc > 2 && !strcmp(argv[1], "-n");
    int file = has_rounds ? 3 : 1;
    bool is_any = false;
    expect(argc > file + 1, "a file and the names of mistakes");
    example_read(&the, argv[file]);
    rounds = has_rounds ? strtol(argv[2], &end, 10) : the.rounds;
    expect(!*end && rounds >= 0, "a number of rounds");
    learner_init(&someone, &the);
    for (int i = file + 1; i < argc; i++)
        is_any = print_block(argv[i], argc > file + 2) || is_any;
    expect(!fflush(stdout) && !ferror(stdout), "a place to write to");
    return is_any ? 0 : UNDEFINED;
}

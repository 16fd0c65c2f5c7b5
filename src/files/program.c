/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "walk/formula.h"
#include "walk/number.h"
#include "walk/printable.h"
#include "walk/text.h"
#include "walk/walk.h"
#include "walk/words.h"

/* What is written, and where to. */
typedef struct {
    const bp_example *example;
    const bp_definitions *d;
    const double *x; /* the walk's, an entry for each definition */
    const bp_language *language;
    const bp_out *out;
    bp_text *formula, *statement; /* of the number that is written */
} program;

/* No line is wider, unless what stands in it cannot be parted. */
enum { WIDTH = 79 };

static void indent(const program *p, size_t depth)
{
    for (size_t k = 0; k < depth; k++)
        bp_say(p->out, "%s", p->language->indent);
}

static void write_line(const program *p, size_t depth, const char *text)
{
    indent(p, depth);
    bp_say(p->out, "%s", text);
}

static void write_comment(const program *p, size_t depth, const char *text)
{
    indent(p, depth);
    bp_say(p->out, "%s%s%s\n", p->language->comment, text,
           p->language->comment_end);
}

/* -------------------------------------------------------------- names, numbers */

enum { NAME_SIZE = BP_KEY_SIZE + 4 };

/* The variable's name: dE_dw5 for dE/dw5, w5_new for w5+. */
static const char *variable_name(const char *key, char name[NAME_SIZE])
{
    size_t length = 0;
    for (; *key != '\0' && *key != '+'; key++)
        name[length++] = *key;
    name[length] = '\0';
    for (char *c = name; *c != '\0'; c++)
        if (*c == '/')
            *c = '_';
    if (*key == '+')
        snprintf(name + length, NAME_SIZE - length, "_new");
    return name;
}

/* A number that no language takes for a whole one: 1.0 for 1. */
static const char *literal(double x, char text[BP_NUMBER_SIZE])
{
    bp_number_text(x, text);
    size_t length = strlen(text);
    if (strpbrk(text, ".e") == NULL)
        snprintf(text + length, BP_NUMBER_SIZE - length, ".0");
    return text;
}

/* In the program are the numbers of the walk that are of the round or follow it. */
static bool is_shown(const program *p, size_t k)
{
    return k < p->d->n_round && p->d->number[k].standing == BP_IN_WALK;
}

static bool is_given(const program *p, size_t k)
{
    return is_shown(p, k) && p->d->number[k].operation == BP_GIVEN;
}

/* One that each round takes a step from. */
static bool is_changing(const program *p, size_t k)
{
    return bp_step_from(p->d, k) != SIZE_MAX;
}

static bool has_several_pairs(const program *p)
{
    return p->example->pairs.inputs->size1 > 1;
}

static bool is_of_pair(const program *p, size_t k)
{
    bp_kind kind = p->d->number[k].kind;
    return is_given(p, k) && (kind == BP_INPUT || kind == BP_TARGET);
}

/* ---------------------------------------------------------------- filled lines */

/* Words that are written one behind the other, as many to a line as it holds. */
typedef struct {
    const program *p;
    size_t depth;
    size_t column; /* 0: the line is empty */
} filler;

static void fill(filler *f, const char *word)
{
    size_t length = strlen(word);
    if (f->column > 0 && f->column + 1 + length > WIDTH) {
        bp_say(f->p->out, "\n");
        f->column = 0;
    }
    if (f->column > 0) {
        bp_say(f->p->out, " %s", word);
        f->column += 1 + length;
    } else {
        write_line(f->p, f->depth, word);
        f->column = f->depth * strlen(f->p->language->indent) + length;
    }
}

static void end_filling(filler *f)
{
    if (f->column > 0)
        bp_say(f->p->out, "\n");
    f->column = 0;
}

/* ------------------------------------------------------------------- the given */

enum { ASSIGNMENT_SIZE = 2 * NAME_SIZE + BP_NUMBER_SIZE + 16 };

/* One behind the other: double w1 = 0.15, w2 = 0.2; and a new statement where a line
 * is full, or where they are of another kind. */
typedef struct {
    const program *p;
    size_t depth;
    size_t column; /* 0: no statement has begun */
    bool is_changing;
} declarer;

static void end_declaring(declarer *s)
{
    if (s->column > 0)
        bp_say(s->p->out, "%s\n", s->p->language->end);
    s->column = 0;
}

static void declare(declarer *s, bool is_changing, const char *assignment)
{
    const bp_language *language = s->p->language;
    size_t length = strlen(assignment);
    if (!language->several_a_line || is_changing != s->is_changing ||
        s->column + 2 + length > WIDTH)
        end_declaring(s);
    if (s->column > 0) {
        bp_say(s->p->out, ", %s", assignment);
        s->column += 2 + length;
        return;
    }
    const char *before = is_changing ? language->changing : language->fixed;
    write_line(s->p, s->depth, before);
    bp_say(s->p->out, "%s", assignment);
    s->is_changing = is_changing;
    s->column =
        s->depth * strlen(language->indent) + strlen(before) + length + 1;
}

/* Whether given numbers of these two do not go together. */
static bool are_apart(const bp_definition *a, const bp_definition *b)
{
    bool is_of_weight = a->kind == BP_WEIGHT || b->kind == BP_WEIGHT;
    return is_of_weight && (a->kind != b->kind || a->layer != b->layer);
}

/* What the example says; with several pairs, all but those. */
static void write_given(const program *p)
{
    declarer s = {.p = p, .depth = p->language->depth};
    const bp_definition *before = NULL;
    char name[NAME_SIZE];
    char number[BP_NUMBER_SIZE];
    char assignment[ASSIGNMENT_SIZE];
    write_comment(p, s.depth, bp_stage_words[BP_NETWORK]);
    for (size_t k = 0; k < p->d->n_round; k++) {
        if (!is_given(p, k) || (has_several_pairs(p) && is_of_pair(p, k)))
            continue;
        if (before != NULL && are_apart(before, &p->d->number[k]))
            end_declaring(&s);
        before = &p->d->number[k];
        snprintf(assignment, sizeof assignment, "%s = %s",
                 variable_name(before->key, name), literal(p->x[k], number));
        declare(&s, is_changing(p, k), assignment);
    }
    end_declaring(&s);
}

/* The numbers of a row, with commas between: what begins it stands before the first,
 * what ends it behind the last. */
static void fill_row(filler *f, const gsl_matrix *m, size_t row,
                     const char *begin, const char *end)
{
    char number[BP_NUMBER_SIZE];
    char word[BP_NUMBER_SIZE + 8];
    for (size_t i = 0; i < m->size2; i++) {
        snprintf(word, sizeof word, "%s%s%s", i == 0 ? begin : "",
                 literal(gsl_matrix_get(m, row, i), number),
                 i + 1 == m->size2 ? end : ",");
        fill(f, word);
    }
}

/* A table with a row for each pair: inputs, then targets. */
static void write_pairs(const program *p)
{
    const bp_pairs *pairs = &p->example->pairs;
    const bp_language *language = p->language;
    write_comment(p, language->depth,
                  "The training pairs, of which each round takes the next");
    indent(p, language->depth);
    bp_say(p->out, language->pairs, pairs->inputs->size1,
           pairs->inputs->size2 + pairs->targets->size2);
    for (size_t row = 0; row < pairs->inputs->size1; row++) {
        filler f = {.p = p, .depth = language->depth + 1};
        fill_row(&f, pairs->inputs, row, language->pair_begin, ",");
        fill_row(&f, pairs->targets, row, "", language->pair_end);
        end_filling(&f);
    }
    write_line(p, language->depth, language->pairs_end);
}

/* The inputs and targets of the pair whose turn it is. */
static void take_pair(const program *p)
{
    declarer s = {.p = p, .depth = p->language->depth + 1};
    size_t place = 0;
    char name[NAME_SIZE];
    char assignment[ASSIGNMENT_SIZE];
    write_line(p, s.depth, p->language->take_pair);
    bp_say(p->out, "%zu]%s\n", p->example->pairs.inputs->size1,
           p->language->end);
    for (size_t k = 0; k < p->d->n_round; k++)
        if (is_of_pair(p, k)) {
            snprintf(assignment, sizeof assignment, "%s = pair[%zu]",
                     variable_name(p->d->number[k].key, name), place++);
            declare(&s, false, assignment);
        }
    end_declaring(&s);
}

/* ------------------------------------------------------------------- the round */

static void write_parent(const void *known, const bp_definitions *d, size_t k,
                         const bp_out *out)
{
    char name[NAME_SIZE];
    (void)known;
    bp_say(out, "%s", variable_name(d->number[k].key, name));
}

/* Stands for a blank where a line may end. */
#define MAY_BREAK "\v"

/* The same in all of these languages. */
static const bp_notation notation = {
    .plus = MAY_BREAK "+ ",
    .times = " * ",
    .softmax_before = "1.0 / (1.0",
    .softmax_term = "exp(%2 - %1)",
    .softmax_after = ")",
    .pattern =
        {
            [BP_SAME] = "%1",
            [BP_PRODUCT] = "%1 * %2",
            [BP_LOGISTIC] = "1.0 / (1.0 + exp(-%1))",
            [BP_LOGISTIC_SLOPE] = "%1 * (1.0 - %1)",
            [BP_TANH] = "tanh(%1)",
            [BP_TANH_SLOPE] = "1.0 - %1 * %1",
            [BP_RELU] = "relu(%1)",
            [BP_RELU_SLOPE] = "relu_slope(%1)",
            [BP_ONE] = "1.0",
            [BP_HALF_SQUARE] = "0.5 * (%1 - %2) * (%1 - %2)",
            [BP_MINUS_MISS] = "-(%1 - %2)",
            [BP_CROSS_ENTROPY] = "cross_entropy(%1, %2)",
            [BP_CROSS_ENTROPY_SLOPE] = "cross_entropy_slope(%1, %2)",
            [BP_SOFTMAX_ENTROPY] = "softmax_entropy(%1, %2)",
            [BP_STEP] = "%1 - %3 * %2",
        },
    .parent = write_parent,
};

static bool is_sum(const bp_definition *number)
{
    return number->operation == BP_SUM ||
           number->operation == BP_SUM_OF_PRODUCTS;
}

/* Where the statement would end if it stood in one line. */
static size_t column_of(const program *p)
{
    return (p->language->depth + 1) * strlen(p->language->indent) +
           p->statement->length;
}

/* Adds name = formula to the statement. The walk's sums begin with 0, so that one of
 * which all terms are -0 is 0. Nothing else shows it, and so it is only said where
 * the sum is 0. */
static void add_assignment(const program *p, size_t k)
{
    const bp_definition *number = &p->d->number[k];
    const bp_out formula = bp_text_out(p->formula);
    const bp_out statement = bp_text_out(p->statement);
    char name[NAME_SIZE];
    p->formula->length = 0;
    if (is_sum(number) && p->x[k] == 0.0)
        bp_say(&formula, "0.0" MAY_BREAK "+ ");
    bp_write_formula(p->d, k, &notation, &formula);
    bp_say(&statement, "%s = ", variable_name(number->key, name));
    bool is_broken =
        is_sum(number) && column_of(p) + p->formula->length + 1 > WIDTH;
    bp_say(&statement, "%s", is_broken ? p->language->sum_begin : "");
    statement.write(statement.to, p->formula->bytes, p->formula->length);
    bp_say(&statement, "%s", is_broken ? p->language->sum_end : "");
}

/* The statement, in as many lines as it takes. */
static void write_statement(const program *p)
{
    filler f = {.p = p, .depth = p->language->depth + 1};
    char *rest = p->statement->bytes;
    while (rest != NULL) {
        char *word = rest;
        rest = strchr(word, MAY_BREAK[0]);
        if (rest != NULL)
            *rest++ = '\0';
        fill(&f, word);
        f.depth = p->language->depth + 3; /* of the lines that follow */
    }
    end_filling(&f);
}

/* dnet/dw and dE/dw, which is made of it, share a line. */
static void write_number(const program *p, size_t k)
{
    const bp_language *language = p->language;
    const bp_out statement = bp_text_out(p->statement);
    bool begins_pair = p->d->number[k].kind == BP_DNET_DW;
    bool ends_pair = p->d->number[k].kind == BP_DE_DW;
    bool share = language->several_a_line;
    if (!share || !ends_pair)
        p->statement->length = 0;
    bp_say(&statement, "%s", share && ends_pair ? ", " : language->fixed);
    add_assignment(p, k);
    if (share && begins_pair)
        return;
    bp_say(&statement, "%s", language->end);
    if (!p->statement->ran_out && !p->formula->ran_out)
        write_statement(p);
}

/* The new weights, and biases, become those of the next round. */
static void write_next(const program *p)
{
    const bp_language *language = p->language;
    filler f = {.p = p, .depth = language->depth + 2};
    char name[NAME_SIZE];
    char old[NAME_SIZE];
    char word[ASSIGNMENT_SIZE];
    write_line(p, language->depth + 1, language->if_later);
    for (size_t k = 0; k < p->d->n_round; k++) {
        const bp_definition *number = &p->d->number[k];
        if (!is_shown(p, k) || number->operation != BP_STEP)
            continue;
        snprintf(word, sizeof word, "%s = %s%s",
                 variable_name(p->d->number[bp_parent(p->d, k, 0)].key, old),
                 variable_name(number->key, name), language->end);
        fill(&f, word);
        if (!language->several_a_line)
            end_filling(&f);
    }
    end_filling(&f);
    write_line(p, language->depth + 2, language->next);
    if (language->next_end[0] != '\0')
        write_line(p, language->depth + 1, language->next_end);
}

static void begin_stage(const program *p, int stage)
{
    if (stage == BP_AFTER_THE_ROUND)
        write_next(p);
    write_comment(p, p->language->depth + 1,
                  stage == BP_AFTER_THE_ROUND
                      ? "Of the last round alone: the forward pass with the "
                        "new weights"
                      : bp_stage_words[stage]);
}

/* The last of the numbers that number k is made of. */
static size_t last_parent(const program *p, size_t k)
{
    const size_t *parent = bp_parents(p->d, k);
    size_t last = 0;
    for (size_t n = 0; n < p->d->number[k].n_parents; n++)
        if (parent[n] > last)
            last = parent[n];
    return last;
}

/* Softmax outputs are made of net inputs that come behind them in the walk, and wait
 * for the last of these. */
static bool waits(const program *p, size_t k)
{
    return p->d->number[k].operation == BP_SOFTMAX && last_parent(p, k) > k;
}

static void write_round(const program *p)
{
    int stage = BP_NETWORK;
    for (size_t k = 0; k < p->d->n_round; k++) {
        const bp_definition *number = &p->d->number[k];
        if (!is_shown(p, k) || is_given(p, k))
            continue;
        if (bp_stage_of(number) != stage) {
            stage = bp_stage_of(number);
            begin_stage(p, stage);
        }
        if (!waits(p, k))
            write_number(p, k);
        for (size_t early = 0; early < k; early++)
            if (waits(p, early) && last_parent(p, early) == k)
                write_number(p, early);
    }
}

/* ------------------------------------------------------------------- the output */

/* pattern with the name in the place of %1, and the key in that of %2. */
static void spell_shown(const char *pattern, const char *name, const char *key,
                        char word[ASSIGNMENT_SIZE])
{
    size_t length = 0;
    word[0] = '\0';
    for (const char *c = pattern; *c != '\0'; c++) {
        char one[2] = {*c, '\0'};
        const char *piece = one;
        if (*c == '%')
            piece = *++c == '1' ? name : key;
        length += (size_t)snprintf(word + length, ASSIGNMENT_SIZE - length,
                                   "%s", piece);
    }
}

static void write_shown(const program *p)
{
    const bp_language *language = p->language;
    bool is_framed = language->show_begin[0] != '\0';
    size_t depth = language->depth + 1;
    filler f = {.p = p, .depth = depth + is_framed};
    char name[NAME_SIZE];
    char word[ASSIGNMENT_SIZE];
    write_comment(p, depth, "All numbers, by their keys");
    if (is_framed) {
        write_line(p, depth, language->show_begin);
        bp_say(p->out, "\n");
    }
    for (size_t k = 0; k < p->d->n_round; k++) {
        if (!is_shown(p, k))
            continue;
        const char *key = p->d->number[k].key;
        bool is_same = strcmp(variable_name(key, name), key) == 0;
        spell_shown(is_same ? language->show_same : language->show, name, key,
                    word);
        fill(&f, word);
    }
    end_filling(&f);
    if (is_framed)
        write_line(p, depth, language->show_end);
    bp_say(p->out, "%s", language->loop_end);
}

/* --------------------------------------------------------------------- the head */

/* The first comment, line by line. */
static void write_head_line(const program *p, const char *text)
{
    bool is_empty = text[0] == '\0';
    const char *before = p->language->comment_goes_on;
    size_t length = strlen(before) - (is_empty ? 1 : 0);
    bp_say(p->out, "%.*s%s\n", (int)length, before, text);
}

/* A name may have anything in it that can be printed, but neither begins nor ends a
 * comment. It is not in the first two lines, where Python would take what follows
 * "coding:" for how the program is encoded. */
static void write_example_line(const program *p)
{
    char shape[BP_SHAPE_SIZE];
    char quoted[BP_QUOTED_SIZE] = "";
    char line[BP_SHAPE_SIZE + BP_QUOTED_SIZE + 64];
    if (p->example->name != NULL)
        bp_quoted(p->example->name, quoted);
    for (char *c = quoted; *c != '\0'; c++)
        if ((c[0] == '*' && c[1] == '/') || (c[0] == '/' && c[1] == '*'))
            *c = '.';
    snprintf(line, sizeof line, "The example: %s%s%sa network of %s.",
             quoted[0] == '\0' ? "" : "\"", quoted,
             quoted[0] == '\0' ? "" : "\", ",
             bp_example_shape(p->example, shape));
    write_head_line(p, line);
}

static void write_head(const program *p)
{
    char line[128];
    bp_say(p->out, "%sBackpropagation, each number one line.\n",
           p->language->comment);
    write_head_line(p, "");
    write_example_line(p);
    write_head_line(p, "");
    for (size_t k = 0; k < 2 && p->language->how_to_run[k] != NULL; k++) {
        snprintf(line, sizeof line, "    %s", p->language->how_to_run[k]);
        write_head_line(p, line);
    }
    write_head_line(p, "");
    write_head_line(p,
                    "goes through 10000 rounds (without the number: one) and "
                    "prints the last");
    write_head_line(p, has_several_pairs(p)
                           ? "one, on the pair whose turn it is. Behind a tab "
                             "each key has its number;"
                           : "one: each key, a tab, its number. A key has / "
                             "where a name here has _,");
    if (has_several_pairs(p))
        write_head_line(p, "a key has / where a name here has _,");
    bp_say(p->out, "%sand + for _new: what is so after that round.%s\n",
           p->language->comment_goes_on, p->language->comment_end);
    bp_say(p->out, "%s", p->language->head);
}

static bool is_needed(const program *p, bp_operation operation)
{
    for (size_t k = 0; k < p->d->n_round; k++)
        if (is_shown(p, k) && p->d->number[k].operation == operation)
            return true;
    return false;
}

static void write_own_functions(const program *p)
{
    for (size_t f = 0; f < BP_MOST_OWN_FUNCTIONS; f++) {
        const bp_own_function *own = &p->language->own[f];
        if (own->text != NULL && is_needed(p, own->operation))
            bp_say(p->out, "%s", own->text);
    }
}

static void write_program(const program *p)
{
    write_head(p);
    write_own_functions(p);
    bp_say(p->out, "%s", p->language->begin);
    if (has_several_pairs(p))
        write_pairs(p);
    write_given(p);
    write_line(p, p->language->depth, p->language->loop);
    if (has_several_pairs(p))
        take_pair(p);
    write_round(p);
    write_shown(p);
}

bool bp_program_write(const bp_example *example, const bp_language *language,
                      const bp_out *out, bp_complaint *complaint)
{
    bp_full_walk walk;
    bp_method method = bp_example_method(example);
    if (example->batch > 1) {
        bp_complain(complaint, 0,
                    "batch: %zu pairs a round, expected 1 for a program, which "
                    "has each number of a round once",
                    example->batch);
        return false;
    }
    if (!bp_walk_in_full(example, &method, BP_UPDATES, NULL, &walk, complaint))
        return false;
    bp_text formula = {0};
    bp_text statement = {0};
    write_program(&(program){.example = example,
                             .d = walk.d,
                             .x = walk.x,
                             .language = language,
                             .out = out,
                             .formula = &formula,
                             .statement = &statement});
    bool ok = !formula.ran_out && !statement.ran_out;
    if (!ok)
        bp_complain(complaint, 0, "out of memory");
    free(formula.bytes);
    free(statement.bytes);
    bp_full_walk_free(&walk);
    return ok;
}

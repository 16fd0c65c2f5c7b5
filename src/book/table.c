/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/table.h"

#include <stdlib.h>
#include <string.h>

#include "book/book.h"
#include "book/roles.h"
#include "book/trusted.h"
#include "check/mistakes.h"
#include "walk/walk.h"

/* -------------------------------------------------------------------- facts */

static void fill_fact(const bp_sink *sink, const char *name, const char *value)
{
    bp_cell(sink, "fact");
    bp_cell(sink, "%s", name);
    bp_cell(sink, "%s", value);
    bp_end_row(sink);
}

static void fill_count(const bp_sink *sink, const char *name, size_t n)
{
    bp_cell(sink, "fact");
    bp_cell(sink, "%s", name);
    bp_cell(sink, "%zu", n);
    bp_end_row(sink);
}

/* Whether chapter 8 can train by the cross-entropy. */
static bool has_entropy(const bp_values *own)
{
    for (size_t v = 0; v < own->n; v++)
        if (strcmp(own->value[v].key, "entropy_E_total") == 0)
            return true;
    return false;
}

/* Whether `backprop export c` makes a program of it. */
static bool has_program(const bp_example *example)
{
    return bp_n_weights(example->network) <= BP_MOST_WEIGHTS_TO_EXPORT &&
           example->batch == 1;
}

static void fill_facts(const bp_example *example, bool is_post,
                       const bp_values *own, const bp_sink *sink)
{
    char shape[BP_SHAPE_SIZE];
    const bp_network *network = example->network;
    fill_fact(sink, "example", is_post ? "post" : "other");
    if (example->name != NULL && example->name[0] != '\0')
        fill_fact(sink, "name", example->name);
    fill_fact(sink, "shape", bp_example_shape(example, shape));
    for (size_t l = 0; l < network->n_layers; l++) {
        bp_cell(sink, "fact");
        bp_cell(sink, "bias_%zu", l + 1);
        bp_cell(sink, network->layer[l].one_bias ? "shared" : "own");
        bp_end_row(sink);
    }
    fill_fact(sink, "program", has_program(example) ? "true" : "false");
    fill_fact(sink, "train_biases", example->train_biases ? "true" : "false");
    fill_count(sink, "rounds", example->rounds);
    fill_count(sink, "pairs", example->pairs.inputs->size1);
    fill_count(sink, "batch", example->batch);
    fill_fact(sink, "targets", has_entropy(own) ? "shares" : "others");
    fill_count(sink, "mistakes", bp_n_mistakes);
}

/* ------------------------------------------------------------------ numbers */

/* A bound in words, with the least digits that a double has. */
static void fill_bound(const bp_value *value, const bp_sink *sink)
{
    bp_cell(sink, "bound");
    if (value->kind == BP_BELOW)
        bp_cell(sink, "below %.0e", value->x);
    else
        bp_cell(sink, "diverges in round %.0f", value->x);
}

/* How many digits of a value are printed: 0 where it is all, which the weave takes
 * for twelve. The key of a number that was trained ends with @ and the rounds. */
static int digits_to_print(const bp_value *value)
{
    const char *at = strchr(value->key, '@');
    double rounds = at == NULL ? 0.0 : strtod(at + 1, NULL);
    int steady = bp_steady_digits(value->x, rounds);
    return steady < BP_MOST_PRINTED_DIGITS &&
                   (value->digits == 0 || steady < value->digits)
               ? steady
               : value->digits;
}

static void fill_number(const bp_value *value, const char *typed,
                        const bp_sink *sink)
{
    bp_cell(sink, "%d", value->chapter);
    bp_cell(sink, "%s", value->key);
    if (value->kind != BP_VALUE) {
        fill_bound(value, sink);
    } else {
        bp_number_cell(sink, value->x, 0);
        if (typed != NULL) {
            bp_cell(sink, "%s", typed);
            bp_cell(sink, "given");
        } else {
            bp_number_cell(sink, value->x, digits_to_print(value));
        }
    }
    bp_end_row(sink);
}

/* The walk's numbers of chapter 0 are the given ones, all of them and in the
 * order in which the example keeps them as typed. */
static void fill_given(const bp_example *example, const bp_values *walk,
                       const bp_sink *sink)
{
    const char *typed = NULL;
    for (size_t v = 0; v < walk->n && walk->value[v].chapter == BP_NETWORK;
         v++) {
        typed = bp_example_typed(example, typed);
        fill_number(&walk->value[v], typed, sink);
    }
}

static void fill_chapter(const bp_values *values, int chapter,
                         const bp_sink *sink)
{
    for (size_t v = 0; v < values->n; v++)
        if (values->value[v].chapter == chapter)
            fill_number(&values->value[v], NULL, sink);
}

void bp_value_rows(const bp_values *values, const bp_sink *sink)
{
    for (size_t v = 0; v < values->n; v++)
        fill_number(&values->value[v], NULL, sink);
}

static void fill_numbers(const bp_example *example, const bp_values *walk,
                         const bp_values *own, const bp_sink *sink)
{
    fill_given(example, walk, sink);
    fill_chapter(own, BP_NETWORK, sink);
    for (int chapter = BP_NETWORK + 1; chapter < BP_N_CHAPTERS; chapter++) {
        fill_chapter(walk, chapter, sink);
        fill_chapter(own, chapter, sink);
    }
}

/* What training has led the error to may be so small that digits are noise. */
static void limit_trained(bp_values *walk)
{
    enum { MOST_DIGITS = 15 };
    for (size_t v = 0; v < walk->n; v++)
        if (strncmp(walk->value[v].key, "E_total@", 8) == 0)
            bp_limit_error(&walk->value[v], MOST_DIGITS);
}

/* -------------------------------------------------------------------- terms */

/* The sums that the book writes out: those of one round that are not a miss or a
 * square, but made of weights, errors or deltas. */
static bool has_terms(const bp_definition *number)
{
    if (number->standing != BP_IN_WALK || number->moment != BP_IN_ROUND)
        return false;
    return number->operation == BP_SUM_OF_PRODUCTS ||
           number->operation == BP_SUM || number->kind == BP_DE_DB;
}

/* The walk's own name of a number that may be known by another. */
static const bp_definition *in_walk(const bp_definitions *d, size_t k)
{
    while (d->number[k].standing == BP_BESIDE)
        k = bp_parent(d, k, 0);
    return &d->number[k];
}

/* One term: a number, or the product of two. A path is the product that it is. */
static void fill_term(const bp_definitions *d, size_t k, size_t times,
                      const bp_sink *sink)
{
    if (d->number[k].kind == BP_PATH) {
        times = bp_parent(d, k, 1);
        k = bp_parent(d, k, 0);
    }
    if (times == SIZE_MAX)
        bp_cell(sink, "%s", in_walk(d, k)->key);
    else
        bp_cell(sink, "%s %s", in_walk(d, k)->key, in_walk(d, times)->key);
}

static void fill_terms(const bp_definitions *d, size_t k, const bp_sink *sink)
{
    const bp_definition *number = &d->number[k];
    size_t step = number->operation == BP_SUM_OF_PRODUCTS ? 2 : 1;
    bp_cell(sink, "terms");
    bp_cell(sink, "%s", number->key);
    for (size_t p = 0; p < number->n_parents; p += step) {
        bool is_product = step == 2 && p + 1 < number->n_parents;
        fill_term(d, bp_parent(d, k, p),
                  is_product ? bp_parent(d, k, p + 1) : SIZE_MAX, sink);
    }
    bp_end_row(sink);
}

/* ---------------------------------------------------------------- the table */

static bool fill_table(const bp_example *example, bool is_post,
                       const bp_definitions *d, const bp_sink *sink,
                       bp_complaint *complaint)
{
    bp_method method = bp_example_method(example);
    bp_values walk;
    bp_values own;
    if (!bp_walk(example, &method, BP_N_WALK_CHAPTERS - 1, NULL, &walk,
                 complaint))
        return false;
    limit_trained(&walk);
    bool ok = bp_book_values(example, &own, complaint);
    if (ok) {
        fill_facts(example, is_post, &own, sink);
        fill_numbers(example, &walk, &own, sink);
        for (size_t k = 0; k < d->n; k++)
            if (has_terms(&d->number[k]))
                fill_terms(d, k, sink);
        bp_layer_rows(example->network, sink);
        bp_role_rows(example->network, sink);
        bp_values_free(&own);
    }
    bp_values_free(&walk);
    return ok;
}

bool bp_book_rows(const bp_example *example, bool is_post, const bp_sink *sink,
                  bp_complaint *complaint)
{
    bp_definitions *d = bp_define(example);
    if (d == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bool ok = fill_table(example, is_post, d, sink, complaint);
    bp_definitions_free(d);
    return ok;
}

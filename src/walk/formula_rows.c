/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/formula_rows.h"

#include <stdlib.h>

#include "walk/number.h"
#include "walk/text.h"
#include "walk/walk.h"

/* ------------------------------------------------------------------ notations */

static void write_key(const void *known, const bp_definitions *d, size_t k,
                      const bp_out *out)
{
    (void)known;
    bp_say(out, "%s", d->number[k].key);
}

/* In parentheses where it begins with a minus sign. */
static void write_value(const void *known, const bp_definitions *d, size_t k,
                        const bp_out *out)
{
    const double *x = known;
    char text[BP_NUMBER_SIZE];
    (void)d;
    bp_number_text(x[k], text);
    bp_say(out, text[0] == '-' ? "(%s)" : "%s", text);
}

/* Characters that every program can read, so that a spreadsheet can, too. */
const bp_notation bp_in_symbols = {
    .plus = " + ",
    .times = " ",
    .softmax_before = "1 / (1",
    .softmax_term = "exp(%2 - %1)",
    .softmax_after = ")",
    .pattern =
        {
            [BP_SAME] = "%1",
            [BP_PRODUCT] = "%1%*%2",
            [BP_LOGISTIC] = "1 / (1 + exp(-%1))",
            [BP_LOGISTIC_SLOPE] = "%1%*(1 - %1)",
            [BP_TANH] = "tanh(%1)",
            [BP_TANH_SLOPE] = "1 - %1^2",
            [BP_RELU] = "max(0, %1)",
            [BP_RELU_SLOPE] = "1 if %1 > 0 else 0",
            [BP_ONE] = "1",
            [BP_HALF_SQUARE] = "1/2%*(%1 - %2)^2",
            [BP_MINUS_MISS] = "-(%1 - %2)",
            [BP_CROSS_ENTROPY] = "-(%1%*ln(%2) + (1 - %1)%*ln(1 - %2))",
            [BP_CROSS_ENTROPY_SLOPE] = "(1 - %1) / (1 - %2) - %1 / %2",
            [BP_SOFTMAX_ENTROPY] = "-%1%*ln(%2)",
            [BP_STEP] = "%1 - %3%*%2",
        },
    .parent = write_key,
};

/* With the values x. */
static bp_notation in_numbers(const double x[])
{
    bp_notation notation = bp_in_symbols;
    notation.times = " * ";
    notation.parent = write_value;
    notation.known = x;
    return notation;
}

/* ------------------------------------------------------------------------ rows */

static void fill_header(const bp_sink *sink)
{
    static const char *const header[] = {"key", "value", "symbols", "numbers",
                                         "chapter"};
    for (size_t c = 0; c < sizeof header / sizeof header[0]; c++)
        bp_cell(sink, "%s", header[c]);
    bp_end_row(sink);
}

/* A cell that may be long: a sum has as many terms as there are weights. */
static void fill_formula(const bp_full_walk *walk, size_t k,
                         const bp_notation *notation, bp_text *text,
                         const bp_sink *sink)
{
    bp_out out = bp_text_out(text);
    text->length = 0;
    bp_say(&out, "%s", "");
    bp_write_formula(walk->d, k, notation, &out);
    sink->text(sink->to, text->ran_out ? "" : text->bytes);
}

static bool fill_rows(const bp_full_walk *walk, bp_text *text,
                      const bp_sink *sink)
{
    const bp_notation numbers = in_numbers(walk->x);
    bool is_wanted = true;
    fill_header(sink);
    for (size_t k = 0; k < walk->d->n && is_wanted; k++) {
        const bp_definition *number = &walk->d->number[k];
        if (number->standing != BP_IN_WALK)
            continue;
        bp_cell(sink, "%s", number->key);
        bp_number_cell(sink, walk->x[k], 0);
        fill_formula(walk, k, &bp_in_symbols, text, sink);
        fill_formula(walk, k, &numbers, text, sink);
        bp_number_cell(sink, number->chapter, 0);
        is_wanted = bp_end_row(sink) && !text->ran_out;
    }
    return !text->ran_out;
}

bool bp_formula_rows(const bp_example *example, const bp_progress *progress,
                     const bp_sink *sink, bp_complaint *complaint)
{
    bp_full_walk walk;
    bp_text text = {0};
    bp_method method = bp_example_method(example);
    if (!bp_walk_in_full(example, &method, BP_N_WALK_CHAPTERS - 1, progress,
                         &walk, complaint))
        return false;
    bool ok = fill_rows(&walk, &text, sink);
    if (!ok)
        bp_complain(complaint, 0, "out of memory");
    free(text.bytes);
    bp_full_walk_free(&walk);
    return ok;
}

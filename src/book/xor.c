/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 9: XOR, trained from a hundred starts. */
#include "book/many.h"
#include "book/pupil.h"

enum { XOR_PAIRS = 4 };

typedef struct {
    double in[XOR_PAIRS * 2], target[XOR_PAIRS];
    gsl_matrix_view inputs, targets;
    bp_pairs pairs;
} xor_table;

/* One where exactly one of the two inputs is 1. The table must stay where it is. */
static void fill_xor(xor_table *table)
{
    for (size_t p = 0; p < XOR_PAIRS; p++) {
        size_t first = p / 2;
        size_t second = p % 2;
        table->in[2 * p] = (double)first;
        table->in[2 * p + 1] = (double)second;
        table->target[p] = first != second;
    }
    table->inputs = gsl_matrix_view_array(table->in, XOR_PAIRS, 2);
    table->targets = gsl_matrix_view_array(table->target, XOR_PAIRS, 1);
    table->pairs = (bp_pairs){.inputs = &table->inputs.matrix,
                              .targets = &table->targets.matrix};
}

static void train_xor(bp_pupil *c, const bp_pairs *pairs, size_t from,
                      size_t to)
{
    bp_train(&c->method, pairs, BP_XOR_ETA, from, to - from, c->network, c->ws);
}

/* Whether every output is on its target's side of a half. */
static bool has_learned(bp_pupil *c, const xor_table *table)
{
    for (size_t p = 0; p < XOR_PAIRS; p++) {
        double out = gsl_vector_get(bp_pupil_answer(c, &table->pairs, p), 0);
        if ((out > 0.5) != (table->target[p] > 0.5))
            return false;
    }
    return true;
}

/* How many starts lead there, and the first seed of those that do and of those
 * that do not; 0 where there is none. */
typedef struct {
    size_t n_learned;
    unsigned long learned, stuck;
} xor_result;

static xor_result try_all_starts(bp_pupil *c, const xor_table *table,
                                 size_t rounds)
{
    xor_result result = {0};
    for (unsigned long seed = 1; seed <= BP_XOR_STARTS; seed++) {
        bp_pupil_start(c, seed);
        train_xor(c, &table->pairs, 0, rounds);
        bool learned = has_learned(c, table);
        result.n_learned += learned;
        unsigned long *first = learned ? &result.learned : &result.stuck;
        if (*first == 0)
            *first = seed;
    }
    return result;
}

static void put_xor_outputs(bp_pupil *c, const xor_table *table,
                            unsigned long seed, const char *what,
                            bp_values *values)
{
    enum { DECIMALS = 6 };
    bp_pupil_start(c, seed);
    train_xor(c, &table->pairs, 0, BP_XOR_ROUNDS);
    for (size_t p = 0; p < XOR_PAIRS; p++)
        bp_put_rounded(values,
                       gsl_vector_get(bp_pupil_answer(c, &table->pairs, p), 0),
                       DECIMALS, "xor_%s_out_%zu", what, p + 1);
}

bool bp_put_xor(bp_values *values)
{
    xor_table table;
    bp_pupil narrow, wide;
    fill_xor(&table);
    bool ok = bp_pupil_make(2, 2, 1, &narrow);
    ok = bp_pupil_make(2, 3, 1, &wide) && ok;
    if (ok) {
        const size_t later = (size_t)BP_XOR_LATER * BP_XOR_ROUNDS;
        xor_result result = try_all_starts(&narrow, &table, BP_XOR_ROUNDS);
        bp_put(values, BP_XOR_STARTS, "xor_starts");
        bp_put(values, BP_XOR_ROUNDS, "xor_rounds");
        bp_put(values, BP_XOR_ETA, "xor_eta");
        bp_put(values, (double)result.n_learned, "xor_learned");
        bp_put(values, (double)result.learned, "xor_learned_seed");
        put_xor_outputs(&narrow, &table, result.learned, "learned", values);
        bp_put(values, (double)result.stuck, "xor_stuck_seed");
        put_xor_outputs(&narrow, &table, result.stuck, "stuck", values);
        bp_put(values, (double)later, "xor_rounds_later");
        result = try_all_starts(&narrow, &table, later);
        bp_put(values, (double)result.n_learned, "xor_learned_later");
        result = try_all_starts(&wide, &table, BP_XOR_ROUNDS);
        bp_put(values, (double)result.n_learned, "xor_learned_wide");
    }
    bp_pupil_free(&narrow);
    bp_pupil_free(&wide);
    return ok;
}

bool bp_xor_rows(const bp_sink *sink, bp_complaint *complaint)
{
    enum { ROWS_TO_TEN = 10, DIGITS_SHOWN = 4 };
    xor_table table;
    bp_pupil learns, sticks;
    fill_xor(&table);
    bool ok = bp_pupil_make(2, 2, 1, &learns);
    ok = bp_pupil_make(2, 2, 1, &sticks) && ok;
    if (ok) {
        xor_result result = try_all_starts(&learns, &table, BP_XOR_ROUNDS);
        bp_pupil_start(&learns, result.learned);
        bp_pupil_start(&sticks, result.stuck);
        bp_cell(sink, "round");
        bp_cell(sink, "learned");
        bp_cell(sink, "stuck");
        bp_end_row(sink);
        size_t done = 0;
        for (int k = 0; done < BP_XOR_ROUNDS; k++) {
            size_t round_k = (size_t)round(pow(10.0, k / (double)ROWS_TO_TEN));
            size_t next = round_k < BP_XOR_ROUNDS ? round_k : BP_XOR_ROUNDS;
            if (next == done)
                continue;
            train_xor(&learns, &table.pairs, done, next);
            train_xor(&sticks, &table.pairs, done, next);
            done = next;
            bp_cell(sink, "%zu", done);
            bp_number_cell(
                sink, bp_pupil_mean_error(&learns, &table.pairs, 0, XOR_PAIRS),
                DIGITS_SHOWN);
            bp_number_cell(
                sink, bp_pupil_mean_error(&sticks, &table.pairs, 0, XOR_PAIRS),
                DIGITS_SHOWN);
            bp_end_row(sink);
        }
    }
    bp_pupil_free(&learns);
    bp_pupil_free(&sticks);
    return ok || bp_pupil_has_no_memory(complaint);
}

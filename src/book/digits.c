/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chapter 9: handwritten digits, most of them learned and the others kept back. */
#include "book/many.h"
#include "book/pupil.h"

enum { N_DIGITS = 10 };

/* The largest output is the answer. */
static size_t answered(bp_pupil *c, const bp_pairs *digits, size_t p)
{
    return gsl_vector_max_index(bp_pupil_answer(c, digits, p));
}

static size_t digit_of(const bp_pairs *digits, size_t p)
{
    gsl_vector_const_view target = gsl_matrix_const_row(digits->targets, p);
    return gsl_vector_max_index(&target.vector);
}

static size_t count_right(bp_pupil *c, const bp_pairs *digits, size_t from,
                          size_t to)
{
    size_t n = 0;
    for (size_t p = from; p < to; p++)
        n += answered(c, digits, p) == digit_of(digits, p);
    return n;
}

/* A training of the digits: the network as it is, after so many passes. */
typedef struct {
    const bp_pairs *digits;
    size_t n_learned, n; /* pairs: those behind n_learned are kept back */
    bp_pupil pupil;
    gsl_permutation *order;
    size_t passes;
} digit_training;

static void end_digits(digit_training *t)
{
    bp_pupil_free(&t->pupil);
    gsl_permutation_free(t->order);
}

static bool are_digits(const bp_pairs *digits, bp_complaint *complaint)
{
    const size_t fewest = (size_t)BP_KEPT_BACK * BP_DIGIT_BATCH;
    size_t n = digits->targets->size1;
    bool fit = digits->targets->size2 == N_DIGITS && n >= fewest;
    for (size_t p = 0; fit && p < n; p++)
        for (size_t j = 0; fit && j < N_DIGITS; j++)
            fit = gsl_matrix_get(digits->targets, p, j) ==
                  (digit_of(digits, p) == j);
    if (!fit)
        bp_complain(complaint, 0,
                    "these are no digits, expected at least %zu pairs with ten "
                    "targets, one of them 1 and the others 0",
                    fewest);
    return fit;
}

static bool begin_digits(const bp_pairs *digits, digit_training *t,
                         bp_complaint *complaint)
{
    *t = (digit_training){.digits = digits, .n = digits->inputs->size1};
    if (!are_digits(digits, complaint))
        return false;
    t->n_learned = t->n - t->n / BP_KEPT_BACK;
    t->order = gsl_permutation_alloc(t->n_learned);
    if (!bp_pupil_make(digits->inputs->size2, BP_DIGIT_HIDDEN, N_DIGITS,
                       &t->pupil) ||
        t->order == NULL)
        return bp_pupil_has_no_memory(complaint);
    bp_pupil_start(&t->pupil, BP_DIGIT_SEED);
    return true;
}

/* Over all pairs that are learned once, but for those of a last batch that would
 * not be full. */
static void train_pass(digit_training *t)
{
    bp_pupil *c = &t->pupil;
    bp_shuffle(c->rng, BP_DIGIT_SEED, t->passes, t->order);
    for (size_t p = 0; p + BP_DIGIT_BATCH <= t->n_learned;
         p += BP_DIGIT_BATCH) {
        bp_batch_round(&c->method, t->digits, t->order->data + p,
                       BP_DIGIT_BATCH, BP_DIGIT_ETA, c->network, c->ws,
                       c->sums);
        bp_adopt(c->network, c->ws);
    }
    t->passes++;
}

static void put_digits(digit_training *t, bp_values *values)
{
    enum { DECIMALS = 6 };
    double least = INFINITY;
    size_t best_pass = 0;
    while (t->passes < BP_DIGIT_PASSES) {
        train_pass(t);
        double E =
            bp_pupil_mean_error(&t->pupil, t->digits, t->n_learned, t->n);
        if (E < least) {
            least = E;
            best_pass = t->passes;
        }
    }
    size_t rounds = t->n_learned / BP_DIGIT_BATCH * BP_DIGIT_PASSES;
    bp_put(values, (double)t->n, "digits_pairs");
    bp_put(values, (double)t->n_learned, "digits_learned");
    bp_put(values, (double)(t->n - t->n_learned), "digits_kept");
    bp_put(values, BP_DIGIT_HIDDEN, "digits_hidden");
    bp_put(values, (double)bp_n_weights(t->pupil.network), "digits_weights");
    bp_put(values, BP_DIGIT_BATCH, "digits_batch");
    bp_put(values, BP_DIGIT_ETA, "digits_eta");
    bp_put(values, BP_DIGIT_PASSES, "digits_passes");
    bp_put(values, (double)rounds, "digits_rounds");
    bp_put(values, (double)count_right(&t->pupil, t->digits, 0, t->n_learned),
           "digits_right");
    bp_put(values,
           (double)count_right(&t->pupil, t->digits, t->n_learned, t->n),
           "digits_kept_right");
    bp_put_rounded(values,
                   bp_pupil_mean_error(&t->pupil, t->digits, 0, t->n_learned),
                   DECIMALS, "digits_E");
    bp_put_rounded(
        values, bp_pupil_mean_error(&t->pupil, t->digits, t->n_learned, t->n),
        DECIMALS, "digits_kept_E");
    bp_put(values, (double)best_pass, "digits_best_pass");
    bp_put_rounded(values, least, DECIMALS, "digits_best_E");
}

bool bp_digit_rows(const bp_pairs *digits, const bp_sink *sink,
                   bp_complaint *complaint)
{
    enum { DIGITS_SHOWN = 4 };
    digit_training t;
    bool ok = begin_digits(digits, &t, complaint);
    if (ok) {
        bp_cell(sink, "pass");
        bp_cell(sink, "learned");
        bp_cell(sink, "kept");
        bp_end_row(sink);
    }
    while (ok && t.passes < BP_DIGIT_PASSES) {
        train_pass(&t);
        bp_cell(sink, "%zu", t.passes);
        bp_number_cell(sink,
                       bp_pupil_mean_error(&t.pupil, digits, 0, t.n_learned),
                       DIGITS_SHOWN);
        bp_number_cell(sink,
                       bp_pupil_mean_error(&t.pupil, digits, t.n_learned, t.n),
                       DIGITS_SHOWN);
        bp_end_row(sink);
    }
    end_digits(&t);
    return ok;
}

bool bp_confusion_rows(const bp_pairs *digits, const bp_sink *sink,
                       bp_complaint *complaint)
{
    size_t count[N_DIGITS][N_DIGITS] = {{0}};
    digit_training t;
    bool ok = begin_digits(digits, &t, complaint);
    if (ok) {
        while (t.passes < BP_DIGIT_PASSES)
            train_pass(&t);
        for (size_t p = t.n_learned; p < t.n; p++)
            count[digit_of(digits, p)][answered(&t.pupil, digits, p)]++;
        bp_cell(sink, "digit");
        bp_cell(sink, "answer");
        bp_cell(sink, "count");
        bp_end_row(sink);
        for (int digit = 0; digit < N_DIGITS; digit++)
            for (int taken = 0; taken < N_DIGITS; taken++) {
                bp_cell(sink, "%d", digit);
                bp_cell(sink, "%d", taken);
                bp_cell(sink, "%zu", count[digit][taken]);
                bp_end_row(sink);
            }
    }
    end_digits(&t);
    return ok;
}

bool bp_many_values(const bp_pairs *digits, bp_values *values,
                    bp_complaint *complaint)
{
    *values = (bp_values){.complaint = complaint, .chapter = BP_MANY_EXAMPLES};
    digit_training t;
    bool ok = begin_digits(digits, &t, complaint);
    if (ok && !bp_put_xor(values))
        ok = bp_pupil_has_no_memory(complaint);
    if (ok)
        put_digits(&t, values);
    end_digits(&t);
    ok = ok && !values->failed;
    if (!ok)
        bp_values_free(values);
    return ok;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/curves.h"

#include <float.h>
#include <stdlib.h>

#include "check/candidate_numbers.h"
#include "walk/functions.h"
#include "walk/training.h"

/* ------------------------------------------------------------- steps and misses */

enum { STEPS_TO_TEN = 6, TENS = 12, N_STEPS = STEPS_TO_TEN * TENS + 1 };

typedef struct {
    double step, miss_rounded, miss, noise_rounded, noise;
} step_row;

static double rounded_to_nine(double x)
{
    return round(x * 1e9) / 1e9;
}

static step_row measure_step(bp_trainer *t, double dE_dw, double step)
{
    size_t l = t->network->n_layers - 1;
    step_row row = {.step = step};
    bp_nudge(t->network, l, 0, 0, step, t->ws);
    double raised = t->ws->E_total;
    bp_nudge(t->network, l, 0, 0, -step, t->ws);
    double lowered = t->ws->E_total;
    double both = 2.0 * step;
    double rounded = rounded_to_nine(raised) - rounded_to_nine(lowered);
    row.miss_rounded = fabs(rounded / both - dE_dw);
    row.noise_rounded = 1e-9 / both;
    row.noise = DBL_EPSILON * t->ws->E_total / both;
    row.miss = fabs((raised - lowered) / both - dE_dw);
    if (row.miss < 1000.0 * row.noise)
        row.miss = NAN;
    return row;
}

/* With no more digits than a picture shows, and than any machine agrees on. */
enum { DIGITS_SHOWN = 4 };

bool bp_gradient_rows(const bp_example *example, const bp_sink *sink,
                      bp_complaint *complaint)
{
    static const char *const header[] = {"step", "miss_rounded", "miss",
                                         "noise_rounded", "noise"};
    bp_trainer *t = bp_trainer_alloc(example);
    if (t == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bp_trainer_try_round(t);
    size_t last = t->network->n_layers - 1;
    double dE_dw = gsl_matrix_get(t->ws->layer[last].dE_dw, 0, 0);
    for (size_t c = 0; c < sizeof header / sizeof header[0]; c++)
        bp_cell(sink, "%s", header[c]);
    bp_end_row(sink);
    for (int k = 0; k < N_STEPS; k++) {
        double tens = (double)k / (double)STEPS_TO_TEN;
        step_row row = measure_step(t, dE_dw, pow(10.0, -tens));
        bp_number_cell(sink, row.step, DIGITS_SHOWN);
        bp_number_cell(sink, row.miss_rounded, DIGITS_SHOWN);
        bp_number_cell(sink, row.miss, DIGITS_SHOWN);
        bp_number_cell(sink, row.noise_rounded, DIGITS_SHOWN);
        bp_number_cell(sink, row.noise, DIGITS_SHOWN);
        bp_end_row(sink);
    }
    bp_trainer_free(t);
    return true;
}

/* ------------------------------------------------------------- rounds and errors */

enum { ROWS_TO_TEN = 3, MOST_ROWS = 40 };

/* The errors of one method: a column of the table. */
typedef struct {
    const char *id;
    double E[MOST_ROWS];
} column;

/* From round 0 to the last one. */
static size_t choose_rounds(size_t last, size_t rounds[MOST_ROWS])
{
    size_t n = 1;
    rounds[0] = 0;
    for (int k = 0; n < MOST_ROWS && rounds[n - 1] < last; k++) {
        double round_k = round(pow(10.0, (double)k / (double)ROWS_TO_TEN));
        size_t next = (size_t)fmin(round_k, (double)last);
        if (next != rounds[n - 1])
            rounds[n++] = next;
    }
    return n;
}

/* Of a run that is a round ahead or behind, each row has the errors that it has
 * then. Before its first round there are none. */
static void follow_errors(const bp_run *run, const size_t rounds[], size_t n,
                          bp_trainer *t, double E[])
{
    const double noise = 1e-20;
    bp_trainer_start(t, run->example, &run->method);
    for (size_t k = 0; k < n; k++) {
        E[k] = NAN;
        if (run->more_rounds < 0 && rounds[k] == 0)
            continue;
        bp_trainer_go(t, rounds[k] + (size_t)run->more_rounds);
        bp_trainer_look(t, 0);
        if (!isfinite(t->ws->E_total))
            E[k] = INFINITY;
        else if (t->ws->E_total > noise)
            E[k] = t->ws->E_total;
    }
}

/* The right method first, then the first form of each mistake. */
static size_t follow_all(bp_candidates *c, const size_t rounds[], size_t n,
                         column columns[])
{
    bp_run run = bp_candidate_run(c, &c->right);
    size_t n_columns = 1;
    columns[0].id = "right";
    follow_errors(&run, rounds, n, c->trainer, columns[0].E);
    for (size_t s = 0; s < c->n_singles; s++) {
        const char *id = c->single[s].mistake[0]->id;
        if (columns[n_columns - 1].id == id)
            continue;
        columns[n_columns].id = id;
        run = bp_candidate_run(c, &c->single[s]);
        follow_errors(&run, rounds, n, c->trainer, columns[n_columns].E);
        n_columns++;
    }
    return n_columns;
}

static void fill_error(double E, const bp_sink *sink)
{
    if (isinf(E))
        bp_cell(sink, "inf");
    else
        bp_number_cell(sink, E, DIGITS_SHOWN);
}

static void fill_columns(const column columns[], size_t n_columns,
                         const size_t rounds[], size_t n, const bp_sink *sink)
{
    bp_cell(sink, "round");
    for (size_t c = 0; c < n_columns; c++)
        bp_cell(sink, "%s", columns[c].id);
    bp_end_row(sink);
    for (size_t k = 0; k < n; k++) {
        bp_cell(sink, "%zu", rounds[k]);
        for (size_t c = 0; c < n_columns; c++)
            fill_error(columns[c].E[k], sink);
        bp_end_row(sink);
    }
}

bool bp_curves_rows(const bp_example *example, const bp_sink *sink,
                    bp_complaint *complaint)
{
    size_t rounds[MOST_ROWS];
    size_t n = choose_rounds(example->rounds, rounds);
    bp_candidates *c = bp_candidates_alloc(example, complaint);
    if (c == NULL)
        return false;
    column *columns = calloc(bp_n_mistakes + 1, sizeof *columns);
    if (columns != NULL)
        fill_columns(columns, follow_all(c, rounds, n, columns), rounds, n,
                     sink);
    else
        bp_complain(complaint, 0, "out of memory");
    bool ok = columns != NULL;
    free(columns);
    bp_candidates_free(c);
    return ok;
}

/* ----------------------------------------------------------- two errors to learn by */

/* The squared error of the outputs in the workspace; nan where it is no more than
 * rounding noise. */
static double squared_error(const bp_network *network, bp_workspace *ws)
{
    const double noise = 1e-20;
    bp_errors(network, ws);
    return ws->E_total > noise ? ws->E_total : NAN;
}

static void fill_two_errors(bp_trainer *squared, bp_trainer *entropy,
                            size_t last, const bp_sink *sink)
{
    bool has_entropy = bp_targets_are_shares(&squared->example->pairs);
    for (size_t n = 0;; n = bp_next_row(BP_ROWS_LOG, 0, last, n)) {
        bp_trainer_go(squared, n);
        bp_trainer_look(squared, 0);
        bp_trainer_go(entropy, n);
        bp_trainer_look(entropy, 0);
        bp_cell(sink, "%zu", n);
        bp_number_cell(sink, squared_error(squared->network, squared->ws),
                       DIGITS_SHOWN);
        bp_number_cell(
            sink,
            has_entropy ? squared_error(entropy->network, entropy->ws) : NAN,
            DIGITS_SHOWN);
        bp_end_row(sink);
        if (n == last)
            return;
    }
}

bool bp_entropy_rows(const bp_example *example, const bp_sink *sink,
                     bp_complaint *complaint)
{
    bp_example other = *example;
    other.network = bp_network_copy(example->network);
    if (other.network != NULL)
        other.network->error = BP_CROSS_ENTROPY_ERROR;
    bp_trainer *squared = bp_trainer_alloc(example);
    bp_trainer *entropy =
        other.network == NULL ? NULL : bp_trainer_alloc(&other);
    bool ok = squared != NULL && entropy != NULL;
    if (ok) {
        bp_cell(sink, "round");
        bp_cell(sink, "squared");
        bp_cell(sink, "entropy");
        bp_end_row(sink);
        fill_two_errors(squared, entropy, example->rounds, sink);
    } else {
        bp_complain(complaint, 0, "out of memory");
    }
    bp_trainer_free(squared);
    bp_trainer_free(entropy);
    bp_network_free(other.network);
    return ok;
}

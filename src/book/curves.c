/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/curves.h"

#include <float.h>
#include <stdlib.h>

#include "check/candidates.h"

/* ------------------------------------------------------------- steps and misses */

enum { STEPS_TO_TEN = 6, TENS = 12, N_STEPS = STEPS_TO_TEN * TENS + 1 };

typedef struct {
    double step, miss_rounded, miss, noise_rounded, noise;
} step_row;

static double rounded_to_nine(double x)
{
    return round(x * 1e9) / 1e9;
}

static int measure_step(bp_network *network, bp_workspace *ws, double dE_dw,
                        step_row *row)
{
    size_t l = network->n_layers - 1;
    BP_TRY(bp_nudge(network, l, 0, 0, row->step, ws));
    double raised = ws->E_total;
    BP_TRY(bp_nudge(network, l, 0, 0, -row->step, ws));
    double lowered = ws->E_total;
    double both = 2.0 * row->step;
    double rounded = rounded_to_nine(raised) - rounded_to_nine(lowered);
    row->miss_rounded = fabs(rounded / both - dE_dw);
    row->noise_rounded = 1e-9 / both;
    row->noise = DBL_EPSILON * ws->E_total / both;
    row->miss = fabs((raised - lowered) / both - dE_dw);
    if (row->miss < 1000.0 * row->noise)
        row->miss = NAN;
    return GSL_SUCCESS;
}

static int measure_steps(const bp_example *example, bp_network *network,
                         bp_workspace *ws, step_row rows[N_STEPS])
{
    bp_method method = bp_example_method(example);
    BP_TRY(bp_given(&example->pairs, 0, example->eta, ws));
    BP_TRY(bp_round(&method, network, ws));
    double dE_dw = gsl_matrix_get(ws->layer[network->n_layers - 1].dE_dw, 0, 0);
    for (int k = 0; k < N_STEPS; k++) {
        rows[k].step = pow(10.0, -(double)k / STEPS_TO_TEN);
        BP_TRY(measure_step(network, ws, dE_dw, &rows[k]));
    }
    return GSL_SUCCESS;
}

/* With no more digits than a picture shows, and than any machine agrees on. */
static void print_cell(double x, FILE *out)
{
    if (isfinite(x))
        fprintf(out, "\t%.4g", x);
    else
        fputs("\tnan", out);
}

bool bp_gradient_print(const bp_example *example, FILE *out,
                       bp_complaint *complaint)
{
    step_row rows[N_STEPS];
    bp_network *network = bp_network_copy(example->network);
    bp_workspace *ws = bp_workspace_alloc(example->network);
    int status = GSL_ENOMEM;
    if (network != NULL && ws != NULL)
        status = measure_steps(example, network, ws, rows);
    bp_workspace_free(ws);
    bp_network_free(network);
    if (status != GSL_SUCCESS) {
        bp_complain_of(complaint, status);
        return false;
    }
    fputs("step\tmiss_rounded\tmiss\tnoise_rounded\tnoise\n", out);
    for (int k = 0; k < N_STEPS; k++) {
        fprintf(out, "%.4g", rows[k].step);
        print_cell(rows[k].miss_rounded, out);
        print_cell(rows[k].miss, out);
        print_cell(rows[k].noise_rounded, out);
        print_cell(rows[k].noise, out);
        putc('\n', out);
    }
    return true;
}

/* ------------------------------------------------------------- rounds and errors */

enum { ROWS_TO_TEN = 3, MOST_ROWS = 40, MOST_ROUNDS = BP_MAX_ROUNDS + 1 };

/* The errors of one method: a column of the table. */
typedef struct {
    const char *id;
    double E[MOST_ROWS];
} column;

static size_t choose_rounds(size_t last, size_t rounds[MOST_ROWS])
{
    size_t n = 1;
    rounds[0] = 0;
    for (int k = 0; n < MOST_ROWS; k++) {
        size_t round_k = (size_t)round(pow(10.0, (double)k / ROWS_TO_TEN));
        if (round_k == rounds[n - 1])
            continue;
        if (round_k > last)
            break;
        rounds[n++] = round_k;
    }
    return n;
}

static int follow_errors(const bp_way *way, const size_t rounds[], size_t n,
                         bp_network *network, bp_workspace *ws, double E[])
{
    const double noise = 1e-20;
    const bp_example *example = way->example;
    size_t ahead = way->rounds - example->rounds; /* 0, or 1 either way */
    size_t done = 0;
    BP_TRY(bp_network_set(network, example->network));
    for (size_t k = 0; k < n; k++) {
        size_t goal = rounds[k] + ahead;
        E[k] = NAN;
        if (goal > MOST_ROUNDS) /* one before the first */
            continue;
        BP_TRY(bp_train(&way->method, &example->pairs, example->eta, done,
                        goal - done, network, ws));
        done = goal;
        BP_TRY(bp_given(&example->pairs, 0, example->eta, ws));
        BP_TRY(way->method.forward(network, ws));
        BP_TRY(way->method.errors(network, ws));
        if (ws->E_total > noise)
            E[k] = ws->E_total;
    }
    return GSL_SUCCESS;
}

static void print_columns(const column *columns, size_t n_columns,
                          const size_t rounds[], size_t n, FILE *out)
{
    fputs("round", out);
    for (size_t c = 0; c < n_columns; c++)
        fprintf(out, "\t%s", columns[c].id);
    putc('\n', out);
    for (size_t k = 0; k < n; k++) {
        fprintf(out, "%zu", rounds[k]);
        for (size_t c = 0; c < n_columns; c++)
            print_cell(columns[c].E[k], out);
        putc('\n', out);
    }
}

/* The right method first, then the first way to make each mistake. */
static int fill_columns(bp_candidates *c, const size_t rounds[], size_t n,
                        column *columns, size_t *n_columns)
{
    bp_candidate right = {.x = NULL};
    bp_way way = bp_candidate_way(c, &right);
    columns[0].id = "right";
    BP_TRY(follow_errors(&way, rounds, n, c->network, c->ws, columns[0].E));
    *n_columns = 1;
    for (size_t s = 0; s < c->n_singles; s++) {
        const char *id = c->single[s].mistake[0]->id;
        if (columns[*n_columns - 1].id == id)
            continue;
        column *next = &columns[(*n_columns)++];
        next->id = id;
        way = bp_candidate_way(c, &c->single[s]);
        BP_TRY(follow_errors(&way, rounds, n, c->network, c->ws, next->E));
    }
    return GSL_SUCCESS;
}

bool bp_curves_print(const bp_example *example, FILE *out,
                     bp_complaint *complaint)
{
    size_t rounds[MOST_ROWS];
    size_t n_columns = 0;
    size_t n = choose_rounds(example->rounds, rounds);
    bp_candidates *c = bp_candidates_alloc(example, complaint);
    if (c == NULL)
        return false;
    column *columns = calloc(bp_n_mistakes + 1, sizeof *columns);
    int status = GSL_ENOMEM;
    if (columns != NULL)
        status = fill_columns(c, rounds, n, columns, &n_columns);
    if (status == GSL_SUCCESS)
        print_columns(columns, n_columns, rounds, n, out);
    else
        bp_complain_of(complaint, status);
    free(columns);
    bp_candidates_free(c);
    return status == GSL_SUCCESS;
}

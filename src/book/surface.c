/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/surface.h"

#include <assert.h>

#include "walk/number.h"
#include "walk/training.h"

/* Below this, a path is no more than a point. */
#define SHORTEST_SPAN 1e-6

/* How much of the path's span lies between it and the surface's edge. */
#define MARGIN (1.0 / 3.0)

/* A point on the path, or on the surface (then the round is 0). */
typedef struct {
    size_t round;
    double first, second; /* the two weights */
    double E_total;
} point;

/* The path, and what it and the surface are worked out with. */
typedef struct {
    const bp_example *example;
    bp_network *network;
    bp_workspace *ws;
    point path[BP_MOST_LOG_ROWS];
    size_t n;
} survey;

/* ------------------------------------------------------------ the two weights */

/* All others keep their values: a stage for bp_update_weights' place. */
static int update_the_two(const bp_network *network, bp_workspace *ws)
{
    BP_TRY(bp_update_weights(network, ws));
    const gsl_matrix *w_new = ws->layer[network->n_layers - 1].w_new;
    double first = gsl_matrix_get(w_new, 0, 0);
    double second = gsl_matrix_get(w_new, 0, 1);
    for (size_t l = 0; l < network->n_layers; l++)
        BP_TRY(gsl_matrix_memcpy(ws->layer[l].w_new, network->layer[l].w));
    gsl_matrix_set(ws->layer[network->n_layers - 1].w_new, 0, 0, first);
    gsl_matrix_set(ws->layer[network->n_layers - 1].w_new, 0, 1, second);
    return GSL_SUCCESS;
}

static const bp_method train_the_two = {.update_weights = update_the_two};

/* The point at which the network is now. */
static int look(survey *s, point *p)
{
    const gsl_matrix *w = s->network->layer[s->network->n_layers - 1].w;
    p->first = gsl_matrix_get(w, 0, 0);
    p->second = gsl_matrix_get(w, 0, 1);
    BP_TRY(bp_given(&s->example->pairs, 0, s->example->eta, s->ws));
    BP_TRY(bp_forward(s->network, s->ws));
    BP_TRY(bp_errors(s->network, s->ws));
    p->E_total = s->ws->E_total;
    bool is_finite =
        isfinite(p->first) && isfinite(p->second) && isfinite(p->E_total);
    return is_finite ? GSL_SUCCESS : GSL_EOVRFLW;
}

static int go(survey *s, point *p)
{
    gsl_matrix *w = s->network->layer[s->network->n_layers - 1].w;
    gsl_matrix_set(w, 0, 0, p->first);
    gsl_matrix_set(w, 0, 1, p->second);
    return look(s, p);
}

static int follow_path(survey *s)
{
    bp_method method = bp_vary(bp_backpropagation, &train_the_two);
    size_t rounds = s->example->rounds;
    const bp_pairs *all = &s->example->pairs;
    gsl_matrix_view input =
        gsl_matrix_submatrix(all->inputs, 0, 0, 1, all->inputs->size2);
    gsl_matrix_view target =
        gsl_matrix_submatrix(all->targets, 0, 0, 1, all->targets->size2);
    bp_pairs first_pair = {&input.matrix, &target.matrix};
    BP_TRY(look(s, &s->path[s->n++]));
    for (size_t round = 0; round < rounds;) {
        size_t next = bp_next_row(BP_ROWS_LOG, 0, rounds, round);
        BP_TRY(bp_train(&method, &first_pair, s->example->eta, round,
                        next - round, s->network, s->ws));
        round = next;
        assert(s->n < BP_MOST_LOG_ROWS);
        s->path[s->n].round = round;
        BP_TRY(look(s, &s->path[s->n++]));
    }
    return GSL_SUCCESS;
}

/* ------------------------------------------------------------------ the grid */

/* Where the grid's first point is, and how far apart its points are. */
typedef struct {
    double first, second;
    double step;
} grid;

static grid grid_around(const survey *s)
{
    point low = s->path[0];
    point high = s->path[0];
    for (size_t p = 1; p < s->n; p++) {
        low.first = fmin(low.first, s->path[p].first);
        low.second = fmin(low.second, s->path[p].second);
        high.first = fmax(high.first, s->path[p].first);
        high.second = fmax(high.second, s->path[p].second);
    }
    double span = fmax(high.first - low.first, high.second - low.second);
    double reach = span < SHORTEST_SPAN ? 1.0 : (0.5 + MARGIN) * span;
    return (grid){.first = 0.5 * (low.first + high.first) - reach,
                  .second = 0.5 * (low.second + high.second) - reach,
                  .step = 2.0 * reach / (BP_SURFACE_SIDE - 1)};
}

static point grid_point(const grid *g, size_t a, size_t b)
{
    return (point){.first = g->first + g->step * (double)a,
                   .second = g->second + g->step * (double)b};
}

/* ---------------------------------------------------------------- the tables */

static void print_names(const bp_network *network, FILE *out)
{
    char first[BP_NAME_SIZE];
    char second[BP_NAME_SIZE];
    bp_weight_name(network, network->n_layers - 1, 0, 0, first);
    bp_weight_name(network, network->n_layers - 1, 0, 1, second);
    fprintf(out, "%s\t%s\tE_total\n", first, second);
}

static void print_point(const point *p, FILE *out)
{
    char first[BP_NUMBER_SIZE];
    char second[BP_NUMBER_SIZE];
    char E_total[BP_NUMBER_SIZE];
    fprintf(out, "%s\t%s\t%s\n", bp_number_text(p->first, first),
            bp_number_text(p->second, second),
            bp_number_text(p->E_total, E_total));
}

static int print_path(survey *s, FILE *out)
{
    BP_TRY(follow_path(s));
    fputs("round\t", out);
    print_names(s->network, out);
    for (size_t p = 0; p < s->n; p++) {
        fprintf(out, "%zu\t", s->path[p].round);
        print_point(&s->path[p], out);
    }
    return GSL_SUCCESS;
}

static int print_surface(survey *s, FILE *out)
{
    static const size_t side = BP_SURFACE_SIDE;
    point surface[BP_SURFACE_SIDE * BP_SURFACE_SIDE];
    BP_TRY(follow_path(s));
    grid g = grid_around(s);
    for (size_t p = 0; p < side * side; p++) {
        surface[p] = grid_point(&g, p / side, p % side);
        BP_TRY(go(s, &surface[p]));
    }
    print_names(s->network, out);
    for (size_t p = 0; p < side * side; p++) {
        print_point(&surface[p], out);
        if (p % side == side - 1)
            putc('\n', out);
    }
    return GSL_SUCCESS;
}

/* Sets up the survey, and prints one of the two from it. */
static bool print_survey(const bp_example *example,
                         int (*print)(survey *s, FILE *out), FILE *out,
                         bp_complaint *complaint)
{
    survey s = {.example = example,
                .network = bp_network_copy(example->network),
                .ws = bp_workspace_alloc(example->network)};
    int status = GSL_ENOMEM;
    if (s.network != NULL && s.ws != NULL)
        status = print(&s, out);
    if (status == GSL_EOVRFLW)
        bp_complain(complaint, 0,
                    "not all numbers are finite on the error's surface, "
                    "expected an example whose numbers stay within bounds");
    else if (status != GSL_SUCCESS)
        bp_complain_of(complaint, status);
    bp_workspace_free(s.ws);
    bp_network_free(s.network);
    return status == GSL_SUCCESS;
}

bool bp_surface_print(const bp_example *example, FILE *out,
                      bp_complaint *complaint)
{
    return print_survey(example, print_surface, out, complaint);
}

bool bp_path_print(const bp_example *example, FILE *out,
                   bp_complaint *complaint)
{
    return print_survey(example, print_path, out, complaint);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/surface.h"

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

/* The path, and the trainer that goes along it. */
typedef struct {
    bp_trainer *trainer;
    point path[BP_MOST_LOG_ROWS];
    size_t n;
} survey;

/* ------------------------------------------------------------ the two weights */

/* The second of the two: a weight, or where o1 has one source alone, its bias. */
static double *second_of(gsl_matrix *w, gsl_vector *b)
{
    return w->size2 > 1 ? gsl_matrix_ptr(w, 0, 1) : gsl_vector_ptr(b, 0);
}

/* All others keep their values. The new biases are there first: a stage for
 * bp_update_biases' place, after bp_update_weights. */
static void update_the_two(const bp_network *network, bp_workspace *ws)
{
    bp_layer_work *work = &ws->layer[network->n_layers - 1];
    bp_update_biases(network, ws);
    double first = gsl_matrix_get(work->w_new, 0, 0);
    double second = *second_of(work->w_new, work->b_new);
    for (size_t l = 0; l < network->n_layers; l++)
        gsl_matrix_memcpy(ws->layer[l].w_new, network->layer[l].w);
    bp_keep_biases(network, ws);
    gsl_matrix_set(work->w_new, 0, 0, first);
    *second_of(work->w_new, work->b_new) = second;
}

static const bp_method train_the_two = {
    .bias_derivatives = bp_bias_derivatives_per_neuron,
    .update_biases = update_the_two,
};

/* The layer of both in the network as it is now. */
static bp_layer *layer_of(bp_trainer *t)
{
    return &t->network->layer[t->network->n_layers - 1];
}

/* The point at which the network is now. False where it is not finite. */
static bool look(bp_trainer *t, point *p)
{
    p->first = gsl_matrix_get(layer_of(t)->w, 0, 0);
    p->second = *second_of(layer_of(t)->w, layer_of(t)->b);
    bp_trainer_look(t, 0);
    p->E_total = t->ws->E_total;
    return isfinite(p->first) && isfinite(p->second) && isfinite(p->E_total);
}

static bool go(bp_trainer *t, point *p)
{
    gsl_matrix_set(layer_of(t)->w, 0, 0, p->first);
    *second_of(layer_of(t)->w, layer_of(t)->b) = p->second;
    return look(t, p);
}

static bool follow_path(survey *s)
{
    bp_trainer *t = s->trainer;
    size_t rounds = t->example->rounds;
    bool is_finite = look(t, &s->path[s->n++]);
    while (is_finite && t->round < rounds) {
        bp_trainer_go(t, bp_next_row(BP_ROWS_LOG, 0, rounds, t->round));
        assert(s->n < BP_MOST_LOG_ROWS);
        s->path[s->n].round = t->round;
        is_finite = look(t, &s->path[s->n++]);
    }
    return is_finite;
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
                  .step = 2.0 * reach / (double)(BP_SURFACE_SIDE - 1)};
}

static point grid_point(const grid *g, size_t a, size_t b)
{
    return (point){.first = g->first + g->step * (double)a,
                   .second = g->second + g->step * (double)b};
}

/* ---------------------------------------------------------------- the tables */

static void fill_names(const bp_network *network, const bp_sink *sink)
{
    char name[BP_NAME_SIZE];
    size_t last = network->n_layers - 1;
    bp_weight_name(network, last, 0, 0, name);
    bp_cell(sink, "%s", name);
    if (network->layer[last].w->size2 > 1)
        bp_weight_name(network, last, 0, 1, name);
    else
        bp_bias_name(network, last, 0, name);
    bp_cell(sink, "%s", name);
    bp_cell(sink, "E_total");
    bp_end_row(sink);
}

static void fill_point(const point *p, const bp_sink *sink)
{
    bp_number_cell(sink, p->first, 0);
    bp_number_cell(sink, p->second, 0);
    bp_number_cell(sink, p->E_total, 0);
    bp_end_row(sink);
}

static bool fill_path(survey *s, const bp_sink *sink)
{
    if (!follow_path(s))
        return false;
    bp_cell(sink, "round");
    fill_names(s->trainer->network, sink);
    for (size_t p = 0; p < s->n; p++) {
        bp_cell(sink, "%zu", s->path[p].round);
        fill_point(&s->path[p], sink);
    }
    return true;
}

static bool fill_surface(survey *s, const bp_sink *sink)
{
    static const size_t side = BP_SURFACE_SIDE;
    point surface[BP_SURFACE_SIDE * BP_SURFACE_SIDE];
    if (!follow_path(s))
        return false;
    grid g = grid_around(s);
    for (size_t p = 0; p < side * side; p++) {
        surface[p] = grid_point(&g, p / side, p % side);
        if (!go(s->trainer, &surface[p]))
            return false;
    }
    fill_names(s->trainer->network, sink);
    for (size_t p = 0; p < side * side; p++) {
        fill_point(&surface[p], sink);
        if (p % side == side - 1)
            bp_end_row(sink);
    }
    return true;
}

/* Sets up the survey, on the first pair alone, and fills one of the two tables
 * from it. */
static bool fill(const bp_example *example,
                 bool (*fill_table)(survey *s, const bp_sink *sink),
                 const bp_sink *sink, bp_complaint *complaint)
{
    const bp_pairs *all = &example->pairs;
    gsl_matrix_view input =
        gsl_matrix_submatrix(all->inputs, 0, 0, 1, all->inputs->size2);
    gsl_matrix_view target =
        gsl_matrix_submatrix(all->targets, 0, 0, 1, all->targets->size2);
    bp_example with_one_pair = *example;
    with_one_pair.pairs = (bp_pairs){&input.matrix, &target.matrix};
    with_one_pair.batch = 1;
    bp_method method = bp_vary(bp_backpropagation, &train_the_two);
    survey s = {.trainer = bp_trainer_alloc(&with_one_pair)};
    if (s.trainer == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bp_trainer_start(s.trainer, &with_one_pair, &method);
    if (bp_n_outputs(example->network) > 1)
        layer_of(s.trainer)->one_bias = false; /* o1's bias moves alone */
    bool is_finite = fill_table(&s, sink);
    bp_trainer_free(s.trainer);
    if (!is_finite)
        bp_complain(complaint, 0,
                    "not all numbers are finite on the error's surface, "
                    "expected an example whose numbers stay within bounds");
    return is_finite;
}

bool bp_surface_rows(const bp_example *example, const bp_sink *sink,
                     bp_complaint *complaint)
{
    return fill(example, fill_surface, sink, complaint);
}

bool bp_path_rows(const bp_example *example, const bp_sink *sink,
                  bp_complaint *complaint)
{
    return fill(example, fill_path, sink, complaint);
}

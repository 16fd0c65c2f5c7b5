/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the derivatives of all weights cost, on the first pair of a task: see task.h.
 *
 *   nudging backward TASK SECONDS    a forward and a backward pass, which gives all
 *   nudging forward TASK SECONDS     two forward passes, which give one
 *   nudging apart TASK COUNT         how far so many of them are apart in the two ways,
 *                                    divided by the largest
 *
 * The first two print what bench_time does. Weights are nudged in turn, with a step from
 * one to the next that visits both ends of every layer. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "network.h"

/* Where one weight is. */
typedef struct {
    size_t l, j, i;
} place;

typedef struct {
    bp_network *network;
    bp_workspace *ws;
    size_t next; /* the number of the weight that is nudged next */
} derivatives;

/* Weight number k, from 0, in the order of their names. */
static place place_of(const bp_network *network, size_t k)
{
    size_t l = 0;
    for (; k >= network->layer[l].w->size1 * network->layer[l].w->size2; l++)
        k -= network->layer[l].w->size1 * network->layer[l].w->size2;
    size_t n_source = network->layer[l].w->size2;
    return (place){l, k / n_source, k % n_source};
}

/* The next weight; about 0.618 of all weights lie between it and the one before, so that
 * a few of them are spread over the whole network. */
static place next_place(derivatives *d)
{
    size_t n_weights = bp_n_weights(d->network);
    d->next = (d->next + n_weights * 618 / 1000 + 1) % n_weights;
    return place_of(d->network, d->next);
}

static double central_difference(derivatives *d, place at)
{
    const double step = 1e-4;
    bp_nudge(d->network, at.l, at.j, at.i, step, d->ws);
    double raised = d->ws->E_total;
    bp_nudge(d->network, at.l, at.j, at.i, -step, d->ws);
    return (raised - d->ws->E_total) / (2.0 * step);
}

static void nudge(void *what, size_t n_derivatives)
{
    derivatives *d = what;
    for (size_t k = 0; k < n_derivatives; k++)
        central_difference(d, next_place(d));
}

static void pass_back(void *what, size_t n_passes)
{
    derivatives *d = what;
    for (size_t k = 0; k < n_passes; k++) {
        bp_forward(d->network, d->ws);
        bp_error_derivatives(d->network, d->ws);
        bp_slopes(d->network, d->ws);
        bp_output_deltas(d->network, d->ws);
        bp_hidden_deltas(d->network, d->ws);
        bp_weight_derivatives(d->network, d->ws);
    }
}

static void print_apart(derivatives *d, size_t count)
{
    double most_apart = 0.0, largest = 0.0;
    for (size_t k = 0; k < count; k++) {
        place at = next_place(d);
        double measured = central_difference(d, at);
        pass_back(d, 1);
        double derived = gsl_matrix_get(d->ws->layer[at.l].dE_dw, at.j, at.i);
        most_apart = fmax(most_apart, fabs(measured - derived));
        largest = fmax(largest, fabs(derived));
    }
    printf("%.3g\n", most_apart / largest);
}

static bool do_it(const char *what, const char *how_much, derivatives *d)
{
    size_t count = bench_count(how_much);
    double seconds = strtod(how_much, NULL);
    if (strcmp(what, "apart") == 0 && count > 0)
        print_apart(d, count);
    else if (strcmp(what, "forward") == 0 && seconds > 0.0)
        bench_time(seconds, nudge, d);
    else if (strcmp(what, "backward") == 0 && seconds > 0.0)
        bench_time(seconds, pass_back, d);
    else
        return false;
    return true;
}

int main(int argc, char *argv[])
{
    bench_task task = {0};
    derivatives d = {0};
    bool ok = argc == 4 && bench_task_read(argv[2], &task);
    if (ok) {
        d.network = bench_network(&task);
        d.ws = d.network == NULL ? NULL : bp_workspace_alloc(d.network);
        ok = d.ws != NULL;
    }
    if (ok) {
        bench_views views;
        bp_pairs pairs = bench_pairs(&task, &views);
        bp_given(&pairs, 0, task.eta, d.ws);
        ok = do_it(argv[1], argv[3], &d);
    }
    if (!ok)
        fputs(
            "nudging: expected forward or backward, TASK and SECONDS, or apart "
            "TASK COUNT\n",
            stderr);
    bp_workspace_free(d.ws);
    bp_network_free(d.network);
    bench_task_clear(&task);
    return ok ? 0 : 2;
}

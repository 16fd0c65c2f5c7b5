/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/training.h"

#include "walk/score.h"

/* Rows that are spaced evenly on a log axis: as many to every power of ten as
 * there is room for, so that 10, 100, 1000 .. rounds have rows of their own. */
static size_t next_log_row(size_t n_rounds, size_t this_round)
{
    if (n_rounds < BP_MOST_LOG_ROWS)
        return this_round + 1;
    /* Round 0, round 1 and round n_rounds have rows besides. */
    double per_ten = floor((BP_MOST_LOG_ROWS - 3) / log10((double)n_rounds));
    for (size_t k = 0;; k++) {
        double row = round(pow(10.0, (double)k / per_ten));
        if (row >= (double)n_rounds)
            return n_rounds;
        if (row > (double)this_round)
            return (size_t)row;
    }
}

size_t bp_next_row(bp_row_choice choice, size_t every, size_t n_rounds,
                   size_t this_round)
{
    switch (choice) {
    case BP_ROWS_LOG:
        return next_log_row(n_rounds, this_round);
    case BP_ROWS_EVERY:
        every -= this_round % every; /* that many to the next multiple */
        return every < n_rounds - this_round ? this_round + every : n_rounds;
    case BP_ROWS_LAST:
        break;
    }
    return n_rounds;
}

/* ---------------------------------------------------------------- the table */

static void fill_full_header(const bp_network *network, const bp_sink *sink)
{
    char name[BP_NAME_SIZE];
    bp_cell(sink, "round");
    bp_cell(sink, "E_total");
    for (size_t j = 0; j < bp_n_outputs(network); j++) {
        bp_neuron_name(network, network->n_layers - 1, j, name);
        bp_cell(sink, "out_%s", name);
    }
    for (size_t w = 1; w <= bp_n_weights(network); w++)
        bp_cell(sink, "w%zu", w);
    for (size_t l = 0; l < network->n_layers; l++)
        for (size_t j = 0; j < bp_n_biases(&network->layer[l]); j++) {
            bp_bias_name(network, l, j, name);
            bp_cell(sink, "%s", name);
        }
    bp_end_row(sink);
}

static bool fill_full_row(const bp_trainer *t, const bp_sink *sink)
{
    const bp_network *network = t->network;
    bp_cell(sink, "%zu", t->round);
    bp_number_cell(sink, t->ws->E_total, 0);
    const gsl_vector *out = t->ws->layer[network->n_layers - 1].out;
    for (size_t j = 0; j < out->size; j++)
        bp_number_cell(sink, gsl_vector_get(out, j), 0);
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++)
                bp_number_cell(sink, gsl_matrix_get(w, j, i), 0);
    }
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        for (size_t j = 0; j < bp_n_biases(layer); j++)
            bp_number_cell(sink, gsl_vector_get(layer->b, j), 0);
    }
    return bp_end_row(sink);
}

static void fill_header(const bp_network *network, const bp_training *training,
                        const bp_sink *sink)
{
    if (!training->errors_only) {
        fill_full_header(network, sink);
        return;
    }
    bp_cell(sink, "round");
    bp_cell(sink, "E_mean");
    bp_cell(sink, "right");
    if (training->kept != NULL) {
        bp_cell(sink, "E_kept");
        bp_cell(sink, "right_kept");
    }
    bp_end_row(sink);
}

static bool fill_row(bp_trainer *t, const bp_training *training,
                     const bp_sink *sink)
{
    if (!training->errors_only)
        return fill_full_row(t, sink);
    bp_cell(sink, "%zu", t->round);
    const bp_pairs *of[] = {&t->example->pairs, training->kept};
    for (size_t k = 0; k < 2 && of[k] != NULL; k++) {
        bp_score score = bp_score_of(t, of[k]);
        bp_number_cell(sink, score.mean_error, 0);
        bp_number_cell(sink, score.right, 0);
    }
    return bp_end_row(sink);
}

/* ----------------------------------------------------------------- training */

static bool look(bp_trainer *t, bp_complaint *complaint)
{
    bp_trainer_look(t, 0);
    if (bp_trainer_is_finite(t))
        return true;
    bp_complain(complaint, 0,
                "not all numbers are finite after round %zu, expected an "
                "example whose numbers stay within bounds",
                t->round);
    return false;
}

/* Whether it came to that round. */
static bool go(bp_trainer *t, size_t round)
{
    bp_trainer_go(t, round);
    return t->round == round &&
           (t->watch.goes_on == NULL || t->watch.goes_on(t->watch.of, t));
}

bool bp_training_rows(bp_trainer *t, const bp_training *training,
                      const bp_sink *sink, bool *has_begun,
                      bp_complaint *complaint)
{
    size_t n_rounds = training->n_rounds;
    bool is_wanted = true;
    *has_begun = false;
    if (!look(t, complaint))
        return false;
    if (training->choice == BP_ROWS_LAST) {
        is_wanted = go(t, n_rounds);
        if (!look(t, complaint))
            return false;
    }
    if (!is_wanted)
        return true;
    *has_begun = true;
    fill_header(t->network, training, sink);
    is_wanted = fill_row(t, training, sink);
    while (t->round < n_rounds && is_wanted) {
        is_wanted = go(t, bp_next_row(training->choice, training->every,
                                      n_rounds, t->round));
        if (!look(t, complaint))
            return false;
        is_wanted = is_wanted && fill_row(t, training, sink);
    }
    return true;
}

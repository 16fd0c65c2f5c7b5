/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/training.h"

#include "walk/number.h"
#include "command/progress.h"

enum { ROUNDS_BETWEEN_LOOKS = 4096 };

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
        return every < n_rounds - this_round ? this_round + every : n_rounds;
    case BP_ROWS_LAST:
        break;
    }
    return n_rounds;
}

/* ---------------------------------------------------------------- the table */

static void print_header(const bp_network *network, FILE *out)
{
    char name[BP_NAME_SIZE];
    fputs("round\tE_total", out);
    for (size_t j = 0; j < bp_n_outputs(network); j++) {
        bp_neuron_name(network, network->n_layers - 1, j, name);
        fprintf(out, "\tout_%s", name);
    }
    for (size_t w = 1; w <= bp_n_weights(network); w++)
        fprintf(out, "\tw%zu", w);
    for (size_t l = 0; l < network->n_layers; l++) {
        for (size_t j = 0; j < bp_n_biases(&network->layer[l]); j++) {
            bp_bias_name(network, l, j, name);
            fprintf(out, "\t%s", name);
        }
    }
    putc('\n', out);
}

static void print_cell(double x, FILE *out)
{
    char text[BP_NUMBER_SIZE];
    fprintf(out, "\t%s", bp_number_text(x, text));
}

static void print_row(size_t round, const bp_network *network,
                      const bp_workspace *ws, FILE *out)
{
    fprintf(out, "%zu", round);
    print_cell(ws->E_total, out);
    const gsl_vector *output = ws->layer[ws->n_layers - 1].out;
    for (size_t j = 0; j < output->size; j++)
        print_cell(gsl_vector_get(output, j), out);
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++)
                print_cell(gsl_matrix_get(w, j, i), out);
    }
    for (size_t l = 0; l < network->n_layers; l++) {
        const bp_layer *layer = &network->layer[l];
        for (size_t j = 0; j < bp_n_biases(layer); j++)
            print_cell(gsl_vector_get(layer->b, j), out);
    }
    putc('\n', out);
}

/* ----------------------------------------------------------------- training */

/* A training that is under way: what it trains on, and how far it has come. */
typedef struct {
    const bp_example *example;
    const bp_method *method;
    bp_network *network;
    bp_workspace *ws;
    size_t round; /* rounds done */
    size_t n_rounds;
    bp_progress progress;
} training;

static int train_up_to(training *t, size_t round)
{
    while (t->round < round) {
        size_t n = round - t->round;
        if (n > ROUNDS_BETWEEN_LOOKS)
            n = ROUNDS_BETWEEN_LOOKS;
        BP_TRY(bp_train(t->method, &t->example->pairs, t->example->eta,
                        t->round, n, t->network, t->ws));
        t->round += n;
        bp_progress_tell(&t->progress, t->round, t->n_rounds);
    }
    return GSL_SUCCESS;
}

static bool is_finite(const bp_network *network, const bp_workspace *ws)
{
    /* 0 times a finite number is 0; 0 times any other is not. */
    double zero = 0.0 * ws->E_total;
    for (size_t l = 0; l < network->n_layers; l++) {
        const gsl_matrix *w = network->layer[l].w;
        const gsl_vector *b = network->layer[l].b;
        for (size_t j = 0; j < w->size1; j++)
            for (size_t i = 0; i < w->size2; i++)
                zero += 0.0 * gsl_matrix_get(w, j, i);
        for (size_t j = 0; j < b->size; j++)
            zero += 0.0 * gsl_vector_get(b, j);
    }
    return zero == 0.0;
}

/* The error and outputs of the first pair, with the network as it is now. */
static int look_at_first_pair(training *t)
{
    BP_TRY(bp_given(&t->example->pairs, 0, t->example->eta, t->ws));
    BP_TRY(t->method->forward(t->network, t->ws));
    BP_TRY(t->method->errors(t->network, t->ws));
    return is_finite(t->network, t->ws) ? GSL_SUCCESS : GSL_EOVRFLW;
}

static int print_rows(training *t, bp_row_choice choice, size_t every,
                      FILE *out, bool *has_begun)
{
    BP_TRY(look_at_first_pair(t));
    if (choice == BP_ROWS_LAST) {
        BP_TRY(train_up_to(t, t->n_rounds));
        BP_TRY(look_at_first_pair(t));
    }
    bp_progress_clear(&t->progress);
    *has_begun = true;
    print_header(t->network, out);
    print_row(t->round, t->network, t->ws, out);
    while (t->round < t->n_rounds && !ferror(out)) {
        size_t next = bp_next_row(choice, every, t->n_rounds, t->round);
        BP_TRY(train_up_to(t, next));
        BP_TRY(look_at_first_pair(t));
        bp_progress_clear(&t->progress);
        print_row(t->round, t->network, t->ws, out);
    }
    return GSL_SUCCESS;
}

bool bp_training_print(const bp_example *example, const bp_method *method,
                       size_t n_rounds, bp_row_choice choice, size_t every,
                       FILE *out, FILE *progress, bool *has_begun,
                       bp_complaint *complaint)
{
    training t = {.example = example, .method = method, .n_rounds = n_rounds};
    bp_progress_start(&t.progress, progress, "training: round");
    *has_begun = false;
    t.network = bp_network_copy(example->network);
    t.ws = bp_workspace_alloc(example->network);
    int status = GSL_ENOMEM;
    if (t.network != NULL && t.ws != NULL)
        status = print_rows(&t, choice, every, out, has_begun);
    bp_progress_clear(&t.progress);
    if (status == GSL_EOVRFLW)
        bp_complain(complaint, 0,
                    "not all numbers are finite after round %zu, expected an "
                    "example whose numbers stay within bounds",
                    t.round);
    else if (status != GSL_SUCCESS)
        bp_complain_of(complaint, status);
    bp_workspace_free(t.ws);
    bp_network_free(t.network);
    return status == GSL_SUCCESS;
}

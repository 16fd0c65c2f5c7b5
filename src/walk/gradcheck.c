/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/gradcheck.h"

#include <float.h>
#include <stdlib.h>

#include "walk/number.h"
#include "command/progress.h"

/* A derivative and what was measured. */
typedef struct {
    char name[BP_NAME_SIZE]; /* of the weight or bias */
    double derivative;
    double difference;
    double bound;
} line;

typedef struct {
    bp_network *network;
    bp_workspace *ws;
    line *lines; /* n of them */
    size_t n;
    size_t done;
    bp_progress progress;
} bench;

int bp_power_above(double x)
{
    return (int)floor(log10(x)) + 1;
}

static size_t n_derivatives(const bp_network *network)
{
    size_t n = bp_n_weights(network);
    for (size_t l = 0; l < network->n_layers; l++)
        n += bp_n_biases(&network->layer[l]);
    return n;
}

static int check_weights(bench *b, size_t l)
{
    const gsl_matrix *dE_dw = b->ws->layer[l].dE_dw;
    for (size_t j = 0; j < dE_dw->size1; j++)
        for (size_t i = 0; i < dE_dw->size2; i++) {
            line *next = &b->lines[b->done++];
            bp_weight_name(b->network, l, j, i, next->name);
            next->derivative = gsl_matrix_get(dE_dw, j, i);
            BP_TRY(bp_weight_difference(b->network, l, j, i, b->ws,
                                        &next->difference, &next->bound));
            bp_progress_tell(&b->progress, b->done, b->n);
        }
    return GSL_SUCCESS;
}

static int check_biases(bench *b, size_t l)
{
    const gsl_vector *dE_db = b->ws->layer[l].dE_db;
    for (size_t j = 0; j < bp_n_biases(&b->network->layer[l]); j++) {
        line *next = &b->lines[b->done++];
        bp_bias_name(b->network, l, j, next->name);
        next->derivative = gsl_vector_get(dE_db, j);
        BP_TRY(bp_bias_difference(b->network, l, j, b->ws, &next->difference,
                                  &next->bound));
        bp_progress_tell(&b->progress, b->done, b->n);
    }
    return GSL_SUCCESS;
}

static int check_all(bench *b, const bp_example *example)
{
    bp_method method = bp_example_method(example);
    BP_TRY(bp_given(&example->pairs, 0, example->eta, b->ws));
    BP_TRY(bp_round(&method, b->network, b->ws));
    for (size_t l = 0; l < b->network->n_layers; l++)
        BP_TRY(check_weights(b, l));
    for (size_t l = 0; l < b->network->n_layers; l++)
        BP_TRY(check_biases(b, l));
    for (size_t k = 0; k < b->n; k++) {
        const line *l = &b->lines[k];
        if (!isfinite(l->derivative + l->difference + l->bound))
            return GSL_EOVRFLW;
    }
    return GSL_SUCCESS;
}

static void print_line(const line *l, FILE *out)
{
    static const char *const verdicts[] = {[BP_AGREES] = "right",
                                           [BP_DIFFERS] = "wrong",
                                           [BP_TOO_SMALL] = "too small"};
    char derivative[BP_NUMBER_SIZE];
    double apart = fmax(fabs(l->derivative - l->difference), l->bound);
    fprintf(out, "dE/d%s\t%s\t%.12g\t1e%d\t%s\n", l->name,
            bp_number_text(l->derivative, derivative), l->difference,
            bp_power_above(fmax(apart, DBL_MIN)), /* both may be 0 */
            verdicts[bp_judge(l->derivative, l->difference, l->bound)]);
}

static bool print_all(const bench *b, FILE *out)
{
    size_t count[3] = {0};
    fputs(
        "derivative\tby_backpropagation\tby_central_difference\t"
        "apart_by_less_than\tverdict\n",
        out);
    for (size_t k = 0; k < b->n; k++) {
        const line *l = &b->lines[k];
        count[bp_judge(l->derivative, l->difference, l->bound)]++;
        print_line(l, out);
    }
    fprintf(out, "%zu of %zu derivatives agree with central differences",
            count[BP_AGREES], b->n);
    if (count[BP_DIFFERS] > 0)
        fprintf(out, ", %zu WRONG", count[BP_DIFFERS]);
    if (count[BP_TOO_SMALL] > 0)
        fprintf(out, ", %zu too small to tell", count[BP_TOO_SMALL]);
    putc('\n', out);
    return count[BP_DIFFERS] == 0 && count[BP_AGREES] > 0;
}

bool bp_gradcheck_print(const bp_example *example, FILE *out, FILE *progress,
                        bool *all_agree, bp_complaint *complaint)
{
    bench b = {.network = bp_network_copy(example->network),
               .ws = bp_workspace_alloc(example->network),
               .n = n_derivatives(example->network)};
    b.lines = calloc(b.n, sizeof b.lines[0]);
    bp_progress_start(&b.progress, progress, "checking: derivative");
    int status = GSL_ENOMEM;
    if (b.network != NULL && b.ws != NULL && b.lines != NULL)
        status = check_all(&b, example);
    bp_progress_clear(&b.progress);
    if (status == GSL_SUCCESS)
        *all_agree = print_all(&b, out);
    else if (status == GSL_EOVRFLW)
        bp_complain(complaint, 0,
                    "not all derivatives can be told, expected an example "
                    "whose numbers stay within bounds");
    else
        bp_complain_of(complaint, status);
    free(b.lines);
    bp_workspace_free(b.ws);
    bp_network_free(b.network);
    return status == GSL_SUCCESS;
}

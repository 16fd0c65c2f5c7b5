/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check/other_examples.h"

#include <float.h>

/* ------------------------------------------------------ numbers a little off */

typedef double changed(double x);

static double to_float(double x)
{
    return (float)x;
}

static double raised(double x)
{
    return x * (1.0 + 2.0 * DBL_EPSILON);
}

static double lowered(double x)
{
    return x * (1.0 - 2.0 * DBL_EPSILON);
}

static void change_vector(gsl_vector *vector, changed *change)
{
    for (size_t j = 0; j < vector->size; j++)
        gsl_vector_set(vector, j, change(gsl_vector_get(vector, j)));
}

static void change_matrix(gsl_matrix *matrix, changed *change)
{
    for (size_t j = 0; j < matrix->size1; j++) {
        gsl_vector_view row = gsl_matrix_row(matrix, j);
        change_vector(&row.vector, change);
    }
}

static void change_weights(bp_network *network, changed *change)
{
    for (size_t l = 0; l < network->n_layers; l++) {
        change_matrix(network->layer[l].w, change);
        change_vector(network->layer[l].b, change);
    }
}

void bp_nudge_weights(bp_network *network)
{
    change_weights(network, raised);
}

void bp_train_beside(bp_trainer *t, size_t rounds)
{
    bool is_up = false;
    bp_nudge_weights(t->network);
    for (size_t r = 1; r < rounds; r *= 2) {
        bp_trainer_go(t, r);
        if (t->round < r) /* whoever watches has ended it */
            return;
        change_weights(t->network, is_up ? raised : lowered);
        is_up = !is_up;
    }
    bp_trainer_go(t, rounds);
}

/* --------------------------------------------------------------------- copies */

static gsl_matrix *copy_of(const gsl_matrix *matrix)
{
    gsl_matrix *copy = gsl_matrix_alloc(matrix->size1, matrix->size2);
    if (copy != NULL)
        gsl_matrix_memcpy(copy, matrix);
    return copy;
}

/* A copy of all that is computed with. */
static bool copy_example(const bp_example *example, bp_example *copy)
{
    *copy = (bp_example){.eta = example->eta,
                         .train_biases = example->train_biases,
                         .rounds = example->rounds,
                         .batch = example->batch,
                         .network = bp_network_copy(example->network)};
    copy->pairs.inputs = copy_of(example->pairs.inputs);
    copy->pairs.targets = copy_of(example->pairs.targets);
    return copy->network != NULL && copy->pairs.inputs != NULL &&
           copy->pairs.targets != NULL;
}

void bp_free_copy(bp_example *copy)
{
    bp_network_free(copy->network);
    gsl_matrix_free(copy->pairs.inputs);
    gsl_matrix_free(copy->pairs.targets);
}

bool bp_copy_in_floats(const bp_example *example, bp_example *copy)
{
    if (!copy_example(example, copy))
        return false;
    copy->eta = to_float(example->eta);
    change_matrix(copy->pairs.inputs, to_float);
    change_matrix(copy->pairs.targets, to_float);
    change_weights(copy->network, to_float);
    return true;
}

bool bp_copy_by_source(const bp_example *example, bp_example *copy)
{
    if (!copy_example(example, copy))
        return false;
    for (size_t l = 0; l < copy->network->n_layers; l++) {
        gsl_matrix *w = copy->network->layer[l].w;
        if (w->size1 == w->size2)
            gsl_matrix_transpose(w);
    }
    return true;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An example in memory, and on its way out as YAML. Reading one is
 * example_file.c's. */
#include "files/example_file.h"

#include <stdlib.h>
#include <string.h>

#include "walk/number.h"

void bp_example_free(bp_example *example)
{
    if (example == NULL)
        return;
    free(example->name);
    free(example->typed.text);
    bp_network_free(example->network);
    gsl_matrix_free(example->pairs.inputs);
    gsl_matrix_free(example->pairs.targets);
    free(example);
}

bp_method bp_example_method(const bp_example *example)
{
    if (example->train_biases)
        return bp_vary(bp_backpropagation, &bp_train_biases);
    return bp_backpropagation;
}

const char *bp_example_typed(const bp_example *example, const char *before)
{
    const bp_texts *typed = &example->typed;
    const char *next =
        before == NULL ? typed->text : before + strlen(before) + 1;
    return next == typed->text + typed->size ? NULL : next;
}

const char *bp_example_shape(const bp_example *example,
                             char text[BP_SHAPE_SIZE])
{
    const bp_network *network = example->network;
    int n = snprintf(text, BP_SHAPE_SIZE, "%zu", network->n_inputs);
    for (size_t l = 0; l < network->n_layers; l++)
        n += snprintf(text + n, BP_SHAPE_SIZE - (size_t)n, "-%zu",
                      network->layer[l].w->size1);
    return text;
}

/* A name is one line of printable text: only these two need a backslash. */
static void print_quoted(const char *text, FILE *file)
{
    putc('"', file);
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\')
            putc('\\', file);
        putc(*text, file);
    }
    putc('"', file);
}

static void print_row(const gsl_vector *row, FILE *file)
{
    char text[BP_NUMBER_SIZE];
    putc('[', file);
    for (size_t i = 0; i < row->size; i++)
        fprintf(file, "%s%s", i > 0 ? ", " : "",
                bp_number_text(gsl_vector_get(row, i), text));
    fputs("]\n", file);
}

static void print_matrix_row(const gsl_matrix *matrix, size_t j, FILE *file)
{
    gsl_vector_const_view row = gsl_matrix_const_row(matrix, j);
    print_row(&row.vector, file);
}

static void print_layer(const bp_layer *layer, FILE *file)
{
    char text[BP_NUMBER_SIZE];
    fputs("  - weights:\n", file);
    for (size_t j = 0; j < layer->w->size1; j++) {
        fputs("      - ", file);
        print_matrix_row(layer->w, j, file);
    }
    if (layer->one_bias) {
        fprintf(file, "    bias: %s\n",
                bp_number_text(gsl_vector_get(layer->b, 0), text));
    } else {
        fputs("    biases: ", file);
        print_row(layer->b, file);
    }
}

void bp_example_print(const bp_example *example, FILE *file)
{
    char text[BP_NUMBER_SIZE];
    if (example->name != NULL) {
        fputs("name: ", file);
        print_quoted(example->name, file);
        putc('\n', file);
    }
    fprintf(file, "learning_rate: %s\n", bp_number_text(example->eta, text));
    fprintf(file, "train_biases: %s\n",
            example->train_biases ? "true" : "false");
    fprintf(file, "rounds: %zu\n", example->rounds);

    fputs(
        "training:  # one or more pairs: these inputs are to give these "
        "targets\n",
        file);
    for (size_t p = 0; p < example->pairs.inputs->size1; p++) {
        fputs("  - inputs: ", file);
        print_matrix_row(example->pairs.inputs, p, file);
        fputs("    targets: ", file);
        print_matrix_row(example->pairs.targets, p, file);
    }

    fputs(
        "layers:  # hidden layers first, the output layer last; a row of "
        "weights for "
        "each\n"
        "         # neuron; bias: one for the layer, or biases: [..] one for "
        "each "
        "neuron\n",
        file);
    for (size_t l = 0; l < example->network->n_layers; l++)
        print_layer(&example->network->layer[l], file);
}

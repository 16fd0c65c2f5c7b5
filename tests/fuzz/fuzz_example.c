/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer's bytes as an example file: what is read is printed, and what is
 * printed is read back to the same bits; a small example is walked. */
#include "fuzz.h"

#include <string.h>

#include "files/example_text.h"
#include "walk/number.h"
#include "walk/walk.h"

enum { SMALL = 60, FEW_ROUNDS = 5 };

static bool same_bits(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0;
}

static void expect_same_vector(const gsl_vector *a, const gsl_vector *b)
{
    EXPECT(a->size == b->size);
    for (size_t i = 0; i < a->size; i++)
        EXPECT(same_bits(gsl_vector_get(a, i), gsl_vector_get(b, i)));
}

static void expect_same_matrix(const gsl_matrix *a, const gsl_matrix *b)
{
    EXPECT(a->size1 == b->size1 && a->size2 == b->size2);
    for (size_t j = 0; j < a->size1; j++)
        for (size_t i = 0; i < a->size2; i++)
            EXPECT(same_bits(gsl_matrix_get(a, j, i), gsl_matrix_get(b, j, i)));
}

static void expect_same(const bp_example *a, const bp_example *b)
{
    EXPECT((a->name == NULL) == (b->name == NULL));
    EXPECT(a->name == NULL || strcmp(a->name, b->name) == 0);
    EXPECT(same_bits(a->eta, b->eta));
    EXPECT(a->train_biases == b->train_biases && a->rounds == b->rounds);
    EXPECT(a->batch == b->batch);
    EXPECT(a->trained.is_known == b->trained.is_known);
    EXPECT(a->trained.rounds == b->trained.rounds);
    EXPECT(a->trained.is_shuffled == b->trained.is_shuffled);
    EXPECT(a->trained.seed == b->trained.seed);
    EXPECT(a->trained.start == b->trained.start);
    EXPECT(a->trained.now == b->trained.now);
    EXPECT(a->weights_by_source == b->weights_by_source);
    EXPECT(a->network->error == b->network->error);
    expect_same_matrix(a->pairs.inputs, b->pairs.inputs);
    expect_same_matrix(a->pairs.targets, b->pairs.targets);
    EXPECT(a->network->n_inputs == b->network->n_inputs);
    EXPECT(a->network->n_layers == b->network->n_layers);
    for (size_t l = 0; l < a->network->n_layers; l++) {
        EXPECT(a->network->layer[l].one_bias == b->network->layer[l].one_bias);
        EXPECT(a->network->layer[l].activation ==
               b->network->layer[l].activation);
        expect_same_matrix(a->network->layer[l].w, b->network->layer[l].w);
        expect_same_vector(a->network->layer[l].b, b->network->layer[l].b);
    }
}

static bool keep(void *to, const char *text, size_t length)
{
    return fwrite(text, 1, length, to) == length;
}

/* The caller frees it. */
static char *printed(const bp_example *example, size_t *size)
{
    char *text = NULL;
    FILE *file = open_memstream(&text, size);
    EXPECT(file != NULL);
    bp_example_write(example, &(bp_out){.write = keep, .to = file});
    EXPECT(fclose(file) == 0);
    return text;
}

static void expect_same_when_printed(const bp_example *example)
{
    bp_complaint complaint;
    size_t size;
    size_t size_again;
    char *text = printed(example, &size);
    bp_example *again = bp_example_parse(text, size, &complaint);
    EXPECT(again != NULL);
    expect_same(example, again);
    char *text_again = printed(again, &size_again);
    EXPECT(size == size_again && memcmp(text, text_again, size) == 0);
    bp_example_free(again);
    free(text_again);
    free(text);
}

static const char *expect_typed(const bp_example *example, const char *before,
                                double number)
{
    double x;
    const char *typed = bp_example_typed(example, before);
    EXPECT(typed != NULL && bp_read_number(typed, &x) && same_bits(x, number));
    return typed;
}

static const char *expect_typed_row(const bp_example *example,
                                    const char *typed, const gsl_matrix *matrix,
                                    size_t j)
{
    for (size_t i = 0; i < matrix->size2; i++)
        typed = expect_typed(example, typed, gsl_matrix_get(matrix, j, i));
    return typed;
}

/* The numbers as they are typed are the numbers, in the walk's order. */
static void expect_typed_numbers(const bp_example *example)
{
    const bp_network *network = example->network;
    const char *typed =
        expect_typed_row(example, NULL, example->pairs.inputs, 0);
    typed = expect_typed_row(example, typed, example->pairs.targets, 0);
    for (size_t l = 0; l < network->n_layers; l++)
        for (size_t j = 0; j < network->layer[l].w->size1; j++)
            typed = expect_typed_row(example, typed, network->layer[l].w, j);
    for (size_t l = 0; l < network->n_layers; l++)
        for (size_t j = 0; j < bp_n_biases(&network->layer[l]); j++)
            typed = expect_typed(example, typed,
                                 gsl_vector_get(network->layer[l].b, j));
    typed = expect_typed(example, typed, example->eta);
    EXPECT(bp_example_typed(example, typed) == NULL);
}

static void walk(bp_example *example)
{
    bp_complaint complaint = {.line = 0};
    bp_values values;
    example->rounds = example->rounds % (FEW_ROUNDS + 1);
    bp_method method = bp_example_method(example);
    if (!bp_walk(example, &method, BP_TRAINING, NULL, &values, &complaint)) {
        EXPECT(strstr(complaint.text, "is not a finite number") != NULL);
        return;
    }
    for (size_t k = 0; k < values.n; k++)
        EXPECT(isfinite(values.value[k].x));
    EXPECT(bp_values_find(&values, "E_total+") != NULL);
    bp_values_free(&values);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bp_complaint complaint = {.line = 0};
    bp_example *example =
        bp_example_parse((const char *)data, size, &complaint);
    if (example == NULL) {
        EXPECT(complaint.text[0] != '\0');
        return 0;
    }
    expect_same_when_printed(example);
    expect_typed_numbers(example);
    if (bp_n_weights(example->network) <= SMALL)
        walk(example);
    bp_example_free(example);
    return 0;
}

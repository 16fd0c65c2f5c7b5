/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a task for the programs that are timed, see task.h.
 *
 *   make_task post                the post's example
 *   make_task 784-128-10 1024     a network of that shape, and so many pairs, drawn
 *
 * The weights are drawn as chapter 9 draws them, inputs between 0 and 1. Of a
 * pair's targets one is 0.9, and the others are 0.1. */
#include <stdio.h>
#include <string.h>

#include "files/example_text.h"
#include "task.h"

static void write_number(double number)
{
    fwrite(&number, sizeof number, 1, stdout);
}

static void write_matrix(const gsl_matrix *m)
{
    for (size_t j = 0; j < m->size1; j++)
        for (size_t i = 0; i < m->size2; i++)
            write_number(gsl_matrix_get(m, j, i));
}

static void write_task(const bp_network *network, const bp_pairs *pairs,
                       double eta, bool train_biases, const size_t order[])
{
    write_number((double)network->n_layers + 1.0);
    write_number((double)network->n_inputs);
    for (size_t l = 0; l < network->n_layers; l++)
        write_number((double)network->layer[l].w->size1);
    write_number((double)pairs->inputs->size1);
    write_number(eta);
    write_number(train_biases ? 1.0 : 0.0);
    for (size_t l = 0; l < network->n_layers; l++) {
        write_matrix(network->layer[l].w);
        for (size_t j = 0; j < network->layer[l].b->size; j++)
            write_number(gsl_vector_get(network->layer[l].b, j));
    }
    write_matrix(pairs->inputs);
    write_matrix(pairs->targets);
    for (size_t p = 0; p < pairs->inputs->size1; p++)
        write_number((double)order[p]);
}

static bool write_post(void)
{
    bp_complaint complaint;
    bp_example *example =
        bp_example_parse(bp_post_example, strlen(bp_post_example), &complaint);
    if (example == NULL)
        return false;
    const size_t order[] = {0};
    write_task(example->network, &example->pairs, example->eta,
               example->train_biases, order);
    bp_example_free(example);
    return true;
}

static void draw_pairs(gsl_rng *rng, bp_pairs *pairs)
{
    size_t n_outputs = pairs->targets->size2;
    gsl_matrix_set_all(pairs->targets, 0.1);
    for (size_t p = 0; p < pairs->inputs->size1; p++) {
        for (size_t i = 0; i < pairs->inputs->size2; i++)
            gsl_matrix_set(pairs->inputs, p, i, gsl_rng_uniform(rng));
        size_t right = gsl_rng_uniform_int(rng, n_outputs);
        gsl_matrix_set(pairs->targets, p, right, 0.9);
    }
}

/* "784-128-10" in numbers; how many there are, or 0 where the text is none. */
static size_t read_shape(char *text, size_t size[BENCH_MAX_SIZES])
{
    size_t n = 0;
    for (char *part = strtok(text, "-"); part != NULL; part = strtok(NULL, "-"))
        if (n == BENCH_MAX_SIZES || (size[n++] = bench_count(part)) == 0)
            return 0;
    return n;
}

static bool write_drawn(char *shape, size_t n_pairs)
{
    const double eta = 0.125; /* FANN's is a float, which this is exactly */
    const unsigned long seed = 1;

    size_t size[BENCH_MAX_SIZES];
    size_t n_sizes = read_shape(shape, size);
    if (n_sizes < 2 || n_pairs == 0)
        return false;
    bp_network *network = bp_network_alloc(size[0], n_sizes - 1, size + 1);
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    bp_pairs pairs = {
        .inputs = gsl_matrix_alloc(n_pairs, size[0]),
        .targets = gsl_matrix_alloc(n_pairs, size[n_sizes - 1]),
    };
    gsl_permutation *order = gsl_permutation_alloc(n_pairs);

    gsl_rng_set(rng, seed);
    bp_draw_weights(rng, network);
    draw_pairs(rng, &pairs);
    bp_shuffle(rng, seed, 0, order);
    write_task(network, &pairs, eta, true, order->data);

    gsl_permutation_free(order);
    gsl_matrix_free(pairs.inputs);
    gsl_matrix_free(pairs.targets);
    gsl_rng_free(rng);
    bp_network_free(network);
    return true;
}

int main(int argc, char *argv[])
{
    bool ok = false;
    if (argc == 2 && strcmp(argv[1], "post") == 0)
        ok = write_post();
    else if (argc == 3)
        ok = write_drawn(argv[1], bench_count(argv[2]));
    if (!ok) {
        fputs("make_task: expected post, or a shape and a number of pairs\n",
              stderr);
        return 2;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}

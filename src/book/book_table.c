/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "book/book_table.h"

#include <gsl/gsl_version.h>
#include <yaml.h>

#include "book/book.h"
#include "walk/number.h"

/* -------------------------------------------------------------------- facts */

static void print_fact(const char *name, const char *value, FILE *out)
{
    fprintf(out, "fact\t%s\t%s\n", name, value);
}

/* Its own version, without what a distribution has to say about it. */
static void print_compiler(FILE *out)
{
#if defined __clang__
    fprintf(out, "fact\tcompiler\tclang %d.%d.%d\n", __clang_major__,
            __clang_minor__, __clang_patchlevel__);
#elif defined __GNUC__
    fprintf(out, "fact\tcompiler\tgcc %d.%d.%d\n", __GNUC__, __GNUC_MINOR__,
            __GNUC_PATCHLEVEL__);
#else
    print_fact("compiler", "unknown", out);
#endif
}

static void print_facts(const bp_example *example, bool is_post, FILE *out)
{
    char shape[BP_SHAPE_SIZE];
    const bp_network *network = example->network;
    print_fact("example", is_post ? "post" : "other", out);
    if (example->name != NULL && example->name[0] != '\0')
        print_fact("name", example->name, out);
    print_fact("shape", bp_example_shape(example, shape), out);
    for (size_t l = 0; l < network->n_layers; l++)
        fprintf(out, "fact\tbias_%zu\t%s\n", l + 1,
                network->layer[l].one_bias ? "shared" : "own");
    print_fact("train_biases", example->train_biases ? "true" : "false", out);
    fprintf(out, "fact\trounds\t%zu\n", example->rounds);
    fprintf(out, "fact\tpairs\t%zu\n", example->pairs.inputs->size1);
    print_fact("gsl", gsl_version, out);
    print_fact("libyaml", yaml_get_version_string(), out);
    print_compiler(out);
}

/* ------------------------------------------------------------------ numbers */

/* A bound in words, with the least digits that a double has. */
static void print_bound(const bp_value *value, FILE *out)
{
    fprintf(out, "%d\t%s\tbound\t", value->chapter, value->key);
    if (value->kind == BP_BELOW)
        fprintf(out, "below %.0e\n", value->x);
    else
        fprintf(out, "diverges in round %.0f\n", value->x);
}

static void print_number(const bp_value *value, const char *typed, FILE *out)
{
    char text[BP_NUMBER_SIZE];
    if (value->kind != BP_VALUE) {
        print_bound(value, out);
        return;
    }
    char trusted[BP_NUMBER_SIZE];
    bp_number_text(value->x, text);
    snprintf(trusted, sizeof trusted, "%.*g", value->digits, value->x);
    if (typed == NULL)
        typed = value->digits > 0 ? trusted : text;
    fprintf(out, "%d\t%s\t%s\t%s\n", value->chapter, value->key, text, typed);
}

/* The walk's numbers of chapter 0 are the given ones, all of them and in the
 * order in which the example keeps them as typed. */
static void print_given(const bp_example *example, const bp_values *walk,
                        FILE *out)
{
    const char *typed = NULL;
    for (size_t v = 0; v < walk->n && walk->value[v].chapter == BP_NETWORK;
         v++) {
        typed = bp_example_typed(example, typed);
        print_number(&walk->value[v], typed, out);
    }
}

static void print_chapter(const bp_values *values, int chapter, FILE *out)
{
    for (size_t v = 0; v < values->n; v++)
        if (values->value[v].chapter == chapter)
            print_number(&values->value[v], NULL, out);
}

static void print_numbers(const bp_example *example, const bp_values *walk,
                          const bp_values *own, FILE *out)
{
    print_given(example, walk, out);
    print_chapter(own, BP_NETWORK, out);
    for (int chapter = BP_NETWORK + 1; chapter < BP_N_CHAPTERS; chapter++) {
        print_chapter(walk, chapter, out);
        print_chapter(own, chapter, out);
    }
}

/* -------------------------------------------------------------------- terms */

/* net = each weight times its source, and the bias. */
static void print_net_terms(const bp_network *network, size_t l, size_t j,
                            FILE *out)
{
    char name[BP_NAME_SIZE];
    bp_neuron_name(network, l, j, name);
    fprintf(out, "terms\tnet_%s", name);
    for (size_t i = 0; i < network->layer[l].w->size2; i++) {
        bp_weight_name(network, l, j, i, name);
        fprintf(out, "\t%s ", name);
        if (l == 0) {
            fprintf(out, "i%zu", i + 1);
        } else {
            bp_neuron_name(network, l - 1, i, name);
            fprintf(out, "out_%s", name);
        }
    }
    bp_bias_name(network, l, j, name);
    fprintf(out, "\t%s\n", name);
}

static void print_error_terms(const bp_network *network, FILE *out)
{
    fputs("terms\tE_total", out);
    for (size_t j = 0; j < bp_n_outputs(network); j++)
        fprintf(out, "\tE_o%zu", j + 1);
    putc('\n', out);
}

/* dE/dout of a hidden neuron = the delta of each neuron that it feeds, times the
 * weight that leads there. */
static void print_path_terms(const bp_network *network, size_t l, size_t j,
                             FILE *out)
{
    char name[BP_NAME_SIZE];
    bp_neuron_name(network, l, j, name);
    fprintf(out, "terms\tdE/dout_%s", name);
    for (size_t k = 0; k < network->layer[l + 1].w->size1; k++) {
        char weight[BP_NAME_SIZE];
        bp_neuron_name(network, l + 1, k, name);
        bp_weight_name(network, l + 1, k, j, weight);
        fprintf(out, "\tdelta_%s %s", name, weight);
    }
    putc('\n', out);
}

/* dE/db = the delta of the neuron whose bias it is, or of each that shares
 * it. */
static void print_bias_terms(const bp_network *network, size_t l, size_t j,
                             FILE *out)
{
    const bp_layer *layer = &network->layer[l];
    char name[BP_NAME_SIZE];
    bp_bias_name(network, l, j, name);
    fprintf(out, "terms\tdE/d%s", name);
    size_t end = layer->one_bias ? layer->b->size : j + 1;
    for (; j < end; j++) {
        bp_neuron_name(network, l, j, name);
        fprintf(out, "\tdelta_%s", name);
    }
    putc('\n', out);
}

static void print_terms(const bp_network *network, FILE *out)
{
    for (size_t l = 0; l < network->n_layers; l++)
        for (size_t j = 0; j < network->layer[l].w->size1; j++)
            print_net_terms(network, l, j, out);
    print_error_terms(network, out);
    for (size_t l = network->n_layers - 1; l-- > 0;)
        for (size_t j = 0; j < network->layer[l].w->size1; j++)
            print_path_terms(network, l, j, out);
    for (size_t l = 0; l < network->n_layers; l++)
        for (size_t j = 0; j < bp_n_biases(&network->layer[l]); j++)
            print_bias_terms(network, l, j, out);
}

/* ---------------------------------------------------------------- the table */

bool bp_book_print(const bp_example *example, bool is_post, FILE *out,
                   bp_complaint *complaint)
{
    bp_method method = bp_example_method(example);
    bp_values walk;
    bp_values own;
    if (!bp_walk(example, &method, BP_N_WALK_CHAPTERS - 1, &walk, complaint))
        return false;
    bool ok = bp_book_values(example, &own, complaint);
    if (ok) {
        print_facts(example, is_post, out);
        print_numbers(example, &walk, &own, out);
        print_terms(example->network, out);
        bp_values_free(&own);
    }
    bp_values_free(&walk);
    return ok;
}

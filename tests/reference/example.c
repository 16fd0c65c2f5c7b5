/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "example.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

typedef yaml_node_t node;

/* Kept to the end: the given numbers' texts lie in it. */
static yaml_document_t doc;

static const char *text(const node *value)
{
    expect(value && value->type == YAML_SCALAR_NODE, "a single value");
    return (const char *)value->data.scalar.value;
}

static long count(const node *list)
{
    expect(list && list->type == YAML_SEQUENCE_NODE, "a list");
    return list->data.sequence.items.top - list->data.sequence.items.start;
}

static node *item(const node *list, long i)
{
    expect(i < count(list), "a longer list");
    return yaml_document_get_node(&doc, list->data.sequence.items.start[i]);
}

/* The value of a mapping's key, or NULL. */
static node *member(const node *map, const char *key)
{
    expect(map && map->type == YAML_MAPPING_NODE, "keys and values");
    const yaml_node_pair_t *p = map->data.mapping.pairs.start;
    for (; p < map->data.mapping.pairs.top; p++)
        if (!strcmp(text(yaml_document_get_node(&doc, p->key)), key))
            return yaml_document_get_node(&doc, p->value);
    return NULL;
}

/* Adds a given number; its name is these letters, and i unless that is 0. */
static void add(example *e, const node *typed, const char *letters, long i)
{
    expect(e->n_given < MAX_NUMBERS, "a smaller example");
    given_number *g = &e->given[e->n_given++];
    g->text = text(typed);
    snprintf(g->name, sizeof g->name, i ? "%s%ld" : "%s", letters, i);
}

/* Where there is a row for each source, the numbers of a neuron are a column. */
static void read_weights(example *e, long l, const node *rows, bool by_source)
{
    e->letter[l] = l == e->n_layers ? 'o' : "hkmnpq"[l - 1];
    e->size[l] = count(by_source ? item(rows, 0) : rows);
    e->weights[l] = e->n_given;
    for (long j = 0; j < e->size[l]; j++)
        for (long i = 0; i < e->size[l - 1]; i++)
            add(e, by_source ? item(item(rows, i), j) : item(item(rows, j), i),
                "w", e->n_given + 1);
}

/* Whether a mapping has this word under the key. */
static bool says(const node *map, const char *key, const char *word)
{
    const node *value = member(map, key);
    return value && !strcmp(text(value), word);
}

static enum activation read_activation(const node *map)
{
    static const char *const words[] = {"logistic", "tanh", "relu", "identity",
                                        "softmax"};
    enum activation a = LOGISTIC;
    if (member(map, "activation"))
        while (a < SOFTMAX && !says(map, "activation", words[a]))
            a++;
    return a;
}

static void read_biases(example *e, long l, const node *map)
{
    const char letters[] = {'b', '_', e->letter[l], '\0'};
    const node *own = member(map, "biases");
    e->shares_bias[l] = !own;
    e->biases[l] = e->n_given;
    if (!own)
        add(e, member(map, "bias"), "b", l);
    for (long j = 0; own && j < e->size[l]; j++)
        add(e, item(own, j), letters, j + 1);
}

static void read_pair(example *e, const node *pair)
{
    for (long i = 0; i < e->size[0]; i++)
        add(e, item(member(pair, "inputs"), i), "i", i + 1);
    for (long j = 0; j < e->size[e->n_layers]; j++)
        add(e, item(member(pair, "targets"), j), "t", j + 1);
}

static void read_all(example *e, const node *top)
{
    const node *layers = member(top, "layers"), *data = member(top, "training");
    const node *all = member(top, "train_biases"), *n = member(top, "rounds");
    const node *batch = member(top, "batch");
    e->n_layers = count(layers);
    expect(e->n_layers <= MAX_LAYERS, "at most seven layers");
    e->letter[0] = 'i';
    e->size[0] = count(member(item(data, 0), "inputs"));
    e->is_cross_entropy = says(top, "error", "cross-entropy");
    for (long l = 1; l <= e->n_layers; l++) {
        const node *map = item(layers, l - 1);
        e->activation[l] = read_activation(map);
        read_weights(e, l, member(map, "weights"),
                     says(top, "weights_by", "source"));
    }
    e->all_biases = e->n_given;
    for (long l = 1; l <= e->n_layers; l++)
        read_biases(e, l, item(layers, l - 1));
    e->eta = e->n_given;
    add(e, member(top, "learning_rate"), "eta", 0);
    e->trains_biases = all && !strcmp(text(all), "true");
    e->rounds = n ? atol(text(n)) : 10000;
    e->batch = batch ? atol(text(batch)) : 1;
    e->n_pairs = count(data);
    e->pairs = e->n_given;
    for (long p = 0; p < e->n_pairs; p++)
        read_pair(e, item(data, p));
}

void example_read(example *e, const char *path)
{
    yaml_parser_t parser;
    FILE *file = path ? fopen(path, "rb") : NULL;
    expect(file && yaml_parser_initialize(&parser),
           "the name of an example file");
    yaml_parser_set_input_file(&parser, file);
    expect(yaml_parser_load(&parser, &doc), "an example file in YAML");
    yaml_parser_delete(&parser);
    fclose(file);
    memset(e, 0, sizeof *e);
    read_all(e, yaml_document_get_root_node(&doc));
}

void example_by_entropy(example *e, const example *from)
{
    *e = *from;
    e->is_cross_entropy = true;
}

/* Adds a given number of another example, under the same name. */
static given_number *add_again(example *e, const example *from, long which)
{
    expect(e->n_given < MAX_NUMBERS, "a smaller example");
    given_number *g = &e->given[e->n_given++];
    *g = from->given[which];
    return g;
}

static void add_weights_again(example *e, long l, const example *from, long k)
{
    e->weights[l] = e->n_given;
    for (long i = 0; i < e->size[l] * e->size[l - 1]; i++) {
        given_number *g = add_again(e, from, from->weights[k] + i);
        snprintf(g->name, sizeof g->name, "w%ld", e->n_given);
    }
}

static void add_biases_again(example *e, long l, const example *from, long k)
{
    e->biases[l] = e->n_given;
    for (long j = 0; j < (e->shares_bias[l] ? 1 : e->size[l]); j++) {
        given_number *g = add_again(e, from, from->biases[k] + j);
        if (e->shares_bias[l])
            snprintf(g->name, sizeof g->name, "b%ld", l);
        else
            snprintf(g->name, sizeof g->name, "b_%c%ld", e->letter[l], j + 1);
    }
}

/* Layer l of e becomes layer k of the other. */
static void take_shape(example *e, long l, const example *from, long k)
{
    e->size[l] = from->size[k];
    e->shares_bias[l] = from->shares_bias[k];
    e->activation[l] = from->activation[k];
    e->letter[l] = l == e->n_layers ? 'o' : "hkmnpq"[l - 1];
}

bool example_twice_hidden(example *e, const example *from)
{
    enum { DEEP = 3 };
    static const long layer[DEEP + 1] = {0, 1, 1, 2}; /* of from */
    *e = *from;
    if (from->n_layers != 2 || from->size[0] != from->size[1])
        return false;
    e->n_layers = DEEP;
    e->n_given = 0;
    for (long l = 1; l <= DEEP; l++) {
        take_shape(e, l, from, layer[l]);
        add_weights_again(e, l, from, layer[l]);
    }
    e->all_biases = e->n_given;
    for (long l = 1; l <= DEEP; l++)
        add_biases_again(e, l, from, layer[l]);
    e->eta = e->n_given;
    for (long i = from->eta; i < from->n_given; i++) /* and the pairs */
        add_again(e, from, i);
    e->pairs = e->eta + 1;
    return true;
}

void example_value(arb_t x, const example *e, long which, slong bits)
{
    expect(!arb_set_str(x, e->given[which].text, bits), "a decimal number");
}

long example_pair_size(const example *e)
{
    return e->size[0] + e->size[e->n_layers];
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YAML text in, a document of nodes or one precise complaint out.
 *
 * libyaml reads the text twice: first as events, which alone still know
 * aliases, tags and how many documents there are; then as a document, whose
 * every node knows its line. */
#include "files/yaml_reader.h"

#include <stdio.h>
#include <string.h>

#include "walk/number.h"
#include "walk/printable.h"
#include "files/yaml_events.h"

bool bp_yaml_load(const char *text, size_t length, bp_yaml *yaml)
{
    if (!bp_yaml_check_events(text, length, yaml->complaint))
        return false;
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        bp_complain(yaml->complaint, 0, "out of memory");
        return false;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    bool ok = yaml_parser_load(&parser, &yaml->document);
    if (!ok)
        bp_yaml_complain_of_syntax(&parser, text, length, yaml->complaint);
    yaml_parser_delete(&parser);
    return ok;
}

const char *bp_yaml_text(const yaml_node_t *scalar)
{
    return (const char *)scalar->data.scalar.value;
}

size_t bp_yaml_count(const yaml_node_t *list)
{
    return (size_t)(list->data.sequence.items.top -
                    list->data.sequence.items.start);
}

yaml_node_t *bp_yaml_item(bp_yaml *yaml, const yaml_node_t *list, size_t i)
{
    return yaml_document_get_node(&yaml->document,
                                  list->data.sequence.items.start[i]);
}

bool bp_yaml_expect_list(bp_yaml *yaml, const yaml_node_t *node,
                         const char *place, const char *of_what)
{
    if (node->type != YAML_SEQUENCE_NODE)
        return BP_YAML_REFUSE(yaml, node,
                              "%s: not a list, expected a list of %s", place,
                              of_what);
    if (bp_yaml_count(node) == 0)
        return BP_YAML_REFUSE(yaml, node, "%s: an empty list, expected %s",
                              place, of_what);
    return true;
}

/* Sorts a mapping's values into the order of keys; NULL where it has none. */
bool bp_yaml_mapping(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                     size_t n_keys, const char *const keys[],
                     yaml_node_t *values[])
{
    const char *colon = place[0] != '\0' ? ": " : "";
    char typed[BP_QUOTED_SIZE];
    for (size_t k = 0; k < n_keys; k++)
        values[k] = NULL;
    if (node->type != YAML_MAPPING_NODE)
        return BP_YAML_REFUSE(yaml, node,
                              "%s%sexpected %s and so on, each with its value",
                              place, colon, keys[0]);
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++) {
        yaml_node_t *key = yaml_document_get_node(&yaml->document, pair->key);
        if (key->type != YAML_SCALAR_NODE)
            return BP_YAML_REFUSE(
                yaml, key, "%s%sa list or a mapping as a key, expected a word",
                place, colon);
        size_t k = 0;
        while (k < n_keys && strcmp(bp_yaml_text(key), keys[k]) != 0)
            k++;
        if (k == n_keys || key->data.scalar.length != strlen(keys[k]))
            return BP_YAML_REFUSE(
                yaml, key, "%s%sunknown key '%s', expected one like '%s'",
                place, colon, bp_quoted(bp_yaml_text(key), typed), keys[0]);
        if (values[k] != NULL)
            return BP_YAML_REFUSE(yaml, key,
                                  "%s%s'%s' is given twice, expected once",
                                  place, colon, keys[k]);
        values[k] = yaml_document_get_node(&yaml->document, pair->value);
    }
    return true;
}

bool bp_yaml_is_plain(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE &&
           node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           strlen(bp_yaml_text(node)) == node->data.scalar.length;
}

/* "logistic, tanh or relu" */
static void list_words(size_t n, const char *const words[], char *list,
                       size_t size)
{
    size_t length = 0;
    for (size_t w = 0; w < n && length < size; w++)
        length += (size_t)snprintf(list + length, size - length, "%s%s",
                                   w == 0       ? ""
                                   : w + 1 == n ? " or "
                                                : ", ",
                                   words[w]);
}

bool bp_yaml_word(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                  size_t n, const char *const words[], size_t *which)
{
    char list[BP_QUOTED_SIZE];
    char typed[BP_QUOTED_SIZE];
    list_words(n, words, list, sizeof list);
    if (node->type != YAML_SCALAR_NODE)
        return BP_YAML_REFUSE(yaml, node, "%s: not a word, expected %s", place,
                              list);
    for (*which = 0; *which < n; (*which)++)
        if (strcmp(bp_yaml_text(node), words[*which]) == 0 &&
            strlen(words[*which]) == node->data.scalar.length)
            return true;
    return BP_YAML_REFUSE(yaml, node, "%s: '%s', expected %s", place,
                          bp_quoted(bp_yaml_text(node), typed), list);
}

bool bp_yaml_number(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                    double *x)
{
    char typed[BP_QUOTED_SIZE];
    if (node->type != YAML_SCALAR_NODE)
        return BP_YAML_REFUSE(
            yaml, node, "%s: not a number, expected one such as 0.15", place);
    if (!bp_yaml_is_plain(node) || !bp_read_number(bp_yaml_text(node), x))
        return BP_YAML_REFUSE(
            yaml, node,
            "%s: '%s' is not a finite decimal number, expected one such as "
            "0.15 or 5e-05, without quotes",
            place, bp_quoted(bp_yaml_text(node), typed));
    return true;
}

bool bp_yaml_expect_count(bp_yaml *yaml, const yaml_node_t *node,
                          const char *place, const char *each, size_t n)
{
    if (!bp_yaml_expect_list(yaml, node, place, "numbers"))
        return false;
    size_t count = bp_yaml_count(node);
    if (count != n)
        return BP_YAML_REFUSE(yaml, node,
                              "%s: %zu number%s, expected %zu, one for each %s",
                              place, count, count == 1 ? "" : "s", n, each);
    return true;
}

bool bp_yaml_numbers(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                     const char *each, gsl_vector *numbers)
{
    if (!bp_yaml_expect_count(yaml, node, place, each, numbers->size))
        return false;
    for (size_t i = 0; i < numbers->size; i++) {
        char at[BP_YAML_PLACE_SIZE + 24];
        snprintf(at, sizeof at, "%s[%zu]", place, i);
        double x = 0.0;
        if (!bp_yaml_number(yaml, bp_yaml_item(yaml, node, i), at, &x))
            return false;
        gsl_vector_set(numbers, i, x);
    }
    return true;
}

bool bp_yaml_row(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                 const char *each, gsl_matrix *matrix, size_t j)
{
    gsl_vector_view row = gsl_matrix_row(matrix, j);
    return bp_yaml_numbers(yaml, node, place, each, &row.vector);
}

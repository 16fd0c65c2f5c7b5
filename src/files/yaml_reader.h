/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_YAML_READER_H
#define BP_YAML_READER_H

/* Strict YAML: one document, no aliases, no tags, and a complaint that names
 * the line. A place, such as "layers[1].weights[0]", says where in the document
 * a node stands. */

#include <stdbool.h>

#include <gsl/gsl_matrix.h>
#include <yaml.h>

#include "walk/complaint.h"

enum { BP_YAML_PLACE_SIZE = 64 };

typedef struct {
    yaml_document_t document;
    bp_complaint
        *complaint; /* filled in by every function that returns false */
} bp_yaml;

/* False, after a complaint that names the node's line. */
#define BP_YAML_REFUSE(yaml, node, ...)                                        \
    (bp_complain((yaml)->complaint, (node)->start_mark.line + 1, __VA_ARGS__), \
     false)

/* Reads text of that many bytes. Where it succeeds, the caller ends with
 * yaml_document_delete(&yaml->document); where it fails, there is nothing to
 * delete. */
bool bp_yaml_load(const char *text, size_t length, bp_yaml *yaml);

/* The text of a scalar; the number of items of a list; item i of a list. */
const char *bp_yaml_text(const yaml_node_t *scalar);
size_t bp_yaml_count(const yaml_node_t *list);
yaml_node_t *bp_yaml_item(bp_yaml *yaml, const yaml_node_t *list, size_t i);

/* True for a scalar without quotes, which alone may be a number, true or false.
 */
bool bp_yaml_is_plain(const yaml_node_t *node);

/* True where the node is a list and not empty. */
bool bp_yaml_expect_list(bp_yaml *yaml, const yaml_node_t *node,
                         const char *place, const char *of_what);

/* Sorts a mapping's values into the order of keys, NULL for those it has not.
 * False where it is no mapping, or has a key twice, or one that is not among
 * keys. */
bool bp_yaml_mapping(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                     size_t n_keys, const char *const keys[],
                     yaml_node_t *values[]);

/* Which of n words the node is. */
bool bp_yaml_word(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                  size_t n, const char *const words[], size_t *which);

bool bp_yaml_number(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                    double *x);

/* True where the node is a list of exactly n, one for each ("input"), which the
 * complaint names. */
bool bp_yaml_expect_count(bp_yaml *yaml, const yaml_node_t *node,
                          const char *place, const char *each, size_t n);

/* A list of exactly numbers->size numbers, one for each ("input"), which the
 * complaint names; or the same for row j of a matrix. */
bool bp_yaml_numbers(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                     const char *each, gsl_vector *numbers);
bool bp_yaml_row(bp_yaml *yaml, const yaml_node_t *node, const char *place,
                 const char *each, gsl_matrix *matrix, size_t j);

#endif

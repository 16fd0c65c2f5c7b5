/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BP_YAML_EVENTS_H
#define BP_YAML_EVENTS_H

/* The first reading of YAML, as events. They alone still know aliases, tags and
 * how many documents there are; a document's nodes know their lines. */

#include <stdbool.h>

#include <yaml.h>

#include "walk/complaint.h"

/* False, and a complaint with line and place, where text of that many bytes is
 * no YAML, or not one document without aliases, tags and deep nesting. */
bool bp_yaml_check_events(const char *text, size_t length,
                          bp_complaint *complaint);

/* Says why the parser could not go on with the text. */
void bp_yaml_complain_of_syntax(const yaml_parser_t *parser, const char *text,
                                size_t length, bp_complaint *complaint);

#endif

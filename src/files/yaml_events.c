/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/yaml_events.h"

#include <stdio.h>
#include <string.h>

#include "walk/printable.h"

/* Nesting beyond this depth is refused before a document is built for it. */
enum { DEEPEST = 8 };

/* One list or mapping that is open, and where in it we are. */
typedef struct {
    bool is_mapping;
    bool at_key;  /* of a mapping: the next node is a key */
    char key[32]; /* of a mapping: the last key, cut where it is longer */
    size_t index; /* of a list: the next item's */
} level;

/* How far the reading has come. */
typedef struct {
    int documents;
    int depth;
    level levels[DEEPEST];
} position;

static unsigned long line_at(const char *text, size_t length, size_t offset)
{
    unsigned long line = 1;
    for (size_t i = 0; i < offset && i < length; i++)
        line += text[i] == '\n';
    return line;
}

void bp_yaml_complain_of_syntax(const yaml_parser_t *parser, const char *text,
                                size_t length, bp_complaint *complaint)
{
    /* Short of memory, libyaml does not always say so; else it has a problem. */
    if (parser->error == YAML_MEMORY_ERROR || parser->problem == NULL)
        bp_complain(complaint, 0, "out of memory");
    else if (parser->error == YAML_READER_ERROR)
        bp_complain(complaint, line_at(text, length, parser->problem_offset),
                    "not a text file: %s, expected UTF-8", parser->problem);
    else if (parser->context == NULL)
        bp_complain(complaint, parser->problem_mark.line + 1, "not YAML: %s",
                    parser->problem);
    else
        bp_complain(complaint, parser->problem_mark.line + 1,
                    "not YAML: %s %s that begins in line %zu", parser->problem,
                    parser->context, parser->context_mark.line + 1);
}

static const yaml_char_t *tag_of(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return event->data.scalar.tag;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.tag;
    default:
        return NULL;
    }
}

/* "layers[1].weights[0]: " where a place can be told, else nothing. */
static void describe(const position *at, char *place, size_t size)
{
    size_t n = 0;
    place[0] = '\0';
    for (int d = 0; d < at->depth && d < DEEPEST && n < size; d++) {
        const level *l = &at->levels[d];
        if (l->is_mapping && !l->at_key)
            n += (size_t)snprintf(place + n, size - n, "%s%s", n > 0 ? "." : "",
                                  l->key);
        else if (!l->is_mapping)
            n += (size_t)snprintf(place + n, size - n, "[%zu]", l->index);
    }
    if (n > 0 && n < size)
        snprintf(place + n, size - n, ": ");
}

/* A node is complete: in a mapping a key or its value, in a list one item. */
static void advance(position *at, const yaml_event_t *event)
{
    if (at->depth == 0)
        return;
    level *l = &at->levels[at->depth - 1];
    if (!l->is_mapping) {
        l->index++;
        return;
    }
    if (l->at_key && event->type == YAML_SCALAR_EVENT)
        bp_printable((const char *)event->data.scalar.value, l->key,
                     sizeof l->key);
    l->at_key = !l->at_key;
}

static void follow(position *at, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        at->documents++;
        break;
    case YAML_SEQUENCE_START_EVENT:
    case YAML_MAPPING_START_EVENT:
        at->levels[at->depth++] =
            (level){.is_mapping = event->type == YAML_MAPPING_START_EVENT,
                    .at_key = true};
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        at->depth--;
        advance(at, event);
        break;
    case YAML_SCALAR_EVENT:
        advance(at, event);
        break;
    default:
        break;
    }
}

/* What a document cannot tell, or should not be built for; NULL: nothing. */
static const char *problem_with(const yaml_event_t *event, const position *at)
{
    bool opens = event->type == YAML_SEQUENCE_START_EVENT ||
                 event->type == YAML_MAPPING_START_EVENT;
    if (event->type == YAML_ALIAS_EVENT)
        return "an alias (*), expected the value itself, written out";
    if (tag_of(event) != NULL)
        return "a tag (!), expected a plain value";
    if (event->type == YAML_DOCUMENT_START_EVENT && at->documents == 1)
        return "a second document, expected one example in a file";
    if (opens && at->depth == DEEPEST)
        return "lists within lists, deeper than any example, expected a number";
    if (event->type == YAML_STREAM_END_EVENT && at->documents == 0)
        return "the file is empty, expected learning_rate, training and layers";
    return NULL;
}

bool bp_yaml_check_events(const char *text, size_t length,
                          bp_complaint *complaint)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    position at = {0};
    bool ok = true;
    for (bool at_end = false; ok && !at_end;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            bp_yaml_complain_of_syntax(&parser, text, length, complaint);
            ok = false;
            break;
        }
        const char *problem = problem_with(&event, &at);
        if (problem != NULL) {
            char place[256];
            describe(&at, place, sizeof place);
            bp_complain(complaint, event.start_mark.line + 1, "%s%s", place,
                        problem);
            ok = false;
        } else {
            follow(&at, &event);
        }
        at_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return ok;
}

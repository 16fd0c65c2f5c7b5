/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/text.h"

#include <stdlib.h>
#include <string.h>

#include "page/page.h"

static bp_page_text heard, said;

/* Room for so many bytes and a 0; false where memory runs out. */
static bool make_room(bp_page_text *text, size_t length)
{
    if (length < text->capacity)
        return true;
    size_t capacity = 2 * length + 1024;
    char *larger = realloc(text->bytes, capacity);
    if (larger == NULL)
        return false;
    text->bytes = larger;
    text->capacity = capacity;
    return true;
}

char *bp_page_room(size_t length)
{
    if (!make_room(&heard, length))
        return NULL;
    heard.length = length;
    heard.bytes[length] = '\0';
    return heard.bytes;
}

bp_page_text *bp_page_heard(void)
{
    return &heard;
}

/* What does not fit into memory is not said. */
static bool say(void *to, const char *text, size_t length)
{
    bp_page_text *t = to;
    if (!make_room(t, t->length + length))
        return false;
    memcpy(t->bytes + t->length, text, length);
    t->length += length;
    return true;
}

const bp_out *bp_page_begin(void)
{
    static const bp_out out = {.write = say, .to = &said};
    said.length = 0;
    return &out;
}

const char *bp_page_said(void)
{
    return said.bytes;
}

size_t bp_page_length(void)
{
    return said.length;
}

void bp_page_complain(const bp_complaint *complaint)
{
    const bp_out *out = bp_page_begin();
    if (complaint->line > 0)
        bp_say(out, "line %lu: ", complaint->line);
    bp_say(out, "%s", complaint->text);
}

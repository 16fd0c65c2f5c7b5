/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk/text.h"

#include <stdlib.h>
#include <string.h>

bool bp_text_room(bp_text *text, size_t length)
{
    if (length < text->capacity)
        return true;
    size_t capacity = 2 * length + 1024;
    char *larger = realloc(text->bytes, capacity);
    if (larger == NULL) {
        text->ran_out = true;
        return false;
    }
    text->bytes = larger;
    text->capacity = capacity;
    return true;
}

static bool write_on(void *to, const char *bytes, size_t length)
{
    bp_text *text = to;
    if (!bp_text_room(text, text->length + length))
        return false;
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
    return true;
}

bp_out bp_text_out(bp_text *text)
{
    return (bp_out){.write = write_on, .to = text};
}

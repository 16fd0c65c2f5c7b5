/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/text_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Room for two more bytes, one of them the 0 behind the last. */
static bool make_room(bp_text *text)
{
    if (text->capacity - text->length >= 2)
        return true;
    size_t capacity = text->capacity == 0 ? 4096 : 2 * text->capacity;
    char *larger = realloc(text->bytes, capacity);
    if (larger == NULL)
        return false;
    text->bytes = larger;
    text->capacity = capacity;
    return true;
}

bool bp_text_read(FILE *file, bp_text *text, bp_complaint *complaint)
{
    text->length = 0;
    errno = 0;
    do {
        if (!make_room(text)) {
            bp_complain(complaint, 0, "out of memory");
            return false;
        }
        text->length += fread(text->bytes + text->length, 1,
                              text->capacity - text->length - 1, file);
    } while (!feof(file) && !ferror(file) && text->length <= BP_LONGEST_TEXT);
    text->bytes[text->length] = '\0';
    if (ferror(file))
        bp_complain(complaint, 0, "cannot be read: %s", strerror(errno));
    else if (text->length > BP_LONGEST_TEXT)
        bp_complain(complaint, 0,
                    "longer than %d bytes, expected a text that is shorter",
                    BP_LONGEST_TEXT);
    return !ferror(file) && text->length <= BP_LONGEST_TEXT;
}

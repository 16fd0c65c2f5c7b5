/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files/text_file.h"

#include <errno.h>
#include <string.h>

bool bp_text_read(FILE *file, bp_text *text, bp_complaint *complaint)
{
    text->length = 0;
    errno = 0;
    do {
        if (!bp_text_room(text, text->length + 1)) {
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

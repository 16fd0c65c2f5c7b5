/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page/text.h"

#include "page/page.h"

static bp_text heard, said;

char *bp_page_room(size_t length)
{
    if (!bp_text_room(&heard, length))
        return NULL;
    heard.length = length;
    heard.bytes[length] = '\0';
    return heard.bytes;
}

bp_text *bp_page_heard(void)
{
    return &heard;
}

/* What does not fit into memory is not said. */
const bp_out *bp_page_begin(void)
{
    static bp_out out;
    said.length = 0;
    out = bp_text_out(&said);
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

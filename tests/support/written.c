/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "written.h"

#include <stdlib.h>
#include <string.h>

#include "support.h"

static bool keep(void *to, const char *text, size_t length)
{
    written *w = to;
    char *longer = realloc(w->text, w->length + length + 1);
    ck_assert_ptr_nonnull(longer);
    memcpy(longer + w->length, text, length);
    w->text = longer;
    w->length += length;
    w->text[w->length] = '\0';
    return true;
}

bp_out write_to(written *w)
{
    return (bp_out){.write = keep, .to = w};
}

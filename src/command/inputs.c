/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/inputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "files/example_text.h"

const char *bp_file_name(const char *file)
{
    if (file == NULL)
        return "the built-in example";
    return strcmp(file, "-") == 0 ? "standard input" : file;
}

bool bp_read_file(const char *file, bp_text *text)
{
    bool is_stdin = strcmp(file, "-") == 0;
    FILE *stream = is_stdin ? stdin : fopen(file, "rb");
    if (stream == NULL) {
        bp_bad_input("%s: cannot be opened: %s", file, strerror(errno));
        return false;
    }
    bp_complaint complaint;
    bool ok = bp_text_read(stream, text, &complaint);
    if (!is_stdin)
        fclose(stream);
    if (!ok)
        bp_bad_file(bp_file_name(file), &complaint);
    return ok;
}

/* The example in text of that many bytes; NULL after a complaint. */
static bp_example *parse(const char *file, const char *bytes, size_t length)
{
    bp_complaint complaint;
    bp_example *example = bp_example_parse(bytes, length, &complaint);
    if (example == NULL)
        bp_bad_file(bp_file_name(file), &complaint);
    return example;
}

bp_example *bp_chosen_example(const char *file)
{
    if (file == NULL)
        return parse(file, bp_post_example, strlen(bp_post_example));
    bp_text text = {.bytes = NULL};
    bp_example *example = NULL;
    if (bp_read_file(file, &text))
        example = parse(file, text.bytes, text.length);
    free(text.bytes);
    return example;
}

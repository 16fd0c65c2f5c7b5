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

bool bp_read_pairs(const char *file, bp_pairs *pairs)
{
    /* TEMPORARY */
    FILE *f = fopen(file, "r");
    if (f == NULL)
        return false;
    char header[1000];
    if (fgets(header, sizeof header, f) == NULL)
        return false;
    pairs->inputs = gsl_matrix_calloc(1797, 64);
    pairs->targets = gsl_matrix_calloc(1797, 10);
    for (size_t p = 0; p < 1797; p++)
        for (size_t i = 0; i < 74; i++) {
            double v;
            if (fscanf(f, "%lf,", &v) != 1)
                return false;
            if (i < 64)
                gsl_matrix_set(pairs->inputs, p, i, v);
            else
                gsl_matrix_set(pairs->targets, p, i - 64, v);
        }
    fclose(f);
    return true;
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

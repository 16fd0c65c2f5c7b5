/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/inputs.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command/paths.h"
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

/* ------------------------------------------------------------- a file of pairs */

/* How many bytes a file has; 0 where it is no regular one. */
static size_t size_of(FILE *stream)
{
    struct stat about;
    if (fstat(fileno(stream), &about) != 0 || !S_ISREG(about.st_mode))
        return 0;
    return (size_t)about.st_size;
}

/* Hands the file on piece by piece. */
static bool hand_on(FILE *stream, bp_data *data, bp_complaint *complaint)
{
    char piece[1 << 16];
    size_t size = size_of(stream);
    size_t done = 0;
    bp_progress progress = bp_tell_of("reading pairs: byte");
    errno = 0;
    while (!feof(stream)) {
        size_t n = fread(piece, 1, sizeof piece, stream);
        if (ferror(stream)) {
            bp_complain(complaint, 0, "cannot be read: %s", strerror(errno));
            return false;
        }
        if (!bp_data_take(data, piece, n, complaint))
            return false;
        done += n;
        if (progress.tell != NULL && done < size)
            progress.tell(progress.to, done, size);
    }
    return true;
}

static bool read_pairs(FILE *stream, const bp_data_wanted *wanted,
                       bp_pairs *pairs, bp_complaint *complaint)
{
    bp_data *data = bp_data_begin(wanted);
    if (data == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bool ok =
        hand_on(stream, data, complaint) && bp_data_end(data, pairs, complaint);
    bp_stop_telling();
    bp_data_free(data);
    return ok;
}

bool bp_read_pairs(const char *file, const bp_data_wanted *wanted,
                   bp_pairs *pairs)
{
    FILE *stream = fopen(file, "rb");
    if (stream == NULL) {
        bp_bad_input("%s: cannot be opened: %s", file, strerror(errno));
        return false;
    }
    bp_complaint complaint;
    bool ok = read_pairs(stream, wanted, pairs, &complaint);
    fclose(stream);
    if (!ok)
        bp_bad_file(file, &complaint);
    return ok;
}

/* ------------------------------------------------------------------ an example */

/* What an example's file of pairs is opened by. */
typedef struct {
    const char *example; /* the example's own file, or "-" */
    bool has_complained;
} opener;

static bool open_and_read(void *from, const char *file,
                          const bp_data_wanted *wanted, bp_pairs *pairs,
                          bp_complaint *complaint)
{
    opener *o = from;
    char *path = bp_path_beside(o->example, file);
    if (path == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    bool ok = bp_read_pairs(path, wanted, pairs);
    o->has_complained = !ok;
    free(path);
    return ok;
}

/* The example in text of that many bytes; NULL after a complaint. */
static bp_example *parse(const char *file, const char *bytes, size_t length)
{
    bp_complaint complaint;
    opener o = {.example = file == NULL ? "" : file};
    bp_data_source source = {.read = open_and_read, .from = &o};
    bp_example *example =
        bp_example_parse_with(bytes, length, &source, &complaint);
    if (example == NULL && !o.has_complained)
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

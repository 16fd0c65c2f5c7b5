/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/workbook.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "files/spreadsheet.h"
#include "files/text_file.h"
#include "walk/number.h"

/* The date of the workbook, in seconds since 1970. */
static bool read_date(time_t *date, bp_complaint *complaint)
{
    enum { DAY_OF_THE_POST = 1426550400 };
    static const size_t end_of_year_9999 = 253402300799;
    const char *text = getenv("SOURCE_DATE_EPOCH");
    size_t seconds = DAY_OF_THE_POST;
    if (text != NULL && text[0] != '\0' &&
        !bp_read_count(text, end_of_year_9999, &seconds)) {
        bp_complain(complaint, 0,
                    "SOURCE_DATE_EPOCH is '%s', expected seconds since 1970",
                    text);
        return false;
    }
    *date = (time_t)seconds;
    return true;
}

/* Hands on what the file has. */
static bool hand_on(int descriptor, const bp_out *out, bp_complaint *complaint)
{
    bp_text text = {0};
    FILE *stream = fdopen(descriptor, "rb");
    if (stream == NULL) {
        bp_complain(complaint, 0, "out of memory");
        close(descriptor);
        return false;
    }
    bool ok = bp_text_read(stream, &text, complaint);
    if (ok)
        out->write(out->to, text.bytes, text.length);
    fclose(stream);
    free(text.bytes);
    return ok;
}

static bool write_by_way_of(char *file, const bp_example *example, time_t date,
                            const bp_out *out, bp_complaint *complaint)
{
    int descriptor = mkstemp(file);
    if (descriptor < 0) {
        bp_complain(complaint, 0, "%s: cannot be written: %s", file,
                    strerror(errno));
        return false;
    }
    bool ok = bp_spreadsheet_write(example, date, file, complaint);
    if (ok)
        ok = hand_on(descriptor, out, complaint);
    else
        close(descriptor);
    unlink(file);
    return ok;
}

bool bp_write_workbook(const bp_example *example, const bp_out *out,
                       bp_complaint *complaint)
{
    static const char name[] = "/backprop-XXXXXX";
    const char *folder = getenv("TMPDIR");
    time_t date;
    if (folder == NULL || folder[0] == '\0')
        folder = "/tmp";
    if (!read_date(&date, complaint))
        return false;
    size_t size = strlen(folder) + sizeof name;
    char *file = malloc(size);
    if (file == NULL) {
        bp_complain(complaint, 0, "out of memory");
        return false;
    }
    snprintf(file, size, "%s%s", folder, name);
    bool ok = write_by_way_of(file, example, date, out, complaint);
    free(file);
    return ok;
}

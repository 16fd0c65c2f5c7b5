/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/saying.h"

static int complain(const char *file)
{
    return bp_bad_input("%s: cannot be written: %s", file, strerror(errno));
}

/* Writes all of it and closes the stream; false where that fails, and `errno` says
 * why. A full disk may show only at the end. */
static bool write_and_close(FILE *stream, const char *bytes, size_t length)
{
    bool ok = fwrite(bytes, 1, length, stream) == length && fflush(stream) == 0;
    int reason = errno;
    if (fclose(stream) != 0 && ok)
        return false;
    errno = reason;
    return ok;
}

static int write_to(const char *file, const char *bytes, size_t length)
{
    FILE *stream = fopen(file, "wb");
    if (stream == NULL || !write_and_close(stream, bytes, length))
        return complain(file);
    return BP_DONE;
}

/* Who may read and write the file: as before, or as the user has it for new ones. */
static mode_t mode_of(const struct stat *old)
{
    if (old != NULL)
        return old->st_mode & 0777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* The same for a file that is not there, where old is NULL, or is replaced. */
static int replace(const char *file, const struct stat *old, const char *bytes,
                   size_t length)
{
    static const char ending[] = ".XXXXXX";
    char *beside = malloc(strlen(file) + sizeof ending);
    if (beside == NULL)
        return complain(file);
    memcpy(beside, file, strlen(file));
    memcpy(beside + strlen(file), ending, sizeof ending);
    int descriptor = mkstemp(beside);
    FILE *stream = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
    bool ok = stream != NULL && fchmod(descriptor, mode_of(old)) == 0 &&
              write_and_close(stream, bytes, length) &&
              rename(beside, file) == 0;
    int status = ok ? BP_DONE : complain(file);
    if (descriptor >= 0 && !ok)
        unlink(beside);
    free(beside);
    return status;
}

int bp_write_file(const char *file, const char *bytes, size_t length)
{
    struct stat old;
    if (stat(file, &old) != 0)
        return replace(file, NULL, bytes, length);
    if (!S_ISREG(old.st_mode))
        return write_to(file, bytes, length);
    return replace(file, &old, bytes, length);
}

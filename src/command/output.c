/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/output.h"

#include <errno.h>
#include <fcntl.h>
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
 * why. A full disk may show only at the end, or when the disk is asked to keep it. */
static bool write_and_close(FILE *stream, const char *bytes, size_t length,
                            bool is_kept)
{
    bool ok = fwrite(bytes, 1, length, stream) == length &&
              fflush(stream) == 0 && (!is_kept || fsync(fileno(stream)) == 0);
    int reason = errno;
    if (fclose(stream) != 0 && ok)
        return false;
    errno = reason;
    return ok;
}

static int write_to(const char *file, const char *bytes, size_t length)
{
    FILE *stream = fopen(file, "wb");
    if (stream == NULL || !write_and_close(stream, bytes, length, false))
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

/* Another file beside this one, under a name of its own, which the caller frees; -1
 * where there can be none. */
static int open_beside(const char *file, char **beside)
{
    static const char ending[] = ".XXXXXX";
    *beside = malloc(strlen(file) + sizeof ending);
    if (*beside == NULL)
        return -1;
    memcpy(*beside, file, strlen(file));
    memcpy(*beside + strlen(file), ending, sizeof ending);
    return mkstemp(*beside);
}

/* Has the disk keep what is in the folder of that file. Not every system can. */
static void keep_folder_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    size_t length = slash == NULL ? 0 : (size_t)(slash - file) + 1;
    char *folder = malloc(length + 2);
    if (folder == NULL)
        return;
    memcpy(folder, file, length);
    memcpy(folder + length, ".", 2);
    int descriptor = open(folder, O_RDONLY);
    if (descriptor >= 0) {
        fsync(descriptor);
        close(descriptor);
    }
    free(folder);
}

/* The new file has its name only when the disk has all of it. */
static bool replace(const char *file, const struct stat *old, const char *bytes,
                    size_t length)
{
    char *beside;
    int descriptor = open_beside(file, &beside);
    bool is_open = descriptor >= 0 && fchmod(descriptor, mode_of(old)) == 0;
    FILE *stream = is_open ? fdopen(descriptor, "wb") : NULL;
    bool ok = stream != NULL && write_and_close(stream, bytes, length, true) &&
              rename(beside, file) == 0;
    int reason = errno;
    if (ok)
        keep_folder_of(file);
    else if (descriptor >= 0)
        unlink(beside);
    if (stream == NULL && descriptor >= 0)
        close(descriptor);
    free(beside);
    errno = reason;
    return ok;
}

bool bp_replace_file(const char *file, const char *bytes, size_t length)
{
    struct stat old;
    bool is_there = stat(file, &old) == 0;
    return replace(file, is_there ? &old : NULL, bytes, length);
}

int bp_check_replaceable(const char *file)
{
    struct stat old;
    if (stat(file, &old) == 0 && !S_ISREG(old.st_mode))
        return bp_bad_input("%s: no regular file, expected one, or a new name",
                            file);
    char *beside;
    int descriptor = open_beside(file, &beside);
    int status = descriptor < 0 ? complain(file) : BP_DONE;
    if (descriptor >= 0) {
        close(descriptor);
        unlink(beside);
    }
    free(beside);
    return status;
}

int bp_write_file(const char *file, const char *bytes, size_t length)
{
    struct stat old;
    if (stat(file, &old) == 0 && !S_ISREG(old.st_mode))
        return write_to(file, bytes, length);
    return bp_replace_file(file, bytes, length) ? BP_DONE : complain(file);
}

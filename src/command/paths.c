/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/paths.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The first bytes of one text, and all of another behind them. */
static char *joined(const char *a, size_t length, const char *b)
{
    char *both = malloc(length + strlen(b) + 1);
    if (both == NULL)
        return NULL;
    memcpy(both, a, length);
    memcpy(both + length, b, strlen(b) + 1);
    return both;
}

/* How much of a path is its folder, with the slash. */
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

bool bp_is_same_file(const char *a, const char *b)
{
    struct stat of_a;
    struct stat of_b;
    return stat(a, &of_a) == 0 && stat(b, &of_b) == 0 &&
           of_a.st_dev == of_b.st_dev && of_a.st_ino == of_b.st_ino;
}

char *bp_path_beside(const char *other, const char *file)
{
    return joined(other, file[0] == '/' ? 0 : folder_length(other), file);
}

static bool are_in_one_folder(const char *a, const char *b)
{
    char *of_a = joined(a, folder_length(a), ".");
    char *of_b = joined(b, folder_length(b), ".");
    bool are = of_a != NULL && of_b != NULL && bp_is_same_file(of_a, of_b);
    free(of_a);
    free(of_b);
    return are;
}

static char *working_folder(void)
{
    for (size_t size = 256;; size *= 2) {
        char *folder = malloc(size);
        if (folder == NULL || getcwd(folder, size) != NULL)
            return folder;
        free(folder);
        if (errno != ERANGE)
            return NULL;
    }
}

/* The path from the root on. */
static char *whole_path(const char *path)
{
    if (path[0] == '/')
        return joined("", 0, path);
    char *folder = working_folder();
    if (folder == NULL)
        return NULL;
    char *with_slash = joined(folder, strlen(folder), "/");
    char *whole = with_slash == NULL
                      ? NULL
                      : joined(with_slash, strlen(with_slash), path);
    free(folder);
    free(with_slash);
    return whole;
}

char *bp_path_seen_from(const char *another, const char *one, const char *file)
{
    if (file[0] == '/' || are_in_one_folder(another, one))
        return joined("", 0, file);
    char *path = bp_path_beside(one, file);
    char *whole = path == NULL ? NULL : whole_path(path);
    free(path);
    return whole;
}
